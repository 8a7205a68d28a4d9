"""What else a report states: topics, awards, figures of the relation."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.model import Award, Figure
from elchi.reading.cues import marked
from elchi.reading.ground import Ground, Trip
from elchi.text.tokens import MARK, NUMBER, WORD

NEAR = 12  # tokens between a figure and what it is of, at most


def find_topics(ground: Ground, sentences: list[int], most: int = 6) -> tuple[str, ...]:
    """Return the topics that the sentences of a visit touch, the most often named first."""
    counts: dict[str, int] = {}
    for index in sentences:
        start, end = ground.scan.sentences[index]
        for item in ground.scan.within("topics", start, end):
            counts[item.id] = counts.get(item.id, 0) + 1
    return tuple(sorted(counts, key=lambda t: (-counts[t], list(counts).index(t)))[:most])


def find_awards(ground: Ground, trip: Trip, sentences: list[int]) -> list[tuple[Award, int | None, int | None]]:
    """Return the awards given in a visit with giver and recipient (persons or None)."""
    scan = ground.scan
    found: list[tuple[Award, int | None, int | None]] = []
    for index in sentences:
        start, end = scan.sentences[index]
        items = scan.within("awards", start, end)
        gives = [i for i in items if i.id == "@give"]
        things = [i for i in items if not i.id.startswith("@")]
        if not gives or not things:
            continue
        refs = ground.cast.refs_within(start, end)
        receiving = [r for r in refs if r.cases & {"dat"} and "nom" not in r.cases]
        giving = [r for r in refs if "nom" in r.cases and r not in receiving]
        if "received" in gives[0].attrs:  # was awarded, received: its subject is who got it
            receiving = [r for r in refs if r.end <= gives[0].start][-1:]
            giving = [r for r in refs if marked(scan, "by", r.lead, r.end, r.cases) and r not in receiving]
        title = _award_title(ground, things[0], start, end)
        award = Award(title=title, evidence=(scan.sentence_span(index),), rule=f"awards:{gives[0].form}")
        found.append((award, giving[0].person if giving else None, receiving[0].person if receiving else None))
    return found


def _award_title(ground: Ground, thing: Item, start: int, end: int) -> str:
    """Return the noun of an award with the quoted or capitalised name beside it."""
    tokens = ground.scan.tokens
    opening = None
    for k in range(start, end):
        if tokens[k].text in '“«"„' and opening is None:
            opening = k
        elif tokens[k].text in '”»"' and opening is not None:
            if 0 <= thing.start - k <= 2:
                return ground.scan.words(opening, thing.end)
            if 0 <= opening - thing.end <= 1:
                return ground.scan.words(thing.start, k + 1)
            opening = None
    return ground.scan.words(thing.start, _past_name(ground, thing.end, end))


def _past_name(ground: Ground, k: int, end: int) -> int:
    """Return where the capitalised name behind the noun of an award ends (the Order of the Sun), else `k`."""
    scan = ground.scan
    if not scan.language.settings.get("documents", {}).get("right"):
        return k
    links = scan.language.words("complement_links", "articles")
    last = k
    while k < end and scan.tokens[k].kind == WORD and (scan.tokens[k].capital or scan.tokens[k].fold in links):
        k += 1
        last = k if scan.tokens[k - 1].capital else last
    return last


def find_figures(ground: Ground) -> tuple[Figure, ...]:
    """Return the numbers that a report states about the relation, each with the words it came from."""
    scan = ground.scan
    found: list[Figure] = []
    subjects = [i for i in scan.items.get("figures", ()) if not i.id.startswith("@")]
    for subject in subjects:
        index = scan.sentence_of[subject.start]
        if index < 0:
            continue
        start, end = scan.sentences[index]
        numbers = [
            k
            for k in range(max(start, subject.start - NEAR), min(end, subject.start + NEAR + 1))
            if scan.tokens[k].kind == NUMBER and k not in ground.in_date and not _goes_on(ground, k)
        ]
        if not numbers:
            continue
        at = min(numbers, key=lambda k: abs(k - subject.start))
        value, stop, unit = _number(ground, at, end)
        bound = next(
            (
                i.id[1:].replace("_", " ")
                for i in scan.within("figures", max(start, at - 4), min(end, stop + 3))
                if i.id in ("@more_than", "@less_than", "@about")
            ),
            None,
        )
        a, b = min(at, subject.start), max(stop, subject.end)
        if value is not None and not any(f.what == subject.id for f in found):
            found.append(Figure(what=subject.id, value=value, unit=unit, bound=bound, evidence=(scan.clip(a, b, 290),)))
    return tuple(found)


def _goes_on(ground: Ground, k: int) -> bool:
    """True for digits that belong to the number before them (200,000)."""
    tokens = ground.scan.tokens
    mark = k > 1 and tokens[k - 1].text in (".", ",") and tokens[k - 1].end == tokens[k].start
    return bool(mark and tokens[k - 2].kind == NUMBER and tokens[k - 2].end == tokens[k - 1].start) or (
        k > 0 and tokens[k - 1].kind == NUMBER and len(tokens[k].text) == 3
    )


def _number(ground: Ground, at: int, end: int) -> tuple[float | None, int, str | None]:
    """Read a number that may be grouped or decimal and followed by thousand, million or billion."""
    tokens = ground.scan.tokens
    digits, k = tokens[at].text, at + 1
    while (
        k + 1 < end
        and tokens[k].kind == MARK
        and tokens[k].text in ".,"
        and tokens[k + 1].kind == NUMBER
        and tokens[k].end == tokens[k + 1].start
    ):
        digits += ("" if len(tokens[k + 1].text) == 3 else ".") + tokens[k + 1].text
        k += 2
    while k < end and tokens[k].kind == NUMBER and len(tokens[k].text) == 3:
        digits += tokens[k].text
        k += 1
    try:
        value = float(digits)
    except ValueError:
        return None, k, None
    scale = {"@thousand": 1e3, "@million": 1e6, "@billion": 1e9}
    before = (i.id for i in ground.scan.covering(at - 1, {"figures"}) if i.end == at)
    unit = next((found[6:] for found in before if found.startswith("@unit_")), None) if at else None
    for item in sorted(ground.scan.within("figures", k, min(end, k + 4)), key=lambda i: i.start):
        if item.id in scale:
            value *= scale[item.id]
            k = max(k, item.end)
        elif item.id.startswith("@unit_"):
            unit = item.id[6:]
            k = max(k, item.end)
    return value, k, unit
