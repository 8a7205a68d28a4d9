"""Which reports are reprints of one another: reports of one group count as one source.

A group is all that hangs together by `elchi.sources.reprints`, within two months, found by keys of the sketches; it
is named after its smallest report key, so that it does not depend on what came first.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise

from sqlalchemy import Connection, delete, func, insert, select, update

from elchi.register import schema
from elchi.register.days import first_day
from elchi.register.rows import any_of, fetch, from_json, to_json

_reports, _keys = schema.reports.c, schema.sketch_keys.c

_first = select(func.min(_keys.month).label("month")).cte("months", recursive=True)
_next = select(func.min(_keys.month)).where(_keys.month > _first.c.month).scalar_subquery()
_months = _first.union_all(select(_next).where(_first.c.month.is_not(None)))  # from month to month, not row to row
_SHARING = select(_keys.report).where(_keys.month.in_(any_of("months")), _keys.key.in_(any_of())).distinct()
_SHARING_EVER = (
    select(_keys.report).where(_keys.month.in_(select(_months.c.month)), _keys.key.in_(any_of())).distinct()
)
_MEMBERS = select(_reports.key).where(_reports.origin.in_(any_of()))
_PUBLISHED = select(_reports.key, _reports.published).where(_reports.key.in_(any_of()))
_SKETCHES = select(_reports.key, _reports.origin, _reports.sketch).where(_reports.key.in_(any_of()))

_PAIRS = 20
"""Neighbouring pairs of a sketch's smallest values that index it: of texts that have half their shingles in common
99.8 % share one, and pairs are rarer than values, so that the boilerplate of an outlet finds less."""


def place_sketch(connection: Connection, report: str, text: str, published: str | None) -> set[str]:
    """Sketch a report's text and put it with its reprints; return the reports whose group changed."""
    from elchi.sources.reprints import is_reprint, sketch

    values = sketch(text) if text else ()
    if not values:
        return set()
    connection.execute(update(schema.reports).where(_reports.key == report).values(sketch=to_json(values)))
    keys, month = _sketch_keys(values), _month(published)
    stored = _sketches(connection, _sharing(connection, keys, month))
    rows = [{"month": month, "key": key, "report": report} for key in keys]
    if rows:
        connection.execute(insert(schema.sketch_keys), rows)
    near = [key for key, (_, other) in stored.items() if is_reprint(values, other)]
    if not near:
        return set()
    members = _members(connection, {stored[key][0] for key in near}) | {*near, report}
    return _name_groups(connection, dict.fromkeys(members, min(members)))


def forget_sketch(connection: Connection, report: str) -> set[str]:
    """Take a report out of its group; return the others whose group changed."""
    row = connection.execute(
        select(_reports.origin, _reports.sketch, _reports.published).where(_reports.key == report)
    ).one_or_none()
    if row is None or row.sketch is None:
        return set()
    group, values = row.origin, tuple(from_json(row.sketch))
    connection.execute(
        delete(schema.sketch_keys).where(
            _keys.month == _month(row.published), _keys.key.in_(_sketch_keys(values)), _keys.report == report
        )
    )
    connection.execute(update(schema.reports).where(_reports.key == report).values(origin=None, sketch=None))
    return _divide(connection, _members(connection, {group}))


def _divide(connection: Connection, reports: set[str]) -> set[str]:
    """Find anew what of a former group hangs together; return the reports whose group changed."""
    from elchi.sources.reprints import is_reprint

    stored = _sketches(connection, reports)
    months = _months_of(connection, reports)
    left = sorted(stored)
    groups: dict[str, str | None] = {}
    while left:
        todo, members = [left.pop(0)], set[str]()
        while todo:
            one = todo.pop()
            members.add(one)
            near = [
                each
                for each in left
                if _share_key(stored[one][1], stored[each][1])
                and _near(months.get(one, 0), months.get(each, 0))
                and is_reprint(stored[one][1], stored[each][1])
            ]
            left = [each for each in left if each not in near]
            todo += near
        groups.update(dict.fromkeys(members, min(members) if len(members) > 1 else None))
    return _name_groups(connection, groups)


def _name_groups(connection: Connection, groups: dict[str, str | None] | dict[str, str]) -> set[str]:
    changed = set()
    for key, (group, _) in _sketches(connection, groups).items():
        if group != groups[key]:
            connection.execute(update(schema.reports).where(_reports.key == key).values(origin=groups[key]))
            changed.add(key)
    return changed


def _sketch_keys(values: tuple[int, ...]) -> list[str]:
    if len(values) == 1:
        return [f"{values[0]:x}"]
    return sorted({f"{left:x}.{right:x}" for left, right in pairwise(values[: _PAIRS + 1])})


def _share_key(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    return not set(_sketch_keys(left)).isdisjoint(_sketch_keys(right))


def _month(published: str | None) -> int:
    """Return the number of a month, 0 where the date is coarser than one."""
    day = first_day(published)
    return int(day[:4]) * 12 + int(day[5:7]) if day and published and len(published) >= 7 else 0


def _near(one: int, other: int) -> bool:
    return not one or not other or abs(one - other) <= 1


def _sharing(connection: Connection, keys: Iterable[str], month: int) -> set[str]:
    """Return the reports under any of some keys in the months around one; of an unknown month, in all months."""
    if not month:
        return set(connection.execute(_SHARING_EVER, {"values": list(keys)}).scalars())
    near = [0, month - 1, month, month + 1]
    return set(connection.execute(_SHARING, {"values": list(keys), "months": near}).scalars())


def _members(connection: Connection, groups: Iterable[str | None]) -> set[str]:
    return {row.key for row in fetch(connection, _MEMBERS, (group for group in groups if group))}


def _months_of(connection: Connection, reports: Iterable[str]) -> dict[str, int]:
    return {row.key: _month(row.published) for row in fetch(connection, _PUBLISHED, reports)}


def _sketches(connection: Connection, reports: Iterable[str]) -> dict[str, tuple[str | None, tuple[int, ...]]]:
    """Return report key -> its group and its sketch."""
    rows = fetch(connection, _SKETCHES, reports)
    return {row.key: (row.origin, tuple(from_json(row.sketch or "[]"))) for row in rows}
