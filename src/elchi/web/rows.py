"""The rows of tables and the values of filters as HTML: what stands on a page by the hundred is put together here.

A template takes some 3 microseconds for each value that it shows, a list has 1,500 of them. Every text goes through
`shown`, as the templates' own do.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import quote

from markupsafe import Markup, escape

from elchi.register.values import AnyPerson, AnyVisit
from elchi.text.quotes import one_line
from elchi.web.shown import shown

if TYPE_CHECKING:
    from elchi.web.evidence import Fact, Told
    from elchi.web.facets import Choice
    from elchi.web.words import Words

_HOSTS = _PAPERS = 3
"""Hosts and documents shown in a row."""


@lru_cache(maxsize=8192)
def path(text: str) -> str:
    """Return a text as a part of an address in HTML."""
    return quote(text, safe="")


def person_cell(person: AnyPerson | None, words: Words, reports: Iterable[str] = ()) -> str:
    """Return a person's name with a link to the card, and the offices that some reports (or all) give."""
    if person is None:
        return ""
    name = f'<a href="/persons/{path(person.id)}"><bdi>{shown(words.person(person))}</bdi></a>'
    offices = words.offices(person, reports)
    return f'{name} <span class="more"><bdi>{shown(offices)}</bdi></span>' if offices else name


def hosts_cell(visit: AnyVisit, persons: Mapping[str, AnyPerson], words: Words) -> str:
    """Return the first hosts of a visit, a line each."""
    return "<br>".join(person_cell(persons.get(host), words) for host in visit.hosts[:_HOSTS])


def papers_cell(visit: AnyVisit, words: Words) -> str:
    """Return the titles, or else the kinds, of the first documents of a visit."""
    titles = (paper.get("title") or words.term("document", paper.get("kind")) for paper in visit.documents[:_PAPERS])
    return "; ".join(f"<bdi>{shown(str(title))}</bdi>" for title in titles)


def status_cell(visit: AnyVisit, words: Words) -> str:
    """Return the status of a visit as a mark."""
    return f'<span class="status s-{shown(visit.status or "none")}">{shown(words.term("status", visit.status))}</span>'


def country_cell(code: str | None, words: Words, linked: bool = False) -> str:
    """Return the name of a country, with a link to its page where it is to have one."""
    name = f"<bdi>{shown(words.country(code))}</bdi>"
    return f'<a href="/countries/{path(code or "")}">{name}</a>' if linked else name


def visit_rows(visits: Iterable[AnyVisit], persons: Mapping[str, AnyPerson], words: Words) -> Markup:
    """Return the rows of a list of visits: dates, from, to, head, hosts, documents, status and kind, sources."""
    return Markup("".join(visit_row(visit, persons, words) for visit in visits))


def visit_row(visit: AnyVisit, persons: Mapping[str, AnyPerson], words: Words) -> str:
    """Return the row of one visit as HTML."""
    link, warning = f"/visits/{path(visit.id)}", ""
    if visit.conflicts:
        disagree = shown(words.say("Reports disagree"))
        warning = f' <a class="warn" href="{link}#conflicts" title="{disagree}" aria-label="{disagree}">!</a>'
    head = persons.get(visit.head) if visit.head else None
    return (
        f'<tr>\n<th scope="row"><a href="{link}">{shown(words.days(visit))}</a></th>\n'
        f'<td class="way">{country_cell(visit.origin, words)}</td>'
        f'<td class="way">{country_cell(visit.destination, words)}</td>\n'
        f"<td>{person_cell(head, words, visit.reports)}</td>\n"
        f'<td data-of="{shown(words.say("Hosts"))}">{hosts_cell(visit, persons, words)}</td>\n'
        f'<td data-of="{shown(words.say("Documents"))}">{papers_cell(visit, words)}</td>\n'
        f"<td>{status_cell(visit, words)} {shown(words.term('visit', visit.kind))}</td>\n"
        f'<td class="number" data-of="{shown(words.say("Sources"))}">'
        f"{visit.independent_sources}{warning}</td>\n</tr>\n"
    )


