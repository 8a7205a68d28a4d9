"""The stored reports, without those that a person removed."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import ColumnElement, Connection, bindparam, func, select

from elchi.errors import QueryError
from elchi.register import schema
from elchi.register.rows import any_of, fetch, read_report
from elchi.register.values import StoredReport

_reports = schema.reports.c
_judgements, _revisions = schema.judgements.c, schema.revisions.c
# Keys of the reports that a person took out, in their newest texts.
_REMOVED = (
    select(func.coalesce(_revisions.new, _judgements.left))
    .select_from(schema.judgements.outerjoin(schema.revisions, _revisions.old == _judgements.left))
    .where(_judgements.act == "remove", _judgements.undone == 0)
)
_WHOLE = (
    select(schema.reports, schema.texts.c.text)
    .outerjoin(schema.texts, schema.texts.c.report == _reports.key)
    .where(_reports.key.not_in(_REMOVED))
)
_ONE, _SOME = _WHOLE.where(_reports.id == bindparam("id")), _WHOLE.where(_reports.id.in_(any_of()))


def get_report(connection: Connection, id: str) -> StoredReport:
    """Return a report with its text by its id. Raises QueryError where there is none, or it was removed."""
    row = connection.execute(_ONE, {"id": id}).one_or_none()
    if row is None:
        raise QueryError(f"There is no report {id!r} in the register")
    return read_report(row, row.text or "")


def get_reports(connection: Connection, ids: Iterable[str]) -> dict[str, StoredReport]:
    """Return id -> report with its text, of those ids that there are, in the order of the ids."""
    wanted = list(ids)
    found = {row.id: read_report(row, row.text or "") for row in fetch(connection, _SOME, wanted)}
    return {id: found[id] for id in wanted if id in found}


def list_reports(connection: Connection) -> list[StoredReport]:
    """Return the reports without their texts, by id."""
    rows = connection.execute(select(schema.reports).where(not_removed()))
    return sorted((read_report(row) for row in rows), key=lambda each: each.id)


def removed_keys(connection: Connection) -> list[str]:
    """Return the keys of the reports that a person took out."""
    return sorted(connection.execute(_REMOVED).scalars())


def not_removed() -> ColumnElement[bool]:
    """Return the condition that a row of `reports` was not taken out by a person."""
    return _reports.key.not_in(_REMOVED)
