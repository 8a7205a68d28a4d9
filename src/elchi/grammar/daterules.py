"""The rules by which a language writes dates: its `dates.toml` and the names of months and weekdays from CLDR."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from typing import Any, TypeVar

import msgspec

from elchi.errors import LanguageError
from elchi.text.recall import Recall
from elchi.text.tokens import Token, tokenise

Phrase = tuple[str, ...]
"""Folded tokens, hyphens and dots among them, that stand one after the other."""
Value = TypeVar("Value")


class PhraseTable(dict[Phrase, Value]):
    """Phrases with their values; `firsts` maps a first word to the length of the longest phrase that begins with it,
    `seconds` to the words that come second in one."""

    def __init__(self, phrases: Mapping[Phrase, Value] | None = None) -> None:
        super().__init__(phrases or {})
        self.firsts: dict[str, int] = {}
        self.seconds: dict[str, set[str]] = {}
        for phrase in self:
            if phrase:
                self.firsts[phrase[0]] = max(len(phrase), self.firsts.get(phrase[0], 0))
                self.seconds.setdefault(phrase[0], set()).update(phrase[1:2])


RELATIVE = {
    "today": 0, "yesterday": -1, "tomorrow": 1, "day_before_yesterday": -2, "day_after_tomorrow": 2,
    "same_day": 0, "next_day": 1, "previous_day": -1,
}  # fmt: skip
YEARS = {"this_year": 0, "last_year": -1, "next_year": 1, "same_year": None}
MONTHS = {"this_month": 0, "last_month": -1, "next_month": 1}
WEEKS = {"this_week": 0, "last_week": -1, "next_week": 1}
DASHES = frozenset("-\u2010\u2011\u2012\u2013\u2014")
JOINING = DASHES | {","}
CUES = ("past", "future")
_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class DateRules(msgspec.Struct, frozen=True, kw_only=True):
    """How a language writes dates; every form is a folded phrase.

    `endings` are the case endings that the last word of a form may take. `capitals` is true where names of months
    are written with a capital letter, `month_needs_word` are the months whose name
    alone may be another word. `short_months` are months only beside a day or a year; `firsts` are the
    first words of all phrases, `counting` those of numbers; `begins` tells for each word, number or mark the
    tables of which it may begin a phrase, by which most are passed over quickly. `ordinal` are the
    endings after digits; `hyphens` is true where a day is joined to its month and a year to its word (14-may,
    2024-yil). `ago_units` are the words counted in "three years ago", `ago_before` and `ago_after` those that say ago.
    `combining` are the forms of numbers inside a compound (`двух` in `двухдневный`).
    """

    months: PhraseTable[int]
    short_months: PhraseTable[int] = msgspec.field(default_factory=PhraseTable)
    weekdays: PhraseTable[int] = msgspec.field(default_factory=PhraseTable)
    relative: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    parts: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    numbers: PhraseTable[int] = msgspec.field(default_factory=PhraseTable)
    combining: dict[str, int] = {}
    ordinal: frozenset[str] = frozenset()
    endings: frozenset[str] = frozenset()
    year_words: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    month_words: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    day_words: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    year_before: frozenset[str] = frozenset()
    links: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    duration_days: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    duration_hours: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    duration_nouns: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    duration_before: frozenset[str] = frozenset()
    duration_after: frozenset[str] = frozenset()
    compounds: frozenset[str] = frozenset()
    ago_units: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    ago_before: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    ago_after: PhraseTable[str] = msgspec.field(default_factory=PhraseTable)
    order: str = "dmy"
    capitals: bool = False
    month_needs_word: frozenset[int] = frozenset()
    small_months: bool = False
    hyphens: bool = False
    firsts: frozenset[str] = frozenset()
    counting: frozenset[str] = frozenset()
    begins: Mapping[str, frozenset[str]] = msgspec.field(default_factory=lambda: Recall(lambda word: frozenset()))


def make_date_rules(
    table: Mapping[str, Any],
    months: Mapping[int, Iterable[str]],
    weekdays: Mapping[int, Iterable[str]],
    endings: Iterable[str] = (),
    split: Callable[[str], list[Token]] = tokenise,
) -> DateRules:
    """Build the rules from a parsed `dates.toml`.

    `months` and `weekdays` are CLDR's names (1 to 12, 1 = Monday to 7); `endings` are the noun's case endings; `split`
    makes tokens of a form as the language does.
    Raises LanguageError where the table names a month, weekday or key that does not exist.
    """
    fold = _Fold(split)
    wide = {number: list(names)[:1] for number, names in months.items()}
    short = {number: list(names)[1:] for number, names in months.items()}
    relative = _table(table, "relative")
    known = {*RELATIVE, *YEARS, *MONTHS, *WEEKS, *CUES}
    if unknown := sorted(set(relative) - known):
        raise LanguageError(f"dates.toml [relative] has no key {unknown[0]}: use one of {', '.join(sorted(known))}")
    duration, ago = _table(table, "duration"), _table(table, "ago")
    days = dict(_table(table, "weekdays"))
    replace = bool(days.pop("replace", False))
    own_weekdays = fold.invert(_numbered(days, 7, "weekdays"))
    links = _table(table, "range_words")
    month_forms = PhraseTable(fold.invert(_numbered(_table(table, "months"), 12, "months")) | fold.invert(wide))
    rules = DateRules(
        months=month_forms,
        short_months=PhraseTable({k: v for k, v in fold.invert(short).items() if k not in month_forms}),
        weekdays=own_weekdays if replace else PhraseTable(fold.invert(weekdays) | own_weekdays),
        relative=fold.invert(relative),
        parts=fold.invert(_table(table, "parts")),
        numbers=fold.invert(_numbered(_table(table, "numbers"), 99, "numbers")),
        combining={k[0]: v for k, v in fold.invert(_numbered(_table(duration, "combining"), 99, "combining")).items()},
        ordinal=fold.words(_ordinals(table)),
        endings=fold.words(endings) - {""},
        year_words=fold.invert({"year": table.get("year_words", [])}),
        month_words=fold.invert({"month": table.get("month_words", [])}),
        day_words=fold.invert({"day": table.get("day_words", [])}),
        year_before=fold.words(table.get("year_before", [])),
        links=fold.invert({k: links.get(k, []) for k in ("from", "to", "and", "of")}),
        duration_days=fold.invert({"day": duration.get("day", [])}),
        duration_hours=fold.invert({"hour": duration.get("hours", [])}),
        duration_nouns=fold.invert({"day": duration.get("nouns", [])}),
        duration_before=fold.words(duration.get("before", [])),
        duration_after=fold.words(duration.get("after", [])),
        compounds=fold.words(duration.get("compounds", [])),
        ago_units=fold.invert({unit: ago.get(unit, []) for unit in ("year", "month", "week", "day")}),
        ago_before=fold.invert({"ago": ago.get("before", [])}),
        ago_after=fold.invert({"ago": ago.get("after", [])}),
        month_needs_word=frozenset(table.get("month_needs_word", [])),
        small_months=bool(table.get("small_months", False)),
        order=str(table.get("order", "dmy")),
        hyphens=bool(table.get("hyphens", False)),
        capitals=bool(wide) and all(name[:1].isupper() for names in wide.values() for name in names),
    )
    firsts = {name: getattr(rules, name).firsts for name in (*_INFLECTED, *_PLAIN)}
    outer = {phrase[0] for phrase, link in rules.links.items() if link in ("from", "to") or len(phrase) > 1}
    joints = frozenset(rules.links.firsts.keys() - outer)
    return msgspec.structs.replace(
        rules,
        firsts=frozenset(word for words in firsts.values() for word in words),
        begins=Recall(lambda word: _tables_of(word, firsts, joints, rules.endings)),
        counting=frozenset([*rules.numbers.firsts, *rules.combining]),
    )


_INFLECTED = ("relative", "months", "weekdays", "parts")  # tables whose phrases take endings
_DIGITS, _JOINTS = frozenset(["digits"]), frozenset(["joints", "links"])
_PLAIN = ("short_months", "links")


def _tables_of(
    word: str, firsts: Mapping[str, Mapping[str, int]], joints: frozenset[str], endings: frozenset[str]
) -> frozenset[str]:
    """Return the names of the tables of which a word may begin a phrase, as it stands or without an ending.

    Digits belong to a table of their own; to "joints" belongs what only joins a part of a date to the next: marks, and
    words such as "and" and "of".
    """
    if word.isdecimal():
        return _DIGITS
    if word in JOINING:
        return _JOINTS
    stems = (word, *strip_endings(word, endings))
    found = {name for name in _INFLECTED if any(stem in firsts[name] for stem in stems)}
    found |= {name for name in _PLAIN if word in firsts[name]}
    return _JOINTS if found == {"links"} and word in joints else frozenset(found)


@lru_cache(maxsize=20_000)
def strip_endings(word: str, endings: frozenset[str]) -> tuple[str, ...]:
    """Return the stems of a word, the longest first, without one ending or two that stand one after the other."""
    once = _strip_once(word, endings)
    return tuple(dict.fromkeys([*once, *(stem for shorter in once for stem in _strip_once(shorter, endings))]))


def _strip_once(word: str, endings: frozenset[str]) -> list[str]:
    shortest = max(len(word) - _longest(endings), 2)
    return [word[:cut] for cut in range(len(word) - 1, shortest - 1, -1) if word[cut:] in endings]


@lru_cache(maxsize=64)
def _longest(endings: frozenset[str]) -> int:
    return max(map(len, endings), default=0)


class _Fold:
    """Folds forms as the tokens of a text are folded."""

    def __init__(self, split: Callable[[str], list[Token]]) -> None:
        self.split = split

    def phrase(self, form: str) -> Phrase:
        return tuple(token.fold for token in self.split(form.replace("~", "")))

    def words(self, forms: Iterable[str]) -> frozenset[str]:
        return frozenset("".join(self.phrase(form.lstrip("-"))) for form in forms)

    def invert(self, table: Mapping[Value, Iterable[str]]) -> PhraseTable[Value]:
        return PhraseTable({self.phrase(form): value for value, forms in table.items() for form in forms})


def _table(table: Mapping[str, Any], key: str) -> dict[str, Any]:
    value = table.get(key, {})
    if not isinstance(value, dict):
        raise LanguageError(f"dates.toml: [{key}] must be a table")
    return value


def _numbered(table: Mapping[str, Any], last: int, where: str) -> dict[int, list[str]]:
    """Read `02 = ["a", "b"]` or `a = 2` (weekdays by English short name too)."""
    found: dict[int, list[str]] = {}
    for key, value in table.items():
        forms = [key] if isinstance(value, int) else [value] if isinstance(value, str) else list(value)
        name = str(value) if isinstance(value, int) else key
        number = _DAYS.index(name[:3].lower()) + 1 if last == 7 and name[:3].lower() in _DAYS else name
        if not str(number).isdigit() or not 1 <= int(number) <= last:
            raise LanguageError(f"dates.toml [{where}] has no number {name}: use 1 to {last}")
        found.setdefault(int(number), []).extend(forms)
    return found


def _ordinals(table: Mapping[str, Any]) -> list[str]:
    value = table.get("ordinal", [])
    return list(value.get("endings", [])) if isinstance(value, dict) else list(value)
