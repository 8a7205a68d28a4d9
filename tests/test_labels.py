"""Records in words."""

from __future__ import annotations

import pytest

from elchi.labels import (
    item_line,
    office_line,
    person_ids,
    person_line,
    visit_date,
    visit_name,
    visit_values,
    visit_year,
)
from elchi.model import Person, Tenure, Visit

PERSON = Person(
    id="p-1",
    name="Qanat Sabirov",
    country="KZ",
    tenures=(
        Tenure(office="minister of energy", country="KZ", reports=("a",)),
        Tenure(office="ambassador", country="KZ", at="AZ", reports=("b",)),
    ),
)


@pytest.mark.parametrize(
    ("fields", "shown"),
    [
        ({"start": "2023-02-22", "end": "2023-02-23"}, "2023-02-22/2023-02-23"),
        ({"start": "2023-02-22", "end": "2023-02-22"}, "2023-02-22"),
        ({"start": "XXXX-02-22"}, "XXXX-02-22"),
        ({"end": "2023-02-23"}, "../2023-02-23"),
        ({"earliest": "2023-02-01", "latest": "2023-02-05"}, "(2023-02-01/2023-02-05)"),
        ({"latest": "2023-02-05"}, "(2023-02-05)"),
        ({}, "undated"),
    ],
)
def test_days(fields: dict[str, str], shown: str) -> None:
    assert visit_date(Visit(id="v", **fields)) == shown


def test_an_unknown_year_is_none() -> None:
    assert visit_year(Visit(id="v", start="XXXX-02-22")) is None
    assert visit_year(Visit(id="v", start="XXXX-02-22", latest="2023-03-01")) == "2023"


def test_a_person_with_the_office_of_the_day() -> None:
    assert person_line(PERSON, ["b"]) == "Qanat Sabirov (ambassador, KZ)"
    assert person_line(PERSON) == "Qanat Sabirov (minister of energy, ambassador, KZ)"
    assert office_line(PERSON.tenures[1]) == "ambassador of KZ in AZ"


def test_a_visit_in_one_phrase() -> None:
    visit = Visit(id="v", origin="KZ", kind="working", status="planned", head="p-1", start="2023-02", reports=("a",))
    words = visit_name(visit, {"p-1": PERSON})
    assert words == "2023-02, KZ > ?, working visit, planned, Qanat Sabirov (minister of energy, KZ)"


def test_every_person_of_a_visit_once() -> None:
    visit = Visit(
        id="v", head="p-1", hosts=("p-2", "p-1"), invited_by="UN", activities=({"kind": "meeting", "with": ["p-3"]},)
    )
    assert person_ids(visit) == ["p-1", "p-2", "p-3"]


def test_items() -> None:
    signed = {"kind": "plan", "title": "plan of work", "signatories": ["p-1"]}
    assert item_line(signed, {"p-1": PERSON}) == "plan “plan of work” signed by Qanat Sabirov"
    assert (
        item_line({"kind": "wreath_laying", "place": "Alley", "date": "2023-02-22"}, {})
        == "wreath laying at Alley on 2023-02-22"
    )


def test_filled_fields_in_order() -> None:
    visit = Visit(id="v", origin="KZ", hosts=("p-2", "p-3"), start="2023")
    assert visit_values(visit) == [("from", "KZ"), ("hosts", "p-2"), ("hosts", "p-3"), ("start", "2023")]
