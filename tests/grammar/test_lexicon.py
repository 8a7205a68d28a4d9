"""The lexicon reads a damaged word inside a phrase, and only there."""

from __future__ import annotations

import pytest

from elchi.grammar.language import load_language
from elchi.grammar.lexicon import one_letter_apart
from elchi.text.tokens import tokenise


def kinds(text: str, code: str) -> set[str]:
    language = load_language(code)
    return {item.id for item in language.lexicon.find(tokenise(text, language.casefold)) if item.kind == "activities"}


@pytest.mark.parametrize(
    ("text", "code", "kind"),
    [
        ("почетный караал", "ru", "welcome_ceremony"),
        ("fəxri qaravul", "az", "welcome_ceremony"),
        ("guard of honuor", "en", "welcome_ceremony"),
    ],
)
def test_a_damaged_word_goes_on_a_phrase(text: str, code: str, kind: str) -> None:
    assert kind in kinds(text, code)


def test_a_damaged_word_alone_is_none() -> None:
    assert not kinds("банкте караал", "ru")


@pytest.mark.parametrize(
    ("left", "right", "apart"),
    [
        ("honuor", "honour", True),
        ("honur", "honour", True),
        ("hanour", "honour", True),
        ("honour", "honour", False),
        ("hnoruo", "honour", False),
    ],
)
def test_one_letter_apart(left: str, right: str, apart: bool) -> None:
    assert one_letter_apart(left, right) is apart
    assert one_letter_apart(right, left) is apart
