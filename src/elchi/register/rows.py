"""Values of the model as rows of the tables, and back. JSON is written in one canonical way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, TypeVar

import msgspec
from sqlalchemy import BindParameter, Connection, Executable, Row, bindparam

from elchi.model import Judgement, Person, Spans, Statement, Visit
from elchi.register.values import PersonLine, StoredReport, VisitLine

_CHUNK = 500
"""Values of one IN clause: databases bound their number."""

T = TypeVar("T")
_encoder = msgspec.json.Encoder(order="deterministic")
_visit = msgspec.json.Decoder(Visit)
_person = msgspec.json.Decoder(Person)
_visit_line = msgspec.json.Decoder(VisitLine)
_person_line = msgspec.json.Decoder(PersonLine)
_spans = msgspec.json.Decoder(Spans)


def to_json(value: Any) -> str:
    """Return a value as canonical JSON: keys of maps sorted, no spaces."""
    return _encoder.encode(value).decode()


def from_json(text: str) -> Any:
    """Return the plain value that JSON text holds."""
    return msgspec.json.decode(text)


def clean(text: str) -> str:
    """Return a text without what a database refuses (NUL, lone surrogates), as long as before."""
    if "\x00" in text:
        text = text.replace("\x00", "\ufffd")
    try:
        text.encode()
    except UnicodeEncodeError:
        text = "".join("\ufffd" if "\ud800" <= letter <= "\udfff" else letter for letter in text)
    return text


def chunks(values: Iterable[T]) -> Iterator[Sequence[T]]:
    """Cut values into lists that fit into one statement."""
    listed = list(values)
    for start in range(0, len(listed), _CHUNK):
        yield listed[start : start + _CHUNK]


def any_of(name: str = "values") -> BindParameter[Any]:
    """Return the list of an IN clause that `fetch` fills in: a statement is built once and run many times."""
    return bindparam(name, expanding=True)


def fetch(connection: Connection, statement: Executable, values: Iterable[Any]) -> Iterator[Row[Any]]:
    """Return the rows of a statement with `any_of()` for some values, sorted and each once, in lists that fit."""
    for part in chunks(sorted(set(values))):
        yield from connection.execute(statement, {"values": part})


def run(connection: Connection, statement: Executable, values: Iterable[str]) -> None:
    """Run a statement with `any_of()` that returns no rows, as `fetch` does."""
    for part in chunks(sorted(set(values))):
        connection.execute(statement, {"values": part})


def statement_row(statement: Statement) -> dict[str, Any]:
    """Return a statement as a row."""
    row = {name: getattr(statement, name) for name in Statement.__struct_fields__}
    row["value"] = to_json(statement.value)
    row["spans"] = to_json(statement.spans)
    return row


def read_statement(row: Row[Any]) -> Statement:
    """Return the statement of a row."""
    return Statement(
        id=row.id,
        source=row.source,
        subject=row.subject,
        property=row.property,
        value=from_json(row.value),
        report=row.report,
        original=row.original,
        spans=_spans.decode(row.spans),
        rule=row.rule,
        confidence=row.confidence,
        language=row.language,
    )


def judgement_row(judgement: Judgement) -> dict[str, Any]:
    """Return a judgement as a row."""
    row = {name: getattr(judgement, name) for name in Judgement.__struct_fields__}
    row["value"] = to_json(judgement.value)
    row["undone"] = int(judgement.undone)
    return row


def read_judgement(row: Row[Any]) -> Judgement:
    """Return the judgement of a row."""
    fields = dict(row._mapping)
    fields["value"] = from_json(row.value)
    fields["undone"] = bool(row.undone)
    return Judgement(**fields)


def read_visit(view: str) -> Visit:
    """Return the visit that a view holds."""
    return _visit.decode(view)


def read_person(view: str) -> Person:
    """Return the person that a view holds."""
    return _person.decode(view)


def read_visit_line(view: str) -> VisitLine:
    """Return the line of a table that the view of a visit gives."""
    return _visit_line.decode(view)


def read_person_line(view: str) -> PersonLine:
    """Return what a table shows of the person that a view holds."""
    return _person_line.decode(view)


def read_report(row: Row[Any], text: str = "") -> StoredReport:
    """Return the report of a row of `reports`."""
    return StoredReport(
        id=row.id,
        revision=row.key,
        text=text,
        language=row.language,
        title=row.title,
        url=row.url,
        outlet=row.outlet,
        outlet_country=row.outlet_country,
        published=row.published,
        text_chars=row.text_chars,
        text_sha256=row.text_sha256,
        reader=row.reader,
        figures=tuple(from_json(row.figures)),
        warnings=tuple(from_json(row.warnings)),
    )
