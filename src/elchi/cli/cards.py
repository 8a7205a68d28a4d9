"""One record as a card: every value with the sentence that says it, the words marked, and the report's id."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from elchi.cli.screen import Page, Part
from elchi.labels import (
    direction,
    item_line,
    office_line,
    person_ids,
    person_line,
    value_line,
    visit_date,
    visit_name,
    visit_values,
)
from elchi.text.quotes import one_line, quote_spans

if TYPE_CHECKING:
    from elchi.model import Conflict, Person, Visit
    from elchi.register import Holder, Register


class Texts:
    """The texts of reports, each taken from the register once."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._texts: dict[str, str] = {}

    def quote(self, report: str, spans: Iterable[Any], most: int = 1) -> list[list[Part]]:
        """Return at most `most` sentences of a report as parts to print, the words of the spans marked."""
        if report not in self._texts:
            self._texts[report] = self._register.report(report).text
        return quotes_of(self._texts[report], report, spans, most)


def quotes_of(text: str, report: str, spans: Iterable[Any], most: int = 1) -> list[list[Part]]:
    """Return the sentence around each of the first `most` spans, as parts to print after the report's id."""
    chosen = [(int(s), int(e)) for s, e in spans][:most]
    if not text:
        return []
    return [
        [
            (report + "  ", "dim"),
            "“" + one_line(q.before).lstrip(),
            (one_line(q.words), "mark"),
            one_line(q.after).rstrip() + "”",
        ]
        for q in quote_spans(text, chosen)
    ]


def visit_card(page: Page, register: Register, visit: Visit) -> None:
    """Print a visit."""
    persons = register.persons_by_id(person_ids(visit))
    texts = Texts(register)
    page.line((visit.id, "head"), "  ", (direction(visit), "head"), "  ", visit_date(visit))
    sources = f"{len(visit.reports)} reports ({', '.join(visit.reports)}), {visit.independent_sources} independent"
    passing = "" if visit.main else "; only mentioned in passing"
    page.line((f"{sources}; confidence {visit.confidence:.2f}{passing}", "dim"), indent=2)
    last = ""
    for field, value in visit_values(visit):
        if field in ("earliest", "latest") and visit.start:
            continue
        label = "" if field == last else field
        last = field
        page.line((f"{label:<14}", "dim"), _shown(field, value, persons, visit.reports), indent=2)
        for told in visit.evidence.get(field, ()):
            if told.get("value") == value:
                _quotes(page, texts, told)
    _items(page, texts, visit, persons)
    if visit.topics:
        page.line((f"{'topics':<14}", "dim"), ", ".join(visit.topics), indent=2)
    _conflicts(page, visit.conflicts, persons)
    _lifecycle(page, visit)


def _shown(field: str, value: Any, persons: Mapping[str, Person], reports: Iterable[str]) -> str:
    person = persons.get(value) if isinstance(value, str) else None
    if person is not None and field in ("head", "hosts", "invited_by", "participants"):
        return person_line(person, reports)
    return value_line(value, persons)


def _quotes(page: Page, texts: Texts, told: Mapping[str, Any]) -> None:
    for parts in texts.quote(str(told.get("report") or ""), told.get("spans", ())):
        page.line(*parts, indent=16)


def _items(page: Page, texts: Texts, visit: Visit, persons: Mapping[str, Person]) -> None:
    for field, items in (("activities", visit.activities), ("documents", visit.documents), ("awards", visit.awards)):
        for n, item in enumerate(items):
            page.line((f"{field if n == 0 else '':<14}", "dim"), item_line(item, persons), indent=2)
            for told in item.get("evidence", ()):
                _quotes(page, texts, told)


def _conflicts(page: Page, conflicts: Iterable[Conflict], persons: Mapping[str, Person]) -> None:
    for conflict in conflicts:
        page.line(("reports disagree", "bad"), f" on {conflict.field}:", indent=2)
        page.line(
            "   |   ".join(f"{value_line(v['value'], persons)}  ({', '.join(v['reports'])})" for v in conflict.values),
            indent=4,
        )


def _lifecycle(page: Page, visit: Visit) -> None:
    if visit.history:
        steps = [
            f"{s.get('status')} ({', '.join(filter(None, (s.get('date'), s.get('report'))))})" for s in visit.history
        ]
        page.line((f"{'history':<14}", "dim"), " > ".join(steps), indent=2)
    for words in visit.judged:
        page.line((f"{'decided':<14}", "dim"), words, indent=2)


def person_card(page: Page, register: Register, person: Person) -> None:
    """Print a person: spellings, offices with the reports that show them, visits made and received."""
    from elchi.query import Query

    page.line((person.id, "head"), "  ", (person.name, "head"), "  ", person.country or "")
    if person.wikidata:
        page.line((f"wikidata {person.wikidata}", "dim"), indent=2)
    for name in person.names:
        about = ", ".join(filter(None, (name.get("language"), ", ".join(name.get("reports", ())))))
        page.line((f"{'name':<8}", "dim"), str(name["name"]), (f"  {about}", "dim"), indent=2)
    for held in person.tenures:
        page.line((f"{'office':<8}", "dim"), f"{office_line(held)}, {seen(held.first_seen, held.last_seen)}", indent=2)
        if held.position:
            page.line((f"as “{one_line(held.position)}”  {', '.join(held.reports)}", "dim"), indent=10)
    for rank in person.ranks:
        about = ", ".join(rank.get("reports", ()))
        page.line((f"{'rank':<8}", "dim"), str(rank.get("rank") or rank.get("value")), (f"  {about}", "dim"), indent=2)
    _conflicts(page, person.conflicts, {})
    visits = register.visits(Query(person=person.id))
    others = register.persons_by_id({v.head for v in visits if v.head})
    roles: tuple[tuple[str, Callable[[Visit], bool]], ...] = (
        ("made", lambda v: v.head == person.id),
        ("received", lambda v: person.id in v.hosts and v.head != person.id),
        ("took part", lambda v: person.id not in (v.head, *v.hosts)),
    )
    for label, fits in roles:
        for visit in filter(fits, visits):
            page.line((f"{label:<10}", "dim"), visit.id, "  ", visit_name(visit, others), indent=2)
    for words in person.judged:
        page.line(("decided   ", "dim"), words, indent=2)


