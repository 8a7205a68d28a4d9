"""Positions that follow a name: behind its comma, dash or bracket, or in a clause on who he is."""

from __future__ import annotations

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.namecases import NameSpan, opens_sentence
from elchi.reading.positions import Position
from elchi.reading.scan import Scan
from elchi.text.tokens import DASHES, WORD


class Titles(msgspec.Struct):
    """What stands beside a name."""

    positions: list[Position] = msgspec.field(default_factory=list)
    ranks: list[Item] = msgspec.field(default_factory=list)
    honorifics: list[Item] = msgspec.field(default_factory=list)
    start: int = 0


def look_right(
    scan: Scan, name: NameSpan, titles: Titles, starts: dict[int, tuple[Position, bool]], taken: set[int]
) -> None:
    """A position after a comma, dash or bracket, not followed by another name of its own.

    `starts` maps a token to the position that begins there, and whether a name follows that.
    """
    rules = scan.language.settings.get("position", {})
    if not rules.get("after", True):
        return
    k = name.end
    if k >= len(scan.tokens) or not (scan.tokens[k].text in ",(" or scan.tokens[k].text in DASHES):
        return
    k += 1
    skip = scan.language.words("articles", "position.copula")
    clause = set(rules.get("copula", ()))  # X, who is also minister of Y, may be told after another office
    told = False
    while k < len(scan.tokens) and scan.tokens[k].kind == WORD and scan.tokens[k].fold in skip:
        told = told or scan.tokens[k].fold in clause
        k += 1
    if not told and any(not p.posts[0].bare for p in titles.positions):
        return
    position, followed = starts.get(k, (None, False))
    if position is None or id(position) in taken or position.plural:
        return
    if followed and scan.tokens[name.end].text != "(":
        return
    if opens_sentence(scan, name) and position.end < len(scan.tokens) and scan.tokens[position.end].kind == WORD:
        return  # the apposition does not end: the office is the subject, the word before it an adverb
    for each in (position, *_joined_on(scan, position, starts, taken)):
        titles.positions.append(each)
        taken.add(id(each))
        if each.rank is not None and not titles.ranks:
            titles.ranks.append(each.rank)


def _joined_on(
    scan: Scan, position: Position, starts: dict[int, tuple[Position, bool]], taken: set[int]
) -> list[Position]:
    """Return a second office of the same holder: joined by "and", in the same commas, and nobody's else."""
    link = position.end
    joined = link < len(scan.tokens) and scan.tokens[link].fold in scan.language.words("conjunctions")
    second, followed = starts.get(link + 1, (None, False)) if joined else (None, False)
    if second is None or followed or second.plural or id(second) in taken:
        return []
    if second.country and position.country and second.country != position.country:
        return []
    k = second.end
    while k < len(scan.tokens) and k < second.end + 2 and scan.tokens[k].capital:
        k += 1  # what else the office is of
    return [second] if k < len(scan.tokens) and scan.tokens[k].text in ",.;)" else []
