"""Readings made elsewhere (another reader, a human's gold) as values that the register adds like its own."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from elchi.errors import SourceError
from elchi.model import Reading, Report, Statement
from elchi.register import schema
from elchi.register.rows import to_json
from elchi.statements import make_statement


def read_readings(source: str | Path | Iterable[Reading | dict[str, Any]]) -> Iterator[tuple[Reading, str | None]]:
    """Return the readings of a file of JSON lines, of a folder of them, or of values, each with its text where it has
    one.

    Raises SourceError for a line that is no reading, naming it.
    """
    if not isinstance(source, str | Path):
        for number, each in enumerate(source, 1):
            yield (each, None) if isinstance(each, Reading) else _convert(each, f"reading {number}")
        return
    path = Path(source)
    if not path.exists():
        raise SourceError(f"There are no readings at {path}")
    files = sorted(path.glob("*.json*")) if path.is_dir() else [path]
    if not files:
        raise SourceError(f"The folder {path} has no .json or .jsonl files with readings")
    for file in files:
        yield from _read_file(file)


def _read_file(path: Path) -> Iterator[tuple[Reading, str | None]]:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise SourceError(f"{path} cannot be read: {error.strerror}") from None
    try:  # one object may stand on many lines
        whole = msgspec.json.decode(content)
        yield from (_convert(each, str(path)) for each in (whole if isinstance(whole, list) else [whole]))
        return
    except msgspec.DecodeError:
        pass
    for number, line in enumerate(content.split(b"\n"), 1):
        if line.strip():
            where = f"{path}, line {number}"
            try:
                value = msgspec.json.decode(line)
            except msgspec.DecodeError as error:
                raise SourceError(f"{where} is not JSON: {error}") from None
            yield _convert(value, where)


def _convert(value: Any, where: str) -> tuple[Reading, str | None]:
    """Return the reading of a JSON object in our form or the gold form, and its text."""
    if not isinstance(value, dict) or not value.get("id"):
        raise SourceError(f"{where} is no reading: an object with an id is expected")
    value = _without_nulls(value)
    value.setdefault("language", value.pop("lang", None))
    text = value.get("text")
    try:
        return msgspec.convert(value, Reading), text if isinstance(text, str) else None
    except msgspec.ValidationError as error:
        raise SourceError(f"{where} is no reading: {error}") from None


def _without_nulls(value: Any) -> Any:
    """Return plain JSON without the keys that say nothing: lists may be given as null."""
    if isinstance(value, dict):
        return {name: _without_nulls(each) for name, each in value.items() if each is not None}
    return [_without_nulls(each) for each in value] if isinstance(value, list) else value


def report_of(connection: Connection, reading: Reading, text: str | None) -> Report:
    """Return the report that a reading is of: the stored one of the same id and text, else what the reading says of
    it.
    """
    fields: dict[str, Any] = {
        "id": reading.id,
        "language": reading.language,
        "title": reading.title,
        "url": reading.url,
        "outlet": reading.outlet,
        "outlet_country": reading.outlet_country,
        "published": reading.published,
    }
    if text is not None:
        return Report(text=text, **fields)
    columns = schema.reports.c
    query = (
        select(columns.key, columns.url, columns.outlet, columns.title, schema.texts.c.text)
        .join(schema.texts, schema.texts.c.report == columns.key)
        .where(columns.given == reading.id, columns.text_sha256 == reading.text_sha256)
    )
    stored = connection.execute(query).first()
    if stored is not None:
        known = {"url": stored.url, "outlet": stored.outlet, "title": stored.title}
        return Report(key=stored.key, text=stored.text, **{**fields, **known})
    told = [reading.id, reading.text_sha256, reading.outlet, reading.url]
    return Report(key=hashlib.sha256(to_json(told).encode()).hexdigest()[:16], text="", **fields)


def as_told_by(statement: Statement, reader: str) -> Statement:
    """Return a statement as another reader's: it has no spans of ours to show, so the report is not its source."""
    beside = {name: getattr(statement, name) for name in ("report", "original", "rule", "confidence", "language")}
    return make_statement(
        f"reader:{reader}", statement.subject, statement.property, statement.value, statement.spans, **beside
    )
