import pytest

from elchi.resolve.days import days_of
from elchi.resolve.people import Held, Part, PersonNode, clash_people, compare_people, person_keys
from elchi.resolve.verdicts import DIFFERENT, NOTHING, SAME, UNSURE, WEAK


def node(name, office=None, day="2031-03-01", country="AZ", language="az"):
    offices = (Held(office, country),) if office else ()
    return PersonNode((name,), ((name, language),), offices, frozenset({country} - {None}), days_of(day))


MINISTER = node("Camal Xəlilbəyli", "minister of culture")


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (node("Джамал Тофиг оглы Халилбейли", "minister of culture", "2031-09-01", language="ru"), SAME),
        (node("C. Xəlilbəyli", "minister of culture"), SAME),
        (node("Camal Xəlilbəyli", "deputy minister of culture", "2028-01-01"), SAME),
        (node("Xəlilbəyli", "minister of culture", "2031-12-05"), WEAK),
        (node("Xəlilbəyli", "minister of culture", "2035-03-05"), UNSURE),
        (node("Xəlilbəyli", "deputy minister of culture", "2031-03-05"), NOTHING),
        (node("Camal Xəlilbəyli", "rector"), UNSURE),
        (node("Camal Xəlilbəyli", "ambassador", "2033-01-01"), WEAK),
        (node("Camal Xəlilbəyli", "rector", "2033-01-01"), UNSURE),
        (node("Camal Xəlilbəyli"), WEAK),
        (node("Camal Xəlilbəyli", "minister of culture", country="KZ"), SAME),
        (node("Camal Xəlilbəyli", "minister of culture", "2031-06-01", country="KZ"), UNSURE),
        (node("Camal Xəlilbəyli", "rector", country="KZ"), DIFFERENT),
        (node("Kamran Xəlilbəyli", "minister of culture"), DIFFERENT),
        (node("Xəlilbəyli"), NOTHING),
    ],
)
def test_name_office_country_and_time_are_joint_evidence(other, says):
    verdict = compare_people(MINISTER, other)
    assert verdict.says == says
    assert verdict.reasons or says in (DIFFERENT, NOTHING)
    assert compare_people(other, MINISTER).says == says


def test_unlike_offices_at_one_time_clash_and_one_after_the_other_do_not():
    rector = node("Camal Xəlilbəyli", "rector", "2031-02-20")
    before, after = node("Camal Xəlilbəyli", "rector", "2030-01-01"), node("Camal Xəlilbəyli", "rector", "2032-01-01")
    assert clash_people([MINISTER], [rector])
    assert not clash_people([MINISTER], [before])
    assert clash_people([before, after], [MINISTER])


def test_those_who_may_be_one_share_a_key():
    for other in (
        node("Джамал Халилбейли", "rector", language="ru"),
        node("C. Xəlilbəyli"),
        node("Xəlilbəyli", "minister of culture"),
    ):
        assert person_keys(MINISTER).probed & person_keys(other).stored
        assert person_keys(other).probed & person_keys(MINISTER).stored
    assert not person_keys(MINISTER).probed & person_keys(node("Zsófia Kocsis", "rector", language="hu")).stored


def test_the_same_part_in_a_visit_outweighs_an_office_told_otherwise():
    def host(**given):
        part = Part("KZ", "AZ", given.pop("side", "host"), days_of("2031-03-01").first + given.pop("later", 0))
        return node(**given)._replace(parts=frozenset({part}))

    minister = host(name="Camal Xəlilbəyli", office="minister of culture")
    assert (
        compare_people(minister, host(name="Джамал Халилбейли", office="rector", language="ru", later=4)).says == SAME
    )
    assert compare_people(minister, host(name="Camal Xəlilbəyli", office="rector", later=40)).says == UNSURE
    assert compare_people(minister, host(name="Camal Xəlilbəyli", office="rector", side="guest")).says == UNSURE
    assert compare_people(minister, host(name="Kamran Xəlilbəyli", office="rector")).says == DIFFERENT


def test_full_names_in_one_office_meet_by_their_first_letters_and_bare_ones_by_the_word() -> None:
    one, misspelt = node("Laine Randar", "minister of energy"), node("Laine Rankarov", "minister of energy")
    other, bare = node("Laine Kostov", "minister of energy"), node("Randar", "minister of energy")
    assert person_keys(one).probed & person_keys(misspelt).stored
    assert not person_keys(one).probed & person_keys(other).stored
    assert person_keys(one).probed & person_keys(bare).stored
    assert person_keys(bare).probed & person_keys(one).stored


def test_far_spellings_of_the_one_holder_of_an_office_in_one_visit_are_one() -> None:
    """Only across languages, in an office that one person holds, on one side of a visit at one time."""
    part = frozenset({Part("KR", "AZ", "guest", 738000)})
    told = {"office": "minister of culture", "country": "KR"}
    english = node("Ban Hee-kyung", **told, language="en")._replace(parts=part)
    russian = node("Пан Ги Ген", **told, language="ru")
    assert compare_people(english, russian).says != SAME
    verdict = compare_people(english, russian._replace(parts=part))
    assert verdict.says == SAME and "in one visit" in verdict.reasons[-1]
    deputies = [each._replace(offices=(Held("deputy minister of culture", "KR"),), parts=part) for each in
                (english, russian)]
    assert compare_people(*deputies).says != SAME
    namesake = node("Kang Hee-kyun", **told, language="en")._replace(parts=part)
    assert compare_people(english, namesake).says != SAME
