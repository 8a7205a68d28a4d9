"""The values of a visit or person with the sentences that say them, ready to be shown."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from elchi.labels import person_ids, visit_values
from elchi.model import Person, Visit
from elchi.text.quotes import Quote, quote_spans
from elchi.web.speech import Spoken

if TYPE_CHECKING:
    from elchi.register import Register, StoredReport
    from elchi.web.words import Words

MOST_QUOTES = 6
"""Sentences shown with one value; the reports hold the rest."""
_PERSONS = ("head", "hosts", "invited_by", "participants")
_DATES = ("start", "end", "earliest", "latest", "date")
_COUNTRIES = ("from", "to")


class Told(msgspec.Struct, frozen=True):
    """A sentence of a report that says a value, where its words stand in code points, and how the report is named."""

    report: str
    start: int
    end: int
    quote: Quote
    source: str = ""


class Fact(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a field as people read it, with what says it; `more` is a line under it."""

    field: str
    text: str
    value: Any = None
    link: str | None = None
    more: str = ""
    date: str | None = None
    told: tuple[Told, ...] = ()


class Texts:
    """The reports of a record and the sentences around their spans; each text is cut into sentences once."""

    def __init__(self, register: Register, reports: Iterable[str], words: Words) -> None:
        self.reports: dict[str, StoredReport] = register.reports_by_id(reports)
        self.names = {id: report_name(report, words) for id, report in self.reports.items()}
        self._quotes: dict[tuple[str, int, int], Quote] = {}

    def prepare(self, told: Iterable[Mapping[str, Any]]) -> None:
        """Find the sentences of some evidence ahead, report by report."""
        wanted: dict[str, set[tuple[int, int]]] = {}
        for each in told:
            wanted.setdefault(str(each.get("report")), set()).update(_spans(each))
        for id, spans in wanted.items():
            report = self.reports.get(id)
            ordered = sorted(span for span in spans if report and span[1] <= len(report.text))
            if report and ordered:
                for span, quote in zip(ordered, quote_spans(report.text, ordered), strict=True):
                    self._quotes[id, *span] = quote

    def told(self, evidence: Iterable[Mapping[str, Any]]) -> tuple[Told, ...]:
        """Return the sentences of some evidence that was prepared, one for each report before a second of any."""
        ranked: list[tuple[int, Told]] = []
        for each in evidence:
            report = str(each.get("report"))
            for rank, span in enumerate(_spans(each)):
                quote = self._quotes.get((report, *span))
                if quote is not None:
                    ranked.append((rank, Told(report, *span, quote, self.names[report])))
        ranked.sort(key=lambda pair: pair[0])
        return tuple(told for _, told in ranked[:MOST_QUOTES])


def report_name(report: StoredReport, words: Words) -> str:
    """Return a report by its outlet and day, by its id where it has neither."""
    return ", ".join(filter(None, (report.outlet, words.date(report.published)))) or report.id


def _spans(evidence: Mapping[str, Any]) -> list[tuple[int, int]]:
    return [(int(start), int(end)) for start, end in evidence.get("spans") or ()]


def evidence_of(visit: Visit) -> list[Mapping[str, Any]]:
    """Return all the evidence of a visit: of its fields and of its items."""
    found: list[Mapping[str, Any]] = [each for told in visit.evidence.values() for each in told]
    for item in (*visit.activities, *visit.documents, *visit.awards):
        found += item.get("evidence") or ()
    return found


