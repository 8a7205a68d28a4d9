import pytest

from elchi.resolve.days import days_of
from elchi.resolve.verdicts import DIFFERENT, NOTHING, SAME, UNSURE, WEAK
from elchi.resolve.visits import compare_visits, make_visits, visit_keys
from elchi.statements import make_statement


def node(published="2031-03-03", **fields):
    anchor = f"visit:k:{fields.get('from', 'KZ')}>{fields.get('to', 'AZ')}:1"
    fields = {"from": "KZ", "to": "AZ", "head": "person:k:nurlan zhiyenkulov", **fields}
    statements = [
        make_statement("k", anchor, name, value, report="k", language="en")
        for name, given in fields.items()
        for value in (given if isinstance(given, list) else [given])
        if value is not None
    ]
    return make_visits({anchor: statements}, {"k": published}, (), {})[anchor]


HELD = node(start="2031-03-01", end="2031-03-03", hosts=["person:k:camal xəlilbəyli"], places=["Baku", "Ganja"])
NOBODY = {"head": None}


@pytest.mark.parametrize(
    ("other", "says"),
    [
        (node(start="2031-03-01"), SAME),
        (node(start="2031-02-28"), SAME),
        (node(head="person:j:жиенкулов нурлан", start="2031-03-03"), SAME),
        (node(start="2031-03", main=False), WEAK),
        (node(status="ongoing"), WEAK),
        (node(status="completed", published="2031-06-01"), DIFFERENT),
        (node(start="2031-04-10", status="planned"), UNSURE),
        (node(start="2031-03-10", status="planned"), WEAK),
        (node(start="2031-03-10", status="completed"), DIFFERENT),
        (node(start="2031-09-10"), DIFFERENT),
        (node(**{"from": "AZ", "to": "KZ"}, start="2031-03-01"), DIFFERENT),
        (node(head="person:j:zsófia kocsis", start="2031-03-01"), DIFFERENT),
        (node(**NOBODY, start="2031-03-01"), WEAK),
        (node(**NOBODY, start="2031-03-02"), UNSURE),
        (node(**NOBODY, start="2031-03-02", places=["Ganja"]), WEAK),
        (node(**NOBODY, start="2031-03-01", hosts=["person:j:zsófia kocsis"]), UNSURE),
        (node(**NOBODY, published=None), NOTHING),
    ],
)
def test_direction_head_and_days_decide(other, says):
    assert compare_visits(HELD, other).says == says
    assert compare_visits(other, HELD).says == says
    if says in (SAME, WEAK, UNSURE):
        assert visit_keys(HELD).probed & visit_keys(other).stored


def test_reasons_are_plain_words():
    assert compare_visits(HELD, node(start="2031-02-28")).reasons == (
        "KZ to AZ",
        "led by the same person",
        "a day apart",
    )


def test_a_report_without_a_date_gives_the_days_around_its_own():
    assert node(status="completed").window == (days_of("2031-02-21").first, days_of("2031-03-03").last)
    assert node(status="completed", main=False).window is None


def test_a_day_without_its_year_fits_that_day_of_any_year():
    told = node(published=None, start="XXXX-03-02")
    assert compare_visits(told, node(start="2031-03-02")).says == "weak"
    assert compare_visits(told, node(start="2031-03-19")).says == "unsure"


def test_another_head_is_one_visit_only_where_he_takes_part_in_it_from_the_same_day():
    given = {"head": "person:j:zsófia kocsis", "participants": ["person:j:nurlan zhiyenkulov"]}
    beside = node(**given, start="2031-03-01")
    assert compare_visits(HELD, beside).says == compare_visits(beside, HELD).says == WEAK
    assert "who leads the one takes part in the other" in compare_visits(HELD, beside).reasons
    assert compare_visits(HELD, node(**given, start="2031-03-02")).says == DIFFERENT
    bare = {**given, "participants": ["person:j:zhiyenkulov"]}
    assert compare_visits(HELD, node(**bare, start="2031-03-01")).says == DIFFERENT


def test_a_day_without_its_year_fits_the_days_known_of_another():
    told = node(published=None, start="XXXX-03-02")
    assert compare_visits(told, node(end="2031-03-03", duration_days=3)).says == WEAK
    assert compare_visits(told, node(status="completed")).says == WEAK
    assert compare_visits(told, node(end="2031-04-03", duration_days=3)).says == UNSURE
    assert compare_visits(told, node(start="2031-03")).says == UNSURE


def test_a_coming_visit_told_in_passing_is_ahead_of_the_report():
    coming = node(status="planned", main=False, published="2031-02-20")
    assert compare_visits(HELD, coming).says == WEAK
    assert compare_visits(HELD, node(status="planned", main=False, published="2031-03-20")).says == UNSURE
    assert compare_visits(HELD, node(status="completed", main=False, published="2031-03-20")).says == UNSURE


def test_a_planned_visit_may_have_been_put_off_to_another_planned_day():
    early = node(start="2031-03-01", status="planned")
    assert compare_visits(early, node(start="2031-03-08", status="planned")).says == WEAK
    assert compare_visits(early, node(start="2031-03-15", status="planned")).says == UNSURE
    assert compare_visits(early, node(start="2031-04-10", status="planned")).says == DIFFERENT
