"""Who travels, by one sentence: a person, or only the country of a delegation, of guests or of a people."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.cues import item_country, marked, prepositions, roles_of
from elchi.reading.ground import (
    PRESENT,
    Ground,
    Place,
    beside_invitation,
    country_spans,
    is_attribute,
    is_diplomat,
    is_host,
    is_voice,
    led_by,
    names_goal,
    only_spoken_of,
)
from elchi.reading.people import Placed, Ref, ending_within, starting_within
from elchi.reading.positions import Position
from elchi.reading.scan import Scan
from elchi.text.tokens import MARK, WORD
from elchi.vocabulary.load import heads

LOCATIVE = frozenset(["loc"])  # where a delegation is accredited, not whose it is
PHRASE = 10  # tokens between a participle and the titles of the person whom it is about
CHAIN = 6  # tokens between a delegation and the country that it is of, at most
MADE_BY = 8  # tokens between a visit and by whom it is made, at most
CLAUSE = 8  # tokens between a person and the clause on him at most: of which country he is
OWNER = 9  # tokens between whose visit it is and the word for it at most, where the owner stands first
WHERE_TO = 3  # tokens on where a visit goes to, between the word for it and whose it is, at most
RESIDENT = frozenset(
    [
        "ambassador", "charge d'affaires", "consul general", "consul", "military attache", "attache", "counsellor",
        "minister counsellor", "first secretary",
    ]
)  # fmt: skip


def traveller_of(
    ground: Ground, index: int, triggers: dict[str, list[Item]], goals: list[Place]
) -> tuple[int | None, str | None, list[tuple[int, int]]]:
    """Return who travels (person or None), from which country, and the words that show the country."""
    scan, cast = ground.scan, ground.cast
    start, end = scan.sentences[index]
    goal_countries = {p.country for p in goals}
    refs = cast.refs_within(start, end)
    person = led_by(ground, refs, triggers)
    if person is None:
        person = _whose_visit(ground, refs, triggers, goal_countries)
    if person is None:
        person = _visits_owner(ground, refs, triggers, goals)
    if person is None and (office := _office_of_visit(ground, refs, triggers, goal_countries)) is not None:
        return None, office.country, [scan.clip(office.start, office.end, 280)]
    if person is None:
        person = _of_clause(ground, refs, triggers, goal_countries)
    if person is None:
        person = _of_participle(ground, refs, triggers)
    if person is None and not _guests_came(ground, triggers):
        person = _subject(ground, refs, triggers, goal_countries)
    delegation = delegation_country(ground, start, end, goal_countries)
    led = any(n.id == "@delegation" for n in scan.within("nouns", start, end))
    if delegation is not None and led and _is_owner(ground, [r for r in refs if r.person == person], delegation[1]):
        person = None
    if person is not None:
        if cast.drafts[person].country is None and delegation is not None and led:
            cast.drafts[person].country = delegation[0]
            return person, delegation[0], [delegation[1]]
        return person, cast.drafts[person].country, country_spans(ground, person)
    if delegation is not None:
        return _guest(ground, start, end, delegation[0]), delegation[0], [delegation[1]]
    return _people(ground, start, end, triggers)


def levels_of(
    ground: Ground, index: int, triggers: dict[str, list[Item]], goals: list[Place], head: int | None
) -> frozenset[str]:
    """Return the first words of the offices of who travels, or of whom a sentence only calls by his office."""
    if head is not None:
        return frozenset(office.split()[0] for office in ground.cast.drafts[head].offices)
    refs = ground.cast.refs_within(*ground.scan.sentences[index])
    office = _office_of_visit(ground, refs, triggers, {p.country for p in goals})
    return frozenset(post.office.split()[0] for post in office.posts if post.office) if office else frozenset()


def _is_owner(ground: Ground, refs: list[Ref], delegation: tuple[int, int]) -> bool:
    """True for one only named in the genitive before the delegation that travels (on the orders of president X)."""
    scan = ground.scan
    before = all(scan.span(r.lead, r.end)[1] <= delegation[0] for r in refs)
    genitive = all("gen" in r.cases and "nom" not in r.cases and r.kind == "name" for r in refs)
    words = [i for r in refs for i in scan.within("triggers", max(r.lead - 4, 0), r.lead)]
    return bool(refs) and before and genitive and not any(i.id in ("visit", "trip", "lead") for i in words)


def _people(
    ground: Ground, start: int, end: int, triggers: dict[str, list[Item]]
) -> tuple[int | None, str | None, list[tuple[int, int]]]:
    """Return the country of a people that is said to come (the Georgians arrived), and its one person before."""
    scan = ground.scan
    going = [i.start for t in ("go", "arrive", "ongoing") for i in triggers.get(t, ())]
    for item in scan.within("countries", start, end):
        if "people" not in item.attrs or not any(0 <= at - item.end <= 2 for at in going):
            continue
        country = item_country(scan, item)
        return _only_one(ground, country, item.start), country, [scan.span(item.start, item.end)]
    return None, None, []


def _only_one(ground: Ground, country: str | None, before: int) -> int | None:
    """Return the one office holder of a country, no envoy, who is named before a token."""
    drafts = enumerate(ground.cast.drafts)
    named = [n for n, d in drafts if d.country == country and d.offices and d.first < before and not is_diplomat(d)]
    return named[0] if len(named) == 1 else None


def _guest(ground: Ground, start: int, end: int, country: str) -> int | None:
    """Return whom "the Brazilian guest" means: the one office holder of that country who is named before.

    He leads "the Brazilian delegation" too where the report tells what he did with others: met, talked, signed.
    """
    scan = ground.scan
    nouns = [n for n in scan.within("nouns", start, end) if n.id in ("@guests", "@delegation")]
    person = _only_one(ground, country, nouns[0].start) if nouns else None
    if person is None or any(n.id == "@guests" for n in nouns):
        return person
    for ref in ground.refs_of.get(person, ()):
        first, last = scan.sentences[scan.sentence_of[ref.start]]
        did = any(i.id in ("meeting", "signing") for i in scan.within("activities", first, last))
        if first < start and did and not only_spoken_of(ground, ref):
            return person
    return None


def _whose_visit(
    ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]], goals: set[str | None]
) -> int | None:
    """Return the person named in the genitive right behind a word of visiting: before the visit of X, Y said."""
    by_word = ground.scan.language.settings.get("bodies", {}).get("right") == "of"
    for item in (i for t in ("visit", "trip") for i in triggers.get(t, ()) if by_word):
        for ref in refs:
            made = 0 < ref.lead - item.end <= MADE_BY and marked(ground.scan, "by", ref.lead, ref.end, frozenset())
            country = ground.cast.drafts[ref.person].country
            if made and country not in goals - {None} and not _acts_between(ground, item.end, ref.lead):
                return ref.person  # a visit to A by X
    for at in _behind_visits(ground, triggers):
        for ref in refs:
            near = 0 <= ref.lead - at <= (1 if by_word else WHERE_TO)
            near = near and (by_word or ("gen" in ref.cases and "nom" not in ref.cases))
            if near and ground.cast.drafts[ref.person].country not in goals - {None}:
                return ref.person
    return None


def _visits_owner(ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]], goals: list[Place]) -> int | None:
    """Return the person in the genitive before a word of visiting and where to, in languages where whose a thing is
    stands first (X's visit to Y of last year)."""
    scan = ground.scan
    if scan.language.settings.get("position", {}).get("head", "first") != "last":
        return None
    for item in (i for t in ("visit", "trip") for i in triggers.get(t, ())):
        for place in goals:
            near = [r for r in refs if r.end <= place.item.start and item.start - r.end <= OWNER and r.kind == "name"]
            if not near or place.item.end > item.start or near[-1].cases != {"gen"}:
                continue
            owner = near[-1]
            between = scan.tokens[owner.end : item.start]
            other = scan.within("nouns", owner.end, item.start) or any(t.kind == MARK for t in between)
            said = any(i.id != "visit" for i in scan.within("triggers", owner.end, item.start))
            if not other and not said and ground.cast.drafts[owner.person].country != place.country:
                return owner.person
    return None


def _acts_between(ground: Ground, start: int, end: int) -> bool:
    """True where a further deed stands between a visit and by whom something is done."""
    scan = ground.scan
    deeds = (i for kind in ("triggers", "activities") for i in scan.within(kind, start, end))
    return any(i.id not in ("visit", "trip", "invitation") for i in deeds)


def _office_of_visit(
    ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]], goals: set[str | None]
) -> Position | None:
    """Return the office of a country whose holder's visit is spoken of without a name, where others are named too."""
    named = {ref.lead for ref in refs}
    by_word = ground.scan.language.settings.get("bodies", {}).get("right") == "of"
    for at in _behind_visits(ground, triggers):
        for position in starting_within(ground.cast.open_positions, at, at + WHERE_TO + 1):
            told = by_word or not position.cases or position.plural or "gen" in position.cases
            if told and position.start not in named and position.country not in goals | {None}:
                return position
    return None


