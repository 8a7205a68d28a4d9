"""Search, the briefing, and what can be saved."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

import msgspec
from litestar import Request, Response

from elchi.brief import Briefing, make_brief, render_docx
from elchi.errors import QueryError
from elchi.query import find_country
from elchi.register import Hit
from elchi.web.downloads import export_visit, export_visits, give_file
from elchi.web.handle import on_get
from elchi.web.pages.people import known_countries
from elchi.web.site import page, question_of, site_of, words_of
from elchi.web.speech import Spoken

_HITS = 20
_DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


@on_get("/search", role="reader")
def search(request: Request[Any, Any, Any]) -> Response[Any]:
    """Search the reports."""
    words = (request.query_params.get("q") or "").strip()
    register = site_of(request).register
    with register.snapshot():
        hits = register.search(words[:500], _HITS) if words else []
        told = [hit.report for hit in hits]
        texts, visits = register.reports_by_id(told), register.lines_of_reports(told)
    found = [
        (hit, marked(hit, texts[hit.report].text), visits.get(hit.report, ())) for hit in hits if hit.report in texts
    ]
    title = words_of(request).say("Search")
    return page(request, "search.html", f"{title}: {words}" if words else title, asked=words, found=found, most=_HITS)


def marked(hit: Hit, text: str) -> list[tuple[str, bool]]:
    """Return the text around the first places of a hit as (piece, whether it is what was searched for)."""
    spans = [span for span in hit.spans if span[1] - hit.spans[0][0] < 400][:12]
    if not spans:
        return [(hit.snippet, False)]
    place = max(0, spans[0][0] - 120)
    end = min(len(text), spans[-1][1] + 120)
    pieces = [("… " if place else "", False)]
    for start, stop in spans:
        if start >= place:
            pieces += [(text[place:start], False), (text[start:stop], True)]
            place = stop
    return [*pieces, (text[place:end] + (" …" if end < len(text) else ""), False)]


@on_get("/brief", role="reader", slow=True)
def show_brief(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show the briefing on a country, person or visit, or ask for one."""
    briefing, asked = _brief(request)
    words = words_of(request)
    if briefing is None:
        countries = known_countries(site_of(request).register)
        return page(request, "brief.html", words.say("Brief"), briefing=None, countries=countries, asked=asked)
    return page(request, "brief.html", briefing.title, briefing=briefing, asked=asked, countries=[])


@on_get("/brief/docx", role="reader", slow=True)
def save_brief(request: Request[Any, Any, Any]) -> Response[bytes]:
    """Give the briefing as a DOCX file."""
    briefing, _ = _brief(request)
    if briefing is None:
        raise QueryError("Say of what: country, person or visit")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "briefing.docx"
        render_docx(briefing, path, Spoken(words_of(request)))
        return give_file(path.read_bytes(), "briefing.docx", _DOCX)


def _brief(request: Request[Any, Any, Any]) -> tuple[Briefing | None, str]:
    """Return the briefing that the address asks for, and the part of the address that asks."""
    asked = {name: request.query_params.get(name) or None for name in ("country", "person", "visit")}
    given = {name: value for name, value in asked.items() if value}
    if not given:
        return None, ""
    if len(given) > 1:
        raise QueryError("Ask for the briefing of one: a country, a person or a visit")
    name, value = next(iter(given.items()))
    if name == "country":
        value = find_country(value)
    from urllib.parse import urlencode

    speech = Spoken(words_of(request))
    return make_brief(site_of(request).register, speech=speech, **{name: value}), urlencode({name: value})


@on_get("/export/{format:str}", role="reader", slow=True)
def save_visits(request: Request[Any, Any, Any], format: str) -> Response[bytes]:
    """Give the visits that the address asks for as a file."""
    query = question_of(request)
    return export_visits(site_of(request).register, format, msgspec.structs.replace(query, sort=query.sort or "-start"))


@on_get("/visits/{id:str}/export/{format:str}", role="reader", slow=True)
def save_visit(request: Request[Any, Any, Any], id: str, format: str) -> Response[bytes]:
    """Give one visit as a file."""
    register = site_of(request).register
    return export_visit(register, register.visit(id), format)


HANDLERS = (search, show_brief, save_brief, save_visits, save_visit)
