"""Decisions: the queue, corrections of a visit, the history, undoing, and a second reviewer's look."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

import msgspec
from litestar import Request, Response
from litestar.response import Redirect

from elchi.errors import ElchiError, JudgementError, QueryError
from elchi.labels import person_ids
from elchi.model import Judgement
from elchi.query import check_date
from elchi.register import Register, Rereading, ReviewItem
from elchi.web.decisions import Decision, acts_of, agreement, decide, read_value
from elchi.web.evidence import report_name
from elchi.web.handle import on_get, on_post
from elchi.web.pages.account import Form, note
from elchi.web.site import Site, page, plain_value, site_of, user_of, words_of
from elchi.web.speech import Spoken
from elchi.web.words import Words

_QUEUE = 40
_HISTORY = 200
_REREADINGS = 500
_AT_ONCE = 100


@on_get("/review", role="editor", slow=True)
def show_queue(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show what is to be decided, the most doubtful and most consequential first."""
    site, words = site_of(request), words_of(request)
    with site.register.snapshot():
        queue = site.register.review(_QUEUE)
        asked = [_asked(site.register, item, words) for item in queue]
    done = [int(each) for each in (request.query_params.get("done") or "").split(",") if each.isdigit()]
    decided = [each for each in site.register.history() if each.number in done] if done else []
    return page(request, "review.html", words.say("Review"), items=asked, decided=decided, failed=_failed(request))


class Side(msgspec.Struct, frozen=True):
    """One of the values on which reports disagree: in words, who says so, and the decision (JSON) that it is right."""

    text: str
    reports: tuple[tuple[str, str], ...]
    right: str


class Asked(msgspec.Struct, frozen=True, kw_only=True):
    """A question of the review as people read it: (name, address) of what it is about, answers, disputed values."""

    item: ReviewItem
    about: list[tuple[str, str]]
    acts: list[tuple[str, str, str]]
    sides: list[Side]
    reports: list[tuple[str, str]]


def _asked(register: Register, item: ReviewItem, words: Words) -> Asked:
    acts = [(name, key, msgspec.json.encode(each).decode()) for name, key, each in acts_of(item)]
    names = {id: report_name(report, words) for id, report in register.reports_by_id(item.reports).items()}
    told = [(id, names.get(id, id)) for id in item.reports]
    if item.kind == "pair":
        links = _links(register, item.left, item.right)
        labels = zip((item.left_label, item.right_label), links, strict=True)
        return Asked(item=item, about=[(str(label), link) for label, link in labels], acts=acts, sides=[], reports=told)
    visit = register.visit(item.left)
    persons = register.persons_by_id(person_ids(visit))
    speech, sides = Spoken(words), []
    for conflict in visit.conflicts:
        for value in conflict.values if conflict.field == item.field else ():
            decision = Decision(act="correct", left=item.left, field=item.field, value=value["value"])
            reports = tuple((id, names.get(id, id)) for id in value.get("reports", ()))
            text = speech.value(conflict.field, value["value"], persons)
            sides.append(Side(text, reports, msgspec.json.encode(decision).decode()))
    about = [(words.visit(visit, persons), f"/visits/{visit.id}")]
    return Asked(item=item, about=about, acts=acts, sides=sides, reports=told)


