"""Mentions beyond the visits: names and positions standing anywhere, with the bounds that readers expect."""

from __future__ import annotations

import pytest

from elchi.model import Reading, Report
from elchi.reading.reader import read_report


def _read(text: str, language: str) -> Reading:
    return read_report(Report(id="x", text=text, language=language), mentions=True)


def _named(text: str, language: str, kind: str) -> list[str]:
    return [text[m.start : m.end] for m in _read(text, language).mentions or () if m.kind == kind]


@pytest.mark.parametrize(
    ("text", "positions"),
    [
        ("Сондай-ақ Мемлекет басшысы ертең сөз сөйлейді.", ["Мемлекет басшысы"]),
        ("Кездесуге еліміздің Денсаулық сақтау министрі келді.", ["Денсаулық сақтау министрі"]),
        ("Бұл туралы «Тұлпар» арнасының директоры Сәуле Ермекова айтты.", ["«Тұлпар» арнасының директоры"]),
        ("Осыған байланысты қала әкімі мен депутаттар жиналды.", []),
        ("Шараға Президент Әкімшілігі қолдау көрсетті.", []),
        ("Кеше Елбасы ауылға барды.", ["Елбасы"]),
    ],
)
def test_a_kazakh_position_is_named_with_a_capital_and_with_what_it_is_of(text: str, positions: list[str]) -> None:
    assert _named(text, "kk", "position") == positions


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Рақмет, Динара, сөз сізде.", ["Динара"]),
        ("Кешке Абайдың өлеңдері оқылды.", ["Абайдың"]),
        ("Кешке Абай қаласының тұрғындары жиналды.", []),
        ("Сапар ертең аяқталады.", []),
    ],
)
def test_a_known_name_standing_alone_is_a_person_where_no_other_use_is_nearer(text: str, persons: list[str]) -> None:
    assert _named(text, "kk", "person") == persons


@pytest.mark.parametrize(
    ("text", "persons"),
    [
        ("Then Jordan Velde spoke of Jordan Valley projects in Jordan.", ["Jordan Velde"]),
        ("Heather May said in May that Ben Hollis agreed.", ["Heather May", "Ben Hollis"]),
        ("A revival of Sam Hollis's True West opens.", ["Sam Hollis's"]),
    ],
)
def test_a_name_that_is_also_a_country_a_city_or_a_month(text: str, persons: list[str]) -> None:
    assert _named(text, "en", "person") == persons


def test_a_name_does_not_change_its_script() -> None:
    assert _named("Об этом Иван Вязов Twitter не писал.", "ru", "person") == ["Иван Вязов"]
