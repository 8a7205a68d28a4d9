"""Figures: the whole number with its scale, unit and bound."""

from __future__ import annotations

import pytest

from elchi.model import Report
from elchi.reading.reader import read_report


@pytest.mark.parametrize(
    ("text", "language", "figure"),
    [
        ("Trade turnover grew to more than $1.2 billion.", "en", ("trade turnover", 1.2e9, "USD", "more than")),
        ("Товарооборот составил 450 миллионов долларов.", "ru", ("trade turnover", 4.5e8, "USD", None)),
        ("Ticarət dövriyyəsi 450 milyon dollar təşkil edib.", "az", ("trade turnover", 4.5e8, "USD", None)),
        ("Тауар айналымы 450 миллион долларға жетті.", "kk", ("trade turnover", 4.5e8, "USD", None)),
        ("A 12-member delegation came to Oslo.", "en", ("members of the delegation", 12.0, None, None)),
    ],
)
def test_a_figure_with_unit_and_bound(
    text: str, language: str, figure: tuple[str, float, str | None, str | None]
) -> None:
    found = read_report(Report(id="x", text=text, language=language, published="2024-05-05")).figures
    assert [(f.what, f.value, f.unit, f.bound) for f in found] == [figure]
