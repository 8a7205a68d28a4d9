"""The core types of elchi: frozen values that every other module passes on.

Offsets count Unicode code points of a report's frozen text, half open. Dates are EDTF level 1
strings (`2023-02-22`, `2023-02`, `XXXX-04-25`). Countries are ISO 3166-1 alpha-2 codes, or the short
name of an international organisation. Nothing here imports anything of elchi.
"""

from __future__ import annotations

from typing import Any

import msgspec

Span = tuple[int, int]
"""A half-open range of code points in a report's frozen text."""

Spans = tuple[Span, ...]


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """A source document: its frozen text and what is known of it from outside the text.

    `key` is the hash of text, outlet and address, so that a reprint elsewhere is another report;
    `id` is the given id, or the file name without ending. `published` is EDTF (day, month or year).
    `notes` holds plain-word remarks of the source reader (encoding guessed, text cut ...).
    """

    id: str
    text: str
    key: str = ""
    language: str | None = None
    title: str | None = None
    url: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    published: str | None = None
    extractor: str | None = None
    notes: tuple[str, ...] = ()


class Mention(msgspec.Struct, frozen=True):
    """A span read as something: `kind` is person, position, rank, country, place, date ..."""

    kind: str
    start: int
    end: int
    value: str | None = None
    rule: str = ""


class HeldOffice(msgspec.Struct, frozen=True, kw_only=True):
    """One office of a person as the report gives it; `at` is the country or body accredited to."""

    office: str | None = None
    position: str | None = None
    organisation: str | None = None
    country: str | None = None
    at: str | None = None
    spans: Spans = ()


class PersonReading(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=False):
    """A person as one report tells of him; `evidence` are the mentions of the name.

    `confidence` is how sure the person is, `certainty` how sure each field, `rules` what gave it.
    """

    id: str
    name: str
    position: str | None = None
    office: str | None = None
    rank: str | None = None
    organisation: str | None = None
    country: str | None = None
    offices: tuple[HeldOffice, ...] = ()
    confidence: float = 1.0
    certainty: dict[str, float] = {}
    evidence: Spans = ()
    slots: dict[str, Spans] = {}
    rules: dict[str, str] = {}


class Activity(msgspec.Struct, frozen=True, kw_only=True):
    """An item of a visit's programme; `participants` (`with` in JSON) are person ids besides the head."""

    kind: str
    place: str | None = None
    participants: tuple[str, ...] = msgspec.field(default=(), name="with")
    date: str | None = None
    evidence: Spans = ()
    rule: str = ""
    confidence: float | None = None


class Document(msgspec.Struct, frozen=True, kw_only=True):
    """A document signed or adopted in a visit; the title as in the report."""

    kind: str
    title: str | None = None
    signatories: tuple[str, ...] = ()
    evidence: Spans = ()
    rule: str = ""
    confidence: float | None = None


class Award(msgspec.Struct, frozen=True, kw_only=True):
    """A medal or order given in a visit."""

    title: str | None = None
    giver: str | None = None
    recipient: str | None = None
    evidence: Spans = ()
    rule: str = ""
    confidence: float | None = None


class VisitReading(msgspec.Struct, frozen=True, kw_only=True):
    """A visit as one report tells of it. `origin` is `from` and `destination` is `to` in JSON.

    `confidence` is how sure the visit is, `certainty` how sure each slot, `rules` what gave it.
    """

    main: bool = True
    origin: str | None = msgspec.field(default=None, name="from")
    destination: str | None = msgspec.field(default=None, name="to")
    kind: str | None = None
    status: str | None = None
    head: str | None = None
    hosts: tuple[str, ...] = ()
    invited_by: str | None = None
    participants: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    duration_days: int | None = None
    places: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    activities: tuple[Activity, ...] = ()
    documents: tuple[Document, ...] = ()
    awards: tuple[Award, ...] = ()
    topics: tuple[str, ...] = ()
    confidence: float = 1.0
    certainty: dict[str, float] = {}
    evidence: Spans = ()
    slots: dict[str, Spans] = {}
    derived: dict[str, str] = {}
    rules: dict[str, str] = {}


class Figure(msgspec.Struct, frozen=True, kw_only=True):
    """A number that a report states about the relation; `bound` is `more than`, `less than`, `about` or null."""

    what: str
    value: float
    unit: str | None = None
    bound: str | None = None
    evidence: Spans = ()


class Occupation(msgspec.Struct, frozen=True, kw_only=True):
    """A statement that someone holds a post anywhere, in the words of the text (nominative)."""

    person: str
    position: str
    organisation: str | None = None
    spans: Spans = ()


