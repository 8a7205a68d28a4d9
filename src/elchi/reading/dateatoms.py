"""Turn tokens into date atoms: each is one letter, so that patterns of dates are patterns of letters.

D a day of a month, E a day with an ending or a day word, M a month, m a short month, Y a year that a word or an
ending shows, y a bare year, N a date in digits, W a weekday, R a relative word, L a relative month, P a part of a
month, F from, T to, A and, O of, `-` a dash, `,` a comma, x all else.
"""

from __future__ import annotations

from itertools import compress, count
from operator import attrgetter
from typing import TypeVar

import msgspec

from elchi.grammar.daterules import DASHES, MONTHS, RELATIVE, WEEKS, YEARS, DateRules, PhraseTable, strip_endings
from elchi.text.calendar import is_real
from elchi.text.tokens import BREAK, MARK, NUMBER, WORD, Token

Value = TypeVar("Value")
_LINKS = {"from": "F", "to": "T", "and": "A", "of": "O"}
_LONGEST = 6
_YEARS = range(1900, 2100)


class Atom(msgspec.Struct):
    """One letter of a date over the tokens first to last (half open); `value` is a number or a shift, `word` a key
    (`bare` or `capital` for a month without the word "month"),
    `parts` year, month, day of a date in digits, `fold` the first token folded."""

    letter: str
    first: int
    last: int
    value: int | None = None
    word: str = ""
    parts: tuple[int, int, int] | None = None
    fold: str = ""


def find_atoms(tokens: list[Token], rules: DateRules) -> list[Atom]:
    """Return atoms in order that cover all tokens; of a run of tokens that date nothing only the two at its ends."""
    atoms: list[Atom] = []
    idle = 0
    every = [*map(rules.begins.__getitem__, map(_FOLD, tokens))]
    for here in compress(count(), every):
        tables = every[here]
        if here < idle or ("joints" in tables and not 0 < idle == here):
            continue  # what joins two parts of a date tells nothing where none stands before it
        token = tokens[here]
        if token.kind == WORD:
            atom = _read_word(tokens, here, rules, tables)
        elif token.kind == NUMBER:
            atom = _read_digits(tokens, here) or _read_year(tokens, here, rules) or _read_day(tokens, here, rules)
        else:
            atom = Atom("," if token.text == "," else "-", here, here + 1)
        if atom is not None:
            _fill(atoms, tokens, idle, here)
            atom.fold = token.fold
            atoms.append(atom)
            idle = atom.last
    _fill(atoms, tokens, idle, len(tokens))
    return atoms


_FOLD = attrgetter("fold")


def _fill(atoms: list[Atom], tokens: list[Token], first: int, last: int) -> None:
    """Add the atoms at the ends of the tokens [first, last), which date nothing."""
    if first < last:
        atoms.append(Atom("x", first, first + 1, fold=tokens[first].fold))
    if first < last - 1:
        atoms.append(Atom("x", last - 1, last, fold=tokens[last - 1].fold))


def match_phrase(
    tokens: list[Token], first: int, table: PhraseTable[Value], endings: frozenset[str]
) -> tuple[int, Value] | None:
    """Return the end and value of the longest phrase of the table that stands at `first`.

    The last word of a phrase may take one of the endings; a phrase found as it is written wins over an inflected one.
    """
    word = tokens[first].fold
    longest = table.firsts.get(word, 0)
    if longest < 2 or not _goes_on(tokens, first + 1, table.seconds[word], endings):
        if longest and (word,) in table:
            return first + 1, table[(word,)]
        if endings:
            for stem in strip_endings(word, endings):
                if stem in table.firsts and (stem,) in table:
                    return first + 1, table[(stem,)]
        return None
    words: list[str] = []
    for token in tokens[first : first + longest]:
        if token.kind == BREAK:
            break
        words.append(token.fold)
    for length in range(len(words), 0, -1):
        phrase = tuple(words[:length])
        if phrase in table:
            return first + length, table[phrase]
        for stem in strip_endings(phrase[-1], endings):
            if (*phrase[:-1], stem) in table:
                return first + length, table[(*phrase[:-1], stem)]
    return None


def _goes_on(tokens: list[Token], second: int, seconds: set[str], endings: frozenset[str]) -> bool:
    """Tell whether a token may be the second word of a phrase."""
    if second >= len(tokens):
        return False
    word = tokens[second].fold
    return word in seconds or not seconds.isdisjoint(strip_endings(word, endings))


