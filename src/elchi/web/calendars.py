"""A month of visits as a sheet of weeks."""

from __future__ import annotations

import calendar
import re
from collections.abc import Callable, Iterable
from datetime import date, timedelta

import msgspec

from elchi.export.ics import visit_days
from elchi.register.values import AnyVisit

_MONTH = re.compile(r"\d{4}-(0[1-9]|1[0-2])")


class Day(msgspec.Struct, frozen=True):
    """A day of a sheet, with the visits that are on; `inside` where it is of the month itself."""

    day: date
    inside: bool
    visits: tuple[AnyVisit, ...]


class Sheet(msgspec.Struct, frozen=True):
    """A month: its weeks from Monday, the visits without a whole day, and the addresses of its neighbours."""

    month: str
    weeks: tuple[tuple[Day, ...], ...]
    loose: tuple[AnyVisit, ...]
    before: str
    after: str


def month_of(text: str | None) -> str | None:
    """Return a month such as `2023-02`, None where the text is none."""
    return text if text and _MONTH.fullmatch(text) and text[:4] != "0000" else None


def month_sheet(month: str, visits: Iterable[AnyVisit], link: Callable[[str], str]) -> Sheet:
    """Return the sheet of a month; `link` gives the address of another one."""
    year, number = int(month[:4]), int(month[5:])
    spans = [(visit, visit_days(visit)) for visit in visits]
    weeks = []
    for week in calendar.Calendar().monthdatescalendar(year, number):
        weeks.append(
            tuple(
                Day(day, day.month == number, tuple(v for v, span in spans if span and span[0] <= day <= span[1]))
                for day in week
            )
        )
    first = date(year, number, 1)
    before, after = first - timedelta(days=1), first + timedelta(days=31)
    loose = tuple(visit for visit, span in spans if span is None)
    return Sheet(month, tuple(weeks), loose, link(f"{before:%Y-%m}"), link(f"{after:%Y-%m}"))
