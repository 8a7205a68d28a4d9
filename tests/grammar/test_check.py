"""A folder's form is checked, its gaps are shown, and a new one begins without a fault of form."""

from __future__ import annotations

from pathlib import Path

import pytest

from elchi.errors import LanguageError
from elchi.grammar.check import check_folder, coverage
from elchi.grammar.scaffold import scaffold


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    scaffold("tr", tmp_path)
    settings = tmp_path / "tr" / "language.toml"
    text = settings.read_text().replace('name = "" ', 'name = "T" ').replace('english = ""', 'english = "T"')
    settings.write_text(text)
    return tmp_path


def test_a_new_folder_lacks_only_its_words(folder: Path) -> None:
    assert check_folder("tr", folder) == []
    assert all(not each.has and each.lacks for each in coverage("tr", folder))


@pytest.mark.parametrize(
    ("table", "lines", "said"),
    [
        ("triggers", "ziyaret\tvist\t", "the vocabulary has no 'vist'"),
        ("triggers", "ziyaret\tvisit\tp=nuon", "there is no paradigm 'nuon'"),
        ("triggers", "ziyaret visit", "must stand between tabs"),
        ("triggers", "ziyaret\tvisit\t\ngel\tarrive\t", "not sorted"),
        ("triggers", "gel\tarrive\t\ngel\tarrive\t", "stands twice"),
        ("visits", "gel\tarrive\t", "no table of that name"),
    ],
)
def test_faults_of_form(folder: Path, table: str, lines: str, said: str) -> None:
    path = folder / "tr" / f"{table}.tsv"
    path.write_text(f"form\tid\tattrs\n{lines}\n")
    assert any(f"{table}.tsv" in problem and said in problem for problem in check_folder("tr", folder))


def test_a_broken_file_is_one_line(folder: Path) -> None:
    (folder / "tr" / "dates.toml").write_text("order = ")
    (problem,) = check_folder("tr", folder)
    assert "dates.toml" in problem and "\n" not in problem


def test_a_folder_is_not_begun_twice(folder: Path) -> None:
    with pytest.raises(LanguageError, match="is there already"):
        scaffold("tr", folder)
    with pytest.raises(LanguageError, match="no language code"):
        scaffold("../tr", folder)
    with pytest.raises(LanguageError, match="there is no folder"):
        check_folder("qq", folder)


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("dates.toml", "[relative]\ntodya = []", "has no key todya"),
        ("dates.toml", "[months]\n13 = []", "has no number 13"),
        ("dates.toml", "year_word = []", "nothing reads the key year_word"),
        ("language.toml", "glu = []", "nothing reads the key glu"),
        ("frames.toml", "[destination]\npost = []\npots = []", "nothing reads the key destination.pots"),
        ("persons.toml", "particle = []", "nothing reads the key particle"),
    ],
)
def test_a_wrong_key_is_named(folder: Path, file: str, line: str, said: str) -> None:
    path = folder / "tr" / file
    lines = 'code = "tr"\nname = "T"\nenglish = "T"\nscript = "Latn"\n' if file == "language.toml" else ""
    path.write_text(f"{lines}{line}\n")
    (problem,) = check_folder("tr", folder)
    assert file in problem and said in problem


def test_the_paradigm_of_names_exists(folder: Path) -> None:
    path = folder / "tr" / "language.toml"
    path.write_text(path.read_text().replace('name_paradigm = "noun"', 'name_paradigm = "nuon"'))
    (problem,) = check_folder("tr", folder)
    assert "name_paradigm is 'nuon'" in problem
