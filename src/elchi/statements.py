"""A reading taken apart into statements, and the anchors that they hang on.

An anchor names a thing as one source tells of it: `person:SOURCE:folded name` or
`visit:SOURCE:FROM>TO:N`, with N the ordinal of that direction in the report, from 1; figures hang on
`report:SOURCE`. SOURCE is the report's key, or `NAME#ROW` of an authority file. Anchors outlive new readings.
Properties are the fields of the reading; a field of several values has one statement for each.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

import msgspec

from elchi.model import PersonReading, Reading, Span, Spans, Statement, VisitReading

PERSON_FIELDS = ("name", "position", "rank", "organisation", "country")
VISIT_FIELDS = ("main", "from", "to", "kind", "status", "invited_by", "start", "end", "duration_days")
_VISIT_BOUNDS = ("earliest", "latest")


def fold_name(name: str) -> str:
    """Return a name in lower case with single spaces, as anchors hold it; letters keep their script."""
    folded = unicodedata.normalize("NFKC", name.replace("İ", "i")).casefold()
    return " ".join(folded.replace("\u0307", "").split())


def person_anchor(source: str, name: str, ordinal: int = 1) -> str:
    """Return the anchor of a person in a source; a second person of the very same name takes `#2`."""
    return f"person:{source}:{fold_name(name)}" + (f"#{ordinal}" if ordinal > 1 else "")


def visit_anchor(source: str, direction: tuple[str | None, str | None], ordinal: int) -> str:
    """Return the anchor of the visit that is the `ordinal`th of its direction (from, to) in a source."""
    origin, destination = direction
    return f"visit:{source}:{origin or ''}>{destination or ''}:{ordinal}"


def report_anchor(source: str) -> str:
    """Return the anchor of what a source says of no person and no visit."""
    return f"report:{source}"


def anchor_kind(anchor: str) -> str:
    """Return `person`, `visit` or `report`."""
    return anchor.partition(":")[0]


def anchor_source(anchor: str) -> str:
    """Return the report key, or the authority's name and row, that an anchor belongs to."""
    return anchor.split(":", 2)[1]


def member_id(anchor: str) -> str:
    """Return the id of a record that has this anchor alone: `v-` or `p-` and 12 hexadecimal digits."""
    return f"{anchor[0]}-{hashlib.sha256(anchor.encode()).hexdigest()[:12]}"


def record_id(anchors: Iterable[str]) -> str:
    """Return the id of a record: the smallest id of its members."""
    return min(member_id(anchor) for anchor in anchors)


def make_statement(source: str, subject: str, prop: str, value: Any, spans: Spans = (), **beside: Any) -> Statement:
    """Return a statement with its id; `beside` may hold report, original, rule, confidence and language."""
    spans = tuple(sorted({(int(start), int(end)) for start, end in spans}))
    told = [source, subject, prop, value, beside.get("original"), spans]
    if beside.get("confidence") is None:
        beside["confidence"] = 1.0  # what does not say how sure it is is taken at its word
    digest = hashlib.sha256(msgspec.json.encode(told, order="sorted")).hexdigest()[:24]
    return Statement(
        id=digest, source=source, subject=subject, property=prop, value=value, spans=spans, **{"report": None, **beside}
    )


def to_statements(reading: Reading, report_key: str) -> list[Statement]:
    """Return what a reading says as statements, in the reading's order, each once.

    A person's offices are one `office` statement each, with the value {office, position, organisation,
    country, at}; his `part` in a visit is {role, visit}, told beside the visit's own field. `activities`,
    `documents`, `awards` and `figures` have JSON values in which persons are anchors. A visit whose days are those
    of a whole tour has `tour`.
    """
    anchors = _person_anchors(reading, report_key)
    about = {"report": report_key, "language": reading.language}
    found: list[Statement] = []
    for person in reading.persons:
        found += _person_statements(person, anchors[person.id], about)
    seen: Counter[tuple[str | None, str | None]] = Counter()
    for visit in reading.visits:
        direction = (visit.origin, visit.destination)
        seen[direction] += 1
        anchor = visit_anchor(report_key, direction, seen[direction])
        found += _visit_statements(visit, anchor, anchors, about)
        if _is_leg(visit, reading.visits):
            spans = visit.slots.get("start") or visit.slots.get("duration_days") or visit.evidence
            found.append(make_statement(report_key, anchor, "tour", True, spans, **about))
    for figure in reading.figures:
        value = {"what": figure.what, "value": figure.value, "unit": figure.unit, "bound": figure.bound}
        found.append(make_statement(report_key, report_anchor(report_key), "figures", value, figure.evidence, **about))
    return list({statement.id: statement for statement in found}.values())


def _is_leg(visit: VisitReading, visits: Iterable[VisitReading]) -> bool:
    """True for one of several countries of a journey whose days and length are told only as a whole."""
    when = (visit.head, visit.origin, visit.start, visit.end, visit.duration_days)
    if visit.head is None or when[2:] == (None, None, None):
        return False
    return any(
        other.destination != visit.destination
        and when == (other.head, other.origin, other.start, other.end, other.duration_days)
        for other in visits
    )


