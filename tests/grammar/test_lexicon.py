"""The lexicon reads a damaged word inside a phrase, and only there."""

from __future__ import annotations

import pytest

from elchi.grammar.language import load_language
from elchi.grammar.lexicon import Entry, Item, Lexicon, compile_entries, one_letter_apart
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


def items(text: str, forms: dict[str, str], passed: frozenset[str]) -> list[tuple[str, str]]:
    entries = [Entry("triggers", name, form, {"p": "-"}) for form, name in forms.items()]
    root, keys = compile_entries(entries, {}, {}, {})
    lexicon = Lexicon(root, {}, keys, passed)
    tokens = tokenise(text)

    def words(item: Item) -> str:
        return " ".join(token.text for token in tokens[item.start : item.end])

    return [(item.id, words(item)) for item in lexicon.find(tokens)]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("has visited Rome", [("go", "has visited")]),
        ("has also visited Rome", [("go", "has also visited")]),
        ("has also later visited", [("go", "has also later visited")]),
        ("has also been", []),
        ("has also ended", [("end", "has also ended")]),
        ("met also there", [("meet", "met")]),
        ("has perhaps visited", []),
    ],
)
def test_words_are_passed_over_inside_a_phrase(text: str, found: list[tuple[str, str]]) -> None:
    forms = {"has visited": "go", "has also ended": "end", "met": "meet", "met with": "meet"}
    assert items(text, forms, frozenset({"also", "later"})) == found
