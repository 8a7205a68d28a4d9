from __future__ import annotations

import itertools
from pathlib import Path

import pytest
from world import HEAD, HOST, make_told

from elchi.errors import JudgementError, QueryError
from elchi.export.jsonl import export_jsonl
from elchi.query import Query
from elchi.register import Register

TOLD = [
    make_told("a"),
    make_told(
        "b",
        f"The talks of {HEAD} with {HOST} have begun in the capital.",
        outlet="Second",
        kind="state",
        status="ongoing",
        published="2031-05-12",
        language="az",
    ),
    make_told("c", start="2031-11-02", kind="working", places=("Almaty",)),
    make_told("d", start="2030-02-01", head="Nurlan Beisenov", host="Rauf Tağızadə"),
]


def fill(register: Register, told: object = TOLD) -> None:
    for reading, report in told:  # type: ignore[attr-defined]
        register.add(reading, report)


def export(register: Register, folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in export_jsonl(register, folder, with_texts=True)}


def test_a_report_becomes_a_visit_with_persons(address: str) -> None:
    with Register.open(address) as register:
        assert register.add(*TOLD[0])
        (visit,) = register.visits()
        assert (visit.origin, visit.destination, visit.start) == ("AZ", "KZ", "2031-05-12")
        assert visit.reports == ("a",)
        assert register.person(visit.head or "").name == HEAD
        assert {person.name for person in register.persons()} == {HEAD, HOST}
        assert register.report("a").text == TOLD[0][1].text
        assert register.counts()["reports"] == 1
    with Register.open(address, create=False) as register:
        assert len(register.visits()) == 1


def test_adding_twice_changes_nothing(address: str, tmp_path: Path) -> None:
    with Register.open(address) as register:
        fill(register)
        before = export(register, tmp_path / "before")
        assert not any(register.add(reading, report) for reading, report in TOLD)
        assert export(register, tmp_path / "after") == before


def test_order_of_adding_does_not_show(tmp_path: Path) -> None:
    exports = []
    for number, told in enumerate(itertools.permutations(TOLD)):
        with Register.open(tmp_path / f"{number}.db") as register:
            fill(register, told)
            exports.append(export(register, tmp_path / f"out{number}"))
    assert all(each == exports[0] for each in exports)


def test_both_databases_export_the_same(postgres: str, tmp_path: Path) -> None:
    exports = []
    for number, address in enumerate((postgres, str(tmp_path / "r.db"))):
        with Register.open(address) as register:
            fill(register)
            exports.append(export(register, tmp_path / f"out{number}"))
    assert exports[0] == exports[1]


def test_a_changed_text_is_a_new_revision(address: str) -> None:
    with Register.open(address) as register:
        fill(register, TOLD[:2])
        old = register.visits()[0].id
        reading, report = make_told("a", f"New: {HEAD} met {HOST} at length.", start="2031-05-12")
        assert register.put(reading, report) == "replaced"
        (visit,) = register.visits()
        assert set(visit.reports) == {"a", "b"}
        assert register.report("a").text == report.text
        assert {each.report for each in register.statements()} == {
            visit_report(register, "a"),
            visit_report(register, "b"),
        }
        assert register.visit(old).id == visit.id


def visit_report(register: Register, id: str) -> str:
    return register.report(id).revision


def test_same_id_of_other_addresses_are_two_reports(tmp_path: Path) -> None:
    first = make_told("1", url="https://one.example/1")
    second = make_told("1", url="https://two.example/1", start="2029-01-01")
    names = []
    for number, told in enumerate(([first, second], [second, first])):
        with Register.open(tmp_path / f"{number}.db") as register:
            fill(register, told)
            names.append([(report.id, report.url) for report in register.reports()])
            assert {report for visit in register.visits() for report in visit.reports} == {
                name for name, _ in names[-1]
            }
            assert not register.add(*first)
    assert names[0] == names[1]
    assert len(names[0]) == 2


def test_filters(address: str) -> None:
    with Register.open(address) as register:
        fill(register)

        def found(**words: object) -> set[str]:
            return {visit.start or "" for visit in register.visits(Query.from_words(words))}

        everything = {"2031-05-12", "2031-11-02", "2030-02-01"}
        assert found() == everything
        assert found(kind="working") == {"2031-11-02"}
        assert found(since="2031", until="2031-06") == {"2031-05-12"}
        assert found(person="Beisenov") == {"2030-02-01"}
        assert found(person="Бейсенов Нурлан") == {"2030-02-01"}
        assert found(person="Nobody Atall") == set()
        assert found(office="minister of energy", country="AZ") == everything
        assert found(office="Minister", country="AZ") == everything
        assert found(office="minister of culture") == set()
        assert found(portfolio="energy", to="KZ") == everything
        assert found(activity="signing") == set()
        assert found(document="memorandum") == everything
        assert found(document="wind energy") == everything
        assert found(language="az") == {"2031-05-12"}
        assert found(sources=2) == {"2031-05-12"}
        assert found(review="conflicts") == {"2031-05-12"}
        assert found(text="memorandum Astana") == everything
        assert [visit.start for visit in register.visits(Query.from_words({"sort": "-start"}))] == sorted(everything)[
            ::-1
        ]
        assert [visit.start for visit in register.visits(Query.from_words({"limit": 1, "offset": 1}))] == ["2031-05-12"]
        assert register.count_visits(Query.from_words({"limit": 1})) == 3
        facets = {facet.value: facet.count for facet in register.facets()["year"]}
        assert facets == {"2031": 2, "2030": 1}
        assert [person.name for person in register.persons(Query.from_words({"country": "KZ"}))] == [
            HOST,
            "Rauf Tağızadə",
        ]


