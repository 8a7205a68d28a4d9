"""Words compared by sound at three depths: letters, classes of vowels, bare consonants."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from rapidfuzz.distance.Levenshtein import normalized_similarity as similarity

from elchi.text.romanise import sound_out


class Sound(NamedTuple):
    """A reading of a word at three depths: letters, vowels by class, and the bare consonants by class."""

    letters: str
    classes: str
    bones: str


class Readings:
    """All readings of a word, compared by identity: words that are looked at often are hashed for nothing."""

    __slots__ = ("bones", "sounds")

    def __init__(self, sounds: Iterable[Sound]) -> None:
        self.sounds = tuple(dict.fromkeys(sounds))
        self.bones = tuple(dict.fromkeys(sound.bones for sound in self.sounds))

    def __iter__(self) -> Iterator[Sound]:
        return iter(self.sounds)


@lru_cache(maxsize=1024)
def sounds_of(text: str, language: str | None) -> Readings:
    """Return the readings of a word, that of its own language first."""
    return Readings(_deepen(read) for read in sound_out(text, language))


@lru_cache(maxsize=1024)
def _deepen(sound: str) -> Sound:
    classes = (sound[:1] + sound[1:].replace("y", "")).translate(_CLASSES)
    classes = _DOUBLE.sub(r"\1", _GLIDE.sub("", classes))
    bones = _DOUBLE.sub(r"\1", (classes[:1] + _VOWEL.sub("", classes[1:])).translate(_BONES))
    classes = _DOUBLE.sub(r"\1", _BREATH.sub("", classes))
    return Sound(sound, classes, bones)


@lru_cache(maxsize=1024)
def join_sounds(first: Readings, second: Readings) -> Readings:
    """Return the readings of two words written as one."""
    reads = (_DOUBLE.sub(r"\1", a.letters + b.letters) for a in first.sounds[:4] for b in second.sounds[:4])
    return Readings(map(_deepen, reads))


@lru_cache(maxsize=2048)
def compare_sounds(a: Readings, b: Readings) -> float:
    """Return how alike two words sound, 0 to 1: the best of their readings."""
    nearest = max(similarity(one, other) for one in a.bones for other in b.bones)
    if nearest < _FAR:
        return nearest * _FAR
    best = 0.0
    for one in a.sounds:
        for other in b.sounds:
            if one.letters == other.letters:
                return 1.0
            bones = similarity(one.bones, other.bones)
            if bones * 0.4 + 0.6 <= best or bones < _FAR:
                continue
            classes = similarity(one.classes, other.classes)
            alike = 0.4 * bones + 0.4 * classes + 0.2 * similarity(one.letters, other.letters)
            if alike > best:
                best = max(best, alike - _gender_cost(one.letters, other.letters))
    return max(0.0, best if best >= _CERTAIN else best - 0.6 * (_CERTAIN - best))


def _gender_cost(a: str, b: str) -> float:
    """Return what a final -a on one side alone costs: Aliyeva is not Aliyev, Daniela not Daniel."""
    shorter, longer = (a, b) if len(a) < len(b) else (b, a)
    if not longer.endswith("a") or shorter.endswith(("a", "e", "o", "i", "u", "y")):
        return 0.0
    return 0.45 if _FEMININE.search(longer) and shorter.endswith(longer[-3:-1]) else 0.25


_FAR = 0.34  # consonants less alike than this are not looked at further
_CERTAIN = 0.85  # below this a likeness is worth less than it says
_DOUBLE = re.compile(r"(.)\1+")
_GLIDE = re.compile(r"(?<!^)i(?=[ao])")
_BREATH = re.compile(r"(?<=[aoi])h(?=[aoi])")
_VOWEL = re.compile(r"[aoi]")
_FEMININE = re.compile(r"(?:[eo]v|in|sk)a$")
_CLASSES = str.maketrans("euwg", "aovh")
_BONES = str.maketrans("bfghdzcSCZm", "pvkktsssssn")
