"""Long texts and monotonous ones cost what they are long: calls are counted, not time."""

from __future__ import annotations

import sys
from types import FrameType

import pytest

from elchi.grammar.daterules import strip_endings
from elchi.model import Report
from elchi.reading.reader import read_report

SYLLABLES = [a + b for a in "bdgklmnrtv" for b in "aeiou"]
COUNTRIES = ("France", "Kenya", "Chile", "Norway", "Ghana", "Oman", "Egypt")
SHAPES = {
    "persons": "Minister {given} {name} met Minister {given} {other}. ",
    "a list of persons": "{given} {name}, ",
    "initials": "J. K. {name} and ",
    "capitals without a stop": "{shout} VISIT PARIS ",
    "offices alone": "He met the minister. The minister visited the plant. ",
    "figures without a stop": "trade turnover of 5 million dollars, ",
    "delegations": "The delegation of {country} led by {given} {name} arrived in Paris. ",
    "company": "He was accompanied by Minister {given} {name} of {country}. ",
    "line ends": "\n",
    "one word": "abcdefghijklmnop",
}


def _text(shape: str, length: int) -> str:
    pieces: list[str] = []
    number = size = 0
    while size < length:
        name, other = (_name(number * 2 + k) for k in (0, 1))
        given, country = ("John", "Anna", "Peter", "Maria")[number % 4], COUNTRIES[number % len(COUNTRIES)]
        piece = SHAPES[shape].format(name=name, other=other, shout=name.upper(), given=given, country=country)
        pieces.append(piece)
        size += len(piece)
        number += 1
    return f"Paris, 5 May 2024. {''.join(pieces)}"


def _name(number: int) -> str:
    count = len(SYLLABLES)
    return (SYLLABLES[number % count] + SYLLABLES[number // count % count] + SYLLABLES[number * 7 % count]).capitalize()


def _calls(text: str) -> int:
    """Return how many functions are called to read a text that was read before."""
    report = Report(id="long", text=text, language="en", outlet_country="FR", published="2024-05-06")
    read_report(report)
    count = 0

    def tell(frame: FrameType, event: str, argument: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    sys.setprofile(tell)
    try:
        read_report(report)
    finally:
        sys.setprofile(None)
    return count


@pytest.mark.parametrize("shape", SHAPES)
def test_a_text_twice_as_long_costs_twice_as_much(shape: str) -> None:
    once, twice = (_calls(_text(shape, length)) for length in (5_000, 10_000))
    assert twice < 2.5 * once


def test_stems_of_a_very_long_word_are_asked_for_its_last_letters_only() -> None:
    asked: list[str] = []

    class Word(str):
        def __getitem__(self, key: object) -> str:
            asked.append(str(key))
            return str.__getitem__(self, key)  # type: ignore[index]

    endings = frozenset(["ning", "da"])
    assert strip_endings(Word("x" * 5_000 + "da"), endings) == ("x" * 5_000,)
    assert len(asked) < 12
