"""Commands that tell a longer story: brief and relations."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Literal

from elchi.cli.options import Address, LineFormat, open_register
from elchi.cli.params import argument, option
from elchi.cli.screen import Page, print_lines, say
from elchi.errors import QueryError
from elchi.query import find_country

BriefFormat = Literal["md", "html", "docx"]


def brief(
    country: Annotated[str | None, option(metavar="COUNTRY", help="All visits from and to a country.")] = None,
    person: Annotated[str | None, option(metavar="NAME", help="A person, by name or id.")] = None,
    visit: Annotated[str | None, option(metavar="ID", help="A visit: what went before between the two.")] = None,
    format: Annotated[BriefFormat | None, option(help="Default: from the file's ending, else md.")] = None,
    output: Annotated[Path | None, option("--output", "-o", metavar="PATH", help="Default: the screen.")] = None,
    register: Address = None,
) -> None:
    """Write the briefing before a visit, each line with its report."""
    from elchi.brief import make_brief, render_docx, render_html, render_markdown

    if sum(each is not None for each in (country, person, visit)) != 1:
        raise QueryError("Give one of --country, --person and --visit")
    form = format or _ending(output)
    with open_register(register) as store:
        briefing = make_brief(store, country=find_country(country) if country else None, person=person, visit=visit)
    if form == "docx":
        if output is None:
            raise QueryError("A DOCX file needs a place: give -o PATH")
        render_docx(briefing, output)
    else:
        text = render_html(briefing) if form == "html" else render_markdown(briefing)
        if output is None:
            sys.stdout.write(text)
            return
        output.write_text(text, encoding="utf-8")
    say(f"{output} written.")


def _ending(output: Path | None) -> str:
    ending = output.suffix.lower().lstrip(".") if output else ""
    return {"html": "html", "htm": "html", "docx": "docx"}.get(ending, "md")


def relations(
    first: Annotated[str, argument(metavar="A", help="A country.")],
    second: Annotated[str, argument(metavar="B", help="The other country.")],
    format: LineFormat = "table",
    register: Address = None,
) -> None:
    """Show who owes whom a visit, by office, and the visits between two countries by year."""
    from elchi.relations import relate

    with open_register(register) as store:
        relation = relate(store, find_country(first), find_country(second))
    if format == "jsonl":
        print_lines([relation])
        return
    page = Page()
    a, b = relation.first, relation.second
    page.table(
        ("office", f"{a} > {b}", "last", f"{b} > {a}", "last", "owes a visit"),
        [
            [r.office, str(r.there), r.last_there or "", str(r.back), r.last_back or "", r.owes or ""]
            for r in relation.offices
        ],
    )
    for title, counts in (("year", relation.years), ("level", relation.levels), ("portfolio", relation.portfolios)):
        page.table((title, f"{a} > {b}", f"{b} > {a}"), [[k, str(there), str(back)] for k, there, back in counts])
    say(f"{relation.documents} documents signed.")
