"""How two offices of the standard English names stand to each other, as evidence for one person."""

from __future__ import annotations

import re
from functools import lru_cache

from elchi.vocabulary.load import heads

SAME, NEAR, OTHER = "same", "near", "other"


@lru_cache(maxsize=2048)
def relate_offices(a: str, b: str) -> str:
    """Return `same` (one office, perhaps named more fully), `near` (one field, another level) or `other`."""
    if a == b:
        return SAME
    words_a, words_b = office_words(a), office_words(b)
    head_a, head_b = office_head(a), office_head(b)
    level_a, level_b = words_a & _LEVELS, words_b & _LEVELS
    field_a, field_b = words_a - _LEVELS - _words(head_a), words_b - _LEVELS - _words(head_b)
    if head_a == head_b and level_a == level_b:
        if field_a <= field_b or field_b <= field_a:
            return SAME
        if (field_a <= _KINDS or field_b <= _KINDS) and not (field_a | field_b) & _ELSEWHERE:
            return NEAR  # of a department, says the one, and the other of which
    if field_a & field_b:
        return NEAR
    return NEAR if head_a == head_b and not (field_a and field_b) else OTHER


def is_state_office(office: str) -> bool:
    """Return True for an office between which people move in a state's service (the levels of heads.tsv)."""
    return _head_levels().get(office_head(office)) in _CAREER


def is_unique_office(office: str) -> bool:
    """Return True for an office that one person of a country holds at a time: its head, or a minister."""
    return not office_words(office) & _LEVELS and _head_levels().get(office_head(office)) in _UNIQUE


@lru_cache(maxsize=2048)
def office_head(office: str) -> str:
    """Return the head of an office, a head of vocabulary/heads.tsv where it begins with one, else its first word."""
    bare = strip_level(office)
    fitting = [head for head in _head_levels() if bare == head or bare.startswith(head + " ")]
    return max(fitting, key=len) if fitting else bare.split(" ")[0]


def strip_level(office: str) -> str:
    """Return an office without deputy, first, acting, former before it."""
    words = office.lower().split()
    known = _head_levels()
    while len(words) > 1 and words[0] in _LEVELS:
        of_deputy = words[0] == "deputy" and " ".join(words[1:]) in known  # the deputy head is as the deputy head of X
        if " ".join(words) in known and not of_deputy:
            break
        words.pop(0)
    return " ".join(words)


@lru_cache(maxsize=2048)
def office_words(office: str) -> frozenset[str]:
    """Return the words of an office that tell it from others."""
    return _words(office.lower()) - _FILLERS


@lru_cache(maxsize=2048)
def office_clues(office: str) -> frozenset[str]:
    """Return what two offices that are `same` share one of: words of the field, or the head where it has none."""
    return office_words(office) - _LEVELS - _words(office_head(office)) or frozenset({office_head(office)})


def _words(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", text))


@lru_cache(maxsize=1)
def _head_levels() -> dict[str, str]:
    return {head: row["level"] for head, row in heads().items()}


_LEVELS = frozenset({"deputy", "first", "vice", "acting", "former", "designate"})
_FILLERS = frozenset({"of", "the", "for", "and", "a", "to", "in", "on", "at", "affairs", "ministry", "state"})
_KINDS = frozenset({"administration", "agency", "body", "centre", "committee", "department", "office", "service"})
_ELSEWHERE = frozenset({"court", "parliament", "presidential", "university"})  # no kind of office of a ministry
_UNIQUE = frozenset({"head_of_government", "head_of_state", "minister"})
_CAREER = frozenset(
    {
        "diplomat",
        "head_of_government",
        "head_of_state",
        "justice",
        "military",
        "minister",
        "parliament",
        "presidency",
        "region",
        "body",
    }
)
