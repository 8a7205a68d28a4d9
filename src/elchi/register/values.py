"""What a register answers with besides visits and persons."""

from __future__ import annotations

from typing import Any, TypedDict

import msgspec

from elchi.model import Person, Spans, Tenure, Visit

FACET_VALUES = 50
"""Values of one facet at most, the most frequent first."""


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
    reads. For a value `left` is the visit's or person's id, `field` and `value` name it; the field `visit` is a visit
    doubtful as a whole, its value whether it is told of and not only mentioned (`main`). `score` is 0 to 1; `weight`
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


class Rereading(msgspec.Struct, frozen=True, kw_only=True):
    """What a new reading of a report changed in a visit: a field's value before and now, plain, persons by name.

    `when` is ISO, UTC. The field `visit` is a whole visit, one found (`before` is None) or lost (`after` is None).
    """

    when: str
    report: str
    visit: str
    field: str
    before: Any = None
    after: Any = None


class Facet(msgspec.Struct, frozen=True):
    """How many visits of a question have a value: for the filters of a page."""

    field: str
    value: str
    count: int


class Spelling(TypedDict, total=False):
    """A name of a person in a language."""

    name: str
    language: str | None


class Paper(TypedDict, total=False):
    """A document of a visit: its kind and title."""

    kind: str | None
    title: str | None


class OfficeLine(msgspec.Struct, frozen=True, kw_only=True):
    """A tenure without its days."""

    office: str
    reports: tuple[str, ...] = ()


class PersonLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a table shows of a person; the fields are those of `Person`."""

    id: str
    name: str
    names: tuple[Spelling, ...] = ()
    tenures: tuple[OfficeLine, ...] = ()
    country: str | None = None


class VisitLine(msgspec.Struct, frozen=True, kw_only=True):
    """What a table shows of a visit; the fields are those of `Visit`, of which reading takes five times as long."""

    id: str
    origin: str | None = msgspec.field(default=None, name="from")
    destination: str | None = msgspec.field(default=None, name="to")
    kind: str | None = None
    status: str | None = None
    head: str | None = None
    hosts: tuple[str, ...] = ()
    participants: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    duration_days: int | None = None
    earliest: str | None = None
    latest: str | None = None
    documents: tuple[Paper, ...] = ()
    reports: tuple[str, ...] = ()
    independent_sources: int = 0
    conflicts: tuple[msgspec.Raw, ...] = ()


AnyPerson = Person | PersonLine
AnyVisit = Visit | VisitLine


class Lines(msgspec.Struct, frozen=True):
    """Some visits as lines of a table, and the persons that they show (head and hosts) by id."""

    visits: list[VisitLine]
    persons: dict[str, PersonLine]
