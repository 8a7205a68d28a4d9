"""What a report leaves unsaid of its persons, as far as its other words settle it: country, portfolio."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping

from elchi.reading.cues import marked, triggers_in
from elchi.reading.ground import MET, Ground, Trip, is_attribute, is_diplomat, is_host, only_spoken_of
from elchi.reading.people import Draft, Ref
from elchi.reading.positions import MODIFIER_ORDER, PRESIDING, Post
from elchi.reading.roles import RULERS
from elchi.reading.travellers import follows
from elchi.text.tokens import WORD
from elchi.vocabulary.load import heads

FORMER = "former "
SPOUSE = "first lady"
ENVOYS = frozenset(["ambassador", "consul", "charge", "attache", "military", "vice", "envoy", "counsellor"])
BROUGHT = 3  # tokens between a message and whose it is, at most
TOGETHER = frozenset("meeting signing welcome_ceremony banquet award".split())


def settle_countries(ground: Ground, trips: list[Trip], of_sentence: dict[int, int]) -> None:
    """Give a country to the persons whose words name none.

    Those with the head are of his country, those whom the guests meet of the country gone to; anyone else
    is of the outlet's country where it takes part, for a paper does not name its own.
    """
    home = ground.home or ground.dateline
    _families(ground)
    both = _of_both_sides(ground)
    former: list[int] = []
    for number, draft in enumerate(ground.cast.drafts):
        if number in both:
            if trips:
                trip = trips[of_sentence.get(ground.scan.sentence_of[draft.first], 0)]
                draft.country = _other_side(ground, trip, number, both[number])
            continue
        if draft.country is not None or not (draft.positions or draft.ranks or draft.office):
            continue
        if _of_organisation(draft):
            continue
        draft.country = _listed(ground, number, draft)
        if draft.country is not None:
            continue
        if not trips:
            draft.country = home
            continue
        if _holders_now(ground, draft):
            former.append(number)
            continue
        sentence = ground.scan.sentence_of[draft.first]
        trip = trips[of_sentence.get(sentence, 0)]
        named = any(ground.scan.sentence_of[n.start] in trip.sentences for n in draft.names)
        if not trip.main and home and not named and draft.counterpart_of is None:
            draft.country = home  # a visit that is only recalled says nothing of those who are there now
            continue
        leg = _leg_told_of(ground, trips, draft)
        if leg is not None and not is_diplomat(draft) and number not in (leg.head, *leg.companions):
            draft.country = leg.destination
        else:
            draft.country = _own(ground, trip, draft, _side(ground, trip, number, draft))
    for number in former:
        countries = {d.country for d in _holders_now(ground, ground.cast.drafts[number])}
        ground.cast.drafts[number].country = countries.pop() if len(countries) == 1 else None


def _holders_now(ground: Ground, draft: Draft) -> list[Draft]:
    """Return who holds the office that a person is only said to have held: he was of the country of the one who does.

    Where they are of several countries, nothing tells of which he was.
    """
    held = {office.removeprefix(FORMER) for office in draft.offices if office.startswith(FORMER)}
    if not held or len(held) != len(draft.offices):
        return []
    return [other for other in ground.cast.drafts if held & set(other.offices)]


def _leg_told_of(ground: Ground, trips: list[Trip], draft: Draft) -> Trip | None:
    """Return the leg of a tour whose country or town a sentence on several of them named last before a person."""
    start, end = ground.scan.sentences[ground.scan.sentence_of[draft.first]]
    scenes = [p for p in ground.places(start, end) if "location" in p.roles and p.country]
    legs = {trip.destination: trip for trip in trips if trip.main}
    named = [p for p in scenes if p.country in legs]
    if len({p.country for p in named}) < 2:
        return None
    before = [p for p in named if p.item.end <= draft.first]
    return legs[before[-1].country] if before else None


def _of_organisation(draft: Draft) -> bool:
    """True for who heads an organisation of states, named or just told of: no country is his side."""
    heading = [p for p in draft.posts if (p.office or "").endswith("secretary general") or p.head in PRESIDING]
    return any((p.body is None and p.head not in PRESIDING) or _is_organisation(p) for p in heading)


def _is_organisation(post: Post) -> bool:
    return post.body is not None and post.body.kind == "organisation" and post.body.country is None


def _of_both_sides(ground: Ground) -> dict[int, int]:
    """Map two persons without a country who share an office that one alone holds in each (the ministers X and Y)."""
    sharing: dict[int, list[int]] = {}
    for number, draft in enumerate(ground.cast.drafts):
        for position in draft.positions:
            if position.plural and all(_held_by_one(post) for post in position.posts):
                sharing.setdefault(id(position), []).append(number)
    pairs = [pair for pair in sharing.values() if len(pair) == 2]
    pairs = [pair for pair in pairs if None in [ground.cast.drafts[n].country for n in pair]]
    return {a: b for pair in pairs for a, b in (pair, pair[::-1])}


def _held_by_one(post: Post) -> bool:
    """True for an office that a country has one holder of: its ruler, or the minister of a named portfolio."""
    level = heads().get(post.head, {}).get("level")
    return level in RULERS or (level == "minister" and not post.bare and (post.office or "").startswith("minister of "))


def _other_side(ground: Ground, trip: Trip, number: int, other: int) -> str | None:
    """Return the country of one of two who cannot be of the same: None where nothing tells which is whose."""
    own, opposite = (ground.cast.drafts[n].country for n in (number, other))
    if own is not None:
        return own
    if number == trip.head or opposite == trip.destination:
        return trip.origin
    return trip.destination if other == trip.head or opposite == trip.origin else None


def _families(ground: Ground) -> None:
    """A spouse of a head of state, named by that alone, is of the country of the one who bears the same surname."""
    for draft in ground.cast.drafts:
        if draft.country is not None or not any(SPOUSE in office for office in draft.offices):
            continue
        surname = draft.longest().words[-1]
        others = {d.country for d in ground.cast.drafts if d is not draft and d.longest().words[-1] == surname}
        if len(others) == 1:
            draft.country = others.pop()


def _listed(ground: Ground, number: int, draft: Draft) -> str | None:
    """Return the country that the first of a list gives to those after it (president of X A, prime minister B)."""
    refs = ground.cast.refs_within(*ground.scan.sentences[ground.scan.sentence_of[draft.first]])
    at = next((n for n, r in enumerate(refs) if r.person == number and r.start == draft.first), 0)
    if at == 0 or is_diplomat(draft):
        return None
    first = at
    while first > 0 and follows(ground, refs[first - 1], refs[first]):
        first -= 1
    last = at
    while last + 1 < len(refs) and follows(ground, refs[last], refs[last + 1]):
        last += 1
    if first == at or not any(_joined(ground, refs[n], refs[n + 1]) for n in range(at - 1, last)):
        return None
    if not _is_object(ground, refs[last]):
        return None  # of two who sign or meet each other, one may be a guest
    other, lead = ground.cast.drafts[refs[first].person], refs[first].lead
    said = next((p.country for p in other.positions if p.country and lead <= p.start < refs[first].end), None)
    alike = set(other.offices) & set(draft.offices)
    return None if alike or is_diplomat(other) else said


def _is_object(ground: Ground, ref: Ref) -> bool:
    """True for a person with whom or by whom something is done, or in a case of its own."""
    beside = any(marked(ground.scan, role, ref.lead, ref.end, ref.cases) for role in ("with", "by"))
    return beside or (bool(ref.cases) and "nom" not in ref.cases)


def _joined(ground: Ground, left: Ref, right: Ref) -> bool:
    """True where "and", which is not also "with", stands between two persons of a list."""
    links = ground.scan.language.words("conjunctions")
    between = ground.scan.tokens[left.end : right.lead]
    return any(t.fold in links for t in between) and not marked(ground.scan, "with", left.lead, left.end, frozenset())


def _side(ground: Ground, trip: Trip, number: int, draft: Draft) -> str | None:
    """Return the country of a person of a visit: the head's for his people, else that gone to, else home."""
    accredited = {p.at for p in draft.posts if p.at}
    if not accredited and is_diplomat(draft) and all(o.split()[0] in ENVOYS for o in draft.offices):
        return trip.origin  # an ambassador named without a country is that of the guests
    if trip.destination in accredited:
        return trip.origin
    if trip.origin in accredited:
        return trip.destination
    if number == trip.head or number in trip.companions:
        return trip.origin
    if _sends_words(ground, number):
        return trip.origin
    if number == trip.inviter:
        return trip.destination
    if draft.counterpart_of is not None:
        other = ground.cast.drafts[draft.counterpart_of].country
        return trip.destination if other in (None, trip.origin) else trip.origin
    if trip.origin == ground.home and not (_meets_guests(ground, trip, number) or _heads_what_was_shown(ground, draft)):
        return trip.origin
    return trip.destination