def _behind_visits(ground: Ground, triggers: dict[str, list[Item]]) -> list[int]:
    """Return the tokens behind words of visiting, in languages where whose a thing is follows it.

    It follows in the genitive, or behind the word for "of" and an article.
    """
    right = ground.scan.language.settings.get("bodies", {}).get("right")
    behind = [i.end for t in ("visit", "trip") for i in triggers.get(t, ())]
    if right == "of":
        words = ground.scan.language.words("complement_links") - prepositions(ground.scan.language, "destination")
        return [k + 1 for k in behind if ground.scan.tokens[k].fold in words]
    return behind if right == "gen" else []


def _of_clause(
    ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]], goals: set[str | None]
) -> int | None:
    """Return the person whom a clause of going tells of.

    It follows him: X, who is on a visit to ...; or by a participle X, come to ...; or stands before him where the
    language puts attributes first: the come-on-a-visit X. A participle behind a comma is known by the case that it
    shares with the name before, one that stands first by the endings of `participles`.
    """
    words = ground.scan.language.words("relative")
    first = ground.scan.language.endings("participles")
    for item in (i for t in ("ongoing", "go", "arrive", PRESENT) for i in triggers.get(t, ())):
        if first and ground.scan.tokens[item.end - 1].fold.endswith(first):
            ahead = [r for r in refs if r.kind == "name" and _follows_at_once(ground, item, r)]
            if ahead and not _stays(ground, ahead[0].person, goals):
                return ahead[0].person
        at = item.start - 1
        before = [r for r in refs if 0 <= at - r.end <= CLAUSE]
        if at <= 0 or not before:
            continue
        if ground.scan.tokens[at].fold in words and not _stays(ground, before[-1].person, goals):
            return before[-1].person
        if ground.scan.tokens[at].text == "," and before[-1].end == at and _agrees(ground, item, before[-1]):
            return before[-1].person
    return None


