"""What came out different where a report was read anew: a newer reader, another text. For who looks after a run."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from sqlalchemy import Connection, insert, select

from elchi.model import Visit
from elchi.register import schema
from elchi.register.answers import load_lines
from elchi.register.rows import chunks, from_json, read_visit, to_json
from elchi.register.values import Rereading

_FIELDS = (
    ("main", "main"), ("from", "origin"), ("to", "destination"), ("kind", "kind"), ("status", "status"),
    ("head", "head"), ("hosts", "hosts"), ("participants", "participants"), ("start", "start"), ("end", "end"),
    ("duration_days", "duration_days"), ("places", "places"), ("topics", "topics"),
)  # fmt: skip
_VISIT = "visit"
"""The field that stands for a whole visit, one found or lost."""
_rereadings = schema.rereadings.c

Told = dict[str, dict[str, Any]]
"""Visit id -> field -> plain value, persons by name."""


def told_by(connection: Connection, keys: Iterable[str]) -> Told:
    """Return the visits that reports (their keys) tell of, as they are shown now."""
    values = schema.visit_values.c
    visits: dict[str, Visit] = {}
    for part in chunks(keys):
        ids = select(values.visit).where(values.field == "report", values.value.in_(part))
        views = connection.execute(select(schema.visits.c.view).where(schema.visits.c.id.in_(ids))).scalars()
        visits.update((visit.id, visit) for visit in map(read_visit, views))
    shown = {id for v in visits.values() for id in (v.head, *v.hosts, *v.participants) if id}
    names = {id: person.name for id, person in load_lines(connection, shown).items()}
    return {id: _plain(visit, names) for id, visit in sorted(visits.items())}


def _plain(visit: Visit, names: dict[str, str]) -> dict[str, Any]:
    def name(value: Any) -> Any:
        return names.get(value, value) if isinstance(value, str) else value

    found: dict[str, Any] = {}
    for field, attribute in _FIELDS:
        value = getattr(visit, attribute)
        found[field] = sorted(map(name, value)) if isinstance(value, tuple) else name(value)
    found["activities"] = sorted(str(each.get("kind")) for each in visit.activities)
    found["documents"] = sorted(str(each.get("title") or each.get("kind")) for each in visit.documents)
    found["awards"] = sorted(str(each.get("title") or each.get("kind")) for each in visit.awards)
    return found


def log_rereading(connection: Connection, report: str, when: str, before: Told, after: Told) -> None:
    """Log what a new reading of a report (its id) changed in the visits it tells of; `when` is ISO, UTC."""
    rows = [
        {"when": when, "report": report, "visit": visit, "field": field, "before": _json(old), "after": _json(new)}
        for visit, field, old, new in _differences(before, after)
    ]
    if rows:
        connection.execute(insert(schema.rereadings), rows)


def _json(value: Any) -> str | None:
    return None if value is None else to_json(value)


def _differences(before: Told, after: Told) -> Iterable[tuple[str, str, Any, Any]]:
    """Yield (visit, field, value before, value now); a visit under another id is the same where it has the direction
    of one that is gone.
    """
    gone = {id: told for id, told in before.items() if id not in after}
    for id, told in after.items():
        old = before.get(id)
        if old is None:
            heir = next((each for each, was in gone.items() if _way(was) == _way(told)), None)
            old = gone.pop(heir) if heir else None
        if old is None:
            yield id, _VISIT, None, _line(told)
            continue
        yield from ((id, field, old[field], value) for field, value in told.items() if old[field] != value)
    yield from ((id, _VISIT, _line(told), None) for id, told in gone.items())


def _way(told: dict[str, Any]) -> tuple[Any, Any]:
    return told["from"], told["to"]


def _line(told: dict[str, Any]) -> str:
    return ", ".join(filter(None, (f"{told['from'] or '?'} > {told['to'] or '?'}", told["head"], told["start"])))


def list_rereadings(connection: Connection, since: str | None, limit: int) -> list[Rereading]:
    """Return what new readings changed since a day (EDTF: year, month or day), the newest first."""
    asked = select(schema.rereadings).order_by(_rereadings.number.desc()).limit(limit)
    if since:
        asked = asked.where(_rereadings.when >= since)
    return [
        Rereading(
            when=row.when,
            report=row.report,
            visit=row.visit,
            field=row.field,
            before=None if row.before is None else from_json(row.before),
            after=None if row.after is None else from_json(row.after),
        )
        for row in connection.execute(asked)
    ]
