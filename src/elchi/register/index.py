"""What a view is found by: the columns and values that filters and counts use."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any, NamedTuple

from elchi.model import Person, Tenure, Visit
from elchi.register.days import first_day, last_day
from elchi.register.rows import to_json
from elchi.text.fold import fold_search, search_key

DOUBTFUL_CONFIDENCE = 0.5
"""A visit surer than this is not put up for review for its confidence alone."""


class ReportKey(NamedTuple):
    """What the index of a visit needs of a report that tells of it."""

    key: str
    language: str | None
    outlet: str | None
    published: str | None


def name_keys(name: str) -> list[str]:
    """Return the search keys of the words of a name, initials left out."""
    return [search_key(word.fold) for word in fold_search(name) if len(word.fold) > 1]


def visit_row(visit: Visit, unsure: bool) -> dict[str, Any]:
    """Return a visit as a row; `unsure` where it may be one with another."""
    start, end = _days(visit)
    doubtful = unsure or bool(visit.conflicts) or visit.confidence < DOUBTFUL_CONFIDENCE
    return {
        "id": visit.id,
        "origin": visit.origin,
        "destination": visit.destination,
        "kind": visit.kind,
        "status": visit.status,
        "head": visit.head,
        "first_day": start,
        "last_day": end,
        "sources": visit.independent_sources,
        "confidence": visit.confidence,
        "conflicts": len(visit.conflicts),
        "judged": len(visit.judged),
        "doubtful": int(doubtful),
        "view": to_json(visit),
    }


def _days(visit: Visit) -> tuple[str | None, str | None]:
    """Return the first and last day that a visit may have had."""
    start = first_day(visit.start) or first_day(visit.earliest) or first_day(visit.end)
    end = last_day(visit.end) or last_day(visit.latest) or last_day(visit.start) or last_day(visit.earliest)
    return start, max(start, end) if start and end else end


def visit_values(visit: Visit, persons: Mapping[str, Person], told_by: Iterable[ReportKey]) -> list[dict[str, str]]:
    """Return the values that a visit is found by, each once; `persons` holds its head and hosts."""
    found: set[tuple[str, str]] = set()
    parties = {visit.head, *visit.hosts, *visit.participants}
    for item in visit.activities:
        found.add(("activity", str(item.get("kind"))))
        parties.update(item.get("with") or ())
    for item in visit.documents:
        found.add(("document", str(item.get("kind"))))
        titles = [item.get("title"), *(item.get("titles") or ())]
        found.update(("title", key) for title in titles if title for key in name_keys(str(title)))
        parties.update(item.get("signatories") or ())
    for item in visit.awards:
        parties.update((item.get("giver"), item.get("recipient")))
    found.update(("person", party) for party in parties if party)
    found.update(("place", place) for place in visit.places)
    found.update(("topic", topic) for topic in visit.topics)
    reports = set(visit.reports)
    for id in (visit.head, *visit.hosts):
        person = persons.get(id or "")
        for tenure in person.tenures if person else ():
            if reports.intersection(tenure.reports):
                found.update(office_values(tenure))
    for report in told_by:
        found.add(("report", report.key))
        found.update(
            (name, value) for name, value in (("language", report.language), ("outlet", report.outlet)) if value
        )
    start = _days(visit)[0]
    if start:
        found.add(("year", start[:4]))
    return [{"visit": visit.id, "field": field, "value": value} for field, value in sorted(found)]


def person_row(person: Person) -> dict[str, Any]:
    """Return a person as a row."""
    return {
        "id": person.id,
        "name": person.name,
        "country": person.country,
        "wikidata": person.wikidata,
        "sources": len(person.reports),
        "view": to_json(person),
    }


def person_values(person: Person) -> list[dict[str, str]]:
    """Return the values that a person is found by, each once."""
    found: set[tuple[str, str]] = set()
    for name in (person.name, *(spelled["name"] for spelled in person.names)):
        found.update(("name", key) for key in name_keys(name))
    countries = {person.country, *(tenure.country for tenure in person.tenures)}
    found.update(("country", country) for country in countries if country)
    for tenure in person.tenures:
        found.update(office_values(tenure))
    return [{"person": person.id, "field": field, "value": value} for field, value in sorted(found)]


def tenure_rows(person: Person) -> list[dict[str, Any]]:
    """Return a person's tenures as rows, numbered as in the view; those without a standard office are left out."""
    return [
        {
            "person": person.id,
            "number": number,
            "office": tenure.office,
            "country": tenure.country,
            "accredited": tenure.at,
            "first_seen": tenure.first_seen,
            "last_seen": tenure.last_seen,
        }
        for number, tenure in enumerate(person.tenures)
        if tenure.office
    ]


def office_values(tenure: Tenure) -> set[tuple[str, str]]:
    """Return what an office is found by: its standard name, its post (the name without what it heads), portfolio and
    level.
    """
    office = tenure.office
    if not office:
        return set()
    head, _, portfolio = office.partition(" of ")
    found = {("office", office), ("post", head)}
    if portfolio and head.split()[-1] == "minister":
        found.add(("portfolio", portfolio))
    level = office_level(office)
    if level:
        found.add(("level", level))
    return found


@lru_cache(maxsize=4096)
def office_level(office: str) -> str | None:
    """Return the level of an office in the vocabulary of heads (deputies stand with what they deputise)."""
    levels = _levels()
    words = office.split()
    for start in range(len(words)):
        for end in range(len(words), start, -1):
            level = levels.get(" ".join(words[start:end]))
            if level:
                return level
    return None


@lru_cache(maxsize=1)
def _levels() -> dict[str, str]:
    from importlib.resources import files

    path = files("elchi.vocabulary") / "heads.tsv"
    if not path.is_file():
        return {}
    header, *lines = path.read_text(encoding="utf-8").splitlines()
    columns = header.split("\t")
    rows = (dict(zip(columns, line.split("\t"), strict=False)) for line in lines if line)
    return {row["id"]: row["level"] for row in rows if row.get("level")}
