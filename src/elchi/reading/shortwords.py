"""Short words of a name that only their place shows: the number of a ruler, syllables, a town's name among them."""

from __future__ import annotations

from elchi.reading.scan import Scan
from elchi.text.tokens import WORD

VOWELS = frozenset("aeiouyəıöüаеёиоуыэюяәіөұү")


def is_numeral(text: str) -> bool:
    """True for a Roman numeral of a ruler, also in Cyrillic look-alikes."""
    return 0 < len(text) < 6 and not text.strip("IVXІХ")


def numbered(scan: Scan, start: int, i: int) -> bool:
    """True for the name of a ruler right behind his number, which is written in Latin letters (King II Fahd)."""
    return i == start + 1 and is_numeral(scan.tokens[start].text)


def first_syllable(scan: Scan, i: int) -> bool:
    """True for a single vowel after an office and before two short capitalised words, a surname (O Sang Min)."""
    words = scan.tokens[i + 1 : i + 3]
    short = len(words) == 2 and all(t.kind == WORD and t.capital and 1 < len(t.text) < 6 for t in words)
    return short and scan.tokens[i].fold in VOWELS and scan.after_title(i)


def last_syllable(scan: Scan, i: int) -> bool:
    """True for a single vowel after two short capitalised words, the last syllable of a Korean or Chinese name."""
    words = scan.tokens[max(i - 2, 0) : i]
    short = len(words) == 2 and all(t.kind == WORD and t.capital and 1 < len(t.text) < 5 for t in words)
    return short and scan.tokens[i].fold in VOWELS and not scan.shouting[i]


def short_town(scan: Scan, i: int) -> bool:
    """True for a town's short name in the nominative behind two short words that are nothing else and follow a title,
    as the last part of a name of three (President Pham Thi Hue)."""
    words = scan.tokens[max(i - 2, 0) : i + 1]
    short = len(words) == 3 and all(t.kind == WORD and t.capital and len(t.text) < 7 for t in words)
    covering = scan.covered.get(i, ())
    town = all(x.kind == "places" and x.end == i + 1 and "nom" in x.cases for x in covering)
    free = i - 1 not in scan.covered and i - 2 not in scan.covered
    return short and len(words[-1].text) < 5 and town and free and scan.after_title(i - 2)
