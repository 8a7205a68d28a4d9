"""The REST API: the register's own values as JSON, described by OpenAPI at /api/openapi.json."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import msgspec
from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.openapi.spec import Operation, Parameter, Schema
from litestar.openapi.spec.enums import OpenAPIType

from elchi.brief import Briefing, make_brief
from elchi.errors import QueryError
from elchi.model import Judgement, Person, Statement, Visit
from elchi.query import Query, find_country
from elchi.register import Facet, Hit, Holder, ReviewItem, StoredReport
from elchi.relations import Relation, relate
from elchi.web.decisions import Decision, decide
from elchi.web.downloads import export_visits
from elchi.web.handle import on_get, on_post
from elchi.web.pages.account import note
from elchi.web.site import question_of, site_of, user_of

LIMIT, MOST = 100, 1000
"""Records of one answer where the question says no limit, and at most."""


class VisitPage(msgspec.Struct, frozen=True):
    """Some of a question's visits, and how many there are."""

    total: int
    visits: list[Visit]


@dataclass
class Asked(Operation):
    """An operation whose parameters are the filters of a question."""

    def __post_init__(self) -> None:
        """Describe each filter."""
        names = Query.__struct_encode_fields__
        text = Schema(type=OpenAPIType.STRING)
        self.parameters = [*(self.parameters or []), *(Parameter(name, "query", text) for name in names)]


def _bounded(request: Request[Any, Any, Any], *, apart: tuple[str, ...] = ()) -> Query:
    query = question_of(request, apart=apart)
    return msgspec.structs.replace(query, limit=min(query.limit or LIMIT, MOST))


@on_get("/api/visits", role="reader", operation_class=Asked)
def api_visits(request: Request[Any, Any, Any]) -> VisitPage:
    """The visits that the filters ask for."""
    query, register = _bounded(request), site_of(request).register
    return VisitPage(register.count_visits(query), register.visits(query))


@on_get("/api/visits/{id:str}", role="reader")
def api_visit(request: Request[Any, Any, Any], id: str) -> Visit:
    """One visit by an id that it has or had."""
    visit: Visit = _found(lambda: site_of(request).register.visit(id))
    return visit


@on_get("/api/visits/{id:str}/statements", role="reader")
def api_visit_statements(request: Request[Any, Any, Any], id: str) -> list[Statement]:
    """What each report says of one visit, with the spans."""
    register = site_of(request).register
    return register.statements(subject=_found(lambda: register.visit(id)).id)


def _found(ask: Any) -> Any:
    try:
        return ask()
    except QueryError as error:
        raise NotFoundException(str(error)) from None


@on_get("/api/facets", role="reader", operation_class=Asked)
def api_facets(request: Request[Any, Any, Any]) -> dict[str, list[Facet]]:
    """How many of a question's visits have each value of each filter."""
    return site_of(request).register.facets(question_of(request))


@on_get("/api/persons", role="reader", operation_class=Asked)
def api_persons(request: Request[Any, Any, Any]) -> list[Person]:
    """The persons that the filters ask for, by name."""
    return site_of(request).register.persons(_bounded(request))


@on_get("/api/persons/{id:str}", role="reader")
def api_person(request: Request[Any, Any, Any], id: str) -> Person:
    """One person by id, or by a name in any spelling that only one has."""
    person: Person = _found(lambda: site_of(request).register.person(id))
    return person


@on_get("/api/who", role="reader")
def api_who(
    request: Request[Any, Any, Any], office: str, country: str | None = None, at: str | None = None,
    on: str | None = None,
) -> list[Holder]:  # fmt: skip
    """Who held an office, with the reports that say so."""
    day = Query.from_words({"since": on}).since
    codes = {"country": find_country(country) if country else None, "at": find_country(at) if at else None}
    return site_of(request).register.who(office, on=day, **codes)


@on_get("/api/reports/{id:str}", role="reader")
def api_report(request: Request[Any, Any, Any], id: str) -> StoredReport:
    """One report with its text."""
    report: StoredReport = _found(lambda: site_of(request).register.report(id))
    return report


@on_get("/api/reports/{id:str}/statements", role="reader")
def api_report_statements(request: Request[Any, Any, Any], id: str) -> list[Statement]:
    """What was read from one report."""
    register = site_of(request).register
    return register.statements(report=_found(lambda: register.report(id)).id)


@on_get("/api/search", role="reader")
def api_search(request: Request[Any, Any, Any], q: str, limit: int = 20) -> list[Hit]:
    """The reports that hold all the words."""
    return site_of(request).register.search(q[:500], max(1, min(limit, MOST)))


@on_get("/api/relations", role="reader", slow=True)
def api_relations(request: Request[Any, Any, Any], first: str, second: str) -> Relation:
    """The balance of visits between two countries."""
    return relate(site_of(request).register, find_country(first), find_country(second))


@on_get("/api/brief", role="reader", slow=True)
def api_brief(
    request: Request[Any, Any, Any], country: str | None = None, person: str | None = None, visit: str | None = None
) -> Briefing:
    """The briefing on one of a country, a person and a visit."""
    if sum(each is not None for each in (country, person, visit)) != 1:
        raise QueryError("Give one of country, person and visit")
    code = find_country(country) if country else None
    return make_brief(site_of(request).register, country=code, person=person, visit=visit)


@on_get("/api/export/{format:str}", role="reader", slow=True, operation_class=Asked)
def api_export(request: Request[Any, Any, Any], format: str) -> Response[bytes]:
    """The visits that the filters ask for as a file: csv, xlsx, json, ics or jsonld."""
    return export_visits(site_of(request).register, format, question_of(request))


@on_get("/api/judgements", role="reader", slow=True)
def api_judgements(request: Request[Any, Any, Any]) -> list[Judgement]:
    """Every decision by number, the undone ones too."""
    return site_of(request).register.history()


@on_get("/api/review", role="editor", slow=True)
def api_review(request: Request[Any, Any, Any], limit: int = 100) -> list[ReviewItem]:
    """What a person should decide, the most doubtful first."""
    return site_of(request).register.review(max(1, min(limit, MOST)))


@on_post("/api/judgements", role="editor")
def api_decide(request: Request[Any, Any, Any], data: Decision) -> Judgement:
    """Log a decision. To remove a report is the admin's."""
    user = user_of(request)
    if data.act == "remove" and not user.may("admin"):
        from litestar.exceptions import PermissionDeniedException

        raise PermissionDeniedException(f"This needs the role admin; you are {user.role}")
    judgement = decide(site_of(request).register, data, user.name)
    note(request, data.act, f"judgement {judgement.number}: {data.left}")
    return judgement


@on_post("/api/judgements/{number:int}/undo", role="editor")
def api_undo(request: Request[Any, Any, Any], number: int) -> Judgement:
    """Take a decision back; it stays in the log."""
    judgement = site_of(request).register.undo(number)
    note(request, "undo", f"judgement {number}")
    return judgement


@on_get("/api/counts", role="reader", slow=True)
def api_counts(request: Request[Any, Any, Any]) -> dict[str, int]:
    """How much the register holds."""
    return site_of(request).register.counts()


HANDLERS = (
    api_visits, api_visit, api_visit_statements, api_facets, api_persons, api_person, api_who, api_report,
    api_report_statements, api_search, api_relations, api_brief, api_export, api_judgements, api_review, api_decide,
    api_undo, api_counts,
)  # fmt: skip
