"""Folding for search: one spelling for a word across letter case, diacritics and scripts, with the way back.

Two forms. The *fold* of a word is plain ASCII where its script allows it: `Bakı`, `BAKI` and `Бакы` are `baki`. The
*key* is coarser, for words that languages spell by different habits (`Qazaxıstan`, `Казахстан`, `Kazakhstan`,
`Қазақстан`): sounds that swap between those habits are made one and the vowels after the first letter dropped. Both
tables are of letters, not of languages.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"[^\W_](?:[^\W_]|[\u0300-\u036f\u00ad])*(?:['’ʻ‘ʼ`´][^\W_]+)*")

# Latin letters that do not decompose, and Cyrillic by its usual English transliteration.
_LETTERS = {
    "ə": "a", "ı": "i", "ß": "ss", "ø": "o", "đ": "d", "ð": "d", "þ": "th", "ł": "l", "æ": "ae", "œ": "oe",
    "ħ": "h", "ŋ": "ng", "ä": "a", "а": "a", "б": "b", "в": "v", "г": "g", "ґ": "g", "д": "d", "е": "e", "ё": "e",
    "є": "ye", "ж": "zh", "з": "z", "и": "i", "й": "i", "і": "i", "ї": "i", "к": "k", "л": "l", "м": "m", "н": "n",
    "о": "o", "п": "p", "р": "r", "с": "s", "т": "t", "у": "u", "ф": "f", "х": "kh", "ц": "ts", "ч": "ch",
    "ш": "sh", "щ": "sh", "ъ": "", "ы": "i", "ь": "", "э": "e", "ю": "yu", "я": "ya", "ә": "a", "ғ": "g", "қ": "k",
    "ң": "n", "ө": "o", "ұ": "u", "ү": "u", "һ": "h", "ҳ": "h", "ў": "o", "ҷ": "j", "җ": "j", "ӯ": "u", "ӣ": "i",
    "ҝ": "g", "ҹ": "j", "ј": "y", "љ": "l", "њ": "n", "ћ": "c", "ђ": "d", "џ": "j",
}  # fmt: skip

# Sounds that spelling habits swap, in order: digraphs first. What is left of them is compared, never shown.
_HABITS = (
    ("shch", "s"), ("zh", "j"), ("dj", "j"), ("kh", "k"), ("gh", "k"), ("sch", "s"), ("sh", "s"), ("tch", "c"),
    ("ch", "c"), ("ts", "s"), ("ph", "f"), ("ck", "k"), ("x", "k"), ("q", "k"), ("g", "k"), ("h", "k"), ("w", "v"),
    ("c", "j"),
)  # fmt: skip
_VOWELS = frozenset("aeiouy")
_SHORT = 4
"""A key keeps its vowels where it would have fewer consonants than this: short words would fall together."""


class FoldedWord(NamedTuple):
    """A word of a text: `text[start:end]` folds to `fold`."""

    start: int
    end: int
    fold: str


def fold_search(text: str) -> list[FoldedWord]:
    """Split a text into words, folded for search; offsets are code points of the text as given."""
    words = []
    for match in _WORD.finditer(text):
        folded = fold_word(match.group())
        if folded:
            words.append(FoldedWord(match.start(), match.end(), folded))
    return words


@lru_cache(maxsize=2048)
def fold_word(word: str) -> str:
    """Return a word in lower case and ASCII as far as its script is Latin or Cyrillic, without apostrophes."""
    pieces = []
    for letter in unicodedata.normalize("NFC", word).replace("İ", "i").replace("I", "i").casefold():
        if letter in _LETTERS:
            pieces.append(_LETTERS[letter])
        elif letter.isascii():
            pieces.append(letter if letter.isalnum() else "")
        else:
            pieces.append(_decompose(letter))
    return "".join(pieces)


def _decompose(letter: str) -> str:
    """Return a letter without its marks; a mark or apostrophe alone gives nothing."""
    parts = [part for part in unicodedata.normalize("NFKD", letter) if part.isalnum()]
    return "".join(_LETTERS.get(part, part) for part in parts)


@lru_cache(maxsize=2048)
def search_key(fold: str) -> str:
    """Return the coarse key of a folded word, alike for the spelling habits of several languages."""
    key = fold
    for habit, sound in _HABITS:
        key = key.replace(habit, sound)
    key = re.sub(r"(?<=[aeiou])i(?=[aeiou])", "", key.replace("y", "i"))  # glides are written or not: Mayev, Маев
    key = re.sub(r"(.)\1+", r"\1", key)
    bones = key[:1] + "".join(letter for letter in key[1:] if letter not in _VOWELS)
    bones = re.sub(r"(.)\1+", r"\1", bones)
    return bones if len(bones) >= _SHORT else key


def strip_endings(fold: str, endings: Collection[str], shortest: int = 4) -> set[str]:
    """Return a folded word and what is left of it without each of some folded endings, at least `shortest` letters.

    `endings` is best a set: each possible end of the word is looked up in it.
    """
    return {fold, *(fold[:cut] for cut in range(shortest, len(fold)) if fold[cut:] in endings)}
