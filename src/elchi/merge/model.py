"""What a merge takes beside statements and what it gives back."""

from __future__ import annotations

from typing import Any

import msgspec

from elchi.model import Person, Visit


class ReportFacts(msgspec.Struct, frozen=True, kw_only=True):
    """What merging needs to know of a report: `published` is EDTF; reports of one `group` are one source (reprints).

    `group` None stands for the report itself."""

    id: str
    published: str | None = None
    language: str | None = None
    outlet: str | None = None
    outlet_country: str | None = None
    group: str | None = None


class UnsurePair(msgspec.Struct, frozen=True, kw_only=True):
    """Two records left apart that may be one, for review; `left` < `right` are anchors, `score` is 0 to 1."""

    kind: str
    left: str
    right: str
    left_id: str
    right_id: str
    score: float
    reasons: tuple[str, ...] = ()


class Merged(msgspec.Struct, frozen=True, kw_only=True):
    """The views of a set of statements, each sorted by id.

    Reports stand in views as report keys (`rename_reports` gives them their ids). `person_of` and
    `visit_of` map every anchor to the id of the record that holds it. Organisations are
    {id, name, names, kind, country, persons, reports}, documents
    {id, kind, title, titles, visit, signatories, reports}.
    """

    visits: tuple[Visit, ...] = ()
    persons: tuple[Person, ...] = ()
    organisations: tuple[dict[str, Any], ...] = ()
    documents: tuple[dict[str, Any], ...] = ()
    unsure: tuple[UnsurePair, ...] = ()
    person_of: dict[str, str] = {}
    visit_of: dict[str, str] = {}
