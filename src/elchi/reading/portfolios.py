"""Portfolios named together: foreign affairs and trade, land, infrastructure and transport."""

from __future__ import annotations

from collections.abc import Set

from elchi.grammar.lexicon import Item
from elchi.reading.scan import Scan
from elchi.text.tokens import WORD

LONGEST_PORTFOLIO = 8  # words of a portfolio that the folder does not know
ELSEWHERE = frozenset(
    "countries places offices bodies bodynouns modifiers names triggers visitkinds honorifics nouns ranks".split()
)


def joint_portfolio_left(scan: Scan, end: int) -> tuple[int, int, str] | None:
    """Return the portfolio that ends at a token, joined with those listed before it."""
    options = _portfolios_ending(scan, end)
    if not options:
        return None
    last = min(options, key=lambda p: p.start)
    names, start = [last.id], last.start
    while True:
        link = _link_before(scan, start)
        more = _portfolios_ending(scan, link) if link else []
        if not more:
            break
        first = min(more, key=lambda p: p.start)
        names.insert(0, first.id)
        start = first.start
    return (start, last.end, join_names(names))


def joint_portfolio_right(scan: Scan, start: int) -> tuple[int, int, str] | None:
    """Return the portfolio that begins at a token (after linking words), joined with those listed after it."""
    glue = scan.language.words("glue")
    at = start
    while at < len(scan.tokens) and at - start < 2 and scan.tokens[at].kind == WORD and scan.tokens[at].fold in glue:
        if any(x.kind == "portfolios" for x in scan.at.get(at, ())):
            break
        at += 1
    options = [p for p in scan.at.get(at, ()) if p.kind == "portfolios"]
    if not options:
        return None
    last = max(options, key=lambda p: p.end)
    names, end = [last.id], last.end
    while True:
        link = _link_after(scan, end)
        more = [p for p in scan.at.get(link, ()) if p.kind == "portfolios"] if link else []
        if not more:
            break
        following = max(more, key=lambda p: p.end)
        names.append(following.id)
        end = following.end
    return (at, end, join_names(names))


def unknown_portfolio_left(scan: Scan, at: int, country_ends: Set[int]) -> int | None:
    """Return where the words before a minister begin that name a portfolio which the folder does not know.

    They are words of no other use, with portfolios that are known among them, behind a country (one that ends at a
    token of `country_ends`) or from the capital that begins them. `at` is the token of the office, its deputy's
    prefix counted in.
    """
    tokens = scan.tokens
    links = conjunctions_of(scan)
    begin, unknown, small = at, 0, 0
    while begin > 0 and at - begin < LONGEST_PORTFOLIO:
        if begin in country_ends:
            break
        if begin < at and tokens[begin].capital and tokens[begin].fold not in links:
            return begin if small and not scan.begins_sentence(begin) and tokens[begin - 1].text != "." else None
        token = tokens[begin - 1]
        if token.text in "-‐" and begin > 1 and tokens[begin - 2].kind == WORD and tokens[begin - 2].end == token.start:
            begin -= 1  # a word of two parts
            continue
        linking = token.fold in links or token.text == ","
        if (linking and begin == at) or scan.masked[begin - 1] or not (linking or token.kind == WORD):
            return None
        if not linking and not scan.covering(begin - 1, {"portfolios"}):
            listed = begin < at and (tokens[begin].fold in links or tokens[begin].text == ",")
            name = listed and token.capital and begin - 1 not in country_ends
            if name or any(map(_is_other, scan.covering(begin - 1, ELSEWHERE))) or _is_object(scan, token.fold):
                return None
            unknown += 1
            small += not token.capital
        begin -= 1
    starts_well = begin in country_ends and tokens[begin].kind == WORD and tokens[begin].fold not in links
    return begin if unknown and starts_well else None


def _is_other(item: Item) -> bool:
    """True for a word of another use: not for a common noun in the plural that is a name in the singular (citizens)."""
    return not (item.kind == "names" and bool(item.cases) and all(case.startswith("pl") for case in item.cases))


def rest_of_portfolio(scan: Scan, end: int) -> int:
    """Return where a portfolio ends whose known words end at a token: with what is listed behind it by linking words
    and is not known (of forests and of wildlife, X), where a name, a comma or a country follows."""
    tokens, links = scan.tokens, scan.language.words("complement_links")
    if scan.language.settings.get("bodies", {}).get("right") == "gen":
        return _rest_in_genitive(scan, end)
    adjectives = scan.language.endings("bodies.adjective_endings")
    at = end
    while links and at < len(tokens) and at - end < 2 * LONGEST_PORTFOLIO:
        after = _link_after(scan, at)
        if after is not None and (after == at + 1 or tokens[after - 1].fold not in _linking(scan)):
            break  # a list without its linking words: other persons or offices
        k = after or at
        while k < len(tokens) and k - at < 4 and tokens[k].fold in _linking(scan):
            k += 1
        if k >= len(tokens) or not _may_be_portfolio(scan, k):
            break
        if not (tokens[k].capital and k > at) and not tokens[k].fold.endswith(adjectives):
            break  # a name right behind, or another phrase
        at = k + 1
    return at if at > end and _is_closed(scan, at) else end


