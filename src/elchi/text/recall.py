"""Answers about words kept by the word: the same words come again from report to report."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

Answer = TypeVar("Answer")
MOST = 30_000  # words that answers are kept of


class Recall(dict[str, Answer]):
    """What a function says of a word, asked once a word; emptied before it grows large.

    `recall[word]` is the answer. The function must depend on nothing but the word.
    """

    def __init__(self, ask: Callable[[str], Answer]) -> None:
        super().__init__()
        self._ask = ask

    def __missing__(self, word: str) -> Answer:
        if len(self) >= MOST:
            self.clear()
        answer = self[word] = self._ask(word)
        return answer
