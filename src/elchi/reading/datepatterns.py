"""Patterns of date atoms: which rows of letters make a day, a range, a month or a year."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from elchi.grammar.daterules import CUES, DateRules
from elchi.reading.dateatoms import Atom
from elchi.text.calendar import is_real


class Written(NamedTuple):
    """A date as written; `year_shift` and `month_shift` count from the publication ("last year" is -1).

    `same_year` is true where the words point to the year named before ("of the same year").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    year_shift: int | None = None
    month_shift: int | None = None
    same_year: bool = False

    @property
    def has_year(self) -> bool:
        """True where the words say the year, as a number or as "this year"."""
        return self.same_year or not (self.year is None and self.year_shift is None and self.month_shift is None)


class Match(NamedTuple):
    """A date, the two ends of a range or a list of days, over the tokens first to last (half open).

    `kind` is day, range, list, month, year or relative; `weekday` (1 Monday) stands beside a date or alone;
    `word` is a relative word; `future` where a cue of what is to come stands beside a weekday.
    """

    kind: str
    first: int
    last: int
    dates: tuple[Written, ...] = ()
    weekday: int | None = None
    word: str = ""
    future: bool = False


_YEAR_BEFORE = r"(?:(?P<y0>[Yy])(?:(?<=Y),)?)?O?"
_YEAR_AFTER = r"(?:,?O?O?(?P<y1>[Yy]))?"
_FIRST_YEAR = r"(?:,?O?(?P<y2>[Yy]))?"
_MONTH = r"(?:PO*)?(?P<m1>[Mm])"
_FIRST_DAY = r"(?P<m1>[Mm])(?P<d1>[DE])"
_LAST_DAY = rf"(?P<d2>[DE])O*(?P<m2>[Mm]){_YEAR_AFTER}"
# (kind, letters that it may start with, pattern). Groups: d1 d2 days, m1 m2 months of the first and last date,
# y0 y1 year, y2 first date's own year.
_PATTERNS = tuple(
    (kind, starts, re.compile(pattern))
    for kind, starts, pattern in (
        ("range", "YyFDE", rf"{_YEAR_BEFORE}F?(?P<d1>[DE])[-T]{_LAST_DAY}"),
        ("range", "YyDE", rf"{_YEAR_BEFORE}(?P<d1>[DE])A(?P<d2>[DE])(?P<m2>[Mm])T"),
        ("range", "YyMm", rf"{_YEAR_BEFORE}(?P<m2>[Mm])(?P<d1>[DE])A(?P<d2>[DE])T"),
        ("range", "F", rf"F(?P<d1>[DE])A(?P<d2>[DE])O*(?P<m2>[Mm]){_YEAR_AFTER}"),
        ("range", "YyFDE", rf"{_YEAR_BEFORE}F?(?P<d1>[DE])O*(?P<m1>[Mm]){_FIRST_YEAR}[-T]?{_LAST_DAY}"),
        ("range", "YyFMm", rf"{_YEAR_BEFORE}F?(?P<m2>[Mm])O*(?P<d1>[DE])[-T](?P<d2>[DE]){_YEAR_AFTER}"),
        ("range", "YyFMm", rf"{_YEAR_BEFORE}F?(?P<m2>[Mm])O*(?P<d1>E)(?P<d2>E)"),
        ("range", "F", rf"F(?P<m2>[Mm])(?P<d1>[DE])A(?P<d2>[DE]){_YEAR_AFTER}"),
        ("range", "YyFMm", rf"{_YEAR_BEFORE}F?{_FIRST_DAY}{_FIRST_YEAR}[-T](?P<m2>[Mm])(?P<d2>[DE]){_YEAR_AFTER}"),
        ("range", "YyFMm", rf"{_YEAR_BEFORE}F?(?P<m1>[Mm])(?P<d1>E)(?P<m2>[Mm])(?P<d2>E)"),
        ("range", "FN", r"F?(?P<n1>N)[-T](?P<n2>N)"),
        ("range", "FDE", r"F?(?P<d1>[DE])[-T](?P<n2>N)"),
        ("list", "YyDE", rf"{_YEAR_BEFORE}(?:[DE],)*[DE],?A[DE]O*(?P<m2>[Mm]){_YEAR_AFTER}"),
        ("list", "YyMm", rf"{_YEAR_BEFORE}(?P<m2>[Mm])O*(?:[DE],)*[DE],?A[DE]{_YEAR_AFTER}"),
        ("day", "N", r"(?P<n2>N)"),
        ("day", "YyDE", rf"{_YEAR_BEFORE}(?P<d2>[DE])O*(?P<m2>[Mm]){_YEAR_AFTER}"),
        ("day", "YyMm", rf"{_YEAR_BEFORE}(?P<m2>[Mm])O*(?P<d2>E){_YEAR_AFTER}"),
        ("day", "Mm", r"(?P<m2>[Mm])(?P<d2>D),?(?P<y1>[Yy])"),
        ("day", "Yy", r"(?P<y0>[Yy])(?P<m2>[Mm])(?P<d2>D)"),
        ("mdy", "Mm", r"(?P<m2>[Mm])(?P<d2>D)"),
        ("day", "DE", r"(?P<d2>[DE])O*(?P<l>L)"),
        ("day", "L", r"(?P<l>L)(?P<d2>E)"),
        ("range", "YyFM", rf"{_YEAR_BEFORE}F?(?P<m1>M)[-T](?P<m2>M){_YEAR_AFTER}"),
        ("month", "PYyM", rf"(?:PO*)?{_YEAR_BEFORE}(?:PO*)?(?P<m2>M)P?{_YEAR_AFTER}"),
        ("month", "Pm", r"(?:PO*)?(?P<m2>m)O?(?P<y1>[Yy])"),
        ("month", "L", r"(?P<l>L)"),
        ("year", "FYy", r"F?(?P<y2>[Yy])[-T](?P<y1>[Yy])"),
        ("year", "PY", r"(?:PO*)?(?P<y1>Y)"),
        ("bare", "y", r"(?P<y1>y)"),
        ("relative", "RW", r"(?P<r>[RW])"),
    )
)  # fmt: skip
_STARTING = {
    letter: tuple((kind, pattern) for kind, starts, pattern in _PATTERNS if letter in starts)
    for letter in sorted({letter for _, starts, _ in _PATTERNS for letter in starts})
}


