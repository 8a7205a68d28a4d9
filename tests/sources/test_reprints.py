"""Reprints: a text with light edits is one, another report of the same visit is none."""

from __future__ import annotations

import itertools
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elchi.sources.reprints import REPRINT, is_reprint, likeness, sketch

VOCABULARY = ["minister", "came", "to", "baku", "and", "met", "his", "colleague"]
WORDS = st.lists(st.sampled_from(VOCABULARY), max_size=80)


@given(WORDS, WORDS)
def test_likeness_is_even_handed_and_between_nought_and_one(left: list[str], right: list[str]) -> None:
    a, b = sketch(" ".join(left)), sketch(" ".join(right))
    assert likeness(a, b) == likeness(b, a)
    assert 0 <= likeness(a, b) <= 1
    assert not left or likeness(a, a) == 1


def test_light_edits_are_a_reprint_and_other_words_are_none() -> None:
    words = [f"word{n}" for n in range(300)]
    edited = [w if n % 25 else "other" for n, w in enumerate(words)]
    assert is_reprint(sketch(" ".join(words)), sketch(" ".join(edited)))
    assert not is_reprint(sketch(" ".join(words)), sketch(" ".join(reversed(words))))
    assert not is_reprint(sketch(""), sketch(""))


def test_stories_at_hand() -> None:
    shared = Path(os.environ.get("ELCHI_SHARED") or Path(__file__).parents[3] / "shared") / "stories"
    if not shared.is_dir():
        pytest.skip("the stories are not here (ELCHI_SHARED)")
    sketches = {p.stem: sketch(p.read_text(encoding="utf-8")) for p in sorted((shared / "texts").glob("*.txt"))}
    truth = json.loads((shared / "truth.json").read_text(encoding="utf-8"))["reprints"]
    pairs = {(a, b): likeness(sketches[a], sketches[b]) for a, b in itertools.combinations(sketches, 2)}
    found = {pair for pair, value in pairs.items() if value >= REPRINT}
    assert len(found) == len(truth)
    assert all(value < 0.1 for pair, value in pairs.items() if pair not in found)
