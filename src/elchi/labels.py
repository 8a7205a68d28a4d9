"""How records are named for people: dates, directions, persons with the office they held then."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from elchi.model import Person, Tenure, Visit
from elchi.register.values import AnyPerson, AnyVisit


def visit_date(visit: Visit) -> str:
    """Return the days of a visit as EDTF, `start/end` where both are known; in brackets bounds of an undated one."""
    if visit.start and visit.end and visit.end != visit.start:
        return f"{visit.start}/{visit.end}"
    if visit.start or visit.end:
        return visit.start or f"../{visit.end}"
    if visit.earliest and visit.latest and visit.earliest != visit.latest:
        return f"({visit.earliest}/{visit.latest})"
    bound = visit.earliest or visit.latest
    return f"({bound})" if bound else "undated"


def visit_year(visit: AnyVisit) -> str | None:
    """Return the year of a visit, None where no report and no metadata gives it."""
    for day in (visit.start, visit.end, visit.earliest, visit.latest):
        if day and day[:4].isdigit():
            return day[:4]
    return None


def direction(visit: Visit) -> str:
    """Return `KZ > AZ`, with `?` for an unknown end."""
    return f"{visit.origin or '?'} > {visit.destination or '?'}"


def visit_name(visit: Visit, persons: Mapping[str, Person]) -> str:
    """Return a visit in one phrase: days, direction, kind, status and who leads it."""
    head = persons.get(visit.head or "")
    parts = [visit_date(visit), direction(visit), " ".join(filter(None, (visit.kind, "visit")))]
    if visit.status:
        parts.append(visit.status)
    if head:
        parts.append(person_line(head, visit.reports))
    return ", ".join(parts)


def offices_then(person: AnyPerson, reports: Iterable[str]) -> list[str]:
    """Return the offices that these reports give a person, without doubles; all of them where no report is given."""
    wanted = set(reports)
    found = [held.office for held in person.tenures if not wanted or wanted & set(held.reports)]
    return list(dict.fromkeys(found))


def office_line(held: Tenure) -> str:
    """Return `ambassador of KZ in AZ`."""
    whose = f" of {held.country}" if held.country else ""
    return f"{held.office}{whose} in {held.at}" if held.at else f"{held.office}{whose}"


def person_line(person: Person, reports: Iterable[str] = ()) -> str:
    """Return `Name (office, COUNTRY)`, the office as these reports give it."""
    about = [*offices_then(person, reports), *([person.country] if person.country else [])]
    return f"{person.name} ({', '.join(about)})" if about else person.name


def person_ids(visit: Visit) -> list[str]:
    """Return the ids of every person in a visit: head, hosts, participants, inviter, those of its items."""
    found = [visit.head, visit.invited_by, *visit.hosts, *visit.participants]
    for activity in visit.activities:
        found += activity.get("with", ())
    for document in visit.documents:
        found += document.get("signatories", ())
    for award in visit.awards:
        found += [award.get("giver"), award.get("recipient")]
    return list(dict.fromkeys(each for each in found if each and each.startswith("p-")))


def name_of(value: Any, persons: Mapping[str, Person]) -> str:
    """Return the name of a person's id, or the value itself."""
    person = persons.get(value) if isinstance(value, str) else None
    return person.name if person else str(value)


def item_line(item: Mapping[str, Any], persons: Mapping[str, Person]) -> str:
    """Return an activity, document or award of a visit in one phrase."""
    kind = str(item.get("kind") or "").replace("_", " ")
    title = item.get("title")
    parts = [kind, f"“{title}”" if title else ""]
    people = [name_of(each, persons) for each in (*item.get("with", ()), *item.get("signatories", ()))]
    if people:
        parts.append("with " + ", ".join(people) if item.get("with") else "signed by " + ", ".join(people))
    for word, field in (("at", "place"), ("on", "date"), ("by", "giver"), ("to", "recipient")):
        if item.get(field):
            parts.append(f"{word} {name_of(item[field], persons)}")
    return " ".join(part for part in parts if part)


def value_line(value: Any, persons: Mapping[str, Person]) -> str:
    """Return any value of a field in one phrase."""
    if isinstance(value, Mapping):
        return item_line(value, persons)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, list | tuple):
        return ", ".join(value_line(each, persons) for each in value)
    return name_of(value, persons)


VISIT_FIELDS = (
    "from", "to", "kind", "status", "head", "hosts", "invited_by", "participants", "start", "end", "duration_days",
    "places", "earliest", "latest",
)  # fmt: skip


def visit_values(visit: Visit) -> list[tuple[str, Any]]:
    """Return (field, value) for each filled field of a visit in the order of a card, one entry a value of a list."""
    names = {"from": "origin", "to": "destination"}
    found: list[tuple[str, Any]] = []
    for field in VISIT_FIELDS:
        value = getattr(visit, names.get(field, field))
        values = value if isinstance(value, tuple) else (value,)
        found += [(field, each) for each in values if each not in (None, "")]
    return found