def _guests_came(ground: Ground, triggers: dict[str, list[Item]]) -> bool:
    """True where a participle of coming is about guests to whom something is done (X received the guests come from Y).
    """
    first = ground.scan.language.endings("participles")
    for item in (i for t in ("ongoing", "go", "arrive") for i in triggers.get(t, ())):
        nouns = (n for n in ground.scan.at.get(item.end, ()) if n.kind == "nouns")
        about = [n for n in nouns if n.id in ("@guests", "@delegation")]
        if first and ground.scan.tokens[item.end - 1].fold.endswith(first) and any("acc" in n.cases for n in about):
            return True
    return False


def _follows_at_once(ground: Ground, item: Item, ref: Ref) -> bool:
    """True for a person right behind a participle, but for a particle of the name (the arrived al-X)."""
    particles, between = ground.scan.language.particles, ground.scan.tokens[item.end : ref.lead]
    return item.end <= ref.lead <= item.end + 2 and all(t.fold in particles or t.text in "-‐" for t in between)


def _of_participle(ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]]) -> int | None:
    """Return the person before whose titles a participle of coming stands in his case, no comma between."""
    tokens = ground.scan.tokens
    for item in (i for t in ("ongoing", "go", "arrive") for i in triggers.get(t, ())):
        after = [r for r in refs if 0 < r.lead - item.end <= PHRASE]
        oblique = item.cases and "nom" not in item.cases
        if oblique and after and item.cases & after[0].cases:
            between = tokens[item.end : after[0].lead]
            if not any(token.text in ".,;:" for token in between):
                return after[0].person
    return None


