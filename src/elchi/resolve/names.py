"""How likely two spellings name one person: word by word, by sound, with reasons; never the whole string at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

from elchi.errors import VocabularyError
from elchi.resolve.sounds import Readings, compare_sounds, join_sounds, sounds_of
from elchi.text.romanise import fold_letters, keeps_spelling
from elchi.vocabulary.load import table


class Comparison(NamedTuple):
    """How alike two names are, 0 to 1, and why, in plain words."""

    score: float
    reasons: tuple[str, ...] = ()


class Word(NamedTuple):
    """A word of a name; `kind` is name, initial, patronymic or particle; `joined` by a hyphen to the one before."""

    text: str
    kind: str
    sounds: Readings
    joined: bool = False


Words = tuple[Word, ...]


class Aligned(NamedTuple):
    """Words of two names that stand for each other: their places and how alike they are."""

    left: int
    right: int
    alike: float


def compare_names(a: str, b: str, language_a: str | None = None, language_b: str | None = None) -> Comparison:
    """Return how likely two spellings name one person, with reasons.

    1.0 needs the same words in the same order; given and family name swapped alone never reach it.
    """
    left, right = analyse_name(a, language_a), analyse_name(b, language_b)
    score, pairs, left, right = _score(left, right)
    from elchi.resolve.reasons import explain

    return Comparison(score, explain(left, right, pairs, (language_a, language_b)))


def score_names(a: str, b: str, language_a: str | None = None, language_b: str | None = None) -> float:
    """Return the score of `compare_names` without its reasons: the quick way."""
    return _score(analyse_name(a, language_a), analyse_name(b, language_b))[0]


def score_pairs(path: str | Path) -> Iterator[float]:
    """Yield one score for each line of a table with the columns name_a, language_a, name_b, language_b.

    Raises VocabularyError where a column is missing.
    """
    with open(path, encoding="utf-8") as lines:
        header = next(lines, "").rstrip("\r\n").split("\t")
        try:
            a, b = header.index("name_a"), header.index("name_b")
        except ValueError:
            raise VocabularyError(f"{path}: needs the columns name_a and name_b, between tabs") from None
        places = [header.index(name) if name in header else len(header) for name in ("language_a", "language_b")]
        for line in lines:
            cells = [*line.rstrip("\r\n").split("\t"), ""]
            if len(cells) > max(a, b) + 1:
                one, other = (cells[place] if place < len(cells) else "" for place in places)
                yield score_names(cells[a], cells[b], one or None, other or None)


@lru_cache(maxsize=2048)
def analyse_name(name: str, language: str | None = None) -> Words:
    """Return the words of a name with their readings, patronymics and particles marked."""
    words: list[Word] = []
    language = None if keeps_spelling(name, language) else language
    for match in _WORD.finditer(_BRACKETS.sub(" ", name)):
        text = fold_letters(match["word"])
        if name_parts().get(text) == "suffix":
            continue
        initial = len(text) == 1 or (bool(match["dot"]) and len(text) == 2)
        kind = "initial" if initial and name_parts().get(text) != "particle" else "name"
        words.append(Word(text, kind, sounds_of(text, language), bool(match["hyphen"]) and bool(words)))
    return tuple(_mark_parts(words))


@lru_cache(maxsize=1)
def name_parts() -> dict[str, str]:
    """Return word -> particle, patronymic or suffix; endings of patronymics begin with `~`."""
    return {row["form"]: row["id"] for row in table("nameparts")}


@lru_cache(maxsize=1)
def _patronymic_endings() -> tuple[str, ...]:
    return tuple(form[1:] for form, kind in name_parts().items() if form.startswith("~") and kind == "patronymic")


def _mark_parts(words: list[Word]) -> list[Word]:
    parts = name_parts()
    marked: list[Word] = []
    full = sum(word.kind == "name" for word in words)
    for place, word in enumerate(words):
        kind = parts.get(word.text)
        if kind == "patronymic" and place >= 1 and full >= 3:
            if marked and marked[-1].kind == "name":
                marked[-1] = marked[-1]._replace(kind="patronymic")
            continue
        if kind == "particle" and full >= 3:
            word = word._replace(kind="particle")
        elif word.kind == "name" and full >= 3 and place >= 1 and not word.joined and _is_patronymic(word.text):
            word = word._replace(kind="patronymic")
        marked.append(word)
    return marked


def _is_patronymic(text: str) -> bool:
    return any(text.endswith(ending) and len(text) > len(ending) + 1 for ending in _patronymic_endings())


def _score(left: Words, right: Words) -> tuple[float, list[Aligned], Words, Words]:
    """Return score, alignment and the words as aligned (words written together or apart are tried both ways)."""
    best = (*_score_words(left, right), left, right)
    if _HOPELESS < best[0] < 0.9:
        for one, other in _rejoined(left, right):
            score, pairs = _score_words(one, other)
            if score - 0.02 > best[0]:
                best = (score - 0.02, pairs, one, other)
    return best


def _rejoined(left: Words, right: Words) -> Iterator[tuple[Words, Words]]:
    """Yield both names with two neighbouring words of the longer one written as one."""
    if len(left) == len(right):
        return
    longer = left if len(left) > len(right) else right
    for place in range(len(longer) - 1):
        first, second = longer[place], longer[place + 1]
        if "initial" in (first.kind, second.kind):
            continue
        word = Word(first.text + second.text, "name", join_sounds(first.sounds, second.sounds), first.joined)
        merged = (*longer[:place], word, *longer[place + 2 :])
        yield (merged, right) if longer is left else (left, merged)


def _score_words(left: Words, right: Words) -> tuple[float, list[Aligned]]:
    if not left or not right:
        return 0.0, []
    pairs = _align(left, right)
    core = [pair for pair in pairs if left[pair.left].kind != "particle"]
    if not core:
        return 0.0, pairs
    strengths = [pair.alike for pair in core]
    score = 0.45 * sum(strengths) / len(strengths) + 0.55 * min(strengths)
    full = sum(left[pair.left].kind != "initial" and right[pair.right].kind != "initial" for pair in core)
    if len(core) == 1:
        score = min(score, _LONE if len(left) == len(right) == 1 else 0.5)
    if full == 0:
        score = min(score, 0.3)
    if any(one.right > other.right for one, other in pairwise(core)):
        score = min(score - 0.03, 0.95)
    if len(pairs) < len(left) or len(pairs) < len(right):
        score -= _cost(_spare(left, {pair.left for pair in pairs}), _spare(right, {pair.right for pair in pairs}))
    return max(0.0, min(1.0, score)), pairs


def _spare(words: Words, taken: set[int]) -> list[Word]:
    return [word for place, word in enumerate(words) if place not in taken]


def _cost(spare_left: list[Word], spare_right: list[Word]) -> float:
    """Return what words that found no partner cost: most where both have one, little for a patronymic."""
    costs = {"name": 0.04, "initial": 0.02, "patronymic": 0.005, "particle": 0.01}
    cost = sum(costs[word.kind] if not word.joined else 0.03 for word in [*spare_left, *spare_right])
    clashes = min(sum(word.kind != "particle" for word in side) for side in (spare_left, spare_right))
    return cost + 0.3 * clashes


def _align(left: Words, right: Words) -> list[Aligned]:
    """Return the alignment of most alike words first, ties by place; at least as many as the shorter name has names."""
    every = sorted((0.001 * abs(i - j) - _alike(a, b), i, j) for i, a in enumerate(left) for j, b in enumerate(right))
    free_left, free_right = set(range(len(left))), set(range(len(right)))
    found = []
    for short, i, j in every:
        if i not in free_left or j not in free_right:
            continue
        if -short < _LEAST and (left[i].kind != "name" or right[j].kind != "name"):
            continue
        free_left.remove(i)
        free_right.remove(j)
        found.append(Aligned(i, j, max(0.0, min(1.0, 0.001 * abs(i - j) - short))))
        if not free_left or not free_right:
            break
    return sorted(found)


def _alike(a: Word, b: Word) -> float:
    if a.kind == "initial" or b.kind == "initial":
        return _fit_initial(a, b)
    if a.text == b.text:
        return 1.0
    alike = compare_sounds(a.sounds, b.sounds)
    if min(len(a.text), len(b.text)) <= _SHORT:
        alike *= 0.94
    if (a.kind == "patronymic") != (b.kind == "patronymic"):
        return alike * 0.8
    return alike


def _fit_initial(a: Word, b: Word) -> float:
    if a.kind != "initial":
        a, b = b, a
    firsts = {sound.classes[:1] for sound in a.sounds}
    if not any(sound.classes[:1] in firsts or sound.classes.lstrip("y")[:1] in firsts for sound in b.sounds):
        return 0.0
    return 0.9 if a.kind == b.kind else 0.8


_LEAST = 0.55
_LONE = 0.9  # a single word against a single word: a surname proves less than a full name
_HOPELESS = 0.15  # names less alike than this do not become one by writing words together
_SHORT = 4  # letters: the fewer sounds agree, the less they prove
_WORD = re.compile(
    r"(?P<hyphen>[-‐‑–])?"
    r"(?P<word>[^\W\d_](?:[^\W\d_]|[\u0300-\u036f\u00ad])*(?:['’ʻ‘ʼ`´][^\W\d_]+)*['’ʻ‘ʼ]?)(?P<dot>\.)?"
)
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
