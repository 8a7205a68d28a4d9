"""Activities: one a host, one a site, each with the places and persons of its own clause."""

from __future__ import annotations

import pytest

from elchi.model import Report, VisitReading
from elchi.reading.reader import read_report

COMING = "Estonian Foreign Minister Taavi Kuldsepp arrived in Georgia on 3 May 2023 on an official visit. "


def visit(text: str, language: str = "en") -> VisitReading:
    report = Report(id="x", text=text, language=language, published="2023-05-05", outlet_country="GE")
    return read_report(report).visits[0]


def told(text: str, language: str = "en") -> list[tuple[str, str | None]]:
    return [(act.kind, act.place) for act in visit(text, language).activities]


def test_each_head_of_a_body_received_the_guest() -> None:
    received = "He was received by Prime Minister Levan Tsereteli and by Foreign Minister Nino Abashidze of Georgia."
    text = COMING + received
    assert [kind for kind, _ in told(text)].count("meeting") == 2


def test_each_site_with_a_name_is_a_visit() -> None:
    text = COMING + "The guests then visited the Police Academy and the National Museum."
    assert [p for kind, p in told(text) if kind == "site_visit"] == ["Police Academy", "National Museum"]


def test_a_clause_has_its_own_place() -> None:
    text = COMING + "He laid a wreath at the Alley of Heroes and signed the guest book at the Ministry of Defence."
    assert ("wreath_laying", "Alley of Heroes") in told(text)
    assert ("guest_book", "Ministry of Defence") in told(text)


def test_at_the_meeting_goes_on_telling_it() -> None:
    text = COMING + "He met with Prime Minister Levan Tsereteli. At the meeting the sides discussed trade."
    assert [kind for kind, _ in told(text)].count("meeting") == 1


@pytest.mark.parametrize(
    "sentence",
    [
        "Let us note that last year the two countries signed an agreement on transit.",
        "A meeting with the opposition did not take place.",
    ],
)
def test_what_was_before_or_not_at_all_is_none(sentence: str) -> None:
    assert {kind for kind, _ in told(COMING + sentence)} <= {"arrival"}


def test_someone_a_site_is_named_after_takes_no_part() -> None:
    found = visit(COMING + "He left flowers at the monument to Ilia Jorjadze.")
    assert all(not act.participants for act in found.activities if act.kind == "wreath_laying")


def test_who_invites_is_not_at_the_airport() -> None:
    text = (
        "Speaker of the Parliament of Georgia Levan Tsereteli arrived in Baku on an official visit at the invitation "
        "of his Azerbaijani counterpart, Sevil Rahimbayli. At the airport he was met by Deputy Speaker Fuad Guliyev."
    )
    arrival = next(act for act in visit(text, "en").activities if act.kind == "arrival")
    assert len(arrival.participants) == 1


def test_ministers_who_meet_in_a_third_country_visit_neither_of_theirs() -> None:
    text = "Georgia's Foreign Minister Nino Abashidze met her Latvian counterpart Janis Ozolins in New York."
    report = Report(id="x", text=text, language="en", published="2023-05-05", outlet_country="GE")
    assert read_report(report).visits == ()


def test_who_comes_after_an_airport_that_bears_a_name_is_not_honoured_by_it() -> None:
    text = (
        "Qazaxıstanın Baş naziri Asqar Beysenov Azərbaycana rəsmi səfərə gəlib. Qonağı Mirzə Həsənov Beynəlxalq Hava "
        "Limanında Baş nazirin müavini Şahin Talıbov qarşılayıb. Daha sonra Baş nazir Prezident Kamran Vəliyev "
        "tərəfindən qəbul edilib."
    )
    report = Report(id="x", text=text, language="az", published="2023-05-05", outlet_country="AZ")
    offices = {person.name: person.office for person in read_report(report).persons}
    assert offices["Şahin Talıbov"] == "deputy prime minister"
    assert offices["Kamran Vəliyev"] == "president"


def test_a_visit_concluded_on_a_day_ends_on_it() -> None:
    text = "A Kyrgyz delegation led by Deputy Prime Minister Azamat Toktosunov concluded a four-day visit to Georgia "
    text += "on Friday."
    assert visit(text, "en").start is None
    assert visit(text, "en").end == "2023-05-05"


def test_a_word_known_as_no_name_begins_none() -> None:
    text = "Azərbaycanlı nazir Milli Uşaq Cərrahiyyəsi Mərkəzində də olub."
    report = Report(id="x", text=text, language="az", published="2023-05-05", outlet_country="AZ")
    assert read_report(report).persons == ()