def _sends_words(ground: Ground, number: int) -> bool:
    """True for one whose greetings or message the guests bring (conveyed the greetings of President X)."""
    scan = ground.scan
    for ref in ground.refs_of.get(number, ()):
        near = scan.within("nouns", max(ref.lead - BROUGHT, 0), ref.end + BROUGHT)
        sent = [i for i in near if i.id == "@greeting" and 0 <= max(ref.lead - i.end, i.start - ref.end) < BROUGHT]
        if sent and (only_spoken_of(ground, ref) or ("gen" in ref.cases and "nom" not in ref.cases)):
            return True
    return False


def _own(ground: Ground, trip: Trip, draft: Draft, country: str | None) -> str | None:
    """Return the other side of a visit for a ruler or minister where another is known to be that of the country."""
    alone = {post.office for post in draft.posts if _held_by_one(post)}
    others = (d for d in ground.cast.drafts if d is not draft and country is not None and d.country == country)
    if not any(post.office in alone for other in others for post in other.posts):
        return country
    return trip.origin if country == trip.destination else trip.destination


def _heads_what_was_shown(ground: Ground, draft: Draft) -> bool:
    """True for who heads a body that the guests were shown in one of the two sentences before, or in the same."""
    scan = ground.scan
    sentence = scan.sentence_of[draft.first]
    kinds = {p.body.kind for p in draft.posts if p.body is not None}
    for index in range(max(sentence - 2, 0), sentence + 1) if kinds else ():
        start, end = scan.sentences[index]
        seen = any(i.id == "site_visit" for i in scan.within("activities", start, end))
        if seen and any(
            b.kind in kinds and b.start not in ground.in_position for b in ground.cast.bodies_within(start, end)
        ):
            return True
    return False


