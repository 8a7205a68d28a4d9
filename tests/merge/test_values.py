import msgspec
from merge_worlds import judge, person, state, tell, visit

from elchi.merge import merge


def told(judgements=(), groups=None):
    reports = [
        tell(
            number,
            [person("Camal Xəlilbəyli", "minister of culture", "AZ")],
            [visit("p1", start)],
            published="2031-03-04",
        )
        for number, start in enumerate(("2031-03-01", "2031-03-01", "2031-03-02"), 1)
    ]
    statements, facts = state(*reports)
    facts = {key: msgspec.structs.replace(fact, group=(groups or {}).get(fact.id)) for key, fact in facts.items()}
    (found,) = merge(statements, judgements, facts).visits
    return found


def test_reprints_count_as_one_source():
    assert told().independent_sources == 3
    assert told(groups={"r1": "wire", "r2": "wire"}).independent_sources == 2


def test_a_correction_is_shown_and_ends_the_conflict():
    anchor = told().members[0]
    found = told([judge(1, "correct", anchor, property="start", value="2031-03-02")])
    assert found.start == "2031-03-02" and not found.conflicts and found.judged == ("#1 correct start by Reviewer",)
    assert told().conflicts[0].field == "start"


def test_a_rejected_value_is_gone_and_an_added_one_there():
    anchor = told().members[0]
    assert not told([judge(1, "reject", anchor, property="start", value="2031-03-02")]).conflicts
    assert told([judge(1, "add", anchor, property="places", value="Ganja")]).places == ("Ganja",)
    last = [
        judge(1, "correct", anchor, property="kind", value="state"),
        judge(2, "correct", anchor, property="kind", value="working"),
    ]
    assert told(last).kind == told(reversed(last)).kind == "working"


def test_tenures_run_from_the_first_to_the_last_report():
    reports = [
        tell(number, [person("Camal Xəlilbəyli", office, "AZ")], published=day)
        for number, (office, day) in enumerate(
            [("minister of culture", "2031-03-04"), ("minister of culture", "2030-01-01"), ("ambassador", "2033-05-05")]
        )
    ]
    statements, facts = state(*reports)
    (found,) = merge(statements, (), facts).persons
    assert [(each.office, each.first_seen, each.last_seen) for each in found.tenures] == [
        ("minister of culture", "2030-01-01", "2031-03-04"), ("ambassador", "2033-05-05", "2033-05-05"),
    ]  # fmt: skip
