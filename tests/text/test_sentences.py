"""Where sentences end: a full stop behind a number ends one but where it makes an ordinal."""

from __future__ import annotations

import pytest

from elchi.text.sentences import split_sentences
from elchi.text.tokens import tokenise


def sentences(text: str, ordinals: bool) -> list[str]:
    tokens = tokenise(text)
    return [text[tokens[a].start : tokens[b - 1].end] for a, b in split_sentences(tokens, (), ordinals)]


@pytest.mark.parametrize(
    ("text", "ordinals", "found"),
    [
        ("Am 5. Mai kam er.", True, ["Am 5. Mai kam er."]),
        ("Am 5. Mai kam er.", False, ["Am 5.", "Mai kam er."]),
        ("It was in 2019. He came.", True, ["It was in 2019.", "He came."]),
        ("He saw 5. He came.", False, ["He saw 5.", "He came."]),
    ],
)
def test_ordinals(text: str, ordinals: bool, found: list[str]) -> None:
    assert sentences(text, ordinals) == found
