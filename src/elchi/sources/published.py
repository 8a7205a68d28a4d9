"""The day of publication: from the head of a text, from a table's cell, from an address of time and zone."""

from __future__ import annotations

import re
from email.utils import parsedate_to_datetime

from elchi.text.calendar import make_date, parse_date

_PREFIX = re.compile(r"\s*date (\d{4}(?:-\d{2}(?:-\d{2})?)?)(?!\S)")
_ISO = re.compile(r"(\d{4})-(\d{2})(?:-(\d{2}))?(?=\D|$)")
_BASIC = re.compile(r"(\d{4})(\d{2})(\d{2})(?=T|$)")
_DAY_FIRST = re.compile(r"(?<!\d)(\d{1,2})([./-])(\d{1,2})\2(\d{4})(?!\d)")
_HEAD_LINES = 4


def published_from_text(text: str) -> tuple[str | None, int]:
    """Return the date that stands before a report's text and the number of code points that it takes up.

    It is ` date 2023-02-23` (or a month or a year) at the very beginning, or a date alone on one of the first lines
    ("18:42 16/05/2025"). The text itself is left as it is; the count is 0 where the date is no prefix.
    """
    match = _PREFIX.match(text)
    if match:
        date = match.group(1)
        return (date, match.end()) if parse_date(date) else (None, 0)
    for line in text[:1000].split("\n", _HEAD_LINES)[:_HEAD_LINES]:
        if line.strip() and not any(c.isalpha() for c in line) and (found := date_in_digits(line)):
            return found, 0
    return None, 0


def date_in_digits(line: str) -> str | None:
    """Return the one date in digits of a line, day before month, or None."""
    day_first = _DAY_FIRST.search(line)
    if day_first:
        day, _, month, year = day_first.groups()
        return make_date(int(year), int(month), int(day))
    iso = _ISO.search(line)
    return make_date(*(int(part) for part in iso.groups() if part)) if iso else None


def published_of_value(value: object) -> tuple[str | None, str | None]:
    """Return a field's date as EDTF and, where it cannot be read, a remark; a clock time is left out.

    The day is the one written, in the zone of the writer.
    """
    text = str(value).strip() if isinstance(value, str | int) and not isinstance(value, bool) else ""
    if not text:
        return None, None
    if parts := parse_date(text):
        return make_date(*parts), None
    match = _ISO.match(text) or _BASIC.match(text)
    found = make_date(*(int(part) for part in match.groups() if part)) if match else _other_form(text)
    return found, None if found else f"the date of publication {text[:40]!r} cannot be read: write it as 2023-02-23"


def _other_form(text: str) -> str | None:
    try:
        return parsedate_to_datetime(text).date().isoformat()
    except (TypeError, ValueError, IndexError, OverflowError):
        return date_in_digits(text)
