"""What the interface says in its languages: nothing is left in English, dates and offices are as people write them."""

from __future__ import annotations

import re
from importlib.resources import files

import pytest
from babel.messages.pofile import read_po

from elchi.brief import make_brief
from elchi.model import Tenure, Visit
from elchi.register import Register
from elchi.web.speech import Spoken
from elchi.web.words import levels, load_catalogs

WORDS = load_catalogs()
OTHERS = sorted(code for code, words in WORDS.items() if not words.is_source)


def test_there_is_one_source_and_the_languages_that_ship() -> None:
    assert {"az", "en", "kk", "ru"} <= WORDS.keys()
    assert [code for code, words in WORDS.items() if words.is_source] == ["en"]


@pytest.mark.parametrize("code", OTHERS)
def test_every_text_is_translated_with_the_same_values_put_in(code: str) -> None:
    with files("elchi.web").joinpath("locales", f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    for message in filter(lambda each: each.id, catalog):
        ids = message.id if isinstance(message.id, tuple | list) else (message.id,)
        texts = message.string if isinstance(message.string, tuple | list) else (message.string,)
        assert all(texts), f"{code}: {ids[0]!r} is not translated"
        wanted = set(re.findall(r"%\(\w+\)[sd]|%s", ids[-1]))
        for text in texts:
            assert set(re.findall(r"%\(\w+\)[sd]|%s", text)) == wanted, f"{code}: {text!r}"


@pytest.mark.parametrize(
    ("code", "date", "range_"),
    [
        ("en", "February 22, 2023", "Feb 22 – 24, 2023"),
        ("ru", "22 февраля 2023 г.", "22–24 февр. 2023 г."),
        ("az", "22 fevral 2023", "22–24 fev 2023"),
        ("kk", "2023 ж. 22 ақпан", "2023 ж. 22–24 ақп."),
    ],
)
def test_dates_are_written_as_the_language_has_them(code: str, date: str, range_: str) -> None:
    words = WORDS[code]
    plain = lambda text: " ".join(text.replace("\u2009", " ").split())  # noqa: E731
    assert plain(words.date("2023-02-22")) == date
    assert sorted(re.findall(r"\w+", plain(words.range("2023-02-22", "2023-02-24")))) == sorted(
        re.findall(r"\w+", range_)
    )
    assert words.range("2023-02-22", "2023-02-22") == words.date("2023-02-22")


def test_dates_that_are_not_whole_stay_so() -> None:
    words = WORDS["en"]
    assert words.date("2023") == "2023"
    assert words.date("2023-02") == "February 2023"
    assert words.date("XXXX-04-25") == "April 25, ?"
    assert words.date("2023-02-31") == "2023-02-31"
    assert words.date(None) == "" and words.range(None, None) == ""
    assert words.days(Visit(id="v", earliest="2023-01-01", latest="2023-12-31")).startswith("(")
    assert words.days(Visit(id="v")) == "undated"


def test_names_of_what_is_not_known_stay_as_they_are() -> None:
    for words in WORDS.values():
        assert words.country(None) == "?" and words.country("OTS") and words.country("no-country") == "no-country"
        assert words.term("activity", "flying_high") == "flying high" and words.term("activity", None) == ""
        assert words.office("keeper of the seals") == "keeper of the seals"


@pytest.mark.parametrize("code", OTHERS)
def test_offices_are_put_together_from_post_and_portfolio(code: str) -> None:
    words = WORDS[code]
    for office in ("minister of defence", "deputy minister of internal affairs", "ambassador", "prosecutor general"):
        assert words.office(office) != office
    held = words.held(Tenure(office="ambassador", country="KZ", at="AZ"))
    assert words.country("KZ") in held and words.country("AZ") in held
    with files("elchi.web").joinpath("locales", f"{code}.po").open("rb") as file:
        catalog = read_po(file, locale=code)
    assert set(levels()) <= {message.id for message in catalog if message.context == "level"}


@pytest.mark.parametrize("code", sorted(WORDS))
def test_a_briefing_is_told_in_the_language_with_the_same_reports(samples: Register, code: str) -> None:
    visit = max(samples.visits(), key=lambda each: (len(each.conflicts), len(each.reports)))
    for asked in ({"country": "KZ"}, {"visit": visit.id}, {"person": visit.head or ""}):
        plain = make_brief(samples, **asked)
        told = make_brief(samples, **asked, speech=Spoken(WORDS[code]))
        assert [section.title for section in told.sections] != [] and told.sources == plain.sources
        for one, other in zip(plain.sections, told.sections, strict=True):
            assert len(one.lines) == len(other.lines)
            assert sorted(line.reports for line in one.lines) == sorted(line.reports for line in other.lines)
        if code != "en":
            english = {section.title for section in make_brief(samples, **asked, speech=Spoken(WORDS["en"])).sections}
            assert english.isdisjoint(section.title for section in told.sections)
            said = " ".join(line.text for section in told.sections for line in section.lines)
            for word in ("minister", "completed", "seen", "signed by", "meeting", "mentioned", " and ", " or "):
                assert word not in said, word
