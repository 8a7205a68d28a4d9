"""Find how long something lasts: "two-day", "3-day", "for three days", ikigünlük, двухдневный, екі күндік."""

from __future__ import annotations

from functools import lru_cache
from itertools import compress, count
from operator import attrgetter

from elchi.grammar.daterules import DASHES, DateRules
from elchi.reading.dateatoms import match_phrase
from elchi.text.recall import Recall
from elchi.text.tokens import NUMBER, WORD, Token

LONGEST = 31
_FOLD = attrgetter("fold")


def find_durations(tokens: list[Token], rules: DateRules) -> list[tuple[int, int, int]]:
    """Return (start, end, days) of each duration in days; start and end are code points, half open.

    A number with an attributive form (`duration.day`) needs nothing else, nor one with a suffix of
    `duration.compounds`, in one word or after a hyphen; a number with a noun (`duration.nouns`) needs a word of
    `duration.before` in front or of `duration.after` behind.
    """
    counts = _countings(rules.counting, rules.compounds, rules.endings)
    found = []
    last = 0
    for here in compress(count(), map(counts.__getitem__, map(_FOLD, tokens))):
        if here < last:
            continue
        hit = _read_compound(tokens, here, rules) or _read_counted(tokens, here, rules)
        if hit and 0 < hit[1] <= LONGEST:
            last, days = hit
            found.append((tokens[here].start, tokens[last - 1].end, days))
    return found


def _read_compound(tokens: list[Token], here: int, rules: DateRules) -> tuple[int, int] | None:
    """Read one word made of a number and a suffix, the suffix with or without an ending."""
    token = tokens[here]
    if token.kind != WORD:
        return None
    for suffix in rules.compounds:
        place = token.fold.find(suffix)
        if place < 2:
            continue
        rest = token.fold[place + len(suffix) :]
        number = rules.combining.get(token.fold[:place], rules.numbers.get((token.fold[:place],)))
        if number is not None and (not rest or rest in rules.endings):
            return here + 1, number
    return None


@lru_cache(maxsize=32)
def _countings(numbers: frozenset[str], suffixes: frozenset[str], endings: frozenset[str]) -> Recall[bool]:
    """Return whether a word may begin a duration, by the word: a number, or one made with a suffix of time."""

    def may_begin(word: str) -> bool:
        cuts = ((s, place) for s in suffixes if (place := word.find(s)) > 1 and word[:place] in numbers)
        compound = any(word[place + len(s) :] in endings | {""} for s, place in cuts)
        return word.isdecimal() or word in numbers or compound

    return Recall(may_begin)


def _read_counted(tokens: list[Token], here: int, rules: DateRules) -> tuple[int, int] | None:
    """Read a number, then a form of "day"."""
    number = _read_number(tokens, here, rules)
    if number is None or number[0] >= len(tokens):
        return None
    after, days = number
    noun = after
    if tokens[noun].text in DASHES and noun + 1 < len(tokens):
        noun += 1
    if hit := match_phrase(tokens, noun, rules.duration_days, rules.endings):
        return hit[0], days
    if days % 24 == 0 and (hit := match_phrase(tokens, noun, rules.duration_hours, rules.endings)):
        return hit[0], days // 24
    if noun > after:
        return (noun + 1, days) if any(_is_suffix(tokens[noun].fold, end, rules) for end in rules.compounds) else None
    hit_noun = match_phrase(tokens, noun, rules.duration_nouns, rules.endings)
    if hit_noun is None:
        return None
    before = tokens[here - 1].fold if here else ""
    longer = tokens[here - 2].fold + before if here > 1 else before  # a preposition between
    following = tokens[hit_noun[0]].fold if hit_noun[0] < len(tokens) else ""
    if not rules.duration_before.isdisjoint((before, longer)) or following in rules.duration_after:
        return hit_noun[0], days
    return None


def _is_suffix(fold: str, suffix: str, rules: DateRules) -> bool:
    return fold == suffix or (fold.startswith(suffix) and fold[len(suffix) :] in rules.endings)


def _read_number(tokens: list[Token], here: int, rules: DateRules) -> tuple[int, int] | None:
    token = tokens[here]
    if token.kind == NUMBER:
        if len(token.text) > 2 or (here and tokens[here - 1].end == token.start and tokens[here - 1].text in ".,:/"):
            return None
        return here + 1, int(token.text)
    if token.kind != WORD:
        return None
    known = token.fold in rules.numbers.firsts
    hit = match_phrase(tokens, here, rules.numbers, frozenset()) if known else None
    if hit is None and (days := rules.combining.get(token.fold)):
        hit = here + 1, days
    return hit
