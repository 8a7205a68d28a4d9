"""The briefing before a visit: what the register knows of a country, a person or a visit, each line with its report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from elchi.errors import ExportError
from elchi.labels import item_line, office_line, person_ids, person_line, value_line, visit_date, visit_name
from elchi.model import Person, Tenure, Visit
from elchi.query import Query
from elchi.relations import took_place

if TYPE_CHECKING:
    from elchi.register import Register


class Line(msgspec.Struct, frozen=True):
    """One thing to know, and the ids of the reports that say it."""

    text: str
    reports: tuple[str, ...] = ()


class Section(msgspec.Struct, frozen=True):
    """A heading and its lines; an empty section says so."""

    title: str
    lines: tuple[Line, ...] = ()


class Briefing(msgspec.Struct, frozen=True, kw_only=True):
    """A title, sections, and the reports referred to: id -> outlet, day, title and address in one phrase."""

    title: str
    sections: tuple[Section, ...] = ()
    sources: dict[str, str] = {}


class Speech:
    """How a briefing says things: in plain English with codes, as terminals and programs have it.

    Pages have a speech of their own for each language of the interface.
    """

    def say(self, text: str, **values: str) -> str:
        """Return a text with values put in."""
        return text % values if values else text

    def country(self, code: str) -> str:
        """Return the name of a country."""
        return code

    def days(self, visit: Visit) -> str:
        """Return the days of a visit."""
        return visit_date(visit)

    def visit(self, visit: Visit, people: Mapping[str, Person]) -> str:
        """Return a visit in one phrase."""
        return visit_name(visit, people)

    def person(self, person: Person, reports: Iterable[str] = ()) -> str:
        """Return a person with the offices that some reports (or all) give."""
        return person_line(person, reports)

    def name(self, person: Person) -> str:
        """Return a person's name."""
        return person.name

    def held(self, tenure: Tenure) -> str:
        """Return an office as it was held."""
        return office_line(tenure)

    def seen(self, tenure: Tenure) -> str:
        """Return the days on which somebody was seen in an office."""
        return "/".join(dict.fromkeys(day for day in (tenure.first_seen, tenure.last_seen) if day)) or "no date"

    def item(self, item: Mapping[str, Any], people: Mapping[str, Person]) -> str:
        """Return an activity, document or award in one phrase."""
        return item_line(item, people)

    def value(self, field: str, value: Any, people: Mapping[str, Person]) -> str:
        """Return a value of a field of a visit."""
        return value_line(value, people)

    def field(self, field: str) -> str:
        """Return the name of a field of a visit."""
        return field


ENGLISH = Speech()


def make_brief(
    register: Register,
    country: str | None = None,
    person: str | None = None,
    visit: str | None = None,
    speech: Speech = ENGLISH,
) -> Briefing:
    """Return the briefing on exactly one of a country (ISO code), a person (name or id) and a visit (id)."""
    if country:
        return _country_brief(register, country, speech)
    if person:
        return _person_brief(register, register.person(person), speech)
    return _visit_brief(register, register.visit(visit or ""), speech)


def _country_brief(register: Register, country: str, speech: Speech) -> Briefing:
    going = register.visits(Query(from_=country, sort="-start"))
    coming = register.visits(Query(to=country, sort="-start"))
    people, name, say = _people(register, going + coming), speech.country(country), speech.say
    sections = [
        Section(say("Visits made by %(country)s", country=name), _visit_lines(going, people, speech)),
        Section(say("Visits received by %(country)s", country=name), _visit_lines(coming, people, speech)),
        *_common(going + coming, people, speech),
        Section(say("Office holders"), _holders(people.values(), {country}, speech)),
    ]
    return _finish(register, say("Briefing: %(of)s", of=name), sections)


def _person_brief(register: Register, person: Person, speech: Speech) -> Briefing:
    visits = register.visits(Query(person=person.id, sort="-start"))
    people, say = _people(register, visits), speech.say
    others = ", ".join(dict.fromkeys(n["name"] for n in person.names if n["name"] != person.name))
    who = speech.person(person)
    spellings = (Line(say("Also written %(names)s", names=others)),) if len(person.names) > 1 else ()

    def section(title: str, found: Iterable[Visit]) -> Section:
        return Section(title, _visit_lines(found, people, speech))

    sections = [
        Section(say("Who"), (Line(who, person.reports), *spellings)),
        Section(say("Offices"), _holders([person], None, speech)),
        section(say("Visits led"), (v for v in visits if v.head == person.id)),
        section(say("Visits received"), (v for v in visits if person.id in v.hosts)),
        section(say("Took part"), (v for v in visits if person.id not in (v.head, *v.hosts))),
        *_common(visits, people, speech),
    ]
    return _finish(register, say("Briefing: %(of)s", of=who), sections)


