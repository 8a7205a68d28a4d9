"""Addresses that several pages give."""

from __future__ import annotations

import msgspec

from elchi.query import Query
from elchi.web.facets import address

EXPORTS = ("csv", "xlsx", "json", "ics", "jsonld")
"""Formats that the pages offer; each is one file."""


def export_links(query: Query) -> list[tuple[str, str]]:
    """Return (format, address) of what a list shows, all its pages."""
    whole = msgspec.structs.replace(query, limit=None, offset=0)
    return [(format, address(whole, f"/export/{format}")) for format in EXPORTS]
