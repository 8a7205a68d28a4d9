"""What the register says of two countries: reciprocity, counts, and when two persons last met."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec

from elchi.labels import offices_then, visit_year
from elchi.model import Person, Visit
from elchi.query import Query

if TYPE_CHECKING:
    from elchi.register import Register

Count = tuple[str, int, int]
"""A year, level or portfolio, and the visits that way and back."""


class OfficeBalance(msgspec.Struct, frozen=True, kw_only=True):
    """Visits led by holders of one office: `there` from the first country to the second, `back` the other way.

    `owes` is the country whose holder has made fewer visits, None where they are even.
    """

    office: str
    there: int = 0
    back: int = 0
    last_there: str | None = None
    last_back: str | None = None
    owes: str | None = None


class Relation(msgspec.Struct, frozen=True, kw_only=True):
    """The visits between two countries that took place; planned and cancelled ones are not counted."""

    first: str
    second: str
    offices: tuple[OfficeBalance, ...] = ()
    years: tuple[Count, ...] = ()
    levels: tuple[Count, ...] = ()
    portfolios: tuple[Count, ...] = ()
    documents: int = 0


def visits_between(register: Register, first: str, second: str) -> tuple[list[Visit], list[Visit]]:
    """Return the visits from the first country to the second and those back, by date, whatever their status."""
    there = register.visits(Query(from_=first, to=second, sort="start"))
    return there, register.visits(Query(from_=second, to=first, sort="start"))


def took_place(visits: Iterable[Visit]) -> list[Visit]:
    """Return the visits that are not only planned, nor cancelled."""
    return [visit for visit in visits if visit.status not in ("planned", "cancelled")]


def relate(register: Register, first: str, second: str) -> Relation:
    """Return the balance of visits between two countries (ISO codes)."""
    there, back = (took_place(visits) for visits in visits_between(register, first, second))
    heads = register.persons_by_id({visit.head for visit in there + back if visit.head})

    def counts(labels: Callable[[Visit], list[str]]) -> tuple[Count, ...]:
        that_way, other_way = (Counter(label for v in visits for label in set(labels(v))) for visits in (there, back))
        return tuple((label, that_way[label], other_way[label]) for label in sorted({*that_way, *other_way}))

    return Relation(
        first=first,
        second=second,
        offices=_balances(first, second, there, back, heads),
        years=counts(lambda visit: [visit_year(visit) or "unknown"]),
        levels=counts(lambda visit: [level_of(office) for office in _offices(visit, heads)]),
        portfolios=counts(lambda visit: [p for office in _offices(visit, heads) if (p := portfolio_of(office))]),
        documents=sum(len(visit.documents) for visit in there + back),
    )


def level_of(office: str) -> str:
    """Return the level of an office in the vocabulary, `other` where it has none."""
    from elchi.register.index import office_level

    return office_level(office) or "other"


def portfolio_of(office: str) -> str | None:
    """Return what a minister is minister of, None for other offices."""
    head, _, portfolio = office.partition(" of ")
    return portfolio if portfolio and head.endswith("minister") else None


def _offices(visit: Visit, heads: dict[str, Person]) -> list[str]:
    head = heads.get(visit.head or "")
    return offices_then(head, visit.reports) if head else []


def _balances(
    first: str, second: str, there: list[Visit], back: list[Visit], heads: dict[str, Person]
) -> tuple[OfficeBalance, ...]:
    that_way, other_way = _by_office(there, heads), _by_office(back, heads)
    balances = []
    for office in sorted({*that_way, *other_way}):
        a, b = that_way.get(office, []), other_way.get(office, [])
        owes = None if len(a) == len(b) else second if len(a) > len(b) else first
        balances.append(
            OfficeBalance(
                office=office, there=len(a), back=len(b), last_there=_last_day(a), last_back=_last_day(b), owes=owes
            )
        )
    return tuple(balances)


def _by_office(visits: list[Visit], heads: dict[str, Person]) -> dict[str, list[Visit]]:
    found: dict[str, list[Visit]] = {}
    for visit in visits:
        for office in _offices(visit, heads):
            found.setdefault(office, []).append(visit)
    return found


def _last_day(visits: list[Visit]) -> str | None:
    days = [day for visit in visits for day in (visit.start or visit.earliest,) if day and day[0].isdigit()]
    return max(days, default=None)


def last_contact(register: Register, first: str, second: str) -> Visit | None:
    """Return the last visit in which two persons (ids or names) both took part, None where no report shows one."""
    one, other = register.person(first), register.person(second)
    mine = register.visits(Query(person=one.id))
    theirs = {visit.id for visit in register.visits(Query(person=other.id))}
    shared = [visit for visit in took_place(mine) if visit.id in theirs]
    return max(shared, key=lambda visit: (visit.start or visit.earliest or "", visit.id), default=None)
