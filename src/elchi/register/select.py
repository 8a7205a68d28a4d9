"""Queries as SQL: which visits and persons a question asks for, in what order, and how many have each value."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from sqlalchemy import ColumnElement, Connection, Select, and_, bindparam, case, false, func, nulls_last, or_, select

from elchi.errors import QueryError
from elchi.model import Person, Visit
from elchi.register import schema
from elchi.register.days import first_day, last_day
from elchi.register.find import find_persons
from elchi.register.index import name_keys
from elchi.register.memory import CONFIDENCE_STEPS, SOURCE_STEPS
from elchi.register.rows import any_of, fetch, read_person, read_visit, read_visit_line
from elchi.register.search import texts_with
from elchi.register.values import FACET_VALUES, Facet, VisitLine

if TYPE_CHECKING:
    from elchi.query import Query

_visits, _values = schema.visits.c, schema.visit_values.c
_persons, _person_values = schema.persons.c, schema.person_values.c

_SORTS: dict[str, ColumnElement[Any]] = {
    "start": _visits.first_day,
    "end": _visits.last_day,
    "from": _visits.origin,
    "to": _visits.destination,
    "sources": _visits.sources,
    "confidence": _visits.confidence,
    "id": _visits.id,
}
_TEXTS = ("start", "end", "from", "to", "id")
_COLUMN_FACETS = {"from": _visits.origin, "to": _visits.destination, "kind": _visits.kind, "status": _visits.status}
_BY_ID = select(_visits.id, _visits.view).where(_visits.id.in_(any_of()))
_VALUE_FACETS = ("year", "office", "portfolio", "level", "activity", "document", "language", "outlet", "place")


def select_views(connection: Connection, query: Query | None) -> list[str]:
    """Return the views of the visits a question asks for, in its order (by first day where it says none)."""
    asked = select(schema.visits.c.view).where(*_conditions(connection, query))
    asked = _order(connection.dialect.name, asked, (query and query.sort) or "start")
    if query and query.limit is not None:
        asked = asked.limit(query.limit)
    if query and query.offset:
        asked = asked.limit(query.limit if query.limit is not None else 2**62).offset(query.offset)
    return list(connection.execute(asked).scalars())


def views_by_id(connection: Connection, ids: Iterable[str]) -> list[str]:
    """Return the views of the visits of some ids, in the order of the ids; those that there are not are left out."""
    wanted = list(ids)
    views = {row.id: row.view for row in fetch(connection, _BY_ID, wanted)}
    return [views[id] for id in wanted if id in views]


def visits_of_report(connection: Connection, id: str) -> list[Visit]:
    """Return the visits that a report (its id) tells of, by first day."""
    asked = _of_report(connection.dialect.name)
    return [read_visit(view) for view in connection.execute(asked, {"id": id}).scalars()]


@lru_cache(maxsize=4)
def _of_report(dialect: str) -> Select[Any]:
    """Return the statement for the views of the visits that a report (`id`) tells of."""
    key = select(schema.reports.c.key).where(schema.reports.c.id == bindparam("id"))
    told = select(_values.visit).where(_values.field == "report", _values.value.in_(key))
    return _order(dialect, select(schema.visits.c.view).where(_visits.id.in_(told)), "start")


@lru_cache(maxsize=4)
def _of_reports(dialect: str) -> Select[Any]:
    """Return the statement for (report, view) of the visits that some reports (`any_of`) tell of."""
    columns = select(schema.reports.c.id, schema.visits.c.view).join(schema.visit_values, _values.visit == _visits.id)
    told = columns.join(schema.reports, and_(_values.field == "report", _values.value == schema.reports.c.key))
    return _order(dialect, told.where(schema.reports.c.id.in_(any_of())), "start")


def lines_of_reports(connection: Connection, ids: Iterable[str]) -> dict[str, list[VisitLine]]:
    """Return report id -> what tables show of the visits that it tells of, by first day."""
    found: dict[str, list[VisitLine]] = {}
    for row in fetch(connection, _of_reports(connection.dialect.name), ids):
        found.setdefault(row.id, []).append(read_visit_line(row.view))
    return found


def count_visits(connection: Connection, query: Query | None) -> int:
    """Count the visits a question asks for, whatever its limit."""
    asked = select(func.count()).select_from(schema.visits).where(*_conditions(connection, query))
    return int(connection.execute(asked).scalar_one())


def count_pairs(connection: Connection, query: Query | None) -> list[tuple[str, str, int]]:
    """Count a question's visits by from and to where both are known, the most frequent first."""
    ends = (_visits.origin, _visits.destination)
    known = (_visits.origin.is_not(None), _visits.destination.is_not(None))
    asked = select(*ends, func.count()).where(*known, *_conditions(connection, query)).group_by(*ends)
    rows = [(origin, destination, int(count)) for origin, destination, count in connection.execute(asked)]
    return sorted(rows, key=lambda each: (-each[2], each[0], each[1]))


