"""Own gold read from damaged copies of its texts: what a reader would still understand is still read."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any

import msgspec
import pytest

from elchi.evaluation.evidence import check_evidence
from elchi.evaluation.score import Sheet, score_report
from elchi.grammar.language import is_plain, language_codes, load_language
from elchi.model import Report
from elchi.reading.reader import read_report

OWN = Path(__file__).resolve().parent.parent / "gold"
FIELDS = {"person": 0.03, "person office": 0.05, "visit": 0.05, "all slots": 0.05, "activity": 0.06}
"""How far F1 may fall under that of the text as it was."""
LATIN, CYRILLIC = "aeopcxyiAEOPCXTKMHB", "аеорсхуіАЕОРСХТКМНВ"

Damage = Callable[[str, random.Random], str]


def no_damage(text: str, _: random.Random) -> str:
    return text


def mix_scripts(text: str, rng: random.Random) -> str:
    """Put letters of the other script into every third word of both scripts' letters."""
    to = str.maketrans(CYRILLIC, LATIN) if "и" in text else str.maketrans(LATIN, CYRILLIC)

    def change(match: re.Match[str]) -> str:
        word = match.group()
        at = rng.randrange(len(word))
        return word[:at] + word[at].translate(to) + word[at + 1 :] if rng.random() < 0.33 else word

    return re.sub(r"[^\W\d_]{5,}", change, text)


def insert_marks(text: str, rng: random.Random) -> str:
    """Soft hyphens and zero-width marks inside words, no-break spaces between them."""
    text = re.sub(r"(?<=[^\W\d_]{3})(?=[^\W\d_]{3})", lambda _: rng.choice(["", "", "", "\u00ad", "\u200b"]), text)
    return re.sub(r"(?<=\w) (?=\w)", lambda _: rng.choice([" ", " ", "\u00a0", "\u202f"]), text)


def hyphenate(text: str, rng: random.Random) -> str:
    """Break long words over lines with a hyphen."""

    def cut(match: re.Match[str]) -> str:
        word = match.group()
        at = rng.randrange(3, len(word) - 2)
        return f"{word[:at]}-\n{word[at:]}" if rng.random() < 0.2 else word

    return re.sub(r"[^\W\d_]{7,}", cut, text)


def stray_digits(text: str, rng: random.Random) -> str:
    """Put a digit into one of thirty words, inside it or at its end as the number of a note."""

    def stray(match: re.Match[str]) -> str:
        word = match.group()
        at = rng.randrange(1, len(word) + 1)
        return f"{word[:at]}{rng.randrange(1, 9)}{word[at:]}" if rng.random() < 0.03 else word

    return re.sub(r"[^\W\d_]{4,}", stray, text)


@cache
def own_gold(code: str) -> list[dict[str, Any]]:
    return [json.loads(p.read_text(encoding="utf-8")) for p in sorted((OWN / "gold").glob(f"own-{code}-*.json"))]


def score(code: str, damage: Damage, plain: dict[int, str] | None = None) -> Sheet:
    """Read the own gold of a language from damaged texts; `plain` letters replace those of text and gold."""
    sheet = Sheet()
    for gold in own_gold(code):
        text = (OWN / "texts" / f"{gold['id']}.txt").read_text(encoding="utf-8")
        if plain:
            text, gold = text.translate(plain), json.loads(json.dumps(gold, ensure_ascii=False).translate(plain))
        text = damage(text, random.Random(gold["id"]))
        known = {key: gold.get(key) for key in ("published", "outlet_country")}
        reading = msgspec.to_builtins(read_report(Report(id=gold["id"], text=text, language=code, **known)))
        score_report(sheet, reading, gold)
        check_evidence(sheet, reading, text)
    return sheet


def f1(sheet: Sheet, field: str) -> float:
    right, found, wanted = sheet.counts[field]
    return 2 * right / max(found + wanted, 1)


@cache
def whole(code: str) -> Sheet:
    return score(code, no_damage)


def assert_near(sheet: Sheet, code: str) -> None:
    for field, fall in FIELDS.items():
        assert f1(sheet, field) >= f1(whole(code), field) - fall, (field, f1(sheet, field), f1(whole(code), field))
    assert f1(sheet, "evidence") >= 0.99, sheet.misses


CODES = [code for code in language_codes() if list((OWN / "gold").glob(f"own-{code}-*"))]


@pytest.mark.parametrize("damage", [mix_scripts, insert_marks, hyphenate, stray_digits])
@pytest.mark.parametrize("code", CODES)
def test_damage(code: str, damage: Damage) -> None:
    assert_near(score(code, damage), code)


PLAIN = [code for code in CODES if load_language(code).settings.get("plain_below")]


def plain_letters(code: str) -> dict[int, str]:
    pairs = load_language(code).settings["ascii"]
    return str.maketrans({**pairs, **{k.upper() if k != "i" else "İ": v.upper() for k, v in pairs.items()}, "İ": "I"})


@pytest.mark.parametrize("code", PLAIN)
def test_without_diacritics(code: str) -> None:
    assert_near(score(code, no_damage, plain_letters(code)), code)


@pytest.mark.parametrize("code", PLAIN)
def test_what_is_written_without_diacritics(code: str) -> None:
    language = load_language(code)
    for gold in own_gold(code):
        text = (OWN / "texts" / f"{gold['id']}.txt").read_text(encoding="utf-8")
        assert not is_plain(text, language)
        assert is_plain(text.translate(plain_letters(code)), language)


MARKS = "’ʻ‘ʼ`´'"
MARKED = [code for code in PLAIN if "" in load_language(code).settings["ascii"].values()]


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize("code", MARKED)
def test_any_character_for_a_mark(code: str, mark: str) -> None:
    assert_near(score(code, no_damage, str.maketrans(dict.fromkeys(MARKS, mark))), code)
