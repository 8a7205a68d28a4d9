"""Find dates and durations in the tokens of a report.

Tokens become letters (D a day, E a day with an ending, M a month, Y a year ...), patterns of letters become dates.
What the words of a language are comes from its DateRules; nothing here knows a language.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from elchi.grammar.daterules import DateRules
from elchi.reading.dateatoms import find_atoms
from elchi.reading.datepatterns import Match, Written, find_matches
from elchi.reading.relative import resolve_relative
from elchi.text.calendar import UNKNOWN_YEAR, fill_year, make_date, parse_date, shift_month
from elchi.text.tokens import BREAK, NUMBER, WORD, Token

HEAD_LINES = 4
LINE_HEAD = 16  # tokens of a line in which its dateline ends
AFTER_DATELINE = frozenset([".", ",", "/", "(", "-", "–", "—", ":", "|"])
HEAD_TOKENS = 40  # a longer line holds more than the day


class DateMention(NamedTuple):
    """A date that a report names.

    `first` and `last` are the token range (half open), `start_char` and `end_char` the span in code points.
    `start` is EDTF, or None where a relative word has nothing to stand on; `end` is given for ranges. `kind` is
    day, range, month, year or relative. `derived` names what came from outside the words: `year`, `month`, `day`
    (from the date of publication) or `context` (from the date before). `later` is the reading of a weekday as one
    to come, where `start` is the one past.
    """

    first: int
    last: int
    start_char: int
    end_char: int
    start: str | None
    end: str | None
    kind: str
    derived: tuple[str, ...] = ()
    later: str | None = None


def find_dates(tokens: list[Token], rules: DateRules, published: str | None) -> list[DateMention]:
    """Find all dates in order of the text; years not written follow from `published` (EDTF or None)."""
    when = published if parse_date(published) else None
    mentions: list[DateMention] = []
    for match in find_matches(find_atoms(tokens, rules), rules):
        before = next((m.start for m in reversed(mentions) if m.kind in ("day", "range")), None)
        mentions += _read_match(_in_same_year(match, mentions), tokens, when, before)
    return mentions


def find_publication(tokens: list[Token], rules: DateRules) -> str | None:
    """Return the day that stands alone on one of the first lines of a report ("25 May 2025, 14:20"), or None."""
    days = (_day_alone(line, rules) for line in _head_lines(tokens) if len(line) <= HEAD_TOKENS)
    return next(filter(None, days), None)


def find_dateline(tokens: list[Token], rules: DateRules) -> str | None:
    """Return the day of the dateline that opens one of the first lines ("MINSK, 5 March. /Agency/"), or None.

    It is EDTF, without a year where none is written ("XXXX-03-05").
    """
    lines = _head_lines([*tokens, Token(0, 0, "", "", BREAK)])
    return next(filter(None, (_day_of_dateline(line[:LINE_HEAD], rules) for line in lines)), None)


def _head_lines(tokens: list[Token]) -> Iterator[list[Token]]:
    """Yield the first lines that hold anything and that a line end closes."""
    line: list[Token] = []
    lines = 0
    for token in tokens:
        if token.kind != BREAK:
            line.append(token)
        elif line:
            yield line
            line = []
            lines += 1
            if lines == HEAD_LINES:
                return


def _day_of_dateline(line: list[Token], rules: DateRules) -> str | None:
    """Return the day behind a place and a comma or full stop, or before a comma and a place; a mark ends both."""
    if not any(token.kind == NUMBER for token in line):
        return None
    day = next(iter(find_dates(line, rules, None)), None)
    if day is None or day.kind != "day" or day.last >= len(line):
        return None
    before, after = line[: day.first], line[day.last :]
    if before:
        placed = before[-1].text in (",", ".") and _is_place(before[:-1])
        return day.start if placed and after[0].text in AFTER_DATELINE else None
    if after[0].text != ",":
        return None
    mark = next((n for n, token in enumerate(after) if n and token.text in AFTER_DATELINE), 0)
    return day.start if _is_place(after[1:mark]) else None


def _is_place(words: list[Token]) -> bool:
    """True for one to three capitalised words, hyphens between them allowed; a preposition is none of them."""
    named = [token for token in words if token.text not in ("-", "‐")]
    least = 3 if len(named) > 1 else 2
    long = all(len(token.text) >= least for token in named)
    return 0 < len(named) <= 3 and long and all(token.kind == WORD and token.capital for token in named)


def _day_alone(line: list[Token], rules: DateRules) -> str | None:
    """Return the one written day of a line that holds no other word."""
    found = find_dates(line, rules, None)
    days = [m for m in found if m.kind == "day" and not m.derived and m.start and UNKNOWN_YEAR not in m.start]
    if len(found) != 1 or not days:
        return None
    outside = line[: days[0].first] + line[days[0].last :]
    return None if any(token.kind == WORD for token in outside) else days[0].start


def _in_same_year(match: Match, mentions: list[DateMention]) -> Match:
    """Put the year named last in the place of "the same year"; without one the date has no year."""
    if not any(written.same_year for written in match.dates):
        return match
    parts = (parse_date(m.start) for m in reversed(mentions))
    year = next((p.year for p in parts if p and p.year is not None), None)
    return match._replace(dates=tuple(w._replace(year=year) if w.same_year else w for w in match.dates))


def _read_match(match: Match, tokens: list[Token], published: str | None, before: str | None) -> list[DateMention]:
    span = (match.first, match.last, tokens[match.first].start, tokens[match.last - 1].end)
    if match.kind == "relative":
        start, derived, later = resolve_relative(match, published, before)
        return [DateMention(*span, start, None, "relative", derived, later)]
    end, derived = _complete(match.dates[-1], published, match.weekday)
    if end is None:
        return []
    if len(match.dates) == 1:
        return [DateMention(*span, end, None, match.kind, derived)]
    if match.kind == "list":
        days = [_of_year(written, end) for written in match.dates]
        return [DateMention(*span, day, None, "day", derived) for day in days if day]
    begin = match.dates[0]
    start = _complete(begin, published, None)[0] if begin.has_year else _before_end(begin, end)
    if start is None or (start >= end and UNKNOWN_YEAR not in start):
        return []
    return [DateMention(*span, start, end, match.kind, derived)]


def _complete(written: Written, published: str | None, weekday: int | None) -> tuple[str | None, tuple[str, ...]]:
    """Return a written date as EDTF with what the publication adds, and the names of what it added."""
    when = parse_date(published)
    if written.month_shift is not None:
        month = parse_date(shift_month(published, written.month_shift))
        if month is None:
            return None, ()
        return make_date(month.year, month.month, written.day), ("year", "month")
    if written.year_shift is not None:
        known = when.year + written.year_shift if when and when.year is not None else None
        return make_date(known, written.month, written.day), ("year",) if known is not None else ()
    text = make_date(written.year, written.month, written.day)
    if text is None or written.year is not None or written.same_year:
        return text, ("context",) if written.same_year and text else ()
    filled = _match_weekday(fill_year(text, published), weekday)
    return filled, ("year",) if filled != text else ()


def _match_weekday(text: str, weekday: int | None) -> str:
    """Return the day in the year, of the one given and its neighbours, in which it falls on the weekday."""
    parts = parse_date(text)
    if weekday is None or parts is None or parts.year is None or parts.day is None:
        return text
    for year in (parts.year, parts.year - 1, parts.year + 1):
        moved = make_date(year, parts.month, parts.day)
        if moved and date.fromisoformat(moved).isoweekday() == weekday:
            return moved
    return text


def _of_year(written: Written, other: str) -> str | None:
    parts = parse_date(other)
    return make_date(parts.year if parts else None, written.month, written.day)


def _before_end(begin: Written, end: str) -> str | None:
    """Return the first day of a range in the year of its last, or in the year before if it runs over New Year."""
    last = parse_date(end)
    if last is None or begin.month is None or last.month is None:
        return None
    year = last.year if last.year is None or begin.month <= last.month else last.year - 1
    return make_date(year, begin.month, begin.day)
