"""Plain output: aligned, nothing cut; a snippet's marks become parts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elchi.cli.decide import parse_value
from elchi.cli.out import language_coverage
from elchi.cli.screen import Page, align, print_csv
from elchi.errors import JudgementError


def test_columns_are_aligned() -> None:
    assert align(("a", "name"), [["1", "Ə"], ["22", "long  name\nhere"]]) == "a   name\n1   Ə\n22  long name here\n"


@given(st.lists(st.lists(st.text(alphabet="abә ", max_size=9), min_size=2, max_size=2), max_size=5))
def test_one_line_a_row(rows: list[list[str]]) -> None:
    assert align(("x", "y"), rows).count("\n") == len(rows) + 1


def test_marked_words_stand_in_brackets(capsys: pytest.CaptureFixture[str]) -> None:
    Page(terminal=False).line("He ", ("came", "mark"), " on ", ("Monday", "dim"), indent=2)
    assert capsys.readouterr().out == "  He [came] on Monday\n"


def test_a_terminal_shows_text_as_it_is(capsys: pytest.CaptureFixture[str]) -> None:
    page = Page(terminal=True)
    page.line("[bold]no markup[/bold] :smile:")
    page.table(("id",), [["[red]x"]])
    out = capsys.readouterr().out
    assert "[bold]no markup[/bold] :smile:" in out and "[red]x" in out


def test_csv_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    print_csv(("a",), [["=1+1"]])
    assert capsys.readouterr().out == "a\n'=1+1\n"


@pytest.mark.parametrize(
    ("field", "text", "value"),
    [
        ("start", "2023-02-22", "2023-02-22"),
        ("duration_days", "3", 3),
        ("main", "false", False),
        ("places", '["Baku"]', ["Baku"]),
    ],
)
def test_values_of_a_correction(field: str, text: str, value: object) -> None:
    assert parse_value(field, text) == value


@pytest.mark.parametrize(("field", "text"), [("duration_days", "two"), ("main", "yes"), ("documents", "{")])
def test_values_that_cannot_be(field: str, text: str) -> None:
    with pytest.raises(JudgementError):
        parse_value(field, text)


@pytest.mark.parametrize("width", ["200", "120", "90", "40"])
def test_a_terminal_of_any_width_shows_every_word(
    width: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", width)
    columns = ("id", "date", "from > to", "head", "hosts", "documents", "status", "sources")
    row = [
        "v-0123456789ab",
        "2023-06-11/2023-06-14",
        "UZ > AZ",
        "a long name",
        "others",
        "some memorandum",
        "official",
        "3",
    ]
    Page(terminal=True).table(columns, [row])
    out = capsys.readouterr().out
    assert all(word in out for cell in row for word in cell.split())


def test_coverage_names_what_a_folder_adds(capsys: pytest.CaptureFixture[str]) -> None:
    language_coverage("tr")
    assert capsys.readouterr().out.split("\n")[0].split() == ["table", "has", "lacks", "adds"]
