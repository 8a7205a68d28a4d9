"""What stands in quotation marks: speech, which tells what was said and not what was done, and names of things."""

from __future__ import annotations

from bisect import bisect_left

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.ground import Ground

OPENING, CLOSING = frozenset("“«„"), frozenset("»")


def in_speech(ground: Ground, item: Item | Body, start: int, end: int) -> bool:
    """True for words inside quotation marks that hold a clause: what someone said is not what was done."""
    tokens = ground.scan.tokens
    marks = ground.scan.quotes
    first, last = bisect_left(marks, item.start), bisect_left(marks, item.end)
    opening = marks[first - 1] if first and marks[first - 1] >= start else None
    closing = marks[last] if last < len(marks) and marks[last] < end else None
    if opening is not None and closing is None and tokens[opening - 1].text in ":,":
        alone = bisect_left(marks, start) == first - 1  # the speech goes on in the next sentence
        return alone and tokens[opening].text not in CLOSING
    if opening is None or closing is None or tokens[opening].text in CLOSING or tokens[closing].text in OPENING:
        return False
    return closing - opening > 8


def in_title(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True for a word between the quotation marks of a short name that holds more than it (the show "A look at X")."""
    tokens, marks = ground.scan.tokens, ground.scan.quotes
    first, last = bisect_left(marks, item.start), bisect_left(marks, item.end)
    if not first or first != last or last >= len(marks) or marks[first - 1] < start or marks[last] >= end:
        return False
    opens, closes = tokens[marks[first - 1]].text in OPENING, tokens[marks[last]].text not in OPENING
    return opens and closes and marks[last] - marks[first - 1] > item.end - item.start + 1
