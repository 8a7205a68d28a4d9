"""Durations in four languages, and what must not be one."""

from __future__ import annotations

import pytest
from tests.reading.samples import FOLDS, rules

from elchi.reading.durations import find_durations
from elchi.text.tokens import tokenise


@pytest.mark.parametrize(
    ("code", "text", "days"),
    [
        ("en", "on a two-day official visit", 2),
        ("en", "a 3-day trip", 3),
        ("en", "a visit of five days", 5),
        ("en", "stays for three days", 3),
        ("az", "ikigünlük səfər", 2),
        ("az", "iki günlük səfər", 2),
        ("az", "3 günlük", 3),
        ("az", "üçgünlük işgüzar", 3),
        ("ru", "двухдневный визит", 2),
        ("ru", "с трехдневным визитом", 3),
        ("ru", "3-дневный", 3),
        ("ru", "на пять дней", 5),
        ("kk", "екі күндік сапар", 2),
        ("kk", "3 күндік", 3),
    ],
)
def test_durations(code: str, text: str, days: int) -> None:
    assert [d for _, _, d in find_durations(tokenise(text, FOLDS.get(code)), rules(code))] == [days]


@pytest.mark.parametrize("text", ["two days ago", "after three days", "the first day", "day by day", "5.3 days"])
def test_no_durations(text: str) -> None:
    assert find_durations(tokenise(text), rules("en")) == []
