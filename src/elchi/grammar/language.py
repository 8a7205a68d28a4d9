"""Load a language folder: its settings, its rules and its compiled lexicon.

The compiled lexicon is kept in the user's cache folder under the hash of the data it was made
from, so that a start costs one file read; a cache that cannot be read or written is no error.
"""

from __future__ import annotations

import hashlib
import marshal
import os
import sys
import tempfile
import tomllib
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, cached_property, lru_cache, partial
from pathlib import Path
from typing import Any

from elchi.errors import LanguageError
from elchi.grammar.daterules import DateRules, PhraseTable, make_date_rules
from elchi.grammar.lexicon import Entry, Lexicon, compile_entries
from elchi.grammar.twin import make_speller, spell_entries, spell_paradigms, spell_values, turn_over
from elchi.settings import cache_folder
from elchi.text.recall import Recall
from elchi.text.tokens import Token, fold_word, tokenise
from elchi.vocabulary.load import FOLDER as VOCABULARY
from elchi.vocabulary.load import read_table, table

FOLDER = Path(__file__).parent.parent / "languages"
RULE_FILES = ("frames", "dates", "persons")
SAMPLE, SHORTEST = 20_000, 80  # letters of a text that are counted, and that it must have for the count to tell
SHARED = ("countries", "places")  # tables to which CLDR and the cities of the vocabulary add; @not withdraws a name
FORMAT = "4"  # raise when the compiled form changes


