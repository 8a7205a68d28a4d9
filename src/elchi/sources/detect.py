"""Which language a report is in, among the languages that have a folder.

The compact language detector (CLD2) names a language; where a folder's neighbours are alike, the letters that only
one of them uses decide (`letters` in language.toml), and the folder's script shows a text in another one.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from functools import cache
from importlib.resources import files

import msgspec

SAMPLE = 20_000
CLEAR = 0.03
"""The share of letters from which a language's own letters decide: ə is every eleventh letter of Azerbaijani."""
_SCRIPTS = {"LATIN": "Latn", "CYRILLIC": "Cyrl", "ARABIC": "Arab", "GEORGIAN": "Geor", "ARMENIAN": "Armn"}
_SMALL = ("frequent", "glue", "conjunctions")
_SCRIPT_NAMES = {"Latn": "Latin", "Cyrl": "Cyrillic"}


class Folder(msgspec.Struct, frozen=True):
    """What detection needs of a language folder; `plain` maps its letters and marks to what stands where they lack.

    `clusters` are letters that stand together in it and not in its neighbours, `others` letters of neighbours without a
    folder. The `unread` letters and words show the
    language in a script that is not the folder's, `unread_others` a neighbour; `twin` is that script if it is read too.
    """

    code: str
    english: str
    script: str
    letters: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    plain: dict[str, str] = {}
    clusters: tuple[str, ...] = ()
    others: frozenset[str] = frozenset()
    unread_letters: frozenset[str] = frozenset()
    unread_words: frozenset[str] = frozenset()
    unread_others: frozenset[str] = frozenset()
    twin: str | None = None


def detect_language(text: str, given: str | None = None) -> tuple[str | None, str | None]:
    """Return the language's code and a remark, or None where nothing can be told.

    A tag given is trusted (`kk-KZ` is `kk`). A language that has no folder is named with a remark that it is set
    aside; one in a script that its folder does not read is named with the script (`az-Cyrl`), and so set aside.
    """
    folders = read_folders()
    if given and (code := re.split("[-_]", given.strip().lower())[0]).isalpha():
        known = next((f for f in folders if f.code == code), None)
        return code, None if known or not folders else _set_aside(code, code)
    sample = text[:SAMPLE]
    script = main_script(sample)
    if (unread := _in_unread_script(sample, script, folders)) is not None:
        return _say_script(unread, script)
    code, name = _ask_detector(sample)
    by_letters = _by_letters(sample, script, folders)
    if by_letters and (code is None or code != by_letters.code):
        known = next((f for f in folders if f.code == code), None)
        if known is None and code is not None:
            if _uses_words(sample, by_letters):
                return by_letters.code, None
        elif known is None or known.script != script or _evidence(sample, by_letters) > _evidence(sample, known):
            return by_letters.code, None
    if code is None and (by_words := _by_words(sample, script, folders)):
        return by_words.code, None
    if code is None:
        return None, "the language could not be told"
    known = next((f for f in folders if f.code == code), None)
    if known is None:
        return code, _set_aside(code, name) if folders else None
    if _is_neighbour(sample, known):
        return None, f"the letters are those of a neighbour of {known.english} that has no folder: set aside"
    if by_letters is None and (nearer := _nearer(sample, script, known, folders)):
        return nearer.code, None
    return _say_script(known, script) if script and known.script and script != known.script else (code, None)


@cache
def read_folders() -> tuple[Folder, ...]:
    """Return the languages that have a folder with a language.toml."""
    found = []
    for folder in sorted(files("elchi.languages").iterdir(), key=lambda entry: entry.name):
        path = folder / "language.toml"
        if not path.is_file():
            continue
        table = tomllib.loads(path.read_text(encoding="utf-8"))
        unread = table.get("twin") or table.get("unread", {})
        plain = {k: v for k, v in table.get("ascii", {}).items() if len(k) == 1}
        found.append(
            Folder(
                code=str(table.get("code", folder.name)),
                english=str(table.get("english", folder.name)),
                script=str(table.get("script", "")),
                letters=frozenset("".join(table.get("letters", ""))),
                words=frozenset(_fold(word, plain) for key in _SMALL for word in table.get(key, [])),
                plain=plain,
                clusters=tuple(table.get("clusters", ())),
                others=frozenset(table.get("others", "")),
                unread_letters=frozenset(unread.get("letters", "")),
                unread_words=frozenset(unread.get("words", [])),
                unread_others=frozenset(unread.get("others", "")),
                twin=unread.get("script"),
            )
        )
    return tuple(found)


def main_script(text: str) -> str | None:
    """Return the ISO 15924 code of the script that most letters are in, or None where it is another."""
    counts: dict[str, int] = {}
    for letter in text[:4000]:
        if letter.isalpha():
            name = unicodedata.name(letter, "?").split()[0]
            counts[name] = counts.get(name, 0) + 1
    return _SCRIPTS.get(max(counts, key=lambda name: (counts[name], name))) if counts else None


