"""How a text of a report comes to stand on a page: markup is escaped, marks that do not show are made visible."""

from __future__ import annotations

import re
from functools import lru_cache

from markupsafe import escape

# Marks that turn the direction of what follows, and those that do not show: hostile names hide behind them.
HIDDEN = dict.fromkeys([*range(0x202A, 0x202F), *range(0x2066, 0x206A), 0x200E, 0x200F, 0x061C, 0xFEFF], "\u2426")
_HIDES = re.compile(f"[{''.join(map(chr, HIDDEN))}]")


def visible(text: str) -> str:
    """Return a text with marks in it that do not show, or turn what follows round, made visible."""
    return text if text.isascii() or not _HIDES.search(text) else text.translate(HIDDEN)


@lru_cache(maxsize=32_768)
def shown(text: str) -> str:
    """Return a text as it stands in HTML, for places that no template fills."""
    return str(escape(visible(text)))