@dataclass(eq=False)
class Language:
    """One language: settings (language.toml), rules (frames, dates, persons) and the lexicon."""

    code: str
    settings: dict[str, Any]
    rules: dict[str, dict[str, Any]]
    lexicon: Lexicon
    given: dict[str, str] = field(default_factory=dict)  # folded given name -> "f", "m" or ""
    casefold: dict[str, str] = field(default_factory=dict)
    dates: DateRules = field(default_factory=lambda: DateRules(months=PhraseTable()))

    @cached_property
    def folds(self) -> Recall[str]:
        """Words folded as the lexicon folds them, by the word as written."""
        letters = str.maketrans(self.casefold)
        return Recall(lambda word: fold_word(word, letters))

    @cached_property
    def _given_forms(self) -> Recall[bool]:
        return Recall(lambda fold: fold in self.given or any(len(s) > 2 and s in self.given for s in self._stems(fold)))

    def is_given(self, fold: str) -> bool:
        """Return whether a folded word is a known given name, in the nominative or any case of it."""
        return self._given_forms[fold]

    def _stems(self, fold: str) -> list[str]:
        """Return what a word may be without its ending, by the rules of names, else by the paradigm of names."""
        by_ending, longest = self._endings
        found: list[str] = []
        for length in range(min(longest, len(fold)) + 1):
            cut = len(fold) - length
            found.extend(fold[:cut] + becomes for becomes in by_ending.get(fold[cut:], ()))
        return found

    @cached_property
    def _endings(self) -> tuple[dict[str, list[str]], int]:
        """What may take the place of each ending of a name, and the length of the longest ending."""
        rules = self.rules["persons"].get("nominative") or ()
        pairs = [(rule["ending"].casefold(), rule.get("becomes", "").casefold()) for rule in rules]
        if not pairs:
            endings = self.lexicon.paradigms.get(self.settings.get("name_paradigm", "noun"), {})
            pairs = [(ending, "") for ending in endings if ending]
        by_ending: dict[str, list[str]] = {}
        for ending, becomes in pairs:
            by_ending.setdefault(ending, []).append(becomes)
        return by_ending, max(map(len, by_ending), default=0)

    @cached_property
    def _words(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    @cached_property
    def _word_sets(self) -> dict[tuple[str, ...], frozenset[str]]:
        return {}

    def endings(self, *settings: str) -> tuple[str, ...]:
        """Return what language.toml lists under some settings, in order; `bodies.links` is `links` in `[bodies]`."""
        found = self._words.get(settings)
        if found is None:
            found = self._words[settings] = tuple(word for name in settings for word in self._setting(name))
        return found

    def _setting(self, name: str) -> Iterable[str]:
        table, _, key = name.rpartition(".")
        words: Iterable[str] = (self.settings.get(table, {}) if table else self.settings).get(key, ())
        return words

    def tokenise(self, text: str) -> list[Token]:
        """Split a text into tokens as the language folds letters and leaves out vowels (`elided` in language.toml)."""
        return tokenise(text, self.casefold, self.endings("elided"))

    def words(self, *settings: str) -> frozenset[str]:
        """Return the set of what language.toml lists under some settings, made once, as every word is asked about."""
        found = self._word_sets.get(settings)
        if found is None:
            found = self._word_sets[settings] = frozenset(self.endings(*settings))
        return found

    @property
    def particles(self) -> frozenset[str]:
        """The small words inside names that persons.toml lists."""
        found = self._word_sets.get(("@particles",))
        if found is None:
            found = self._word_sets[("@particles",)] = frozenset(self.rules["persons"].get("particles", ()))
        return found

    @property
    def frames(self) -> dict[str, Any]:
        """The rules of frames.toml."""
        return self.rules["frames"]


@lru_cache(maxsize=64)
def is_language(code: str) -> bool:
    """Tell whether a language has a folder; asked for each report, so the folder is looked at once a code."""
    return code in language_codes()


def language_codes(folder: Path = FOLDER) -> list[str]:
    """Return the codes of the languages that have a folder, sorted."""
    return sorted(p.parent.name for p in folder.glob("*/language.toml"))


@cache
def load_language(code: str, degraded: bool = False, folder: Path = FOLDER, twin: bool = False) -> Language:
    """Load a language by its code.

    With `degraded`, all forms are compiled without the diacritics that `[ascii]` undoes, for texts
    written without them; with `twin`, in the other script that `[twin]` writes them over into. Raises
    LanguageError where the folder is missing or broken.
    """
    home = folder / code
    if not (home / "language.toml").exists():
        raise LanguageError(f"no language folder '{code}'; there are: {', '.join(language_codes(folder)) or 'none'}")
    compiled = _load_compiled(home, degraded, twin)
    settings = compiled["settings"]
    casefold = _casefold(settings, degraded)
    passed = frozenset(fold_word(word, str.maketrans(casefold)) for word in settings.get("passed", ()))
    lexicon = Lexicon(compiled["root"], compiled["paradigms"], compiled["keys"], passed)
    if degraded:
        letters = str.maketrans(casefold)
        settings = _fold_values(settings, letters)
        compiled = {**compiled, "rules": _fold_values(compiled["rules"], letters)}
    endings = compiled["paradigms"].get("noun", {})
    split = partial(tokenise, casefold=casefold, elided=settings.get("elided", ()))
    dates = make_date_rules(compiled["rules"]["dates"], compiled["months"], compiled["weekdays"], endings, split)
    return Language(code, settings, compiled["rules"], lexicon, compiled["given"], casefold, dates)


def _casefold(settings: dict[str, Any], degraded: bool) -> dict[str, str]:
    pairs = dict(settings.get("casefold", {}))
    if degraded:
        for letter, plain in settings.get("ascii", {}).items():
            pairs[letter] = plain
            pairs[letter.upper()] = plain
        pairs.update({k: plain for k, v in pairs.items() if (plain := settings.get("ascii", {}).get(v))})
    return {k: v for k, v in pairs.items() if len(k) == 1}


def _fold_values(value: Any, letters: dict[int, str]) -> Any:
    """Return settings or rules with every word in them written without diacritics."""
    if isinstance(value, str):
        return value.translate(letters)
    if isinstance(value, list):
        return [_fold_values(each, letters) for each in value]
    if isinstance(value, dict):
        return {key.translate(letters): _fold_values(each, letters) for key, each in value.items()}
    return value


def is_plain(text: str, language: Language) -> bool:
    """True for a text of some length written without the diacritics of its language.

    `plain_below` in language.toml is the share of letters under which the letters and marks of `[ascii]` are too few.
    """
    least = float(language.settings.get("plain_below", 0.0))
    if not least:
        return False
    sample = text[:SAMPLE].casefold()
    marked = sum(map(sample.count, language.settings.get("ascii", {})))
    if marked >= least * len(sample):
        return False
    count = sum(map(str.isalpha, sample))
    return count >= SHORTEST and marked < least * count


def in_twin_script(text: str, language: Language) -> bool:
    """True for a text that is mostly in the letters of the other script of its language (`[twin]`)."""
    twin = language.settings.get("twin")
    if not twin:
        return False
    letters = [c for c in text[:SAMPLE] if c.isalpha()]
    return 2 * sum("\u0400" <= c <= "\u052f" for c in letters) > len(letters) and twin["script"] == "Cyrl"


def _data_hash(home: Path, degraded: bool, twin: bool) -> str:
    digest = hashlib.sha256(f"{FORMAT} {sys.version_info[:2]} {degraded} {twin}".encode())
    for path in [*sorted(home.glob("*.t*")), *sorted(VOCABULARY.glob("*.tsv"))]:
        stat = path.stat()
        digest.update(f"{path} {stat.st_size} {stat.st_mtime_ns}".encode())
    return digest.hexdigest()[:24]


def _load_compiled(home: Path, degraded: bool, twin: bool) -> dict[str, Any]:
    path = cache_folder() / f"{home.name}-{_data_hash(home, degraded, twin)}.lexicon"
    try:
        return marshal.loads(path.read_bytes())  # type: ignore[no-any-return]
    except (OSError, ValueError, EOFError, TypeError):
        pass
    compiled = compile_language(home, degraded, twin)
    _store_compiled(path, compiled)
    return compiled


def _store_compiled(path: Path, compiled: dict[str, Any]) -> None:
    """Write the cache file in one step, so that a half-written one is never read."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        for old in path.parent.glob(f"{path.name.split('-')[0]}-*.lexicon"):
            if old.stat().st_mtime < path.parent.stat().st_mtime - 7 * 86400:
                old.unlink(missing_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(handle, "wb") as file:
            file.write(marshal.dumps(compiled))
        os.replace(temporary, path)
    except OSError:
        return


def compile_language(home: Path, degraded: bool = False, twin: bool = False) -> dict[str, Any]:
    """Compile a language folder into plain values; raises LanguageError where a file is broken."""
    settings = _read_toml(home / "language.toml")
    rules = {name: _read_toml(home / f"{name}.toml") for name in RULE_FILES}
    paradigm_file = _read_toml(home / "paradigms.toml")
    defaults = paradigm_file.pop("defaults", {})
    own, locale = read_entries(home), home.name
    if twin:
        locale = settings["twin"]["locale"]
        speller = make_speller(settings)
        own = spell_entries(own, speller, defaults)
        paradigm_file = spell_paradigms(paradigm_file, speller)
        settings, rules = spell_values(turn_over(settings), speller), spell_values(rules, speller)
    casefold = _casefold(settings, degraded)
    paradigms = {name: _endings(name, cases, casefold) for name, cases in paradigm_file.items()}
    entries = _all_entries(own, locale, settings)
    root, keys = compile_entries(entries, paradigms, defaults, casefold, settings.get("elided", ()))
    from elchi.grammar.cldr import month_names, weekday_names

    letters = str.maketrans(casefold)
    given = {
        fold_word(e.form.replace("~", ""), letters): ("f" if "f" in e.attrs else "m" if "m" in e.attrs else "")
        for e in entries
        if e.kind == "names" and e.id in ("given", "surname") and "common" not in e.attrs
    }
    return {
        "settings": settings, "rules": rules, "root": root, "keys": keys, "paradigms": paradigms, "given": given,
        "months": month_names(locale), "weekdays": weekday_names(locale),
    }  # fmt: skip


def _all_entries(own: list[Entry], locale: str, settings: dict[str, Any]) -> list[Entry]:
    """Return the folder's entries and the shared ones, without names of places that it withdraws (`@not`)."""
    withdrawn = {(each.kind, each.form.casefold()) for each in own if each.kind in SHARED and each.id == "@not"}
    shared = _shared_entries(locale, settings, {e.form.casefold() for e in own if e.id == "given"})
    kept = [each for each in shared if (each.kind, each.form.casefold()) not in withdrawn]
    return [each for each in own if each.kind not in SHARED or each.id != "@not"] + kept


def _read_toml(path: Path) -> dict[str, Any]:
    if not path.exists():
        return {}
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path.parent.name}/{path.name}: not valid TOML ({error})") from error