def _read_word(tokens: list[Token], here: int, rules: DateRules, begins: frozenset[str]) -> Atom | None:
    """Read a word that may begin a phrase of the tables named."""
    found: list[Atom] = []
    if "relative" in begins and (hit := match_phrase(tokens, here, rules.relative, rules.endings)):
        found.append(_relative_atom(here, hit[0], hit[1]))
    if "months" in begins and (hit_month := match_phrase(tokens, here, rules.months, rules.endings)):
        last = _past_month_word(tokens, hit_month[0], rules)
        if _capital_fits(tokens, here, rules) or _small_month(tokens, here, last > hit_month[0], rules):
            bare = "" if last > hit_month[0] else "capital" if tokens[here].capital else "bare"
            found.append(Atom("M", here, last, hit_month[1], bare))
    elif (
        "short_months" in begins
        and (hit_month := match_phrase(tokens, here, rules.short_months, frozenset()))
        and _capital_fits(tokens, here, rules)
    ):
        found.append(Atom("m", here, _past_dot(tokens, hit_month[0]), hit_month[1]))
    if (
        "weekdays" in begins
        and (hit_day := match_phrase(tokens, here, rules.weekdays, rules.endings))
        and _capital_fits(tokens, here, rules)
    ):
        found.append(Atom("W", here, _past_phrase(tokens, hit_day[0], rules.day_words, rules), hit_day[1]))
    if "parts" in begins and (hit_part := match_phrase(tokens, here, rules.parts, rules.endings)):
        found.append(Atom("P", here, hit_part[0]))
    if "links" in begins and (hit_link := match_phrase(tokens, here, rules.links, frozenset())):
        found.append(Atom(_LINKS[hit_link[1]], here, hit_link[0]))
    return max(found, key=lambda atom: atom.last, default=None)


def _relative_atom(first: int, last: int, word: str) -> Atom:
    if word in YEARS:
        return Atom("Y", first, last, YEARS[word], word)
    if word in MONTHS:
        return Atom("L", first, last, MONTHS[word], word)
    if word in RELATIVE:
        return Atom("R", first, last, RELATIVE[word], word)
    return Atom("x", first, last, WEEKS.get(word), word)


def _capital_fits(tokens: list[Token], here: int, rules: DateRules) -> bool:
    """Tell whether the word may be a month by its first letter: a capital where the language asks for one, and
    elsewhere none inside a sentence (Қазан is a town, қазан a month)."""
    token = tokens[here]
    if rules.capitals:
        return token.capital
    if not token.capital or token.all_capitals or here == 0:
        return True
    before = tokens[here - 1]
    return before.kind in (BREAK, NUMBER) or before.text in '.!?:«"“-–—(/|,'


def _small_month(tokens: list[Token], here: int, worded: bool, rules: DateRules) -> bool:
    """Tell whether a month in small letters is one where months have capitals: the word "month" stands behind it
    (kasım ayında), or, where the language says so, a number before it (22 haziranda)."""
    return worded or (rules.small_months and here > 0 and tokens[here - 1].kind == NUMBER)


def _past_month_word(tokens: list[Token], here: int, rules: DateRules) -> int:
    return _past_phrase(tokens, here, rules.month_words, rules)


def _past_phrase(tokens: list[Token], here: int, table: PhraseTable[str], rules: DateRules) -> int:
    hit = match_phrase(tokens, here, table, rules.endings) if here < len(tokens) else None
    return hit[0] if hit else here


def _past_dot(tokens: list[Token], here: int) -> int:
    return here + 1 if here < len(tokens) and tokens[here].text == "." else here


def _touches(tokens: list[Token], left: int) -> bool:
    """Tell whether token `left` and the next stand with no space between."""
    return 0 <= left < len(tokens) - 1 and tokens[left].end == tokens[left + 1].start