def _in_unread_script(text: str, script: str | None, folders: tuple[Folder, ...]) -> Folder | None:
    """Return the language that the text is in though its folder reads another script, by letters or words of it."""
    small = text.casefold()
    words = set(re.findall(r"\w+", small))
    for folder in folders:
        letters = sum(map(small.count, folder.unread_letters))
        others = sum(map(small.count, folder.unread_others))
        shown = letters * 300 > len(text) or len(words & folder.unread_words) > 1
        if folder.script != script and shown and others * 4 <= letters:
            return folder
    return None


def _say_script(folder: Folder, script: str | None) -> tuple[str, str | None]:
    if script is not None and script == folder.twin:
        return folder.code, None
    written = _SCRIPT_NAMES.get(script or "", "other")
    return (
        f"{folder.code}-{script}",
        f"{folder.english} in {written} letters, which its folder does not read: set aside",
    )


def _set_aside(code: str, name: str) -> str:
    return f"language {name.capitalize()} ({code}) has no folder: set aside"


def _by_letters(text: str, script: str | None, folders: tuple[Folder, ...]) -> Folder | None:
    """Return the folder whose own letters the text uses most, where they are frequent enough to be no foreign name."""
    fitting = [f for f in folders if f.script == script and not _is_neighbour(text, f)]
    best = max(fitting, key=lambda f: (_evidence(text, f), f.code), default=None)
    return best if best and _evidence(text, best) > CLEAR else None


def _is_neighbour(text: str, folder: Folder) -> bool:
    """True for a text with letters that a language never has, and a neighbour of it without a folder has."""
    if not folder.others:
        return False
    small = text.casefold()
    found = sum(map(small.count, folder.others))
    return found * 120 > sum(map(str.isalpha, small))


def _uses_words(text: str, folder: Folder) -> bool:
    """True for a text with small words of a language, one in thirty at least: the detector may name a neighbour."""
    words = _words(text, folder.plain)
    return 30 * sum(word in folder.words for word in words) >= len(words)


def _evidence(text: str, folder: Folder) -> float:
    """Return the share of letters that are the language's own."""
    letters = [c for c in text if c.isalpha()]
    return sum(1 for c in letters if c in folder.letters) / max(len(letters), 1)


def _by_words(text: str, script: str | None, folders: tuple[Folder, ...]) -> Folder | None:
    """Return the folder of the script whose small words the text uses most, where it uses any but by chance."""
    words = _words(text, {})
    counts = {f.code: sum(word in f.words for word in _words(text, f.plain)) for f in folders if f.script == script}
    best = max((f for f in folders if f.code in counts), key=lambda f: (counts[f.code], f.code), default=None)
    return best if best and counts[best.code] >= 2 and counts[best.code] * 25 >= len(words) else None


def _nearer(text: str, script: str | None, known: Folder, folders: tuple[Folder, ...]) -> Folder | None:
    """Return the neighbour of a language whose own small words the text uses far more, as texts in plain letters do."""
    best: tuple[int, Folder] | None = None
    least = 1 if known.plain and not any(c in known.plain for c in text.casefold()) else 2
    for other in folders:
        if other.script != script or other.code == known.code or not (other.words and known.words):
            continue
        theirs, ours = _shown(text, other, known), _shown(text, known, other)
        if theirs >= least and theirs > 2 * ours and (best is None or theirs > best[0]):
            best = theirs, other
    return best[1] if best else None


def _shown(text: str, folder: Folder, other: Folder) -> int:
    """Count the words of a text that are of one language and not of its neighbour."""
    own, clusters = folder.words - other.words, folder.clusters
    return sum(word in own or any(c in word for c in clusters) for word in _words(text, folder.plain))


def _words(text: str, plain: dict[str, str]) -> list[str]:
    return re.findall(r"\w+", _fold(text, plain))


def _fold(text: str, plain: dict[str, str]) -> str:
    """Return text in lower case with the letters and marks of a language written plainly."""
    letters = {ord(letter): other for letter, other in plain.items()}
    return text.casefold().replace("\u0307", "").translate(letters)


def _ask_detector(text: str) -> tuple[str | None, str]:
    """Return CLD2's code and name of the language, or None where it is not sure."""
    import pycld2

    readable = "".join(c if c.isprintable() else " " for c in text)
    try:
        reliable, _, details = pycld2.detect(readable, isPlainText=True)
        if not reliable or details[0][1] == "un":
            _, _, details = pycld2.detect(readable, isPlainText=True, bestEffort=True)
    except pycld2.error:
        return None, ""
    name, code, _, _ = details[0]
    return (None, "") if code == "un" else (code, name.title())
