"""The register as tables for spreadsheets and data frames: CSV, Parquet and XLSX."""

from __future__ import annotations

import csv
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import msgspec

from elchi.export.snapshot import ATTRIBUTION, Snapshot, write_notice
from elchi.labels import name_of, offices_then
from elchi.model import Person, Visit

Table = tuple[tuple[str, ...], list[list[Any]]]
"""Column names and rows."""

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def safe_cell(value: Any) -> Any:
    """Return a cell that no spreadsheet runs as a formula: such text gets an apostrophe before it."""
    return "'" + value if isinstance(value, str) and value.startswith(_FORMULA) else value


def tables_of(snapshot: Snapshot) -> dict[str, Table]:
    """Return every table by name, rows sorted by the visit's or person's id."""
    return {
        "visits": _visits(snapshot),
        "persons": _persons(snapshot),
        "tenures": _tenures(snapshot),
        "activities": _activities(snapshot),
        "documents": _documents(snapshot),
        "conflicts": _conflicts(snapshot),
        "evidence": _evidence(snapshot),
        "reports": _reports(snapshot),
    }


def _visits(snapshot: Snapshot) -> Table:
    rows = [_visit_row(visit, snapshot.persons) for visit in snapshot.visits]
    columns = list(_visit_row(Visit(id=""), {}))
    return tuple(columns), [list(row.values()) for row in rows]


def _visit_row(visit: Visit, people: dict[str, Person]) -> dict[str, Any]:
    """Return column -> cell of a visit; several values of a cell stand between "; "."""
    head = people.get(visit.head or "")
    return {
        "id": visit.id,
        "main": visit.main,
        "from": visit.origin,
        "to": visit.destination,
        "kind": visit.kind,
        "status": visit.status,
        "head_id": visit.head,
        "head": head.name if head else None,
        "head_office": "; ".join(offices_then(head, visit.reports)) if head else None,
        "hosts": _names(visit.hosts, people),
        "invited_by": name_of(visit.invited_by, people) if visit.invited_by else None,
        "participants": _names(visit.participants, people),
        "start": visit.start,
        "end": visit.end,
        "duration_days": visit.duration_days,
        "earliest": visit.earliest,
        "latest": visit.latest,
        "places": "; ".join(visit.places),
        "activities": "; ".join(activity["kind"] for activity in visit.activities),
        "documents": "; ".join(str(paper.get("title") or paper["kind"]) for paper in visit.documents),
        "topics": "; ".join(visit.topics),
        "reports": "; ".join(visit.reports),
        "independent_sources": visit.independent_sources,
        "conflicts": "; ".join(conflict.field for conflict in visit.conflicts),
        "confidence": visit.confidence,
    }


def _names(ids: Sequence[str], people: dict[str, Any]) -> str:
    return "; ".join(name_of(each, people) for each in ids)


def _persons(snapshot: Snapshot) -> Table:
    rows = [
        [
            p.id,
            p.name,
            "; ".join(dict.fromkeys(n["name"] for n in p.names)),
            p.country,
            p.wikidata,
            "; ".join(p.reports),
        ]
        for p in _sorted_persons(snapshot)
    ]
    return ("id", "name", "names", "country", "wikidata", "reports"), rows


def _sorted_persons(snapshot: Snapshot) -> list[Any]:
    return sorted(snapshot.persons.values(), key=lambda person: person.id)


def _tenures(snapshot: Snapshot) -> Table:
    columns = (
        "person",
        "name",
        "office",
        "position",
        "organisation",
        "country",
        "at",
        "first_seen",
        "last_seen",
        "reports",
    )
    rows = [
        [
            p.id,
            p.name,
            t.office,
            t.position,
            t.organisation,
            t.country,
            t.at,
            t.first_seen,
            t.last_seen,
            "; ".join(t.reports),
        ]
        for p in _sorted_persons(snapshot)
        for t in p.tenures
    ]
    return columns, rows


def _activities(snapshot: Snapshot) -> Table:
    rows = [
        [v.id, n, a.get("kind"), a.get("place"), _names(a.get("with", ()), snapshot.persons), a.get("date")]
        for v in snapshot.visits
        for n, a in enumerate(v.activities, 1)
    ]
    return ("visit", "number", "kind", "place", "with", "date"), rows