def _endings(name: str, cases: dict[str, Any], casefold: dict[str, str]) -> dict[str, tuple[str, ...]]:
    """Turn `case -> "endings"` into `ending -> cases`; `-` is the empty ending."""
    table_of: dict[str, set[str]] = {}
    letters = str.maketrans(casefold)
    for case, endings in cases.items():
        words = endings.split() if isinstance(endings, str) else list(endings)
        for ending in words:
            folded = "" if ending == "-" else ending.translate(letters).casefold().replace("’", "'")
            table_of.setdefault(folded, set()).add(case)
    return {ending: tuple(sorted(names)) for ending, names in table_of.items()}


def read_entries(home: Path) -> list[Entry]:
    """Read all tables of a language folder."""
    entries = []
    for path in sorted(home.glob("*.tsv")):
        if path.stem in ("romanise",):
            continue
        for row in read_table(path):
            form, identifier = row.get("form", "").strip(), row.get("id", "").strip()
            if not form or not identifier:
                raise LanguageError(f"{home.name}/{path.name}: a line without form or id: {row}")
            entries.append(Entry(path.stem, identifier, form, parse_attrs(row.get("attrs", ""))))
    return entries


def parse_attrs(text: str) -> dict[str, str]:
    """Parse space separated flags and `key=value` pairs; a flag's value is the empty string."""
    pairs = (word.partition("=") for word in text.split())
    return {key: value for key, _, value in pairs}


def _plain(name: str) -> str:
    """Return a name in lower case without diacritics."""
    return "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))


def _shared_entries(code: str, settings: dict[str, Any], given: set[str]) -> list[Entry]:
    """Entries that come from outside the folder: CLDR country names, and cities in the language's script.

    What other languages call a city is left out where it is a given name in this one (Ben, Sam, Ariel).
    """
    from elchi.grammar.cldr import territory_names

    skipped = {"ZZ", "EU", "EZ", "UN", "QO", "XA", "XB"}
    found = [
        Entry("countries", iso, name, {"noun": ""}) for iso, name in territory_names(code).items() if iso not in skipped
    ]
    cyrillic = settings.get("script") == "Cyrl"
    for row in table("cities"):
        main = _plain(row["name"])
        names = {
            name
            for name in (row["name"], *row.get("names", "").split("|"))
            if cyrillic or _plain(name) == main or name.casefold() not in given
        }
        for name in sorted(names):
            if name and any("\u0400" <= c <= "\u04ff" for c in name) == cyrillic:
                found.append(Entry("places", row["name"], name, {"country": row["country"]}))
    return found
