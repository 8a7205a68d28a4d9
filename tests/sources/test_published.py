"""The day of publication in its forms."""

from __future__ import annotations

import pytest

from elchi.sources.published import published_from_text, published_of_value


@pytest.mark.parametrize(
    ("text", "date", "prefix"),
    [
        (" date 2023-02-23 BAKU", "2023-02-23", 16),
        (" date 2024-04\nText", "2024-04", 13),
        ("date 2024 Text", "2024", 9),
        (" date 2023-13 Text", None, 0),
        (" date 2023-02-23x", None, 0),
        ("18:42 16/05/2025\n\nText of it.", "2025-05-16", 0),
        ("Headline\n11.09.2023 / 15:42\nText", "2023-09-11", 0),
        ("30.06.2021", "2021-06-30", 0),
        ("On 30.06.2021 he came.", None, 0),
        ("1.5\n2.5 3", None, 0),
        ("", None, 0),
    ],
)
def test_before_a_text(text: str, date: str | None, prefix: int) -> None:
    assert published_from_text(text) == (date, prefix)


@pytest.mark.parametrize(
    ("value", "date"),
    [
        ("2023-02-23T23:30:00+04:00", "2023-02-23"),
        ("2023-02-23 10:00", "2023-02-23"),
        ("20230223T100000Z", "2023-02-23"),
        ("Thu, 23 Feb 2023 23:30:00 +0400", "2023-02-23"),
        ("23.02.2023", "2023-02-23"),
        ("2023-02", "2023-02"),
        ("2023", "2023"),
        (2023, "2023"),
    ],
)
def test_of_a_field(value: object, date: str) -> None:
    assert published_of_value(value) == (date, None)


@pytest.mark.parametrize("value", ["yesterday", "2023-02-30", "23/23/2023"])
def test_a_field_that_is_no_date_is_said(value: str) -> None:
    date, remark = published_of_value(value)
    assert date is None and remark is not None and value in remark


@pytest.mark.parametrize("value", [None, "", "  ", True, []])
def test_a_field_that_is_not_there(value: object) -> None:
    assert published_of_value(value) == (None, None)
