"""Keys by which records that may be one find each other, so that the work grows with the data, not its square.

A record is stored under its `stored` keys and looks under its `probed` ones; two records are compared where a probed
key of one is a stored key of the other.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from itertools import product
from typing import NamedTuple

from elchi.resolve.names import Word, analyse_name

_MOST_READINGS = 6
_MOST = 16_384  # names whose keys are kept for a while: some 50 MB


class Keys(NamedTuple):
    """The keys under which a record stands, and those under which it looks for others."""

    stored: frozenset[str]
    probed: frozenset[str]

    def __or__(self, other: object) -> Keys:
        if not isinstance(other, Keys):
            return NotImplemented
        return Keys(self.stored | other.stored, self.probed | other.probed)


NO_KEYS = Keys(frozenset(), frozenset())


def name_keys(name: str, language: str | None = None) -> Keys:
    """Return the keys of a name: full names by two words, names with an initial by the other word and that initial."""
    return _kept.get()(name, language)[0]


def office_keys(name: str, language: str | None = None) -> Keys:
    """Return the keys of a name beside an office: of a full name its first letters, as its words may be misspelled;
    of a bare one the word, under which full names stand for bare ones alone, as those of one word are many.
    """
    return _kept.get()(name, language)[1]


def _keys(name: str, language: str | None) -> tuple[Keys, Keys]:
    return _keys_alone(name, language), _keys_beside(name, language)


_few = lru_cache(maxsize=512)(_keys)
_kept = ContextVar("_kept", default=_few)


@contextmanager
def keep_more() -> Iterator[None]:
    """Keep the keys of many names: for going through a whole register, all over which the same names come again."""
    before = _kept.set(lru_cache(maxsize=_MOST)(_keys))
    try:
        yield
    finally:
        _kept.reset(before)


def _keys_alone(name: str, language: str | None) -> Keys:
    words = _weighty(name, language)
    full = [word for word in words if word.kind == "name"]
    initials = [word for word in words if word.kind == "initial"]
    pairs: set[str] = set()
    fits: set[str] = set()
    short: set[str] = set()
    for place, word in enumerate(full):
        for other in full[place + 1 :]:
            pairs.update("F" + "+".join(sorted(both)) for both in product(_bones(word), _bones(other)))
        for other in (each for each in full if each is not word):
            fits.update(f"{bones}+{first}" for bones, first in product(_bones(word), _firsts(other)))
        for other in initials:
            short.update(f"{bones}+{first}" for bones, first in product(_bones(word), _firsts(other)))
    waiting = {"I" + key for key in short}
    return Keys(
        frozenset(pairs | {"S" + key for key in fits} | waiting),
        frozenset(pairs | {"I" + key for key in fits} | {"S" + key for key in short} | waiting),
    )


def word_keys(name: str, language: str | None = None) -> frozenset[str]:
    """Return one key for each weighty word of a name: for use beside another clue, as an office."""
    return frozenset(bones for word in _weighty(name, language) if word.kind == "name" for bones in _bones(word))


def _keys_beside(name: str, language: str | None) -> Keys:
    words = [word for word in _weighty(name, language) if word.kind in ("name", "initial")]
    bones = word_keys(name, language)
    if len(words) < 2:
        bare = frozenset({"B" + key for key in bones})
        return Keys(bare, bare | {"W" + key for key in bones})
    pairs = frozenset(
        "L" + "+".join(sorted(both))
        for place, word in enumerate(words)
        for other in words[place + 1 :]
        for both in product(_firsts(word), _firsts(other))
    )
    return Keys(pairs | {"W" + key for key in bones}, pairs | {"B" + key for key in bones})


def prefix_keys(prefix: str, keys: Iterable[str]) -> frozenset[str]:
    """Return keys with a prefix, so that persons and visits do not meet."""
    return frozenset(f"{prefix}{key}" for key in keys)


def _weighty(name: str, language: str | None) -> list[Word]:
    words = [word for word in analyse_name(name, language) if word.kind in ("name", "initial")]
    return words or list(analyse_name(name, language))


def _bones(word: Word) -> list[str]:
    return list(dict.fromkeys(sound.bones for sound in word.sounds))[:_MOST_READINGS]


def _firsts(word: Word) -> list[str]:
    return list(dict.fromkeys((sound.classes.lstrip("y") or "y")[:1] for sound in word.sounds))