def _documents(snapshot: Snapshot) -> Table:
    rows = [
        [
            v.id,
            n,
            d.get("kind"),
            d.get("title"),
            _names(d.get("signatories", ()), snapshot.persons),
            "; ".join(d.get("reports", ())),
        ]
        for v in snapshot.visits
        for n, d in enumerate(v.documents, 1)
    ]
    return ("visit", "number", "kind", "title", "signatories", "reports"), rows


def _conflicts(snapshot: Snapshot) -> Table:
    rows = [
        [v.id, c.field, _cell(told["value"]), "; ".join(told["reports"]), n == 0]
        for v in snapshot.visits
        for c in v.conflicts
        for n, told in enumerate(c.values)
    ]
    return ("visit", "field", "value", "reports", "shown"), rows


def _cell(value: Any) -> str:
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def _evidence(snapshot: Snapshot) -> Table:
    rows = [
        [e.visit, e.field, _cell(e.value), e.report, e.start, e.end, e.quote.words, e.quote.plain("", "")]
        for v in snapshot.visits
        for e in snapshot.evidence(v)
    ]
    return ("visit", "field", "value", "report", "start_at", "end_at", "words", "sentence"), rows


def _reports(snapshot: Snapshot) -> Table:
    columns = ["id", "language", "title", "url", "outlet", "outlet_country", "published", "text_chars", "text_sha256"]
    if snapshot.with_texts:
        columns.append("text")
    rows = [[getattr(r, column) for column in columns] for _, r in sorted(snapshot.reports.items())]
    return tuple(columns), rows


def write_csv(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write a folder of CSV files (UTF-8), or the visits alone where the path ends in `.csv`."""
    return _write_tables(snapshot, path, ".csv", _write_csv_file)


def _write_csv_file(path: Path, table: Table) -> None:
    columns, rows = table
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([safe_cell(cell) for cell in row] for row in rows)


def write_parquet(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write a folder of Parquet files, or the visits alone where the path ends in `.parquet`."""
    return _write_tables(snapshot, path, ".parquet", _write_parquet_file)


def _write_parquet_file(path: Path, table: Table) -> None:
    import pyarrow
    from pyarrow import parquet

    columns, rows = table
    arrays = {name: [row[i] for row in rows] for i, name in enumerate(columns)}
    typed = pyarrow.table(
        {name: pyarrow.array(values, type=_arrow_type(name, pyarrow)) for name, values in arrays.items()}
    )
    parquet.write_table(typed.replace_schema_metadata({"attribution": ATTRIBUTION}), path)


def _arrow_type(column: str, pyarrow: Any) -> Any:
    if column in ("main", "shown"):
        return pyarrow.bool_()
    if column == "confidence":
        return pyarrow.float64()
    numbers = ("duration_days", "independent_sources", "number", "text_chars", "start_at", "end_at")
    return pyarrow.int64() if column in numbers else pyarrow.string()


def _write_tables(snapshot: Snapshot, path: Path, ending: str, write: Callable[[Path, Table], None]) -> list[Path]:
    tables = tables_of(snapshot)
    if path.suffix.lower() == ending:
        path.parent.mkdir(parents=True, exist_ok=True)
        write(path, tables["visits"])
        return [path, *write_notice(path)]
    path.mkdir(parents=True, exist_ok=True)
    written = []
    for name, table in tables.items():
        written.append(path / (name + ending))
        write(written[-1], table)
    return [*written, *write_notice(path)]


def write_xlsx(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write a workbook with one sheet a table; every cell of text stays text."""
    import openpyxl
    from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, (columns, rows) in tables_of(snapshot).items():
        sheet = book.create_sheet(name)
        sheet.append(columns)
        for row in rows:
            sheet.append(
                [ILLEGAL_CHARACTERS_RE.sub("", c)[:32000] if isinstance(c, str) else c for c in map(safe_cell, row)]
            )
        sheet.freeze_panes = "A2"
    about = book.create_sheet("about")
    about.append(["attribution", ATTRIBUTION])
    path.parent.mkdir(parents=True, exist_ok=True)
    book.save(path)
    return [path]
