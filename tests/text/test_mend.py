"""Letters that only look right are mended in their places."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elchi.text.mend import mend_letters, unwrap_lines


@pytest.mark.parametrize(
    ("given_text", "mended"),
    [
        ("Mинистр", "Министр"),
        ("Нуpлaн Ceйтов", "Нурлан Сейтов"),
        ("Bаkı", "Bakı"),
        ("Xәzər", "Xəzər"),
        ("Қазaқстaн", "Қазақстан"),
        ("The РRС delegation", "The PRC delegation"),
        ("poIice generaI", "police generaI"),
        ("McIntyre and MacInnes", "McIntyre and MacInnes"),
        ("dele\u200bgation", "dele\u00adgation"),
        ("\u202emayor\u202c", " mayor "),
        ("В Баку прибыл СEО компании BP", "В Баку прибыл СЕО компании BP"),
        ("ТАСС и Reuters", "ТАСС и Reuters"),
        ("Bakı", "Bakı"),
        ("министрі1 Асқар Сері5ков", "министрі\u00ad Асқар Сері\u00adков"),
        ("The mini3ster met him.2", "The mini\u00adster met him.2"),
        ("F16, COP29, ЭКСПО2017, 27сі, Су30, 5th, Covid19", "F16, COP29, ЭКСПО2017, 27сі, Су30, 5th, Covid19"),
        ("сентября2024", "сентября2024"),
    ],
)
def test_mended(given_text: str, mended: str) -> None:
    assert mend_letters(given_text)[0] == mended


def test_lines_of_a_column_are_joined() -> None:
    column = "The delegation was led by the Speaker\nNational Assembly Doctor X and came\nto the city on Thursday"
    joined = column.replace("\n", " ")
    assert unwrap_lines(f"A heading\n\n{column}\n\nText") == f"A heading\n\n{joined}\n\nText"


def test_lists_and_lines_that_are_paragraphs_stay_apart() -> None:
    listed = "The delegation:\nMinister of Health A B\nMinister of Trade C D\nambassador E F"
    long = "\n".join(["He met the minister. " * 6, "they spoke of trade. " * 6, "and went home. " * 9])
    assert unwrap_lines(listed) == listed
    assert unwrap_lines(long) == long


def test_mended_words_are_counted() -> None:
    assert mend_letters("Mинистр Нуpлaн приехал")[1] == 2
    assert mend_letters("Министр приехал")[1] == 0


@given(st.text(alphabet=st.sampled_from("aеcс əәIlшZМ\u200b\u202e.\n"), max_size=40))
def test_every_code_point_keeps_its_place(text: str) -> None:
    mended, _ = mend_letters(text)
    assert len(mended) == len(text)
    assert [a.isspace() for a in text if a != "\u200b" and a != "\u202e"] == [
        b.isspace() for a, b in zip(text, mended, strict=True) if a != "\u200b" and a != "\u202e"
    ]
