"""Titles whose words no folder knows, where the vocabulary's own words are the language's: of Wildlife and Parks, X.

What an office is of is written with capitals and closed by a comma before the holder's name, or by a word that ends
the names of portfolios (Affairs, Development).
"""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.pieces import Part, is_adverbial
from elchi.reading.portfolios import begins_office, join_names, unknown_portfolio_left
from elchi.reading.regions import country_of, without_country
from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, DASHES, WORD
from elchi.vocabulary.load import heads

LONGEST = 6  # words of one portfolio, or of the name of a body, at most
OTHERS = frozenset("offices modifiers ranks honorifics months weekdays countries places bodies".split())
APART = OTHERS - {"countries", "places", "bodies"}


def add_open_portfolios(scan: Scan, parts: dict[int, Part]) -> None:
    """Put the portfolio that a minister is of in the place of the known part of it among the pieces of positions."""
    if not scan.language.words("position.open_links"):
        return
    for part in [p for p in parts.values() if p.kind == "offices" and p.item is not None]:
        found = open_portfolio(scan, part.item) if part.item is not None else None
        if found is not None:
            start, end, portfolio = found
            for k in range(start, end):
                parts.pop(k, None)
            parts[start] = Part("portfolios", start, end, portfolio)
            scan.owned.update(range(start, end))


def add_open_owners(scan: Scan, bodies: list[Body]) -> list[Body]:
    """Return the bodies with those that offices are of by their place alone, which take in what was found of them."""
    if not scan.language.words("position.open_links"):
        return bodies
    ends = {body.end for body in bodies}
    found = []
    for item in scan.items.get("offices", ()):
        span = open_owner(scan, item)
        if span is None or span[1] in ends or scan.covering(span[1] - 1, {"places", "countries"}):
            continue
        country = next((country_of(scan, c) for c in scan.within("countries", *span)), None)
        name = scan.words(*without_country(scan, *span, (span[1] - 1, span[1]))).casefold()
        found.append(Body(*span, "owner", name, country, frozenset()))
        scan.owned.update(range(*span))
    taken = {k for body in found for k in range(body.start, body.end)}
    return sorted([*found, *(b for b in bodies if taken.isdisjoint(range(b.start, b.end)))], key=lambda b: b.start)


def open_portfolio(scan: Scan, office: Item) -> tuple[int, int, str] | None:
    """Return (start, end, portfolio) of what a minister is of, where a part of it is in no table, else None."""
    start = _behind_link(scan, office.end)
    if start is None or heads().get(office.id, {}).get("takes") != "portfolio":
        return None
    if scan.covering(start, {"bodynouns", "bodies"}):
        return None
    names: list[str] = []
    k, unknown, sure = start, False, True
    while True:
        known = max((p for p in scan.at.get(k, ()) if p.kind == "portfolios"), key=lambda p: p.end, default=None)
        end = _end_of_words(scan, k)
        longer = end > k and _is_noun_of_portfolios(scan, end - 1)
        if known is not None and (known.end >= end or not longer):
            names.append(known.id)
            k = known.end
            sure = sure or _closes(scan, k)
        elif end > k and (_closes(scan, end) or (end - k > 1 and longer) or _is_linked(scan, end)):
            names.append(scan.words(k, end).casefold())
            sure = _closes(scan, end) or (end - k > 1 and longer)
            k, unknown = end, True
        else:
            break
        after = _behind_conjunction(scan, k)
        if after is None or begins_office(scan, after):
            break
        k = after
    return (start, k, join_names(names)) if unknown and sure else None


def open_owner(scan: Scan, office: Item) -> tuple[int, int] | None:
    """Return the tokens that name the body which an office is of, closed by a comma and the holder's name, else None.
    """
    start = _behind_link(scan, office.end)
    if start is None or heads().get(office.id, {}).get("takes") != "body":
        return None
    end = _end_of_words(scan, start, APART)
    while end < len(scan.tokens) and scan.tokens[end].fold in _links(scan):
        more = _end_of_words(scan, end + 1, APART)
        if more == end + 1 or begins_office(scan, end + 1):
            break
        end = more
    return (start, end) if end - start > 1 and _closes(scan, end) else None


def _behind_link(scan: Scan, at: int) -> int | None:
    """Return the token behind the word that links an office with what it is of, and an article."""
    tokens, words = scan.tokens, scan.language.words
    if at + 1 >= len(tokens) or tokens[at].fold not in words("position.open_links"):
        return None
    at += 1
    return at + 1 if tokens[at].fold in words("articles") and at + 1 < len(tokens) else at


