"""Plain text files: one report each, with a date and a headline at its head."""

from __future__ import annotations

from elchi.model import Report
from elchi.sources.decode import decode
from elchi.sources.published import published_from_text
from elchi.sources.report import TEXT_LIMIT, Failure, SourceOptions, make_report
from elchi.sources.streams import Source, read_limited

BYTE_LIMIT = 4 * TEXT_LIMIT
_LONGEST_TITLE = 250


def read_text(source: Source, options: SourceOptions) -> Report | Failure:
    """Return the report of a text file; its frozen text is all of the decoded file."""
    data, more = read_limited(source, BYTE_LIMIT)
    text, notes = decode(data, cut=more)
    if more and len(text) <= TEXT_LIMIT:
        notes = (*notes, f"the text was cut after {len(text)} characters")
    text = text.removeprefix("\ufeff")
    published, prefix = published_from_text(text)
    fields = {"id": source.stem, "published": published, "title": headline(text[prefix : prefix + 2000])}
    return make_report(text, fields, options, source.path, notes)


def headline(text: str) -> str | None:
    """Return a text's headline: its first line with letters if it is short, has no full stop and more text follows."""
    lines = [line.strip() for line in text.splitlines()]
    for place, line in enumerate(lines[:6]):
        if not any(c.isalpha() for c in line):
            continue
        title = line.lstrip("#").strip()
        more = any(later for later in lines[place + 1 :])
        return title if more and len(title) <= _LONGEST_TITLE and not title.endswith((".", ":", ",", ";")) else None
    return None
