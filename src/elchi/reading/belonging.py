"""Of which country or body an office holder is by the words around him: a side, a bracket, a possessive."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.officenames import compose_office
from elchi.reading.people import Cast, starting_within
from elchi.reading.regions import country_of
from elchi.reading.scan import Scan
from elchi.text.tokens import DASHES
from elchi.vocabulary.load import bodies, heads


def of_its_body(scan: Scan, cast: Cast) -> None:
    """An office behind "its" is of the body named last before in the sentence, or the one before: one of a named body
    only of that body's country, told in the sentence (the ministry of X and its deputy minister)."""
    its = scan.language.words("its")
    for position in (p for d in cast.drafts for p in d.positions) if its else ():
        post = position.posts[0]
        sentence = scan.sentence_of[position.start]
        if sentence < 0 or position.start == 0 or scan.tokens[position.start - 1].fold not in its:
            continue
        if not post.bare:
            told = cast.bodies_within(scan.sentences[sentence][0], position.start)
            post.country = position.country or next((b.country for b in reversed(told) if b.country), None)
            continue
        first = scan.sentences[max(sentence - 1, 0)][0]
        before = cast.bodies_within(first, position.start)
        if before and heads().get(post.head, {}).get("takes") == "body":
            body, country = _whole_of(scan, before)
            if body is not None:
                named = post.country or (None if country in bodies() else country)
                post.body, post.bare, post.country = body, False, named
                post.office = compose_office(post.head, [body.english or body.kind], body.kind, None)


def _whole_of(scan: Scan, before: list[Body]) -> tuple[Body | None, str | None]:
    """Return the last of some bodies, or the one that it is said to be part of (the committee of the parliament), and
    the country; none where what the last one is over is not known."""
    small = scan.language.words("complement_links", "articles")
    body, country, at = before[-1], before[-1].country, before[-1].start
    while at > 0 and scan.tokens[at - 1].fold in small:
        at -= 1
    if at == body.start or scan.tokens[at].fold not in scan.language.words("complement_links"):
        return body, country
    if len(before) > 1 and before[-2].end == at:
        return before[-2], country or before[-2].country
    known = scan.covering(at - 1, {"nouns", "triggers"})  # a delegation of the committee
    return (body, country) if known else (None, None)


def named_after(scan: Scan, cast: Cast) -> None:
    """Give an office holder the country that stands right after his name: X (Canada), Ambassador X of Brazil."""
    links = set(scan.language.rules["persons"].get("country_links", ()))
    named = [i for i in scan.items.get("countries", ()) if not {"adj", "people"} & i.attrs.keys()]
    countries = {i.start: i for i in named}
    for draft in cast.drafts:
        if draft.country or not draft.positions:
            continue
        for name in draft.names:
            after = name.end + 1
            article = after < len(scan.tokens) and scan.tokens[after].fold in scan.language.words("articles")
            item = countries.get(after) or (countries.get(after + 1) if article else None)
            if item is None or name.end >= len(scan.tokens):
                continue
            link = scan.tokens[name.end]
            closed = item.end < len(scan.tokens) and scan.tokens[item.end].text == ")"
            if link.fold in links or (link.text == "(" and closed):
                draft.country = country_of(scan, item)
                break


def told_as(scan: Scan, cast: Cast) -> None:
    """One whom a sentence says to be the holder of an office of a country is of it (the last Malian minister to come
    was Defence Minister X)."""
    words = scan.language.words("position.copula")
    untold = [d for d in cast.drafts if d.country is None] if words else []
    for draft, position in ((d, p) for d in untold for p in d.positions):
        sentence = scan.sentence_of[position.start]
        if sentence < 0 or position.start == 0 or scan.tokens[position.start - 1].fold not in words:
            continue
        start, _ = scan.sentences[sentence]
        before = [p for p in starting_within(cast.open_positions, start, position.start) if not p.plural]
        if len(before) == 1 and before[0].country and not cast.refs_within(start, position.start):
            draft.country = before[0].country


def of_sides(scan: Scan, cast: Cast) -> None:
    """A person named after "on the Kazakh side" is of that country, and one after "on the Uzbek -" that follows it."""
    sides: dict[int, list[tuple[int, Item]]] = {}  # by sentence
    for noun in scan.items.get("nouns", ()):
        if noun.id in ("@side", "@sides") or _is_led(scan, noun):
            before = [c for c in scan.covering(noun.start - 1, {"countries"}) if c.end == noun.start]
            sides.setdefault(scan.sentence_of[noun.end - 1], []).extend((noun.end, country) for country in before)
    for country in scan.items.get("countries", ()) if sides else ():
        told = sides.get(scan.sentence_of[country.start])
        if told and "adj" in country.attrs and scan.tokens[country.end].text in DASHES:
            told.append((country.end + 1, country))
    for draft in cast.drafts:
        if draft.country or not draft.positions:
            continue
        place = draft.positions[0].start
        near = [pair for pair in sides.get(scan.sentence_of[place], ()) if pair[0] <= place]
        if near:
            item = max(near, key=lambda pair: pair[0])[1]
            draft.country = scan.report.outlet_country if item.id == "@home" else item.id


def _is_led(scan: Scan, noun: Item) -> bool:
    """True for a delegation that a sentence says was led by someone, and not received."""
    if noun.id != "@delegation" or not noun.cases & {"acc", "dat"}:
        return False
    sentence = scan.sentence_of[noun.start]
    said = {i.id for i in scan.within("triggers", *scan.sentences[sentence])} if sentence >= 0 else set()
    return "lead" in said and "receive" not in said
