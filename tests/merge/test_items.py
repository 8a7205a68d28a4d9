from merge_worlds import person, state, tell, visit

from elchi.merge import merge
from elchi.model import Activity, Document


def record(*told):
    reports = [
        tell(number, [person("Camal Xəlilbəyli", "minister of culture", "AZ")],
             [visit("p1", fields.pop("start", "2031-03-01"), **fields)], published=f"2031-03-{number + 1:02}")
        for number, fields in enumerate(map(dict, told), 1)
    ]  # fmt: skip
    statements, facts = state(*reports)
    (found,) = merge(statements, (), facts).visits
    return found


def fields(found):
    return {conflict.field: [each["value"] for each in conflict.values] for conflict in found.conflicts}


def test_a_document_of_another_kind_in_another_report_is_a_conflict():
    found = record(
        {"documents": (Document(kind="agreement", title="agreement on museums"),)},
        {"documents": (Document(kind="memorandum", title="muzeylər üzrə memorandum"),)},
        {"documents": (Document(kind="memorandum", title="memorandum"),)},
    )
    assert [each["kind"] for each in found.documents] == ["memorandum"]
    assert len(fields(found)["documents"]) == 2 and "museums" in fields(found)["documents"][1]


def test_a_document_under_another_title_is_none():
    found = record(
        {"documents": (Document(kind="memorandum", title="Memorandum of understanding"),)},
        {"documents": (Document(kind="memorandum", title="меморандум"),)},
    )
    assert not found.conflicts and len(found.documents) == 1 and len(found.documents[0]["titles"]) == 2


def test_two_documents_of_one_report_stay_two():
    both = (Document(kind="agreement", title="on museums"), Document(kind="memorandum", title="on libraries"))
    found = record({"documents": both}, {"documents": both[:1]})
    assert not found.conflicts and len(found.documents) == 2
    assert {each["kind"]: each["reports"] for each in found.documents} == {
        "agreement": ["kr1", "kr2"],
        "memorandum": ["kr1"],
    }


def test_activities_are_united():
    found = record(
        {"activities": (Activity(kind="arrival"), Activity(kind="meeting", place="Ministry of Culture"))},
        {
            "activities": (
                Activity(kind="arrival", place="airport"),
                Activity(kind="meeting"),
                Activity(kind="site_visit", place="National Museum"),
            )
        },
    )
    assert [each["kind"] for each in found.activities] == ["arrival", "meeting", "site_visit"]
    assert found.activities[0]["place"] == "airport" and found.activities[0]["reports"] == ["kr1", "kr2"]


def test_a_coarser_date_and_a_later_status_are_no_conflict():
    found = record({"start": "2031-03", "status": "planned"}, {"status": "ongoing"}, {"status": "completed"})
    assert not found.conflicts and found.start == "2031-03-01" and found.status == "completed"


def test_the_value_of_more_independent_sources_is_shown():
    found = record({"duration_days": 2}, {"duration_days": 3}, {"duration_days": 3})
    assert found.duration_days == 3 and fields(found) == {"duration_days": [3, 2]}


def test_called_off_and_yet_held_is_a_conflict():
    found = record({"status": "planned"}, {"status": "cancelled"}, {"status": "completed"})
    assert found.status == "completed" and fields(found) == {"status": ["completed", "cancelled"]}
    assert record({"status": "planned"}, {"status": "cancelled"}).status == "cancelled"


def test_beside_a_document_that_both_tell_of_one_kind_may_still_differ():
    plan = Document(kind="protocol", title="protocol of the talks")
    found = record(
        {"documents": (plan, Document(kind="agreement", title="agreement on museums and libraries"))},
        {"documents": (plan, Document(kind="memorandum", title="memorandum on museums and archives"))},
    )
    assert list(fields(found)) == ["documents"] and len(found.documents) == 2
    other = record(
        {"documents": (Document(kind="agreement", title="agreement on museums and libraries"),)},
        {"documents": (Document(kind="memorandum", title="memorandum between two film studios"),)},
    )
    assert not other.conflicts and len(other.documents) == 2


def test_a_day_without_its_year_is_the_day():
    found = record(
        {"activities": (Activity(kind="meeting", place="Ministry of Culture", date="XXXX-03-01"),)},
        {"activities": (Activity(kind="meeting", date="2031-03-01"),)},
        {"activities": (Activity(kind="meeting", date="2031-03-02"),)},
    )
    assert [each["reports"] for each in found.activities] == [["kr1", "kr2"], ["kr3"]]
