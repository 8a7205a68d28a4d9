"""Everything a register holds, as values to export: only what reports and judgements say, nothing of when it was
added.
"""

from __future__ import annotations

from typing import Any

import msgspec
from sqlalchemy import Connection, select

from elchi.model import Statement
from elchi.register import schema
from elchi.register.log import read_judgements
from elchi.register.reports import not_removed, removed_keys
from elchi.register.rows import from_json, read_person, read_report, read_statement, read_visit
from elchi.statements import group_by_subject


def dump_register(connection: Connection, with_texts: bool) -> dict[str, list[Any]]:
    """Return kind -> its values, in no order: visits, persons, organisations, documents, reports, statements,
    judgements.
    """
    from elchi.merge import list_documents, list_organisations

    visits = [read_visit(view) for view in connection.execute(select(schema.visits.c.view)).scalars()]
    persons = [read_person(view) for view in connection.execute(select(schema.persons.c.view)).scalars()]
    statements = _statements(connection)
    return {
        "visits": visits,
        "persons": persons,
        "organisations": list(list_organisations(persons, group_by_subject(statements))),
        "documents": list(list_documents(visits)),
        "reports": _reports(connection, with_texts),
        "statements": statements,
        "judgements": read_judgements(connection, undone=True),
    }


def _reports(connection: Connection, with_texts: bool) -> list[dict[str, Any]]:
    columns = schema.reports.c
    query = select(schema.reports, schema.texts.c.text).outerjoin(schema.texts).where(not_removed())
    ids = {row.key: row.id for row in connection.execute(select(columns.key, columns.id))}
    found = []
    for row in connection.execute(query):
        values = msgspec.to_builtins(read_report(row, row.text or ""))
        if not with_texts:
            values.pop("text")
        values["figures"] = from_json(row.figures)
        values["reprint_group"] = ids.get(row.origin) if row.origin else None
        found.append(values)
    return found


def _statements(connection: Connection) -> list[Statement]:
    """Return the statements, with reports by their ids; their subjects and sources hold report keys."""
    ids = {row.key: row.id for row in connection.execute(select(schema.reports.c.key, schema.reports.c.id))}
    removed = set(removed_keys(connection))
    rows = connection.execute(select(schema.statements))
    told = (read_statement(row) for row in rows)
    return [
        msgspec.structs.replace(each, report=ids.get(each.report, each.report) if each.report else None)
        for each in told
        if each.report not in removed
    ]
