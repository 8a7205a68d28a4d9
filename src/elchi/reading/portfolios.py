"""Portfolios named together: foreign affairs and trade, land, infrastructure and transport."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.scan import Scan
from elchi.text.tokens import WORD


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
        return i + 1
    return None


def _portfolios_ending(scan: Scan, end: int) -> list[Item]:
    return [p for p in scan.covering(end - 1, {"portfolios"}) if p.end == end]
