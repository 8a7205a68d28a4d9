"""What "today", "on Tuesday" and "the same day" mean in a report published on a given day."""

from __future__ import annotations

from datetime import date, timedelta

from elchi.grammar.daterules import RELATIVE
from elchi.reading.datepatterns import Match
from elchi.text.calendar import add_days, parse_date

FROM_CONTEXT = frozenset({"same_day", "next_day", "previous_day"})


def resolve_relative(
    match: Match, published: str | None, before: str | None
) -> tuple[str | None, tuple[str, ...], str | None]:
    """Return the day, what it was derived from, and for a weekday the day to come that it may mean as well.

    `before` is the day that the text named last; a weekday is the last one up to the day of publication, or the
    next one where a cue of the future stands beside it. None where nothing is known to count from.
    """
    if match.word in FROM_CONTEXT:
        day = add_days(before, RELATIVE[match.word]) if before else None
        return day, ("context",) if day else (), None
    when = parse_date(published)
    if when is not None and when.year is None and when.day is not None and match.weekday is None:
        day = add_days(published, RELATIVE[match.word])  # the day of a dateline, of a year unknown
        return day, ("published",) if day else (), None
    if when is None or when.year is None or published is None:
        return None, (), None
    if when.day is None:
        return (published if match.word == "today" and when.month else None), ("published",), None
    if match.weekday is None:
        return add_days(published, RELATIVE[match.word]), ("published",), None
    today = date.fromisoformat(published)
    past = today - timedelta(days=(today.isoweekday() - match.weekday) % 7)
    ahead = today + timedelta(days=(match.weekday - today.isoweekday() - 1) % 7 + 1)
    if match.future:
        return ahead.isoformat(), ("published",), None
    coming = today if past == today else ahead  # told of the day of publication, a weekday is that day
    return past.isoformat(), ("published",), coming.isoformat()
