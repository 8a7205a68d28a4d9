"""A question's visits as one file in another format."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from litestar import Response

from elchi.errors import QueryError
from elchi.export import write_export
from elchi.export.ics import calendar_text
from elchi.export.jsonld import CONTEXT, nodes_of
from elchi.export.snapshot import Snapshot
from elchi.labels import person_ids
from elchi.model import Visit
from elchi.query import Query
from elchi.register import Register

MOST = 5000
"""Visits of one file; more are for `elchi export`."""
TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "json": "application/json",
    "ics": "text/calendar; charset=utf-8",
    "jsonld": "application/ld+json",
}


def give_file(data: bytes, name: str, kind: str) -> Response[bytes]:
    """Return bytes to be saved under a name."""
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(data, media_type=kind, headers=headers)


def export_visits(register: Register, format: str, query: Query) -> Response[bytes]:
    """Return the visits of a question as a file. Raises QueryError for another format, or where they are too many."""
    if format not in TYPES:
        raise QueryError(f"There is no format {format!r} here; there are {', '.join(TYPES)}")
    count = min(register.count_visits(query), query.limit or MOST + 1)
    if count > MOST:
        raise QueryError(f"{count} visits are too many for one file here (at most {MOST}); narrow the question")
    if format == "json":
        data = msgspec.json.encode(register.visits(query))
    else:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"visits.{format}"
            write_export(register, format, path, query)
            data = path.read_bytes()
    return give_file(data, f"visits.{format}", TYPES[format])


def export_visit(register: Register, visit: Visit, format: str) -> Response[bytes]:
    """Return one visit as a file."""
    snapshot = Snapshot(
        visits=(visit,),
        persons=register.persons_by_id(person_ids(visit)),
        reports={id: register.report(id) for id in visit.reports},
    )
    makers: dict[str, Any] = {
        "json": lambda: msgspec.json.encode(visit),
        "ics": lambda: calendar_text(snapshot).encode(),
        "jsonld": lambda: msgspec.json.encode({"@context": CONTEXT, "@graph": list(nodes_of(snapshot))}),
    }
    if format not in makers:
        raise QueryError(f"There is no format {format!r} of one visit; there are {', '.join(makers)}")
    return give_file(makers[format](), f"{visit.id}.{format}", TYPES[format])
