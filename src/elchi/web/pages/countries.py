"""Countries, pairs of countries, the map of visits and the network of who met whom."""

from __future__ import annotations

from typing import Any

import msgspec
from litestar import Request, Response
from litestar.response import Redirect

from elchi.labels import visit_year
from elchi.model import Visit
from elchi.query import Query, find_country
from elchi.relations import relate, took_place, visits_between
from elchi.web.facets import address
from elchi.web.handle import on_get
from elchi.web.maps import draw_map
from elchi.web.network import draw_network
from elchi.web.pages.people import known_countries
from elchi.web.site import Site, page, question_of, site_of, words_of
from elchi.web.timeline import draw_timeline

LATEST = 12
"""Visits in each list of a country's page."""
_PAIR = 300
_NETWORK = 400


@on_get("/countries", role="reader")
def list_countries(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show the countries with visits, and the most frequent pairs."""
    register = site_of(request).register
    asked = request.query_params.get("first"), request.query_params.get("second")
    if asked[0] and asked[1]:
        return Redirect(f"/pairs/{find_country(asked[0])}/{find_country(asked[1])}")
    return page(
        request,
        "countries.html",
        words_of(request).say("Countries"),
        countries=known_countries(register),
        pairs=register.pairs()[:30],
    )


@on_get("/countries/{code:str}", role="reader")
def show_country(request: Request[Any, Any, Any], code: str) -> Response[Any]:
    """Show a country: visits made and received, its partners, its ambassadors, what is ahead."""
    site, words = site_of(request), words_of(request)
    country = find_country(code)
    if country != code:
        return Redirect(f"/countries/{country}")
    register = site.register
    made = register.visits(Query(from_=country, sort="-start", limit=LATEST))
    received = register.visits(Query(to=country, sort="-start", limit=LATEST))
    ahead = register.visits(Query(country=country, status="planned", sort="start", limit=LATEST))
    going, coming = (register.facets(query) for query in (Query(from_=country), Query(to=country)))
    partners: dict[str, list[int]] = {}
    for side, facets in enumerate((going["to"], coming["from"])):
        for each in facets:
            partners.setdefault(each.value, [0, 0])[side] = each.count
    shown = [*made, *received]
    return page(
        request,
        "country.html",
        words.country(country),
        country=country,
        made=made,
        received=received,
        ahead=ahead,
        counts=(sum(f.count for f in going["to"]), sum(f.count for f in coming["from"])),
        partners=sorted(partners.items(), key=lambda each: (-sum(each[1]), each[0])),
        years=_years(going["year"], coming["year"]),
        offices=going["office"][:12],
        ambassadors=register.who("ambassador", country=country),
        persons=_named(site, shown + ahead),
    )


def _years(going: list[Any], coming: list[Any]) -> list[tuple[str, int, int]]:
    """Return (year, visits made, visits received) in order, the last twenty."""
    made, received = ({f.value: f.count for f in each} for each in (going, coming))
    return [(year, made.get(year, 0), received.get(year, 0)) for year in sorted({*made, *received})][-20:]


def _named(site: Site, visits: list[Visit]) -> dict[str, Any]:
    return site.register.persons_by_id({id for v in visits for id in (v.head, *v.hosts) if id})


@on_get("/pairs/{first:str}/{second:str}", role="reader", slow=True)
def show_pair(request: Request[Any, Any, Any], first: str, second: str) -> Response[Any]:
    """Show two countries: reciprocity, documents, who met whom, last contacts."""
    site, words = site_of(request), words_of(request)
    one, other = find_country(first), find_country(second)
    there, back = visits_between(site.register, one, other)
    visits = sorted(there + back, key=lambda v: (visit_year(v) or "", v.start or v.earliest or "", v.id), reverse=True)
    persons = _named(site, visits[:_PAIR])
    return page(
        request,
        "pair.html",
        f"{words.country(one)} – {words.country(other)}",
        first=one,
        second=other,
        relation=relate(site.register, one, other),
        visits=visits[:_PAIR],
        counts=(len(there), len(back)),
        persons=persons,
        papers=[(visit, paper) for visit in visits[:_PAIR] for paper in visit.documents],
        met=_meetings(visits[:_PAIR], persons),
        timeline=draw_timeline(visits[:_PAIR], persons, words),
    )


def _meetings(visits: list[Visit], persons: dict[str, Any]) -> list[tuple[str, str, list[Visit]]]:
    """Return (head, host, the visits in which they met), those who met last first."""
    found: dict[tuple[str, str], list[Visit]] = {}
    for visit in took_place(visits):
        for host in visit.hosts:
            if visit.head in persons and host in persons:
                found.setdefault((min(visit.head, host), max(visit.head, host)), []).append(visit)
    return [(one, other, shared) for (one, other), shared in found.items()][:60]


@on_get("/map", role="reader")
def show_map(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show a question's visits on a map."""
    words = words_of(request)
    query = question_of(request, apart=("area",))
    world = request.query_params.get("area") == "world"
    pairs = site_of(request).register.pairs(query)
    return page(
        request,
        "map.html",
        words.say("Map"),
        map=draw_map(pairs, words, world),
        world=world,
        areas=(address(query, "/map"), address(query, "/map", area="world")),
        pairs=pairs[:40],
        list_address=address(msgspec.structs.replace(query, limit=None, offset=0)),
        query=query,
    )


@on_get("/network", role="reader", slow=True)
def show_network(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show who met whom in a question's latest visits, persons or bodies."""
    site, words = site_of(request), words_of(request)
    query = question_of(request, apart=("of",))
    bodies = request.query_params.get("of") == "bodies"
    asked = msgspec.structs.replace(query, limit=_NETWORK, offset=0, sort="-start")
    visits = took_place(site.register.visits(asked))
    persons = _named(site, visits)
    return page(
        request,
        "network.html",
        words.say("Network"),
        network=draw_network(visits, persons, words, bodies),
        views=[("persons", address(query, "/network")), ("bodies", address(query, "/network", of="bodies"))],
        of="bodies" if bodies else "persons",
        query=query,
        number=len(visits),
    )


HANDLERS = (list_countries, show_country, show_pair, show_map, show_network)
