"""Dates counted back from the report (three years ago), and days that are denied (not on the 9th but on the 10th)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from elchi.grammar.daterules import DateRules
from elchi.reading.dateatoms import match_phrase
from elchi.reading.dates import DateMention
from elchi.text.calendar import add_days, make_date, parse_date, shift_month
from elchi.text.tokens import MARK, NUMBER, WORD, Token

AGO = "ago"  # in `derived`: how long ago is counted from the publication
SOON = 5  # tokens behind a denied day in which the right one follows
SHORT = 3  # letters of a preposition between a word that denies and the day, at most
_LONGEST = 99


def add_past(
    tokens: list[Token], dates: list[DateMention], rules: DateRules, published: str | None
) -> list[DateMention]:
    """Return the dates with those that a text counts back from its day of publication (EDTF), in order of the text.

    Years ago give a year, months and weeks ago a month, days ago a day; a number that is no number word gives none.
    """
    when = parse_date(published)
    if when is None or when.year is None or published is None:
        return dates
    taken = {k for date in dates for k in range(date.first, date.last)}
    found = []
    for first, last, unit, number in _counted(tokens, rules):
        start = _back(published, unit, number)
        if start is not None and taken.isdisjoint(range(first, last)):
            kind = {4: "year", 7: "month"}.get(len(start), "relative")
            span = (tokens[first].start, tokens[last - 1].end)
            found.append(DateMention(first, last, *span, start, None, kind, (AGO,)))
    return sorted([*dates, *found], key=lambda date: date.first) if found else dates


def _back(published: str, unit: str, number: int) -> str | None:
    """Return the date a number of units before a day, as fine as a report means it."""
    when = parse_date(published)
    if when is None or when.year is None or number < 1 or number > _LONGEST:
        return None
    if unit == "year":
        return make_date(when.year - number)
    if unit == "month":
        return shift_month(published, -number)
    if when.day is None:
        return None
    if unit == "day":
        return add_days(published, -number)
    day = add_days(published, -7 * number) if number > 1 else None
    return day[:7] if day else None


def _counted(tokens: list[Token], rules: DateRules) -> Iterator[tuple[int, int, str, int]]:
    """Yield first and last token (half open), unit and number of each "three years ago"."""
    firsts = {*rules.ago_before.firsts, *rules.ago_after.firsts}
    for here in [k for k, token in enumerate(tokens) if token.fold in firsts]:
        fold = tokens[here].fold
        if fold in rules.ago_before.firsts and (hit := match_phrase(tokens, here, rules.ago_before, frozenset())):
            number = _number(tokens, hit[0], rules)
            unit = _unit(tokens, number[0], rules) if number else None
            if number and unit:
                yield here, number[0] + 1, unit, number[1]
        if here > 0 and fold in rules.ago_after.firsts:
            after = match_phrase(tokens, here, rules.ago_after, frozenset())
            unit = _unit(tokens, here - 1, rules)
            for first in (here - 3, here - 2) if after and unit else ():
                number = _number(tokens, first, rules)
                if after and unit and number and number[0] == here - 1:
                    yield first, after[0], unit, number[1]
                    break


def _unit(tokens: list[Token], here: int, rules: DateRules) -> str | None:
    return rules.ago_units.get((tokens[here].fold,)) if here < len(tokens) else None


def _number(tokens: list[Token], here: int, rules: DateRules) -> tuple[int, int] | None:
    """Return the end and the value of a number in digits or words."""
    if here < 0 or here >= len(tokens):
        return None
    token = tokens[here]
    if token.kind == NUMBER:
        return (here + 1, int(token.text)) if len(token.text) <= 2 and token.text.isdecimal() else None
    return match_phrase(tokens, here, rules.numbers, frozenset()) if token.fold in rules.numbers.firsts else None


def mend_denied(
    tokens: list[Token], dates: Sequence[DateMention], before: Collection[str], after: Collection[str]
) -> list[DateMention]:
    """Return the dates without those that a text denies, whose month goes to the day told in their place.

    `before` and `after` are the words that deny: not on 9 May but on the 10th; mayın 9-da deyil, 10-da.
    """
    kept = []
    for date in dates:
        if not _is_denied(tokens, date, before, after):
            kept.append(date)
        elif date.kind == "day" and date.start and len(date.start) == 10:
            kept += _in_its_place(tokens, date, dates)
    return kept


def _is_denied(tokens: list[Token], date: DateMention, before: Collection[str], after: Collection[str]) -> bool:
    if date.last < len(tokens) and tokens[date.last].fold in after:
        return True
    k = date.first - 1
    if k > 0 and tokens[k].fold not in before and tokens[k].kind == WORD and len(tokens[k].text) <= SHORT:
        k -= 1
    return k >= 0 and tokens[k].fold in before


def _in_its_place(tokens: list[Token], date: DateMention, dates: Sequence[DateMention]) -> list[DateMention]:
    """Return the day told without its month right behind a denied one."""
    taken = {k for other in dates for k in range(other.first, other.last)}
    for k in range(date.last, min(date.last + SOON, len(tokens))):
        token = tokens[k]
        if k in taken or (token.kind == MARK and token.text not in ",–—-("):
            return []
        if token.kind == NUMBER and token.text.isdecimal() and len(token.text) <= 2 and date.start:
            parts = parse_date(date.start)
            day = make_date(parts.year, parts.month, int(token.text)) if parts and 1 <= int(token.text) <= 31 else None
            told = date._replace(first=k, last=k + 1, start_char=token.start, end_char=token.end, start=day)
            return [told] if day else []
    return []
