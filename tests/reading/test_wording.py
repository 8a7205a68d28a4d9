"""Phrases come home to the nominative by the rules of the language folder."""

from __future__ import annotations

import pytest

from elchi.grammar.language import load_language
from elchi.model import Report
from elchi.reading.scan import scan_report
from elchi.reading.wording import in_nominative


def reword(text: str, language: str = "ru") -> str:
    scan = scan_report(Report(id="x", text=text, language=language), load_language(language))
    return in_nominative(scan, 0, len(scan.tokens))


@pytest.mark.parametrize(
    ("written", "nominative"),
    [
        ("министра обороны", "министр обороны"),
        ("Первым заместителем министра юстиции", "Первый заместитель министра юстиции"),
        ("учебным центром", "учебный центр"),
        ("Национальной библиотеке", "Национальная библиотека"),
        ("бригадным генералом", "бригадный генерал"),
        ("послом Узбекистана", "посол Узбекистана"),
        ("министра обороны – начальника Генерального штаба", "министр обороны – начальник Генерального штаба"),
    ],
)
def test_head_and_attributes_come_home(written: str, nominative: str) -> None:
    assert reword(written) == nominative


def test_nominative_stays() -> None:
    assert reword("министр обороны Латвии") == "министр обороны Латвии"


def test_language_without_rules_keeps_the_words() -> None:
    assert reword("the minister's office", "en") == "the minister's office"


@pytest.mark.parametrize(
    ("written", "nominative", "language"),
    [
        ("Fəxri xiyabana", "Fəxri xiyaban", "az"),
        ("Müdafiə Nazirliyində", "Müdafiə Nazirliyi", "az"),
        ("nazirliyin", "nazirlik", "az"),
        ("Polis Akademiyasına", "Polis Akademiyası", "az"),
        ("Ұлттық музейді", "Ұлттық музей", "kk"),
        ("даярлау орталығын", "даярлау орталығы", "kk"),
    ],
)
def test_the_last_word_of_a_suffixing_language_comes_home(written: str, nominative: str, language: str) -> None:
    assert reword(written, language) == nominative