def seen(first: str | None, last: str | None) -> str:
    """Return when reports show someone in an office."""
    if not first and not last:
        return "no report is dated"
    if first == last or not (first and last):
        return f"seen {first or last}"
    return f"first seen {first}, last seen {last}"


def holders_page(page: Page, office: str, holders: list[Holder], on: str | None) -> None:
    """Print who held an office. Days between reports are unknown, never vacant."""
    if not holders:
        when = f" on {on}" if on else ""
        page.line(f"No report shows anyone as {office}{when}. That does not say that the office was vacant.")
        return
    for holder in holders:
        held = holder.tenure
        page.line((holder.person.name, "head"), f"  {office_line(held)}  {seen(held.first_seen, held.last_seen)}")
        page.line((f"{holder.person.id}  reports: {', '.join(held.reports)}", "dim"), indent=2)
        if holder.note:
            page.line(holder.note, indent=2)
    page.line(("First and last seen are days of reports; what lies outside them is unknown, not vacant.", "dim"))


def reading_card(page: Page, reading: Any, text: str, explain: bool = False) -> None:
    """Print what one report says; with `explain` the rule and the words behind each value."""
    about = ", ".join(filter(None, (reading.language, reading.outlet, reading.published)))
    page.line((reading.id, "head"), f"  {one_line(reading.title or '')}", (f"  {about}", "dim"))
    names = {person.id: person.name for person in reading.persons}
    for person in reading.persons:
        country = f" ({person.country})" if person.country else ""
        post = "; ".join(filter(None, (person.office, person.rank)))
        page.line((f"{'person':<14}", "dim"), f"{person.name}{country}{', ' + post if post else ''}", indent=2)
        if explain:
            _reasons_of_person(page, text, person)
    for visit in reading.visits:
        _reading_visit(page, visit, names, text if explain else "")
    if reading.visits == ():
        page.line("no visit", indent=2)
    for figure in reading.figures:
        page.line(
            (f"{'figure':<14}", "dim"),
            f"{figure.what}: {figure.bound or ''} {figure.value:g} {figure.unit or ''}",
            indent=2,
        )
    for mention in reading.mentions or ():
        words = one_line(text[mention.start : mention.end])
        page.line((f"{mention.kind:<14}", "dim"), f"{words}  {mention.value or ''}", indent=2)
    for warning in reading.warnings:
        page.line((f"note: {warning}", "bad"), indent=2)


def _reading_visit(page: Page, visit: Any, names: Mapping[str, str], text: str) -> None:
    page.line(("visit" if visit.main else "visit mentioned in passing", "head"), indent=2)
    slots = {"from": visit.origin, "to": visit.destination}
    fields = (
        "kind",
        "status",
        "head",
        "hosts",
        "invited_by",
        "participants",
        "start",
        "end",
        "duration_days",
        "places",
    )
    slots |= {field: getattr(visit, field) for field in fields}
    for field, value in slots.items():
        if value in (None, (), ""):
            continue
        values = value if isinstance(value, tuple) else (value,)
        page.line((f"{field:<14}", "dim"), ", ".join(names.get(v, str(v)) for v in values), indent=4)
        if text:
            _reason(page, text, visit.slots.get(field, ()), field, _reason_words(field, visit))
    for field, items in (("activities", visit.activities), ("documents", visit.documents), ("awards", visit.awards)):
        for item in items:
            page.line((f"{field:<14}", "dim"), _item_words(item, names), indent=4)
            if text:
                _reason(page, text, item.evidence, field, f"{item.rule}{_sure(item.confidence)}")
    if visit.topics:
        page.line((f"{'topics':<14}", "dim"), ", ".join(visit.topics), indent=4)


def _item_words(item: Any, names: Mapping[str, str]) -> str:
    import msgspec

    value = msgspec.to_builtins(item)
    for field in ("with", "signatories"):
        value[field] = [names.get(each, each) for each in value.get(field, ())]
    for field in ("giver", "recipient"):
        value[field] = names.get(value.get(field), value.get(field))
    return item_line(value, {})


def _reasons_of_person(page: Page, text: str, person: Any) -> None:
    name = f"{person.rules.get('name', '')}{_sure(person.confidence)}"
    _reason(page, text, person.evidence, "name", name)
    for field in ("position", "office", "rank", "organisation", "country"):
        if getattr(person, field):
            spans = person.slots.get(field) or person.slots.get("position") or person.evidence
            _reason(page, text, spans, field, _reason_words(field, person))


def _reason_words(field: str, record: Any) -> str:
    """Return the rule behind a field and how sure it is."""
    rule = record.rules.get(field) or getattr(record, "derived", {}).get(field, "")
    return f"{rule}{_sure(record.certainty.get(field))}"


def _sure(certainty: float | None) -> str:
    return "" if certainty is None else f" ({certainty:.2f})"


def _reason(page: Page, text: str, spans: Iterable[Any], field: str, words: str) -> None:
    for parts in quotes_of(text, f"{field} {words}".strip(), spans):
        page.line(*parts, indent=18)
