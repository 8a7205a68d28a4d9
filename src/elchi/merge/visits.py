"""The view of a visit from the statements of all reports that tell of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from elchi.merge.items import merge_activities, merge_awards, merge_documents
from elchi.merge.values import (
    Choice,
    Context,
    Told,
    confidence_of,
    describe,
    evidence_of,
    gather,
    line_up,
    make_conflict,
    sureness,
)
from elchi.model import Conflict, Statement, Visit
from elchi.resolve.days import Days, covers, day_of, days_of
from elchi.resolve.names import score_names
from elchi.resolve.people import FITTING_NAME
from elchi.statements import record_id

_SCALARS = ("kind", "head", "invited_by", "start", "end", "duration_days")
_STEPS = {"planned": 0, "ongoing": 1, "completed": 2, "cancelled": 3}


def build_visit(members: Sequence[str], statements: Sequence[Statement], context: Context) -> Visit:
    """Return the view of a visit; `members` are its anchors, sorted."""
    values = [ruling for member in members for ruling in context.rulings.values.get(member, ())]
    values.sort(key=lambda each: (each.number, each.id))
    fields = ("from", "to", "main", "status", "hosts", "participants", "places", "topics", "earliest", "latest")
    told = {
        name: gather(statements, name, values, context)
        for name in (*fields, *_SCALARS, "activities", "documents", "awards")
    }
    _leave_tours(told, {each.report for each in statements if each.property == "tour"})
    event = _event(told)
    shown, conflicts = _choose(told, context, event)
    history = _history(statements, context)
    status, quarrel = _status(told["status"], history, context)
    documents, dispute = merge_documents(told["documents"], context)
    conflicts += [each for each in (quarrel, dispute) if each is not None]
    reports = sorted({each.report for each in statements if each.report})
    judged = [*(describe(each) for each in values), *_joined(members, context)]
    return Visit(
        id=record_id(members),
        main=any(each.value for each in told["main"]) or not told["main"],
        origin=_shown(told["from"], context),
        destination=_shown(told["to"], context),
        status=status,
        hosts=_united(told["hosts"]),
        participants=_united(told["participants"]),
        places=_united(told["places"]),
        topics=_united(told["topics"]),
        earliest=_edge(shown["start"], told["earliest"], min),
        latest=_edge(shown["end"], told["latest"], max),
        activities=merge_activities(told["activities"], context),
        documents=documents,
        awards=merge_awards(told["awards"], context),
        reports=tuple(reports),
        independent_sources=len({context.group(report) for report in reports}),
        conflicts=tuple(sorted(conflicts, key=lambda each: each.field)),
        history=history,
        evidence={name: evidence_of(told[name]) for name in sorted(told) if _has_evidence(name) and told[name]},
        confidence=confidence_of(((each.report or each.source, sureness(each)) for each in statements), context),
        judged=tuple(judged),
        members=tuple(members),
        **shown,
    )


def _leave_tours(told: dict[str, list[Told]], touring: set[str | None]) -> None:
    """Take the days and length of a whole tour for the visit's own only where no other report tells them."""
    for name in ("start", "end", "duration_days"):
        own = [each for each in told[name] if each.source not in touring]
        told[name] = own or told[name]


def _has_evidence(name: str) -> bool:
    return name not in ("main", "topics", "activities", "documents", "awards")


def _choose(told: dict[str, list[Told]], context: Context, event: Days | None) -> tuple[dict[str, Any], list[Conflict]]:
    shown: dict[str, Any] = {}
    conflicts = []
    for name in _SCALARS:
        choices = line_up(told[name], context, event)
        if name in ("start", "end"):
            choices = [each for each in choices if not any(covers(each.value, other.value) for other in choices)]
        if choices and choices[0].sources[0].startswith("human:"):
            choices = choices[:1]
        shown[name] = choices[0].value if choices else None
        rivals = _unlike(choices, told[name]) if name in ("head", "invited_by") else choices
        conflict = make_conflict(name, rivals)
        conflicts += [conflict] if conflict else []
    return shown, conflicts


def _unlike(choices: Sequence[Choice], told: Sequence[Told]) -> list[Choice]:
    """Return the persons that differ from the one shown by name: two records of one name do not contradict."""
    names = {each.value: (_name(each.raw), each.language) for each in told if _is_person(each.raw)}
    if not choices or choices[0].value not in names:
        return []
    first, language = names[choices[0].value]

    def differs(choice: Choice) -> bool:
        name, spoken = names[choice.value]
        return score_names(first, name, language, spoken) < FITTING_NAME

    return [choices[0], *(each for each in choices[1:] if each.value in names and differs(each))]


def _is_person(raw: Any) -> bool:
    return isinstance(raw, str) and raw.startswith("person:")


def _name(anchor: str) -> str:
    return anchor.split(":", 2)[-1].partition("#")[0]


def _history(statements: Iterable[Statement], context: Context) -> tuple[dict[str, Any], ...]:
    """Return the lifecycle: what each report says of the status, by the day of the report."""
    steps = {
        (context.published(each.report) or "", _STEPS.get(each.value, 9), each.report or each.source, each.value)
        for each in statements
        if each.property == "status"
    }
    return tuple({"status": value, "report": report, "date": date or None} for date, _, report, value in sorted(steps))


def _status(
    told: Sequence[Told], history: Sequence[dict[str, Any]], context: Context
) -> tuple[str | None, Conflict | None]:
    """Return the status: the furthest step told, unless the last report calls the visit off.

    A later step is no conflict; that a visit was cancelled and yet took place is one.
    """
    human = [each.value for each in told if each.source.startswith("human:")]
    left = {each.value for each in told}
    if human:
        return str(human[-1]), None
    held = left & {"ongoing", "completed"}
    if "cancelled" not in left:
        return max(left, key=lambda value: (_STEPS.get(value, -1), value), default=None), None
    if not held:
        return "cancelled", None
    last = [step["status"] for step in history if step["status"] in left][-1]
    status = "cancelled" if last == "cancelled" else max(held, key=lambda value: _STEPS[value])
    choices = line_up([each for each in told if each.value != "planned"], context)
    choices.sort(key=lambda each: each.value != status)
    return status, make_conflict("status", choices)


def _event(told: dict[str, list[Told]]) -> Days | None:
    """Return the days from the first to the last that any report gives, to tell how near a report is."""
    days = [days for name in ("start", "end") for each in told[name] if (days := days_of(each.value))]
    return Days(min(each.first for each in days), max(each.last for each in days)) if days else None


def _shown(told: Sequence[Told], context: Context) -> Any:
    choices = line_up(told, context)
    return choices[0].value if choices else None


def _united(told: Iterable[Told]) -> tuple[str, ...]:
    return tuple(sorted({str(each.value) for each in told}))


def _edge(day: str | None, told: Iterable[Told], pick: Any) -> str | None:
    if day_of(day) is not None:
        return day
    known = [str(each.value) for each in told if day_of(str(each.value)) is not None]
    return pick(known) if known else None


def _joined(members: Sequence[str], context: Context) -> list[str]:
    inside = set(members)
    return [describe(each) for each in context.rulings.pairs if each.left in inside or each.right in inside]
