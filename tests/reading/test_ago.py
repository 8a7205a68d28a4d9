"""Days counted back from a report, and days that a report denies."""

from __future__ import annotations

import pytest
from tests.reading.samples import FOLDS

from elchi.grammar.language import load_language
from elchi.reading.ago import add_past, mend_denied
from elchi.reading.dates import find_dates
from elchi.text.tokens import tokenise


def told(code: str, text: str, published: str | None = "2031-05-21") -> list[str | None]:
    tokens = tokenise(text, FOLDS.get(code))
    rules = load_language(code).dates
    return [d.start for d in add_past(tokens, find_dates(tokens, rules, published), rules, published)]


@pytest.mark.parametrize(
    ("code", "text", "start"),
    [
        ("en", "She was here three years ago.", "2028"),
        ("en", "They met 2 months ago.", "2031-03"),
        ("en", "They met six weeks ago.", "2031-04"),
        ("en", "They met five days ago.", "2031-05-16"),
        ("az", "O, on iki il əvvəl burada olub.", "2019"),
        ("ru", "Пять лет назад он приезжал сюда.", "2026"),
        ("kk", "Ол екі ай бұрын келген.", "2031-03"),
    ],
)
def test_how_long_ago_is_counted_from_the_report(code: str, text: str, start: str) -> None:
    assert told(code, text) == [start]
    assert told(code, text, None) == []


@pytest.mark.parametrize("text", ["Several years ago he was here.", "He was here years ago.", "It took three years."])
def test_a_number_is_needed_and_a_word_that_says_ago(text: str) -> None:
    assert told("en", text) == []


@pytest.mark.parametrize(
    ("code", "text", "before", "after", "days"),
    [
        ("az", "mayın 9-da deyil, 10-da başlayacaq", (), ("deyil",), ["2031-05-10"]),
        ("ru", "начнется не 9 мая, а 10 мая", ("не",), (), ["2031-05-10"]),
        ("en", "not on May 9 but on the 10th", ("not",), (), ["2031-05-10"]),
        ("en", "not on May 9. The 10 guests", ("not",), (), []),
        ("en", "on May 9, not later", ("not",), (), ["2031-05-09"]),
    ],
)
def test_a_denied_day_gives_its_month_to_the_right_one(
    code: str, text: str, before: tuple[str, ...], after: tuple[str, ...], days: list[str]
) -> None:
    tokens = tokenise(text, FOLDS.get(code))
    found = find_dates(tokens, load_language(code).dates, "2031-05-01")
    assert [d.start for d in mend_denied(tokens, found, before, after)] == days
