"""Answers that are more than a list of records: who held an office, what to review, how much there is."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from typing import Any

from sqlalchemy import Connection, bindparam, func, or_, select

from elchi.model import Conflict, Person, Statement, Tenure, Visit
from elchi.register import schema
from elchi.register.days import first_day, last_day
from elchi.register.find import find_record
from elchi.register.rows import (
    any_of,
    fetch,
    from_json,
    read_person,
    read_person_line,
    read_statement,
    read_visit,
    read_visit_line,
)
from elchi.register.values import Holder, Lines, PersonLine, ReviewItem
from elchi.statements import report_anchor

_tenures = schema.tenures.c
_told, _subjects = schema.statements.c, schema.subjects.c
_KEY = select(schema.reports.c.key).where(schema.reports.c.id == bindparam("id"))
_STATEMENTS = select(schema.statements)
_MEMBERS = select(_subjects.anchor).where(_subjects.record == bindparam("subject"))
_OF_RECORD = _STATEMENTS.where(_told.subject.in_(_MEMBERS), _told.property.in_(any_of()))
_HELD = select(_subjects.anchor).where(_subjects.source == bindparam("key"))
_OF_SOURCE = _STATEMENTS.where(or_(_told.subject.in_(_HELD), _told.subject == bindparam("own")))
_PERSONS = select(schema.persons.c.id, schema.persons.c.view).where(schema.persons.c.id.in_(any_of()))


def who_held(connection: Connection, office: str, country: str | None, at: str | None, on: str | None) -> list[Holder]:
    """Return who held an office, by first day seen; `on` keeps those seen in it on that day, or next to it.

    Where nobody held an office of just this name, those that head something by it: `minister` is any minister.
    Nobody seen on a day does not mean that the post was empty: the last one seen before and the first one after are
    given with a note that says so.
    """
    of_place = [column == value for column, value in ((_tenures.country, country), (_tenures.accredited, at)) if value]
    query = select(_tenures.person, _tenures.number).where(*of_place)
    rows = connection.execute(query.where(_tenures.office == office.lower())).all()
    if not rows:  # no office is called so: those that begin so, as all ministers
        wider = query.where(_tenures.office.startswith(f"{office.lower()} of ", autoescape=True))
        rows = connection.execute(wider).all()
    persons = load_persons(connection, {row.person for row in rows})
    held = [(persons[row.person].tenures[row.number], persons[row.person]) for row in rows]
    held.sort(key=lambda each: (each[0].first_seen or "9999", each[0].last_seen or "9999", each[1].id))
    holders = [Holder(person=person, tenure=tenure) for tenure, person in held]
    return _on_day(holders, on) if on else _with_notes(holders)


def _with_notes(holders: list[Holder]) -> list[Holder]:
    """Say of each holder how the days seen stand to those of the one before in the same post."""
    noted: list[Holder] = []
    latest: dict[Any, Holder] = {}
    for holder in holders:
        post = (holder.tenure.office, holder.tenure.country, holder.tenure.at, holder.tenure.organisation)
        before = latest.get(post)
        noted.append(Holder(person=holder.person, tenure=holder.tenure, note=_note(before, holder)))
        if before is None or (last_day(holder.tenure.last_seen) or "") >= (last_day(before.tenure.last_seen) or ""):
            latest[post] = holder
    return noted


def _note(before: Holder | None, holder: Holder) -> str | None:
    if before is None or before.person.id == holder.person.id:
        return None
    last, first = before.tenure.last_seen, holder.tenure.first_seen
    if not last or not first:
        return None
    if (last_day(last) or last) >= (first_day(first) or first):
        return f"overlaps with {before.person.name}, seen until {last}"
    return f"nobody seen between {last} and {first}: when the post changed hands is unknown"


def _on_day(holders: list[Holder], on: str) -> list[Holder]:
    start, end = first_day(on) or on, last_day(on) or on
    seen, before, after = [], [], []
    for holder in holders:
        first = first_day(holder.tenure.first_seen)
        last = last_day(holder.tenure.last_seen)
        if first is None or last is None:
            continue
        if first <= end and last >= start:
            seen.append(holder)
        elif last < start:
            before.append((last, holder))
        else:
            after.append((first, holder))
    if seen:
        return seen
    near = []
    if before:
        holder = max(before, key=lambda each: each[0])[1]
        near.append(
            Holder(person=holder.person, tenure=holder.tenure, note=f"last seen before {on}; not seen on that day")
        )
    if after:
        holder = min(after, key=lambda each: each[0])[1]
        near.append(
            Holder(person=holder.person, tenure=holder.tenure, note=f"first seen after {on}; not seen on that day")
        )
    return near


def load_persons(connection: Connection, ids: set[str]) -> dict[str, Person]:
    """Return id -> person; ids that persons once had lead to them under the id asked for."""
    return {id: read_person(view) for id, view in _views(connection, ids).items()}


def as_lines(connection: Connection, views: Iterable[str]) -> Lines:
    """Return the views of visits as lines of a table, with the persons that they show."""
    visits = [read_visit_line(view) for view in views]
    return Lines(visits, load_lines(connection, {id for each in visits for id in (each.head, *each.hosts) if id}))


def load_lines(connection: Connection, ids: set[str]) -> dict[str, PersonLine]:
    """Return id -> what a table shows of a person, with former ids as `load_persons` has them."""
    return {id: read_person_line(view) for id, view in _views(connection, ids).items()}


def _views(connection: Connection, ids: set[str]) -> dict[str, str]:
    found: dict[str, str] = {row.id: row.view for row in fetch(connection, _PERSONS, ids)}
    for id in sorted(ids - found.keys()):
        record = find_record(connection, id)
        asked = select(schema.persons.c.view).where(schema.persons.c.id == record)
        view = connection.execute(asked).scalar_one_or_none()
        if view is not None:
            found[id] = view
    return found


def statements_of_record(connection: Connection, id: str, properties: Collection[str]) -> list[Statement]:
    """Return the statements with some properties of a visit or person by its id, by their own ids."""
    rows = connection.execute(_OF_RECORD, {"subject": find_record(connection, id), "values": sorted(properties)})
    return sorted((read_statement(row) for row in rows), key=lambda each: each.id)


def find_statements(connection: Connection, report: str | None, subject: str | None) -> list[Any]:
    """Return the statements of a report (its id) or of a subject (an anchor, or an id of a visit or person), by id."""
    query, values = _STATEMENTS, {}
    if report is not None:
        key = connection.execute(_KEY, {"id": report}).scalar_one_or_none() or ""
        query, values = _OF_SOURCE, {"key": key, "own": report_anchor(key)}
    if subject is not None:
        record = find_record(connection, subject)
        whole = subject != record and ":" in subject
        query = query.where(_told.subject == bindparam("subject") if whole else _told.subject.in_(_MEMBERS))
        values = values | {"subject": subject if whole else record}
    return sorted((read_statement(row) for row in connection.execute(query, values)), key=lambda each: each.id)


def count_all(connection: Connection) -> dict[str, int]:
    """Count what the register holds."""
    tables = (schema.reports, schema.visits, schema.persons, schema.statements, schema.judgements)
    return {
        table.name: int(connection.execute(select(func.count()).select_from(table)).scalar_one()) for table in tables
    }


def review_queue(connection: Connection, limit: int) -> list[ReviewItem]:
    """Return the pairs that may be one record and the values that reports disagree on, the heaviest first.

    The weight of a pair is how near its score is to one half, times how much hangs on it (the reports of both); that
    of a conflict is how evenly the reports divide, times their number.
    """
    items = [*_unsure_pairs(connection), *_doubtful_values(connection)]
    items.sort(key=lambda each: (-each.weight, each.kind, each.left, each.right or "", each.field or ""))
    return items[:limit]


def _unsure_pairs(connection: Connection) -> list[ReviewItem]:
    items = []
    for row in connection.execute(select(schema.unsure)):
        sides = [_side(connection, row.kind, anchor) for anchor in (row.left, row.right)]
        if any(side is None for side in sides):
            continue
        (left, left_reports), (right, right_reports) = (side for side in sides if side)
        doubt = 1 - abs(2 * row.score - 1)
        items.append(
            ReviewItem(
                kind="pair",
                left=row.left,
                right=row.right,
                left_label=left,
                right_label=right,
                score=row.score,
                weight=round((0.1 + doubt) * (len(left_reports) + len(right_reports)), 4),
                reasons=tuple(from_json(row.reasons)),
                reports=tuple(sorted({*left_reports, *right_reports})),
            )
        )
    return items


def _side(connection: Connection, kind: str, anchor: str) -> tuple[str, tuple[str, ...]] | None:
    record = find_record(connection, anchor)
    if record is None:
        return None
    table = schema.persons if kind == "person" else schema.visits
    view = connection.execute(select(table.c.view).where(table.c.id == record)).scalar_one_or_none()
    if view is None:
        return None
    if kind == "person":
        person = read_person(view)
        return _person_label(person), person.reports
    visit = read_visit(view)
    return visit_label(connection, visit), visit.reports


def _person_label(person: Person) -> str:
    tenure: Tenure | None = person.tenures[0] if person.tenures else None
    office = ", ".join(part for part in (tenure.office or tenure.position, tenure.country) if part) if tenure else ""
    return f"{person.name} ({office})" if office else person.name


def visit_label(connection: Connection, visit: Visit) -> str:
    """Return one line that tells a visit apart: direction, head, day."""
    head = load_persons(connection, {visit.head}).get(visit.head) if visit.head else None
    parts = [
        f"{visit.origin or '?'} > {visit.destination or '?'}",
        head.name if head else None,
        visit.start or visit.earliest,
    ]
    return ", ".join(part for part in parts if part)


def _doubtful_values(connection: Connection) -> list[ReviewItem]:
    items = []
    query = select(schema.visits.c.view).where(or_(schema.visits.c.conflicts > 0, schema.visits.c.doubtful == 1))
    for visit in (read_visit(view) for view in connection.execute(query).scalars()):
        label = visit_label(connection, visit)
        for conflict in visit.conflicts:
            items.append(_conflict_item(visit, label, conflict))
        if not visit.conflicts and not visit.judged and visit.confidence < 0.5:
            items.append(
                ReviewItem(
                    kind="value",
                    left=visit.id,
                    left_label=label,
                    field="visit",
                    value=visit.main,
                    score=visit.confidence,
                    weight=round((1 - visit.confidence) * len(visit.reports), 4),
                    reasons=("the reports are not clear about this visit",),
                    reports=visit.reports,
                )
            )
    return items


def _conflict_item(visit: Visit, label: str, conflict: Conflict) -> ReviewItem:
    sizes = [len(value.get("reports", ())) for value in conflict.values]
    total = sum(sizes) or 1
    shown = conflict.values[0] if conflict.values else {}
    told = "; ".join(f"{value.get('value')} ({', '.join(value.get('reports', ()))})" for value in conflict.values)
    return ReviewItem(
        kind="value",
        left=visit.id,
        left_label=label,
        field=conflict.field,
        value=shown.get("value"),
        score=round(max(sizes, default=0) / total, 4),
        weight=round((1.1 - max(sizes, default=0) / total) * total, 4),
        reasons=(f"reports disagree: {told}",),
        reports=tuple(sorted({report for value in conflict.values for report in value.get("reports", ())})),
    )
