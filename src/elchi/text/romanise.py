"""Words of any script brought to the Latin letters of their sound, by the tables of the languages.

A table is a file `romanise.tsv` of a language folder, or one of `vocabulary/romanise/` for habits of
languages that have no folder. Its entries stand over those of `vocabulary/romanise/common.tsv`. A form is
letters, `^` before it binds it to the word's start, `$` after it to the end; the id is its sound: small
Latin letters, and C (ch), S (sh), Z (zh, dzh). `@foreign respelled` says that the language writes foreign
names by its own rules, so that no other table is tried on them, but for those that hold one of the `as_is=` letters.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from pathlib import Path
from typing import NamedTuple

from elchi.errors import VocabularyError

_HOME = Path(__file__).resolve().parent.parent
_RESPELLED = "@foreign"
_AS_IS = "@as_is"


class Table(NamedTuple):
    """One language's habit: form -> sound, its scripts, the forms in which it differs from the common table, and how
    long forms are (by their first letter), so that no longer ones are looked for.
    """

    code: str
    sounds: dict[str, str]
    scripts: frozenset[str]
    respells: bool
    differs: frozenset[str]
    reach: dict[str, int]
    as_is: tuple[str, ...] = ()


def fold_letters(word: str) -> str:
    """Return a word in lower case, composed, with one kind of apostrophe; dotted and dotless capital I are `i`."""
    folded = unicodedata.normalize("NFC", word.replace("İ", "i").casefold())
    return folded.translate(_APOSTROPHES)


@lru_cache(maxsize=1)
def load_tables() -> dict[str, Table]:
    """Return language code -> table, `common` among them. Raises VocabularyError on a broken file."""
    found: dict[str, dict[str, str]] = {}
    folders = [*_HOME.glob("vocabulary/romanise/*.tsv"), *_HOME.glob("languages/*/romanise.tsv")]
    for path in sorted(folders):
        code = path.parent.name if path.name == "romanise.tsv" else path.stem
        found.setdefault(code, {}).update(_read(path))
    common = found.pop("common", {})
    as_is = {code: tuple(own.pop(_AS_IS, "").split(",")) for code, own in found.items()}
    tables = {code: _compile(code, common, own)._replace(as_is=as_is[code]) for code, own in found.items()}
    tables["common"] = Table("common", common, frozenset({"Latn", "Cyrl"}), False, frozenset(), _reach(common))
    return tables


@lru_cache(maxsize=1024)
def sound_out(word: str, language: str | None = None) -> tuple[str, ...]:
    """Return the readings of a word (one word, any case), that of its own language first, each sound once."""
    folded = fold_letters(word)
    pieces = _pieces(folded)
    common = load_tables()["common"]
    plain = _sound(common, folded)
    tables = tables_for(folded, language)
    sounds = (plain if table.differs.isdisjoint(pieces) else _sound(table, folded) for table in tables)
    return tuple(dict.fromkeys(sounds)) or (plain,)


def keeps_spelling(name: str, language: str | None) -> bool:
    """True for a name that a language which respells foreign ones has left as it is written elsewhere (Woo, Müller)."""
    own = load_tables().get(language or "")
    if own is None or not own.respells:
        return False
    folded = fold_letters(name)
    return any(letters and letters in folded for letters in own.as_is)


def tables_for(word: str, language: str | None = None) -> list[Table]:
    """Return the tables to read a folded word by, that of its own language first."""
    script = script_of(word)
    tables = load_tables()
    own = tables.get(language or "")
    if own is None or script not in own.scripts:
        return [table for table in tables.values() if script in table.scripts]
    if own.respells:
        return [own]
    if script != "Latn":
        return [own, tables["common"]]
    return [own, *(table for table in tables.values() if script in table.scripts and table is not own)]


def spell_out(word: str, table: Table) -> list[tuple[str, str]]:
    """Return the (letters, sound) pieces of a folded word: the longest form first, from left to right."""
    sounds, reach, size, place = table.sounds, table.reach, len(word), 0
    found = []
    while place < size:
        for end in range(min(place + reach.get(word[place], 1), size), place, -1):
            letters = word[place:end]
            sound = sounds.get("^" + letters) if place == 0 else None
            if sound is None and end == size:
                sound = sounds.get(letters + "$")
            if sound is None:
                sound = sounds.get(letters)
            if sound is not None:
                break
        else:
            sound = _bare_sound(table, letters)
        found.append((letters, sound))
        place += len(letters)
    return found


def script_of(word: str) -> str:
    """Return `Cyrl` where the first letter is Cyrillic, `Latn` where Latin, else `Zyyy`."""
    for letter in word:
        if letter.isalpha():
            name = unicodedata.name(letter, "")
            return "Cyrl" if name.startswith("CYRILLIC") else "Latn" if name.startswith("LATIN") else "Zyyy"
    return "Zyyy"


def _read(path: Path) -> dict[str, str]:
    entries = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines()[1:], 2):
        cells = line.split("\t")
        if len(cells) < 2 or not cells[0]:
            where = f"{path.parent.name}/{path.name} line {number}"
            raise VocabularyError(f"{where}: write form, sound and attrs between tabs")
        entries[cells[0]] = cells[1]
        if len(cells) > 2 and cells[2].startswith("as_is="):
            entries[_AS_IS] = cells[2].removeprefix("as_is=")
    return entries


def _compile(code: str, common: dict[str, str], own: dict[str, str]) -> Table:
    sounds = {**common, **own}
    respells = sounds.pop(_RESPELLED, "") == "respelled"
    scripts = frozenset(script_of(form.strip("^$")) for form in own if not form.startswith("@")) - {"Zyyy"}
    plain = Table("common", common, scripts, False, frozenset(), _reach(common))
    differs = frozenset(
        form
        for form, sound in own.items()
        if not form.startswith("@") and sound != "".join(piece[1] for piece in spell_out(form.strip("^$"), plain))
    )
    return Table(code, sounds, scripts, respells, differs, _reach(sounds))


def _reach(sounds: dict[str, str]) -> dict[str, int]:
    """Return first letter -> letters of the longest form that begins with it."""
    reach: dict[str, int] = {}
    for form in (each.strip("^$") for each in sounds):
        reach[form[:1]] = min(_LONGEST, max(len(form), reach.get(form[:1], 1)))
    return reach


def _pieces(word: str) -> set[str]:
    """Return every form that could stand in a word: its pieces of up to `_LONGEST` letters, bound ones marked."""
    size = len(word)
    found = {word[i:j] for i in range(size) for j in range(i + 1, min(i + _LONGEST + 1, size + 1))}
    found.update("^" + word[:j] for j in range(1, min(_LONGEST + 1, size + 1)))
    found.update(word[i:] + "$" for i in range(max(0, size - _LONGEST), size))
    return found


def _sound(table: Table, word: str) -> str:
    sound = "".join([piece[1] for piece in spell_out(word, table)])
    return _DOUBLE.sub(r"\1", sound)  # doubling is the first thing that a transliteration drops


def _bare_sound(table: Table, letter: str) -> str:
    base = "".join(mark for mark in unicodedata.normalize("NFKD", letter) if not unicodedata.combining(mark))
    return "".join(table.sounds.get(mark, mark) for mark in base if mark.isalnum())


_LONGEST = 5
_DOUBLE = re.compile(r"(.)\1+")
_APOSTROPHES = str.maketrans({**dict.fromkeys("’ʻ‘ʼ`´", "'"), "\u0307": None, "\u00ad": None})
