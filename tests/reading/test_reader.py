"""What holds for the reading of any text, however bad: nothing raises, and every value stands on words of the text."""

from __future__ import annotations

import subprocess
import sys
from functools import cache
from pathlib import Path

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from elchi.evaluation.evidence import check_evidence
from elchi.evaluation.score import SLOTS, Sheet
from elchi.grammar.language import language_codes
from elchi.model import Reading, Report
from elchi.reading.reader import LONGEST, read_report

TEXTS = Path(__file__).resolve().parent.parent / "gold" / "texts"
QUICK = settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
LANGUAGES = language_codes()
DAMAGE = [*" \n\u00ad\u00a0\u202e\u2067\x00\u200b\"1İё\ufffd\U0001f600", "-\n", ". ", ", "]


@cache
def own_texts() -> dict[str, list[str]]:
    """The texts of the own gold by language."""
    found: dict[str, list[str]] = {code: [] for code in LANGUAGES}
    for path in sorted(TEXTS.glob("own-*.txt")):
        found[path.stem.split("-")[1]].append(path.read_text(encoding="utf-8"))
    return found


def read(text: str, language: str | None, published: str | None = "2023-05-17") -> Reading:
    return read_report(
        Report(id="r", text=text, language=language, published=published, outlet_country="AZ"), mentions=True
    )


def assert_sound(reading: Reading, text: str) -> None:
    """Every value has words of the text behind it, and every reference leads somewhere."""
    plain = msgspec.to_builtins(reading)
    sheet = Sheet()
    check_evidence(sheet, plain, text)
    assert sheet.misses == []
    ids = [person.id for person in reading.persons]
    assert len(set(ids)) == len(ids)
    for person in reading.persons:
        assert person.name.strip() and 0 < person.confidence <= 1
        assert person.office is None or "; ".join(dict.fromkeys(person.office.split("; "))) == person.office
    for visit in plain["visits"]:
        assert 0 < visit["confidence"] <= 1
        assert {slot for slot in SLOTS if visit[slot]} <= set(visit["slots"])
        assert all(visit[slot] for slot in visit["slots"])
        people = [visit["head"], *visit["hosts"], *visit["participants"]]
        people += [p for activity in visit["activities"] for p in activity["with"]]
        people += [p for document in visit["documents"] for p in document["signatories"]]
        assert {p for p in people if p} <= set(ids)
        assert visit["start"] is None or visit["end"] is None or visit["start"] <= visit["end"] or "X" in visit["start"]
        for item in (*visit["activities"], *visit["documents"], *visit["awards"]):
            assert item["evidence"]
    for mention in reading.mentions or ():
        assert 0 <= mention.start < mention.end <= len(text)
        assert text[mention.start : mention.end].strip() == text[mention.start : mention.end]


@st.composite
def patched(draw: st.DrawFn) -> tuple[str, str]:
    """Lines of several reports of a language in any order, with damage put between words."""
    code = draw(st.sampled_from([code for code in LANGUAGES if own_texts()[code]]))
    lines = [line for text in own_texts()[code] for line in text.split("\n") if line.strip()]
    words = " ".join(draw(st.lists(st.sampled_from(lines), min_size=1, max_size=4))).split(" ")
    for at in draw(st.lists(st.integers(0, len(words) - 1), max_size=6)):
        word, mark = words[at], draw(st.sampled_from(DAMAGE))
        words[at] = draw(st.sampled_from([word.upper(), word[::-1], word[:3], "", word + mark]))
    return code, " ".join(words)


@QUICK
@given(patched())
def test_damaged_reports_give_only_what_their_words_prove(case: tuple[str, str]) -> None:
    code, text = case
    assert_sound(read(text, code), text)


def test_a_number_written_on_to_a_word_is_shown_with_it() -> None:
    """Marks of footnotes stay behind their words when a page is copied."""
    text = (
        "MONQOLUSTANIN xarici işlər naziri1 Qanbold Erdenesuren mayın 16-da ikigünlük rəsmi səfərlə Azərbaycana gəlib."
    )
    reading = read(text, "az")
    assert_sound(reading, text)
    start, end = reading.persons[0].slots["position"][0]
    assert text[start:end] == "MONQOLUSTANIN xarici işlər naziri1"


@QUICK
@given(st.text(max_size=300), st.sampled_from([*LANGUAGES, None]))
def test_any_text_can_be_read(text: str, code: str | None) -> None:
    assert_sound(read(text, code), text)