def _agrees(ground: Ground, item: Item, ref: Ref) -> bool:
    """True where a clause behind a name's comma is on him: by case, or where nothing has a case, by its place."""
    first = ground.scan.language.settings.get("position", {}).get("head", "first") == "first"
    return bool(item.cases & ref.cases) or (item.id in ("ongoing", "arrive") and not item.cases and first)


def _subject(ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]], goals: set[str | None]) -> int | None:
    """Return the first person who may travel: not of the country gone to, not inviting, not a mere attribute."""
    inviting = {
        r.person for r in refs for i in triggers.get("invitation", ()) if beside_invitation(ground, r, i, refs)
    }
    with_them = [i.end for i in triggers.get("accompany", ()) if "clause" in i.attrs]
    if any(i.attrs.get("side") == "before" for i in triggers.get("accompany", ())):
        return None  # those named go with one who travels
    others: list[Ref] = []  # those with whom, or by whom, something is done
    abroad = [r for r in refs if (c := ground.cast.drafts[r.person].country) and c not in goals and c != ground.home]
    guests = ground.home in goals and any("gen" not in r.cases or "nom" in r.cases for r in abroad)
    for ref in refs:
        draft = ground.cast.drafts[ref.person]
        if guests and draft.country is None and draft.positions:
            continue  # where guests from abroad are told of, one named without a country is of the house
        if ref.person in inviting or (draft.country and draft.country in goals):
            continue
        if any(end <= ref.lead for end in with_them):
            continue  # the delegation, of which X and Y are, went
        if draft.country is None and not draft.positions and not draft.office:
            continue
        if is_voice(draft) and "arrive" not in triggers:
            continue  # who tells of a visit does not make it
        if "nom" not in ref.cases and any(r.lead == ref.end and "nom" in r.cases for r in refs):
            continue  # the predecessor of X, Y, went
        if _is_quoted(ground, ref) or is_host(ground, ref, triggers) or _stays(ground, ref.person, goals):
            continue
        if is_attribute(ground, ref) or (others and follows(ground, others[-1], ref)):
            others.append(ref)
            continue
        beside = any(p.start >= ref.lead for p in draft.positions if p.posts[0].counterpart and p.start < ref.end)
        if draft.counterpart_of is not None and beside and all(r.person != draft.counterpart_of for r in refs):
            continue  # whose counterpart this is goes by a pronoun here: of the two it is who travels
        return ref.person
    return None


def follows(ground: Ground, left: Ref, right: Ref) -> bool:
    """True where only a conjunction and titles stand between two persons: both take one part in the sentence."""
    between = ground.scan.tokens[left.end : right.lead]
    links = ground.scan.language.words("conjunctions", "articles")
    return bool(between) and all(t.text == "," or t.fold in links for t in between)


def _stays(ground: Ground, person: int, goals: set[str | None]) -> bool:
    """True for an envoy accredited where a visit goes to: he is there already."""
    draft = ground.cast.drafts[person]
    posted = {p.at for p in draft.posts if heads().get(p.head, {}).get("level") == "diplomat"}
    resident = any(p.head in RESIDENT for p in draft.posts)
    gone = goals - {None} or {ground.home}  # a goal left unsaid is at home
    return bool(posted & gone) or (resident and None in posted and ground.home in gone)


def _is_quoted(ground: Ground, ref: Ref) -> bool:
    """True for one whose words tell of a visit: according to him another travels."""
    scan = ground.scan
    if _says_that(ground, ref):
        return True
    return ref.lead in scan.attributions[1] or marked(scan, "source", ref.lead, ref.end, frozenset())


