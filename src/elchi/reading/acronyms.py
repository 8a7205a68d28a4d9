"""Bodies that a report names by the acronym which it gives in brackets behind their name."""

from __future__ import annotations

import msgspec

from elchi.reading.bodies import Body
from elchi.reading.scan import Scan
from elchi.text.tokens import WORD

KNOWN = frozenset(["bodies", "countries", "places", "names", "offices"])


def add_acronyms(scan: Scan, bodies: list[Body]) -> list[Body]:
    """Return the bodies with those named later by the capitals in brackets right behind the name: the Ports Board (PB).
    """
    tokens = scan.tokens
    named: dict[str, Body] = {}
    for body in bodies:
        if body.end + 2 >= len(tokens) or tokens[body.end].text != "(" or tokens[body.end + 2].text != ")":
            continue
        short = tokens[body.end + 1]
        fits = short.kind == WORD and short.all_capitals and 1 < len(short.text) < 9 and body.end - body.start > 1
        if fits and not scan.covering(body.end + 1, KNOWN):
            named.setdefault(short.text, body)
    if not named:
        return bodies
    taken = {k for body in bodies for k in range(body.start, body.end)}
    found = []
    for k, token in enumerate(tokens):
        full = named.get(token.text)
        if full is None or k in taken or k <= full.end + 1 or scan.masked[k] or scan.shouting[k]:
            continue
        found.append(msgspec.structs.replace(full, start=k, end=k + 1, cases=frozenset(), full=full.full or full))
    return sorted([*bodies, *found], key=lambda b: b.start) if found else bodies
