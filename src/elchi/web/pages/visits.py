"""The list of visits as a table, a timeline or a calendar, and one visit as a card."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.response import Redirect

from elchi.errors import QueryError
from elchi.export.jsonld import CONTEXT, event_of
from elchi.export.snapshot import Snapshot
from elchi.query import SORTS, Query
from elchi.web.calendars import month_of, month_sheet
from elchi.web.evidence import VisitSheet
from elchi.web.facets import address, boxes, chosen_value, value_name
from elchi.web.handle import on_get
from elchi.web.links import export_links
from elchi.web.site import Site, page, question_of, site_of, words_of
from elchi.web.timeline import draw_timeline

PAGE = 50
"""Visits on a page of the table."""
DRAWN = 300
"""Visits on one timeline or in one calendar."""
VIEWS = ("table", "timeline", "calendar")
_APART = ("view", "month")


@on_get("/", role="reader")
def begin() -> Redirect:
    """Begin with the visits."""
    return Redirect("/visits")


@on_get("/visits", role="reader")
def list_visits(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show the visits that the address asks for."""
    query = question_of(request, apart=_APART)
    view = request.query_params.get("view") or "table"
    if view not in VIEWS:
        raise QueryError(f"There is no view {view!r}; there are {', '.join(VIEWS)}")
    if any(not value for value in request.query_params.values()):
        return Redirect(address(query, "/visits", view=view if view != "table" else None))
    site, words = site_of(request), words_of(request)
    total, counts = request.app.state.counter.count(query)
    shown = None if view == "table" else view
    content = _content(site, query, view, request.query_params.get("month"), words)
    return page(
        request,
        "visits.html",
        words.say("Visits"),
        query=query,
        view=view,
        views=[(each, address(query, view=each if each != "table" else None)) for each in VIEWS],
        total=total,
        boxes=boxes(query, counts, words, shown),
        filters=_filters(query, words, shown),
        exports=export_links(content.pop("saved", query)),
        ahead=(address(_ahead(query)), query == _ahead(query)),
        **content,
    )


def _content(site: Site, query: Query, view: str, month: str | None, words: Any) -> dict[str, Any]:
    if view == "table":
        limit = min(query.limit or PAGE, 500)
        number, rows = site.rows.rows(msgspec.structs.replace(query, limit=limit, sort=query.sort or "-start"), words)
        return {
            "number": number,
            "rows": rows,
            "sorts": _sorts(query),
            "pages": _pages(query, limit),
        }
    if view == "timeline":
        found = site.register.lines(msgspec.structs.replace(query, limit=DRAWN, sort=query.sort or "-start"))
        return {"visits": found.visits, "drawing": draw_timeline(found.visits, found.persons, words)}
    month = month_of(month) or _last_month(site, query)
    around = msgspec.structs.replace(query, since=month, until=month, limit=DRAWN, offset=0, sort="start")
    found = site.register.lines(around)
    sheet = month_sheet(month, found.visits, lambda each: address(query, view="calendar", month=each))
    return {"visits": found.visits, "persons": found.persons, "sheet": sheet, "saved": around}


def _ahead(query: Query) -> Query:
    """Return the question for what of a list is planned from today on, the nearest first."""
    today = date.today().isoformat()
    return msgspec.structs.replace(query, status="planned", since=today, until=None, sort="start", offset=0)


def _last_month(site: Site, query: Query) -> str:
    last = site.register.lines(msgspec.structs.replace(query, limit=1, offset=0, sort="-start")).visits
    day = (last[0].start or last[0].earliest or "") if last else ""
    return month_of(day[:7]) or "2000-01"


def _sorts(query: Query) -> dict[str, tuple[str, str]]:
    """Return sort -> the address that turns it on or round, and how the list is sorted by it now."""
    now = query.sort or "-start"
    found = {}
    for name in SORTS:
        direction = "ascending" if now == name else "descending" if now == f"-{name}" else "none"
        turned = name if direction == "descending" else f"-{name}"
        found[name] = (address(msgspec.structs.replace(query, sort=turned, offset=0)), direction)
    return found


def _pages(query: Query, limit: int) -> dict[str, Any]:
    def at(offset: int) -> str:
        return address(msgspec.structs.replace(query, offset=max(0, offset)))

    return {
        "first": query.offset,
        "limit": limit,
        "before": at(query.offset - limit),
        "after": at(query.offset + limit),
    }


def _filters(query: Query, words: Any, view: str | None) -> list[tuple[str, str, str]]:
    """Return (field, value as people read it, the address without it) for each filter that asks something."""
    found = []
    asked = query.to_words()
    for field in asked:
        if field in ("sort", "limit", "offset"):
            continue
        rest = Query.from_words({name: value for name, value in asked.items() if name not in (field, "offset")})
        value = chosen_value(query, field) or ""
        shown = value if field in ("person", "text", "since", "until") else value_name(field, value, words)
        found.append((field, shown, address(rest, view=view)))
    return found


@on_get("/visits/{id:str}", role="reader")
def show_visit(request: Request[Any, Any, Any], id: str) -> Response[Any]:
    """Show one visit with the words that say so."""
    site, words = site_of(request), words_of(request)
    try:
        with site.register.snapshot():
            visit = site.register.visit(id)
            sheet = VisitSheet(site.register, visit, words)
    except QueryError as error:
        raise NotFoundException(str(error)) from None
    if visit.id != id:
        return Redirect(f"/visits/{visit.id}")
    snapshot = Snapshot(visits=(visit,), persons=sheet.persons, reports=sheet.texts.reports)
    return page(
        request,
        "visit.html",
        words.visit(visit, sheet.persons),
        visit=visit,
        sheet=sheet,
        linked={"@context": CONTEXT, **event_of(visit, snapshot)},
        exports=[(format, f"/visits/{visit.id}/export/{format}") for format in ("json", "ics", "jsonld")],
    )


HANDLERS = (begin, list_visits, show_visit)
