"""Write a language folder over into another script of the same language, by `[twin]` in its language.toml.

Some languages are written in two scripts, letter for letter but for a few habits. A folder's tables and rules are in
one; `[twin.spell]` says how each run of letters stands in the other: the longest run first, `^` binds it to the start
of a word, `$` to the end. So a report is read in its own letters, and its evidence is the words of the report.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from elchi.grammar.lexicon import Entry

GLIDE = "_y"  # ends the name of the paradigm whose endings begin with the last letter of a stem in y
WORD = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*'?")
APOSTROPHES = str.maketrans(dict.fromkeys("’ʻ‘ʼ`´", "'"))
# values that are no words of the language: names of paradigms and cases, letters, switches
SETTINGS = frozenset(
    "code name english script name_paradigm verb head named after left right host inflects case gender order letters "
    "twin unread casefold ascii adjective plain_below".split()
)
# values that are ends of words, to which what binds to the start of a word does not apply
INSIDE = re.compile(r"ending|surnames_alone|possessive|plural|becomes|ordinal|copula")


class Speller:
    """Spells words in the other script by rules `letters -> letters`, with capitals where the word has them."""

    def __init__(self, rules: dict[str, str]) -> None:
        self._rules = {key.translate(APOSTROPHES): value for key, value in rules.items()}
        self._longest = max(len(key.strip("^$")) for key in self._rules)
        self.spell = lru_cache(maxsize=None)(self._spell)

    def _spell(self, text: str, inside: bool = False) -> str:
        """Return a text with its words spelled over; `inside` for an end of a word, which has no start."""
        return WORD.sub(lambda match: self._word(match.group(), inside), text.translate(APOSTROPHES))

    def _word(self, word: str, inside: bool) -> str:
        small, place, found = word.casefold(), 0, []
        if len(small) != len(word):
            return word
        while place < len(small):
            size, other = self._longest_rule(small, place, inside)
            piece = word[place : place + size]
            if piece[:1].isupper():
                other = other.upper() if word.isupper() and len(word) > 1 else other[:1].upper() + other[1:]
            found.append(other)
            place += size
        return "".join(found)

    def _longest_rule(self, word: str, place: int, inside: bool) -> tuple[int, str]:
        for size in range(min(self._longest, len(word) - place), 0, -1):
            letters = word[place : place + size]
            last = place + size == len(word)
            keys = [f"{letters}$"] if last else []
            if place == 0 and not inside:
                keys = [*(f"^{key}" for key in keys), f"^{letters}", *keys]
            for key in (*keys, letters):
                if key in self._rules:
                    return size, self._rules[key]
        return 1, word[place]


def make_speller(settings: dict[str, Any]) -> Speller:
    """Return the speller of a folder's settings, which must have `[twin.spell]`."""
    return Speller(settings["twin"]["spell"])


def turn_over(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings as those of the other script, which has no plain spelling."""
    kept = {key: value for key, value in settings.items() if key not in ("ascii", "plain_below", "casefold")}
    return {**kept, "script": settings["twin"]["script"]}


def spell_values(value: Any, speller: Speller, key: str = "") -> Any:
    """Return settings or rules with the words in them spelled over; what is no word of the language stays."""
    if key in SETTINGS:
        return value
    if isinstance(value, str):
        return speller.spell(value, inside=bool(INSIDE.search(key)))
    if isinstance(value, list):
        return [spell_values(each, speller, key) for each in value]
    if isinstance(value, dict):
        names = speller.spell if key == "softened" else str
        inner = key if INSIDE.search(key) else ""
        return {names(name): spell_values(each, speller, inner or name) for name, each in value.items()}
    return value


def spell_paradigms(paradigms: dict[str, dict[str, Any]], speller: Speller) -> dict[str, dict[str, Any]]:
    """Return the paradigms of the other script, and for each one of stems whose last letter, y, is written with the
    ending."""
    found: dict[str, dict[str, Any]] = {}
    for name, cases in paradigms.items():
        if name == "defaults":
            found[name] = cases
            continue
        split = {case: ends.split() if isinstance(ends, str) else list(ends) for case, ends in cases.items()}
        found[name] = {case: [speller.spell(e, inside=True) for e in ends] for case, ends in split.items()}
        glided = {c: [speller.spell(f"y{e}", inside=True) for e in ends if e != "-"] for c, ends in split.items()}
        found[name + GLIDE] = {case: ends for case, ends in glided.items() if ends}
    return found


def spell_entries(entries: list[Entry], speller: Speller, defaults: dict[str, str]) -> list[Entry]:
    """Return entries with their forms spelled over; a form with a stem in y is given a second time without it."""
    found = []
    for entry in entries:
        found.append(entry._replace(form=_spell_form(entry.form, speller)))
        if "y~" in entry.form:
            default = entry.attrs.get("p") or defaults.get(entry.kind) or "noun"
            words = [_cut_glide(word, default) for word in entry.form.split()]
            found.append(entry._replace(form=_spell_form(" ".join(words), speller)))
    return found


def _cut_glide(word: str, default: str) -> str:
    stem, mark, paradigm = word.partition("~")
    return f"{stem[:-1]}~{paradigm or default}{GLIDE}" if mark and stem.endswith("y") else word


def _spell_form(form: str, speller: Speller) -> str:
    """Return a form spelled over; the names of paradigms behind `~` stay."""
    words = [word.partition("~") for word in form.split()]
    return " ".join(speller.spell(stem) + mark + paradigm for stem, mark, paradigm in words)