_DATE_AHEAD = re.compile(r"W[,O]?(?=[Yy]?(?:[DE]O*[Mm]|[Mm][DE]|N))")


def find_matches(atoms: list[Atom], rules: DateRules) -> Iterator[Match]:
    """Yield the dates that the atoms make, from left to right, the longest at each place."""
    letters = "".join(atom.letter for atom in atoms)
    here = 0
    while here < len(atoms):
        if letters[here] in "x-,TAO":
            here += 1
            continue
        if letters[here] == "W" and (hit := _DATE_AHEAD.match(letters, here)):
            here = hit.end()
        found = [(hit, kind) for kind, pattern in _STARTING[letters[here]] if (hit := pattern.match(letters, here))]
        for hit, kind in sorted(found, key=lambda pair: -pair[0].end()):
            match = _build(kind, hit, atoms, rules)
            if match:
                match = _with_weekday(match, hit, atoms)
                yield match
                here = max(hit.end(), here + 1)
                while here < len(atoms) and atoms[here].first < match.last:
                    here += 1
                break
        else:
            here += 1


def _build(kind: str, hit: re.Match[str], atoms: list[Atom], rules: DateRules) -> Match | None:
    groups = {name: atoms[hit.start(name)] for name, text in hit.groupdict().items() if text}
    first, last = hit.start(), hit.end()
    while atoms[first].letter == "F":
        first += 1
    match = Match(kind, atoms[first].first, atoms[last - 1].last)
    if kind == "relative":
        atom = groups["r"]
        if atom.letter == "R":
            return match._replace(word=atom.word)
        before = atoms[first - 1] if first > 0 else atom
        future = before.letter == "T" or before.word in ("future", "next_week")
        return match._replace(word="weekday", weekday=atom.value, future=future)
    if kind == "bare":
        return _dated(match, "year", [_end(groups)]) if _stands_after(atoms, first, rules) else None
    if kind == "month" and last - first == 1 and not _may_stand_alone(atoms, first, rules):
        return None
    if kind == "mdy" and rules.order != "mdy":
        return None
    if kind == "list":
        numbers = [atom.value or 0 for atom in atoms[first:last] if atom.letter in "DE"]
        return _dated(match, kind, [_end(groups)._replace(day=number) for number in numbers])
    if kind == "range" or (kind == "year" and "y2" in groups):
        return _dated(match, kind, [_begin(groups), _end(groups)])
    return _dated(match, "day" if kind == "mdy" else kind, [_end(groups)])


