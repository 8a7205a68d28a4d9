"""Adding reports: paste or drop, see what was read, store."""

from __future__ import annotations

import hashlib
from collections.abc import AsyncIterator
from typing import Annotated, Any

import msgspec
from litestar import Request, Response, get
from litestar.datastructures import UploadFile
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect, ServerSentEvent

from elchi.errors import ElchiError, QueryError
from elchi.model import Reading, Report
from elchi.pipeline import read_batch
from elchi.query import Query, find_country
from elchi.sources import Failure, SourceOptions
from elchi.text.quotes import quote_spans
from elchi.web.drafts import Draft, Drafts
from elchi.web.handle import on_get, on_post
from elchi.web.pages.account import note
from elchi.web.site import page, site_of, user_of, words_of
from elchi.web.speech import Spoken
from elchi.web.uploads import FILE_LIMIT, FILES, Upload, read_uploads
from elchi.web.words import Words

TEXT_LIMIT = 300_000
"""Letters of a pasted text."""
_CHECK = 0.3
"""Seconds between two looks at a run."""

Sent = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.MULTI_PART)]


@on_get("/add", role="editor")
def add_page(request: Request[Any, Any, Any]) -> Response[Any]:
    """Ask for texts and files."""
    return page(request, "add.html", words_of(request).say("Add"), files=FILES, megabytes=FILE_LIMIT // 1_000_000)


@on_post("/add", role="editor")
def read_sent(request: Request[Any, Any, Any], data: Sent) -> Response[Any]:
    """Read what was sent, store nothing, and go on to what was read."""
    options = _options(data)
    uploads = _uploads(data)
    if not uploads:
        raise QueryError("Nothing was sent: paste a text or choose files")
    found = list(read_uploads(uploads, options))
    failures = [each for each in found if isinstance(each, Failure)]
    read: list[tuple[Report, Reading]] = []
    for report, reading in read_batch([each for each in found if isinstance(each, Report)]):
        if isinstance(reading, str):
            failures.append(Failure(report.id, reading))
        else:
            read.append((report, reading))
    token = _drafts(request).keep(user_of(request).name, read, failures)
    return Redirect(f"/add/{token}", status_code=303)


def _options(data: dict[str, Any]) -> SourceOptions:
    country, day = str(data.get("outlet_country") or "").strip(), str(data.get("published") or "").strip()
    checked = Query.from_words({"since": day}).since
    return SourceOptions(
        published=checked,
        outlet_country=find_country(country) if country else None,
        outlet=str(data.get("outlet") or "").strip()[:200] or None,
    )


def _uploads(data: dict[str, Any]) -> list[Upload]:
    sent = data.get("files") or []
    uploads = []
    for each in sent if isinstance(sent, list) else [sent]:
        if isinstance(each, UploadFile) and each.filename:
            each.file.seek(0)
            uploads.append(Upload(each.filename[:200], each.file.read(FILE_LIMIT + 1)))
    text = str(data.get("text") or "")
    if len(text) > TEXT_LIMIT:
        raise QueryError(f"The text is too long: at most {TEXT_LIMIT} letters; send it as a file")
    if text.strip():
        name = f"pasted-{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()[:8]}.txt"
        uploads.insert(0, Upload(name, text.replace("\r\n", "\n").encode("utf-8", "replace")))
    return uploads


def _drafts(request: Request[Any, Any, Any]) -> Drafts:
    drafts: Drafts = request.app.state.drafts
    return drafts


def _draft(request: Request[Any, Any, Any], token: str) -> Draft:
    draft = _drafts(request).find(token, user_of(request).name)
    if draft is None:
        raise NotFoundException("What was read is no longer kept; send it again")
    return draft


@on_get("/add/{token:str}", role="editor")
def show_draft(request: Request[Any, Any, Any], token: str) -> Response[Any]:
    """Show what was read, or how far the storing is."""
    draft = _draft(request, token)
    register = site_of(request).register
    visits = {id: register.visits_of_report(id) for id, _ in draft.outcomes} if draft.done else {}
    return page(
        request,
        "draft.html",
        words_of(request).say("What was read"),
        draft=draft,
        token_of=token,
        sheets=[_sheet(report, reading, words_of(request)) for report, reading in draft.read],
        visits=visits,
    )


class Line(msgspec.Struct, frozen=True):
    """One value of a reading: field, text, and the sentence in three parts."""

    field: str
    text: str
    quote: Any = None


def _sheet(report: Report, reading: Reading, words: Words) -> dict[str, Any]:
    speech = Spoken(words)
    names = {person.id: person.name for person in reading.persons}
    visits = []
    for visit in reading.visits:
        slots = {"from": visit.origin, "to": visit.destination} | {
            field: getattr(visit, field)
            for field in ("kind", "status", "head", "hosts", "start", "end", "duration_days", "places")
        }
        lines = [
            Line(field, names.get(each) or speech.value(field, each, {}), _quote(report, visit.slots.get(field)))
            for field, value in slots.items()
            for each in (value if isinstance(value, tuple) else (value,))
            if each not in (None, "")
        ]
        for field, kind, items in (
            ("activities", "activity", visit.activities),
            ("documents", "document", visit.documents),
        ):
            for item in items:
                told = (words.term(kind, item.kind), getattr(item, "title", None))
                text = " ".join(dict.fromkeys(filter(None, told)))
                lines.append(Line(field, text, _quote(report, item.evidence)))
        visits.append((visit.main, lines))
    persons = [
        Line("name", ", ".join(filter(None, (p.name, words.office(p.office)))), _quote(report, p.evidence))
        for p in reading.persons
    ]
    return {"report": report, "visits": visits, "persons": persons, "notes": (*report.notes, *reading.warnings)}


def _quote(report: Report, spans: Any) -> Any:
    return quote_spans(report.text, [spans[0]])[0] if spans else None


@on_post("/add/{token:str}", role="editor")
def store_draft(request: Request[Any, Any, Any], token: str) -> Response[Any]:
    """Store what was read."""
    site, draft = site_of(request), _draft(request, token)
    if not site.register.writable:
        raise ElchiError("This register is read-only; nothing can be added to it")
    note(request, "add", ", ".join(report.id for report, _ in draft.read))
    _drafts(request).store(draft, site.register)
    return Redirect(f"/add/{token}", status_code=303)


@get("/add/{token:str}/events", role="editor", include_in_schema=False)
async def follow_draft(request: Request[Any, Any, Any], token: str) -> ServerSentEvent:
    """Tell how far the storing is, as it goes."""
    _draft(request, token)
    return ServerSentEvent(_events(_drafts(request), token, user_of(request).name))


async def _events(drafts: Drafts, token: str, owner: str) -> AsyncIterator[dict[str, str]]:
    import asyncio

    shown = -1
    for _ in range(int(600 / _CHECK)):
        draft = drafts.progress(token, owner)
        if draft is not None and draft.step != shown:
            shown = draft.step
            yield {"event": "step", "data": f"{shown} / {draft.total}"}
        if draft is None or draft.done:
            yield {"event": "done", "data": "done"}
            return
        await asyncio.sleep(_CHECK)


HANDLERS = (add_page, read_sent, show_draft, store_draft, follow_draft)
