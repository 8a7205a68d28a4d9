"""Web archives (WARC): one report a page that was fetched."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from elchi.model import Report
from elchi.sources.html import PAGE_LIMIT, report_of_page
from elchi.sources.report import Failure, SourceOptions
from elchi.sources.streams import Source


def read_archive(source: Source, options: SourceOptions) -> Iterator[Report | Failure]:
    """Yield the reports of the web pages in an archive, answers other than 200 and other kinds of files left out."""
    try:
        from fastwarc.warc import ArchiveIterator, WarcRecordType
    except ImportError:
        yield Failure(source.path, 'is a web archive: install the reader with pip install "elchi[sources]"')
        return
    kinds = WarcRecordType.response | WarcRecordType.resource
    number = 0
    for record in ArchiveIterator(source.stream, record_types=kinds, parse_http=True):
        if not _is_page(record):
            continue
        number += 1
        fields = {
            "id": f"{source.stem}-{number}",
            "url": (record.headers.get("WARC-Target-URI") or "").strip("<>") or None,
            "charset": record.http_charset if record.is_http else None,
        }
        data = record.reader.read(PAGE_LIMIT)
        cut = (f"the page was cut after {PAGE_LIMIT} bytes",) if len(data) == PAGE_LIMIT else ()
        yield report_of_page(data, fields, options, f"{source.path}#{number}", cut)
    if not number:
        yield Failure(source.path, "holds no web pages that could be read")


def _is_page(record: Any) -> bool:
    if record.is_http:
        kind = (record.http_content_type or "").lower()
        status = record.http_headers.status_code if record.http_headers is not None else None
        return status in (None, 200) and "html" in kind
    return "html" in (record.headers.get("Content-Type") or "").lower()