class Reading(msgspec.Struct, frozen=True, kw_only=True):
    """What one report says: the line that `elchi read --format jsonl` prints."""

    id: str
    language: str | None = None
    url: str | None = None
    outlet: str | None = None
    published: str | None = None
    outlet_country: str | None = None
    title: str | None = None
    text_chars: int = 0
    text_sha256: str = ""
    persons: tuple[PersonReading, ...] = ()
    visits: tuple[VisitReading, ...] = ()
    figures: tuple[Figure, ...] = ()
    warnings: tuple[str, ...] = ()
    mentions: tuple[Mention, ...] | None = None
    occupations: tuple[Occupation, ...] | None = None


class Statement(msgspec.Struct, frozen=True, kw_only=True):
    """One fact as one source states it.

    `id` is the hash of source, subject, property, value, original and spans; rule, confidence and
    reader version stand beside it and do not enter it. `source` is a report key, or
    `human:NAME` / `authority:NAME`. `subject` is an anchor (see `elchi.statements`): `person:REPORT:NAME`
    or `visit:REPORT:FROM>TO:N`. `value` is plain JSON; a value that is a person is that person's anchor.
    `spans` is never empty where the source is a report.
    """

    id: str
    source: str
    report: str | None
    subject: str
    property: str
    value: Any
    original: str | None = None
    spans: Spans = ()
    rule: str = ""
    confidence: float | None = None
    language: str | None = None


class Judgement(msgspec.Struct, frozen=True, kw_only=True):
    """What a person decided: same / different / unsure of two anchors, or a correction, addition,
    rejection of a value, a split, a removal of a report. Hangs on anchors, never on cluster ids."""

    id: str
    number: int
    act: str
    left: str
    right: str | None = None
    property: str | None = None
    value: Any = None
    who: str = ""
    when: str = ""
    why: str = ""
    undone: bool = False


class Conflict(msgspec.Struct, frozen=True, kw_only=True):
    """Values of one field that reports disagree on: [{"value", "reports"}], the shown one first."""

    field: str
    values: tuple[dict[str, Any], ...]


class Tenure(msgspec.Struct, frozen=True, kw_only=True):
    """A person holds an office, as far as reports show: first and last day (EDTF) seen in it."""

    office: str
    position: str | None = None
    organisation: str | None = None
    country: str | None = None
    at: str | None = None
    first_seen: str | None = None
    last_seen: str | None = None
    reports: tuple[str, ...] = ()


class Person(msgspec.Struct, frozen=True, kw_only=True):
    """One person of the register, in every spelling: a view computed from statements."""

    id: str
    name: str
    names: tuple[dict[str, Any], ...] = ()
    tenures: tuple[Tenure, ...] = ()
    ranks: tuple[dict[str, Any], ...] = ()
    country: str | None = None
    reports: tuple[str, ...] = ()
    wikidata: str | None = None
    conflicts: tuple[Conflict, ...] = ()
    judged: tuple[str, ...] = ()
    members: tuple[str, ...] = ()


class Visit(msgspec.Struct, frozen=True, kw_only=True):
    """One visit of the register: a view computed from statements; persons are register ids.

    `evidence` maps field name -> [{"report", "value", "spans"}]; activities, documents and awards
    carry their own `reports` and `evidence` as plain JSON. `history` is the lifecycle:
    [{"status", "report", "date"}] in order.
    """

    id: str
    main: bool = True
    origin: str | None = msgspec.field(default=None, name="from")
    destination: str | None = msgspec.field(default=None, name="to")
    kind: str | None = None
    status: str | None = None
    head: str | None = None
    hosts: tuple[str, ...] = ()
    invited_by: str | None = None
    participants: tuple[str, ...] = ()
    start: str | None = None
    end: str | None = None
    duration_days: int | None = None
    places: tuple[str, ...] = ()
    earliest: str | None = None
    latest: str | None = None
    activities: tuple[dict[str, Any], ...] = ()
    documents: tuple[dict[str, Any], ...] = ()
    awards: tuple[dict[str, Any], ...] = ()
    topics: tuple[str, ...] = ()
    reports: tuple[str, ...] = ()
    independent_sources: int = 0
    conflicts: tuple[Conflict, ...] = ()
    history: tuple[dict[str, Any], ...] = ()
    evidence: dict[str, tuple[dict[str, Any], ...]] = {}
    confidence: float = 1.0
    judged: tuple[str, ...] = ()
    members: tuple[str, ...] = ()
