"""Put rows in the place of others and write only what differs: what is written costs more than what is read."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from sqlalchemy import ColumnElement, Connection, Delete, Table, Update, and_, bindparam, delete, insert, or_, update
from sqlalchemy import select as select_rows

from elchi.register import schema
from elchi.register.rows import any_of, chunks


class Kept(NamedTuple):
    """A table of views: its columns, those that tell a row apart, and those that say whose it is."""

    table: Table
    columns: tuple[str, ...]
    key: tuple[str, ...]
    owners: tuple[str, ...]


def _keep(table: Table, *owners: str) -> Kept:
    columns = tuple(column.name for column in table.columns)
    return Kept(table, columns, tuple(column.name for column in table.primary_key), owners)


PERSONS = _keep(schema.persons, "id")
PERSON_VALUES = _keep(schema.person_values, "person")
TENURES = _keep(schema.tenures, "person")
VISITS = _keep(schema.visits, "id")
VISIT_VALUES = _keep(schema.visit_values, "visit")
UNSURE = _keep(schema.unsure, "left", "right")


def replace_rows(connection: Connection, kept: Kept, owners: Iterable[str], rows: Sequence[Mapping[str, Any]]) -> None:
    """Let a table have these rows of some owners and no others of theirs."""
    old = {_key(kept, row): row for row in _rows_of(connection, kept, owners)}
    new = {_key(kept, row): row for row in rows}
    gone = [_named(kept, key) for key in sorted(old.keys() - new.keys())]
    if gone:
        connection.execute(_delete(kept), gone)
    fresh = [row for key, row in new.items() if key not in old]
    if fresh:
        connection.execute(insert(kept.table), fresh)
    changed: dict[tuple[str, ...], list[dict[str, Any]]] = {}
    for key in sorted(old.keys() & new.keys()):
        row, before = new[key], old[key]
        columns = tuple(name for name in kept.columns if row[name] != before[name])
        if columns:
            changed.setdefault(columns, []).append({**_named(kept, key), **{name: row[name] for name in columns}})
    for columns, several in changed.items():
        connection.execute(_update(kept, columns), several)


def _rows_of(connection: Connection, kept: Kept, owners: Iterable[str]) -> Iterable[Mapping[str, Any]]:
    for part in chunks(sorted(set(owners))):
        for row in connection.execute(_select(kept), {"values": part}):
            yield dict(zip(kept.columns, row, strict=True))


def _key(kept: Kept, row: Mapping[str, Any]) -> tuple[Any, ...]:
    return tuple(row[name] for name in kept.key)


def _named(kept: Kept, key: tuple[Any, ...]) -> dict[str, Any]:
    return {f"key_{name}": value for name, value in zip(kept.key, key, strict=True)}


@lru_cache(maxsize=64)
def _select(kept: Kept) -> Any:
    owned = [kept.table.c[name].in_(any_of()) for name in kept.owners]
    return select_rows(kept.table).where(or_(*owned))


@lru_cache(maxsize=64)
def _delete(kept: Kept) -> Delete:
    return delete(kept.table).where(_is_key(kept))


@lru_cache(maxsize=256)
def _update(kept: Kept, columns: tuple[str, ...]) -> Update:
    return update(kept.table).where(_is_key(kept)).values({name: bindparam(name) for name in columns})


def _is_key(kept: Kept) -> ColumnElement[bool]:
    return and_(*(kept.table.c[name] == bindparam(f"key_{name}") for name in kept.key))
