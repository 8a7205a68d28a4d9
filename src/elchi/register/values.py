"""What a register answers with besides visits and persons."""

from __future__ import annotations

from typing import Any

import msgspec

from elchi.model import Person, Spans, Tenure


class StoredReport(msgspec.Struct, frozen=True, kw_only=True):
    """A report as the register keeps it: what is known of it, its text, and what was read from it.

    `revision` is the hash of text, outlet and address; `reader` names who read it (`elchi`, or the file of
    readings made elsewhere). `figures` are plain JSON.
    """

    id: str
    revision: str
    text: str = ""
    language: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    published: str | None = None
    text_chars: int = 0
    text_sha256: str = ""
    reader: str = ""
    figures: tuple[Any, ...] = ()
    warnings: tuple[str, ...] = ()


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """A person in an office; `note` says in plain words what the dates leave open (a gap, an overlap)."""

    person: Person
    tenure: Tenure
    note: str | None = None


class Hit(msgspec.Struct, frozen=True, kw_only=True):
    """A report that holds the words searched for; `spans` are the places, in code points of its frozen text."""

    report: str
    title: str | None = None
    language: str | None = None
    published: str | None = None
    outlet: str | None = None
    snippet: str = ""
    spans: Spans = ()
    visits: tuple[str, ...] = ()


class ReviewItem(msgspec.Struct, frozen=True, kw_only=True):
    """One thing to decide: a `pair` of persons or visits that may be one, or a doubtful `value`.

    For a pair `left` and `right` are anchors (what `judge` takes) and `left_label`, `right_label` what a person
    reads. For a value `left` is the visit's or person's id, `field` and `value` name it. `score` is 0 to 1; `weight`
    orders the queue, the most doubtful and most consequential first.
    """

    kind: str
    left: str
    right: str | None = None
    left_label: str = ""
    right_label: str = ""
    field: str | None = None
    value: Any = None
    score: float = 0.0
    weight: float = 0.0
    reasons: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()


class Facet(msgspec.Struct, frozen=True):
    """How many visits of a question have a value: for the filters of a page."""

    field: str
    value: str
    count: int
