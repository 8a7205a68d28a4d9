"""The reader against gold: no figure may fall under its floor. Raise a floor when the reader has risen above it."""

from __future__ import annotations

import os
from functools import cache
from pathlib import Path

import pytest

from elchi.evaluate import Evaluation, evaluate_folder
from elchi.grammar.language import language_codes

OWN = Path(__file__).resolve().parent.parent / "gold"
MORE = Path(os.environ["ELCHI_GOLD"]) if os.environ.get("ELCHI_GOLD") else None

FLOORS = {
    "person": 0.95,
    "person office": 0.85,
    "person rank": 0.8,
    "person country": 0.7,
    "visit": 0.8,
    "all slots": 0.75,
    "activity": 0.5,
    "document": 0.85,
    "negative kept empty": 1.0,
    "evidence": 1.0,
}
SEED_FLOORS = {"person": 0.9, "person office": 0.8, "visit": 0.9, "all slots": 0.85, "evidence": 1.0}


@cache
def own() -> Evaluation:
    return evaluate_folder(OWN / "gold", OWN / "texts")


@pytest.mark.parametrize("field", FLOORS)
@pytest.mark.parametrize("language", language_codes())
def test_own_gold(language: str, field: str) -> None:
    figure = own().f1(field, language)
    assert figure >= FLOORS[field], f"{language} {field}: F1 {figure:.3f}"


def test_no_visit_is_invented_in_own_gold() -> None:
    visit = next(each for each in own().groups["all"] if each.field == "visit")
    assert visit.right == visit.found, [line for line in own().misses if "visit invented" in line]


@pytest.mark.parametrize("field", SEED_FLOORS)
def test_gold_from_outside(field: str) -> None:
    if MORE is None or not (MORE / "gold").is_dir():
        pytest.skip("set ELCHI_GOLD to a folder with gold/ and seeds/ to score these as well")
    figure = evaluate_folder(MORE / "gold", MORE / "seeds").f1(field)
    assert figure >= SEED_FLOORS[field], f"{field}: F1 {figure:.3f}"