def count_facets(connection: Connection, query: Query | None) -> dict[str, list[Facet]]:
    """Count a question's visits by each value of the fields that filters know, the most frequent first."""
    conditions = _conditions(connection, query)
    facets = {}
    for field, column in _COLUMN_FACETS.items():
        counted = select(column, func.count()).where(column.is_not(None), *conditions).group_by(column)
        facets[field] = _most_frequent(connection, field, counted)
    counted = select(_values.field, _values.value, func.count()).where(_values.field.in_(_VALUE_FACETS))
    if conditions:  # of the whole register the index alone tells
        counted = counted.where(_values.visit.in_(select(_visits.id).where(*conditions)))
    found: dict[str, list[Facet]] = {field: [] for field in _VALUE_FACETS}
    for field, value, count in connection.execute(counted.group_by(_values.field, _values.value)):
        found[field].append(Facet(field, value, count))
    facets.update({field: _ranked(each) for field, each in found.items()})
    facets.update(_count_steps(connection, conditions))
    return facets


def _most_frequent(connection: Connection, field: str, counted: Select[Any]) -> list[Facet]:
    return _ranked([Facet(field, value, count) for value, count in connection.execute(counted)])


def _ranked(facets: list[Facet]) -> list[Facet]:
    return sorted(facets, key=lambda each: (-each.count, each.value))[:FACET_VALUES]


def _count_steps(connection: Connection, conditions: list[ColumnElement[bool]]) -> dict[str, list[Facet]]:
    """Count the visits that reach each step of sources and confidence, and those of each kind of review."""
    steps: list[tuple[str, str, ColumnElement[bool]]] = [
        *(("sources", f"{least}", _visits.sources >= least) for least in SOURCE_STEPS),
        *(("confidence", f"{least:g}", _visits.confidence >= least) for least in CONFIDENCE_STEPS),
        *(("review", name, condition) for name, condition in _REVIEWS.items()),
    ]
    asked = select(*(func.sum(case((condition, 1), else_=0)) for *_, condition in steps)).where(*conditions)
    counts = connection.execute(asked).one()
    facets: dict[str, list[Facet]] = {"sources": [], "confidence": [], "review": []}
    for (field, value, _), count in zip(steps, counts, strict=True):
        if count:
            facets[field].append(Facet(field, value, int(count)))
    return facets


def _order(dialect: str, asked: Select[Any], sort: str) -> Select[Any]:
    name = sort.removeprefix("-")
    if name not in _SORTS:
        raise QueryError(f"Visits cannot be sorted by {name!r}; there are {', '.join(_SORTS)}")
    column = _SORTS[name]
    bytewise = _bytewise(dialect)
    if name in _TEXTS:
        column = bytewise(column)
    return asked.order_by(nulls_last(column.desc() if sort.startswith("-") else column), bytewise(_visits.id))


def _bytewise(dialect: str) -> Callable[[Any], Any]:
    """Return how to sort text by its code points: databases may have a collation of their own."""
    name = "BINARY" if dialect == "sqlite" else "C"
    return lambda column: column.collate(name)


