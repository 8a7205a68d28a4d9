"""Where names of bodies begin and end that stand in quotation marks or behind whom the body is named after."""

from __future__ import annotations

from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, WORD


def opening_quote(scan: Scan, closing: int) -> int | None:
    """Return where the quotation begins that a mark closes."""
    for i in range(closing - 1, max(closing - 9, -1), -1):
        if scan.tokens[i].kind == BREAK:
            return None
        if scan.tokens[i].text in '“«"„':
            return i
    return None


def past_quoted(scan: Scan, end: int, longest: int = 9) -> int:
    """Return the end of the quoted name that stands right after a body's noun, else `end`."""
    tokens = scan.tokens
    if end < len(tokens) and tokens[end].text in '«“„"':
        for i in range(end + 1, min(end + longest, len(tokens))):
            if tokens[i].kind == BREAK:
                return end
            if tokens[i].text in '»”"':
                return i + 1
    return end


def past_named(scan: Scan, i: int) -> int | None:
    """Return the word by which a body is named after someone, small words of its name between (the X Institute of ...).
    """
    words = scan.language.words("bodies.named")
    for k in range(i - 1, max(i - 6, 0), -1):
        token = scan.tokens[k]
        if token.kind != WORD or scan.masked[k] or scan.covering(k, {"offices", "ranks", "triggers"}):
            return None
        if token.fold in words:
            return k if k > 1 and scan.tokens[k - 1].capital else None
    return None
