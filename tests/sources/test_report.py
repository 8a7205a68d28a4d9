"""Reports made of a text and fields."""

from __future__ import annotations

import pytest

from elchi.model import Report
from elchi.sources.report import TEXT_LIMIT, SourceOptions, clean_field, clean_text, country_of_address, make_report


@pytest.mark.parametrize(
    ("url", "country"),
    [
        ("https://www.example.az/news/1", "AZ"),
        ("https://news.example.co.uk/1", "GB"),
        ("https://example.eu/1", None),
        ("https://example.com", None),
        ("https://example.tv/1", None),
        ("http://127.0.0.1/", None),
        ("http://[broken", None),
        (None, None),
    ],
)
def test_the_country_of_an_address(url: str | None, country: str | None) -> None:
    assert country_of_address(url) == country


def test_fields_are_one_line_of_text() -> None:
    assert clean_field("  a\n b\x00 ") == "a b\ufffd"
    assert clean_field(7) == "7"
    assert clean_field("  ") is clean_field(None) is clean_field(["a"]) is clean_field(True) is None


def test_a_text_too_long_is_cut_and_said() -> None:
    text, remarks = clean_text("x" * (TEXT_LIMIT + 5))
    assert len(text) == TEXT_LIMIT and "cut" in remarks[0]


def test_what_the_file_says_wins_over_the_options() -> None:
    options = SourceOptions(published="2020", outlet="Other", outlet_country="KZ", language="ru")
    fields = {"id": "r", "outlet": "Own", "outlet_country": "az", "published": "2023-02-23", "language": "az"}
    found = make_report("Nazir gəldi.", fields, options, "r.txt")
    assert isinstance(found, Report)
    assert (found.outlet, found.outlet_country, found.published, found.language) == ("Own", "AZ", "2023-02-23", "az")


def test_a_date_that_cannot_be_read_is_said() -> None:
    found = make_report("Nazir gəldi.", {"published": "last week", "language": "az"}, SourceOptions(), "r.txt")
    assert isinstance(found, Report) and found.published is None and "last week" in found.notes[0]
