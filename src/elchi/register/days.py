"""The first and the last day that an EDTF date may mean, as ISO days, for comparing and filtering."""

from __future__ import annotations

import re
from calendar import monthrange

_DATE = re.compile(r"(\d{4})(?:-(\d\d|XX)(?:-(\d\d|XX))?)?[~?%]?")


def first_day(date: str | None) -> str | None:
    """Return the first day a date may mean (`2023-02` is `2023-02-01`); None where its year is unknown."""
    found = _DATE.fullmatch(date or "")
    if not found:
        return None
    year, month, day = found.groups()
    month = "01" if month in (None, "XX") else month
    return f"{year}-{month}-{'01' if day in (None, 'XX') else day}"


def last_day(date: str | None) -> str | None:
    """Return the last day a date may mean (`2023-02` is `2023-02-28`); None where its year is unknown."""
    found = _DATE.fullmatch(date or "")
    if not found:
        return None
    year, month, day = found.groups()
    if month in (None, "XX"):
        return f"{year}-12-31"
    if day in (None, "XX"):
        last = monthrange(int(year), int(month))[1] if "01" <= month <= "12" and int(year) else 28
        return f"{year}-{month}-{last:02d}"
    return f"{year}-{month}-{day}"
