"""Every mention that a report makes of somebody or something, in a visit or not."""

from __future__ import annotations

from collections.abc import Iterator

from elchi.model import Mention
from elchi.reading.ground import Ground
from elchi.reading.namecases import NameSpan, given_forms, names_a_place
from elchi.reading.names import find_names
from elchi.reading.nominative import fold_name
from elchi.reading.positions import Position
from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, WORD

OPENING, CLOSING = frozenset("«“\"„"), frozenset("»”\"")
OWNING = frozenset("countries places bodies bodynouns portfolios".split())
OWNED = frozenset(["gen", "acc"])
OWNER = 12  # tokens before an office in which the name of its body is looked for


def find_mentions(ground: Ground) -> tuple[Mention, ...]:
    """Return every person, position, rank, organisation, country, place, date, document and activity named."""
    scan = ground.scan
    found: list[Mention] = []

    def add(kind: str, start: int, end: int, value: str | None) -> None:
        a, b = scan.span(start, end)
        found.append(Mention(kind, a, b, value))

    for draft in ground.cast.drafts:
        name = draft.longest().name
        for mention in draft.names:
            add("person", mention.start, mention.end, name if mention.full else mention.name)
    for mention in _loose_names(ground):
        add("person", mention.start, mention.end, mention.name)
    for start, end in _titles(ground):
        add("position", start, end, scan.words(start, end))
    for kind, single in (
        ("ranks", "rank"),
        ("countries", "country"),
        ("places", "place"),
        ("documents", "document"),
        ("activities", "activity"),
    ):
        for item in scan.items.get(kind, ()):
            if not item.id.startswith("@"):
                add(single, item.start, item.end, item.id)
    for body in ground.cast.bodies:
        add("organisation", body.start, body.end, scan.words(body.start, body.end))
    for date in ground.dates:
        add("date", date.first, date.last, f"{date.start}/{date.end}" if date.end else date.start)
    return tuple(sorted(dict.fromkeys(found), key=lambda m: (m.start, m.end, m.kind)))


def _loose_names(ground: Ground) -> Iterator[NameSpan]:
    """Yield the names of no person of the report: known names standing alone, names inside those of bodies."""
    scan = ground.scan
    taken = {k for d in ground.cast.drafts for n in d.names for k in range(n.start, n.end)}
    inside = {k for body in ground.cast.bodies for k in range(body.start, body.end)}
    for name in find_names(scan):
        if not taken.isdisjoint(range(name.start, name.end)) or names_a_place(scan, name.start, name.end):
            continue
        taken.update(range(name.start, name.end))
        if name.start in inside and not (name.full and scan.language.is_given(scan.tokens[name.start].fold)):
            continue
        if name.full or _is_known(scan, name):
            yield name
    for item in scan.items.get("places", ()):
        if item.end - item.start == 1 and item.start not in taken | inside and item.cases & OWNED:
            name = NameSpan(item.start, item.end, [])
            home = next(iter(given_forms(scan, item.start)), "")
            if home and not names_a_place(scan, name.start, name.end):
                name.words.append(home.capitalize())
                yield name


def _is_known(scan: Scan, name: NameSpan) -> bool:
    """True for a single word that is a known given name in some case, or has the ending of a surname.

    A sentence's first word has its capital from there, and must be of no other use.
    """
    language, word = scan.language, scan.tokens[name.start]
    folded = fold_name(name.words[-1], language)
    covering = scan.covered.get(name.start, ())
    if any(x.kind == "names" and x.id == "stop" for x in covering):
        return False
    first = _opens_sentence(scan, name.start)
    if first and any(x.kind != "names" for x in covering):
        return False
    if folded in language.given or (not first and len(word.text) > 4 and language.is_given(word.fold)):
        return True
    persons = language.rules["persons"]
    endings = tuple(persons.get("surnames_alone", ()))
    tells = not first or persons.get("inflects", "last") == "last"  # else nouns in the nominative end so too
    return bool(endings) and tells and len(folded) > 5 and folded.endswith(endings)


def _opens_sentence(scan: Scan, k: int) -> bool:
    """True for the first word of a sentence or of what is quoted in it."""
    sentence = scan.sentence_of[k]
    first = next((i for i in range(*scan.sentences[sentence]) if scan.tokens[i].kind == WORD), -1)
    return (sentence >= 0 and first == k) or (k > 0 and scan.tokens[k - 1].text in OPENING)


