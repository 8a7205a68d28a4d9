import pytest

from elchi.resolve.offices import NEAR, OTHER, SAME, is_state_office, office_head, relate_offices


@pytest.mark.parametrize(
    ("a", "b", "relation"),
    [
        ("minister of culture", "minister of culture", "same"),
        ("minister of culture", "minister of culture and tourism", "same"),
        ("minister of culture", "deputy minister of culture", "near"),
        ("deputy minister of culture", "state secretary of the ministry of culture", "near"),
        ("minister of culture", "rector", "other"),
        ("minister of culture", "minister of energy", "other"),
        ("ambassador", "ambassador", "same"),
        ("prime minister", "deputy prime minister", "near"),
    ],
)
def test_offices_stand_to_each_other(a, b, relation):
    assert relate_offices(a, b) == relate_offices(b, a) == relation


def test_heads_and_careers():
    assert office_head("first deputy minister of culture") == "minister"
    assert is_state_office("deputy prime minister") and not is_state_office("rector")


def test_a_kind_of_body_alone_may_be_that_of_a_name():
    assert relate_offices("deputy head of department", "deputy head of the cultural heritage administration") == NEAR
    assert relate_offices("head of the agency", "head of the forest department") == NEAR
    assert relate_offices("head of the agency", "deputy head of the forest department") == OTHER
    assert relate_offices("head of department", "head of the presidential administration") == OTHER
    assert relate_offices("head of the customs department", "head of the forest department") != SAME


def test_a_deputy_of_nothing_said_may_be_that_of_something():
    assert relate_offices("deputy head", "deputy head of the forest agency") == SAME
    assert relate_offices("deputy chairman", "deputy chairman of the customs committee") == SAME
    assert relate_offices("deputy head", "head of the forest agency") != SAME
    assert relate_offices("vice president", "president") == OTHER
