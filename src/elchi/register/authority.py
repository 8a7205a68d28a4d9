"""Authority files: lists of persons with names, offices, dates and Wikidata ids, as statements of that source.

CSV with a header (cells parted by commas, semicolons or tabs) or JSON lines. Columns: `name` (or `names`), further
spellings in `names` or `aliases` (a list, or cut by `|`), `office`, `position`, `organisation`, `country`, `at`,
`since`, `until`, `wikidata`, `rank`, and `id` where rows have one. Rows of one `id` or `wikidata` are one person, so
that each office may have a row of its own.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, delete, select

from elchi.errors import SourceError
from elchi.model import Statement
from elchi.register import schema
from elchi.register.blocks import forget_anchors, index_anchors
from elchi.register.change import changing
from elchi.register.ingest import add_statements
from elchi.register.rows import chunks, to_json
from elchi.resolve.days import days_of
from elchi.statements import make_statement, person_anchor

_OFFICE = ("office", "position", "organisation", "country", "at")
_DAYS = {"start": ("since", "start", "from"), "end": ("until", "end", "to")}
_QID = re.compile(r"(?:.*/)?(Q[1-9]\d*)", re.IGNORECASE)


def import_persons(connection: Connection, path: Path) -> int:
    """Put the statements of an authority file in the place of what it said before; return how many are new."""
    name = _plain(path.stem)
    source = f"authority:{name}"
    anchors: dict[str, str] = {}
    wanted: dict[str, Statement] = {}
    for row in _read_rows(path):
        identity = _identity(row)
        anchor = anchors.setdefault(identity, person_anchor(f"{name}#{_plain(identity)}", _names(row)[0]))
        wanted.update({each.id: each for each in _statements(row, anchor, source)})
    told = schema.statements.c
    query = select(told.id, told.subject).where(told.source == source, told.report.is_(None))
    known = {row.id: row.subject for row in connection.execute(query)}
    stale = {id: subject for id, subject in known.items() if id not in wanted}
    lost = set(stale.values()) - {each.subject for each in wanted.values()}
    with changing(connection, stale.values()) as change:
        for part in chunks(sorted(stale)):
            subjects = sorted({stale[id] for id in part})
            connection.execute(delete(schema.statements).where(told.subject.in_(subjects), told.id.in_(part)))
        forget_anchors(connection, lost)
        change.anchors |= add_statements(connection, list(wanted.values()))
        index_anchors(connection, set(stale.values()) - lost)
    return len(wanted.keys() - known.keys())


def _plain(name: str) -> str:
    """Return a name without the marks that part an anchor."""
    return re.sub(r"[:#\s]+", "-", name)


def _read_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise SourceError(f"{path} is not UTF-8; save it as UTF-8 and import it again") from None
    rows = _json_rows(text, path) if text.lstrip().startswith("{") else _table_rows(text)
    for number, row in enumerate(rows, 1):
        values = {
            str(key).strip().lower(): value for key, value in row.items() if key is not None and value not in (None, "")
        }
        complaint = _complaint(values)
        if complaint:
            raise SourceError(f"{path}, row {number}: {complaint}")
        if not _names(values):
            raise SourceError(f"{path}, row {number} has no name; a column `name` is needed")
        yield values


def _table_rows(text: str) -> Iterator[dict[str, Any]]:
    """Return the rows of a table; cells are parted by the mark that is most frequent in its first line."""
    mark = max(",;\t", key=text.partition("\n")[0].count)
    return csv.DictReader(io.StringIO(text, newline=""), delimiter=mark)


def _complaint(row: dict[str, Any]) -> str | None:
    """Return what is wrong with a row in plain words, None where nothing is."""
    for column in ("name", "names", "aliases"):
        names = row.get(column, "")
        if not (isinstance(names, str) or (isinstance(names, list) and all(isinstance(each, str) for each in names))):
            return f"{column} is neither a text nor a list of texts"
    if row.get("wikidata") and not _qid(row):
        return f"wikidata {row['wikidata']!r} is no Wikidata id; write it as Q42"
    offices = row.get("offices", [])
    if not isinstance(offices, list) or not all(isinstance(each, dict) for each in offices):
        return "offices is no list of objects"
    return next((found for each in [row, *offices] if (found := _wrong_office(each))), None)


def _wrong_office(office: dict[str, Any]) -> str | None:
    for column in (*_OFFICE, "rank"):
        if not isinstance(office.get(column, ""), str | None):
            return f"{column} is no text"
    edges = {}
    for edge, columns in _DAYS.items():
        edges[edge] = day = _first(office, columns)
        if day and days_of(day) is None:
            return f"{day!r} is no date; write 2020-01-15, 2020-01 or 2020"
    start, end = days_of(edges["start"]), days_of(edges["end"])
    if start and end and end.last < start.first:
        return f"it ends on {edges['end']}, before it begins on {edges['start']}"
    return None


def _json_rows(text: str, path: Path) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(text.splitlines(), 1):
        if line.strip():
            try:
                yield msgspec.json.decode(line, type=dict[str, Any])
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise SourceError(f"{path}, line {number} is no JSON object: {error}") from None


def _names(row: dict[str, Any]) -> list[str]:
    names = []
    for column in ("name", "names", "aliases"):
        value = row.get(column) or []
        names += value.split("|") if isinstance(value, str) else [str(each) for each in value]
    return list(dict.fromkeys(" ".join(name.split()) for name in names if name.strip()))


def _first(row: dict[str, Any], columns: tuple[str, ...]) -> str | None:
    return next((str(row[column]) for column in columns if row.get(column)), None)


def _qid(row: dict[str, Any]) -> str | None:
    found = _QID.fullmatch(str(row.get("wikidata", "")).strip())
    return found and found.group(1).upper()


def _identity(row: dict[str, Any]) -> str:
    """Return what tells the person of a row: the id, the Wikidata id, or all that the row says."""
    return str(row.get("id") or _qid(row) or hashlib.sha256(to_json(row).encode()).hexdigest()[:8])


def _statements(row: dict[str, Any], anchor: str, source: str) -> Iterator[Statement]:
    names, qid = _names(row), _qid(row)
    for spelled in names:
        yield make_statement(source, anchor, "name", spelled)
    for field in ("rank", "organisation", "country"):
        if row.get(field):
            yield make_statement(source, anchor, field, row[field])
    if qid:
        yield make_statement(source, anchor, "wikidata", qid)
    offices = row.get("offices")
    for office in offices if isinstance(offices, list) else [row]:
        if office.get("office") or office.get("position"):
            held = {field: office.get(field) or row.get(field) for field in _OFFICE}
            dates = {field: day for field, columns in _DAYS.items() if (day := _first(office, columns))}
            yield make_statement(source, anchor, "office", {**held, **dates})
