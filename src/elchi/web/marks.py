"""A report's text cut where what was read from it begins and ends, so that every piece can be coloured."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise

import msgspec

from elchi.model import Span, Statement
from elchi.text.sentences import split_sentences
from elchi.text.tokens import tokenise

PART = 60_000
"""Code points of a text that one page shows."""

KINDS = ("person", "office", "country", "date", "visit", "activity", "document", "figure")
"""What a legend tells apart; a later one is drawn under an earlier one."""

UNREAD = "unread"
"""The kind of a sentence that nothing was read from."""

_KIND_OF = {
    "name": "person", "head": "person", "hosts": "person", "participants": "person", "invited_by": "person",
    "position": "office", "office": "office", "rank": "office", "organisation": "office", "occupation": "office",
    "country": "country", "from": "country", "to": "country", "places": "country",
    "start": "date", "end": "date", "duration_days": "date", "earliest": "visit", "latest": "visit",
    "activities": "activity", "awards": "activity", "documents": "document", "figures": "figure",
}  # fmt: skip


class Mark(msgspec.Struct, frozen=True, order=True):
    """A stretch of text that something was read from."""

    start: int
    end: int
    kind: str
    note: str = ""


class Piece(msgspec.Struct, frozen=True):
    """A stretch of text with the same marks all through; `kinds` are empty where nothing was read."""

    start: int
    text: str
    kinds: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    begins: bool = False
    asked: bool = False


def marks_of(statements: Iterable[Statement]) -> list[Mark]:
    """Return the marks of a report's statements, each once, in the order of the text."""
    found: set[Mark] = set()
    for statement in statements:
        whole = "visit" if statement.subject.startswith("visit:") else "person"
        kind = _KIND_OF.get(statement.property, whole)
        value = statement.value if isinstance(statement.value, str) else ""
        note = f"{statement.property}: {value}" if value and ":" not in value else statement.property
        found.update(Mark(start, end, kind, note) for start, end in statement.spans)
    return sorted(found)


def cut_text(text: str, marks: Sequence[Mark], window: Span, asked: Span | None = None) -> list[Piece]:
    """Return the pieces of the part of a text that a window shows, in order; together they are that part.

    `asked` is the stretch that the address points at.
    """
    first, last = window
    inside = [mark for mark in marks if mark.start < last and mark.end > first and mark.start < mark.end]
    edges = {first, last}
    for start, end in [(mark.start, mark.end) for mark in inside] + ([asked] if asked else []):
        edges.update(edge for edge in (start, end) if first < edge < last)
    ordered = sorted(edges)
    pieces = []
    waiting, on = sorted(inside, reverse=True), []
    for start, end in pairwise(ordered):
        while waiting and waiting[-1].start <= start:
            on.append(waiting.pop())
        on = [mark for mark in on if mark.end > start]
        kinds = tuple(kind for kind in (*KINDS, UNREAD) if any(mark.kind == kind for mark in on))
        notes = tuple(dict.fromkeys(mark.note for mark in on if mark.note))[:4]
        begins = any(mark.start == start and mark.kind != UNREAD for mark in on)
        pieces.append(Piece(start, text[start:end], kinds, notes, begins, bool(asked and asked[0] <= start < asked[1])))
    return pieces


def choose_window(length: int, part: int, at: int | None) -> tuple[int, Span]:
    """Return the number (from 1) of the part of a text to show, and its stretch."""
    count = max(1, -(-length // PART))
    number = at // PART + 1 if at is not None else part
    number = min(max(1, number), count)
    return number, ((number - 1) * PART, min(length, number * PART))


def unread_sentences(text: str, marks: Sequence[Mark], window: Span) -> list[Span]:
    """Return the sentences of a part of a text that nothing was read from."""
    tokens = tokenise(text[window[0] : window[1]])
    edges = [(tokens[a].start + window[0], tokens[b - 1].end + window[0]) for a, b in split_sentences(tokens) if b > a]
    touched = [mark for mark in marks if mark.kind != "visit"] or list(marks)
    starts = sorted((mark.start, mark.end) for mark in touched)
    found, place, reach = [], 0, 0
    for start, end in edges:
        while place < len(starts) and starts[place][0] < end:
            reach = max(reach, starts[place][1])
            place += 1
        if reach <= start:
            found.append((start, end))
    return found
