"""EDTF strings: what is read, compared, moved and filled in."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elchi.text import calendar

DATES = st.builds(
    lambda day, cut, known: calendar.make_date(day.year if known else None, day.month, day.day if cut else None),
    st.dates(date(1900, 1, 1), date(2099, 12, 31)),
    st.booleans(),
    st.booleans(),
)


@pytest.mark.parametrize("text", [None, "", "2023-13", "2023-02-30", "XXXX", "20230222", "2023-2-2", "soon", "2023/24"])
def test_what_is_no_date(text: str | None) -> None:
    assert calendar.parse_date(text) is None


def test_parts_and_doubtful_parts() -> None:
    assert calendar.parse_date("2023-02-22") == (2023, 2, 22)
    assert calendar.parse_date("XXXX-02-29") == (None, 2, 29)
    assert calendar.parse_date("2023-XX") == (2023, None, None)
    assert calendar.parse_date("2023-02-22?") == (2023, 2, 22)


def test_first_and_last_day() -> None:
    assert calendar.earliest_day("2024-02") == date(2024, 2, 1)
    assert calendar.latest_day("2024-02") == date(2024, 2, 29)
    assert calendar.latest_day("2023") == date(2023, 12, 31)
    assert calendar.latest_day("XXXX-02-22") is None


def test_coarser_and_finer() -> None:
    assert calendar.is_coarser("2023-02", "2023-02-22")
    assert calendar.is_coarser("XXXX-02-22", "2023-02-22")
    assert not calendar.is_coarser("2023-02-22", "2023-02")
    assert not calendar.is_coarser("2023-03", "2023-02-22")
    assert calendar.finer_of("XXXX-02-22", "2023-02") == "2023-02-22"
    assert calendar.finer_of("2022-02-22", "2023-02") is None


def test_days_later() -> None:
    assert calendar.add_days("2023-12-31", 1) == "2024-01-01"
    assert calendar.add_days("XXXX-04-30", 1) == "XXXX-05-01"
    assert calendar.add_days("XXXX-02-28", 1) is None
    assert calendar.add_days("2023-02", 1) is None
    assert calendar.add_days("9999-12-31", 1) is None


def test_days_counted() -> None:
    assert calendar.count_days("2023-02-22", "2023-02-23") == 2
    assert calendar.count_days("XXXX-04-29", "XXXX-05-01") == 3
    assert calendar.count_days("XXXX-02-27", "XXXX-03-01") is None
    assert calendar.count_days("2023-02-23", "2023-02-22") is None


@pytest.mark.parametrize(
    ("text", "published", "filled"),
    [
        ("XXXX-04-25", "2024-04", "2024-04-25"),
        ("XXXX-04-25", "2024", "2024-04-25"),
        ("XXXX-04-25", None, "XXXX-04-25"),
        ("XXXX-12-29", "2024-01-03", "2023-12-29"),
        ("XXXX-01-03", "2023-12-28", "2024-01-03"),
        ("XXXX-03", "2023-11-17", "2023-03"),
        ("XXXX-11", "2024-02-01", "2023-11"),
        ("2020-04-25", "2024-04-27", "2020-04-25"),
        ("XXXX-02-29", "2023-03-01", "XXXX-02-29"),
    ],
)
def test_the_year_follows_from_publication(text: str, published: str | None, filled: str) -> None:
    assert calendar.fill_year(text, published) == filled


def test_the_year_in_the_past_or_to_come() -> None:
    assert calendar.fill_year("XXXX-10", "2025-08-27", "past") == "2024-10"
    assert calendar.fill_year("XXXX-03", "2025-08-27", "future") == "2026-03"


@given(DATES, DATES)
def test_two_dates_agree_just_when_one_can_be_finer_than_both(left: str, right: str) -> None:
    together = calendar.finer_of(left, right)
    if together is None:
        parts = calendar.parse_date(left), calendar.parse_date(right)
        assert not calendar.agree(left, right) or (29 in (parts[0][2], parts[1][2]))  # type: ignore[index]
    else:
        assert together == left or calendar.is_coarser(left, together)
        assert together == right or calendar.is_coarser(right, together)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)), st.integers(-400, 400))
def test_days_there_and_back(day: date, count: int) -> None:
    moved = calendar.add_days(day.isoformat(), count)
    assert calendar.add_days(moved, -count) == day.isoformat()


@given(st.dates(date(1990, 1, 1), date(2090, 12, 31)), st.integers(-175, 115))
def test_a_day_near_the_publication_gets_its_own_year_back(published: date, count: int) -> None:
    near = calendar.add_days(published.isoformat(), count)
    assert near is not None
    if near[5:] != "02-29":
        assert calendar.fill_year("XXXX" + near[4:], published.isoformat()) == near
