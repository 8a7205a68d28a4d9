"""Persons and organisations."""

from __future__ import annotations

from collections import Counter
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from elchi.errors import QueryError
from elchi.model import Person, Tenure
from elchi.query import Query, find_country
from elchi.register import VisitLine
from elchi.register.index import office_values
from elchi.web.evidence import MOST_QUOTES, Fact, Texts
from elchi.web.facets import address
from elchi.web.handle import on_get
from elchi.web.site import page, question_of, site_of, words_of
from elchi.web.timeline import draw_tenures, draw_timeline
from elchi.web.words import Words

PAGE = 60
_SAID = 30
"""Reports of a person whose words are shown."""
_MEMBERS = 3000
"""Persons of a country that are looked through for its bodies."""


@on_get("/persons", role="reader")
def list_persons(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show the persons that the address asks for, by name."""
    query = question_of(request)
    if any(not value for value in request.query_params.values()):
        return Redirect(address(query, "/persons"))
    limit = min(query.limit or PAGE, 500)
    found = site_of(request).register.persons(msgspec.structs.replace(query, limit=limit + 1))
    step = {
        name: address(msgspec.structs.replace(query, offset=max(0, query.offset + by)), "/persons")
        for name, by in (("before", -limit), ("after", limit))
    }
    return page(
        request,
        "persons.html",
        words_of(request).say("Persons"),
        query=query,
        persons=found[:limit],
        more=len(found) > limit,
        step=step,
    )


@on_get("/persons/{id:str}", role="reader")
def show_person(request: Request[Any, Any, Any], id: str) -> Response[Any]:
    """Show one person: names, offices, visits and the people met."""
    site, words = site_of(request), words_of(request)
    try:
        with site.register.snapshot():
            person = site.register.person(id)
            found = site.register.lines(Query(person=person.id, sort="-start", limit=300))
            visits, met = found.visits, _people_met(id, found.visits)
            others = site.register.lines_of_persons({other for other, *_ in met} - found.persons.keys())
            said, titles = _said(site.register, person, words)
    except QueryError as error:
        raise NotFoundException(str(error)) from None
    if person.id != id:
        return Redirect(f"/persons/{person.id}")
    persons = found.persons | others
    roles = {
        "made": [visit for visit in visits if visit.head == id],
        "received": [visit for visit in visits if id in visit.hosts and visit.head != id],
        "took part": [visit for visit in visits if id not in (visit.head, *visit.hosts)],
    }
    return page(
        request,
        "person.html",
        words.person(person),
        person=person,
        names=_names(person),
        titles=titles,
        tenures=draw_tenures(person.tenures, words),
        roles=roles,
        persons=persons,
        met=met,
        timeline=draw_timeline(visits, persons, words),
        said=said,
    )


def _names(person: Person) -> list[tuple[str, list[str], list[str]]]:
    """Return (spelling, languages, reports) for each spelling once."""
    found: dict[str, tuple[list[str], list[str]]] = {}
    for spelled in ({"name": person.name}, *person.names):
        languages, reports = found.setdefault(str(spelled["name"]), ([], []))
        if spelled.get("language") and spelled["language"] not in languages:
            languages.append(spelled["language"])
        reports += [each for each in spelled.get("reports") or () if each not in reports]
    return [(name, *rest) for name, rest in found.items()]


def _people_met(id: str, visits: list[VisitLine]) -> list[tuple[str, int, VisitLine]]:
    """Return (person, in how many visits both took part, the last of them), the most frequent first."""
    counts: Counter[str] = Counter()
    last: dict[str, VisitLine] = {}
    for visit in visits:
        if visit.status in ("planned", "cancelled"):
            continue
        sides = ({visit.head, *visit.participants}, set(visit.hosts))
        mine = next((side for side in sides if id in side), None)
        for other in (sides[1] if mine is sides[0] else sides[0]) if mine else ():
            if other and other != id:
                counts[other] += 1
                last.setdefault(other, visit)
    return [(other, count, last[other]) for other, count in counts.most_common(40)]


def _said(register: Any, person: Person, words: Words) -> tuple[list[Fact], dict[str, str]]:
    """Return each office as reports word it, with the sentences, and the names of the reports."""
    wanted = {"position": "office", "rank": "rank", "name": "name"}
    statements = [each for each in register.statements_of(person.id, wanted) if each.report]
    texts = Texts(register, person.reports[:_SAID], words)
    ids = {report.revision: id for id, report in texts.reports.items()}
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in statements:
        said = found.setdefault((wanted[each.property], str(each.value)), [])
        if each.report in ids and len(said) < MOST_QUOTES:
            said.append({"report": ids[each.report], "spans": each.spans[:1]})
    texts.prepare(each for said in found.values() for each in said)
    facts = [
        Fact(field=field, text=text, value=text, told=texts.told(said)) for (field, text), said in sorted(found.items())
    ]
    return facts, texts.names


def bodies_of(tenure: Tenure) -> list[str]:
    """Return the bodies that an office belongs to: as reports name it, or what a minister is for."""
    if tenure.organisation:
        return [tenure.organisation]
    portfolios = [value for field, value in office_values(tenure) if field == "portfolio"]
    return portfolios or ([tenure.office] if tenure.office else [])


def is_ministry(body: str, tenure: Tenure) -> bool:
    """Return whether a body is what a minister, or a deputy of one, is for."""
    return tenure.office is not None and tenure.office.endswith(f"minister of {body}")


@on_get("/organisations", role="reader", slow=True)
def list_organisations(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show the bodies of a country, or choose one."""
    site, words = site_of(request), words_of(request)
    asked = request.query_params.get("country") or ""
    bodies: dict[str, set[str]] = {}
    ministries: set[str] = set()
    country = find_country(asked) if asked else None
    if country:
        for person in site.register.persons(Query(country=country, limit=_MEMBERS)):
            for tenure in person.tenures:
                if tenure.country == country:
                    for body in bodies_of(tenure):
                        bodies.setdefault(body, set()).add(person.id)
                        if is_ministry(body, tenure):
                            ministries.add(body)
    ranked = sorted(bodies.items(), key=lambda each: (-len(each[1]), each[0]))
    return page(
        request,
        "organisations.html",
        words.say("Organisations"),
        country=country,
        bodies=[(b, words.body(b) if b in ministries else words.portfolio(b), len(ids)) for b, ids in ranked],
        countries=known_countries(site.register),
    )


def known_countries(register: Any) -> list[tuple[str, int]]:
    """Return (country, visits from and to it), the most frequent first."""
    facets = register.facets(None)
    counts = Counter({each.value: each.count for each in facets["from"]})
    counts.update({each.value: each.count for each in facets["to"]})
    return counts.most_common()


@on_get("/organisations/{country:str}/{name:str}", role="reader", slow=True)
def show_organisation(request: Request[Any, Any, Any], country: str, name: str) -> Response[Any]:
    """Show one body: who was seen in it, and the visits they led."""
    site, words = site_of(request), words_of(request)
    code = find_country(country)
    held = [
        (tenure, person)
        for person in site.register.persons(Query(country=code, limit=_MEMBERS))
        for tenure in person.tenures
        if tenure.country == code and name in bodies_of(tenure)
    ]
    if not held:
        raise NotFoundException(f"There is no body {name!r} of {code} in the register")
    held.sort(key=lambda each: (each[0].first_seen or "9999", each[1].id))
    heads = {person.id for _, person in held}
    visits = [
        visit
        for id in sorted(heads)[:50]
        for visit in site.register.visits(Query(person=id, limit=100))
        if visit.head in heads or heads & set(visit.hosts)
    ]
    visits = sorted({visit.id: visit for visit in visits}.values(), key=lambda v: v.start or v.earliest or "")[::-1]
    persons = site.register.persons_by_id({p for v in visits for p in (v.head, *v.hosts) if p})
    ministry = any(is_ministry(name, tenure) for tenure, _ in held)
    named = words.body(name) if ministry else words.portfolio(name)
    title = f"{named}, {words.country(code)}"
    return page(
        request, "organisation.html", title, named=named, country=code, held=held, visits=visits[:100], persons=persons,
        drawing=draw_timeline(visits[:100], persons, words),
    )  # fmt: skip


HANDLERS = (list_persons, show_person, list_organisations, show_organisation)
