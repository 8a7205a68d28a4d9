"""Words compared by sound at three depths: letters, classes of vowels, bare consonants."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from elchi.text.romanise import sound_out


class Sound(NamedTuple):
    """A reading of a word at three depths: letters, vowels by class, and the bare consonants by class."""

    letters: str
    classes: str
    bones: str


@lru_cache(maxsize=200_000)
def sounds_of(text: str, language: str | None) -> tuple[Sound, ...]:
    """Return the readings of a word, that of its own language first."""
    return tuple(dict.fromkeys(_deepen(read) for read in sound_out(text, language)))


@lru_cache(maxsize=200_000)
def _deepen(sound: str) -> Sound:
    classes = (sound[:1] + sound[1:].replace("y", "")).translate(_CLASSES)
    classes = _DOUBLE.sub(r"\1", _GLIDE.sub("", classes))
    bones = _DOUBLE.sub(r"\1", (classes[:1] + _VOWEL.sub("", classes[1:])).translate(_BONES))
    classes = _DOUBLE.sub(r"\1", _BREATH.sub("", classes))
    return Sound(sound, classes, bones)


@lru_cache(maxsize=50_000)
def join_sounds(first: tuple[Sound, ...], second: tuple[Sound, ...]) -> tuple[Sound, ...]:
    """Return the readings of two words written as one."""
    reads = (_DOUBLE.sub(r"\1", a.letters + b.letters) for a in first[:4] for b in second[:4])
    return tuple(dict.fromkeys(map(_deepen, reads)))


@lru_cache(maxsize=200_000)
def compare_sounds(a: tuple[Sound, ...], b: tuple[Sound, ...]) -> float:
    """Return how alike two words sound, 0 to 1: the best of their readings."""
    best = 0.0
    for one in a:
        for other in b:
            if one.letters == other.letters:
                return 1.0
            bones = Levenshtein.normalized_similarity(one.bones, other.bones)
            if bones * 0.4 + 0.6 <= best or bones < 0.3:
                continue
            classes = Levenshtein.normalized_similarity(one.classes, other.classes)
            letters = Levenshtein.normalized_similarity(one.letters, other.letters)
            alike = 0.4 * bones + 0.4 * classes + 0.2 * letters
            if alike > best:
                best = alike - _gender_cost(one.letters, other.letters)
    return max(0.0, best if best >= _CERTAIN else best - 0.6 * (_CERTAIN - best))


def _gender_cost(a: str, b: str) -> float:
    """Return what a final -a on one side alone costs: Aliyeva is not Aliyev, Daniela not Daniel."""
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    if not longer.endswith("a") or shorter.endswith(("a", "e", "o", "i", "u", "y")):
        return 0.0
    return 0.45 if _FEMININE.search(longer) and shorter.endswith(longer[-3:-1]) else 0.25


_CERTAIN = 0.85  # below this a likeness is worth less than it says
_DOUBLE = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"(?<!^)i(?=[ao])")
_BREATH = re.compile(r"(?<=[aoi])h(?=[aoi])")
_VOWEL = re.compile(r"[aoi]")
_FEMININE = re.compile(r"(?:[eo]v|in|sk)a$")
_CLASSES = str.maketrans("euwg", "aovh")
_BONES = str.maketrans("bfghdzcSCZm", "pvkktsssssn")