def _read_digits(tokens: list[Token], here: int) -> Atom | None:
    """Read `16/05/2025`, `11.09.2023`, `2023-09-11`; the day stands before the month unless it cannot."""
    group = tokens[here : here + 5]
    if len(group) < 5 or [t.kind for t in group[::2]] != [NUMBER] * 3 or group[1].text != group[3].text:
        return None
    if group[1].text not in "./-" or not all(_touches(tokens, i) for i in range(here, here + 4)):
        return None
    mark = group[1].text
    if _touches(tokens, here - 1) and tokens[here - 1].text == mark:
        return None
    if _touches(tokens, here + 4) and tokens[here + 5].text == mark and _touches(tokens, here + 5):
        return None
    first, second, third = (int(t.text[:5]) for t in group[::2])
    if len(group[0].text) == 4:
        year, month, day = first, second, third
    elif len(group[4].text) == 4 and len(group[0].text) < 3:
        day, month, year = first, second, third
        if month > 12:
            day, month = month, day
    else:
        return None
    if year not in _YEARS or not is_real(year, month, day):
        return None
    return Atom("N", here, here + 5, parts=(year, month, day))


def _read_year(tokens: list[Token], here: int, rules: DateRules) -> Atom | None:
    text = tokens[here].text
    if len(text) != 4 or not text.isascii() or int(text) not in _YEARS or _is_fraction(tokens, here):
        return None
    suffix = _past_suffix(tokens, here + 1, rules)
    for after in dict.fromkeys((suffix, here + 1, _past_hyphen(tokens, here + 1, rules))):
        last = _past_phrase(tokens, after, rules.year_words, rules)
        if last > after:
            short = len(tokens[last - 1].text) <= 2
            return Atom("Y", here, _past_dot(tokens, last) if short and _touches(tokens, last - 1) else last, int(text))
    return Atom("Y" if suffix > here + 1 else "y", here, suffix, int(text))


def _read_day(tokens: list[Token], here: int, rules: DateRules) -> Atom | None:
    text = tokens[here].text
    if len(text) > 2 or not text.isascii() or not 1 <= int(text) <= 31 or _is_fraction(tokens, here):
        return None
    suffix = _past_suffix(tokens, here + 1, rules)
    last = _past_phrase(tokens, suffix, rules.day_words, rules)
    joined = _past_hyphen(tokens, here + 1, rules)
    if last == here + 1 and joined > last and match_phrase(tokens, joined, rules.months, rules.endings):
        return Atom("D", here, joined, int(text))
    return Atom("E" if last > here + 1 else "D", here, last, int(text))


def _is_fraction(tokens: list[Token], here: int) -> bool:
    """Tell whether a number is part of a clock time, a sum or a decimal (18:42, 5.5, $16, 40 %)."""
    if _touches(tokens, here - 1):
        mark = tokens[here - 1].text
        if mark in "$€£№#":
            return True
        if mark in ".,:/" and here > 1 and tokens[here - 2].kind == NUMBER and _touches(tokens, here - 2):
            return True
    after = tokens[here + 1].text if here + 1 < len(tokens) else ""
    if after == "%":
        return True
    return (
        _touches(tokens, here)
        and after in tuple(".,:/")
        and here + 2 < len(tokens)
        and tokens[here + 2].kind == NUMBER
        and _touches(tokens, here + 1)
    )


def _past_suffix(tokens: list[Token], here: int, rules: DateRules) -> int:
    """Return the end of an ending after digits (22nd, 27-сі, 12-dən, 23-го, 5.), or `here` where none stands."""
    word = here
    if word < len(tokens) and tokens[word].kind == MARK and tokens[word].text in rules.ordinal:
        return word + 1 if _touches(tokens, word - 1) else here
    if word < len(tokens) and (tokens[word].text in DASHES or tokens[word].text in "'’") and _touches(tokens, word - 1):
        word += 1
    if word >= len(tokens) or tokens[word].kind != WORD or not _touches(tokens, word - 1):
        return here
    fold = tokens[word].fold
    if fold in rules.ordinal or fold.lstrip("'") in rules.endings or _is_ordinal_ending(fold, rules):
        return word + 1
    return here


def _past_hyphen(tokens: list[Token], here: int, rules: DateRules) -> int:
    """Return the place after a hyphen that joins digits to a word, or `here` where the language has none."""
    joins = rules.hyphens and here + 1 < len(tokens) and tokens[here].text in DASHES and tokens[here + 1].kind == WORD
    return here + 1 if joins and _touches(tokens, here - 1) and _touches(tokens, here) else here


def _is_ordinal_ending(fold: str, rules: DateRules) -> bool:
    """Tell whether a word is an ordinal ending that has taken a case ending itself."""
    return any(fold[cut:] in rules.endings and fold[:cut] in rules.ordinal for cut in range(1, len(fold)))
