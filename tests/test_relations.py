"""Who owes whom a visit, and when two persons last met: over a real register."""

from __future__ import annotations

from world import HEAD, HOST

from elchi.register import Register
from elchi.relations import last_contact, level_of, portfolio_of, relate


def test_the_balance_by_office(related: Register) -> None:
    relation = relate(related, "AZ", "KZ")
    (office,) = relation.offices
    assert (office.office, office.there, office.back, office.owes) == ("minister of energy", 2, 0, "KZ")
    assert (office.last_there, office.last_back) == ("2032-06-01", None)
    assert relation.years == (("2031", 1, 0), ("2032", 1, 0))
    assert relation.portfolios == (("energy", 2, 0),)
    assert relation.documents == 1


def test_it_reads_the_same_from_the_other_side(related: Register) -> None:
    (here,), (there,) = relate(related, "AZ", "KZ").offices, relate(related, "KZ", "AZ").offices
    assert (here.there, here.back, here.owes) == (there.back, there.there, there.owes)


def test_countries_without_visits(related: Register) -> None:
    assert relate(related, "FR", "KZ").offices == ()


def test_last_contact_is_the_last_that_took_place(related: Register) -> None:
    visit = last_contact(related, HEAD, HOST)
    assert visit is not None and visit.start == "2032-06-01"


def test_levels_and_portfolios() -> None:
    assert portfolio_of("first deputy minister of energy") == "energy"
    assert portfolio_of("chief of the general staff") is None
    assert level_of("minister of energy") == level_of("deputy minister of energy") == "minister"
