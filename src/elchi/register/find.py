"""From what a person writes (an id, an anchor, a name in any spelling) to the record or anchor that is meant."""

from __future__ import annotations

from typing import Any

from sqlalchemy import BindParameter, Connection, bindparam, func, select

from elchi.errors import QueryError
from elchi.model import Person, Visit
from elchi.register import schema
from elchi.register.index import name_keys
from elchi.register.rows import read_person, read_visit

_subjects, _values = schema.subjects.c, schema.person_values.c
_ID: BindParameter[str] = bindparam("id")
_VIEW = {table: select(table.c.view).where(table.c.id == _ID) for table in (schema.visits, schema.persons)}
_THERE = [select(table.c.id).where(table.c.id == _ID) for table in (schema.visits, schema.persons)]
_RECORD = select(_subjects.record).where(
    (_subjects.member == _ID) | (_subjects.anchor == _ID), _subjects.record.is_not(None)
)
_FORMER = select(schema.former_ids.c.now).where(schema.former_ids.c.id == _ID)

_LIKELY = 0.6
"""The least score of a name that shares only some of its words with the one asked for."""
_POSSIBLE = 0.3
"""The least score where all the full words are shared: a wrong initial or an order of their own is below."""
_LOOKED_AT = 2000


def find_record(connection: Connection, id: str) -> str | None:
    """Return the id of the record that an id or anchor means today; ids that it once had lead to it for ever."""
    asked = {"id": id}
    if any(connection.execute(statement, asked).first() for statement in _THERE):
        return id
    record: str | None = connection.execute(_RECORD, asked).scalars().first()
    if record is not None:
        return record
    now = connection.execute(_FORMER, asked).scalar_one_or_none()
    return find_record(connection, now) if now is not None and now != id else None


def get_visit(connection: Connection, id: str) -> Visit:
    """Return a visit by an id it has or had. Raises QueryError where there is none."""
    view = _view(connection, schema.visits, id) or _view(connection, schema.visits, find_record(connection, id))
    if view is None:
        raise QueryError(f"There is no visit {id!r}; see: elchi visits")
    return read_visit(view)


def get_person(connection: Connection, name: str) -> Person:
    """Return one person by id or name. Raises QueryError where none or several fit, naming them."""
    found = find_persons(connection, name)
    if not found:
        raise QueryError(f"There is no person {name!r}; see: elchi persons")
    if len(found) > 1 and not _stands_out(name, found):
        named = ", ".join(f"{person.name} ({person.id})" for person in found[:6])
        raise QueryError(f"{name!r} may be several persons: {named}{' ...' if len(found) > 6 else ''}; give an id")
    return found[0]


def find_persons(connection: Connection, name: str) -> list[Person]:
    """Return the persons that a name in any spelling or an id may mean, the likeliest first."""
    view = _view(connection, schema.persons, name)
    if view is None:
        view = _view(connection, schema.persons, find_record(connection, name))
    return [read_person(view)] if view is not None else _known_as(connection, name)


def _view(connection: Connection, table: Any, id: str | None) -> str | None:
    if id is None:
        return None
    view: str | None = connection.execute(_VIEW[table], {"id": id}).scalar_one_or_none()
    return view


def _known_as(connection: Connection, name: str) -> list[Person]:
    keys = sorted(set(name_keys(name)))
    if not keys:
        return []
    having = select(_values.person).where(_values.field == "name", _values.value.in_(keys)).group_by(_values.person)
    persons = _load(connection, having.having(func.count() == len(keys)))
    least = _POSSIBLE if len(name.split()) > 1 else 0.0
    if not persons:
        persons, least = (
            _load(connection, having.order_by(func.count().desc(), _values.person).limit(_LOOKED_AT)),
            _LIKELY,
        )
    scored = [(name_score(name, person), person) for person in persons]
    scored.sort(key=lambda each: (-each[0], -len(each[1].reports), each[1].id))
    return [person for score, person in scored if score >= least]


def _load(connection: Connection, ids: Any) -> list[Person]:
    query = select(schema.persons.c.view).where(schema.persons.c.id.in_(ids))
    return [read_person(view) for view in connection.execute(query).scalars()]


def name_score(name: str, person: Person) -> float:
    """Return how likely a name is a person's, 0 to 1, by the best of the person's spellings."""
    from elchi.resolve.names import compare_names

    spellings = {person.name, *(spelled["name"] for spelled in person.names)}
    return max(compare_names(name, spelling).score for spelling in spellings)


def _stands_out(name: str, found: list[Person]) -> bool:
    """Return whether the first of several persons is the only one with exactly this name."""
    exact = [
        person for person in found if any(spelled["name"] == name for spelled in ({"name": person.name}, *person.names))
    ]
    return len(exact) == 1 and exact[0] is found[0]
