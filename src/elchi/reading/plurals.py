"""Offices in the plural: names listed after them, each with a country of its own where the list says so."""

from __future__ import annotations

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.namecases import NameSpan
from elchi.reading.positions import Position
from elchi.reading.regions import country_of
from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, DASHES

BRACKETED = 8  # tokens in brackets after a name at most


def share_plurals(scan: Scan, names: list[NameSpan], held: list[list[Position]], plural: list[Position]) -> None:
    """Give names listed after a plural position that position, where they hold none (deputies A, B and C).

    `held` are the positions of each name. The countries named in a position go to its names in order where there are as
    many (the presidents of K and U, A and B), and one between two names to the second (the ambassadors of K A, of U B).
    """
    if not plural:
        return
    links = scan.language.words("conjunctions") | {","}
    positions = {p.end: p for p in plural}
    for i, name in enumerate(names):
        dashed = scan.tokens[name.start - 1].text in (*DASHES, ":")
        position = positions.get(name.start) or (positions.get(name.start - 1) if dashed else None)
        if position is None or not (name.full or _listed_on(scan, names, i, links)):
            continue
        chain = [i]
        while _listed_on(scan, names, chain[-1], links):
            chain.append(chain[-1] + 1)
        for k, own in zip(chain, _by_country(scan, position, len(chain)), strict=True):
            if not held[k]:
                behind = _country_behind(scan, names[k].end)
                held[k].append(own if behind is None else _of(own, country_of(scan, behind)))
        _go_on(scan, names, held, chain[-1], position)


def _listed_on(scan: Scan, names: list[NameSpan], i: int, links: frozenset[str]) -> bool:
    """True where only a comma or conjunction, and the country of the first, stand between a name and the next."""
    behind = _country_behind(scan, names[i].end)
    end = names[i].end if behind is None else behind.end
    between = scan.tokens[end : names[i + 1].start] if i + 1 < len(names) else []
    return 0 < len(between) <= 2 and all(t.fold in links for t in between)


def _country_behind(scan: Scan, at: int) -> Item | None:
    """Return the country that a linking word ties to the name before it (ambassadors: A of X and B of Y)."""
    links = scan.language.words("complement_links", "articles")
    k = at
    while k < len(scan.tokens) and k - at < 2 and scan.tokens[k].fold in links:
        k += 1
    named = (x for x in scan.at.get(k, ()) if x.kind == "countries" and "noun" in x.attrs)
    return next(named, None) if k > at else None


def _by_country(scan: Scan, position: Position, count: int) -> list[Position]:
    """Return a position for each name: of the countries told in it each its own, of none where they do not fit."""
    found = {country_of(scan, c): None for c in scan.within("countries", position.start, position.end)}
    if len(found) < 2:
        return [position] * count
    if len(found) != count:
        return [_of(position, None)] * count
    return [_of(position, country) for country in found]


def _of(position: Position, country: str | None, end: int = 0) -> Position:
    """Return a position as that of a country, of the words up to a token."""
    end = end or position.end
    posts = [msgspec.structs.replace(p, country=country, end=min(p.end, end)) for p in position.posts]
    return msgspec.structs.replace(position, end=end, posts=posts)


def _go_on(scan: Scan, names: list[NameSpan], held: list[list[Position]], last: int, position: Position) -> None:
    """Follow a list in which each further name has a country before it."""
    core = position.posts[-1].core
    for k in range(last + 1, len(names)):
        item = _country_between(scan, names[k - 1].end, names[k].start)
        if item is None or held[k]:
            return
        own = _of(position, country_of(scan, item), core[1])
        held[k].append(msgspec.structs.replace(own, listed=True))


def _country_between(scan: Scan, start: int, end: int) -> Item | None:
    """Return the country that alone stands between two listed names, behind a comma or conjunction."""
    tokens, links = scan.tokens, scan.language.words("conjunctions") | {","}
    if start < end and tokens[start].text == "(":
        start = next((k + 1 for k in range(start, min(start + BRACKETED, end)) if tokens[k].text == ")"), start)
    if start >= end or tokens[start].fold not in links or any(t.kind == BREAK for t in tokens[start:end]):
        return None
    start += 1 + (tokens[start + 1].fold in links)
    end -= tokens[end - 1].text in DASHES
    fitting = (x for x in scan.at.get(start, ()) if x.kind == "countries" and x.end == end)
    return next((x for x in fitting if not {"adj", "people"} & x.attrs.keys()), None)
