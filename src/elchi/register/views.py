"""The tables of views: put new ones in place of old ones, and let former ids lead to what took over."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from elchi.merge import Merged, ReportFacts, rename_reports
from elchi.model import Person, Visit
from elchi.register import schema
from elchi.register.index import ReportKey, person_row, person_values, tenure_rows, visit_row, visit_values
from elchi.register.replace import PERSON_VALUES, PERSONS, TENURES, UNSURE, VISIT_VALUES, VISITS, replace_rows
from elchi.register.rows import any_of, fetch, read_person, to_json
from elchi.register.shelf import record_now
from elchi.statements import member_id

_KEPT_CHANGES = 4096
"""Changes that the log keeps; who looks more seldom reads everything anew."""
_PRUNED_EVERY = 256
_MOST_RECORDS = 1000
"""Records of a change that the log names; of more it says that all changed."""

_persons, _subjects = schema.persons.c, schema.subjects.c

_VIEWS = select(_persons.id, _persons.view).where(_persons.id.in_(any_of()))
_STAND = select(_subjects.anchor, _subjects.record).where(_subjects.anchor.in_(any_of()))
_MOVE = update(schema.subjects).where(_subjects.anchor == bindparam("held")).values(record=bindparam("record"))


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


class Place(NamedTuple):
    """What new views come in the place of: the records that were, and the doubts about some anchors."""

    records: Collection[str]
    anchors: Collection[str]


def store_views(connection: Connection, merged: Merged, facts: Mapping[str, ReportFacts], place: Place) -> None:
    """Put in the views of a merge, with reports by their ids, and what they are found by; write only what differs."""
    named = rename_reports(merged, facts)
    keys_of = {visit.id: visit.reports for visit in merged.visits}
    people = {person.id: person for person in named.persons}
    people.update(_persons_named(connection, named.visits, people))
    doubtful = {pair.left_id for pair in merged.unsure} | {pair.right_id for pair in merged.unsure}
    ids = {*place.records, *keys_of, *(person.id for person in named.persons)}
    replace_rows(connection, PERSONS, ids, [person_row(person) for person in named.persons])
    replace_rows(connection, PERSON_VALUES, ids, [row for person in named.persons for row in person_values(person)])
    replace_rows(connection, TENURES, ids, [row for person in named.persons for row in tenure_rows(person)])
    replace_rows(connection, VISITS, ids, [visit_row(visit, visit.id in doubtful) for visit in named.visits])
    values = []
    for visit in named.visits:
        told_by = [_report_key(key, facts) for key in keys_of[visit.id] if key in facts]
        values += visit_values(visit, people, told_by)
    replace_rows(connection, VISIT_VALUES, ids, values)
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
    replace_rows(connection, UNSURE, place.anchors, pairs)


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
    return {row.id: read_person(row.view) for row in fetch(connection, _VIEWS, wanted)}


def move_anchors(connection: Connection, anchors: Iterable[str], merged: Merged) -> None:
    """Write down which records hold some anchors now."""
    record_of = {**merged.person_of, **merged.visit_of}
    now = {row.anchor: row.record for row in fetch(connection, _STAND, anchors)}
    moved = [
        {"held": anchor, "record": record_of.get(anchor)}
        for anchor, record in sorted(now.items())
        if record != record_of.get(anchor)
    ]
    if moved:
        connection.execute(_MOVE, moved)


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
