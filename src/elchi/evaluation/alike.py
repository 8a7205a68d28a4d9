"""When two values count as the same: spelling habits do not decide, deputy and first do."""

from __future__ import annotations

import re
import unicodedata
from difflib import SequenceMatcher

QUALIFIERS = {"deputy", "first", "vice", "acting", "former", "assistant", "designate"}
_SYNONYMS = {
    "interior": "internal",
    "defense": "defence",
    "chairman": "chair",
    "chairwoman": "chair",
    "chairperson": "chair",
    "vice": "deputy",
}
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060]")
_SMALL = {"of", "the", "for", "and", "a", "to", "in", "on", "with", "at"}
# Services before a rank that do not make it another: police colonel is colonel.
_SERVICES = {"polis", "polic", "полиц", "milit", "милиц", "justi", "юстиц", "ədliy", "әділе"}
_TITLES = {
    "dr",
    "mr",
    "mrs",
    "ms",
    "sir",
    "hon",
    "prof",
    "xanim",
    "cenab",
    "bey",
    "hanim",
    "sayin",
    "господин",
    "госпожа",
    "г",
    "жа",
    "мырза",
    "ханым",
}


def fold(text: str | None) -> str:
    """Return text in lower case without diacritics, punctuation and marks that are not seen."""
    lower = _UNSEEN.sub("", text or "").replace("İ", "i").replace("I", "ı").casefold()
    plain = "".join(c for c in unicodedata.normalize("NFKD", lower) if not unicodedata.combining(c))
    return re.sub(r"[^\w]+", " ", plain.replace("ı", "i")).strip()


def stems(text: str | None) -> set[str]:
    """Return the first five letters of each word that is not a preposition."""
    return {word[:5] for word in fold(text).split() if word not in _SMALL}


def same_office(a: str, b: str) -> bool:
    """True for equal qualifiers (deputy, first, acting ...) and more than six tenths of the other words in common."""
    left, right = (_office_words(each) for each in (a, b))
    if left & QUALIFIERS != right & QUALIFIERS:
        return False
    left, right = left - QUALIFIERS, right - QUALIFIERS
    return bool(left & right) and len(left & right) > 0.6 * len(left | right)


def _office_words(office: str) -> set[str]:
    words = (_SYNONYMS.get(word, word) for word in fold(office).split())
    return {word for word in words if word not in _SMALL and word != "affairs"}


def same_name(a: str | None, b: str | None) -> bool:
    """True for the same words in any order; one may lack a patronymic if two words of it are in the other."""
    left, right = (set(fold(each).split()) - _TITLES for each in (a, b))
    if not left or not right:
        return False
    return left == right or (min(len(left), len(right)) > 1 and (left < right or right < left))


def same_rank(a: str, b: str) -> bool:
    """True for the same rank, whatever service is named."""
    return stems(a) - _SERVICES == stems(b) - _SERVICES


def alike(a: str | None, b: str | None, least: float = 0.5) -> bool:
    """True where the stems of two phrases overlap (Jaccard) at least so much."""
    left, right = stems(a), stems(b)
    return bool(left and right) and len(left & right) >= least * len(left | right)


def same_title(a: str | None, b: str | None, least: float = 0.5) -> bool:
    """True for phrases alike, or where one is a cut form of the other with two words or more."""
    left, right = stems(a), stems(b)
    both = left & right
    return alike(a, b, least) or (len(both) > 1 and both in (left, right))


def same_place(a: str, b: str) -> bool:
    """True for city names that differ by no more than their spelling."""
    return SequenceMatcher(None, fold(a), fold(b)).ratio() >= 0.8
