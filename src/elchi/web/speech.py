"""The briefing in a language of the interface: names from CLDR, offices and kinds from the catalog."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

from elchi.brief import Speech
from elchi.model import Person, Tenure, Visit

if TYPE_CHECKING:
    from elchi.web.words import Words

_COUNTRIES, _DATES = ("from", "to"), ("start", "end", "earliest", "latest")
_KINDS = {"kind": "visit", "status": "status"}


class Spoken(Speech):
    """What a briefing says in the words of a language."""

    def __init__(self, words: Words) -> None:
        self.words = words

    def say(self, text: str, **values: str) -> str:
        """Return a text of the catalog with values put in."""
        said = str(self.words.say(text))
        return said % values if values else said

    def country(self, code: str) -> str:
        """Return the name of a country."""
        return self.words.country(code)

    def days(self, visit: Visit) -> str:
        """Return the days of a visit."""
        return self.words.days(visit)

    def visit(self, visit: Visit, people: Mapping[str, Person]) -> str:
        """Return a visit in one phrase."""
        way = f"{self.words.country(visit.origin)} → {self.words.country(visit.destination)}"
        kind, status = self.words.term("visit", visit.kind), self.words.term("status", visit.status)
        head = people.get(visit.head or "")
        about = [self.words.days(visit), way, kind, status, self.person(head, visit.reports) if head else ""]
        return ", ".join(filter(None, about))

    def name(self, person: Person) -> str:
        """Return a person's name."""
        return self.words.person(person)

    def person(self, person: Person, reports: Iterable[str] = ()) -> str:
        """Return a person with the offices that some reports (or all) give."""
        country = self.words.country(person.country) if person.country else ""
        about = ", ".join(filter(None, (self.words.offices(person, reports), country)))
        return f"{self.name(person)} ({about})" if about else self.name(person)

    def held(self, tenure: Tenure) -> str:
        """Return an office as it was held."""
        return self.words.held(tenure)

    def seen(self, tenure: Tenure) -> str:
        """Return the days on which somebody was seen in an office."""
        return self.words.range(tenure.first_seen, tenure.last_seen) or str(self.words.say("no date"))

    def item(self, item: Mapping[str, Any], people: Mapping[str, Person]) -> str:
        """Return an activity, document or award in one phrase."""
        words, title = self.words, item.get("title")
        context = "document" if "signatories" in item or "titles" in item else "activity"
        parts = [words.term(context, item.get("kind")), f"“{title}”" if title else ""]
        others = ", ".join(self._named(each, people) for each in (*item.get("with", ()), *item.get("signatories", ())))
        if others:
            pattern = words.say("with %(names)s") if item.get("with") else words.say("signed by %(names)s")
            parts.append(str(pattern) % {"names": others})
        for label, field in (("at", "place"), ("given by", "giver"), ("to", "recipient")):
            if item.get(field):
                parts.append(f"{words.term('item', label)} {self._named(item[field], people)}")
        if item.get("date"):
            parts.append(words.date(item["date"]))
        return ", ".join(filter(None, parts))

    def value(self, field: str, value: Any, people: Mapping[str, Person]) -> str:
        """Return a value of a field of a visit."""
        if isinstance(value, Mapping):
            return self.item(value, people)
        if isinstance(value, bool):
            return str(self.words.say("yes") if value else self.words.say("no"))
        if isinstance(value, list | tuple):
            return ", ".join(self.value(field, each, people) for each in value)
        if isinstance(value, str) and field in _COUNTRIES:
            return self.words.country(value)
        if isinstance(value, str) and field in _DATES:
            return self.words.date(value)
        if isinstance(value, str) and field == "activities":
            return self.words.term("activity", value)
        if isinstance(value, str) and field in _KINDS:
            return self.words.term(_KINDS[field], value)
        return self._named(value, people)

    def field(self, field: str) -> str:
        """Return the name of a field of a visit."""
        return self.words.term("field", field)

    def _named(self, value: Any, people: Mapping[str, Person]) -> str:
        person = people.get(value) if isinstance(value, str) else None
        return self.words.person(person) if person else str(value)