def _says_that(ground: Ground, ref: Ref) -> bool:
    """True for one behind whom a word begins what he said of somebody else (X recalled that Y was in Z)."""
    words, tokens = ground.scan.language.words("that"), ground.scan.tokens
    sentence = ground.scan.sentence_of[ref.start]
    last = ground.scan.sentences[sentence][1] if words and sentence >= 0 else ref.end
    at = next((k for k in range(ref.end, min(last, ref.end + PHRASE)) if tokens[k].fold in words), None)
    if at is None or "nom" not in ref.cases:
        return False
    return any("nom" in r.cases and r.person != ref.person for r in ground.cast.refs_within(at, last))


def delegation_country(
    ground: Ground, start: int, end: int, goals: set[str | None]
) -> tuple[str, tuple[int, int]] | None:
    """Return the country whose delegation or guests a sentence names."""
    scan = ground.scan
    nouns = [n for n in scan.within("nouns", start, end) if n.id in ("@delegation", "@guests")]
    nouns += [n for n in scan.within("triggers", start, end) if n.id in ("visit", "trip")]
    for noun in nouns:
        if noun.id == "@delegation" and "home" in noun.attrs and ground.home and ground.home not in goals:
            return ground.home, scan.span(noun.start, noun.end)
        if noun.id == "@delegation" and (owner := _owner(ground, noun, goals)) is not None:
            return owner
        for item in scan.within("countries", start, end):
            country = item_country(scan, item)
            if country in goals or country is None or item.start in ground.in_position or item.start in ground.body_at:
                continue
            if names_goal(scan, item):
                continue
            near = 0 <= noun.start - item.end <= 2 or (
                noun.kind == "nouns"
                and (
                    0 <= item.start - noun.end <= (2 if noun.id == "@guests" else _reach(ground, noun, item))
                    or _behind_town(scan, noun, item)
                )
                and not roles_of(scan, item.start, item.end, item.cases) - {"origin"}
            )
            if near and not roles_of(scan, item.start, item.end, item.cases) & {"destination", "location"}:
                return country, scan.span(item.start, item.end)
    return None


def _reach(ground: Ground, noun: Item, item: Item) -> int:
    """Return how many tokens may stand between a delegation and its country: more where a chain of what it is of does
    (a delegation of the judiciary of X)."""
    tokens, links = ground.scan.tokens, ground.scan.language.words("complement_links")
    between = tokens[noun.end : item.start]
    chain = 0 < len(between) <= CHAIN and between[0].fold in links and between[-1].fold in links
    plain = not ground.scan.within("triggers", noun.end, item.start) and all(t.kind == WORD for t in between)
    return CHAIN if chain and plain else 2


def _behind_town(scan: Scan, noun: Item, country: Item) -> bool:
    """True for a country behind a comma and the town that guests come from (a delegation from Lund, Sweden)."""
    towns = [i for i in scan.within("places", noun.end, country.start) if i.end + 1 == country.start]
    comma = scan.tokens[country.start - 1].text == ","
    return comma and any(t.start - noun.end <= 2 and "origin" in roles_of(scan, t.start, t.end, t.cases) for t in towns)


def _owner(ground: Ground, noun: Item, goals: set[str | None]) -> tuple[str, tuple[int, int]] | None:
    """Return the country of the body or office whose delegation a sentence names, right beside the word."""
    last = ground.scan.language.settings.get("position", {}).get("head") == "last"  # whose it is stands before it
    bodies, offices = ground.cast.bodies, ground.cast.open_positions
    near: list[Body | Position] = [*_beside(ground, bodies, noun, last), *_beside(ground, offices, noun, last)]
    for owner in near:
        if owner.country and owner.country not in goals and owner.cases != LOCATIVE:
            return owner.country, ground.scan.clip(owner.start, owner.end, 280)
    return None


def _beside(ground: Ground, found: list[Placed], noun: Item, last: bool) -> list[Placed]:
    """Return what stands right before a noun, not joined to it by "and", and close behind it unless `last`."""
    joined = ground.scan.tokens[noun.start - 1].fold in ground.scan.language.words("conjunctions")
    before = ending_within(found, noun.start - (not joined), noun.start)
    return before if last else [*before, *starting_within(found, noun.end, noun.end + 5)]
