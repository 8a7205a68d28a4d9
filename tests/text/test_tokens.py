"""Tokens of damaged and of plain text."""

from __future__ import annotations

import pytest

from elchi.text.tokens import cut_text, tokenise

FRENCH = ("l", "d", "qu", "jusqu")
ITALIAN = ("l", "un", "dell", "all", "d")


def test_a_soft_hyphen_after_an_inner_apostrophe_does_not_end_the_word() -> None:
    (token,) = tokenise("Do‘g‘rul\u00adning")
    assert (token.text, token.start, token.end) == ("Do‘g‘rulning", 0, 13)


@pytest.mark.parametrize(
    ("elided", "text", "words"),
    [
        (FRENCH, "L'envoyé d’Oman", ["L'", "envoyé", "d’", "Oman"]),
        (FRENCH, "jusqu'à l'État", ["jusqu'", "à", "l'", "État"]),
        (FRENCH, "aujourd'hui N'Djamena M'Bow", ["aujourd'hui", "N'Djamena", "M'Bow"]),
        (ITALIAN, "un'intesa dell'Unione", ["un'", "intesa", "dell'", "Unione"]),
        (ITALIAN, "poco", ["poco"]),
        ((), "l'envoyé O'Brien", ["l'envoyé", "O'Brien"]),
    ],
)
def test_elided_words_stand_alone(elided: tuple[str, ...], text: str, words: list[str]) -> None:
    tokens = tokenise(text, None, elided)
    assert [token.text for token in tokens] == words
    assert [text[token.start : token.end] for token in tokens] == words


def test_an_elided_word_is_no_abbreviation() -> None:
    first, second = tokenise("L'ONU", None, FRENCH)
    assert (first.fold, first.capital, first.all_capitals) == ("l'", True, False)
    assert second.all_capitals


@pytest.mark.parametrize("blank", [" ", "\t", "\u00a0"])
def test_a_long_run_of_blanks_is_passed_over_in_one_piece(blank: str) -> None:
    text = f"Astana{blank * 5_000}Baku {blank * 5_000}\n{blank * 5_000}Gdov"
    pieces = cut_text(text)
    assert "".join(pieces) == text
    assert len(pieces) < 10
    assert [token.text for token in tokenise(text) if token.kind == "word"] == ["Astana", "Baku", "Gdov"]
