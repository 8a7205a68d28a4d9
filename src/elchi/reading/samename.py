"""Whether two mentions in one report name one person."""

from __future__ import annotations

from elchi.reading.namecases import NameSpan


def same_in_report(a: NameSpan, b: NameSpan) -> bool:
    """True where two mentions in one report name one person: same surname, given names that fit."""
    long, short = (a, b) if len(a.words) >= len(b.words) else (b, a)
    wide, narrow = long.folded, short.folded
    if len(narrow) == 1 and _same_word(without_article(wide[-1]), without_article(narrow[0]), long, short):
        return True
    if not _same_word(wide[-1], narrow[-1], long, short):
        return (
            wide == narrow
            or (len(narrow) > 1 and set(narrow) <= set(wide))
            or (len(narrow) == 1 and narrow[0] in wide and len(narrow[0]) > 2)
        )
    rest_wide, rest_narrow = wide[:-1], narrow[:-1]
    return all(any(_given_fits(x, y) for y in rest_wide) for x in rest_narrow)


def without_article(word: str) -> str:
    """Return a surname without the Arabic article that a hyphen joins to it (al-Khatib, Khatib)."""
    article, mark, rest = word.partition("-")
    return rest if mark and len(article) < 3 and len(rest) > 3 else word


def _same_word(a: str, b: str, left: NameSpan, right: NameSpan) -> bool:
    if a == b or (b in left.alternatives and a[:3] == b[:3]) or (a in right.alternatives and a[:3] == b[:3]):
        return True
    if len(a) >= 7 and len(b) >= 7 and a[:2] == b[:2]:
        from rapidfuzz.fuzz import ratio

        return ratio(a, b) >= 92
    return a[:4] == b[:4] and any(len(x) > 3 for x in left.alternatives & right.alternatives)


def _given_fits(short: str, long: str) -> bool:
    if len(short) <= 2 or len(long) <= 2:
        return long.startswith(short) or short.startswith(long)
    return short == long or (
        len(short) > 3 and short[:-1] == long[: len(short) - 1] and abs(len(short) - len(long)) <= 3
    )
