import json
import os
import random
from pathlib import Path

import msgspec
import pytest
from gold_readings import read_gold
from hypothesis import given, settings
from hypothesis import strategies as st
from merge_worlds import Shelf, judge, person, readings, state, tell, visit

from elchi.merge import affected, merge, rename_reports
from elchi.statements import anchor_kind, person_anchor


def together(merged):
    return {frozenset(each.members) for each in (*merged.persons, *merged.visits)}


@settings(max_examples=60, deadline=None)
@given(readings(), st.integers(0, 10**6))
def test_order_and_repetition_are_nothing(reports, seed):
    statements, facts = state(*reports)
    shuffled = statements + statements[: len(statements) // 2]
    random.Random(seed).shuffle(shuffled)
    assert msgspec.json.encode(merge(shuffled, (), facts)) == msgspec.json.encode(merge(statements, (), facts))


@settings(max_examples=60, deadline=None)
@given(readings(), st.data())
def test_judgements_are_obeyed_and_undo_restores(reports, data):
    statements, facts = state(*reports)
    before = merge(statements, (), facts)
    anchors = sorted(before.person_of)
    judgements = []
    for number in range(data.draw(st.integers(1, 3))):
        left, right = data.draw(st.lists(st.sampled_from(anchors), min_size=2, max_size=2, unique=True))
        judgements.append(judge(number + 1, data.draw(st.sampled_from(["same", "different", "unsure"])), left, right))
    last = {frozenset((each.left, each.right)): each for each in judgements}
    after = merge(statements, reversed(judgements), facts)
    for each in last.values():
        if each.act != "same":
            assert after.person_of[each.left] != after.person_of[each.right]
    if len(judgements) == 1 and judgements[0].act == "same":
        assert after.person_of[judgements[0].left] == after.person_of[judgements[0].right]
    undone = [msgspec.structs.replace(each, undone=True) for each in judgements]
    assert merge(statements, undone, facts) == before


@settings(max_examples=80, deadline=None)
@given(readings(), st.data())
def test_what_is_affected_merges_as_the_whole_does(reports, data):
    statements, facts = state(*reports)
    anchors = sorted({each.subject for each in statements})
    judgements = []
    persons = [anchor for anchor in anchors if anchor_kind(anchor) == "person"]
    if data.draw(st.booleans()):
        left, right = data.draw(st.lists(st.sampled_from(persons), min_size=2, max_size=2, unique=True))
        judgements = [judge(1, data.draw(st.sampled_from(["same", "different"])), left, right)]
    whole = merge(statements, judgements, facts)
    seed = data.draw(st.sampled_from(anchors))
    reach = affected([seed], Shelf(statements, facts), judgements)
    part = merge([each for each in statements if each.subject in reach], judgements, facts, whole.person_of)
    assert seed in reach
    assert part.persons == tuple(each for each in whole.persons if set(each.members) & reach)
    assert part.visits == tuple(each for each in whole.visits if set(each.members) & reach)
    assert part.unsure == tuple(each for each in whole.unsure if {each.left, each.right} & reach)


def test_a_new_report_changes_nothing_out_of_its_reach():
    old = [
        tell(1, [person("Camal Xəlilbəyli", "minister of culture", "AZ")], [visit("p1", "2031-03-01")]),
        tell(2, [person("Zsófia Kocsis", "rector", "HU")], [visit("p1", "2031-03-01", origin="HU")]),
    ]
    new = tell(3, [person("Jamal Khalilbayli", "minister of culture", "AZ")], [visit("p1", "2031-03-02")])
    statements, facts = state(*old, new)
    reach = affected({each.subject for each in statements if each.report == "kr3"}, Shelf(statements, facts))
    assert {anchor.split(":")[1] for anchor in reach} == {"kr1", "kr3"}


def test_reports_of_one_visit_in_two_languages_are_one():
    one = tell(
        1,
        [person("Camal Xəlilbəyli", "minister of culture", "AZ")],
        [visit("p1", "2031-03-01", status="planned")],
        language="az",
        published="2031-02-25",
    )
    two = tell(
        2,
        [person("Джамал Халилбейли", "minister of culture", "AZ")],
        [visit("p1", "2031-03-01", status="completed")],
        language="ru",
        published="2031-03-05",
    )
    statements, facts = state(one, two)
    merged = merge(statements, (), facts)
    (record,), (head,) = merged.visits, merged.persons
    assert record.head == head.id and record.reports == ("kr1", "kr2") and record.independent_sources == 2
    assert [step["status"] for step in record.history] == ["planned", "completed"] and record.status == "completed"
    assert record.id == min(
        merge([each for each in statements if each.report == key], (), facts).visits[0].id for key in ("kr1", "kr2")
    )
    assert rename_reports(merged, facts).visits[0].reports == ("r1", "r2")


def test_a_removed_report_is_as_if_it_had_never_been():
    one = tell(1, [person("Camal Xəlilbəyli", "minister of culture", "AZ")], [visit("p1", "2031-03-01")])
    two = tell(2, [person("Jamal Khalilbayli", "minister of culture", "AZ")], [visit("p1", "2031-03-02")])
    statements, facts = state(one, two)
    assert merge(statements, [judge(1, "remove", "kr2")], facts) == merge(state(one)[0], (), facts)


def test_a_split_takes_a_visit_apart():
    one = tell(1, [person("Camal Xəlilbəyli")], [visit("p1", "2031-03-01")])
    two = tell(2, [person("Camal Xəlilbəyli")], [visit("p1", "2031-03-01")])
    statements, facts = state(one, two)
    (record,) = merge(statements, (), facts).visits
    left, right = record.members
    assert len(merge(statements, [judge(1, "split", left, value=[right])], facts).visits) == 2


def test_what_was_judged_one_stays_one_though_the_names_differ():
    statements, facts = state(
        tell(1, [person("Camal Xəlilbəyli")]), tell(2, [person("Zsófia Kocsis")]), tell(3, [person("Camal Xəlilbəyli")])
    )
    ruling = judge(1, "same", person_anchor("kr1", "Camal Xəlilbəyli"), person_anchor("kr2", "Zsófia Kocsis"))
    (record,) = merge(statements, [ruling], facts).persons
    assert len(record.members) == 3 and record.judged == ("#1 same by Reviewer",)


def test_the_stories_of_the_shared_folder():
    folder = Path(os.environ.get("ELCHI_GOLD", ""), "stories")
    if not os.environ.get("ELCHI_GOLD") or not (folder / "truth.json").exists():
        pytest.skip("set ELCHI_GOLD to the folder that holds stories/ to merge its gold readings")
    truth = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    told = [
        read_gold(json.loads(path.read_text(encoding="utf-8"))) for path in sorted((folder / "gold").glob("*.json"))
    ]
    statements, facts = state(*told)
    merged = rename_reports(merge(statements, (), facts), facts)
    wanted = {frozenset(place["report"] for place in each["reports"]) for each in truth["visits"]}
    assert {frozenset(each.reports) for each in merged.visits} == wanted
    assert {frozenset(each.reports) for each in merged.persons} == {
        frozenset(each["reports"]) for each in truth["persons"]
    }
    shown = {(min(each.reports), conflict.field) for each in merged.visits for conflict in each.conflicts}
    reports = {each["id"]: min(place["report"] for place in each["reports"]) for each in truth["visits"]}
    assert shown == {(reports[each["visit"]], each["field"]) for each in truth["conflicts"]}


def test_the_days_of_a_tour_contradict_no_stay_in_one_of_its_countries():
    rector = person("Zsófia Kocsis", "rector", "HU")
    legs = [visit("p1", "2031-03-01", origin="HU", destination=goal, duration_days=6) for goal in ("KZ", "UZ")]
    stay = visit("p1", "2031-03-04", origin="HU", destination="UZ", duration_days=2)
    statements, facts = state(tell(1, [rector], legs), tell(2, [rector], [stay]))
    kept = {each.destination: each for each in merge(statements, (), facts).visits}
    assert len(kept) == 2 and kept["UZ"].reports == ("kr1", "kr2") and not kept["UZ"].conflicts
    assert (kept["UZ"].start, kept["UZ"].duration_days) == ("2031-03-04", 2)
    assert (kept["KZ"].start, kept["KZ"].duration_days) == ("2031-03-01", 6)
    apart, facts = state(tell(1, [rector], legs[1:]), tell(2, [rector], [stay]))
    assert {each.field for each in merge(apart, (), facts).visits[0].conflicts} == {"start", "duration_days"}