def _rest_in_genitive(scan: Scan, end: int) -> int:
    """Return where small words in the genitive end that "and" joins to a portfolio, before a name or country."""
    tokens = scan.tokens
    if end >= len(tokens) or tokens[end].fold not in conjunctions_of(scan):
        return end
    endings = scan.language.endings("bodies.genitive_endings") + scan.language.endings("bodies.adjective_endings")
    at = end + 1
    while at < len(tokens) and at - end <= 3 and not tokens[at].capital and tokens[at].fold.endswith(endings):
        if tokens[at].kind != WORD or scan.covering(at, ELSEWHERE):
            return end
        at += 1
    return at if at > end + 1 and at < len(tokens) and tokens[at].capital else end


def _is_closed(scan: Scan, at: int) -> bool:
    """True where a comma, a name or whose minister it is follows a portfolio."""
    tokens = scan.tokens
    country = any(x.kind == "countries" for k in (at, at + 1, at + 2) for x in scan.at.get(k, ()))
    return at < len(tokens) and (
        tokens[at].text == "," or tokens[at].capital or (country and tokens[at].fold in _linking(scan))
    )


def _linking(scan: Scan) -> frozenset[str]:
    return scan.language.words("complement_links", "articles")


def _may_be_portfolio(scan: Scan, k: int) -> bool:
    """True for a word of no other use, or a portfolio itself."""
    if scan.tokens[k].kind != WORD or scan.masked[k] or scan.language.is_given(scan.tokens[k].fold):
        return False
    used = (x for x in scan.covered.get(k, ()) if x.kind in ELSEWHERE and (x.kind, x.id) != ("names", "stop"))
    return any(x.kind == "portfolios" for x in scan.covered.get(k, ())) or next(used, None) is None


def _is_object(scan: Scan, word: str) -> bool:
    """True for a word with an ending of two letters or more that only the accusative has: it names no portfolio."""
    endings = scan.language.lexicon.paradigms.get("noun", {})
    return any(endings.get(word[-n:]) == frozenset({"acc"}) for n in range(2, min(4, len(word) - 2)))


def join_names(names: list[str]) -> str:
    """Join portfolios as English does: `a`, `a and b`, `a, b and c`."""
    names = list(dict.fromkeys(names))
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def conjunctions_of(scan: Scan) -> frozenset[str]:
    return scan.language.words("conjunctions")


def _link_before(scan: Scan, start: int) -> int | None:
    i = start - 1
    if i >= 0 and (scan.tokens[i].fold in conjunctions_of(scan) or scan.tokens[i].text == ","):
        if scan.tokens[i].text != "," and i and scan.tokens[i - 1].text == ",":
            i -= 1
        return i
    return None


def _link_after(scan: Scan, end: int) -> int | None:
    i = end
    if i < len(scan.tokens) and (scan.tokens[i].fold in conjunctions_of(scan) or scan.tokens[i].text == ","):
        if scan.tokens[i].text == "," and i + 1 < len(scan.tokens) and scan.tokens[i + 1].fold in conjunctions_of(scan):
            i += 1
        return _past_links(scan, i + 1)
    return None


def _past_links(scan: Scan, at: int) -> int:
    """Return the token after the linking word, and an article, that stand before a portfolio (and of the family)."""
    tokens, words = scan.tokens, scan.language.words
    if at >= len(tokens) or tokens[at].fold not in words("complement_links"):
        return at
    return at + 2 if at + 1 < len(tokens) and tokens[at + 1].fold in words("articles") else at + 1


def _portfolios_ending(scan: Scan, end: int) -> list[Item]:
    return [p for p in scan.covering(end - 1, {"portfolios"}) if p.end == end and not _hyphened(scan, p.start)]


def _hyphened(scan: Scan, start: int) -> bool:
    """True for the last part of a word that a hyphen joins (monetary-financial): no portfolio of its own."""
    tokens = scan.tokens
    return start > 1 and tokens[start - 1].text == "-" and tokens[start - 1].start == tokens[start - 2].end


def begins_office(scan: Scan, i: int) -> bool:
    """True where an office begins, also by its portfolio (Home Minister)."""
    ends = {x.end for x in scan.at.get(i, ()) if x.kind == "portfolios"}
    return bool(scan.covering(i, {"offices"})) or any(x.kind == "offices" for k in ends for x in scan.at.get(k, ()))


def in_portfolio(scan: Scan, item: Item) -> bool:
    """True for a noun inside the portfolio of an office (agriculture in Kazakh ends in the word for farm)."""
    longer = [p for p in scan.covering(item.start, {"portfolios"}) if p.end - p.start >= item.end - item.start]
    glue = scan.language.words("glue")
    ends = [p.end + (p.end < len(scan.tokens) and scan.tokens[p.end].fold in glue) for p in longer]
    beside = [x for p in longer for x in scan.covered.get(p.start - 1, ())]
    beside += [x for k in ends for x in scan.at.get(k, ())]
    return any(x.kind in ("offices", "modifiers") for x in beside)
