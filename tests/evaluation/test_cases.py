"""Every golden case of every language folder, and the runner itself."""

from __future__ import annotations

from typing import Any

import pytest

from elchi.evaluation.cases import case_problems, load_cases, run_case
from elchi.grammar.check import check_folder
from elchi.grammar.language import language_codes

CASES = [(code, case) for code in language_codes() for case in load_cases(code)]
READING: dict[str, Any] = {
    "persons": [{"id": "p1", "name": "Qanat Sabirov", "office": "minister of energy; envoy", "country": "KZ"}],
    "visits": [
        {
            "from": "KZ",
            "to": "AZ",
            "head": "p1",
            "invited_by": None,
            "hosts": [],
            "participants": [],
            "places": ("Baku",),
            "activities": [{"kind": "arrival"}, {"kind": "meeting", "place": "Bakı", "with": ["p1"]}],
            "documents": [],
            "awards": [],
        }
    ],
}


@pytest.mark.parametrize(
    ("code", "case"), CASES, ids=[f"{code}-{case['file']}-{case.get('name')}" for code, case in CASES]
)
def test_golden_case(code: str, case: dict[str, Any]) -> None:
    assert run_case(case, code) == []


@pytest.mark.parametrize("code", language_codes())
def test_the_form_of_a_folder(code: str) -> None:
    assert check_folder(code) == []


@pytest.mark.parametrize(
    "case",
    [
        {"person": [{"name": "Qanat Sabirov", "office": "envoy"}]},
        {"visit": [{"from": "KZ", "head": "Qanat Sabirov", "places": ["Baku"], "not_activity": ["signing"]}]},
        {"visit": [{"activities": ["arrival", "meeting at Bakı", "meeting with Qanat Sabirov"]}]},
        {"not_person": ["Sabirov"]},
    ],
)
def test_what_is_there(case: dict[str, Any]) -> None:
    assert list(case_problems(case, READING)) == []


@pytest.mark.parametrize(
    "case",
    [
        {"none": True},
        {"person": [{"name": "Qanat"}]},
        {"visit": [{"to": "TR"}]},
        {"visit": [{"activities": ["arrival", "signing"]}]},
        {"visit": [{"activities": ["meeting", "meeting"]}]},
        {"visit": [{"activities": ["arrival at Bakı"]}]},
        {"visit": [{"not_activity": ["arrival"]}]},
        {"visit": [{"hall": "x"}]},
        {"not_person": ["Qanat Sabirov"]},
    ],
)
def test_what_is_not(case: dict[str, Any]) -> None:
    assert list(case_problems(case, READING))
