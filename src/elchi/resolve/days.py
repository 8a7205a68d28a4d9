"""EDTF dates as ranges of days, for comparing what reports say of one event. Days are proleptic ordinals."""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from elchi.text.calendar import agree, earliest_day, latest_day, parse_date


class Days(NamedTuple):
    """The first and the last day that a date may mean, as ordinals."""

    first: int
    last: int

    @property
    def width(self) -> int:
        """The days from the first to the last: 0 for a single day."""
        return self.last - self.first


@lru_cache(maxsize=2048)
def days_of(edtf: str | None) -> Days | None:
    """Return the range of an EDTF date, None where it is none or its year is not known."""
    first, last = earliest_day(edtf), latest_day(edtf)
    return Days(first.toordinal(), last.toordinal()) if first and last else None


def day_of(edtf: str | None) -> int | None:
    """Return the ordinal of a date that is one day, else None."""
    days = days_of(edtf)
    return days.first if days is not None and days.width == 0 else None


def gap(a: Days, b: Days) -> int:
    """Return the days between two ranges: 0 where they touch or overlap."""
    return max(0, a.first - b.last, b.first - a.last)


def covers(coarse: str, fine: str) -> bool:
    """Return True where a date is another one said less precisely (2022-05 of 2022-05-17)."""
    return coarse != fine and agree(coarse, fine) and _parts(coarse) < _parts(fine)


def precision(edtf: str) -> int:
    """Return how many of year, month and day a date gives."""
    return _parts(edtf)


def _parts(edtf: str) -> int:
    parts = parse_date(edtf)
    return sum(part is not None for part in parts) if parts else 0
