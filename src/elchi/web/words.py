"""The interface's languages: texts from catalogs, countries and dates from CLDR, offices from the vocabulary.

A catalog is a `.po` file in `locales/`; one that translates nothing belongs to the language of the source.
"""

from __future__ import annotations

import io
import re
from collections.abc import Mapping
from datetime import date
from functools import cached_property, lru_cache
from importlib.resources import files
from typing import Any

from babel import Locale
from babel.dates import format_date, format_interval, format_skeleton
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from babel.support import Translations

from elchi.model import Tenure
from elchi.register.values import AnyPerson, AnyVisit
from elchi.vocabulary.load import FOLDER, heads, read_table, table

_BRANCHES = re.compile(r", and |, | and ")
_JUDGED = re.compile(r"#(\d+) (\w+)(?: (\w+))? by (.+)")
_SAID = 8192
"""Dates and numbers that are remembered in a language."""
FOLDER_OF_LANGUAGES = FOLDER.parent / "languages"


class Words:
    """Everything that is said in one language of the interface."""

    def __init__(self, code: str, translations: Translations, is_source: bool) -> None:
        self.code = code
        self.locale = Locale.parse(code)
        self.translations = translations
        self.is_source = is_source
        self.say = translations.gettext
        # pages say the same days, counts and names again and again, and CLDR's patterns and catalogs take their time
        self.date = lru_cache(maxsize=_SAID)(self._date)
        self.range = lru_cache(maxsize=_SAID)(self._range)
        self.number = lru_cache(maxsize=_SAID)(self._number)
        self.country = lru_cache(maxsize=_SAID)(self._country)
        self.term = lru_cache(maxsize=_SAID)(self._term)
        self.office = lru_cache(maxsize=_SAID)(self._office)

    @cached_property
    def name(self) -> str:
        """The language's name in itself."""
        return (self.locale.get_display_name(self.locale) or self.code).capitalize()

    def _country(self, code: str | None) -> str:
        """Return the name of a country or organisation; `?` where it is not known."""
        if not code:
            return "?"
        return str(self.locale.territories.get(code) or _organisations().get(code, code))

    def language(self, code: str | None) -> str:
        """Return the name of a language."""
        return str(self.locale.languages.get(code) or code) if code else ""

    def _term(self, kind: str, id: str | None) -> str:
        """Return the name of a vocabulary id of a kind: activity, document, visit, status, level, field ..."""
        if not id:
            return ""
        found = str(self.translations.pgettext(kind, id))
        return found if found != id else id.replace("_", " ")

    def _office(self, office: str | None) -> str:
        """Return a standard office: whole where the catalog has it, else its post with the portfolio's name."""
        if not office:
            return ""
        whole = self.translations.pgettext("office", office)
        if whole != office or self.is_source:
            return str(whole)
        post, _, portfolio = office.partition(" of ")
        pattern = str(self.translations.pgettext("office", f"{post} of %s")) if portfolio else office
        named = self.portfolio(portfolio)
        return office if pattern in (office, f"{post} of %s") or named == portfolio else str(pattern % named)

    def judged(self, told: str) -> str:
        """Return a decision as records keep it (`#3 correct start by ann`) in words; anything else as it is."""
        match = _JUDGED.fullmatch(told)
        if match is None:
            return told
        number, act, field, who = match.groups()
        return f"{self.say('No.')} {number}: {self.term('act', act)} {self.term('field', field)}".rstrip() + f", {who}"

    def refusal(self, reason: str) -> str:
        """Return why a file was not read."""
        return str(self.translations.pgettext("refusal", reason))

    def portfolio(self, portfolio: str) -> str:
        """Return what a minister is for: as the catalog has it, else as the language folder first has it."""
        found = self._known_portfolio(portfolio)
        if found is None and not self.is_source:  # one of several branches, each of which may have a name
            parts = [self._known_portfolio(part) for part in _BRANCHES.split(portfolio)]
            if len(parts) > 1 and all(parts):
                first = ", ".join(str(part) for part in parts[:-1])
                pattern = str(self.say("%(one)s and %(other)s"))
                return pattern % {"one": first, "other": parts[-1]}
        return found or portfolio

    def _known_portfolio(self, portfolio: str) -> str | None:
        known = str(self.translations.pgettext("portfolio", portfolio))
        return known if known != portfolio else self._portfolios.get(portfolio)

    def body(self, portfolio: str) -> str:
        """Return the name of the ministry of a portfolio; the portfolio alone where it has no name here."""
        named = self.portfolio(portfolio)
        if named == portfolio and not self.is_source:
            return named
        return str(self.translations.pgettext("body", "ministry of %s")) % named

    @cached_property
    def _portfolios(self) -> dict[str, str]:
        """Portfolios by id in the form that stands with an office: the first whole one of the language folder."""
        path = FOLDER_OF_LANGUAGES / self.code / "portfolios.tsv"
        found: dict[str, str] = {}
        for row in read_table(path) if path.is_file() and not self.is_source else ():
            if "~" not in row["form"]:
                found.setdefault(row["id"], row["form"])
        return found

    def held(self, tenure: Tenure) -> str:
        """Return an office as a person held it, with its country and the one accredited to."""
        parts = [
            self.office(tenure.office) or tenure.position or "",
            self.country(tenure.country) if tenure.country else "",
        ]
        where = self.say("in %s") % self.country(tenure.at) if tenure.at else ""
        return ", ".join(filter(None, (*parts, where)))

    def person(self, person: AnyPerson) -> str:
        """Return a person's name as this language writes it, where a report in it was read."""
        own = (str(spelled["name"]) for spelled in person.names if spelled.get("language") == self.code)
        return next(own, person.name)

    def offices(self, person: AnyPerson, reports: Any = ()) -> str:
        """Return the offices that some reports give a person."""
        from elchi.labels import offices_then

        return ", ".join(self.office(office) for office in offices_then(person, reports))

    def _date(self, text: str | None) -> str:
        """Return an EDTF date of day, month or year as people write it."""
        if not text:
            return ""
        try:
            if len(text) == 10 and text[:4].isdigit():
                return format_date(date.fromisoformat(text), "long", self.locale)
            if len(text) == 10 and text.startswith("XXXX"):
                day = date.fromisoformat("2000" + text[4:])
                return f"{format_skeleton('MMMMd', day, locale=self.locale)}, ?"
            if len(text) == 7:
                return self.month(text)
        except ValueError:
            pass
        return text

    def month(self, text: str) -> str:
        """Return a month such as `2023-02` in words."""
        day = date.fromisoformat(text + "-01")
        return str(format_skeleton("yMMMM", day, locale=self.locale)).capitalize()

    def weekdays(self) -> list[str]:
        """Return the short names of the days of a week from Monday."""
        names = self.locale.days["format"]["abbreviated"]
        return [str(names[day]) for day in range(7)]

    def days(self, visit: AnyVisit) -> str:
        """Return the days of a visit: both ends where they differ, bounds of an undated one in brackets."""
        if visit.start or visit.end:
            return self.range(visit.start, visit.end)
        bounds = self.range(visit.earliest, visit.latest)
        return f"({bounds})" if bounds else self.say("undated")

    def _range(self, first: str | None, last: str | None) -> str:
        if first and last and first != last:
            if len(first) == len(last) == 10 and first[:1].isdigit() and last[:1].isdigit():
                begin, end = date.fromisoformat(first), date.fromisoformat(last)
                return str(format_interval(begin, end, skeleton="yMMMMd", locale=self.locale))
            return f"{self.date(first)} – {self.date(last)}"
        return self.date(first) if first else f"… {self.date(last)}" if last else ""

    def visit(self, visit: AnyVisit, persons: Mapping[str, AnyPerson]) -> str:
        """Return a visit in one phrase: direction, days, and who leads it."""
        head = persons.get(visit.head or "")
        way = f"{self.country(visit.origin)} → {self.country(visit.destination)}"
        return ", ".join(filter(None, (way, self.days(visit), self.person(head) if head else "")))

    def _number(self, value: float) -> str:
        """Return a number as the language writes it."""
        from babel.numbers import format_decimal

        return str(format_decimal(value, locale=self.locale))


@lru_cache(maxsize=1)
def _organisations() -> dict[str, str]:
    return {row["id"]: row["name"] for row in table("countries")}


@lru_cache(maxsize=1)
def levels() -> tuple[str, ...]:
    """Return the levels of offices that the vocabulary has."""
    return tuple(sorted({row["level"] for row in heads().values() if row.get("level")}))


def load_catalogs() -> dict[str, Words]:
    """Return language code -> its words, for each catalog that ships."""
    found = {}
    for file in sorted(files("elchi.web").joinpath("locales").iterdir(), key=lambda each: each.name):
        code, _, ending = file.name.partition(".")
        if ending == "po":
            found[code] = _load(code, file.read_bytes())
    return found


def _load(code: str, data: bytes) -> Words:
    catalog = read_po(io.BytesIO(data), locale=code)
    packed = io.BytesIO()
    write_mo(packed, catalog)
    packed.seek(0)
    return Words(code, Translations(packed), is_source=not any(message.id and message.string for message in catalog))
