"""Days, months and years as EDTF strings: `2023-02-22`, `2023-02`, `2023`, `XXXX-04-25`, `XXXX-04`.

EDTF is the Extended Date/Time Format of the Library of Congress (ISO 8601-2), of which level 1 is used here.
A year that cannot be known is `XXXX`.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

UNKNOWN_YEAR = "XXXX"
FURTHEST_AHEAD, FURTHEST_BACK, FURTHEST_MONTH_BACK = 183, 240, 275
_EDTF = re.compile(r"(\d{4}|XXXX)(?:-(\d{2}|XX)(?:-(\d{2}|XX))?)?[?~%]?\Z")
_COMMON_YEAR, _LEAP_YEAR = 2001, 2000


class CalendarDate(NamedTuple):
    """The parts of an EDTF string; a part that is not given is None."""

    year: int | None
    month: int | None = None
    day: int | None = None


@lru_cache(maxsize=2048)
def parse_date(text: str | None) -> CalendarDate | None:
    """Return the parts of an EDTF string, or None where it is no date of level 1 or says nothing."""
    match = _EDTF.match(text or "")
    if not match:
        return None
    year, month, day = (int(part) if part and "X" not in part else None for part in match.groups())
    if (month is None and (year is None or day is not None)) or not is_real(year, month, day):
        return None
    return CalendarDate(year, month, day)


def is_real(year: int | None, month: int | None, day: int | None) -> bool:
    """Tell whether such a day, month or year exists; with no year, whether it does in a leap year."""
    try:
        date(_LEAP_YEAR if year is None else year, 1 if month is None else month, 1 if day is None else day)
    except ValueError:
        return False
    return True


def make_date(year: int | None, month: int | None = None, day: int | None = None) -> str | None:
    """Return the EDTF string of the parts, or None where there is no such date."""
    if month is None and (year is None or day is not None):
        return None
    if not is_real(year, month, day):
        return None
    parts = [UNKNOWN_YEAR if year is None else f"{year:04d}"]
    parts += [f"{part:02d}" for part in (month, day) if part is not None]
    return "-".join(parts)


def earliest_day(text: str | None) -> date | None:
    """Return the first day that a date may mean, or None where its year is not known."""
    parts = parse_date(text)
    if parts is None or parts.year is None:
        return None
    return date(parts.year, parts.month or 1, parts.day or 1)


def latest_day(text: str | None) -> date | None:
    """Return the last day that a date may mean, or None where its year is not known."""
    parts = parse_date(text)
    if parts is None or parts.year is None:
        return None
    if parts.day is not None and parts.month is not None:
        return date(parts.year, parts.month, parts.day)
    return last_of_month(parts.year, parts.month or 12)


def last_of_month(year: int, month: int) -> date:
    """Return the last day of a month."""
    if month == 12:
        return date(year, 12, 31)
    return date(year, month + 1, 1) - timedelta(days=1)


def agree(left: str, right: str) -> bool:
    """Tell whether two dates may mean the same day: every part that both give is equal."""
    a, b = parse_date(left), parse_date(right)
    if a is None or b is None:
        return False
    return all(x is None or y is None or x == y for x, y in zip(a, b, strict=True))


def is_coarser(left: str, right: str) -> bool:
    """Tell whether `left` says less than `right` and nothing that `right` denies (`2023-02` of `2023-02-22`)."""
    a, b = parse_date(left), parse_date(right)
    if a is None or b is None or a == b:
        return False
    return all(x is None or x == y for x, y in zip(a, b, strict=True))


def finer_of(left: str, right: str) -> str | None:
    """Return what two dates that agree say together, or None where they contradict each other."""
    a, b = parse_date(left), parse_date(right)
    if a is None or b is None or not agree(left, right):
        return None
    year, month, day = (x if x is not None else y for x, y in zip(a, b, strict=True))
    return make_date(year, month, day)


def add_days(text: str | None, days: int) -> str | None:
    """Return the day so many days later (or earlier); None where `text` is no day or the result is not sure.

    Without a year it is not sure across the end of February.
    """
    parts = parse_date(text)
    if parts is None or parts.day is None or parts.month is None:
        return None
    if parts.year is not None:
        try:
            return (date(parts.year, parts.month, parts.day) + timedelta(days=days)).isoformat()
        except OverflowError:
            return None
    if abs(days) > 300:
        return None
    results = set()
    for year in (_COMMON_YEAR, _LEAP_YEAR):
        if is_real(year, parts.month, parts.day):
            moved = date(year, parts.month, parts.day) + timedelta(days=days)
            results.add(make_date(None, moved.month, moved.day))
    return results.pop() if len(results) == 1 else None


def count_days(start: str | None, end: str | None) -> int | None:
    """Return the number of days from start to end, both counted, or None where one is no known day."""
    first, last = parse_date(start), parse_date(end)
    if first is None or last is None or first.day is None or last.day is None:
        return None
    if first.year is None or last.year is None:
        if first.year != last.year or first.month == 2 or last.month == 2:
            return None if first.month != last.month or first.year != last.year else last.day - first.day + 1
        first, last = first._replace(year=_COMMON_YEAR), last._replace(year=_COMMON_YEAR)
    days = (date(*map(int, last)) - date(*map(int, first))).days + 1  # type: ignore[arg-type]
    return days if days > 0 else None


def fill_year(text: str, published: str | None, prefer: str = "near") -> str:
    """Give a date without a year the year that a report published then means.

    The year of publication, unless the date would lie more than half a year ahead (then the year before), or a day
    more than eight months or a month more than nine months back (then the year after). `prefer` is `near`, `past`
    (never after publication) or `future` (never before). Returns `text` where nothing can be filled in.
    """
    parts, when = parse_date(text), parse_date(published)
    if parts is None or when is None or when.year is None or parts.year is not None:
        return text
    if when.month is None or parts.month is None:
        return make_date(when.year, parts.month, parts.day) or text
    back, ahead = FURTHEST_BACK if parts.day else FURTHEST_MONTH_BACK, FURTHEST_AHEAD
    if prefer == "past":
        back, ahead = 400, 0
    elif prefer == "future":
        back, ahead = 0, 400
    gap = _gap(parts, when)
    year = when.year - 1 if gap > ahead else when.year + 1 if -gap > back else when.year
    return make_date(year, parts.month, parts.day) or text


def _gap(parts: CalendarDate, when: CalendarDate) -> int:
    """Return how many days after publication the date lies, taken in the same year; 0 inside the same month
    where one of the two gives no day."""
    assert parts.month is not None and when.month is not None
    if parts.month == when.month and (parts.day is None or when.day is None):
        return 0
    own = (parts.month - 1) * 30.4 + (parts.day or 15)
    return round(own - ((when.month - 1) * 30.4 + (when.day or 15)))


def shift_month(text: str | None, months: int) -> str | None:
    """Return the month so many months later (or earlier) than that of a date with a year."""
    parts = parse_date(text)
    if parts is None or parts.year is None or parts.month is None:
        return None
    count = parts.year * 12 + parts.month - 1 + months
    return make_date(count // 12, count % 12 + 1)
