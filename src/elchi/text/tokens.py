"""Tokens of a text: words, numbers and marks, with offsets into the frozen text."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

import msgspec

from elchi.text.recall import Recall

SOFT_HYPHEN = "\u00ad"
WORD, NUMBER, MARK, BREAK = "word", "number", "mark", "break"
DASHES = frozenset("-–—")

# A word is letters with inner apostrophes (O'Brien, Kazakhstan's, G‘ulomov); a number is digits only;
# a break is a line end with the white space around it; anything else visible is a mark of its own.
# Marks of no width and of direction are passed over.
_SHAPES = (
    r"(?P<word>[^\W\d_]+(?:[\u0300-\u036f\u00ad]+[^\W\d_]*)*(?:['’ʻ‘ʼ`´](?:\u00ad?[^\W\d_]+)+)*)"
    r"|(?P<number>\d+)"
    r"|(?P<break>[^\S\n\r]*(?:\r\n|\n|\r|\u2028|\u2029)\s*)"
    r"|(?P<mark>[^\w\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]|_)"
)
_TOKEN = re.compile(_SHAPES)
APOSTROPHES = "'’ʻ‘ʼ`´"


class Token(msgspec.Struct, frozen=True, gc=False):  # nothing in it leads back to it: no garbage to look for
    """A token: its place `[start, end)`, its text without soft hyphens, its folded form, its kind.

    `capital` is true where the first letter is a capital, `all_capitals` for a word of two or more letters, all
    capitals. Neither text nor folded form promise to be as long as the place.
    """

    start: int
    end: int
    text: str
    fold: str
    kind: str
    capital: bool = False
    all_capitals: bool = False


def make_word(start: int, end: int, text: str, fold: str) -> Token:
    """Return the token of a word, given its place, its text and its folded form."""
    return Token(start, end, text, fold, WORD, *_capitals(text))


def _capitals(text: str) -> tuple[bool, bool]:
    return text[0].isupper(), len(text) > 1 and text.isupper() and text[-1] not in APOSTROPHES


def tokenise(text: str, casefold: dict[str, str] | None = None, elided: Sequence[str] = ()) -> list[Token]:
    """Split a text into tokens in order.

    `casefold` maps single letters before case folding (Turkic `I` to `ı`, `İ` to `i`). `elided` are the small words
    that lose their vowel and lean on the next word (l'ambassadeur, dell'Interno), without the apostrophe: each is a
    token of its own, the apostrophe with it.
    """
    forms = _forms(tuple(casefold.items()) if casefold else ())
    pattern = _split_at(tuple(elided)) if elided else _TOKEN
    return [Token(*match.span(), *forms[match.group()]) for match in pattern.finditer(text)]  # type: ignore[arg-type]


@lru_cache(maxsize=32)
def _split_at(elided: tuple[str, ...]) -> re.Pattern[str]:
    """Return the shapes of tokens with the elided words before all others; they stand before a vowel or h only."""
    words = "|".join(sorted(map(re.escape, elided), key=lambda word: (-len(word), word)))
    return re.compile(rf"(?i:(?:{words})[{APOSTROPHES}](?=[aeiouyhœæ]|[à-åè-ïò-öù-ü]))|{_SHAPES}")


@lru_cache(maxsize=32)
def _forms(pairs: tuple[tuple[str, str], ...]) -> Recall[tuple[str, str, str, bool, bool]]:
    """Return what a token has besides its place, by its text as written."""
    table = str.maketrans(dict(pairs))
    return Recall(lambda written: _form(written, table))


def _form(written: str, table: dict[int, str]) -> tuple[str, str, str, bool, bool]:
    match = _TOKEN.match(written)
    kind = match.lastgroup or MARK if match else MARK
    text = written.replace(SOFT_HYPHEN, "") or written
    return text, fold_word(text, table) if kind == WORD else text, kind, *_capitals(text)


def fold_word(word: str, table: dict[int, str] | None = None) -> str:
    """Return a word in lower case, with one kind of apostrophe and without soft hyphens."""
    if table:
        word = word.translate(table)
    return word.casefold().translate(_MARKS)


_MARKS = str.maketrans({"’": "'", "ʻ": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00ad": None, "\u0307": None})