def _meets_guests(ground: Ground, trip: Trip, number: int) -> bool:
    """True where a sentence tells of a meeting, a signing or a welcome with this person in it."""
    scan = ground.scan
    for ref in ground.refs_of.get(number, ()):
        sentence = scan.sentence_of[ref.start]
        if sentence < 0:
            continue
        start, end = scan.sentences[sentence]
        triggers = triggers_in(scan, start, end)
        if only_spoken_of(ground, ref) and not is_host(ground, ref, triggers):
            continue
        signed = any(i.id == "@sign" for i in scan.within("documents", start, end))
        telling = scan.within("activities", start, end)
        greets = any(i.id == "arrival" and i.attrs.get("part") == "verb" for i in telling)
        told = greets or any(i.id in TOGETHER for i in telling)
        received = not MET.isdisjoint(triggers)
        active = received or signed or told
        named = {r.person for r in ground.cast.refs_within(start, end)} - {number}
        others = {p for p in named if ground.cast.drafts[p].offices}
        there = any(p.country == trip.destination and "location" in p.roles for p in ground.places(start, end))
        if received and others and all(_of_host(ground, trip, p, there) for p in others):
            return True
        beside = [r for r in ground.cast.refs_within(start, end) if r.person in others or r.person == number]
        met_with = received and all(
            _is_met(ground, beside, n) and ground.cast.drafts[r.person].country in (None, trip.destination)
            for n, r in enumerate(beside)
        )
        if met_with and trip.head not in others:
            return True  # he met with A and B
        guests = trip.head in others or any(
            n.id in ("@delegation", "@guests", "@sides") for n in scan.within("nouns", start, end)
        )
        hosts = greets and any(ground.cast.drafts[p].country == trip.destination for p in others)
        if (active and (guests or hosts or not others)) or ("attend" in triggers and guests):
            return True
    return False


