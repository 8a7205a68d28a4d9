"""A folder written over into another script: spelling, capitals, stems whose last letter goes with the ending."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from elchi.grammar.language import in_twin_script, load_language
from elchi.grammar.twin import Speller, make_speller
from elchi.model import Report
from elchi.reading.reader import read_report
from elchi.sources.detect import detect_language

GOLD = Path(__file__).resolve().parent.parent / "gold"
UZBEK = sorted(path.stem for path in (GOLD / "gold").glob("own-uz-*.json"))


@pytest.fixture
def speller() -> Speller:
    return make_speller(load_language("uz").settings)


@pytest.mark.parametrize(
    ("latin", "cyrillic"),
    [
        ("O‘zbekiston Respublikasi", "Ўзбекистон Республикаси"),
        ("Ergashev yetib keldi", "Эргашев етиб келди"),
        ("Yo'ldosh ma'ruza qilayotgan edi", "Йўлдош маъруза қилаётган эди"),
        ("konferensiyasi, delegatsiyasi", "конференцияси, делегацияси"),
        ("general-mayor Is'hoqov", "генерал-майор Исҳоқов"),
        ("AQSH va YUNESKO", "АҚШ ва ЮНЕСКО"),
        ("22-oktabr, oktabrda", "22-октябрь, октябрда"),
    ],
)
def test_words_are_spelled_over(speller: Speller, latin: str, cyrillic: str) -> None:
    assert speller.spell(latin) == cyrillic


def test_the_end_of_a_word_has_no_start(speller: Speller) -> None:
    assert speller.spell("ev") == "эв"
    assert speller.spell("ev", inside=True) == "ев"


def test_the_last_letter_of_a_stem_goes_with_the_ending() -> None:
    twin = load_language("uz", twin=True)
    for form in ("қўйди", "қўяди", "қўйган"):
        assert twin.lexicon.analyse(form), form


def test_only_texts_in_the_other_script_are_read_by_it() -> None:
    uzbek = load_language("uz")
    assert in_twin_script("Вазир Тошкентга келди.", uzbek)
    assert not in_twin_script("Vazir Toshkentga keldi.", uzbek)
    assert not in_twin_script("Министр прибыл в Ташкент.", load_language("ru"))


@pytest.mark.parametrize("name", UZBEK)
def test_own_gold_is_read_alike_in_the_other_letters(speller: Speller, name: str) -> None:
    text = (GOLD / "texts" / f"{name}.txt").read_text(encoding="utf-8")
    gold = json.loads((GOLD / "gold" / f"{name}.json").read_text(encoding="utf-8"))
    given = {"published": gold["published"], "outlet_country": gold["outlet_country"]}
    latin = read_report(Report(id=name, text=text, language="uz", **given))
    other = speller.spell(text)
    assert detect_language(other) == ("uz", None)
    cyrillic = read_report(Report(id=name, text=other, language="uz", **given))
    assert [speller.spell(p.name) for p in latin.persons] == [p.name for p in cyrillic.persons]
    assert [(p.office, p.country) for p in latin.persons] == [(p.office, p.country) for p in cyrillic.persons]
    slots = ("origin", "destination", "kind", "status", "head", "start", "end", "places")
    for a, b in zip(latin.visits, cyrillic.visits, strict=True):
        assert [getattr(a, slot) for slot in slots] == [getattr(b, slot) for slot in slots]
        assert [act.kind for act in a.activities] == [act.kind for act in b.activities]
        assert all(other[start:end] for spans in b.slots.values() for start, end in spans)
