"""The tables of views: put new ones in place of old ones, and let former ids lead to what took over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sqlalchemy import Connection, delete, insert, or_, select, update

from elchi.merge import Merged, ReportFacts, rename_reports
from elchi.model import Person, Visit
from elchi.register import schema
from elchi.register.index import ReportKey, person_row, person_values, tenure_rows, visit_row, visit_values
from elchi.register.rows import chunks, read_person, to_json
from elchi.register.shelf import record_now
from elchi.statements import member_id

_KEPT_CHANGES = 4096
"""Changes that the log keeps; who looks more seldom reads everything anew."""
_PRUNED_EVERY = 256
_MOST_RECORDS = 1000
"""Records of a change that the log names; of more it says that all changed."""

_visits, _persons, _subjects = schema.visits.c, schema.persons.c, schema.subjects.c


def clear_views(connection: Connection) -> None:
    """Take every view out."""
    for table in (
        schema.visit_values,
        schema.person_values,
        schema.tenures,
        schema.visits,
        schema.persons,
        schema.unsure,
    ):
        connection.execute(delete(table))


def drop_views(connection: Connection, records: Iterable[str], anchors: Iterable[str]) -> None:
    """Take out the views of some records, and the doubts about some anchors."""
    for part in chunks(sorted(records)):
        connection.execute(delete(schema.visit_values).where(schema.visit_values.c.visit.in_(part)))
        connection.execute(delete(schema.visits).where(_visits.id.in_(part)))
        connection.execute(delete(schema.person_values).where(schema.person_values.c.person.in_(part)))
        connection.execute(delete(schema.tenures).where(schema.tenures.c.person.in_(part)))
        connection.execute(delete(schema.persons).where(_persons.id.in_(part)))
    pairs = schema.unsure.c
    for part in chunks(sorted(anchors)):
        connection.execute(delete(schema.unsure).where(or_(pairs.left.in_(part), pairs.right.in_(part))))


def store_views(connection: Connection, merged: Merged, facts: Mapping[str, ReportFacts]) -> None:
    """Put in the views of a merge, with reports by their ids, and what they are found by."""
    named = rename_reports(merged, facts)
    keys_of = {visit.id: visit.reports for visit in merged.visits}
    people = {person.id: person for person in named.persons}
    people.update(_persons_named(connection, named.visits, people))
    doubtful = {pair.left_id for pair in merged.unsure} | {pair.right_id for pair in merged.unsure}
    _fill(connection, schema.persons, [person_row(person) for person in named.persons])
    _fill(connection, schema.person_values, [row for person in named.persons for row in person_values(person)])
    _fill(connection, schema.tenures, [row for person in named.persons for row in tenure_rows(person)])
    _fill(connection, schema.visits, [visit_row(visit, visit.id in doubtful) for visit in named.visits])
    values = []
    for visit in named.visits:
        told_by = [_report_key(key, facts) for key in keys_of[visit.id] if key in facts]
        values += visit_values(visit, people, told_by)
    _fill(connection, schema.visit_values, values)
    pairs = [
        {
            "left": each.left,
            "right": each.right,
            "kind": each.kind,
            "score": each.score,
            "reasons": to_json(each.reasons),
        }
        for each in merged.unsure
    ]
    _fill(connection, schema.unsure, pairs)


def log_change(connection: Connection, records: Iterable[str] | None) -> None:
    """Log that the views of some records, or of all (None), were put in anew or taken out."""
    named = sorted(set(records)) if records is not None else []
    if records is not None and not named:
        return
    told = " ".join(named) if len(named) <= _MOST_RECORDS else ""
    done = connection.execute(insert(schema.changes).values(records=told))
    number = done.inserted_primary_key[0] if done.inserted_primary_key else 0
    if number % _PRUNED_EVERY == 0:
        connection.execute(delete(schema.changes).where(schema.changes.c.number <= number - _KEPT_CHANGES))


def _report_key(key: str, facts: Mapping[str, ReportFacts]) -> ReportKey:
    return ReportKey(key, facts[key].language, facts[key].outlet, facts[key].published)


def _persons_named(connection: Connection, visits: Iterable[Visit], known: Mapping[str, Person]) -> dict[str, Person]:
    """Return the heads and hosts of visits whose own views did not change."""
    wanted = {id for visit in visits for id in (visit.head, *visit.hosts) if id} - known.keys()
    found = {}
    for part in chunks(sorted(wanted)):
        rows = connection.execute(select(_persons.id, _persons.view).where(_persons.id.in_(part)))
        found.update({row.id: read_person(row.view) for row in rows})
    return found


def _fill(connection: Connection, table: Any, rows: list[dict[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), rows)


def move_anchors(connection: Connection, anchors: Iterable[str], merged: Merged) -> None:
    """Write down which records hold some anchors now."""
    record_of = {**merged.person_of, **merged.visit_of}
    records: dict[str | None, list[str]] = {}
    for anchor in sorted(anchors):
        records.setdefault(record_of.get(anchor), []).append(anchor)
    for record, members in records.items():
        for part in chunks(members):
            connection.execute(
                update(schema.subjects)
                .where(_subjects.anchor.in_(part), _subjects.record.is_distinct_from(record))
                .values(record=record)
            )


def keep_former_ids(connection: Connection, before: Mapping[str, str], heirs: Mapping[str, str]) -> None:
    """Let the ids of anchors that stand in no record any more lead to the record that took over.

    `before` is anchor -> former record, `heirs` anchor -> the anchor that came in its place with a new text. Any
    anchor's id may once have been a record's; as long as the anchor stands in a record that leads there, and no line
    is needed.
    """
    now = record_now(connection, before.keys() | heirs.values())
    shares: dict[str, Counter[str]] = {}
    for anchor, record in before.items():
        if anchor in now:
            shares.setdefault(record, Counter())[now[anchor]] += 1
    for anchor, record in sorted(before.items()):
        if anchor in now:
            continue
        heir = now.get(heirs.get(anchor, ""))
        if heir is None and record in shares:
            heir = min(shares[record], key=lambda each: (-shares[record][each], each))
        if heir is not None:
            id = member_id(anchor)
            connection.execute(delete(schema.former_ids).where(schema.former_ids.c.id == id))
            connection.execute(insert(schema.former_ids).values(id=id, now=heir))
