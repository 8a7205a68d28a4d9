"""Feeds (RSS, Atom): one report an entry, with the text that the feed itself carries."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elchi.model import Report
from elchi.sources.html import extract_text
from elchi.sources.report import Failure, SourceOptions, make_report
from elchi.sources.streams import Source, read_limited

FEED_LIMIT = 32 * 1024 * 1024


def read_feed(source: Source, options: SourceOptions) -> Iterator[Report | Failure]:
    """Yield the reports of a feed's entries; nothing is fetched from the addresses it names."""
    try:
        import feedparser
    except ImportError:
        yield Failure(source.path, 'is a feed: install the reader with pip install "elchi[sources]"')
        return
    data, more = read_limited(source, FEED_LIMIT)
    notes = (f"the feed was cut after {FEED_LIMIT} bytes",) if more else ()
    # Given bytes that begin with a mark, the parser cannot take them for an address or a path.
    parsed = feedparser.parse(data if data[:1] == b"<" else b"\n" + data, sanitize_html=False)
    outlet = parsed.feed.get("title")
    for number, entry in enumerate(parsed.entries, 1):
        yield _report_of_entry(entry, number, source, options, (str(outlet) if outlet else None, notes))
    if not parsed.entries:
        yield Failure(source.path, "is a feed without entries, or a broken one")


def _report_of_entry(
    entry: Any, number: int, source: Source, options: SourceOptions, feed: tuple[str | None, tuple[str, ...]]
) -> Report | Failure:
    outlet, notes = feed
    contents = [str(part.get("value") or "") for part in entry.get("content", ())] + [str(entry.get("summary") or "")]
    markup = max(contents, key=len)
    text, extractor = extract_text(f"<body>{markup}</body>") if "<" in markup else (markup, "feedparser")
    fields = {
        "id": f"{source.stem}-{number}",
        "title": entry.get("title"),
        "url": entry.get("link"),
        "outlet": None if options.outlet else outlet,
        "published": entry.get("published") or entry.get("updated"),
        "extractor": extractor,
    }
    return make_report(text, fields, options, f"{source.path}#{number}", notes)
