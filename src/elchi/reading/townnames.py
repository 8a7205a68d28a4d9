"""Towns that look like names of persons, and names of persons that are a town's as well."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, DASHES, WORD, Token

DATELINE = 8  # tokens of a dateline at most


def named_like_town(scan: Scan, i: int, covering: list[Item]) -> bool:
    """True for a town's name after an office and a comma and before an unknown capitalised word (Washington X)."""
    if covering and all(x.kind == "months" for x in covering) and i > 0 and capital_follows(scan, i):
        return any(x.kind == "honorifics" for x in scan.covered.get(i - 1, ()))  # Mr January X
    town = bool(covering) and all(x.kind == "places" and x.end - x.start == 1 for x in covering)
    parts = scan.tokens[i + 1 : i + 3] if town else []
    if len(parts) == 2 and parts[0].text == "-" and joined(scan.tokens, i + 1) and parts[1].kind == WORD:
        return i > 0 and (scan.after_title(i) if parts[1].capital else scan.tokens[i - 1].capital)  # Chou Mei-hsing
    comma = i > 1 and scan.tokens[i - 1].text == "," and scan.after_title(i - 1)
    title = scan.covering(i - 1 - _dotted(scan, i), {"honorifics"})
    honoured = any(x.end <= i for x in title)
    return town and (comma or honoured) and capital_follows(scan, i)


def _dotted(scan: Scan, i: int) -> bool:
    """True for a word behind a full stop, as an abbreviation may end (Dr. Austin X)."""
    return i > 1 and scan.tokens[i - 1].text == "."


def opens_dateline(scan: Scan, i: int) -> bool:
    """True for a word in capitals that opens a line, before the dash of a dateline: a town, also one not known."""
    tokens = scan.tokens
    if not tokens[i].all_capitals or len(tokens[i].text) < 3 or (i and tokens[i - 1].kind != BREAK):
        return False
    for k in range(i + 1, min(i + DATELINE, len(tokens))):
        if tokens[k].text in DASHES:
            return tokens[k].start > tokens[k - 1].end
        if tokens[k].kind == WORD and not tokens[k].all_capitals and k not in scan.covered:
            return False
    return False


def capital_follows(scan: Scan, i: int) -> bool:
    """True where a capitalised word that the lexicon does not know follows."""
    return i + 1 < len(scan.tokens) and scan.tokens[i + 1].capital and i + 1 not in scan.covered


def joined(tokens: list[Token], i: int) -> bool:
    return tokens[i].start == tokens[i - 1].end and tokens[i + 1].start == tokens[i].end


def named_between(scan: Scan, i: int) -> bool:
    """True for a town's name between capitalised words of which none is known, as a part of a name (Koh Wei Liang)."""
    if i + 1 >= len(scan.tokens) or any(x.kind != "places" for x in scan.covered.get(i, ())):
        return False
    return all(
        scan.tokens[k].kind == WORD
        and scan.tokens[k].capital
        and all(x.kind == "names" and x.id != "stop" for x in scan.covered.get(k, ()))
        for k in (i - 1, i + 1)
    )


def surnamed_like_town(scan: Scan, i: int) -> bool:
    """True for a town's name right behind an unknown word that follows a title: the surname, in a language of articles,
    where a preposition would stand before the town (Chief Justice X Mwanza)."""
    covering = scan.covered.get(i, ())
    town = bool(covering) and all(x.kind == "places" and x.end - x.start == 1 for x in covering)
    if not town or not scan.language.words("articles") or i < 2 or i - 1 in scan.covered:
        return False
    return scan.tokens[i - 1].capital and scan.after_title(i - 1)
