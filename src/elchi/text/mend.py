"""Mend letters that only look right, before a text is matched: the mended text is as long as the text given.

Scans and keyboards put Latin letters into Cyrillic words and the other way round, invisible marks into words, a
capital I for an l. Every code point keeps its place, so that offsets of the mended text are offsets of the given one.
"""

from __future__ import annotations

import re

from elchi.text.tokens import SOFT_HYPHEN

COLUMN = 3  # lines of a paragraph that is set in a column, at least
SHORTEST, LONGEST_LINE = 35, 110  # code points of its lines
_WHOLE = re.compile("(?<![-\u00ad\u2010])\n")  # a line end that parts no word
# tried at the heads of lines alone, and never given back: else every letter of a long line is gone on from to its end
_PARAGRAPH = re.compile(r"^([^\S\n]*+)(\S[^\n]*+(?:\n(?=[^\n]*\S)[^\n]*+)+)", re.MULTILINE)
LONG = 4  # letters of a word at least in which a digit is astray
_LATIN = "AaBCcEeHIiJjKMOoPpTXxYySsəƏhɵƟ"
_CYRILLIC = "АаВСсЕеНІіЈјКМОоРрТХхУуЅѕәӘһөӨ"
_TO_CYRILLIC = str.maketrans(_LATIN, _CYRILLIC)
_TO_LATIN = str.maketrans(_CYRILLIC, _LATIN)
_ANY_LATIN = re.compile("[A-Za-z\u00c0-\u024f\u0259]")
_ANY_CYRILLIC = re.compile("[\u0400-\u052f]")
_PAIR = re.compile(
    "[A-Za-z\u00c0-\u024f\u0259]\u00ad?[\u0400-\u052f]|[\u0400-\u052f]\u00ad?[A-Za-z\u00c0-\u024f\u0259]"
)
_MIXED = re.compile(
    "[^\\W\\d_]*(?:[A-Za-z\u00c0-\u024f\u0259][\u00ad]?[\u0400-\u052f]|[\u0400-\u052f][\u00ad]?[A-Za-z\u00c0-\u024f\u0259])[^\\W\\d_]*"
)
_ONLY_CYRILLIC = re.compile(f"(?![{_CYRILLIC}])[\u0400-\u052f]")
_ALIKE = re.compile(f"(?<!\\w)[{_CYRILLIC}]+(?!\\w)")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\x00-\x08\x0e-\x1f\x7f]")
# letter and digit come first in a pattern: a text is searched for them much quicker than for what may stand before
_CAPITAL_I = re.compile("I(?:(?<=[a-zəıöüğşç]{3}I)(?=[a-zəıöüğşç])|(?<=[a-zəıöüğşç]I)(?=[a-zəıöüğşç]{2}))")
_BROKEN = re.compile("\u00ac(?<=[^\\W\\d_]\u00ac)(?=[^\\W\\d_])")  # the sign that scans leave where a line ended
_DIGIT = re.compile(r"\d(?<=[^\W\d_]\d)(?!\d|[.,:]\d|[%°-])")
_TAIL = re.compile(r"[^\W\d_]*")
_HEAD = re.compile(r"[^\W\d_]+$")
_SCOTS = re.compile("(?:Mc|Mac|De|Di|O)$")


def mend_letters(text: str) -> tuple[str, int]:
    """Return the text with look-alike letters, invisible marks and a capital I for l mended, and how many words were.

    A word of two scripts takes the one that more of its letters are in; a word of Cyrillic look-alikes alone is Latin
    where the text has no other Cyrillic. Invisible marks become soft hyphens inside a word and blanks elsewhere, and so
    do single digits that stray into a word or stand at its end as a note's number.
    """
    mended, count = text, 0
    if _INVISIBLE.search(text):
        mended = _INVISIBLE.sub(lambda match: _unseen(text, match.start()), mended)
    if "\u00ac" in mended:
        mended = _BROKEN.sub(SOFT_HYPHEN, mended)
    if not mended.isascii():
        mended, count = _one_script(mended)
    if "I" in mended:
        mended, more = _CAPITAL_I.subn(lambda match: _small_l(match), mended)
        count += more
    if _DIGIT.search(mended):
        mended, more = _without_digits(mended)
        count += more
    return mended, count


def unwrap_lines(text: str) -> str:
    """Return the text with the lines of a column joined: a break that only the width of the page makes is a blank.

    A paragraph is taken as set in a column where no line is longer than one, most are not short, and a third of them go
    on in lower case.
    """
    if text.count("\n") < COLUMN:
        return text
    return _PARAGRAPH.sub(lambda match: match[1] + _unwrapped(match[2]), text)


def _unwrapped(paragraph: str) -> str:
    lines = [line.rstrip() for line in paragraph.split("\n")]
    lengths = [len(line) for line in lines[:-1]]
    full = sum(length >= SHORTEST for length in lengths)
    if len(lengths) < COLUMN - 1 or 2 * full < len(lengths) or max(lengths) > LONGEST_LINE:
        return paragraph
    on = sum(line.lstrip()[:1].islower() for line in lines[1:])
    return _WHOLE.sub(" ", paragraph) if 3 * on >= len(lengths) else paragraph


def _without_digits(text: str) -> tuple[str, int]:
    """Return the text with stray digits of words as soft hyphens: mini5ster, minister1; not F16, COP29, 5th."""
    count = 0

    def change(match: re.Match[str]) -> str:
        nonlocal count
        at = match.start()
        found = _HEAD.search(text, max(0, at - 24), at)
        tail = _TAIL.match(text, at + 1)
        head, after = found.group() if found else "", tail.group() if tail else ""
        whole = len(head) + len(after) >= LONG if after else len(head) >= LONG
        first = text[at - len(head) - 1 : at - len(head)]
        if not whole or (len(head) > 1 and head.isupper()) or first.isdigit() or not (after or "a").islower():
            return match.group()
        count += 1
        return SOFT_HYPHEN

    return _DIGIT.sub(change, text), count


def _unseen(text: str, at: int) -> str:
    inside = 0 < at < len(text) - 1 and text[at - 1].isalpha() and text[at + 1].isalpha()
    return SOFT_HYPHEN if inside else " "


def _small_l(match: re.Match[str]) -> str:
    return "I" if _SCOTS.search(match.string[max(0, match.start() - 3) : match.start()]) else "l"


def _one_script(text: str) -> tuple[str, int]:
    if not _ANY_CYRILLIC.search(text) or not _ANY_LATIN.search(text):
        return text, 0
    mended, count = text, 0
    if _PAIR.search(text):
        mended, count = _MIXED.subn(lambda match: _likelier(match.group()), text)
    if not _ONLY_CYRILLIC.search(mended):
        mended, more = _ALIKE.subn(lambda match: match.group().translate(_TO_LATIN), mended)
        count += more
    return mended, count


def _likelier(word: str) -> str:
    """Return a word in the script that more of its letters can only be of, else that more are of."""
    latin = sum(1 for c in word if _ANY_LATIN.match(c))
    cyrillic = sum(1 for c in word if _ANY_CYRILLIC.match(c))
    only_latin = sum(1 for c in word if _ANY_LATIN.match(c) and c not in _LATIN)
    only_cyrillic = sum(1 for c in word if _ANY_CYRILLIC.match(c) and c not in _CYRILLIC)
    if only_latin and only_cyrillic:
        return word
    table = _TO_CYRILLIC if (only_cyrillic, cyrillic) > (only_latin, latin) else _TO_LATIN
    return word.translate(table)
