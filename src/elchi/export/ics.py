"""The visits as a calendar (RFC 5545): one event a visit that has a day, with a UID that stays."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

from elchi.export.snapshot import ATTRIBUTION, Snapshot, write_text
from elchi.labels import item_line, person_line
from elchi.model import Visit
from elchi.register.values import AnyVisit

STATUS = {"planned": "TENTATIVE", "ongoing": "CONFIRMED", "completed": "CONFIRMED", "cancelled": "CANCELLED"}


def write_ics(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write the calendar; visits of which no report gives a whole day are left out."""
    return write_text(path, calendar_text(snapshot))


def calendar_text(snapshot: Snapshot) -> str:
    """Return the calendar as text with CRLF line ends, folded at 75 bytes."""
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//elchi//official visits//EN", "X-WR-CALNAME:Official visits"]
    lines.append("X-WR-CALDESC:" + _escape(ATTRIBUTION))
    for visit in snapshot.visits:
        days = visit_days(visit)
        if days is not None:
            lines += _event(visit, days, snapshot)
    lines.append("END:VCALENDAR")
    return "".join(_fold(line) + "\r\n" for line in lines)


def visit_days(visit: AnyVisit) -> tuple[date, date] | None:
    """Return first and last day of a visit, None where a report gives no whole day."""
    first = _day(visit.start) or (_day(visit.earliest) if visit.earliest == visit.latest else None)
    if first is None:
        return None
    last = _day(visit.end)
    if last is None and visit.duration_days:
        last = first + timedelta(days=visit.duration_days - 1)
    return first, max(first, last or first)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def _event(visit: Visit, days: tuple[date, date], snapshot: Snapshot) -> list[str]:
    first, last = days
    head = snapshot.persons.get(visit.head or "")
    who = person_line(head, visit.reports) if head else "Delegation"
    summary = f"{who}: {visit.kind or ''} visit {visit.origin or '?'} > {visit.destination or '?'}"
    told = [f"Host: {person_line(snapshot.persons[h], visit.reports)}" for h in visit.hosts if h in snapshot.persons]
    told += [item_line(item, snapshot.persons) for item in (*visit.activities, *visit.documents, *visit.awards)]
    told += [
        " ".join(filter(None, (f"Report {r.id}", r.outlet, r.published, r.url))) for r in snapshot.reports_of(visit)
    ]
    stamp = max((r.published or "" for r in snapshot.reports_of(visit)), default="")
    lines = [
        "BEGIN:VEVENT",
        f"UID:{visit.id}@elchi",
        f"DTSTAMP:{(_day(stamp) or first):%Y%m%d}T000000Z",
        f"DTSTART;VALUE=DATE:{first:%Y%m%d}",
        f"DTEND;VALUE=DATE:{last + timedelta(days=1):%Y%m%d}",
        f"STATUS:{STATUS.get(visit.status or '', 'TENTATIVE')}",
        "SUMMARY:" + _escape(" ".join(summary.split())),
        "DESCRIPTION:" + _escape("\n".join(told)),
        "TRANSP:TRANSPARENT",
    ]
    if visit.places:
        lines.append("LOCATION:" + _escape(", ".join(visit.places)))
    return [*lines, "END:VEVENT"]


def _escape(text: str) -> str:
    for mark in "\\;,":
        text = text.replace(mark, "\\" + mark)
    return text.replace("\r", "").replace("\n", "\\n")


def _fold(line: str) -> str:
    """Break a line at 75 bytes without breaking a character."""
    parts, part, size = [], "", 0
    for char in line:
        width = len(char.encode())
        if size + width > 75:
            parts.append(part)
            part, size = " ", 1
        part += char
        size += width
    return "\r\n".join([*parts, part])
