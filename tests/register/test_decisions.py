from __future__ import annotations

from pathlib import Path

import pytest
from test_store import TOLD, export, fill
from world import HEAD, HOST, make_told

from elchi.errors import JudgementError
from elchi.query import Query
from elchi.register import Register

LATE = Query.from_words({"since": "2031-11"})


def told_together(register: Register) -> str:
    """Return the id of the visit that two reports tell of."""
    (visit,) = register.visits(Query.from_words({"sources": 2}))
    return visit.id


def test_a_correction_is_shown_and_undone(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        id = told_together(register)
        before = register.visit(id)
        judgement = register.correct(id, "start", "2031-05-11", why="as the protocol says", who="desk")
        assert register.visit(id).start == "2031-05-11"
        assert register.visit(id).judged
        assert register.visits(Query.from_words({"until": "2031-05-11", "since": "2031-05-11"}))
        register.undo(judgement.number)
        assert register.visit(id) == before


def test_a_person_can_be_the_right_value(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        id = told_together(register)
        register.correct(id, "head", "Nurlan Beisenov", who="desk")
        assert register.person(register.visit(id).head or "").name == "Nurlan Beisenov"
        assert id in {visit.id for visit in register.visits(Query.from_words({"person": "Beisenov"}))}
        with pytest.raises(JudgementError, match="Nobody"):
            register.correct(id, "head", "Nobody Atall")


def test_a_rejected_value_is_not_shown(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        id = told_together(register)
        register.reject(id, "places", "Astana", why="it was in Almaty", who="desk")
        register.add_value(id, "places", "Almaty", who="desk")
        assert register.visit(id).places == ("Almaty",)


def test_a_split_takes_reports_apart_for_ever(address: str, tmp_path: Path) -> None:
    with Register.open(address) as register:
        fill(register)
        before = export(register, tmp_path / "before")
        id = told_together(register)
        judgement = register.split(id, ["b"], why="another day", who="desk")
        assert sorted(visit.reports for visit in register.visits()) == [("a",), ("b",), ("c",), ("d",)]
        register.rebuild()
        assert len(register.visits()) == 4
        register.undo(judgement.number)
        after = export(register, tmp_path / "after")
        assert {**after, "judgements.jsonl": b""} == {**before, "judgements.jsonl": b""}
        for reports in ([], ["a", "b"], ["d"]):
            with pytest.raises(JudgementError):
                register.split(id, reports)


def test_judgements_outlive_a_new_reading_and_a_new_text(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        id = told_together(register)
        register.judge("different", register.person(HEAD).id, register.person("Nurlan Beisenov").id, who="desk")
        register.correct(id, "kind", "working", who="desk")
        reading, report = make_told("a", kind="private")
        assert register.put(reading, report) == "replaced"
        assert register.visit(id).kind == "working"
        reading, report = make_told("a", f"Corrected: {HEAD} came to see {HOST}.")
        assert register.put(reading, report) == "replaced"
        assert register.visit(id).kind == "working"
        assert [judgement.act for judgement in register.history()] == ["different", "correct"]


def test_two_judgements_of_one_moment_are_one(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        one, two = (visit.id for visit in register.visits(Query.from_words({"since": "2031"})))
        register.judge("same", one, two, who="desk")
        with pytest.raises(JudgementError, match=r"one|already"):
            register.judge("same", two, two, who="desk")
        with pytest.raises(JudgementError, match="not of one kind"):
            register.judge("same", one, register.person(HEAD).id)


def test_the_queue_shows_conflicts_and_doubtful_pairs(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        items = register.review()
        assert ("value", "kind") in {(item.kind, item.field) for item in items}
        assert all(items[place].weight >= items[place + 1].weight for place in range(len(items) - 1))
        for item in items:
            assert item.left_label
            if item.kind == "pair":
                register.judge("different", item.left, item.right or "", who="desk")
        assert not [item for item in register.review() if item.kind == "pair"]


def test_a_removed_report_gives_its_ids_to_the_rest(address: str) -> None:
    with Register.open(address) as register:
        fill(register, TOLD[:2])
        (visit,) = register.visits()
        smallest = {register.report(id).revision: id for id in ("a", "b")}
        owner = next(
            id for key, id in smallest.items() if any(key in m and visit.id == _member(m) for m in visit.members)
        )
        register.remove_report(owner, why="forged", who="desk")
        (rest,) = register.visits()
        assert rest.id != visit.id
        assert register.visit(visit.id) == rest


def _member(anchor: str) -> str:
    from elchi.statements import member_id

    return member_id(anchor)
