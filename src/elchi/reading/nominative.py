"""Bring an inflected name home to the nominative, by the rules and endings of its language.

Evidence decides, not the ending alone: a form that stands bare elsewhere in the report, a known
given name, a surname's usual ending. A language whose names inflect in every part gives ordered
rules in `persons.toml [[nominative]]`; one that inflects the last part only needs its paradigm.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from functools import cache
from typing import Any

from elchi.grammar.language import Language


@dataclass(frozen=True)
class Candidate:
    """A possible nominative of a word: the form, the cases that the removed ending shows, its weight."""

    form: str
    cases: frozenset[str]
    weight: float


NONE: frozenset[str] = frozenset()
NOMINATIVE = frozenset(["nom"])


def fold_name(word: str, language: Language) -> str:
    """Fold one word of a name as the lexicon folds words."""
    return language.folds[word]


def known_gender(words: list[str], language: Language, cases: frozenset[str] = NOMINATIVE) -> str:
    """Return `f` or `m` where a given name or patronymic tells it, else the empty string.

    In other `cases` than the nominative a word is first taken for a form of another given name: what could be a
    woman's name in the nominative is then the genitive of a man's.
    """
    persons = language.rules["persons"]
    for word in words:
        folded = fold_name(word, language)
        gender = language.given.get(folded)
        if gender and "nom" not in cases:
            gender = _gender_in(word, language, cases) or gender
        if gender:
            return gender
        for mark in ("f", "m"):
            if any(folded.endswith(e) for e in persons.get("patronymic_endings", {}).get(mark, ())):
                return mark
    return ""


def _gender_in(word: str, language: Language, cases: frozenset[str]) -> str:
    """Return the gender of the given name of which a word may be a form in one of the cases, else the empty string."""
    for mark in ("m", "f"):
        for option in candidates(word, language, (), mark):
            if option.cases & cases and language.given.get(fold_name(option.form, language)) == mark:
                return mark
    return ""


def candidates(word: str, language: Language, bare: Collection[str], gender: str = "") -> list[Candidate]:
    """Return the possible nominatives of one word of a name, best first.

    `bare` holds the folded words that stand in the report as names without any ending.
    """
    rules = language.rules["persons"].get("nominative")
    found = {word: Candidate(word, NOMINATIVE, 1.0 + _evidence(word, language, bare))}
    for rule in _rules_by_letter(language).get(word[-1:].casefold(), ()):
        ending, becomes = rule["ending"], rule.get("becomes", "")
        if len(word) - len(ending) < rule.get("least", 2) or not _ends(word, ending):
            continue
        if gender and rule.get("gender") and rule["gender"] != gender:
            continue
        home = word[: len(word) - len(ending)] + becomes
        weight = rule.get("weight", 1.5) + _evidence(home, language, bare)
        cases = frozenset(str(rule.get("case", "")).split())
        known = found.get(home)
        if known is not None:
            cases, weight = cases | known.cases, max(weight, known.weight)
        found[home] = Candidate(home, cases, weight)
    if not rules:
        _strip_paradigm(word, language, bare, found)
    if gender:
        found = {form: _weigh_gender(c, gender, language) for form, c in found.items()}
    return sorted(found.values(), key=lambda c: (-c.weight, len(c.form), c.form))


def _weigh_gender(candidate: Candidate, gender: str, language: Language) -> Candidate:
    """Weigh down a surname whose ending is of the other gender (a woman's surname after a man's given name)."""
    endings = language.rules["persons"].get("surname_gender", {})
    folded = fold_name(candidate.form, language)
    feminine = any(folded.endswith(e) for e in endings.get("f", ()))
    masculine = not feminine and any(folded.endswith(e) for e in endings.get("m", ()))
    wrong = (gender == "m" and feminine) or (gender == "f" and masculine)
    wrong = wrong or language.given.get(folded, gender) not in ("", gender)
    return Candidate(candidate.form, candidate.cases, candidate.weight - (2.5 if wrong else 0.0))


def _ends(word: str, ending: str) -> bool:
    return word.endswith(ending) or (word.isupper() and word.casefold().endswith(ending.casefold()))


def _strip_paradigm(word: str, language: Language, bare: Collection[str], found: dict[str, Candidate]) -> None:
    paradigm = language.settings.get("name_paradigm", "noun")
    folded = fold_name(word, language)
    for ending, cases in language.lexicon.paradigms.get(paradigm, {}).items():
        if not ending or len(folded) - len(ending) < 2 or not folded.endswith(ending) or len(folded) != len(word):
            continue
        home = word[: -len(ending)]
        evidence = _evidence(home, language, bare)
        weight = evidence + (0.6 if len(ending) == 1 else 1.2)
        if home not in found or found[home].weight < weight:
            found[home] = Candidate(home, cases, weight)


def _evidence(word: str, language: Language, bare: Collection[str]) -> float:
    """Weigh what speaks for a form: seen bare in the report, a known name, a surname's ending."""
    folded = fold_name(word, language)
    weight = 2.0 if folded in bare else 0.0
    if folded in language.given:
        weight += 1.5
    if folded.endswith(_surname_endings(language)):
        weight += 1.0
    return weight


@cache
def _surname_endings(language: Language) -> tuple[str, ...]:
    return tuple(language.rules["persons"].get("surname_endings", ()))


@cache
def _rules_by_letter(language: Language) -> dict[str, list[dict[str, Any]]]:
    """Return the rules in their order by the last letter of their endings, so that a word meets few of them."""
    found: dict[str, list[dict[str, Any]]] = {}
    for rule in language.rules["persons"].get("nominative") or ():
        found.setdefault(rule["ending"][-1:].casefold(), []).append(rule)
    return found
