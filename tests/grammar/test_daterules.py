"""The form of dates.toml."""

from __future__ import annotations

import pytest

from elchi.errors import LanguageError
from elchi.grammar.daterules import make_date_rules

MONTHS = {1: ("January", "Jan"), 5: ("May",)}


def test_numbers_either_way_round() -> None:
    rules = make_date_rules({"numbers": {"2": ["two"], "three": 3}}, MONTHS, {})
    assert rules.numbers == {("two",): 2, ("three",): 3}


def test_months_with_capitals_and_short_names() -> None:
    rules = make_date_rules({"months": {"01": ["Janvier"]}}, MONTHS, {})
    assert rules.capitals
    assert rules.months == {("january",): 1, ("may",): 5, ("janvier",): 1}
    assert rules.short_months == {("jan",): 1}


def test_weekdays_join_those_of_cldr_or_take_their_place() -> None:
    names = {7: ("bazar",), 5: ("cümə",)}
    rules = make_date_rules({"weekdays": {"sun": ["bazar günü"]}}, {}, names)
    assert rules.weekdays == {("bazar", "günü"): 7, ("bazar",): 7, ("cümə",): 5}
    rules = make_date_rules({"weekdays": {"replace": True, "7": ["bazar günü"]}}, {}, names)
    assert rules.weekdays == {("bazar", "günü"): 7}


@pytest.mark.parametrize("table", [{"relative": {"someday": []}}, {"months": {"13": ["x"]}}, {"parts": []}])
def test_what_is_wrong_is_said(table: dict[str, object]) -> None:
    with pytest.raises(LanguageError, match=r"dates\.toml"):
        make_date_rules(table, MONTHS, {})