def _end(groups: dict[str, Atom]) -> Written:
    """Return the last date of a pattern, or the only one."""
    if "n2" in groups:
        return Written(*(groups["n2"].parts or ()))
    month, day = groups.get("m2"), groups.get("d2")
    shift = groups["l"].value if "l" in groups else None
    written = Written(None, month.value if month else None, day.value if day else None, month_shift=shift)
    return _with_year(written, groups.get("y1") or groups.get("y0"))


def _begin(groups: dict[str, Atom]) -> Written:
    """Return the first date of a range; what it does not say of itself it has from the last."""
    if "n1" in groups:
        return Written(*(groups["n1"].parts or ()))
    end = _end(groups)
    month, day = groups.get("m1"), groups.get("d1")
    written = Written(None, month.value if month else end.month, day.value if day else None)
    if "n2" in groups:
        return written._replace(year=end.year)
    return _with_year(written, groups.get("y2") or groups.get("y0"))


def _with_year(written: Written, atom: Atom | None) -> Written:
    if atom is None:
        return written
    if atom.word:
        return written._replace(year_shift=atom.value, same_year=atom.value is None)
    return written._replace(year=atom.value)


def _dated(match: Match, kind: str, dates: list[Written]) -> Match | None:
    """Return the match with its dates, or None where one of them does not exist or the range runs backwards."""
    for date in dates:
        if not is_real(date.year, date.month, date.day):
            return None
    if len(dates) == 2 and kind != "list":
        begin, end = dates
        same_year = begin.year == end.year or not begin.has_year
        if kind == "year":
            if begin.year is None or end.year is None or not begin.year < end.year:
                return None
        elif same_year and begin.month == end.month and (begin.day or 0) >= (end.day or 0):
            return None
    if kind == "list" and len(dates) == 2 and (dates[1].day or 0) - (dates[0].day or 0) == 1:
        kind = "range"
    return match._replace(kind=kind, dates=tuple(dates))


def _may_stand_alone(atoms: list[Atom], here: int, rules: DateRules) -> bool:
    """Tell whether a month without day and year is one: it may be a name (May, Қазан) or another word (маусым).

    It is where the word "month" stands with it; else, where months have capitals, after a word that a year follows or
    a cue ("in May", "last May"), and elsewhere where it has no capital and the language does not forbid it.
    """
    word = atoms[here].word
    if atoms[here].letter == "L" or not word:
        return True
    if rules.capitals:
        before = atoms[here - 1] if here else atoms[here]
        return before.fold in rules.year_before or before.word in CUES
    return word == "bare" and atoms[here].value not in rules.month_needs_word


def _stands_after(atoms: list[Atom], here: int, rules: DateRules) -> bool:
    """Tell whether a bare number of four digits follows a word that a year follows."""
    return here > 0 and atoms[here - 1].fold in rules.year_before and (atoms[here].value or 0) % 100 != 0


def _with_weekday(match: Match, hit: re.Match[str], atoms: list[Atom]) -> Match:
    """Take in a weekday that stands beside a day ("Tuesday, 24 November", "24 November (Tuesday)")."""
    if match.kind != "day":
        return match
    before, after = hit.start() - 1, hit.end()
    if before > 0 and atoms[before].letter in ",O" and atoms[before - 1].letter == "W":
        before -= 1
    if before >= 0 and atoms[before].letter == "W":
        return match._replace(weekday=atoms[before].value, first=atoms[before].first)
    if after + 1 < len(atoms) and (atoms[after].letter == "," or atoms[after].fold == "("):
        after += 1
    if after < len(atoms) and atoms[after].letter == "W":
        return match._replace(weekday=atoms[after].value, last=atoms[after].last)
    return match
