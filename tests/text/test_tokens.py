"""Tokens of damaged and of plain text."""

from __future__ import annotations

from elchi.text.tokens import tokenise


def test_a_soft_hyphen_after_an_inner_apostrophe_does_not_end_the_word() -> None:
    (token,) = tokenise("Do‘g‘rul\u00adning")
    assert (token.text, token.start, token.end) == ("Do‘g‘rulning", 0, 13)
