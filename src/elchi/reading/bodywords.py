"""Which words beside the noun of a body belong to its name, and which are a person's or stand apart."""

from __future__ import annotations

from functools import cache

from elchi.grammar.language import Language
from elchi.reading.scan import Scan

NAMED_AFTER = frozenset(
    [
        "university", "institute", "academy", "school", "college", "foundation", "airport", "stadium", "hospital",
        "centre", "museum", "library", "theatre",
    ]
)  # fmt: skip


def in_name_of_site(scan: Scan, i: int) -> bool:
    """True for a title that is a part of a site's name: all words back to the article are capitalised, and no office
    but one of a single word stands there (the Sultan Qaboos Grand Mosque, the Said bin Sultan Base)."""
    if not scan.language.is_given(scan.tokens[i].fold):
        return False
    k = i
    while k > 0 and i - k < 4 and (scan.tokens[k - 1].capital or scan.tokens[k - 1].fold in scan.language.particles):
        k -= 1
    return k > 0 and scan.tokens[k - 1].fold in scan.language.words("articles")


@cache
def together(language: Language) -> tuple[str, ...]:
    """Return the endings of names that say with whom: what bears one before "and" is no part of a body's name."""
    paradigm = language.lexicon.paradigms.get(language.settings.get("name_paradigm", "noun"), {})
    return tuple(ending for ending, cases in paradigm.items() if "ins" in cases and len(ending) > 2) or ("\0",)


def stands_apart(scan: Scan, word: str) -> bool:
    """True for a word in a case behind an apostrophe (Nisan'da): but for a genitive it is no part of a name."""
    stem, mark, ending = word.rpartition("'")
    paradigm = scan.language.settings.get("name_paradigm", "noun")
    cases = scan.language.lexicon.paradigms.get(paradigm, {}).get(f"'{ending}", ()) if mark and len(stem) > 2 else ()
    return bool(cases) and "gen" not in cases


def bears_name(scan: Scan, i: int) -> bool:
    """True for the capitalised noun of a body that may be named after a person (Nazarbayev University)."""
    items = scan.at.get(i, ()) if scan.tokens[i].capital else ()
    return any(x.id in NAMED_AFTER for x in items if x.kind in ("bodynouns", "sites"))


def ends_person(scan: Scan, i: int) -> bool:
    """True for a word of no other use behind a given name and before a country or town: a person's surname."""
    known = i in scan.covered or i < 1 or not scan.tokens[i - 1].capital
    after = not known and scan.covering(i + 1, {"countries", "places"})
    return bool(after) and scan.language.is_given(scan.tokens[i - 1].fold)
