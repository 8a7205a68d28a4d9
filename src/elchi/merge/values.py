"""Values of one field side by side: which is shown, and which contradict each other.

The shown value is, in this order: what a person decided; the finer of two dates that agree; what more independent
sources say (reprints are one source); what was reported closer to the event; the value that comes first in writing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec

from elchi.merge.model import ReportFacts
from elchi.merge.rulings import Rulings, same_value
from elchi.model import Conflict, Judgement, Spans, Statement
from elchi.resolve.days import Days, days_of, gap
from elchi.statements import member_id

_FAR = 10**6


class Context(NamedTuple):
    """What views are computed from beside the statements of a record."""

    reports: Mapping[str, ReportFacts]
    person_of: Mapping[str, str]
    rulings: Rulings

    def person(self, value: Any) -> Any:
        """Return the id of the person that an anchor stands for; any other value as it is."""
        if isinstance(value, str) and value.startswith("person:"):
            return self.person_of.get(value) or member_id(value)
        return value

    def published(self, report: str | None) -> str | None:
        """Return when a report was published (EDTF)."""
        facts = self.reports.get(report or "")
        return facts.published if facts else None

    def group(self, report: str) -> str:
        """Return the source that a report belongs to: reprints have one."""
        facts = self.reports.get(report)
        return (facts.group if facts else None) or report


class Told(NamedTuple):
    """One value as one source tells it; `source` is a report key, `authority:NAME` or `human:NAME`."""

    value: Any
    source: str
    spans: Spans = ()
    language: str | None = None
    confidence: float = 1.0
    raw: Any = None


class Choice(NamedTuple):
    """A value with the sources that tell it, in order."""

    value: Any
    sources: tuple[str, ...]


def gather(statements: Iterable[Statement], prop: str, rulings: Sequence[Judgement], context: Context) -> list[Told]:
    """Return what is told of a property, persons as ids: corrected values alone, added ones too, rejected ones not."""
    told = [_tell(each, context) for each in statements if each.property == prop]
    for ruling in rulings:
        if ruling.property != prop:
            continue
        value = _plain(ruling.value, context)
        by = f"human:{ruling.who}"
        if ruling.act == "correct":
            values = value if isinstance(value, list) else [value]
            told = [Told(each, by, raw=each) for each in values if each is not None]
        elif ruling.act == "add":
            told.append(Told(value, by, raw=ruling.value))
        else:
            told = [each for each in told if value is not None and not same_value(each.value, value)]
    return sorted(told, key=lambda each: (each.source, text_of(each.value), each.spans))


def line_up(told: Iterable[Told], context: Context, event: Days | None = None) -> list[Choice]:
    """Return the values told, each with its sources, the one to show first."""
    by_value: dict[str, list[Told]] = {}
    for each in told:
        by_value.setdefault(text_of(each.value), []).append(each)

    def rank(text: str) -> tuple[bool, int, int, str]:
        tellers = by_value[text]
        human = any(each.source.startswith("human:") for each in tellers)
        groups = {context.group(each.source) for each in tellers}
        return not human, -len(groups), _distance(tellers, context, event), text

    return [
        Choice(by_value[text][0].value, tuple(sorted({each.source for each in by_value[text]})))
        for text in sorted(by_value, key=rank)
    ]


def make_conflict(field: str, choices: Sequence[Choice]) -> Conflict | None:
    """Return the conflict of two or more values, None where there is but one."""
    if len(choices) < 2:
        return None
    return Conflict(field=field, values=tuple({"value": each.value, "reports": list(each.sources)} for each in choices))


def text_of(value: Any) -> str:
    """Return a value in one writing, to compare and to sort by."""
    return msgspec.json.encode(value, order="sorted").decode()


def evidence_of(told: Iterable[Told]) -> tuple[dict[str, Any], ...]:
    """Return {report, value, spans} of what is told, each once, by report."""
    found = {}
    for each in told:
        entry = {"report": each.source, "value": each.value, "spans": [list(span) for span in each.spans]}
        found[text_of(entry)] = entry
    return tuple(sorted(found.values(), key=lambda entry: (entry["report"], text_of(entry))))


def sureness(statement: Statement) -> float:
    """Return how sure a statement is; one that does not say is taken at its word."""
    return 1.0 if statement.confidence is None else statement.confidence


def confidence_of(told: Iterable[tuple[str, float]], context: Context) -> float:
    """Return how sure a record is: one minus the chance that every independent source errs, at most 0.999."""
    surest: dict[str, float] = {}
    for source, confidence in told:
        group = context.group(source)
        surest[group] = max(surest.get(group, 0.0), confidence)
    doubt = 1.0
    for group in sorted(surest):
        doubt *= 1.0 - min(surest[group], 1.0)
    return 1.0 if len(surest) == 1 and doubt == 0.0 else round(min(1.0 - doubt, 0.999), 4)


def describe(ruling: Judgement) -> str:
    """Return a judgement in plain words, as the views show it."""
    field = f" {ruling.property}" if ruling.property else ""
    return f"#{ruling.number} {ruling.act}{field} by {ruling.who or 'unknown'}"


def _tell(each: Statement, context: Context) -> Told:
    value = _plain(each.value, context)
    return Told(value, each.report or each.source, each.spans, each.language, sureness(each), each.value)


def _plain(value: Any, context: Context) -> Any:
    if isinstance(value, dict):
        return {key: _plain(inner, context) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(inner, context) for inner in value]
    return context.person(value)


def _distance(tellers: Iterable[Told], context: Context, event: Days | None) -> int:
    """Return the days between the event and the nearest report of it."""
    if event is None:
        return _FAR
    days = (days_of(context.published(each.source)) for each in tellers)
    return min((gap(each, event) for each in days if each is not None), default=_FAR)
