"""Tables of reports, JSON lines and CSV: a column `text`, and as known those of COLUMNS."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator, Mapping
from typing import Any

from elchi.model import Report
from elchi.sources.decode import decode
from elchi.sources.report import Failure, SourceOptions, clean_field, make_report
from elchi.sources.streams import LINE_LIMIT, Source, read_lines

COLUMNS = ("id", "url", "outlet", "outlet_country", "published", "language", "title")
_SAMPLE = 64 * 1024


def read_json(source: Source, options: SourceOptions) -> Iterator[Report | Failure]:
    """Yield the reports of JSON lines; a file that is one JSON array of objects is read whole."""
    if source.head.lstrip(b"\xef\xbb\xbf \t\r\n")[:1] == b"[":
        yield from _read_array(source, options)
        return
    seen = False
    for number, line in read_lines(source):
        seen = True
        where = f"{source.path}:{number}"
        if line is None:
            yield Failure(where, f"the line is longer than {LINE_LIMIT} bytes: split the report")
            continue
        try:
            row = json.loads(line)
        except (ValueError, RecursionError) as error:
            yield Failure(where, f"is no JSON ({str(error)[:100]}): write one object a line")
            continue
        yield _report_of_row(row, number, source, options)
    if not seen:
        yield Failure(source.path, "is empty")


def _read_array(source: Source, options: SourceOptions) -> Iterator[Report | Failure]:
    data = source.stream.read(LINE_LIMIT + 1)
    if len(data) > LINE_LIMIT:
        yield Failure(source.path, f"is one array of more than {LINE_LIMIT} bytes: write JSON lines, one object a line")
        return
    try:
        rows = json.loads(decode(data)[0])
    except (ValueError, RecursionError) as error:
        yield Failure(source.path, f"is no JSON ({str(error)[:100]}): write one object a line")
        return
    for number, row in enumerate(rows, 1):
        yield _report_of_row(row, number, source, options)
    if not rows:
        yield Failure(source.path, "is empty")


def read_table(source: Source, options: SourceOptions) -> Iterator[Report | Failure]:
    """Yield the reports of a CSV or TSV file with a header line; comma, semicolon or tabulator is found out."""
    sample = source.head
    text, notes = decode(sample, cut=True)
    encoding = "utf-8-sig" if not notes else notes[0].split("encoding ")[-1].split(",")[0].split(" ")[0]
    if encoding.lower() in ("utf-16-le", "utf-16-be") and sample[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encoding = "utf-16"
    header = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=lambda mark: (header.count(mark), mark == ","))
    csv.field_size_limit(LINE_LIMIT)
    lines = io.TextIOWrapper(source.stream, encoding, "replace", newline="")
    rows = csv.DictReader(lines, delimiter=delimiter)
    rows.fieldnames = [name.strip().lower() for name in rows.fieldnames or ()]
    if "text" not in rows.fieldnames:
        columns = ", ".join(rows.fieldnames)[:200]
        yield Failure(source.path, f"has no column `text` (its columns: {columns}): name the column with the reports")
        return
    seen = False
    try:
        for number, row in enumerate(rows, 1):
            seen = True
            yield _report_of_row(row, number, source, options, notes)
    except csv.Error as error:
        yield Failure(f"{source.path}:{rows.line_num}", f"is no CSV ({error}); the rest of the file is not read")
    if not seen:
        yield Failure(source.path, "has a header and no rows")


def _report_of_row(
    row: Any, number: int, source: Source, options: SourceOptions, notes: tuple[str, ...] = ()
) -> Report | Failure:
    where = f"{source.path}:{number}"
    if not isinstance(row, Mapping):
        return Failure(where, 'is no object: write {"text": ...}')
    text = row.get("text")
    if not isinstance(text, str):
        return Failure(where, "has no `text`: give the report's words under that name")
    fields = {name: row.get(name) for name in COLUMNS}
    fields["id"] = clean_field(row.get("id")) or f"{source.stem}-{number}"
    return make_report(text, fields, options, where, notes)
