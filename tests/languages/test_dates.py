"""Every language folder reads the dates that CLDR writes in its language."""

from __future__ import annotations

from datetime import date

import pytest
from babel.dates import format_date

from elchi.grammar.language import language_codes, load_language
from elchi.reading.dates import find_dates
from elchi.reading.durations import find_durations

DAYS = [date(2023, month, 2 * month) for month in range(1, 13)]


def read(code: str, text: str, published: str | None = None) -> list[tuple[str | None, str | None]]:
    language = load_language(code)
    found = find_dates(language.tokenise(text), language.dates, published)
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


@pytest.mark.parametrize(
    ("code", "text", "days"),
    [
        ("fr", "une visite de deux jours", [2]),
        ("fr", "une visite de 48 heures", [2]),
        ("fr", "une réunion de 3 heures", []),
        ("es", "una visita de tres días", [3]),
        ("de", "zu einem dreitägigen Besuch", [3]),
    ],
)
def test_how_long_a_visit_is(code: str, text: str, days: list[int]) -> None:
    language = load_language(code)
    assert [found for _, _, found in find_durations(language.tokenise(text), language.dates)] == days


@pytest.mark.parametrize(
    ("code", "text"),
    [("fr", "reçu le 5 mai, arrivé la veille"), ("en", "received on May 5, arrived the day before")],
)
def test_the_day_before_is_before_the_day_named_last(code: str, text: str) -> None:
    assert read(code, text, "2024-05-06") == [("2024-05-05", None), ("2024-05-04", None)]


def test_days_that_are_ordinals_make_a_range() -> None:
    assert read("de", "vom 16. bis 18. Oktober 2023") == [("2023-10-16", "2023-10-18")]
    assert read("de", "am 18. und 19. Mai 2022") == [("2022-05-18", "2022-05-19")]