def short_rows(visits: Iterable[AnyVisit], persons: Mapping[str, AnyPerson], words: Words) -> Markup:
    """Return the rows of a list of visits on another page: dates, direction, head, hosts, documents, status."""
    found = []
    for visit in visits:
        way = f"{country_cell(visit.origin, words, True)} → {country_cell(visit.destination, words, True)}"
        head = persons.get(visit.head) if visit.head else None
        days = f'<a href="/visits/{path(visit.id)}">{shown(words.days(visit))}</a>'
        found.append(
            f'<tr><th scope="row">{days}</th><td>{way}</td>\n'
            f"<td>{person_cell(head, words, visit.reports)}</td>\n"
            f'<td data-of="{shown(words.say("Hosts"))}">{hosts_cell(visit, persons, words)}</td>\n'
            f'<td data-of="{shown(words.say("Documents"))}">{papers_cell(visit, words)}</td>\n'
            f"<td>{status_cell(visit, words)}</td></tr>\n"
        )
    return Markup("".join(found))


def told_lines(told: Iterable[Told]) -> str:
    """Return the sentences that say a value, each with a link to its place in the report."""
    found = []
    for each in told:
        quote, report = each.quote, shown(each.source or each.report)
        before = shown(one_line(quote.before).lstrip())
        said = f"{before}<mark>{shown(one_line(quote.words))}</mark>{shown(one_line(quote.after))}"
        found.append(
            f'<span class="quote"><q><bdi>{said}</bdi></q>\n<a href="{_place(each)}"><bdi>{report}</bdi></a></span>\n'
        )
    return "".join(found)


def _place(told: Told) -> str:
    return f"/reports/{path(told.report)}?at={told.start}-{told.end}#c{told.start}"


def fact_cell(fact: Fact, id: str, words: Words) -> Markup:
    """Return a value with the sentences that say it; `id` is that of the sentences on the page."""
    text = shown(fact.text)
    if fact.told:
        link = f'href="{_place(fact.told[0])}" aria-describedby="{id}"'
        value = f'<a class="value" {link}><bdi>{text}</bdi></a>'
    else:
        value = f'<bdi class="value">{text}</bdi>'
    parts = [f'<span class="fact">{value}\n']
    if fact.link:
        card = shown(words.say("Card of %(name)s") % {"name": fact.text})
        parts.append(f' <a class="card" href="{shown(fact.link)}" aria-label="{card}">→</a>\n')
    if fact.more:
        parts.append(f' <span class="more"><bdi>{shown(fact.more)}</bdi></span>\n')
    if fact.told:
        parts.append(f'<span class="tip" id="{id}">{told_lines(fact.told)}</span>')
    return Markup("".join((*parts, "</span>")))


_VISIT = re.compile(r" ?\[(v-[0-9a-z]+)\]")


def line_of_brief(text: str, words: Words) -> Markup:
    """Return a line of a briefing; where it names a visit by its id, a link to it stands."""
    found, place = [], 0
    for match in _VISIT.finditer(text):
        card = shown(words.say("Card of %(name)s") % {"name": match[1]})
        found.append(shown(text[place : match.start()]))
        found.append(f' <a class="card" href="/visits/{match[1]}" aria-label="{card}">→</a>')
        place = match.end()
    return Markup("".join((*found, shown(text[place:]))))


def choice_items(choices: Iterable[Choice], words: Words) -> Markup:
    """Return the values of a filter as items of a list: name with its address, and count."""
    chosen = ' aria-current="true"'
    items = (
        f'<li><a href="{escape(choice.url)}"{chosen if choice.chosen else ""}>'
        f'<bdi>{shown(choice.name)}</bdi></a> <span class="count">{words.number(choice.count)}</span></li>'
        for choice in choices
    )
    return Markup("".join(items))
