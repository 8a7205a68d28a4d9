"""Files, folders and streams: what gives reports, and that all else is one plain line."""

from __future__ import annotations

import gzip
import io
import json
import sys
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from elchi.model import Report
from elchi.sources import Failure, SourceOptions, read_sources
from elchi.sources.report import TEXT_LIMIT

TEXT = "Fevralın 22-də daxili işlər naziri Bakıya səfərə gəlib. Nazir Şuşada olub."


def read(*paths: object, **options: str) -> list[Report | Failure]:
    return list(read_sources([str(p) for p in paths], SourceOptions(**options)))


def report(path: Path, **options: str) -> Report:
    (found,) = read(path, **options)
    assert isinstance(found, Report), found
    return found


def failure(path: Path) -> Failure:
    (found,) = read(path)
    assert isinstance(found, Failure), found
    assert "\n" not in found.reason and "Traceback" not in found.reason
    return found


def write(path: Path, data: bytes | str) -> Path:
    path.write_bytes(data if isinstance(data, bytes) else data.encode("utf-8"))
    return path


def test_a_text_keeps_its_words_and_gives_its_date(tmp_path: Path) -> None:
    text = f" date 2023-02-23 {TEXT}\r\n\r\nSon.\n"
    found = report(write(tmp_path / "a-1.txt", text))
    assert (found.id, found.text, found.published) == ("a-1", text, "2023-02-23")


def test_options_fill_what_the_file_does_not_say(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", TEXT)
    found = report(path, published="2020-01", outlet_country="AZ", outlet="O", language="az")
    assert (found.published, found.outlet_country, found.outlet, found.language) == ("2020-01", "AZ", "O", "az")
    assert report(write(tmp_path / "b.txt", " date 2023-02 " + TEXT), published="2020-01").published == "2023-02"


def test_the_key_depends_on_text_outlet_and_address(tmp_path: Path) -> None:
    rows = [
        {"text": TEXT},
        {"text": TEXT, "outlet": "A"},
        {"text": TEXT, "url": "https://a.az/1"},
        {"text": TEXT + "!"},
    ]
    path = write(tmp_path / "a.jsonl", "\n".join(map(json.dumps, rows)))
    keys = [r.key for r in read(path) if isinstance(r, Report)]
    assert len(set(keys)) == 4
    assert keys == [r.key for r in read(path) if isinstance(r, Report)]


def test_a_folder_is_read_in_order_without_hidden_and_foreign_files(tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    for name in ("b.txt", "a.txt", "sub/c.txt", ".hidden.txt", "notes.md", "gold.json"):
        write(tmp_path / name, TEXT)
    assert [r.id for r in read(tmp_path) if isinstance(r, Report)] == ["a", "b", "c"]


def test_packed_files(tmp_path: Path) -> None:
    assert report(write(tmp_path / "a.txt.gz", gzip.compress(TEXT.encode()))).id == "a"
    assert report(write(tmp_path / "b.txt", gzip.compress(TEXT.encode()))).text == TEXT
    assert "could not be read" in failure(write(tmp_path / "c.txt.gz", gzip.compress(TEXT.encode() * 99)[:-20])).reason


@pytest.mark.parametrize(
    ("name", "data", "word"),
    [
        ("a.txt", b"", "empty"),
        ("a.txt", b" \n\t ", "no text"),
        ("a.txt", b"12 34", "no text"),
        ("a.txt", bytes(range(256)) * 9, "binary"),
        ("a.txt", b"%PDF-1.7 ...", "PDF"),
        ("a.docx", b"PK\x03\x04....", "office document"),
        ("a.xml", b"<?xml version='1.0'?><note>word</note>", "no feed"),
        ("a.csv", b"id,words\n1,b\n", "`text`"),
        ("a.csv", b"id,text\n", "no rows"),
        ("a.jsonl", b"{broken\n", "JSON"),
        ("a.jsonl", b"[]", "empty"),
        ("a.jsonl", b"[" * 100_000, "JSON"),
        ("a.jsonl", b'{"id": 1}\n', "`text`"),
        ("a.jsonl", b"7\n", "no object"),
        ("a.warc", b"WARC/1.0\r\nbroken", "pages"),
    ],
)
def test_what_cannot_be_read_is_one_plain_line(tmp_path: Path, name: str, data: bytes, word: str) -> None:
    assert word in failure(write(tmp_path / name, data)).reason


def test_what_is_not_there(tmp_path: Path) -> None:
    assert "does not exist" in failure(tmp_path / "none.txt").reason
    assert "no reports" in failure(tmp_path).reason


def test_one_bad_file_does_not_stop_the_others(tmp_path: Path) -> None:
    write(tmp_path / "a.txt", b"")
    write(tmp_path / "b.txt", TEXT)
    found = read(tmp_path / "none", tmp_path)
    assert [type(f) for f in found] == [Failure, Failure, Report]


def test_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    for data, name in ((TEXT.encode(), "stdin"), (json.dumps({"id": "r1", "text": TEXT}).encode(), "r1")):
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BufferedReader(io.BytesIO(data))))  # type: ignore[type-var]
        (found,) = read("-")
        assert isinstance(found, Report)
        assert (found.id, found.text) == (name, TEXT)


def test_a_giant_line_is_cut_and_memory_stays_bounded(tmp_path: Path) -> None:
    path = write(tmp_path / "a.txt", b"Baku " * 10_000_000)
    tracemalloc.start()
    found = report(path, language="en")
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert len(found.text) == TEXT_LIMIT
    assert any("cut" in note for note in found.notes)
    assert peak < 40_000_000


def test_nul_and_half_pairs_are_replaced_one_for_one(tmp_path: Path) -> None:
    path = write(tmp_path / "a.jsonl", '{"text": "Nazir\\u0000 gəldi \\ud800."}')
    found = report(path)
    assert found.text == "Nazir\ufffd gəldi \ufffd."
    assert any("replaced" in note for note in found.notes)
    found.text.encode("utf-8")


@given(st.binary(max_size=300), st.sampled_from(["txt", "html", "jsonl", "csv", "xml", "warc", "gz", "txt.gz"]))
@settings(max_examples=150, deadline=None)
def test_any_bytes_give_reports_or_failures(tmp_path_factory: pytest.TempPathFactory, data: bytes, ending: str) -> None:
    path = write(tmp_path_factory.getbasetemp() / f"any.{ending}", data)
    for found in read(path):
        assert isinstance(found, Report | Failure)
        if isinstance(found, Report):
            found.text.encode("utf-8")
