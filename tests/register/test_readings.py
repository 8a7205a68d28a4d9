from __future__ import annotations

import json
from pathlib import Path

import msgspec
import pytest
from world import HEAD, HOST, make_told

from elchi.errors import SourceError
from elchi.query import Query
from elchi.register import Register

GOLD = {
    "id": "gold-1",
    "url": None,
    "lang": "en",
    "published": "2031-05-13",
    "outlet_country": "AZ",
    "text_sha256": "0" * 64,
    "text_chars": 200,
    "written": True,
    "persons": [
        {
            "id": "tural-qarasov",
            "name": HEAD,
            "position": "Minister of Energy",
            "rank": None,
            "organisation": None,
            "country": "AZ",
            "office": "minister of energy",
        },
        {"id": "daulet", "name": HOST, "position": None, "country": "KZ", "office": "minister of energy"},
    ],
    "visits": [
        {
            "main": True,
            "from": "AZ",
            "to": "KZ",
            "kind": None,
            "status": "completed",
            "head": "tural-qarasov",
            "hosts": ["daulet"],
            "invited_by": None,
            "start": "2031-05-12",
            "end": None,
            "duration_days": None,
            "places": ["Astana"],
            "activities": [{"kind": "meeting", "place": None, "date": None}],
            "documents": [],
            "topics": ["energy"],
        }
    ],
}


def test_gold_is_added_as_its_own_source(address: str, tmp_path: Path) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(json.dumps(GOLD) + "\n", encoding="utf-8")
    with Register.open(address) as register:
        assert register.add_readings(path) == 1
        assert register.add_readings(str(path)) == 0
        (visit,) = register.visits()
        assert (visit.origin, visit.destination, visit.reports) == ("AZ", "KZ", ("gold-1",))
        assert register.person(visit.head or "").name == HEAD
        assert {statement.source for statement in register.statements()} == {"reader:gold"}


def test_a_folder_of_single_objects_and_values(tmp_path: Path) -> None:
    (tmp_path / "one.json").write_text(json.dumps(GOLD, indent=1), encoding="utf-8")
    with Register.open(tmp_path / "r.db") as register:
        assert register.add_readings(tmp_path) == 1
        assert register.add_readings([{**GOLD, "id": "gold-2"}]) == 1
        assert register.visits()[0].reports == ("gold-1", "gold-2")


def test_a_reading_of_a_stored_report_keeps_its_text(tmp_path: Path) -> None:
    reading, report = make_told("a")
    with Register.open(tmp_path / "r.db") as register:
        register.add(reading, report)
        line = msgspec.to_builtins(msgspec.structs.replace(reading, visits=()))
        assert register.add_readings([line]) == 1
        assert register.visits() == []
        assert register.report("a").text == report.text
        assert register.search("memorandum")
        assert register.add(reading, report)
        assert len(register.visits()) == 1


@pytest.mark.parametrize("line", ['{"id": "x", "persons": 3}', "[1]", '{"no": "id"}', "{"])
def test_what_is_no_reading_is_named(tmp_path: Path, line: str) -> None:
    path = tmp_path / "r.jsonl"
    path.write_text(json.dumps(GOLD) + "\n" + line + "\n", encoding="utf-8")
    with Register.open(tmp_path / "r.db") as register, pytest.raises(SourceError, match="line 2"):
        register.add_readings(path)


def test_an_authority_list_gives_names_offices_and_ids(address: str, tmp_path: Path) -> None:
    path = tmp_path / "ministers.csv"
    path.write_text(
        "name,aliases,office,country,since,until,wikidata\n"
        f"{HEAD},Тураль Гарашов|T. Qaraşov,minister of energy,AZ,2029-01-04,,http://www.wikidata.org/entity/Q999999001\n",
        encoding="utf-8",
    )
    with Register.open(address) as register:
        register.add(*make_told("a"))
        assert register.import_authority(path) > 0
        assert register.import_authority(path) == 0
        person = register.person(HEAD)
        assert person.wikidata == "Q999999001"
        assert person.id == register.visits()[0].head
        assert [each.id for each in register.persons(Query.from_words({"person": "Гарашов"}))] == [person.id]
        assert [tenure.first_seen for tenure in person.tenures] == ["2029-01-04"]
        path.write_text("name,office,country\nSomebody Else,minister of energy,AZ\n", encoding="utf-8")
        register.import_authority(path)
        assert register.person(HEAD).wikidata is None


