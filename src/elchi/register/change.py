"""Compute the views of a register anew where statements or judgements change, and only there.

What must be merged again with the changed anchors is found by block keys (`elchi.merge.affected`); the result is that
of merging everything.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, select

from elchi.merge import Merged, ReportFacts, merge
from elchi.model import Judgement
from elchi.register import schema
from elchi.register.blocks import index_anew
from elchi.register.log import read_judgements
from elchi.register.shelf import Shelf, anchors_of, record_now
from elchi.register.views import Place, clear_views, keep_former_ids, log_change, move_anchors, store_views
from elchi.statements import anchor_kind, anchor_source


@dataclass
class Change:
    """What a change touched, filled in while it is made: anchors to merge anew, and the heirs of those that go."""

    anchors: set[str] = field(default_factory=set)
    heirs: dict[str, str] = field(default_factory=dict)


@contextmanager
def changing(connection: Connection, anchors: Iterable[str]) -> Iterator[Change]:
    """Make a change of statements, reports or judgements, and compute anew the views that it reaches.

    `anchors` are those whose statements will go or whose judgements will change: what hangs together with them before
    the change is merged anew too, as it may come apart.
    """
    change = Change(set(anchors))
    before = Shelf(connection).reach(change.anchors, read_judgements(connection))
    records = record_now(connection, before)
    yield change
    _refresh(connection, before | change.anchors, records, change.heirs)


def _refresh(
    connection: Connection, anchors: Iterable[str], records: Mapping[str, str], heirs: Mapping[str, str]
) -> None:
    """Merge anchors and all that hangs together with them, and put the new views in place of the old ones.

    Persons come first: where one got another id, the visits that show it are merged anew as well. `records` is
    anchor -> record before the change.
    """
    judgements = read_judgements(connection)
    shelf = Shelf(connection)
    reached = shelf.reach(anchors, judgements)
    persons = {anchor for anchor in reached if anchor_kind(anchor) == "person"}
    people, facts = _merge(shelf, persons, judgements, {})
    before = {**record_now(connection, persons), **records}
    moved = {anchor for anchor in persons if before.get(anchor) != people.person_of.get(anchor)}
    visits, shown = reached - persons, _visits_showing(connection, moved, judgements)
    if not shown <= visits:
        visits = shelf.reach(visits | shown, judgements)
    known = {**record_now(connection, _persons_shown(connection, visits, judgements)), **people.person_of}
    trips, more_facts = _merge(shelf, visits, judgements, known)
    before.update({anchor: record for anchor, record in record_now(connection, visits).items() if anchor not in before})
    merged = Merged(
        visits=trips.visits,
        visit_of=trips.visit_of,
        persons=people.persons,
        person_of=people.person_of,
        unsure=(*people.unsure, *trips.unsure),
    )
    anchors = persons | visits | before.keys()
    store_views(connection, merged, {**facts, **more_facts}, Place(set(before.values()), anchors))
    shown = {visit.id for visit in merged.visits} | {person.id for person in merged.persons}
    log_change(connection, shown.union(before.values()))
    move_anchors(connection, persons | visits, merged)
    keep_former_ids(connection, before, heirs)


def _merge(
    shelf: Shelf, anchors: set[str], judgements: list[Judgement], person_of: Mapping[str, str]
) -> tuple[Merged, Mapping[str, ReportFacts]]:
    told = shelf.statements(anchors)
    facts = shelf.reports({each.report for each in told if each.report})
    return merge(told, judgements, facts, person_of=person_of), facts


def _visits_showing(connection: Connection, persons: set[str], judgements: list[Judgement]) -> set[str]:
    """Return the anchors of visits that show persons: those of the same reports, and those corrected to one of them."""
    visits = anchors_of(connection, {anchor_source(anchor) for anchor in persons}, "visit")
    corrected = {each.left for each in judgements if not persons.isdisjoint(_persons_in(each.value))}
    return visits | {anchor for anchor in corrected if anchor_kind(anchor) == "visit"}


def _persons_shown(connection: Connection, visits: set[str], judgements: list[Judgement]) -> set[str]:
    """Return the anchors of persons that visits may show."""
    persons = anchors_of(connection, {anchor_source(anchor) for anchor in visits}, "person")
    return persons.union(*(_persons_in(each.value) for each in judgements if each.left in visits))


def _persons_in(value: Any) -> set[str]:
    """Return the anchors of persons in a value of plain JSON."""
    if isinstance(value, str):
        return {value} if anchor_kind(value) == "person" else set()
    inner = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    return {anchor for each in inner for anchor in _persons_in(each)}


def rebuild(connection: Connection) -> None:
    """Compute all views from the statements and judgements, by the rules of this version."""
    index_anew(connection)
    with changing(connection, ()) as change:
        clear_views(connection)
        change.anchors.update(connection.execute(select(schema.subjects.c.anchor)).scalars())
        log_change(connection, None)