def _visit_brief(register: Register, visit: Visit, speech: Speech) -> Briefing:
    both = Query(from_=visit.origin, to=visit.destination), Query(from_=visit.destination, to=visit.origin)
    known = bool(visit.origin and visit.destination)
    earlier = [v for query in both for v in register.visits(query) if known and _before(v, visit)]
    earlier.sort(key=lambda v: (v.start or v.earliest or "", v.id), reverse=True)
    people, say = _people(register, [visit, *earlier]), speech.say
    sections = [
        Section(say("The visit"), tuple(_whole_visit(visit, people, speech))),
        Section(say("Earlier visits both ways"), _visit_lines(earlier, people, speech)),
        *_common([visit, *earlier], people, speech),
        Section(say("Office holders"), _holders(people.values(), {visit.origin, visit.destination}, speech)),
    ]
    return _finish(register, say("Briefing: %(of)s", of=speech.visit(visit, people)), sections)


def _before(earlier: Visit, visit: Visit) -> bool:
    first, second = earlier.start or earlier.earliest, visit.start or visit.earliest
    return earlier.id != visit.id and (not first or not second or first <= second)


def _people(register: Register, visits: Iterable[Visit]) -> dict[str, Person]:
    return register.persons_by_id({each for visit in visits for each in person_ids(visit)})


def _visit_lines(visits: Iterable[Visit], people: dict[str, Person], speech: Speech) -> tuple[Line, ...]:
    lines = []
    mentioned = speech.say("mentioned in passing")
    for visit in visits:
        passing = "" if visit.main else f" ({mentioned})"
        lines.append(Line(f"{speech.visit(visit, people)}{passing} [{visit.id}]", visit.reports))
    return tuple(lines)


def _whole_visit(visit: Visit, people: dict[str, Person], speech: Speech) -> Iterator[Line]:
    yield Line(speech.visit(visit, people), visit.reports)
    host, guest = speech.say("Host"), speech.say("Takes part")
    for role, ids in ((host, visit.hosts), (guest, visit.participants)):
        for each in ids:
            if each in people:
                yield Line(f"{role}: {speech.person(people[each], visit.reports)}", people[each].reports)
    for item in (*visit.activities, *visit.documents, *visit.awards):
        line = speech.item(item, people)
        yield Line(line[:1].upper() + line[1:], tuple(item.get("reports", visit.reports)))


def _common(visits: list[Visit], people: dict[str, Person], speech: Speech) -> list[Section]:
    """Return the sections that every briefing has: meetings, documents, awards, open conflicts, the newest first."""
    meetings: list[Line] = []
    documents: list[Line] = []
    awards: list[Line] = []
    conflicts: list[Line] = []
    say = speech.say
    either = say("or")
    newest = sorted(visits, key=lambda each: (each.start or each.earliest or "", each.id), reverse=True)
    for visit in newest:
        when = speech.days(visit)
        head = people.get(visit.head or "")
        for host in (people[each] for each in visit.hosts if each in people):
            if head and took_place([visit]):
                one, other = speech.person(head, visit.reports), speech.person(host, visit.reports)
                told = tuple(r for r in visit.reports if r in head.reports and r in host.reports)
                met = say("%(one)s and %(other)s", one=one, other=other)
                meetings.append(Line(f"{when}: {met}", told or visit.reports))
        for items, lines in ((visit.documents, documents), (visit.awards, awards)):
            lines += [Line(f"{when}: {speech.item(i, people)}", tuple(i.get("reports", visit.reports))) for i in items]
        for conflict in visit.conflicts:
            values = f" {either} ".join(
                f"{speech.value(conflict.field, v['value'], people)} ({', '.join(v['reports'])})"
                for v in conflict.values
            )
            conflicts.append(Line(f"{when} [{visit.id}], {speech.field(conflict.field)}: {values}"))
    return [
        Section(say("Who met whom"), tuple(meetings)),
        Section(say("Documents"), tuple(documents)),
        Section(say("Awards"), tuple(awards)),
        Section(say("Open conflicts"), tuple(conflicts)),
    ]


