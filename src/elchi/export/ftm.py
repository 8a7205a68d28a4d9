"""The register as followthemoney entities, one JSON object a line, written without the library.

A visit is a Trip (an Event where an end of it is unknown). followthemoney dates are prefixes of days and
would turn an uncertain date into a false day, so only the certain part of a date is written as a date
and the rest stays in `notes` in words.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path
from typing import Any

import msgspec

from elchi.export.snapshot import Snapshot, write_notice, write_text
from elchi.labels import item_line, office_line, person_ids, visit_name
from elchi.model import Person, Tenure, Visit

_DAY = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


def write_ftm(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write every entity once, sorted by id."""
    entities = {entity["id"]: entity for entity in entities_of(snapshot)}
    lines = [msgspec.json.encode(entities[id]).decode() + "\n" for id in sorted(entities)]
    return [*write_text(path, "".join(lines)), *write_notice(path)]


def entities_of(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Yield the entities of visits, persons, offices and reports."""
    for visit in snapshot.visits:
        yield from _trip(visit, snapshot)
    for person in snapshot.persons.values():
        yield from _person(person, snapshot)
    for id, report in snapshot.reports.items():
        properties = {
            "title": report.title, "name": report.title or id, "fileName": id, "sourceUrl": report.url,
            "publisher": report.outlet, "publishedAt": certain(report.published),
            "language": _language(report.language), "bodyText": report.text if snapshot.with_texts else None,
        }  # fmt: skip
        yield _entity(f"r-{_hash(id)}", "Article", properties)


def certain(date: str | None) -> str | None:
    """Return a date that followthemoney may hold as it is, None for one with unknown parts."""
    return date if date and _DAY.fullmatch(date) else None


@lru_cache
def _language(code: str | None) -> str | None:
    """Return the three-letter code (ISO 639) that followthemoney wants, by CLDR's aliases; the first of several."""
    from babel.core import get_global

    names = sorted(name for name, plain in get_global("language_aliases").items() if plain == code and len(name) == 3)
    return next(iter(names), None)


def _entity(id: str, schema: str, properties: dict[str, Any]) -> dict[str, Any]:
    kept = {}
    for name, value in properties.items():
        values = value if isinstance(value, list) else [value]
        values = sorted({str(each) for each in values if each not in (None, "")})
        if values:
            kept[name] = values
    return {"id": id, "schema": schema, "properties": kept}


def _hash(*parts: str | None) -> str:
    return hashlib.sha1("\x1f".join(part or "" for part in parts).encode()).hexdigest()[:16]


def _trip(visit: Visit, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    people = person_ids(visit)
    uncertain = [f"{n} {v}" for n, v in (("start", visit.start), ("end", visit.end)) if v and not certain(v)]
    bounds = [f"{n} {v}" for n, v in (("not before", visit.earliest), ("not after", visit.latest)) if v]
    notes = [", ".join(uncertain + bounds), *(f"reports disagree on {c.field}" for c in visit.conflicts)]
    reports = snapshot.reports_of(visit)
    properties: dict[str, Any] = {
        "name": visit_name(visit, snapshot.persons),
        "startDate": certain(visit.start),
        "endDate": certain(visit.end),
        "involved": [each for each in people if each in snapshot.persons],
        "country": [each.lower() for each in (visit.origin, visit.destination) if each and len(each) == 2],
        "location": list(visit.places),
        "summary": [item_line(item, snapshot.persons) for item in (*visit.activities, *visit.documents, *visit.awards)],
        "keywords": [*visit.topics, *filter(None, (visit.kind, visit.status))],
        "notes": notes,
        "sourceUrl": [report.url for report in reports],
        "publisher": [report.outlet for report in reports],
        "proof": [f"r-{_hash(report.id)}" for report in reports],
        "recordId": visit.id,
    }
    if not (visit.origin and visit.destination):
        yield _entity(visit.id, "Event", properties)
        return
    for field, country in (("startLocation", visit.origin), ("endLocation", visit.destination)):
        properties[field] = f"a-{country}"
        code = country.lower() if len(country) == 2 else None
        yield _entity(f"a-{country}", "Address", {"full": country, "name": country, "country": code})
    yield _entity(visit.id, "Trip", properties)


def _person(person: Person, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    country = person.country.lower() if person.country and len(person.country) == 2 else None
    names = [name["name"] for name in person.names if name["name"] != person.name]
    positions = [held.position or held.office for held in person.tenures]
    yield _entity(
        person.id,
        "Person",
        {"name": person.name, "alias": names, "country": country, "position": positions, "wikidataId": person.wikidata},
    )
    for held in person.tenures:
        yield from _occupancy(person, held, snapshot)


def _occupancy(person: Person, held: Tenure, snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Yield an office and that someone holds it; the days it was seen are dates of reports, not of appointment."""
    post = f"o-{_hash(held.office, held.country, held.at)}"
    where = held.country.lower() if held.country and len(held.country) == 2 else None
    yield _entity(post, "Position", {"name": office_line(held), "country": where})
    days = [day for day in (certain(held.first_seen), certain(held.last_seen)) if day]
    reports: Iterable[str] = (each for each in held.reports if each in snapshot.reports)
    occupancy = {
        "holder": person.id,
        "post": post,
        "date": days,
        "summary": f"seen {held.first_seen or '?'} to {held.last_seen or '?'} in reports {', '.join(held.reports)}",
        "proof": [f"r-{_hash(each)}" for each in reports],
    }
    yield _entity(f"c-{_hash(person.id, post)}", "Occupancy", occupancy)
