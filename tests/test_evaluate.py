"""Scores: gold against itself is whole, and each kind of error costs what it should."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

import pytest

from elchi.errors import SourceError
from elchi.evaluate import evaluate, evaluate_folder
from elchi.evaluation.alike import same_name, same_office, same_rank, same_title
from elchi.evaluation.evidence import proves

GOLD: dict[str, Any] = {
    "id": "r1",
    "lang": "en",
    "persons": [
        {"id": "a", "name": "Qanat Sabirov", "office": "deputy minister of energy", "rank": None, "country": "KZ"},
        {"id": "b", "name": "Orxan Quliyev", "office": "minister of energy; chairman of the council", "country": "AZ"},
    ],
    "visits": [
        {
            "main": True,
            "from": "KZ",
            "to": "AZ",
            "head": "a",
            "hosts": ["b"],
            "start": "2024-05-03",
            "activities": [{"kind": "meeting", "with": ["b"]}, {"kind": "wreath_laying", "place": "Alley of Martyrs"}],
            "documents": [{"kind": "plan", "title": "cooperation plan for 2024"}],
        }
    ],
}
NEGATIVE: dict[str, Any] = {"id": "r2", "lang": "ru", "persons": [], "visits": []}


def changed() -> dict[str, Any]:
    return copy.deepcopy(GOLD)


def test_gold_against_itself() -> None:
    result = evaluate([GOLD, NEGATIVE], {"r1": GOLD, "r2": NEGATIVE}, {})
    assert all(field.f1 == 1 for fields in result.groups.values() for field in fields)
    assert result.misses == ()
    assert set(result.groups) == {"all", "en", "ru"}


def test_a_missing_reading_is_an_empty_one() -> None:
    result = evaluate([GOLD], {}, {})
    assert result.f1("person") == 0 and result.f1("visit") == 0
    assert "r1 visit missed: KZ>AZ Qanat Sabirov 2024-05-03" in result.misses


def test_an_invented_visit_costs() -> None:
    result = evaluate([NEGATIVE], {"r2": {"visits": [{"from": "KZ", "to": "AZ"}]}}, {})
    assert result.f1("negative kept empty") == 0
    assert any("visit invented" in line for line in result.misses)


def test_a_lost_qualifier_costs_an_office() -> None:
    found = changed()
    found["persons"][0]["office"] = "minister of energy"
    office = next(f for f in evaluate([GOLD], {"r1": found}, {}).groups["all"] if f.field == "person office")
    assert (office.right, office.found, office.wanted) == (2, 3, 3)


def test_activities_need_their_place_or_persons() -> None:
    found = changed()
    found["visits"][0]["activities"][1]["place"] = "Old Town"
    found["visits"][0]["activities"].reverse()
    result = evaluate([GOLD], {"r1": found}, {})
    assert result.f1("activity") == 0.5


def test_order_of_activities() -> None:
    found = changed()
    found["visits"][0]["activities"].reverse()
    result = evaluate([GOLD], {"r1": found}, {})
    assert result.f1("activity") == 1 and result.f1("activity order") == 0


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        ("Qanat Sabirov", "SABİROV Qanat", True),
        ("Qanat Sabirov", "Qanat Orazuly Sabirov", True),
        ("Qanat Sabirov", "Sabirov", False),
        ("Mr Sabirov", "Sabirov", True),
    ],
)
def test_names(a: str, b: str, same: bool) -> None:
    assert same_name(a, b) is same


def test_offices_ranks_titles() -> None:
    assert same_office("minister of interior", "minister of internal affairs")
    assert not same_office("deputy minister of energy", "minister of energy")
    assert same_rank("police colonel", "colonel") and not same_rank("lieutenant colonel", "colonel")
    assert same_title("Alley of Martyrs in Baku", "Alley of Martyrs") and not same_title(
        "Alley of Honour", "Alley of Martyrs"
    )


@pytest.mark.parametrize(
    ("spans", "proved"),
    [([[4, 9]], True), ([[4, 8]], False), ([], False), ([[4, 99]], False), ([[0, 3]], False), ([[0, 3], [4, 9]], True)],
)
def test_spans_prove_whole_words(spans: list[list[int]], proved: bool) -> None:
    assert proves("The ahead", spans, 120, lambda words: "ahead" in words) is proved


def test_a_folder_of_gold_and_a_file_of_readings(tmp_path: Path) -> None:
    (tmp_path / "r1.json").write_text(json.dumps(GOLD))
    (tmp_path / "readings.jsonl").write_text(json.dumps(GOLD) + "\n")
    assert evaluate_folder(tmp_path, tmp_path, tmp_path / "readings.jsonl").f1("all slots") == 1
    with pytest.raises(SourceError, match=r"r1\.txt is missing"):
        evaluate_folder(tmp_path, tmp_path)
    with pytest.raises(SourceError, match="no gold there"):
        evaluate_folder(tmp_path / "none", tmp_path)
