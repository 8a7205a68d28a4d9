"""The stored reports, without those that a person removed."""

from __future__ import annotations

from sqlalchemy import ColumnElement, Connection, select

from elchi.errors import QueryError
from elchi.register import schema
from elchi.register.log import read_judgements
from elchi.register.rows import read_report
from elchi.register.values import StoredReport

_reports = schema.reports.c


def get_report(connection: Connection, id: str) -> StoredReport:
    """Return a report with its text by its id. Raises QueryError where there is none, or it was removed."""
    query = (
        select(schema.reports, schema.texts.c.text)
        .outerjoin(schema.texts, schema.texts.c.report == _reports.key)
        .where(_reports.id == id, not_removed(connection))
    )
    row = connection.execute(query).one_or_none()
    if row is None:
        raise QueryError(f"There is no report {id!r} in the register")
    return read_report(row, row.text or "")


def list_reports(connection: Connection) -> list[StoredReport]:
    """Return the reports without their texts, by id."""
    rows = connection.execute(select(schema.reports).where(not_removed(connection)))
    return sorted((read_report(row) for row in rows), key=lambda each: each.id)


def removed_keys(connection: Connection) -> list[str]:
    """Return the keys of the reports that a person took out."""
    return sorted(each.left for each in read_judgements(connection) if each.act == "remove")


def not_removed(connection: Connection) -> ColumnElement[bool]:
    """Return the condition that a row of `reports` was not taken out by a person."""
    return _reports.key.not_in(removed_keys(connection))
