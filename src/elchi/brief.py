"""The briefing before a visit: what the register knows of a country, a person or a visit, each line with its report."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from elchi.errors import ExportError
from elchi.labels import item_line, office_line, person_ids, person_line, value_line, visit_date, visit_name
from elchi.model import Person, Visit
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


def make_brief(
    register: Register, country: str | None = None, person: str | None = None, visit: str | None = None
) -> Briefing:
    """Return the briefing on exactly one of a country (ISO code), a person (name or id) and a visit (id)."""
    if country:
        return _country_brief(register, country)
    if person:
        return _person_brief(register, register.person(person))
    return _visit_brief(register, register.visit(visit or ""))


def _country_brief(register: Register, country: str) -> Briefing:
    going = register.visits(Query(from_=country, sort="-start"))
    coming = register.visits(Query(to=country, sort="-start"))
    people = _people(register, going + coming)
    sections = [
        Section(f"Visits made by {country}", _visit_lines(going, people)),
        Section(f"Visits received by {country}", _visit_lines(coming, people)),
        *_common(going + coming, people),
        Section("Office holders", _holders(people.values(), {country})),
    ]
    return _finish(register, f"Briefing: {country}", sections)


def _person_brief(register: Register, person: Person) -> Briefing:
    visits = register.visits(Query(person=person.id, sort="-start"))
    people = _people(register, visits)
    spellings = Line(
        "Also written " + ", ".join(dict.fromkeys(n["name"] for n in person.names if n["name"] != person.name))
    )
    sections = [
        Section("Who", (Line(person_line(person), person.reports), *((spellings,) if len(person.names) > 1 else ()))),
        Section("Offices", _holders([person], None)),
        Section("Visits led", _visit_lines((v for v in visits if v.head == person.id), people)),
        Section("Visits received", _visit_lines((v for v in visits if person.id in v.hosts), people)),
        Section("Took part", _visit_lines((v for v in visits if person.id not in (v.head, *v.hosts)), people)),
        *_common(visits, people),
    ]
    return _finish(register, f"Briefing: {person_line(person)}", sections)


def _visit_brief(register: Register, visit: Visit) -> Briefing:
    both = Query(from_=visit.origin, to=visit.destination), Query(from_=visit.destination, to=visit.origin)
    known = bool(visit.origin and visit.destination)
    earlier = [v for query in both for v in register.visits(query) if known and _before(v, visit)]
    earlier.sort(key=lambda v: (v.start or v.earliest or "", v.id), reverse=True)
    people = _people(register, [visit, *earlier])
    sections = [
        Section("The visit", tuple(_whole_visit(visit, people))),
        Section("Earlier visits both ways", _visit_lines(earlier, people)),
        *_common([visit, *earlier], people),
        Section("Office holders", _holders(people.values(), {visit.origin, visit.destination})),
    ]
    return _finish(register, f"Briefing: {visit_name(visit, people)}", sections)


def _before(earlier: Visit, visit: Visit) -> bool:
    first, second = earlier.start or earlier.earliest, visit.start or visit.earliest
    return earlier.id != visit.id and (not first or not second or first <= second)


def _people(register: Register, visits: Iterable[Visit]) -> dict[str, Person]:
    return register.persons_by_id({each for visit in visits for each in person_ids(visit)})


def _visit_lines(visits: Iterable[Visit], people: dict[str, Person]) -> tuple[Line, ...]:
    lines = []
    for visit in visits:
        passing = "" if visit.main else " (mentioned in passing)"
        lines.append(Line(f"{visit_name(visit, people)}{passing} [{visit.id}]", visit.reports))
    return tuple(lines)


def _whole_visit(visit: Visit, people: dict[str, Person]) -> Iterator[Line]:
    yield Line(visit_name(visit, people), visit.reports)
    for role, ids in (("Host", visit.hosts), ("Takes part", visit.participants)):
        for each in ids:
            if each in people:
                yield Line(f"{role}: {person_line(people[each], visit.reports)}", people[each].reports)
    for item in (*visit.activities, *visit.documents, *visit.awards):
        line = item_line(item, people)
        yield Line(line[:1].upper() + line[1:], tuple(item.get("reports", visit.reports)))


def _common(visits: list[Visit], people: dict[str, Person]) -> list[Section]:
    """Return the sections that every briefing has: meetings, documents, awards, open conflicts, the newest first."""
    meetings, documents, awards, conflicts = [], [], [], []
    newest = sorted(visits, key=lambda each: (each.start or each.earliest or "", each.id), reverse=True)
    for visit in newest:
        when = visit_date(visit)
        head = people.get(visit.head or "")
        for host in (people[each] for each in visit.hosts if each in people):
            if head and took_place([visit]):
                met = f"{when}: {person_line(head, visit.reports)} and {person_line(host, visit.reports)}"
                told = tuple(r for r in visit.reports if r in head.reports and r in host.reports)
                meetings.append(Line(met, told or visit.reports))
        documents += [
            Line(f"{when}: {item_line(d, people)}", tuple(d.get("reports", visit.reports))) for d in visit.documents
        ]
        awards += [
            Line(f"{when}: {item_line(a, people)}", tuple(a.get("reports", visit.reports))) for a in visit.awards
        ]
        for conflict in visit.conflicts:
            values = " or ".join(
                f"{value_line(v['value'], people)} ({', '.join(v['reports'])})" for v in conflict.values
            )
            field = conflict.field.replace("_", " ")
            conflicts.append(Line(f"{when} [{visit.id}], {field}: {values}"))
    return [
        Section("Who met whom", tuple(meetings)),
        Section("Documents", tuple(documents)),
        Section("Awards", tuple(awards)),
        Section("Open conflicts", tuple(conflicts)),
    ]


def _holders(people: Iterable[Person], countries: set[str | None] | None) -> tuple[Line, ...]:
    """Return who was seen in which office, ambassadors to the countries too."""
    lines = []
    for person in people:
        for held in person.tenures:
            if countries is None or held.country in countries or held.at in countries:
                seen = "/".join(dict.fromkeys(day for day in (held.first_seen, held.last_seen) if day)) or "no date"
                lines.append(
                    (
                        held.office,
                        held.first_seen or "",
                        Line(f"{office_line(held)}: {person.name}, seen {seen}", held.reports),
                    )
                )
    return tuple(line for *_, line in sorted(lines, key=lambda each: (each[0], each[1], each[2].text)))


def _finish(register: Register, title: str, sections: list[Section]) -> Briefing:
    used = sorted({report for section in sections for line in section.lines for report in line.reports})
    sources = {}
    for id in used:
        report = register.report(id)
        sources[id] = ", ".join(filter(None, (report.outlet, report.published, report.title, report.url)))
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


def render_docx(briefing: Briefing, path: Path) -> None:
    """Write the briefing as DOCX. Raises ExportError where python-docx is not installed."""
    try:
        import docx
    except ModuleNotFoundError:
        raise ExportError("DOCX needs python-docx; install it with: pip install 'elchi[office]'") from None
    page = docx.Document()
    page.add_heading(briefing.title, level=1)
    for section in (
        *briefing.sections,
        Section("Reports", tuple(Line(f"{k}: {v}") for k, v in briefing.sources.items())),
    ):
        page.add_heading(section.title, level=2)
        for line in section.lines or (Line("Nothing in the register."),):
            paragraph = page.add_paragraph(line.text, style="List Bullet")
            if line.reports:
                paragraph.add_run(f"  {', '.join(line.reports)}").italic = True
    page.save(str(path))
