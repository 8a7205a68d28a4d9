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
LABELLED, LETTER, LONGEST = 40, 6.8, 44
"""Stretches of a drawing that has room for their words, the width of a letter, and the letters shown of each."""


class Stretch(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be drawn: first and last day, what it says, its link, what colours it, and the words beside it."""

    first: date
    last: date
    label: str
    link: str
    kind: str = ""
    text: str = ""


class Bar(msgspec.Struct, frozen=True, kw_only=True):
    """A stretch at its place on the drawing, in units of the drawing; `text` begins or ends (`anchor`) at `text_x`."""

    x: float
    y: float
    width: float
    label: str
    link: str
    kind: str
    text: str = ""
    text_x: float = 0.0
    anchor: str = "start"
    inside: bool = False


class Drawing(msgspec.Struct, frozen=True, kw_only=True):
    """A timeline: its height, bars, and the years, of short ones the months too, under it (place, words)."""

    height: int
    bars: tuple[Bar, ...] = ()
    ticks: tuple[tuple[float, str], ...] = ()


def draw_timeline(visits: Sequence[AnyVisit], persons: Mapping[str, AnyPerson], words: Words) -> Drawing:
    """Return visits as a timeline; those without any day are left out."""
    stretches = []
    for visit in visits:
        first = _day(first_day(visit.start or visit.earliest))
        last = _day(last_day(visit.end or visit.latest or visit.start or visit.earliest))
        if first and last and visit_year(visit):
            head = persons.get(visit.head or "")
            way = f"{words.country(visit.origin)} → {words.country(visit.destination)}"
            about = ", ".join(filter(None, (way, words.person(head) if head else "")))
            stretches.append(
                Stretch(
                    first=first,
                    last=max(first, last),
                    label=f"{words.days(visit)}, {about}",
                    link=f"/visits/{visit.id}",
                    kind=visit.status or "",
                    text=about,
                )
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
            held = words.held(tenure)
            stretches.append(Stretch(first=first, last=max(first, last), label=f"{held}: {seen}", link=link, text=held))
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
        text = _cut(each.text) if len(stretches) <= LABELLED else ""
        left, right, text_x = _room(x, width, text)
        lane = next((n for n, end in enumerate(lanes) if end + 2 <= left), len(lanes))
        lanes[lane : lane + 1] = [right]
        bars.append(
            Bar(
                x=round(x, 1),
                y=float(lane * LANE),
                width=round(width, 1),
                label=each.label,
                link=each.link,
                kind=each.kind,
                text=text,
                text_x=round(text_x, 1),
                anchor="end" if text_x < x else "start",
                inside=x < text_x < x + width,
            )
        )
    return Drawing(height=len(lanes) * LANE + TOP, bars=tuple(bars), ticks=_ticks(begin, until, scale))


def _cut(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


def _room(x: float, width: float, text: str) -> tuple[float, float, float]:
    """Return from where to where a bar with its words reaches, and where they stand: within, behind or before it."""
    if not text:
        return x, x + width, x
    wide = len(text) * LETTER + 6
    if wide < width:  # within it
        return x, x + width, x + 6
    if x + width + wide <= WIDTH or x < wide:
        return x, x + width + wide, x + width + 5
    return x - wide, x + width, x - 5


def _ticks(begin: date, until: date, scale: float) -> tuple[tuple[float, str], ...]:
    count = until.year - begin.year + 1
    step = max(1, -(-count // MOST_TICKS))
    days = [date(year, 1, 1) for year in range(begin.year, until.year + 1, step)]
    if count <= 2:
        days = [date(year, month, 1) for year in range(begin.year, until.year + 1) for month in (1, 4, 7, 10)]
    return tuple((round((day - begin).days * scale, 1), f"{day:%Y}" if day.month == 1 else f"{day:%m}") for day in days)
