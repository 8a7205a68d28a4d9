from elchi.model import Activity, Figure, HeldOffice, PersonReading, Reading, VisitReading
from elchi.statements import (
    anchor_kind,
    anchor_source,
    group_by_subject,
    member_id,
    person_anchor,
    record_id,
    to_statements,
    visit_anchor,
)

READING = Reading(
    id="r1",
    language="az",
    persons=(
        PersonReading(
            id="p1",
            name="Camal  XƏLİLBƏYLİ",
            position="mədəniyyət naziri",
            rank=None,
            country="AZ",
            evidence=((0, 16),),
            offices=(
                HeldOffice(office="minister of culture", country="AZ", spans=((20, 36),)),
                HeldOffice(office="ambassador", country="AZ", at="KZ"),
            ),
            slots={"position": ((20, 36),)},
        ),
        PersonReading(id="p2", name="Camal Xəlilbəyli", office="rector; senator", evidence=((50, 60),)),
    ),
    visits=(
        VisitReading(
            origin="AZ",
            destination="KZ",
            head="p1",
            hosts=("p2",),
            start="2031-03-01",
            duration_days=2,
            activities=(Activity(kind="meeting", participants=("p2",), evidence=((70, 90),)),),
            evidence=((1, 9),),
        ),
        VisitReading(main=False, origin="AZ", destination="KZ", evidence=((91, 99),)),
    ),
    figures=(Figure(what="trade turnover", value=2.5, unit="USD", evidence=((5, 8),)),),
)


def values(subject, prop):
    return [each.value for each in to_statements(READING, "key") if each.subject == subject and each.property == prop]


def test_anchors_fold_the_name_and_count_what_is_alike():
    first, second = person_anchor("key", "Camal Xəlilbəyli"), person_anchor("key", "camal xəlilbəyli", 2)
    assert first == "person:key:camal xəlilbəyli" and second == first + "#2"
    assert {each.subject for each in to_statements(READING, "key")} == {
        first, second, "visit:key:AZ>KZ:1", "visit:key:AZ>KZ:2", "report:key",
    }  # fmt: skip
    assert anchor_kind(first) == "person" and anchor_source("visit:key:AZ>KZ:1") == "key"


def test_offices_are_statements_of_their_own():
    first, second = person_anchor("key", "Camal Xəlilbəyli"), person_anchor("key", "Camal Xəlilbəyli", 2)
    assert [each["office"] for each in values(first, "office")] == ["minister of culture", "ambassador"]
    assert values(first, "office")[1]["at"] == "KZ"
    assert [each["office"] for each in values(second, "office")] == ["rector", "senator"]


def test_persons_in_visits_are_anchors():
    subject = visit_anchor("key", ("AZ", "KZ"), 1)
    assert values(subject, "head") == [person_anchor("key", "Camal Xəlilbəyli")]
    assert values(subject, "activities")[0]["with"] == [person_anchor("key", "Camal Xəlilbəyli", 2)]
    assert values(subject, "duration_days") == [2] and values(visit_anchor("key", ("AZ", "KZ"), 2), "main") == [False]


def test_every_statement_of_a_report_has_spans_and_an_id_of_its_content():
    statements = to_statements(READING, "key")
    assert all(each.spans and each.report == each.source == "key" for each in statements)
    assert [each.id for each in statements] == [each.id for each in to_statements(READING, "key")]
    assert {each.id for each in statements}.isdisjoint(each.id for each in to_statements(READING, "other"))


def test_grouping_is_by_subject_and_drops_repetition():
    statements = to_statements(READING, "key")
    grouped = group_by_subject(statements + statements)
    assert sum(map(len, grouped.values())) == len(statements)
    assert list(grouped) == sorted(grouped)


def test_a_record_has_the_smallest_id_of_its_members():
    anchors = ["visit:a:AZ>KZ:1", "visit:b:AZ>KZ:1"]
    assert record_id(anchors) == min(map(member_id, anchors)) and member_id(anchors[0]).startswith("v-")
