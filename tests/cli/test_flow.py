"""The whole way: sample reports into a real register, and every command that asks it."""

from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable
from pathlib import Path

import pytest

from elchi.cli.app import main
from elchi.samples import sample_paths

Run = Callable[..., str]


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("register") / "samples.db"
    assert main(["add", "--register", str(path), *sample_paths()]) == 0
    return str(path)


@pytest.fixture
def run(address: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("ELCHI_REGISTER", address)
    monkeypatch.setenv("ELCHI_USER", "tester")

    def call(*words: str, status: int = 0) -> str:
        assert main(list(words)) == status
        captured = capsys.readouterr()
        assert "Traceback" not in captured.err
        return captured.out if status == 0 else captured.err

    return call


def visits(run: Run, *words: str) -> list[dict[str, object]]:
    return [json.loads(line) for line in run("visits", "--format", "jsonl", *words).splitlines()]


def test_eight_reports_are_three_visits(run: Run) -> None:
    found = visits(run)
    assert sorted(len(visit["reports"]) for visit in found) == [2, 3, 3]  # type: ignore[arg-type]
    assert {(v["from"], v["to"]) for v in found} == {("KZ", "AZ"), ("AZ", "KZ"), ("UZ", "AZ")}


def test_adding_again_changes_nothing(run: Run) -> None:
    before = run("visits", "--format", "jsonl")
    run("add", *sample_paths())
    assert run("visits", "--format", "jsonl") == before


def test_filters(run: Run) -> None:
    assert len(visits(run, "--from", "Kazakhstan")) == 1
    assert len(visits(run, "--country", "KZ")) == 2
    assert len(visits(run, "--since", "2024-06")) == 1
    assert visits(run, "--from", "FR") == []
    assert len(visits(run, "--limit", "1", "--sort", "-start")) == 1


def test_table_and_csv_show_the_same_rows(run: Run) -> None:
    table = run("visits").splitlines()
    rows = list(csv.reader(io.StringIO(run("visits", "--format", "csv"))))
    assert len(table) == len(rows) == 4
    assert [line.split()[0] for line in table[1:]] == [row[0] for row in rows[1:]]


def test_a_card_has_quotes_and_the_conflict(run: Run) -> None:
    (visit,) = visits(run, "--from", "UZ")
    card = run("visit", str(visit["id"]))
    assert re.search(r"sample-en-2  “.*\[Otabek Nurmatov\]", card)
    assert "reports disagree on start:" in card and "2023-06-11  (sample-en-2)" in card
    assert "history" in card


def test_a_visit_that_is_not_there(run: Run) -> None:
    assert "v-000000000000" in run("visit", "v-000000000000", status=2)


def test_persons_in_every_spelling(run: Run) -> None:
    (line,) = run("person", "Данияр Қосжанов", "--format", "jsonl").splitlines()
    person = json.loads(line)
    assert run("person", "Daniyar Koszhanov", "--format", "jsonl").strip() == line
    assert len({name["language"] for name in person["names"]}) == 3
    assert "made" in run("person", person["id"])


def test_who_held_an_office(run: Run) -> None:
    out = run("who", "ambassador", "--country", "KZ", "--in", "AZ")
    assert "Yermekov" in out and "first seen 2024-05-14" in out and "not vacant" in out
    nobody = run("who", "ambassador", "--country", "FR", "--in", "DE")
    assert "does not say that the office was vacant" in nobody


def test_search_marks_the_words(run: Run) -> None:
    out = run("search", "WREATH")
    assert "[wreath]" in out and "sample-en-1" in out


def test_relations(run: Run) -> None:
    out = run("relations", "KZ", "AZ")
    assert re.search(r"minister of health +0 +1 +2024-09-10 +KZ", out)


@pytest.mark.parametrize("words", [("--country", "KZ"), ("--person", "Rena Mirzazade"), ("--visit", "UZ")])
def test_every_line_of_a_briefing_has_its_report(run: Run, words: tuple[str, str]) -> None:
    value = str(visits(run, "--from", "UZ")[0]["id"]) if words[0] == "--visit" else words[1]
    text = run("brief", words[0], value)
    body, _, reports = text.partition("\n## Reports\n")
    lines = [line for line in body.split("\n") if line.startswith("- ") and "Also written" not in line]
    assert lines and all("`sample-" in line or "(sample-" in line for line in lines)
    assert all(f"`{report}`" in reports for report in re.findall(r"`(sample-[^`]+)`", body))


def test_a_briefing_as_a_page(run: Run, tmp_path: Path) -> None:
    run("brief", "--country", "AZ", "-o", str(tmp_path / "brief.html"))
    page = (tmp_path / "brief.html").read_text(encoding="utf-8")
    assert page.startswith("<!doctype html>") and "<script" not in page
    assert set(re.findall(r'href="#([^"]+)"', page)) <= set(re.findall(r'id="([^"]+)"', page))


@pytest.mark.parametrize("format", ["csv", "ics", "jsonld", "ftm", "plover", "gexf", "jsonl"])
def test_exports_are_the_same_twice(run: Run, tmp_path: Path, format: str) -> None:
    contents = []
    for name in ("a", "b"):
        target = tmp_path / name / ("out" if format in ("csv", "jsonl") else "out.txt")
        run("export", format, "-o", str(target))
        files = sorted(target.rglob("*")) if target.is_dir() else [target]
        contents.append([(path.name, path.read_bytes()) for path in files])
    assert contents[0] == contents[1] and all(data for name, data in contents[0] if not name.startswith("judgements"))


def test_an_export_of_a_question(run: Run, tmp_path: Path) -> None:
    run("export", "plover", "-o", str(tmp_path / "x.csv"), "--from", "UZ")
    rows = list(csv.DictReader((tmp_path / "x.csv").open(encoding="utf-8", newline="")))
    assert {row["actor"] for row in rows} == {"UZ"}
    assert "whole register" in run("export", "jsonl", "-o", str(tmp_path / "x"), "--from", "UZ", status=2)


def test_a_decision_and_its_undoing(run: Run) -> None:
    (visit,) = visits(run, "--from", "UZ")
    before = run("visits", "--format", "jsonl")
    run("correct", str(visit["id"]), "start", "2023-06-12", "--why", "the ministry says so")
    assert visits(run, "--from", "UZ")[0]["start"] == "2023-06-12"
    (line,) = [json.loads(each) for each in run("history", "--format", "jsonl").splitlines()]
    assert (line["who"], line["why"]) == ("tester", "the ministry says so")
    run("undo", str(line["number"]))
    assert run("visits", "--format", "jsonl") == before
    assert "undone" in run("history")


def test_review_lists_the_conflict(run: Run) -> None:
    assert "start" in run("review")


def test_no_register_is_one_line(run: Run, tmp_path: Path) -> None:
    error = run("visits", "--register", str(tmp_path / "none.db"), status=1)
    assert error.count("\n") == 1 and "none.db" in error
    assert not (tmp_path / "none.db").exists()


def test_the_demo(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["demo", str(tmp_path / "demo.db")]) == 0
    out = capsys.readouterr().out
    for word in ("Visits\n", "Persons\n", "Type next\n", "reports disagree"):
        assert word in out