def _conditions(connection: Connection, query: Query | None) -> list[ColumnElement[bool]]:
    if query is None:
        return []
    columns = {"from_": _visits.origin, "to": _visits.destination, "kind": _visits.kind, "status": _visits.status}
    found = [column == getattr(query, name) for name, column in columns.items() if getattr(query, name)]
    for field in ("activity", "level", "portfolio", "language"):
        if getattr(query, field):
            found.append(_has(field, [getattr(query, field)]))
    if query.office:
        office = query.office.lower()
        found.append(or_(_has("office", [office]), _has("post", [office])))
    if query.country:
        found.append(or_(_visits.origin == query.country, _visits.destination == query.country))
    if query.person:
        found.append(_has("person", [person.id for person in find_persons(connection, query.person)]))
    if query.document:
        found.append(_document(query.document))
    if query.text:
        found.append(_told_by(texts_with(connection, query.text)))
    if query.since:
        found.append(_visits.last_day >= first_day(query.since))
    if query.until:
        found.append(_visits.first_day <= last_day(query.until))
    if query.sources is not None:
        found.append(_visits.sources >= query.sources)
    if query.confidence is not None:
        found.append(_visits.confidence >= query.confidence)
    if query.review:
        found.append(_REVIEWS[query.review])
    return found


_REVIEWS: dict[str, ColumnElement[bool]] = {
    "open": and_(_visits.doubtful == 1, _visits.judged == 0),
    "conflicts": _visits.conflicts > 0,
    "judged": _visits.judged > 0,
}


def _has(field: str, values: Sequence[str]) -> ColumnElement[bool]:
    """Return the condition that a visit has one of some values of a field."""
    if not values:
        return false()
    return _visits.id.in_(select(_values.visit).where(_values.field == field, _values.value.in_(values)))


def _told_by(numbers: Any) -> ColumnElement[bool]:
    """Return the condition that texts of some numbers (a statement that gives them, None for none) tell of a visit."""
    if numbers is None:
        return false()
    keys = select(schema.texts.c.report).where(schema.texts.c.number.in_(numbers))
    return _visits.id.in_(select(_values.visit).where(_values.field == "report", _values.value.in_(keys)))


def _document(words: str) -> ColumnElement[bool]:
    """Return the condition for a kind of document, or for the words of a title."""
    from elchi.query import DOCUMENTS

    if words.lower() in DOCUMENTS:
        return _has("document", [words.lower()])
    keys = name_keys(words)
    return and_(*(_has("title", [key]) for key in keys)) if keys else false()


def select_persons(connection: Connection, query: Query | None) -> list[Person]:
    """Return the persons a question asks for (country, person, office, level, portfolio, dates, text), by name."""
    asked = select(_persons.view)
    for field in ("country", "office", "level", "portfolio"):
        value = getattr(query, field) if query else None
        if value:
            fields, value = (("office", "post"), value.lower()) if field == "office" else ((field,), value)
            named = and_(_person_values.field.in_(fields), _person_values.value == value)
            asked = asked.where(_persons.id.in_(select(_person_values.person).where(named)))
    if query and query.person:
        asked = asked.where(_persons.id.in_([person.id for person in find_persons(connection, query.person)]))
    if query and _asks_visits(query):
        visits = select(_visits.id).where(*_conditions(connection, _visits_only(query)))
        parties = select(_values.value).where(_values.field == "person", _values.visit.in_(visits))
        asked = asked.where(_persons.id.in_(parties))
    bytewise = _bytewise(connection.dialect.name)
    asked = asked.order_by(bytewise(_persons.name), bytewise(_persons.id))
    if query and (query.limit is not None or query.offset):
        asked = asked.limit(query.limit if query.limit is not None else 2**62).offset(query.offset)
    return [read_person(view) for view in connection.execute(asked).scalars()]


_VISIT_FIELDS = ("from_", "to", "kind", "status", "activity", "document", "since", "until", "text", "language")


def _asks_visits(query: Query) -> bool:
    return any(getattr(query, field) for field in _VISIT_FIELDS)


def _visits_only(query: Query) -> Query:
    return type(query)(**{field: getattr(query, field) for field in _VISIT_FIELDS})
