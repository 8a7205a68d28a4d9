"""Who holds which post of what body: titles before and after names, joined, in brackets, with all words of the body."""

from __future__ import annotations

import pytest

from elchi.model import Report
from elchi.reading.reader import read_report


@pytest.mark.parametrize(
    ("text", "held"),
    [
        (
            "Об этом сообщил представитель Счётного комитета при мэрии Пётр Вязов.",
            [("Пётр Вязов", "представитель", "Счётного комитета при мэрии")],
        ),
        (
            "Министр по водным ресурсам Перу Хуан Вега ответил на вопросы.",
            [("Хуан Вега", "Министр по водным ресурсам", "Перу")],
        ),
        (
            "Анна Лозина, глава отдела по связям с прессой и общественностью, промолчала.",
            [("Анна Лозина", "глава", "отдела по связям с прессой и общественностью")],
        ),
        (
            "Выступили лидер Союза садоводов и депутат парламента Литвы Мария Вязова.",
            [("Мария Вязова", "депутат", "парламента Литвы"), ("Мария Вязова", "лидер", "Союза садоводов")],
        ),
        ("Французский президент Иван Вязов уехал.", [("Иван Вязов", "президент", "Франция")]),
        ("Полузащитник клуба Заря Пётр Вязов забил.", [("Пётр Вязов", "Полузащитник", "клуба Заря")]),
        ("Лидер оппозиции Пётр Вязов промолчал. Композитор Иван Лозин тоже.", []),
        ("Действия губернатора Александра Вязова удивили.", [("Александр Вязов", "губернатора", None)]),
    ],
)
def test_posts_and_what_they_are_of(text: str, held: list[tuple[str, str, str | None]]) -> None:
    found = read_report(Report(id="x", text=text, language="ru"), mentions=True).occupations or ()
    assert [(o.person, o.position, o.organisation) for o in found] == held