def _holders(people: Iterable[Person], countries: set[str | None] | None, speech: Speech) -> tuple[Line, ...]:
    """Return who was seen in which office, ambassadors to the countries too."""
    lines = []
    for person in people:
        for held in person.tenures:
            if countries is None or held.country in countries or held.at in countries:
                told = {"office": speech.held(held), "name": speech.name(person), "days": speech.seen(held)}
                line = Line(speech.say("%(office)s: %(name)s, seen %(days)s", **told), held.reports)
                lines.append((held.office, held.first_seen or "", line))
    return tuple(line for *_, line in sorted(lines, key=lambda each: (each[0], each[1], each[2].text)))


def _finish(register: Register, title: str, sections: list[Section]) -> Briefing:
    used = sorted({report for section in sections for line in section.lines for report in line.reports})
    sources = {
        id: ", ".join(filter(None, (report.outlet, report.published, report.title, report.url)))
        for id, report in register.reports_by_id(used).items()
    }
    return Briefing(title=title, sections=tuple(sections), sources=sources)


def render_markdown(briefing: Briefing) -> str:
    """Return the briefing as Markdown."""
    out = [f"# {briefing.title}\n"]
    for section in briefing.sections:
        out.append(f"\n## {section.title}\n")
        out += [f"- {_plain(line.text)}{_refs(line)}\n" for line in section.lines] or ["Nothing in the register.\n"]
    out.append("\n## Reports\n")
    out += [f"- `{id}` {_plain(about)}\n" for id, about in briefing.sources.items()]
    return "".join(out)


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is."""
    return "".join("\\" + c if c in "\\`*_<>#|" else c for c in " ".join(text.split()))


def _refs(line: Line) -> str:
    return " — " + ", ".join(f"`{report}`" for report in line.reports) if line.reports else ""


_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;max-width:48rem;margin:2rem auto;padding:0 1rem;color:#1a1a1a}"
    "h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:1.6rem;border-bottom:1px solid #ccc}"
    "cite{color:#555;font-style:normal;font-size:.85em}@media print{body{margin:0}a{color:inherit}}"
)


def render_html(briefing: Briefing) -> str:
    """Return the briefing as one HTML page without any script or outside file."""
    out = [
        '<!doctype html>\n<html lang="en">\n<head><meta charset="utf-8">',
        f"<title>{escape(briefing.title)}</title><style>{_STYLE}</style></head>\n<body>\n<h1>{escape(briefing.title)}</h1>\n",
    ]
    for section in briefing.sections:
        out.append(f"<h2>{escape(section.title)}</h2>\n")
        if not section.lines:
            out.append("<p>Nothing in the register.</p>\n")
            continue
        items = "".join(f"<li>{escape(line.text)}{_html_refs(line)}</li>\n" for line in section.lines)
        out.append(f"<ul>\n{items}</ul>\n")
    reports = "".join(
        f'<li id="{escape(id)}"><b>{escape(id)}</b> {escape(text)}</li>\n' for id, text in briefing.sources.items()
    )
    return "".join([*out, f"<h2>Reports</h2>\n<ul>\n{reports}</ul>\n</body>\n</html>\n"])


def _html_refs(line: Line) -> str:
    links = ", ".join(f'<a href="#{escape(report)}">{escape(report)}</a>' for report in line.reports)
    return f" <cite>{links}</cite>" if links else ""


def render_docx(briefing: Briefing, path: Path, speech: Speech = ENGLISH) -> None:
    """Write the briefing as DOCX, headings in the language of a speech.

    Raises ExportError where python-docx is not installed.
    """
    try:
        import docx
    except ModuleNotFoundError:
        raise ExportError("DOCX needs python-docx; install it with: pip install 'elchi[office]'") from None
    page = docx.Document()
    page.add_heading(briefing.title, level=1)
    for section in (
        *briefing.sections,
        Section(speech.say("Reports"), tuple(Line(f"{k}: {v}") for k, v in briefing.sources.items())),
    ):
        page.add_heading(section.title, level=2)
        for line in section.lines or (Line(speech.say("Nothing in the register.")),):
            paragraph = page.add_paragraph(line.text, style="List Bullet")
            if line.reports:
                paragraph.add_run(f"  {', '.join(line.reports)}").italic = True
    page.save(str(path))
