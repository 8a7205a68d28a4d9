"""Every value of a reading judged right or wrong against gold, with how sure the reading was of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, NamedTuple

import msgspec

from elchi.evaluation.alike import alike, same_name, same_office, same_rank
from elchi.evaluation.score import (
    SLOTS,
    Side,
    offices_of,
    pair_best,
    same_activity,
    same_document,
    same_slot,
    visit_likeness,
)
from elchi.model import PersonReading, Reading, VisitReading
from elchi.reading.confidence import PERSON_FIELDS, item_field, item_signs, person_signs, visit_signs

Plain = dict[str, Any]


class Judged(NamedTuple):
    """A value: its group (person, visit, item) and field, what speaks for it, how sure it was, whether it is right."""

    report: str
    group: str
    field: str
    signs: frozenset[str]
    sure: float
    right: bool


def judge_values(reading: Reading, gold: Plain) -> Iterator[Judged]:
    """Judge every person, field of a person, visit, slot, activity and document of a reading."""
    ours, wanted = Side(msgspec.to_builtins(reading)), Side(gold)
    yield from _judge_persons(reading, ours, wanted)
    pairs = pair_best(ours.visits, wanted.visits, lambda f, w: visit_likeness(f, w, ours, wanted))
    for i, visit in enumerate(reading.visits):
        other = wanted.visits[pairs[i]] if i in pairs else {}
        tell = partial(Judged, reading.id, "visit", signs=frozenset(visit_signs(visit)))
        right = bool(other) and all(ours.visits[i][end] == other.get(end) for end in ("from", "to"))
        yield tell(field="visit", sure=visit.confidence, right=right)
        for slot in SLOTS:
            got, want = ours.values(ours.visits[i], slot), wanted.values(other, slot)
            hits = pair_best(got, want, partial(same_slot, slot))
            for n in range(len(got)):
                yield tell(field=slot, sure=visit.certainty[slot], right=n in hits)
        yield from _judge_items(reading.id, (visit, ours.visits[i], other), (ours, wanted))


def _judge_persons(reading: Reading, ours: Side, wanted: Side) -> Iterator[Judged]:
    pairs = pair_best(ours.persons, wanted.persons, lambda f, w: same_name(f["name"], w["name"]))
    for i, person in enumerate(reading.persons):
        other = wanted.persons[pairs[i]] if i in pairs else None
        tell = partial(Judged, reading.id, "person", signs=frozenset(person_signs(person)))
        yield tell(field="name", sure=person.confidence, right=other is not None)
        for field in PERSON_FIELDS:
            if getattr(person, field):
                right = other is not None and _same_field(person, field, other)
                yield tell(field=field, sure=person.certainty[field], right=right)


def _same_field(person: PersonReading, field: str, other: Plain) -> bool:
    got, want = getattr(person, field), other.get(field)
    if not want:
        return False
    if field == "office":
        parts = offices_of({"office": got}), offices_of(other)
        return len(pair_best(*parts, same_office)) == len(parts[0])
    if field == "country":
        return bool(got == want)
    return same_rank(got, want) if field == "rank" else alike(got, want)


def _judge_items(report: str, visits: tuple[VisitReading, Plain, Plain], sides: tuple[Side, Side]) -> Iterator[Judged]:
    visit, found, wanted = visits
    same_acts = partial(same_activity, *sides)
    same: dict[str, Callable[[Any, Any], float]] = {"activities": same_acts, "documents": same_document}
    for field, likeness in same.items():
        items = getattr(visit, field)
        hits = pair_best(found[field], list(wanted.get(field) or []), likeness)
        for n, item in enumerate(items):
            signs = frozenset(item_signs(item, visit))
            yield Judged(report, "item", item_field(item), signs, item.confidence or 0.0, n in hits)
