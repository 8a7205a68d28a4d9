"""The table of cities: its form, and names that reports use."""

from __future__ import annotations

import importlib.resources
import re


def rows() -> list[list[str]]:
    text = (importlib.resources.files("elchi.vocabulary") / "cities.tsv").read_text(encoding="utf-8")
    lines = text.splitlines()
    assert lines[0] == "name\tcountry\tflags\tnames"
    return [line.split("\t") for line in lines[1:]]


def test_every_row_has_four_columns_and_an_iso_code() -> None:
    for row in rows():
        assert len(row) == 4, row
        assert re.fullmatch("[A-Z]{2}", row[1]), row
        assert row[2] in ("", "capital"), row


def test_alternate_names_are_words_and_no_codes() -> None:
    for name, _, _, names in rows():
        for other in filter(None, names.split("|")):
            assert len(other) >= 3, (name, other)
            assert not other.isupper(), (name, other)


def test_a_country_has_one_capital() -> None:
    capitals = [row[1] for row in rows() if row[2] == "capital"]
    assert len(capitals) == len(set(capitals)) > 190


def test_names_that_reports_use() -> None:
    names = {(n, row[1]) for row in rows() for n in [row[0], *row[3].split("|")]}
    for pair in [
        ("Bakı", "AZ"),
        ("Астана", "KZ"),
        ("Алматы", "KZ"),
        ("Şuşa", "AZ"),
        ("Женева", "CH"),
        ("Ташкент", "UZ"),
        ("Ankara", "TR"),
        ("Лондон", "GB"),
        ("Khankendi", "AZ"),
        ("Turkistan", "KZ"),
        ("Шымкент", "KZ"),
    ]:
        assert pair in names, pair


def test_no_word_or_surname_is_an_alternate_name() -> None:
    names = {n.casefold() for row in rows() for n in row[3].split("|")}
    assert not names & {"верный", "шевченко", "фрунзе"}