class VisitSheet:
    """A visit as a card: every value with its sentences."""

    def __init__(self, register: Register, visit: Visit, words: Words) -> None:
        self.visit, self.words = visit, words
        self.persons: dict[str, Person] = register.persons_by_id(person_ids(visit))
        self.texts = Texts(register, visit.reports, words)
        self.texts.prepare(evidence_of(visit))

    def facts(self) -> list[tuple[str, list[Fact]]]:
        """Return (field, its facts) in the order of a card."""
        groups: dict[str, list[Fact]] = {}
        for field, value in visit_values(self.visit):
            if field in ("earliest", "latest") and self.visit.start:
                continue
            told = [each for each in self.visit.evidence.get(field, ()) if each.get("value") == value]
            groups.setdefault(field, []).append(self.fact(field, value, told))
        return list(groups.items())

    def fact(self, field: str, value: Any, told: Iterable[Mapping[str, Any]]) -> Fact:
        """Return one value of a field."""
        person = self.persons.get(value) if isinstance(value, str) else None
        if field in _PERSONS and person is not None:
            more = ", ".join(filter(None, (self.words.offices(person, self.visit.reports), self.rank(person))))
            name, link = self.words.person(person), f"/persons/{person.id}"
            return Fact(field=field, text=name, value=value, link=link, more=more, told=self.texts.told(told))
        return Fact(field=field, text=self.shown(field, value), value=value, told=self.texts.told(told))

    def rank(self, person: Person) -> str:
        """Return the rank that the visit's reports give a person, one in the language of the page before others."""
        own, other = "", ""
        for rank in person.ranks:
            told = [id for id in rank.get("reports") or () if id in self.visit.reports]
            name = str(rank.get("rank") or rank.get("value") or "") if told else ""
            languages = {self.texts.reports[id].language for id in told if id in self.texts.reports}
            own = own or (name if self.words.code in languages else "")
            other = other or name
        return own or other

    def shown(self, field: str, value: Any) -> str:
        """Return a value in words."""
        if field in _COUNTRIES and isinstance(value, str):
            return self.words.country(value)
        if field in _DATES and isinstance(value, str):
            return self.words.date(value)
        if field in ("kind", "status") and isinstance(value, str):
            return self.words.term("visit" if field == "kind" else "status", value)
        if isinstance(value, Mapping):
            return Spoken(self.words).item(value, self.persons)
        if isinstance(value, list | tuple):
            return ", ".join(self.shown(field, each) for each in value)
        person = self.persons.get(value) if isinstance(value, str) else None
        return self.words.person(person) if person else str(value)

    def items(self, field: str) -> list[Fact]:
        """Return the activities, documents or awards as facts."""
        return [self._item(field, item) for item in getattr(self.visit, field)]

    def _item(self, field: str, item: Mapping[str, Any]) -> Fact:
        kind = {"activities": "activity", "documents": "document"}.get(field, field)
        title = str(item.get("title") or "")
        text = self.words.term(kind, item.get("kind")) or (title if field == "awards" else "")
        parts = [title if title != text else ""]
        for id in (*(item.get("with") or ()), *(item.get("signatories") or ())):
            parts.append(self._name(id))
        for label, name in (("at", "place"), ("given by", "giver"), ("to", "recipient")):
            if item.get(name):
                parts.append(f"{self.words.term('item', label)} {self._name(item[name])}")
        more = ", ".join(part for part in parts if part)
        told = self.texts.told(item.get("evidence") or ())
        return Fact(field=field, text=text, value=item, more=more, date=item.get("date"), told=told)

    def _name(self, id: Any) -> str:
        person = self.persons.get(id)
        return self.words.person(person) if person else str(id)

    def programme(self) -> list[tuple[str | None, list[Fact]]]:
        """Return (day, its items) in order; items without a day come last under None."""
        days: dict[str | None, list[Fact]] = {}
        for fact in self.items("activities"):
            days.setdefault(fact.date, []).append(fact)
        return sorted(days.items(), key=lambda day: (day[0] is None, day[0] or ""))

    def conflicts(self) -> list[tuple[str, list[tuple[Fact, tuple[str, ...]]]]]:
        """Return (field, its disputed values with the reports that say each), the value shown first."""
        found = []
        for conflict in self.visit.conflicts:
            sides = []
            for told in conflict.values:
                reports = tuple(told.get("reports") or ())
                said = [e for e in self._said(conflict.field) if e.get("report") in reports]
                same = [e for e in said if e.get("value") == told["value"]] or said
                sides.append((self.fact(conflict.field, told["value"], same), reports))
            found.append((conflict.field, sides))
        return found

    def _said(self, field: str) -> list[Mapping[str, Any]]:
        if field in ("activities", "documents", "awards"):
            return [e for item in getattr(self.visit, field) for e in item.get("evidence") or ()]
        return list(self.visit.evidence.get(field, ()))
