"""Paths -> reports: finds the files, opens them, tells their kind by content and name, and reads them one by one."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from elchi.model import Report
from elchi.sources.report import Failure, SourceOptions
from elchi.sources.streams import Source, open_source, open_standard_input

Found = Iterator[Report | Failure]
_READ = (".txt", ".html", ".htm", ".xhtml", ".jsonl", ".ndjson", ".csv", ".tsv", ".warc", ".xml", ".rss", ".atom")
IN_FOLDERS = frozenset((*_READ, ".pdf", ".doc", ".docx"))
"""Endings (before .gz) that are read in a folder; a file named by itself may have any."""


def read_sources(paths: Iterable[str | Path], options: SourceOptions | None = None) -> Found:
    """Yield the reports of files, folders and `-` (standard input) in order, and a Failure for all that gives none.

    One report is held in memory at a time. A folder is walked in order of names, hidden files left out.
    """
    options = options or SourceOptions()
    for path in paths:
        if str(path) == "-":
            yield from _guard("-", lambda: open_standard_input(), options)
        elif os.path.isdir(path):
            yield from _read_folder(str(path), options)
        else:
            yield from _read_file(str(path), options)


def _read_folder(folder: str, options: SourceOptions) -> Found:
    seen = False
    failures: list[OSError] = []
    for here, folders, names in os.walk(folder, onerror=failures.append):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            path = os.path.join(here, name)
            if not name.startswith(".") and _ending(name) in IN_FOLDERS and os.path.isfile(path):
                seen = True
                yield from _read_file(path, options)
    for error in failures:
        yield Failure(str(error.filename or folder), _reason(error))
    if not seen and not failures:
        kinds = "txt, html, jsonl, csv, warc, xml, rss, atom"
        yield Failure(folder, f"holds no reports: give a folder with files of a known kind ({kinds}, each also .gz)")


def _read_file(path: str, options: SourceOptions) -> Found:
    yield from _guard(path, lambda: open_source(path), options)


def _guard(path: str, opening: Callable[[], Source], options: SourceOptions) -> Found:
    """Yield what a source holds; whatever goes wrong in it is one Failure, and the run goes on."""
    try:
        source = opening()
        try:
            yield from _read_source(source, options)
        finally:
            source.close()
    except GeneratorExit:
        raise
    except Exception as error:
        yield Failure(path, _reason(error))


def _reason(error: Exception) -> str:
    if isinstance(error, FileNotFoundError):
        return "does not exist: check the path"
    if isinstance(error, PermissionError):
        return "may not be read: check its permissions"
    if isinstance(error, OSError | EOFError):
        return f"could not be read ({error.strerror if isinstance(error, OSError) and error.strerror else error})"
    return f"could not be read ({type(error).__name__}: {str(error)[:200] or 'no more is known'})".replace("\n", " ")


def _ending(name: str) -> str:
    lower = name.lower().removesuffix(".gz")
    return os.path.splitext(lower)[1]


def _read_source(source: Source, options: SourceOptions) -> Found:
    kind = tell_kind(source.head, source.name)
    if kind == "empty":
        yield Failure(source.path, "is empty")
    elif kind == "table":
        from elchi.sources.tables import read_table

        yield from read_table(source, options)
    elif kind == "json":
        from elchi.sources.tables import read_json

        yield from read_json(source, options)
    elif kind == "archive":
        from elchi.sources.archives import read_archive

        yield from read_archive(source, options)
    elif kind == "feed":
        from elchi.sources.feeds import read_feed

        yield from read_feed(source, options)
    elif kind == "html":
        from elchi.sources.html import read_page

        yield read_page(source, options)
    elif kind == "text":
        from elchi.sources.text import read_text

        yield read_text(source, options)
    else:
        yield Failure(source.path, kind)


def tell_kind(head: bytes, name: str) -> str:
    """Return the kind of a file by its first bytes, then its name: text, html, json, table, feed, archive, empty;
    or the reason why it cannot be read."""
    from elchi.sources.decode import decode, is_binary

    if not head:
        return "empty"
    if head.startswith(b"%PDF"):
        return "is a PDF, which is not read: save its text as .txt"
    if head.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        return "is an office document or zip file, which is not read: save its text as .txt"
    if head.startswith(b"WARC/"):
        return "archive"
    if is_binary(head):
        return "is no text (binary): give a text, web page, table, feed or archive"
    start = decode(head, cut=True)[0].lstrip().lower()
    ending = _ending(name)
    if start.startswith("<"):
        if any(f"<{tag}" in start for tag in ("rss", "feed", "rdf:rdf")) and "<html" not in start[:500]:
            return "feed"
        if (
            ending in (".html", ".htm", ".xhtml")
            or start.startswith("<!doctype html")
            or "<html" in start
            or "<body" in start
        ):
            return "html"
    if ending in (".html", ".htm", ".xhtml"):
        return "html"
    if ending in (".jsonl", ".ndjson", ".json") or (ending not in (".txt", ".csv", ".tsv") and start[:1] == "{"):
        return "json"
    if ending in (".csv", ".tsv"):
        return "table"
    if ending in (".rss", ".atom", ".xml"):
        return "is no feed: give RSS or Atom, or the web page itself"
    return "archive" if ending == ".warc" else "text"