@pytest.mark.parametrize("code", LANGUAGES)
@pytest.mark.parametrize(
    "text",
    [
        "", " ", "\n\n\r\n", "...,,,;;;!?!?", "-" * 5000, "(((((" * 500, '"' * 999, "\x00" * 50, "\ud800 \udfff",
        "\u202e\u2066\u2069" * 40,
        "1" * 3000, "12.12.12.12/1/1-1-1", "A. B. C. D. E. F. G. " * 50,
        "İ̇ı ﬁ ß ǅ ℌ ①② ٣٤", "\u00ad" * 100, "a\u0301" * 200,
        "2023 2023-2024 31 31 31 99 00", "€ 1 000 000 000 000 000 000 000",
        "日本の首相がアゼルバイジャンを訪問した。", "زيارة رسمية",
    ],
    ids=lambda text: ascii(text[:8]),
)  # fmt: skip
def test_texts_without_sense_give_nothing(text: str, code: str) -> None:
    reading = read(text, code)
    assert_sound(reading, text)
    assert reading.visits == ()


@pytest.mark.parametrize("code", LANGUAGES)
def test_capitals_throughout_invent_nothing(code: str) -> None:
    for text in own_texts()[code]:
        assert_sound(read(text.upper(), code), text.upper())


@pytest.mark.parametrize("code", LANGUAGES)
def test_reports_on_one_line(code: str) -> None:
    text = " ".join(" ".join(own_texts()[code]).split())
    assert_sound(read(text, code), text)


def test_a_text_beyond_the_limit_is_cut_and_said() -> None:
    text = "word " * (LONGEST // 5 + 1000)
    reading = read(text, LANGUAGES[0])
    assert any("text cut" in warning for warning in reading.warnings)
    assert reading.text_chars == len(text)


def test_reading_is_a_function_of_the_report() -> None:
    first = [read(text, code) for code in LANGUAGES for text in own_texts()[code][:3]]
    assert first == [read(text, code) for code in LANGUAGES for text in own_texts()[code][:3]]


def test_the_order_of_sets_decides_nothing() -> None:
    """Two processes with other hash seeds print the same bytes."""
    files = [str(path) for path in sorted(TEXTS.glob("own-*-0[1-5].txt"))]
    command = [sys.executable, "-m", "elchi", "read", "--mentions", "--format", "jsonl", *files]
    outputs = [
        subprocess.run(command, capture_output=True, check=True, env={"PYTHONHASHSEED": seed, **_environment()}).stdout
        for seed in ("1", "2")
    ]
    assert outputs[0] == outputs[1] and outputs[0].count(b"\n") == len(files)


def _environment() -> dict[str, str]:
    import os

    kept = {name: value for name, value in os.environ.items() if name != "PYTHONHASHSEED"}
    return {**kept, "PYTHONPATH": str(TEXTS.parents[2] / "src")}


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Qazaqstan Syrtqy ister ministri Baqyt Oraıbaev Bakýge resmi saparmen keldi.", "Latin"),
        ("Qazaqstannyñ Syrtqı ister ministri Baqıt Oraybaev Bakuge resmi saparmen keldi jäne kezdesti.", "Latin"),
        ("Азәрбајҹанын харици ишләр назири Елчин Сәфәрли рәсми сәфәрлә Алматыја ҝәлиб.", "Cyrillic"),
        ("Міністр закордонних справ України прибув до Баку з офіційним візитом і провів переговори.", "Ukrainian"),
    ],
)
def test_what_cannot_be_read_is_said_and_left_alone(text: str, word: str) -> None:
    reading = read(text, None)
    assert any(word in warning and "set aside" in warning for warning in reading.warnings), reading.warnings
    assert reading.persons == () and reading.visits == () and reading.mentions in (None, ())


def test_words_of_a_value_that_was_taken_back_prove_nothing() -> None:
    text = (
        "В тот же день Матею Кобал принял премьер-министр Казахстана Нурлан Оспанкулов. Разговор шел о "
        "порте Копер, через который казахстанское зерно могло бы попадать в Центральную Европу. ртсиниМ "
        "иностранных дел Федеративной Республики Бразилии Жоаким Перейра Невис совершит поездку по трем "
        "странам Центральной Азии. Как пишет газета, турне начнется 26 августа в Узбекистане, продолжится в "
        "Кыргызстане и завершится в Казахстане 31 августа. Председатель Государственного собрания "
        "Республики Словения Матея Кобал, чей официальный визит в Казахстан завершился вчера, 21 сентября, "
        "призналась: до этой осени она знала о степи лишь по фильмам. Приехала она по приглашению "
        "председателя Мажилиса Парламента РК Даулета Серикбаева 18 сентября, и первой остановкой стала "
        "столица."
    )
    assert_sound(read(text, "ru"), text)
