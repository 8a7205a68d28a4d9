"""Bring an inflected name home to the nominative, by the rules and endings of its language.

Evidence decides, not the ending alone: a form that stands bare elsewhere in the report, a known
given name, a surname's usual ending. A language whose names inflect in every part gives ordered
rules in `persons.toml [[nominative]]`; one that inflects the last part only needs its paradigm.
"""

from __future__ import annotations

from collections.abc import Set
from functools import cache, lru_cache
from typing import Any

import msgspec

from elchi.grammar.language import Language


class Candidate(msgspec.Struct, frozen=True):
    """A possible nominative of a word: the form, the cases that the removed ending shows, its weight."""

    form: str
    cases: frozenset[str]
    weight: float


class _Form(msgspec.Struct, frozen=True):
    """A possible nominative before the report is asked: what its rule weighs, and what speaks for it anywhere.

    `fold` is its folded form, `less` what it weighs less for an ending of the other gender.
    """

    form: str
    cases: frozenset[str]
    rule: float
    evidence: float
    fold: str
    less: float = 0.0


NONE: frozenset[str] = frozenset()
NOMINATIVE = frozenset(["nom"])
BARE = 2.0  # what it weighs that a form stands bare in the report


def fold_name(word: str, language: Language) -> str:
    """Fold one word of a name as the lexicon folds words."""
    return language.folds[word]


def known_gender(words: list[str], language: Language, cases: frozenset[str] = NOMINATIVE) -> str:
    """Return `f` or `m` where a given name or patronymic tells it, else the empty string.

    In other `cases` than the nominative a word is first taken for a form of another given name: what could be a
    woman's name in the nominative is then the genitive of a man's.
    """
    for word in words:
        folded = fold_name(word, language)
        gender = language.given.get(folded)
        if gender and "nom" not in cases:
            gender = _gender_in(word, language, cases) or gender
        if gender:
            return gender
        for mark in ("f", "m"):
            if folded.endswith(_endings(language, "patronymic_endings", mark)):
                return mark
    return ""


def _gender_in(word: str, language: Language, cases: frozenset[str]) -> str:
    """Return the gender of the given name of which a word may be a form in one of the cases, else the empty string."""
    for mark in ("m", "f"):
        for option in candidates(word, language, NONE, mark):
            if option.cases & cases and language.given.get(fold_name(option.form, language)) == mark:
                return mark
    return ""


def candidates(word: str, language: Language, bare: Set[str], gender: str = "") -> tuple[Candidate, ...]:
    """Return the possible nominatives of one word of a name, best first.

    `bare` holds the folded words that stand in the report as names; those that have lost an ending here and stand
    there without it are the likelier.
    """
    plain, forms, folds = _forms(word, language, gender)
    if bare.isdisjoint(folds):
        return plain
    return _weighed(forms, fold_name(word, language), bare)


@lru_cache(maxsize=20_000)
def _forms(word: str, language: Language, gender: str) -> tuple[tuple[Candidate, ...], list[_Form], frozenset[str]]:
    """Return the nominatives of a word that no report speaks for, best first, how they come about, and the folds that
    a report may speak for; kept by the word, as names recur."""
    found = {word: _Form(word, NOMINATIVE, 1.0, *_evidence(word, language))}
    for rule in _rules_by_letter(language).get(word[-1:].casefold(), ()):
        ending, becomes = rule["ending"], rule.get("becomes", "")
        if len(word) - len(ending) < rule.get("least", 2) or not _ends(word, ending):
            continue
        if gender and rule.get("gender") and rule["gender"] != gender:
            continue
        home = word[: len(word) - len(ending)] + becomes
        if not _in_harmony(word, home, language):
            continue
        weight = rule.get("weight", 1.5)
        cases = frozenset(str(rule.get("case", "")).split())
        known = found.get(home)
        if known is not None:
            cases, weight = cases | known.cases, max(weight, known.rule)
        found[home] = _Form(home, cases, weight, *_evidence(home, language))
    if not language.rules["persons"].get("nominative"):
        _strip_paradigm(word, language, found)
    forms = [msgspec.structs.replace(form, less=_wrong_gender(form.fold, gender, language)) for form in found.values()]
    own = fold_name(word, language)
    return _weighed(forms, own, frozenset()), forms, frozenset(form.fold for form in forms) - {own}


def _weighed(forms: list[_Form], own: str, bare: Set[str]) -> tuple[Candidate, ...]:
    """Return the forms with their weights, best first; a form other than the word's own that stands bare weighs more.
    """
    found = []
    for form in forms:
        evidence = form.evidence + (BARE if form.fold in bare and form.fold != own else 0.0)
        found.append(Candidate(form.form, form.cases, form.rule + evidence - form.less))
    return tuple(sorted(found, key=lambda c: (-c.weight, len(c.form), c.form)))


def _wrong_gender(folded: str, gender: str, language: Language) -> float:
    """Return what a surname whose ending is of the other gender weighs less (a woman's after a man's given name)."""
    if not gender:
        return 0.0
    feminine = folded.endswith(_endings(language, "surname_gender", "f"))
    masculine = not feminine and folded.endswith(_endings(language, "surname_gender", "m"))
    wrong = (gender == "m" and feminine) or (gender == "f" and masculine)
    return 2.5 if wrong or language.given.get(folded, gender) not in ("", gender) else 0.0


def _in_harmony(word: str, home: str, language: Language) -> bool:
    """False where the first vowel of an ending is none of those that may follow the last vowel before it."""
    follows = language.rules["persons"].get("harmony")
    if not follows or not word.startswith(home):
        return True
    vowels = set("".join([*follows, *follows.values()]))
    before = next((c for c in reversed(home.casefold()) if c in vowels), "")
    after = next((c for c in word[len(home) :].casefold() if c in vowels), "")
    return not after or after in follows.get(before, after)


def _ends(word: str, ending: str) -> bool:
    return word.endswith(ending) or (word.isupper() and word.casefold().endswith(ending.casefold()))


def _strip_paradigm(word: str, language: Language, found: dict[str, _Form]) -> None:
    paradigm = language.settings.get("name_paradigm", "noun")
    folded = fold_name(word, language)
    for ending, cases in language.lexicon.paradigms.get(paradigm, {}).items():
        if not ending or len(folded) - len(ending) < 2 or not folded.endswith(ending) or len(folded) != len(word):
            continue
        home = word[: -len(ending)]
        weight = 0.6 if len(ending) == 1 else 1.2
        if home not in found or found[home].rule < weight:
            found[home] = _Form(home, cases, weight, *_evidence(home, language))


def _evidence(word: str, language: Language) -> tuple[float, str]:
    """Weigh what speaks for a form in any report: a known name, a surname's ending; return it with the folded form."""
    folded = fold_name(word, language)
    weight = 1.5 if folded in language.given else 0.0
    if folded.endswith(_surname_endings(language)):
        weight += 1.0
    return weight, folded


@cache
def _endings(language: Language, table: str, mark: str) -> tuple[str, ...]:
    """Return the endings that a table of persons.toml gives for a gender."""
    return tuple(language.rules["persons"].get(table, {}).get(mark, ()))


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
