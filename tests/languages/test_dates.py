"""Every language folder reads the dates that CLDR writes in its language."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from elchi.grammar.language import language_codes, load_language
from elchi.reading.dates import find_dates
from elchi.text.tokens import tokenise

DAYS = [date(2023, month, 2 * month) for month in range(1, 13)]


def read(code: str, text: str, published: str | None = None) -> list[tuple[str | None, str | None]]:
    language = load_language(code)
    found = find_dates(tokenise(text, language.casefold), language.dates, published)
    return [(mention.start, mention.end) for mention in found]


@pytest.mark.parametrize("code", language_codes())
@pytest.mark.parametrize("form", ["full", "long"])
def test_a_day_written_out_is_read_back(code: str, form: str) -> None:
    for day in DAYS:
        text = format_date(day, form, locale=code)
        assert read(code, text) == [(day.isoformat(), None)], text


@pytest.mark.parametrize("code", language_codes())
def test_the_year_left_out_follows_from_publication(code: str) -> None:
    for day in DAYS:
        text = format_date(day, "long", locale=code)
        year = text.find("2023")
        short = (text[:year] if year > 5 else text[year + 4 :]).strip(" ,")
        if not any(c.isdigit() for c in short):
            continue
        assert (day.isoformat(), None) in read(code, short, day.isoformat()), short


@pytest.mark.parametrize("code", language_codes())
def test_days_in_digits(code: str) -> None:
    assert read(code, "16.05.2025 18:42") == [("2025-05-16", None)]