def _titles(ground: Ground) -> Iterator[tuple[int, int]]:
    """Yield the tokens [start, end) of each position named, with what it is of; titles of honour that are posts too."""
    scan = ground.scan
    positions = {id(p): p for d in ground.cast.drafts for p in d.positions}
    positions |= {id(p): p for p in ground.cast.open_positions}
    named = {k for d in ground.cast.drafts for n in d.names for k in range(n.start, n.end)}
    for position in positions.values():
        span = _whole_title(scan, position, named)
        if span is not None:
            yield span
    for item in scan.items.get("honorifics", ()):
        if "post" in item.attrs:
            yield item.start, item.end


def _whole_title(scan: Scan, position: Position, named: set[int]) -> tuple[int, int] | None:
    """Return the words of a position without what only stands before it, with all words of what it is of before it.

    None where the language names its positions with a capital (`named` in language.toml) and there is none, or
    where several people hold it.
    """
    rules = scan.language.settings.get("position", {})
    start, end = position.start, position.end
    while start < end - 1 and (after := _past_passing(scan, start)) > start:
        start = after
    if rules.get("head", "first") == "last":
        start = _over_owner(scan, start, named)
    if rules.get("named") != "capital":
        return start, end
    if position.plural or _owns_what_follows(scan, position):
        return None
    first = next((k for k in range(start, end) if scan.tokens[k].capital or scan.tokens[k].text in OPENING), None)
    return None if first is None else (first, end)


def _past_passing(scan: Scan, k: int) -> int:
    """Return the token after words that are no part of a position: our country's, acting, newly appointed."""
    for item in scan.at.get(k, ()):
        if (item.kind == "countries" and item.id.startswith("@")) or (
            item.kind == "modifiers" and item.id in ("acting", "designate")
        ):
            return item.end
    return k


def _owns_what_follows(scan: Scan, position: Position) -> bool:
    """True for an office in the nominative before the possessive noun of a body, which is the body's name."""
    if position.cases != {"nom"}:
        return False
    return any(x.kind == "bodynouns" and x.attrs.get("p") == "poss" for x in scan.at.get(position.end, ()))


def _over_owner(scan: Scan, start: int, named: set[int]) -> int:
    """Return where the words begin that a position takes before it: nouns in the genitive, their names and adjectives.

    Where the search meets no capital or quotation, nothing is taken in. `named` are the tokens of persons' names.
    """
    genitive, adverbial = _name_endings(scan, {"gen"}), _name_endings(scan, {"loc"}, {"dat"}, {"abl"}, {"acc"}, {"ins"})
    adjectives = tuple(scan.language.settings.get("bodies", {}).get("adjective_endings", ()))
    tokens, best, k, bare = scan.tokens, start, start, 0
    while k > 0 and start - k < OWNER and not scan.masked[k - 1] and k - 1 not in named:
        token = tokens[k - 1]
        if token.text in CLOSING:
            opening = next((j for j in range(k - 2, max(k - OWNER, -1), -1) if tokens[j].text in OPENING), None)
            if opening is None or any(t.kind == BREAK for t in tokens[opening:k]):
                break
            best = k = opening
            continue
        owned = token.fold.endswith((*genitive, *adjectives))
        away = not owned and token.fold.endswith(adverbial) and not scan.covering(k - 1, {"bodies"})
        if token.kind != WORD or (away and len(token.text) > 4):
            break
        if token.capital and not (_opens_sentence(scan, k - 1) and not scan.covering(k - 1, OWNING) and not owned):
            best, bare = k - 1, 0
        elif not owned and (bare == 2 or k == start or scan.covering(k - 1, {"triggers", "offices", "activities"})):
            break
        elif not owned:
            bare += 1
        k -= 1
    return best


def _name_endings(scan: Scan, *cases: set[str]) -> tuple[str, ...]:
    """Return the endings of two letters or more that a name has in the cases given."""
    paradigm = scan.language.lexicon.paradigms.get(scan.language.settings.get("name_paradigm", "noun"), {})
    return tuple(ending for ending, shown in paradigm.items() if shown in cases and len(ending) > 1)
