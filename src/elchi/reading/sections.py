"""The items of a chronicle: paragraphs that a day, a town or a pair of towns heads."""

from __future__ import annotations

from bisect import bisect_right

from elchi.reading.ground import Ground, Trip
from elchi.text.tokens import BREAK, WORD

LONGEST_HEADING = 5  # words before the stop that ends a heading at the start of a paragraph


def find_sections(ground: Ground) -> list[int]:
    """Number the section of each sentence; a report that is no chronicle has one section, 0.

    A chronicle has at least two paragraphs that begin with a short heading (a date, names of countries or towns,
    a word in capitals) followed on the same line by what it heads.
    """
    heads = [index for index in range(len(ground.scan.sentences)) if _is_heading(ground, index)]
    if len(heads) < 2:
        return [0] * len(ground.scan.sentences)
    return [bisect_right(heads, index) for index in range(len(ground.scan.sentences))]


def _is_heading(ground: Ground, index: int) -> bool:
    tokens = ground.scan.tokens
    start, end = ground.scan.sentences[index]
    begins = start == 0 or tokens[start - 1].kind == BREAK
    if not begins or index + 1 >= len(ground.scan.sentences):
        return False
    following = ground.scan.sentences[index + 1][0]
    if any(t.kind == BREAK for t in tokens[end:following]):
        return False
    words = [k for k in range(start, end) if tokens[k].kind == WORD]
    if len(words) > LONGEST_HEADING or (not words and start not in ground.in_date):
        return False
    if all(tokens[k].text.isupper() for k in words):
        return True
    placed = {k for p in ground.places(start, end) for k in range(p.item.start, p.item.end)}
    return all(k in ground.in_date or k in placed for k in words)


def date_by_heading(ground: Ground, trip: Trip, sections: list[int]) -> None:
    """A visit without a day of its own has that of the heading it stands under."""
    if trip.start or not any(sections):
        return
    own = sections[trip.sentences[0]]
    first = sections.index(own)
    start, end = ground.scan.sentences[first]
    if not own or first == trip.sentences[0]:
        return
    for date in ground.dates_within(start, end):
        if date.start:
            trip.start, trip.end = date.start, date.end
            span = ground.scan.span(date.first, date.last)
            for slot in ("start", "end") if date.end else ("start",):
                trip.prove(slot, span)
                if date.derived:
                    trip.derived[slot] = "published"
            return
