"""Tables: nothing runs as a formula, quotes but no texts, and the attribution goes along."""

from __future__ import annotations

import csv
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from elchi.export.snapshot import Snapshot
from elchi.export.tables import safe_cell, tables_of, write_csv, write_parquet, write_xlsx


@given(st.text())
def test_no_cell_runs(text: str) -> None:
    cell = safe_cell(text)
    assert not cell.startswith(("=", "+", "-", "@"))
    assert cell.endswith(text)


def test_csv_folder(snapshot: Snapshot, tmp_path: Path) -> None:
    files = write_csv(snapshot, tmp_path / "out")
    assert {file.name for file in files} >= {"visits.csv", "evidence.csv", "NOTICE.txt"}
    with (tmp_path / "out" / "visits.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["id"] for row in rows] == ["v-1", "v-2"]
    assert rows[0]["head"] == "Qanat Sabirov" and rows[0]["head_office"] == "minister of energy"
    assert rows[0]["hosts"] == "'=1+1"
    assert "GeoNames" in (tmp_path / "out" / "NOTICE.txt").read_text()


def test_one_csv_file_is_the_visits(snapshot: Snapshot, tmp_path: Path) -> None:
    files = write_csv(snapshot, tmp_path / "visits.csv")
    assert [file.name for file in files] == ["visits.csv", "visits.NOTICE.txt"]


def test_quotes_are_the_words_of_the_report(snapshot: Snapshot) -> None:
    columns, rows = tables_of(snapshot)["evidence"]
    found = [dict(zip(columns, row, strict=True)) for row in rows]
    assert {row["words"] for row in found} == {"Qanat Sabirov", "signed", "plan"}
    for row in found:
        assert snapshot.reports["r1"].text[row["start_at"] : row["end_at"]] == row["words"]


def test_texts_only_when_asked(snapshot: Snapshot) -> None:
    assert "text" not in tables_of(snapshot)["reports"][0]
    assert "text" in tables_of(msgspec.structs.replace(snapshot, with_texts=True))["reports"][0]


def test_parquet_reads_back(snapshot: Snapshot, tmp_path: Path) -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="pyarrow is not installed (extra lake)")
    write_parquet(snapshot, tmp_path)
    table = parquet.read_table(tmp_path / "visits.parquet")
    assert table.column("duration_days").to_pylist() == [2, None]
    assert b"GeoNames" in table.schema.metadata[b"attribution"]


def test_workbook_keeps_text_text(snapshot: Snapshot, tmp_path: Path) -> None:
    openpyxl = pytest.importorskip("openpyxl", reason="openpyxl is not installed (extra office)")
    write_xlsx(snapshot, tmp_path / "visits.xlsx")
    book = openpyxl.load_workbook(tmp_path / "visits.xlsx")
    cells = [cell for sheet in book for row in sheet for cell in row if cell.value is not None]
    assert all(cell.data_type != "f" for cell in cells)
    assert "GeoNames" in book["about"]["B1"].value
