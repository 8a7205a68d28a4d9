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
_WORD = r"[^\W\d_]+(?:[\u0300-\u036f\u00ad]+[^\W\d_]*)*(?:['’ʻ‘ʼ`´](?:\u00ad?[^\W\d_]+)+)*"
_VISIBLE = rf"{_WORD}|\d+|[^\w\s\u200b-\u200f\u202a-\u202e\u2060\ufeff]|_"
_BREAK = r"[^\S\n\r\u2028\u2029]*+(?:\r\n|\n|\r|\u2028|\u2029)\s*"
_KIND = re.compile(rf"(?P<word>{_WORD})|(?P<number>\d+)|(?P<break>{_BREAK})|(?P<mark>{_VISIBLE})")
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
    tokens = []
    end = 0
    for piece in cut_text(text, elided):
        start, end = end, end + len(piece)
        form = forms[piece]
        if form is not None:
            blanks, written, fold, kind, capital, all_capitals = form
            tokens.append(Token(start + blanks, end, written, fold, kind, capital, all_capitals))
    return tokens


def cut_text(text: str, elided: Sequence[str] = ()) -> list[str]:
    """Return the pieces of a text, nothing left out: what is visible with a blank before it, line ends, white space."""
    return _pieces(tuple(elided)).findall(text)


@lru_cache(maxsize=32)
def _pieces(elided: tuple[str, ...]) -> re.Pattern[str]:
    """Return the shapes of pieces, with the elided words before all others; they stand before a vowel or h only."""
    words = "|".join(sorted(map(re.escape, elided), key=lambda word: (-len(word), word)))
    small = rf"(?i:(?:{words})[{APOSTROPHES}](?=[aeiouyhœæ]|[à-åè-ïò-öù-ü]))|" if elided else ""
    return re.compile(rf" ?(?:{small}{_VISIBLE})|{_BREAK}|[^\S\n\r\u2028\u2029]+|.", re.DOTALL)


Form = tuple[int, str, str, str, bool, bool]


@lru_cache(maxsize=32)
def _forms(pairs: tuple[tuple[str, str], ...]) -> Recall[Form | None]:
    """Return by a piece as written how many blanks it begins with and what its token has besides a place."""
    table = str.maketrans(dict(pairs))
    return Recall(lambda piece: _form(piece, table))


def _form(piece: str, table: dict[int, str]) -> Form | None:
    blanks = 1 if piece[0] == " " and not piece.isspace() else 0
    match = _KIND.match(piece, blanks)
    if match is None:
        return None  # white space, or marks of no width
    written, kind = piece[blanks:], match.lastgroup or MARK
    text = written.replace(SOFT_HYPHEN, "") or written
    return blanks, text, fold_word(text, table) if kind == WORD else text, kind, *_capitals(text)


def fold_word(word: str, table: dict[int, str] | None = None) -> str:
    """Return a word in lower case, with one kind of apostrophe and without soft hyphens."""
    if table:
        word = word.translate(table)
    return word.casefold().translate(_MARKS)


_MARKS = str.maketrans({"’": "'", "ʻ": "'", "‘": "'", "ʼ": "'", "`": "'", "´": "'", "\u00ad": None, "\u0307": None})