def test_search_in_any_case_form_and_script(address: str) -> None:
    text = f"{HEAD} Qazaxıstana səfər edib, {HOST} ilə Bakıda görüşüb."
    other = f"Министр {HEAD} посетил Казахстан, его принял {HOST}."
    with Register.open(address) as register:
        register.add(*make_told("az", text, language="az"))
        register.add(*make_told("ru", other, language="ru"))

        def found(words: str) -> set[str]:
            return {hit.report for hit in register.search(words)}

        assert found("QAZAXISTANA") == found("qazaxıstan") == found("Казахстан") == found("Kazakhstan") == {"az", "ru"}
        assert found('"Bakıda görüşüb"') == {"az"}
        assert found('"görüşüb Bakıda"') == set()
        assert found("bakı görüşüb") == {"az"}
        assert found("bakı посетил") == set()
        assert found('" OR " NEAR( * "') == set()
        (hit,) = register.search("Bakı")
        assert [text[start:end] for start, end in hit.spans] == ["Bakıda"]
        assert "Bakıda" in hit.snippet


def test_who_held_an_office(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        held = register.who("minister of energy", "AZ")
        assert [each.person for each in register.who("minister", "AZ")] == [each.person for each in held]
        assert [(each.person.name, each.tenure.first_seen) for each in held] == [
            (HEAD, "2031-05-12"),
            ("Nurlan Beisenov", "2031-05-13"),
        ]
        assert register.who("minister of energy", "AZ", on="2031-05-12")[0].person.name == HEAD
        (near,) = register.who("minister of energy", "KZ", on="2040-01-01")
        assert near.note and "not seen on that day" in near.note
        assert register.who("minister of energy", "UZ") == []


def test_judging_and_undoing(address: str, tmp_path: Path) -> None:
    with Register.open(address) as register:
        fill(register)
        before = {visit.id: visit for visit in register.visits()}
        one, two = sorted(visit.id for visit in register.visits(Query.from_words({"since": "2031"})))
        judgement = register.judge("same", one, two, why="the second report errs", who="desk")
        merged = register.visits(Query.from_words({"since": "2031"}))
        assert [visit.id for visit in merged] == [one]
        assert register.visit(two).id == one
        with pytest.raises(JudgementError):
            register.judge("perhaps", one, two)
        export_jsonl(register, tmp_path / "out")
        register.undo(judgement.number)
        assert {visit.id: visit for visit in register.visits()} == before
        assert [each.undone for each in register.history()] == [True]
        with pytest.raises(JudgementError, match="undone already"):
            register.undo(judgement.number)
    with Register.open(tmp_path / "again.db") as register:
        assert register.import_judgements(tmp_path / "out" / "judgements.jsonl") == 1
        fill(register, TOLD[::-1])
        assert len(register.visits(Query.from_words({"since": "2031"}))) == 1
        assert register.import_judgements(tmp_path / "out" / "judgements.jsonl") == 0


def test_removing_a_report_and_back(address: str, tmp_path: Path) -> None:
    with Register.open(address) as register:
        fill(register)
        before = export(register, tmp_path / "before")
        judgement = register.remove_report("d", why="a hoax", who="desk")
        assert len(register.visits()) == 2
        assert [report.id for report in register.reports()] == ["a", "b", "c"]
        assert not any(hit.report == "d" for hit in register.search("memorandum"))
        register.add(*TOLD[3])
        assert len(register.visits()) == 2
        register.undo(judgement.number)
        after = export(register, tmp_path / "after")
        assert {name: after[name] for name in after if name != "judgements.jsonl"} == {
            name: before[name] for name in before if name != "judgements.jsonl"
        }


def test_unknown_things_are_named(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        for ask in (register.visit, register.person, register.report):
            with pytest.raises(QueryError, match="nowhere"):
                ask("nowhere")
        with pytest.raises(JudgementError):
            register.correct(register.visits()[0].id, "colour", "blue")


def test_rebuilding_gives_the_same(address: str, tmp_path: Path) -> None:
    with Register.open(address) as register:
        fill(register)
        before = export(register, tmp_path / "before")
        register.rebuild()
        assert export(register, tmp_path / "after") == before
