"""Reports: the list, and the reader that shows what was read from each stretch of the text."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response
from litestar.exceptions import NotFoundException

from elchi.errors import QueryError
from elchi.register import Register, StoredReport
from elchi.text.quotes import one_line
from elchi.web.evidence import report_name
from elchi.web.handle import on_get
from elchi.web.marks import KINDS, UNREAD, Mark, Piece, choose_window, cut_text, marks_of, unread_sentences
from elchi.web.site import page, site_of, words_of
from elchi.web.words import Words

_AT = re.compile(r"(\d{1,9})-(\d{1,9})")
_OTHERS = 60
"""Other reports of the same visits that are listed."""
_LISTED = 200
"""Facts listed under a text."""


class Reader(msgspec.Struct, frozen=True, kw_only=True):
    """A report laid open: its pieces, the marks that a list gives, the part shown of how many."""

    report: StoredReport
    pieces: list[Piece]
    marks: list[Mark]
    counts: dict[str, int]
    unread: int
    part: int
    parts: int


@on_get("/reports/{id:str}", role="reader")
def show_report(request: Request[Any, Any, Any], id: str) -> Response[Any]:
    """Show a report with what was read from it, alone or beside another one."""
    site, words = site_of(request), words_of(request)
    asked = _AT.fullmatch(request.query_params.get("at", ""))
    at = (int(asked[1]), int(asked[2])) if asked and int(asked[1]) < int(asked[2]) else None
    part = request.query_params.get("part", "1")
    beside = request.query_params.get("beside") or None
    with site.register.snapshot():
        main = open_report(site.register, id, at, int(part) if part.isdigit() else 1)
        visits = site.register.visits_of_report(id)
        persons = site.register.persons_by_id({visit.head for visit in visits if visit.head})
        second = open_report(site.register, beside, None, 1) if beside else None
        others = dict.fromkeys(other for visit in visits for other in visit.reports if other != id)
        told = site.register.reports_by_id(list(others)[:_OTHERS])
    untitled = words.say("Report")
    return page(
        request,
        "report.html",
        main.report.title or f"{untitled} {id}",
        readers=[main, *([second] if second else [])],
        kinds=KINDS,
        visits=[(visit.id, words.visit(visit, persons)) for visit in visits],
        others=[(other, _name(report, words)) for other, report in told.items()],
        beside=beside,
        address=f"/reports/{quote(id, safe='')}",
    )


def _name(report: StoredReport, words: Words) -> str:
    about = (words.language(report.language), report_name(report, words))
    return ", ".join(filter(None, (report.title and one_line(report.title).strip(), *about)))


def open_report(register: Register, id: str, at: tuple[int, int] | None, part: int) -> Reader:
    """Return a report laid open at a stretch or part of its text. Raises NotFoundException where there is none."""
    try:
        report = register.report(id)
    except QueryError as error:
        raise NotFoundException(str(error)) from None
    marks = marks_of(register.statements(report=id))
    marks += [
        Mark(int(start), int(end), "figure", str(figure.get("what") or "figure"))
        for figure in report.figures
        for start, end in figure.get("evidence") or ()
    ]
    marks.sort()
    number, window = choose_window(len(report.text), part, at[0] if at and at[0] < len(report.text) else None)
    unread = unread_sentences(report.text, marks, window)
    shown = [*marks, *(Mark(start, end, UNREAD) for start, end in unread)]
    inside = [mark for mark in marks if window[0] <= mark.start < window[1]]
    return Reader(
        report=report,
        pieces=cut_text(report.text, sorted(shown), window, at),
        marks=inside[:_LISTED],
        counts={kind: sum(mark.kind == kind for mark in inside) for kind in KINDS},
        unread=len(unread),
        part=number,
        parts=choose_window(len(report.text), 10**9, None)[0],
    )


HANDLERS = (show_report,)