def _links(scan: Scan) -> frozenset[str]:
    return scan.language.words("conjunctions")


def _is_linked(scan: Scan, at: int) -> bool:
    return at < len(scan.tokens) and scan.tokens[at].fold in _links(scan)


def _behind_conjunction(scan: Scan, at: int) -> int | None:
    """Return the token behind "and", or a comma before a portfolio that is known."""
    tokens = scan.tokens
    if at + 1 >= len(tokens):
        return None
    if tokens[at].text == "," and tokens[at + 1].fold in _links(scan) and at + 2 < len(tokens):
        return at + 2
    if tokens[at].fold in _links(scan):
        return at + 1
    listed = tokens[at].text == "," and any(p.kind == "portfolios" for p in scan.at.get(at + 1, ()))
    return at + 1 if listed else None


def _end_of_words(scan: Scan, at: int, other: frozenset[str] = OTHERS) -> int:
    """Return where a run of capitalised words ends that begins at a token, small words of linking between."""
    tokens, small = scan.tokens, scan.language.words("complement_links")
    k = at
    while k < len(tokens) and k - at < LONGEST and tokens[k].kind == WORD and not scan.masked[k]:
        if scan.covering(k, other) and not scan.covering(k, {"portfolios"}):
            break
        if tokens[k].capital and not scan.language.is_given(tokens[k].fold):
            k += 1
        elif k > at and tokens[k].fold in small and k + 2 < len(tokens):
            after = k + 1 + (tokens[k + 1].fold in scan.language.words("articles"))
            if not tokens[after].capital or scan.covering(after, other) or scan.language.is_given(tokens[after].fold):
                break
            k = after
        else:
            break
    return min(k, len(tokens))


def _closes(scan: Scan, at: int) -> bool:
    """True for a comma before a capitalised word, or a title, that is no other office: the holder's name follows."""
    tokens = scan.tokens
    if at + 2 >= len(tokens) or tokens[at].text != "," or tokens[at + 1].kind == BREAK:
        return False
    after = at + 1
    titled = max((x.end for x in scan.at.get(after, ()) if x.kind in ("honorifics", "ranks")), default=after)
    named = tokens[titled] if titled < len(tokens) else tokens[after]
    if begins_office(scan, after):
        return False
    if titled > after:
        return named.capital or named.text == "."
    if scan.covering(after, {"portfolios", "countries", "months", "weekdays"}):
        return False
    following = tokens[after + 1]
    return named.kind == WORD and named.capital and (following.capital or following.text in ".-")


def _is_noun_of_portfolios(scan: Scan, k: int) -> bool:
    """True for a word that ends the names of portfolios, and no person's."""
    return scan.tokens[k].fold in scan.language.words("position.portfolio_nouns")


def add_unknown_portfolios(scan: Scan, parts: dict[int, Part]) -> None:
    """Add portfolios that the folder does not know, where an ending says that the minister is one of something."""
    if scan.language.settings.get("position", {}).get("head", "first") != "last":
        return
    endings = scan.language.endings("wording.possessive")
    country_ends = {p.end for p in parts.values() if p.kind == "countries" and not is_adverbial(scan, p)}
    for part in [p for p in parts.values() if p.kind == "offices" and p.item is not None]:
        form, word = (part.item.form if part.item else "").casefold(), scan.tokens[part.end - 1].fold
        if heads().get(part.id, {}).get("takes") != "portfolio" or part.end - part.start > 1:
            continue
        if not word.startswith(form) or not word[len(form) :].startswith(endings):
            continue
        at = part.start
        while (before := _modifier_ending(parts, at)) is not None or scan.tokens[at - 1].text in DASHES:
            at = at - 1 if before is None else before
        begin = unknown_portfolio_left(scan, at, country_ends)
        if begin is not None:
            known = next((p for p in parts.values() if p.kind == "portfolios" and p.end == at), None)
            for k in range(begin, at):
                parts.pop(k, None)
            parts[begin] = Part("portfolios", begin, at, known.id if known and known.start == begin else "")


def _modifier_ending(parts: dict[int, Part], at: int) -> int | None:
    """Return where the modifier begins that ends at a token."""
    near = (parts[k] for k in range(max(at - 3, 0), at) if k in parts)
    return next((p.start for p in near if p.kind == "modifiers" and p.end == at), None)