def _is_met(ground: Ground, refs: list[Ref], n: int) -> bool:
    """True for one with whom others meet, himself or in a list that such a one begins (with A and B)."""
    if is_attribute(ground, refs[n]):
        return True
    return n > 0 and bool(refs[n - 1].cases & refs[n].cases) and follows(ground, refs[n - 1], refs[n]) and _is_met(
        ground, refs, n - 1
    )


def _of_host(ground: Ground, trip: Trip, person: int, there: bool) -> bool:
    """True for a person of the country gone to, known as such or named as receiving there."""
    known = (trip.destination, None) if there else (trip.destination,)
    return ground.cast.drafts[person].country in known and person != trip.head


def complete_offices(ground: Ground) -> None:
    """A minister named without portfolio has the one that his ministry, or the other ministers, show.

    Where the report speaks of one portfolio only, it is meant; else that of the ministry named last before.
    """
    portfolios = _portfolios(ground)
    if not portfolios:
        return
    places = [at for at, _ in portfolios]
    distinct = {portfolio for _, portfolio in portfolios}
    for draft in ground.cast.drafts:
        for post in draft.posts:
            if not _lacks_portfolio(post) or _of_something_else(ground, post):
                continue
            before = bisect_right(places, post.start)
            chosen = next(iter(distinct)) if len(distinct) == 1 else portfolios[before - 1][1] if before else None
            if chosen:
                _fill(post, chosen)


def _of_something_else(ground: Ground, post: Post) -> bool:
    """True where a capitalised word that is nothing known stands right before a Minister: a portfolio of his own."""
    scan, k = ground.scan, post.start - 1
    if k < 0 or scan.tokens[k].kind != WORD or not (scan.tokens[k].capital and scan.tokens[post.start].capital):
        return False
    return k not in scan.covered and k not in ground.in_ref and not scan.begins_sentence(k)


def _portfolios(ground: Ground) -> list[tuple[int, str]]:
    """Return the portfolios of ministries and ministers named in a report with their tokens, in order."""
    found = [
        (b.start, b.english.partition(" of ")[2]) for b in ground.cast.bodies if b.kind == "ministry" and b.english
    ]
    positions = [p for d in ground.cast.drafts for p in d.positions] + ground.cast.open_positions
    for position in positions:
        for post in position.posts:
            template = heads().get(post.head, {})
            if _is_minister(template) and post.office and " of " in post.office:
                found.append((post.start, post.office.partition(" of ")[2].removeprefix("the ministry of ")))
    return sorted((at, p) for at, p in found if p)


def _lacks_portfolio(post: Post) -> bool:
    row = heads().get(post.head, {})
    if row.get("takes") != "portfolio" or not post.office or not row.get("template_with") or post.unknown:
        return False
    return post.office.endswith(row.get("template", "")) and " of " not in post.office


def _is_minister(row: Mapping[str, str]) -> bool:
    """True for the row of a minister or of a secretary of a ministry: an envoy for something borrows no portfolio."""
    return row.get("takes") == "portfolio" and row.get("level") == "minister"


def _fill(post: Post, portfolio: str) -> None:
    row = heads()[post.head]
    office = post.office or ""
    modifiers = [m for m in MODIFIER_ORDER if m in office.removesuffix(row["template"]).split()]
    post.office = " ".join([*modifiers, row["template_with"].replace("{of}", portfolio)])
