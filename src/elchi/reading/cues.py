"""What marks a role: case endings, words before and after, as a language's frames.toml gives them."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import country_of
from elchi.reading.scan import Scan
from elchi.vocabulary.load import capitals, city_countries

ROLES = ("destination", "location", "origin")


@lru_cache(maxsize=256)
def _prepositions(words: tuple[str, ...]) -> dict[str, frozenset[str]]:
    """Map preposition -> cases it wants (empty: any)."""
    found: dict[str, set[str]] = {}
    for word in words:
        form, _, case = word.partition(":")
        found.setdefault(form, set()).update(case.split(",") if case else ())
    return {form: frozenset(cases) for form, cases in found.items()}


@lru_cache(maxsize=256)
def _postpositions(phrases: tuple[str, ...]) -> dict[str, list[tuple[str, ...]]]:
    """Map the first word of each postposition -> the words that follow it in each."""
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in phrases:
        first, *rest = phrase.split()
        found.setdefault(first, []).append(tuple(rest))
    return found


def roles_of(scan: Scan, start: int, end: int, cases: frozenset[str]) -> set[str]:
    """Return which of destination, location and origin the tokens [start, end) are marked for."""
    return {role for role in ROLES if marked(scan, role, start, end, cases)}


def marked(scan: Scan, role: str, start: int, end: int, cases: frozenset[str]) -> bool:
    """True where the tokens [start, end) carry the cues of a role: a case, or a word before or after."""
    cues: dict[str, Any] = scan.language.frames.get(role, {})
    if cases and set(cues.get("case", ())) & cases and not cues.get("prep"):
        return True
    words = _prepositions(tuple(cues.get("prep", ())))
    if words:
        wanted = words.get(_word_before(scan, start))
        if wanted is not None and (not wanted or not cases or wanted & cases):
            return True
    if not cues.get("post") or end >= len(scan.tokens):
        return False
    phrases = _postpositions(tuple(cues["post"])).get(scan.tokens[end].fold, ())
    return any(tuple(t.fold for t in scan.tokens[end + 1 : end + 1 + len(rest)]) == rest for rest in phrases)


def _word_before(scan: Scan, start: int) -> str:
    skip = set(scan.language.settings.get("articles", ())) | set(scan.language.settings.get("appellations", ()))
    i = start - 1
    while i >= 0 and scan.tokens[i].fold in skip:
        i -= 1
    return scan.tokens[i].fold if i >= 0 else ""


def item_country(scan: Scan, item: Item) -> str | None:
    """Return the country of a country or city item."""
    if item.kind == "countries":
        return country_of(scan, item)
    if item.id == "@capital":
        return _capital_of(scan, item)
    return item.attrs.get("country") or city_countries().get(item.id)


def _capital_of(scan: Scan, item: Item) -> str | None:
    """Return whose capital is meant: that of the country named right before or after it, else the outlet's."""
    for country in scan.within("countries", max(item.start - 4, 0), item.end + 3):
        if 0 <= item.start - country.end <= 1 or 0 <= country.start - item.end <= 2:
            return country_of(scan, country)
    return scan.report.outlet_country


def city_name(scan: Scan, item: Item) -> str | None:
    """Return the English name of a city item."""
    if item.id == "@capital":
        return capitals().get(_capital_of(scan, item) or "")
    return item.id


def triggers_in(scan: Scan, start: int, end: int) -> dict[str, list[Item]]:
    """Return the triggers of a token range by id, in text order."""
    found: dict[str, list[Item]] = {}
    for item in scan.within("triggers", start, end):
        found.setdefault(item.id, []).append(item)
    return found
