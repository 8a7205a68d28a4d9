"""JSON lines and CSV."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elchi.model import Report
from elchi.sources import Failure, read_sources

ROW = {
    "id": "r-1", "text": "Министр прибыл в Баку; встретился с коллегой.\nСказал: «да».", "url": "https://a.example.kz/1",
    "outlet": "Газета", "outlet_country": "KZ", "published": "2023-02-23", "language": "ru", "title": "Визит",
}  # fmt: skip


def read(path: Path, data: bytes) -> list[Report | Failure]:
    path.write_bytes(data)
    return list(read_sources([path]))


def check(found: Report | Failure) -> None:
    assert isinstance(found, Report), found
    for name, value in ROW.items():
        assert getattr(found, name) == value, name


def test_json_lines_and_arrays(tmp_path: Path) -> None:
    line = json.dumps(ROW, ensure_ascii=False)
    for data in (line, f"{line}\n", f"\ufeff{line}\r\n\r\n", f"[{line}]"):
        (found,) = read(tmp_path / "a.jsonl", data.encode())
        check(found)
    (found,) = read(tmp_path / "b.jsonl", line.encode("utf-16"))
    check(found)


def test_a_bad_line_is_named_and_the_others_go_on(tmp_path: Path) -> None:
    data = json.dumps(ROW) + "\nnot json\n" + json.dumps({"text": "Он уехал домой."})
    found = read(tmp_path / "a.jsonl", data.encode())
    assert [type(f) for f in found] == [Report, Failure, Report]
    assert isinstance(found[1], Failure) and found[1].path.endswith("a.jsonl:2")
    assert isinstance(found[2], Report) and found[2].id == "a-3"


@pytest.mark.parametrize(("delimiter", "ending"), [(",", "csv"), (";", "csv"), ("\t", "tsv")])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "windows-1251"])
def test_csv(tmp_path: Path, delimiter: str, ending: str, encoding: str) -> None:
    cells = ['"' + value.replace('"', '""') + '"' for value in ROW.values()]
    data = f"{delimiter.join(ROW)}\r\n{delimiter.join(cells)}\r\n"
    (found,) = read(tmp_path / f"a.{ending}", data.encode(encoding))
    check(found)


def test_rows_too_short_or_too_long(tmp_path: Path) -> None:
    found = read(tmp_path / "a.csv", b"id,text\n1\n2,He came to Baku,and,more\n")
    assert [type(f) for f in found] == [Failure, Report]
