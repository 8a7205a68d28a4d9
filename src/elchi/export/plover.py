"""The register as event data: PLOVER types with CAMEO codes, one row an event.

A visit held or under way is CONSULT/visit (CAMEO 042: the actor made a visit), an announced one AGREE/visit
(030: the intention to cooperate), a cancelled one REJECT (120), a document signed in a visit SUPPORT (057). A visit
of which one side is unknown is left out: an event needs an actor and a recipient.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from pathlib import Path

from elchi.export.snapshot import Snapshot, first_day, write_notice, write_text
from elchi.export.tables import safe_cell
from elchi.labels import offices_then
from elchi.model import Visit

COLUMNS = (
    "event_id", "event_date", "event_type", "event_mode", "cameo", "actor", "actor_name", "actor_office", "recipient",
    "recipient_names", "recipient_offices", "location", "independent_sources", "reports", "confidence",
)  # fmt: skip
_VISITS = {
    "planned": ("AGREE", "visit", "030"),
    "cancelled": ("REJECT", "visit", "120"),
    "ongoing": ("CONSULT", "visit", "042"),
    "completed": ("CONSULT", "visit", "042"),
    None: ("CONSULT", "visit", "042"),
}


def write_plover(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write the events as CSV."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    for visit in snapshot.visits:
        writer.writerows([safe_cell(cell) for cell in row] for row in events_of(visit, snapshot))
    return [*write_text(path, out.getvalue()), *write_notice(path)]


def events_of(visit: Visit, snapshot: Snapshot) -> Iterator[list[str]]:
    """Yield the events of a visit: the visit itself, and one for each document signed in it."""
    if not (visit.origin and visit.destination):
        return
    day = first_day(visit.start) or first_day(visit.earliest) or ""
    yield _row(visit, snapshot, visit.id, day, _VISITS.get(visit.status, _VISITS[None]))
    if visit.status in ("planned", "cancelled"):
        return
    for n, _ in enumerate(visit.documents, 1):
        yield _row(visit, snapshot, f"{visit.id}-d{n}", day, ("SUPPORT", "signed", "057"))


def _row(visit: Visit, snapshot: Snapshot, id: str, day: str, codes: tuple[str, str, str]) -> list[str]:
    head = snapshot.persons.get(visit.head or "")
    hosts = [snapshot.persons[each] for each in visit.hosts if each in snapshot.persons]
    offices = [office for host in hosts for office in offices_then(host, visit.reports)]
    return [
        id, day, *codes, visit.origin or "", head.name if head else "",
        "; ".join(offices_then(head, visit.reports)) if head else "", visit.destination or "",
        "; ".join(host.name for host in hosts), "; ".join(offices),
        "; ".join(visit.places) or visit.destination or "", str(visit.independent_sources), "; ".join(visit.reports),
        f"{visit.confidence:.2f}",
    ]  # fmt: skip