def group_by_subject(statements: Iterable[Statement]) -> dict[str, list[Statement]]:
    """Return anchor -> its statements, both sorted (statements by id), each statement once."""
    once = {statement.id: statement for statement in statements}
    grouped: dict[str, list[Statement]] = {}
    for statement in sorted(once.values(), key=lambda each: (each.subject, each.id)):
        grouped.setdefault(statement.subject, []).append(statement)
    return grouped


def _person_anchors(reading: Reading, report_key: str) -> dict[str, str]:
    """Return person id in the reading -> anchor."""
    seen: Counter[str] = Counter()
    anchors = {}
    for person in reading.persons:
        folded = fold_name(person.name)
        seen[folded] += 1
        anchors[person.id] = person_anchor(report_key, folded, seen[folded])
    return anchors


def _person_statements(person: PersonReading, anchor: str, about: Mapping[str, Any]) -> list[Statement]:
    source = about["report"]
    beside = {**about, "confidence": person.confidence}
    found = []
    for field in PERSON_FIELDS:
        value = getattr(person, field)
        if value is None:
            continue
        spans = person.slots.get(field) or person.evidence
        sure = {**beside, "confidence": person.certainty.get(field, person.confidence)}
        found.append(make_statement(source, anchor, field, value, spans, rule=person.rules.get(field, ""), **sure))
    offices = [_office_value(held) for held in person.offices]
    spans_of = [held.spans for held in person.offices]
    if not offices and (person.office or person.position):
        offices, spans_of = _offices_from_line(person), []
    for number, value in enumerate(offices):
        spans = (spans_of[number] if spans_of else ()) or person.slots.get("position") or person.evidence
        told = {"rule": person.rules.get("office", ""), **beside}
        told["confidence"] = person.certainty.get("office", person.confidence)
        found.append(make_statement(source, anchor, "office", value, spans, **told))
    return found


def _office_value(held: Any) -> dict[str, Any]:
    return {name: getattr(held, name) for name in ("office", "position", "organisation", "country", "at")}


def _offices_from_line(person: PersonReading) -> list[dict[str, Any]]:
    """Return the offices that a reading gives only as one line, joined by "; "."""
    parts: list[str | None] = [part.strip() for part in (person.office or "").split(";") if part.strip()]
    shared = {"position": person.position, "organisation": person.organisation, "country": person.country, "at": None}
    return [{"office": part, **shared} for part in parts or [None]]


def _visit_statements(
    visit: VisitReading, anchor: str, anchors: Mapping[str, str], about: Mapping[str, Any]
) -> list[Statement]:
    source = about["report"]
    beside = {**about, "confidence": visit.confidence}
    whole = visit.evidence
    found = []

    def state(field: str, value: Any, spans: Iterable[Span], rule: str = "", sure: float | None = None) -> None:
        told = {**beside, "rule": rule, "confidence": visit.certainty.get(field, visit.confidence)}
        if sure is not None:
            told["confidence"] = sure
        found.append(make_statement(source, anchor, field, value, tuple(spans) or whole, **told))

    fields = {"from": visit.origin, "to": visit.destination}
    for field in VISIT_FIELDS + _VISIT_BOUNDS:
        value = fields[field] if field in fields else getattr(visit, field)
        if value is not None:
            shown_by = visit.rules.get(field) or visit.derived.get(field, "")
            state(
                field,
                anchors.get(value, value) if field == "invited_by" else value,
                visit.slots.get(field, ()),
                shown_by,
            )
    for field, persons in (("head", (visit.head,)), ("hosts", visit.hosts), ("participants", visit.participants)):
        for person in persons:
            if person is not None and person in anchors:
                spans = visit.slots.get(field) or whole
                state(field, anchors[person], spans, visit.rules.get(field, ""))
                value = {"role": field, "visit": anchor}
                found.append(make_statement(source, anchors[person], "part", value, spans, **beside))
    for field in ("places", "topics"):
        for value in getattr(visit, field):
            state(field, value, visit.slots.get(field, ()), visit.rules.get(field, ""))
    for field in ("activities", "documents", "awards"):
        for item in getattr(visit, field):
            state(field, _item_value(item, anchors), item.evidence, item.rule, item.confidence)
    return found


def _item_value(item: Any, anchors: Mapping[str, str]) -> dict[str, Any]:
    """Return an activity, document or award as plain JSON without evidence, its persons as anchors."""
    value: dict[str, Any] = msgspec.to_builtins(item)
    for name in ("evidence", "rule", "confidence"):
        value.pop(name, None)
    for name in ("with", "signatories"):
        if name in value:
            value[name] = sorted({anchors[person] for person in value[name] if person in anchors})
    for name in ("giver", "recipient"):
        if value.get(name) is not None:
            value[name] = anchors.get(value[name], value[name])
    return value
