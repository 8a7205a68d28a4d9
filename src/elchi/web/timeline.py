"""Visits, tenures and other stretches of days as bars on a line, placed so that none covers another."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING

import msgspec

from elchi.labels import visit_year
from elchi.model import Tenure
from elchi.register.days import first_day, last_day
from elchi.register.values import AnyPerson, AnyVisit

if TYPE_CHECKING:
    from elchi.web.words import Words

WIDTH, LANE, TOP, LEAST = 1000.0, 22, 30, 8.0
MOST_TICKS = 12


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be drawn: first and last day, what it says, where it leads, and what colours it."""

    first: date
    last: date
    label: str
    link: str
    kind: str = ""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch at its place on the drawing, in units of the drawing."""

    x: float
    y: float
    width: float
    label: str
    link: str
    kind: str


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A timeline: its height, bars, and the years (place, year) under it."""

    height: int
    bars: tuple[Bar, ...] = ()
    ticks: tuple[tuple[float, int], ...] = ()


def draw_timeline(visits: Sequence[AnyVisit], persons: Mapping[str, AnyPerson], words: Words) -> Drawing:
    """Return visits as a timeline; those without any day are left out."""
    stretches = []
    for visit in visits:
        first = _day(first_day(visit.start or visit.earliest))
        last = _day(last_day(visit.end or visit.latest or visit.start or visit.earliest))
        if first and last and visit_year(visit):
            head = persons.get(visit.head or "")
            way = f"{words.country(visit.origin)} → {words.country(visit.destination)}"
            label = ", ".join(filter(None, (words.days(visit), way, words.person(head) if head else "")))
            link = f"/visits/{visit.id}"
            stretches.append(
                Stretch(first=first, last=max(first, last), label=label, link=link, kind=visit.status or "")
            )
    return draw(stretches)


def draw_tenures(tenures: Sequence[Tenure], words: Words) -> Drawing:
    """Return the offices of a person as a timeline, from the first day seen to the last."""
    stretches = []
    for tenure in tenures:
        first, last = _day(first_day(tenure.first_seen)), _day(last_day(tenure.last_seen))
        if first and last:
            link = f"/reports/{tenure.reports[0]}" if tenure.reports else ""
            seen = f"{words.date(tenure.first_seen)} – {words.date(tenure.last_seen)}"
            stretches.append(
                Stretch(first=first, last=max(first, last), label=f"{words.held(tenure)}: {seen}", link=link)
            )
    return draw(stretches)


def _day(text: str | None) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        return None


def draw(stretches: Sequence[Stretch]) -> Drawing:
    """Place stretches on lanes, the earliest first, each on the first lane that is free."""
    if not stretches:
        return Drawing(height=0)
    begin = min(each.first for each in stretches).replace(month=1, day=1)
    until = max(each.last for each in stretches).replace(month=12, day=31)
    scale = WIDTH / max(1, (until - begin).days)
    lanes: list[float] = []
    bars = []
    for each in sorted(stretches, key=lambda s: (s.first, s.last, s.link)):
        x = min((each.first - begin).days * scale, WIDTH - LEAST)
        width = max(LEAST, ((each.last - each.first).days + 1) * scale)
        width = min(width, WIDTH - x)
        lane = next((n for n, end in enumerate(lanes) if end + 2 <= x), len(lanes))
        lanes[lane : lane + 1] = [x + width]
        bars.append(
            Bar(
                x=round(x, 1),
                y=float(lane * LANE),
                width=round(width, 1),
                label=each.label,
                link=each.link,
                kind=each.kind,
            )
        )
    step = max(1, -(-(until.year - begin.year + 1) // MOST_TICKS))
    years = range(begin.year, until.year + 1, step)
    ticks = tuple((round((date(year, 1, 1) - begin).days * scale, 1), year) for year in years)
    return Drawing(height=len(lanes) * LANE + TOP, bars=tuple(bars), ticks=ticks)
