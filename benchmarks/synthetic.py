"""A made-up world of visits, for measuring growth: the same seed gives the same reports.

Nobody in it lives: names are put together from syllables. As many officials, visits and reports are made as asked
for, so that the number of reports of one visit and of visits of one person stays what it is in a small register: a
register of a million statements is wide, not a small one told again.

- A million statements are 27,000 officials of 30 countries over thirty years. That many do not pass through ten
  offices: it would be three ministers of defence a year in each country. There are 150 offices (50 portfolios at three
  levels), so that an office is held for five years, and those who held it in one country are as many as in life.
- Names: given names are 5,600, surnames four million, both in equal shares, as sounds a hundredth of that. Namesakes
  grow with the officials, as in life; at a million statements an official has a few in all the world whose names
  sound alike.
"""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator
from datetime import date, timedelta

from elchi.model import Activity, Document, HeldOffice, PersonReading, Reading, Report, VisitReading

COUNTRIES = tuple("AZ KZ UZ KG TM TJ TR GE AM RU UA BY MD RO BG HU PL CZ SK AT DE FR IT ES PT GB IE SE FI NO".split())
_FIRST_OFFICES = (
    "minister of defence",
    "minister of justice",
    "minister of energy",
    "minister of culture",
    "minister of internal affairs",
    "minister of emergency situations",
    "prosecutor general",
    "speaker of parliament",
    "chief of the general staff",
    "minister of agriculture",
)
_PORTFOLIOS = (
    "finance economy trade transport health education science labour tourism sport ecology water forestry fisheries "
    "industry construction housing railways aviation communications innovation investment customs taxation statistics "
    "migration diaspora youth family religion heritage mining oil gas nuclear space geology meteorology standards "
    "competition privatisation archives veterinary nutrition insurance procurement licensing roads ports cadastre"
).split()
_LEVELS = ("minister of", "first deputy minister of", "deputy minister of")
OFFICES = (*_FIRST_OFFICES, *(f"{level} {field}" for field in _PORTFOLIOS for level in _LEVELS))[:150]
"""Offices of each country; the first ten are what the world had before, and `offices=10` makes it again."""
_SYLLABLES = tuple(consonant + vowel for consonant in "bdfghjklmnprstvz" for vowel in "aeiou")
_ENDINGS = ("ov", "ev", "li", "zade", "yan", "dze", "enko", "son", "ic", "man")
_REPORTS_OF_A_VISIT = (1, 1, 2, 3)
_LANGUAGES = ("az", "en", "ru")
_WORDINGS = (
    "{id}. {head} of {from_} paid a visit to {to} on {day}. He met {host} and {other}. They signed a {title}.",
    "Talks of {host}, {other} and their guest {head} ended in {to} with a {title}; he had come on {day} from {from_}.",
    "A delegation led by {head} arrived on {day}. The hosts were {host} with {other}. Documents: {title}. {id}",
    "In {to} {other} and {host} saw off {head} of {from_}, whose visit had begun on {day}; they keep a {title}. {id}",
)
TERM = 60
"""Visits of one set of officials."""
FIRST_DAY = date(1995, 1, 1)
DAYS = 365 * 30


class Official:
    """An official of the made-up world: a name, a country and an office."""

    def __init__(self, dice: random.Random, country: str, offices: int) -> None:
        given = "".join(dice.choice(_SYLLABLES) for _ in range(2)).capitalize()
        surname = "".join(dice.choice(_SYLLABLES) for _ in range(3)).capitalize() + dice.choice(_ENDINGS)
        self.name = f"{given} {surname}"
        self.country = country
        self.office = dice.choice(OFFICES[:offices])

    def reading(self, id: str, text: str) -> PersonReading:
        """Return the official as a report whose text names him would tell of him."""
        start = text.index(self.name)
        span = ((start, start + len(self.name)),)
        held = HeldOffice(office=self.office, position=self.office.title(), country=self.country, spans=span)
        return PersonReading(
            id=id,
            name=self.name,
            position=held.position,
            office=self.office,
            country=self.country,
            offices=(held,),
            evidence=span,
        )


def make_reports(
    statements: int, seed: int = 7, told: tuple[int, ...] = _REPORTS_OF_A_VISIT, offices: int = len(OFFICES)
) -> Iterator[tuple[Reading, Report]]:
    """Yield readings with their reports, about as many as give so many statements (some 27 a report).

    `told` are the numbers of reports that a visit may have, each as likely as the others.

    They come term by term, as archives do; the officials of each TERM of visits are new, and its reports are in mixed
    order. `offices` is how many offices a country has.
    """
    dice = random.Random(seed)
    visits = max(1, statements // 44)
    for term in range(0, visits, TERM):
        officials = {country: [Official(dice, country, offices) for _ in range(2)] for country in COUNTRIES}
        numbers = range(term, min(term + TERM, visits))
        reports = [
            report
            for number in numbers
            for report in _tell_visit(dice, number, (officials, number / visits), told)
        ]
        dice.shuffle(reports)
        yield from reports


def _tell_visit(
    dice: random.Random, number: int, when: tuple[dict[str, list[Official]], float], told: tuple[int, ...]
) -> Iterator[tuple[Reading, Report]]:
    """Tell of a visit at a share of the time that the world lasts, in some reports of their own words."""
    officials, share = when
    origin, destination = dice.sample(COUNTRIES, 2)
    head = dice.choice(officials[origin])
    hosts = dice.sample(officials[destination], 2)
    start = FIRST_DAY + timedelta(days=int(share * DAYS) + dice.randrange(30))
    length = dice.randint(1, 3)
    title = f"Memorandum on cooperation {number}"
    for copy in range(dice.choice(told)):
        id = f"s{number:07d}-{copy}"
        words = {
            "id": id,
            "head": head.name,
            "host": hosts[0].name,
            "other": hosts[1].name,
            "day": start,
            "title": title,
            "from_": origin,
            "to": destination,
        }
        yield _reading(id, _WORDINGS[copy].format(**words), (head, hosts[0], hosts[1]), (start, length, title, copy))


def _reading(
    id: str, text: str, parties: tuple[Official, ...], told: tuple[date, int, str, int]
) -> tuple[Reading, Report]:
    start, length, title, copy = told
    head, *hosts = parties
    published = (start + timedelta(days=copy)).isoformat()
    persons = tuple(party.reading(f"p{place}", text) for place, party in enumerate(parties, 1))
    whole = ((0, len(text)),)
    visit = VisitReading(
        origin=head.country,
        destination=hosts[0].country,
        kind="official",
        status="completed",
        head="p1",
        hosts=("p2", "p3"),
        start=start.isoformat(),
        duration_days=length,
        earliest=start.isoformat(),
        latest=(start + timedelta(days=length - 1)).isoformat(),
        activities=(
            Activity(kind="meeting", participants=("p2", "p3"), evidence=whole),
            Activity(kind="signing", evidence=whole),
        ),
        documents=(Document(kind="memorandum", title=title, signatories=("p1", "p2"), evidence=whole),),
        evidence=whole,
    )
    language = _LANGUAGES[copy % len(_LANGUAGES)]
    outlet = f"Outlet {copy}"
    digest = hashlib.sha256(text.encode()).hexdigest()
    report = Report(id=id, text=text, language=language, outlet=outlet, published=published)
    reading = Reading(
        id=id,
        language=language,
        outlet=outlet,
        published=published,
        text_chars=len(text),
        text_sha256=digest,
        persons=persons,
        visits=(visit,),
    )
    return reading, report
