"""Short words of a name that only their place shows: the number of a ruler, syllables, a town's name among them."""

from __future__ import annotations

from elchi.reading.scan import Scan
from elchi.text.tokens import WORD, Token

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
    return _short(scan.tokens[max(i - 2, 0) : i], 5) and scan.tokens[i].fold in VOWELS and not scan.shouting[i]


def shortened(scan: Scan, i: int) -> bool:
    """True for one or two letters that may be an initial (Дж. Кларк), not the end of a name of short words (Чо Хи Дэ.)
    or the number of a ruler."""
    text = scan.tokens[i].text
    if len(text) == 1:
        return i < 1 or goes_on(scan, i - 1, i) != 1
    return text[1].islower() and not (text[1] in VOWELS and _short(scan.tokens[max(i - 2, 0) : i], 5))


def _short(words: list[Token], below: int) -> bool:
    """True for two capitalised words of fewer letters than that."""
    return len(words) == 2 and all(t.kind == WORD and t.capital and 1 < len(t.text) < below for t in words)


def goes_on(scan: Scan, start: int, i: int) -> int:
    """Return how many tokens at i surely go on a name behind an office, whatever the case of its first word seems.

    They are the number of a ruler in Latin letters behind his name in others (король Харальд V), and a single vowel
    between two short words with the word behind it (Han U Jin).
    """
    if i != start + 1 or i >= len(scan.tokens) or not _titled(scan, start):
        return 0
    first, token = scan.tokens[start], scan.tokens[i]
    if token.text.isascii() and not first.text.isascii() and is_numeral(token.text):
        return 1
    syllable = token.capital and token.fold in VOWELS and not scan.shouting[i]
    return 2 if syllable and _short([first, *scan.tokens[i + 1 : i + 2]], 6) else 0


def _titled(scan: Scan, start: int) -> bool:
    """True behind an office or rank, also one with its country between."""
    return scan.after_title(start) or any(
        x.end == start and scan.after_title(x.start) for x in scan.covering(start - 1, {"countries"})
    )


def short_town(scan: Scan, i: int) -> bool:
    """True for a town's short name in the nominative behind two short words that are nothing else and follow a title,
    as the last part of a name of three (President Pham Thi Hue)."""
    words = scan.tokens[max(i - 2, 0) : i + 1]
    short = len(words) == 3 and all(t.kind == WORD and t.capital and len(t.text) < 7 for t in words)
    covering = scan.covered.get(i, ())
    town = all(x.kind == "places" and x.end == i + 1 and "nom" in x.cases for x in covering)
    free = i - 1 not in scan.covered and i - 2 not in scan.covered
    return short and len(words[-1].text) < 5 and town and free and scan.after_title(i - 2)
