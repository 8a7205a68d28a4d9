"""What marks a role: case endings, words before and after, as a language's frames.toml gives them."""

from __future__ import annotations

from collections.abc import Set
from functools import cache
from typing import NamedTuple

from elchi.grammar.language import Language
from elchi.grammar.lexicon import Item
from elchi.reading.regions import country_of
from elchi.reading.scan import Scan
from elchi.text.tokens import WORD
from elchi.vocabulary.load import capitals, city_countries

ROLES = ("destination", "location", "origin")


class Cues(NamedTuple):
    """The cues of a role: cases, words before with the cases they want (empty: any), words and phrases after.

    `phrases` are by their first word the words that go on (under the leadership of).
    """

    cases: frozenset[str]
    before: dict[str, frozenset[str]]
    after: frozenset[str]
    phrases: dict[str, list[tuple[str, ...]]]

    def show(self, before: str, after: str, cases: frozenset[str]) -> bool:
        """True where the word before or after, or one of the cases of the words between, is a cue."""
        if self.before:
            wanted = self.before.get(before)
            if wanted is not None and (not wanted or not cases or wanted & cases):
                return True
        elif self.cases & cases:
            return True
        return after in self.after


@cache
def _cues(language: Language, role: str) -> Cues:
    rules = language.frames.get(role, {})
    before: dict[str, set[str]] = {}
    for word in rules.get("prep", ()):
        form, _, case = word.partition(":")
        before.setdefault(form, set()).update(case.split(",") if case else ())
    wanted = {form: frozenset(cases) for form, cases in before.items()}
    after = [tuple(phrase.split()) for phrase in rules.get("post", ())]
    single = frozenset(phrase[0] for phrase in after if len(phrase) == 1)
    phrases: dict[str, list[tuple[str, ...]]] = {}
    for first, *rest in after:
        if rest:
            phrases.setdefault(first, []).append(tuple(rest))
    return Cues(frozenset(rules.get("case", ())), wanted, single, phrases)


@cache
def _role_cues(language: Language) -> tuple[tuple[str, Cues], ...]:
    return tuple((role, _cues(language, role)) for role in ROLES)

OFFICE_OF = 10  # tokens between an office and the name of who holds it, at most
TELLING = frozenset("go arrive depart receive received_by meet".split())


def prepositions(language: Language, role: str) -> Set[str]:
    """Return the words that mark a role before a name."""
    return _cues(language, role).before.keys()


def postpositions(language: Language, role: str) -> Set[str]:
    """Return the words that mark a role behind a name."""
    return _cues(language, role).after


def roles_of(scan: Scan, start: int, end: int, cases: frozenset[str]) -> set[str]:
    """Return which of destination, location and origin the tokens [start, end) are marked for."""
    before, after = _word_before(scan, start), _word_after(scan, end)
    return {
        role
        for role, cues in _role_cues(scan.language)
        if cues.show(before, after, cases) or (after in cues.phrases and _goes_on(scan, cues.phrases[after], end + 1))
    }


def marked(scan: Scan, role: str, start: int, end: int, cases: frozenset[str]) -> bool:
    """True where the tokens [start, end) carry the cues of a role: a case, or a word before or after."""
    cues = _cues(scan.language, role)
    after = _word_after(scan, end)
    if cues.show(_word_before(scan, start), after, cases):
        return True
    return after in cues.phrases and _goes_on(scan, cues.phrases[after], end + 1)


def _goes_on(scan: Scan, phrases: list[tuple[str, ...]], start: int) -> bool:
    """True where the words of one of the phrases stand at a token."""
    return any(tuple(t.fold for t in scan.tokens[start : start + len(phrase)]) == phrase for phrase in phrases)


def _word_after(scan: Scan, end: int) -> str:
    return scan.tokens[end].fold if end < len(scan.tokens) else ""


def _word_before(scan: Scan, start: int) -> str:
    skip = _passed_over(scan.language)
    i = start - 1
    while i >= 0 and scan.tokens[i].fold in skip:
        i -= 1
    return scan.tokens[i].fold if i >= 0 else ""


@cache
def _passed_over(language: Language) -> frozenset[str]:
    """Return the words between a name and the word before it that marks its role."""
    return language.words("articles", "appellations")


def item_country(scan: Scan, item: Item) -> str | None:
    """Return the country of a country or city item."""
    if item.kind == "countries":
        return country_of(scan, item)
    if item.id == "@capital":
        return _capital_of(scan, item)
    return item.attrs.get("country") or city_countries().get(item.id)


def _capital_of(scan: Scan, item: Item) -> str | None:
    """Return whose capital is meant: that of the country named right before or after it, else the outlet's."""
    before = scan.covering(item.start - 1, {"countries"})  # may have many words
    for country in (*before, *scan.within("countries", max(item.start - 4, 0), item.end + 3)):
        if {"adj", "people"} & country.attrs.keys() and item.start - country.end != 0:
            continue  # the Italian delegation came to the capital, its host's
        if 0 <= item.start - country.end <= 1 or 0 <= country.start - item.end <= 2:
            return country_of(scan, country)
    return scan.report.outlet_country


def city_name(scan: Scan, item: Item) -> str | None:
    """Return the English name of a city item."""
    if item.id == "@capital":
        return capitals().get(_capital_of(scan, item) or "")
    return item.id


def triggers_in(scan: Scan, start: int, end: int) -> dict[str, list[Item]]:
    """Return the triggers of a token range by id, in text order; who asks must not change what is returned."""
    found = scan.triggers.get((start, end))
    if found is None:
        found = scan.triggers[(start, end)] = {}
        for item in scan.within("triggers", start, end):
            found.setdefault(item.id, []).append(item)
        if "begin" in found and not found.keys() & {"visit", "trip", "tour"}:
            begun = [i for i in found.pop("begin") if "of" not in i.attrs]  # some other thing begins
            found |= {"begin": begun} if begun else {}
    return found


def begins_telling(scan: Scan, i: int) -> bool:
    """True for a verb of going, receiving or meeting, as in a heading all of whose words are capitalised."""
    return any(x.start == i and x.id in TELLING for x in scan.covering(i, {"triggers"}))


def names_holder(scan: Scan, i: int) -> bool:
    """True for two or three capitalised words that nothing knows, right behind the body that an office is of: the name
    of who holds it (Speaker of the Sri Lanka Parliament X Y)."""
    tokens = scan.tokens
    k = i
    while k < len(tokens) and k - i < 4 and tokens[k].kind == WORD and tokens[k].capital and k not in scan.covered:
        k += 1
    if not 2 <= k - i <= 3:
        return False
    links = scan.language.words("articles", "bodies.links")
    j = i - 1
    while j > 0 and i - j < OFFICE_OF and (tokens[j].capital or tokens[j].fold in links):
        if any(x.end == j + 1 for x in scan.covering(j, {"offices"})):
            return tokens[j + 1].fold in links
        j -= 1
    return False
