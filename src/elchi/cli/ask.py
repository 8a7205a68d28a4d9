"""Commands that ask the register: visits, visit, persons, person, who, search, names."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import click

from elchi.cli.options import Address, Format, LineFormat, open_register, with_filters
from elchi.cli.params import argument, option
from elchi.cli.screen import Page, print_csv, print_lines, say
from elchi.query import Query, check_date, find_country

if TYPE_CHECKING:
    from elchi.model import Person, Visit
    from elchi.register import Register

VISIT_COLUMNS = ("id", "date", "from > to", "head", "hosts", "documents", "status", "sources")
PERSON_COLUMNS = ("id", "name", "country", "offices", "other spellings", "reports")


@with_filters
def visits(query: Query, format: Format = "table", register: Address = None) -> None:
    """List the visits that the filters ask for."""
    with open_register(register) as store:
        found = store.visits(query)
        if format == "jsonl":
            print_lines(found)
            return
        rows = visit_rows(store, found)
        if format == "csv":
            print_csv(VISIT_COLUMNS, rows)
            return
        Page().table(VISIT_COLUMNS, rows)
        total = len(found) if query.limit is None and not query.offset else store.count_visits(query)
        say(f"{len(found)} of {total} visits." if total != len(found) else f"{total} visits.")


def visit_rows(store: Register, visits: list[Visit]) -> list[list[str]]:
    """Return the table of visits, one row each, in the order of VISIT_COLUMNS."""
    from elchi.labels import direction, person_line, visit_date

    persons = store.persons_by_id({p for v in visits for p in (v.head, *v.hosts) if p})
    rows = []
    for visit in visits:
        head = persons.get(visit.head or "")
        papers = [str(d.get("title") or d.get("kind")) for d in visit.documents]
        hosts = [persons[h].name for h in visit.hosts if h in persons]
        status = " ".join(filter(None, (visit.kind, visit.status)))
        marks = " !" if visit.conflicts else ""
        who = person_line(head, visit.reports) if head else ""
        row = [visit.id, visit_date(visit), direction(visit), who, ", ".join(hosts), "; ".join(papers), status]
        rows.append([*row, f"{visit.independent_sources}{marks}"])
    return rows


def visit(
    id: Annotated[str, argument(metavar="ID", help="A visit's id, now or formerly.")],
    format: LineFormat = "table",
    register: Address = None,
) -> None:
    """Show one visit: every value with the sentence that says it, what reports disagree about, its history."""
    from elchi.cli.cards import visit_card

    with open_register(register) as store:
        found = store.visit(id)
        if format == "jsonl":
            print_lines([found])
        else:
            visit_card(Page(), store, found)


@with_filters
def persons(query: Query, format: Format = "table", register: Address = None) -> None:
    """List the persons that the filters ask for."""
    with open_register(register) as store:
        found = store.persons(query)
        if format == "jsonl":
            print_lines(found)
        elif format == "csv":
            print_csv(PERSON_COLUMNS, [person_row(person) for person in found])
        else:
            Page().table(PERSON_COLUMNS, [person_row(person) for person in found])
            say(f"{len(found)} persons.")


def person_row(person: Person) -> list[str]:
    """Return a person's row, in the order of PERSON_COLUMNS."""
    from elchi.labels import offices_then

    others = list(dict.fromkeys(n["name"] for n in person.names if n["name"] != person.name))
    reports = str(len(person.reports))
    return [
        person.id,
        person.name,
        person.country or "",
        "; ".join(offices_then(person, ())),
        ", ".join(others),
        reports,
    ]


def person(
    name: Annotated[str, argument(metavar="NAME-or-ID", help="A name in any spelling, or an id.")],
    format: LineFormat = "table",
    register: Address = None,
) -> None:
    """Show one person: every spelling, the offices held and when by which report, visits made and received."""
    from elchi.cli.cards import person_card

    with open_register(register) as store:
        found = store.person(name)
        if format == "jsonl":
            print_lines([found])
        else:
            person_card(Page(), store, found)


def who(
    office: Annotated[str, argument(metavar="OFFICE", help="ambassador, minister of defence ...")],
    country: Annotated[str | None, option(metavar="COUNTRY", help="Whose office it is.")] = None,
    at: Annotated[str | None, option("--in", metavar="COUNTRY", help="Accredited to.")] = None,
    on: Annotated[str | None, option(metavar="DATE", help="On that day, month or year.")] = None,
    format: LineFormat = "table",
    register: Address = None,
) -> None:
    """Say who held an office, with the reports that say so. Silence between reports is not vacancy."""
    from elchi.cli.cards import holders_page

    on = check_date("on", on) if on else None
    whose, accredited = (find_country(each) if each else None for each in (country, at))
    with open_register(register) as store:
        holders = store.who(office, country=whose, at=accredited, on=on)
        if format == "jsonl":
            print_lines(holders)
        else:
            holders_page(Page(), office, holders, on)


def search(
    words: Annotated[list[str], argument(metavar="WORDS", help='Words, or a phrase in "...".')],
    limit: Annotated[int, option(least=1, metavar="N", help="At most so many reports.")] = 20,
    format: LineFormat = "table",
    register: Address = None,
) -> None:
    """Search the full text of the reports, in any case form or script that folds alike."""
    from elchi.cli.cards import Texts

    with open_register(register) as store:
        hits = store.search(" ".join(words), limit)
        if format == "jsonl":
            print_lines(hits)
            return
        page, texts = Page(), Texts(store)
        for hit in hits:
            about = ", ".join(filter(None, (hit.language, hit.outlet, hit.published)))
            page.line((hit.report, "head"), f"  {hit.title or ''}", (f"  {about}", "dim"))
            for parts in texts.quote(hit.report, hit.spans, most=2):
                page.line(*parts[1:], indent=2)
            if hit.visits:
                page.line((f"visits: {', '.join(hit.visits)}", "dim"), indent=2)
        say(f"{len(hits)} reports.")


def names(
    first: Annotated[str | None, argument(metavar="A", help="A name.")] = None,
    second: Annotated[str | None, argument(metavar="B", help="Another spelling.")] = None,
    explain: Annotated[bool, option("--explain", help="Say why.")] = False,
    pairs: Annotated[
        str | None, option(metavar="FILE", help="A table with columns name_a and name_b: one score a line.")
    ] = None,
) -> None:
    """Say how likely two spellings name one person, 0 to 1."""
    from elchi.resolve.names import compare_names, score_pairs

    if pairs:
        for score in score_pairs(pairs):
            print(f"{score:.4f}")
        return
    if first is None or second is None:
        raise click.UsageError("give two names, or --pairs FILE")
    comparison = compare_names(first, second)
    print(f"{comparison.score:.4f}")
    for reason in comparison.reasons if explain else ():
        print(f"  {reason}")