@on_get("/review/rereadings", role="editor")
def show_rereadings(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show what new readings of reports changed since a day: a newer reader, another text."""
    site, words = site_of(request), words_of(request)
    since = check_date("since", request.query_params["since"]) if request.query_params.get("since") else None
    found = site.register.rereadings(since, _REREADINGS)
    runs: dict[tuple[str, str], list[Rereading]] = {}
    for each in found:
        runs.setdefault((each.when[:10], each.report), []).append(each)
    lines, speech = site.register.lines_by_id({each.visit for each in found}), Spoken(words)

    def told(field: str, value: Any) -> str:
        return "–" if value is None or value == [] else speech.value(field, value, {})

    return page(
        request,
        "rereadings.html",
        words.say("What new readings changed"),
        since=since,
        runs=[(day, report, changes[::-1]) for (day, report), changes in runs.items()],
        more=len(found) == _REREADINGS,
        names={visit.id: words.visit(visit, lines.persons) for visit in lines.visits},
        told=told,
    )


def _failed(request: Request[Any, Any, Any]) -> str:
    return (request.query_params.get("failed") or "")[:300]


def _links(register: Register, *sides: str | None) -> list[str]:
    """Return the addresses of the records on the sides of a question, empty where one is gone."""
    found = []
    for side in filter(None, sides):
        person = side.startswith(("person:", "p-"))
        try:
            record = register.person(side).id if person else register.visit(side).id
            found.append(f"/{'persons' if person else 'visits'}/{record}")
        except QueryError:
            found.append("")
    return found


@on_post("/review", role="editor")
def answer_queue(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Log the answer to one question, or the same answer to all that were chosen."""
    site, why = site_of(request), str(data.get("why") or "").strip() or "review"
    chosen = data.get("chosen") or []
    chosen = [chosen] if isinstance(chosen, str) else list(chosen)
    act = str(data.get("act") or "")
    told = [str(data["one"])] if data.get("one") else [_choose(str(each), act) for each in chosen[:_AT_ONCE]]
    done, failed = [], ""
    for text in told:
        try:
            decision = msgspec.json.decode(text, type=Decision)
        except (msgspec.DecodeError, msgspec.ValidationError):
            raise JudgementError("This form is no decision; load the page anew") from None
        try:
            done.append(_log(request, site, msgspec.structs.replace(decision, why=why)).number)
        except ElchiError as error:
            failed = str(error)
    address = f"/review?done={','.join(map(str, done))}"
    return Redirect(address + (f"&failed={quote(failed)}" if failed else ""), status_code=303)


def _choose(decisions: str, act: str) -> str:
    """Return, of the answers to a question (JSON by name), the one of a name."""
    try:
        found = msgspec.json.decode(decisions, type=dict[str, str]).get(act)
    except (msgspec.DecodeError, msgspec.ValidationError):
        found = None
    if found is None:
        raise JudgementError(f"Some of what was chosen cannot be answered by {act!r}; choose pairs or values alone")
    return found


def _log(request: Request[Any, Any, Any], site: Site, decision: Decision) -> Judgement:
    judgement = decide(site.register, decision, user_of(request).name)
    note(
        request, decision.act, f"judgement {judgement.number}: {decision.left} {decision.field or decision.right or ''}"
    )
    return judgement


@on_post("/visits/{id:str}/correct", role="editor")
def correct_visit(request: Request[Any, Any, Any], id: str, data: Form) -> Response[Any]:
    """Log that a value of a visit is right, is one more, or is wrong."""
    field = str(data.get("field") or "")
    decision = Decision(
        act=str(data.get("act") or "correct"),
        left=id,
        field=field,
        value=read_value(field, str(data.get("value") or "")),
        why=str(data.get("why") or ""),
    )
    site = site_of(request)
    _log(request, site, decision)
    return Redirect(f"/visits/{site.register.visit(id).id}", status_code=303)


@on_post("/visits/{id:str}/split", role="editor")
def split_visit(request: Request[Any, Any, Any], id: str, data: Form) -> Response[Any]:
    """Log that some reports tell of another visit."""
    told = data.get("report") or []
    reports = (told,) if isinstance(told, str) else tuple(told)
    site = site_of(request)
    _log(request, site, Decision(act="split", left=id, reports=reports, why=str(data.get("why") or "")))
    return Redirect(f"/reports/{quote(reports[0], safe='')}", status_code=303)


@on_post("/reports/{id:str}/remove", role="admin")
def remove_report(request: Request[Any, Any, Any], id: str, data: Form) -> Response[Any]:
    """Take a report out of the register."""
    _log(request, site_of(request), Decision(act="remove", left=id, why=str(data.get("why") or "")))
    return Redirect("/history", status_code=303)


@on_get("/history", role="reader", slow=True)
def show_history(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show every decision, the newest first; those of others can be agreed with or undone."""
    site, words = site_of(request), words_of(request)
    who = request.query_params.get("who") or ""
    others = request.query_params.get("of") == "others"
    log = [each for each in reversed(site.register.history()) if not who or each.who == who]
    me = user_of(request).name
    agreed = {_subject(each) for each in log if each.who == me and not each.undone}
    if others:
        log = [each for each in log if each.who != me and not each.undone and _subject(each) not in agreed]
    with site.register.snapshot():
        rows = [_decided(site.register, each, me, words) for each in log[:_HISTORY]]
    return page(request, "history.html", words.say("History"), rows=rows, who=who, others=others, me=me)


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """A decision as people read it: (name, address) of what it is about, its value in words, open to be agreed with."""

    judgement: Judgement
    about: list[tuple[str, str]]
    value: str
    open: bool


def _decided(register: Register, judgement: Judgement, me: str, words: Words) -> Decided:
    about = [_record(register, side, words) for side in (judgement.left, judgement.right) if side]
    value = ""
    if judgement.value is not None and judgement.property:
        persons = register.persons_by_id({judgement.value} if isinstance(judgement.value, str) else ())
        value = Spoken(words).value(judgement.property, judgement.value, persons)
    elif judgement.value is not None:
        value = plain_value(judgement.value)
    agreeable = agreement(judgement) is not None and judgement.who != me and not judgement.undone
    return Decided(judgement=judgement, about=about, value=value, open=agreeable)


def _record(register: Register, side: str, words: Words) -> tuple[str, str]:
    """Return the name and address of a record by its id or anchor; the id alone where it is gone, or a report's."""
    try:
        if side.startswith(("person:", "p-")):
            person = register.person(side)
            return words.person(person), f"/persons/{person.id}"
        if side.startswith(("visit:", "v-")):
            visit = register.visit(side)
            return words.visit(visit, register.persons_by_id({visit.head} if visit.head else ())), f"/visits/{visit.id}"
    except QueryError:
        pass
    return side, ""


def _subject(judgement: Judgement) -> tuple[str, ...]:
    value = msgspec.json.encode(judgement.value).decode()
    return (judgement.act, judgement.left, judgement.right or "", judgement.property or "", value)


@on_post("/history/{number:int}/agree", role="editor")
def agree(request: Request[Any, Any, Any], number: int) -> Response[Any]:
    """Log that a second person says the same."""
    site = site_of(request)
    judgement = next((each for each in site.register.history() if each.number == number), None)
    decision = agreement(judgement) if judgement else None
    if judgement is None or decision is None:
        raise JudgementError(f"There is no decision {number} that can be agreed with")
    _log(request, site, msgspec.structs.replace(decision, why=f"agrees with {judgement.who} ({number})"))
    return Redirect("/history?of=others", status_code=303)


@on_post("/history/{number:int}/undo", role="editor")
def undo(request: Request[Any, Any, Any], number: int) -> Response[Any]:
    """Take a decision back; it stays in the history."""
    site_of(request).register.undo(number)
    note(request, "undo", f"judgement {number}")
    return Redirect("/history", status_code=303)


HANDLERS = (
    show_queue, show_rereadings, answer_queue, correct_visit, split_visit, remove_report, show_history, agree, undo,
)  # fmt: skip