def test_a_list_without_names_is_named(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_text("office,country\nminister of energy,AZ\n", encoding="utf-8")
    with Register.open(tmp_path / "r.db") as register, pytest.raises(SourceError, match="row 1 has no name"):
        register.import_authority(path)


def test_rows_of_one_id_are_one_person(tmp_path: Path) -> None:
    path = tmp_path / "list.jsonl"
    rows = [
        {"id": 7, "name": HEAD, "office": "minister of energy", "country": "AZ", "since": "2029"},
        {"id": 7, "name": "T. Qaraşov", "office": "ambassador", "country": "AZ", "at": "KZ", "until": "2028"},
    ]
    path.write_text("\n".join(json.dumps(row) for row in rows), encoding="utf-8")
    with Register.open(tmp_path / "r.db") as register:
        register.import_authority(path)
        (person,) = register.persons()
        assert {tenure.office for tenure in person.tenures} == {"minister of energy", "ambassador"}
        assert register.who("ambassador", "AZ", at="KZ")[0].person == person


@pytest.mark.parametrize(
    ("row", "complaint"),
    [
        ({"names": 5}, "names is neither a text nor a list"),
        ({"wikidata": "Tural"}, "'Tural' is no Wikidata id"),
        ({"offices": ["minister"]}, "offices is no list of objects"),
        ({"office": 7}, "office is no text"),
        ({"office": "minister of energy", "since": "2029-13-40"}, "'2029-13-40' is no date"),
        ({"offices": [{"office": "minister of energy", "until": "soon"}]}, "'soon' is no date"),
        ({"office": "ambassador", "since": "2029-05", "until": "2029-04"}, "ends on 2029-04, before it begins"),
    ],
)
def test_a_row_that_makes_no_sense_is_named_and_nothing_of_its_list_added(
    tmp_path: Path, row: dict[str, object], complaint: str
) -> None:
    path = tmp_path / "list.jsonl"
    path.write_text("\n".join(json.dumps(each) for each in ({"name": HEAD}, {"name": HEAD, **row})), encoding="utf-8")
    with Register.open(tmp_path / "r.db") as register:
        with pytest.raises(SourceError, match="row 2") as error:
            register.import_authority(path)
        assert complaint in str(error.value)
        assert register.persons() == []


@pytest.mark.parametrize("mark", [",", ";", "\t"])
def test_cells_may_be_parted_as_tables_of_many_countries_are(tmp_path: Path, mark: str) -> None:
    path = tmp_path / "list.csv"
    rows = (("name", "office", "country"), (HEAD, "minister of energy", "AZ"))
    path.write_text("\n".join(mark.join(row) for row in rows), encoding="utf-8")
    with Register.open(tmp_path / "r.db") as register:
        register.import_authority(path)
        (person,) = register.persons()
        assert (person.name, person.country, person.tenures[0].office) == (HEAD, "AZ", "minister of energy")


def test_namesakes_in_one_office_stay_apart_by_their_wikidata_ids(tmp_path: Path) -> None:
    held = {"name": HEAD, "office": "minister of energy", "country": "AZ"}
    rows = [{**held, "since": since} for since in ("2028", "2029")]
    found = []
    for ids in (("Q999999001", "Q999999002"), ("Q999999001", None)):
        path = tmp_path / "list.jsonl"
        told = [{**row, "wikidata": id} for row, id in zip(rows, ids, strict=True)]
        path.write_text("\n".join(json.dumps(each) for each in told), encoding="utf-8")
        with Register.open(tmp_path / f"{len(found)}.db") as register:
            register.import_authority(path)
            found.append(sorted(person.wikidata for person in register.persons()))
    assert found == [["Q999999001", "Q999999002"], ["Q999999001"]]
