"""The question as a value: one parser for command-line flags, the query part of an address and JSON.

A `Query` is what every face of elchi (terminal, REST, pages) hands to the register, so the same
question gives the same answer everywhere. Values are checked here, once: a wrong country, date or
kind is a `QueryError` that names what there is.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from datetime import date
from difflib import get_close_matches
from functools import lru_cache
from typing import Any
from urllib.parse import parse_qsl, urlencode

import msgspec

from elchi.errors import QueryError
from elchi.vocabulary.load import table

KINDS = ("state", "official", "working", "business", "study", "private")
STATUSES = ("planned", "ongoing", "completed", "cancelled")
ACTIVITIES = (
    "arrival", "welcome_ceremony", "wreath_laying", "meeting", "signing", "award", "guest_book", "site_visit",
    "opening", "event", "press_conference", "banquet", "departure", "invitation",
)  # fmt: skip
DOCUMENTS = ("memorandum", "agreement", "protocol", "declaration", "plan", "contract", "other")
REVIEWS = ("open", "conflicts", "judged")
SORTS = ("start", "end", "from", "to", "sources", "confidence", "id")

_EDTF = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")


class Query(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A question to the register; a field left None asks nothing.

    `from_` (`from` outside Python) and `to` are the direction, `country` is either end: ISO 3166-1
    codes or organisations. `document` is a document kind or words of a title. `since` and `until` are
    EDTF dates, both included. `sources` and `confidence` are least values. `review` is `open` (doubtful,
    not yet judged), `conflicts` or `judged`. `sort` is a field of SORTS, `-` before it turns it round.
    """

    from_: str | None = msgspec.field(default=None, name="from")
    to: str | None = None
    country: str | None = None
    person: str | None = None
    office: str | None = None
    kind: str | None = None
    status: str | None = None
    activity: str | None = None
    document: str | None = None
    since: str | None = None
    until: str | None = None
    text: str | None = None
    level: str | None = None
    portfolio: str | None = None
    language: str | None = None
    sources: int | None = None
    confidence: float | None = None
    review: str | None = None
    sort: str | None = None
    limit: int | None = None
    offset: int = 0

    @classmethod
    def from_words(cls, words: Mapping[str, Any]) -> Query:
        """Return the query that names and values give; empty values ask nothing.

        Names are those of the fields, `from` and `from_` alike; values may be text (`"10"`) or already
        of their type. Raises QueryError for a name that does not exist or a value that cannot be.
        """
        values: dict[str, Any] = {}
        for name, value in words.items():
            field = "from_" if name == "from" else name.replace("-", "_")
            if field not in cls.__struct_fields__:
                raise QueryError(f"There is no filter {name!r}{_nearest(name, _public_names())}")
            if value is None or (isinstance(value, str) and not value.strip()):
                continue
            if field in values:
                raise QueryError(f"The filter {name!r} is given twice; give it once")
            values[field] = _check(field, value.strip() if isinstance(value, str) else value)
        query = cls(**values)
        if query.since and query.until and query.since > query.until and not query.since.startswith(query.until):
            raise QueryError(f"since {query.since} is after until {query.until}; turn them round")
        return query

    @classmethod
    def from_url(cls, text: str) -> Query:
        """Return the query written in the query part of an address, such as `from=KZ&since=2020`."""
        words: dict[str, str] = {}
        for name, value in parse_qsl(text.lstrip("?"), keep_blank_values=True):
            if value and words.get(name):
                raise QueryError(f"The filter {name!r} is given twice; give it once")
            words[name] = value or words.get(name, "")
        return cls.from_words(words)

    @classmethod
    def from_json(cls, data: bytes | str) -> Query:
        """Return the query written as a JSON object."""
        try:
            words = msgspec.json.decode(data)
        except msgspec.DecodeError as error:
            raise QueryError(f"The query is not JSON: {error}") from None
        if not isinstance(words, dict):
            raise QueryError("The query must be a JSON object of filters and values")
        return cls.from_words(words)

    def to_words(self) -> dict[str, Any]:
        """Return the filters that ask something, by their public names, in the order of the fields."""
        words: dict[str, Any] = msgspec.to_builtins(self)
        return words

    def to_url(self) -> str:
        """Return the query part of an address, without the question mark; `from_url` reads it back."""
        return urlencode(self.to_words())

    def to_json(self) -> str:
        """Return the query as a JSON object; `from_json` reads it back."""
        return msgspec.json.encode(self).decode()


def find_country(value: str) -> str:
    """Return the ISO code or organisation's short name that a code or a name (in any known language) means."""
    for code in (value, value.upper()):
        if code in _country_codes():
            return code
    names = _country_names()
    found = names.get(_fold(value))
    if found is None:
        near = get_close_matches(_fold(value), names, n=1, cutoff=0.75)
        hint = f"; did you mean {names[near[0]]}?" if near else "; give an ISO code such as KZ, or a name"
        raise QueryError(f"There is no country or organisation {value!r}{hint}")
    return found


def _check(field: str, value: Any) -> Any:
    if field in _CHOICES:
        return _choose(field, str(value), _CHOICES[field])
    if field in ("from_", "to", "country"):
        return find_country(str(value))
    if field in ("since", "until"):
        return check_date(field, str(value))
    if field in _NUMBERS:
        return _check_number(field, value)
    if field == "sort":
        text = str(value)
        return ("-" if text.startswith("-") else "") + _choose(field, text.removeprefix("-"), SORTS)
    if not isinstance(value, str):
        raise QueryError(f"{field} must be text, not {value!r}")
    return value


_CHOICES = {"kind": KINDS, "status": STATUSES, "activity": ACTIVITIES, "review": REVIEWS}
_NUMBERS: dict[str, tuple[type[int] | type[float], float, float]] = {
    "sources": (int, 1, 10**6),
    "confidence": (float, 0, 1),
    "limit": (int, 1, 10**6),
    "offset": (int, 0, 10**9),
}


def _choose(field: str, value: str, known: tuple[str, ...]) -> str:
    wanted = value.strip().lower().replace(" ", "_")
    if wanted not in known:
        raise QueryError(f"There is no {field} {value!r}; there are {', '.join(known)}")
    return wanted


def _check_number(field: str, value: Any) -> int | float:
    kind, least, most = _NUMBERS[field]
    try:
        number = kind(value)
    except (TypeError, ValueError):
        raise QueryError(f"{field} must be a number, not {value!r}") from None
    if not least <= number <= most or isinstance(value, bool) or number != float(value):
        raise QueryError(f"{field} must be {kind.__name__} from {least} to {most}, not {value!r}")
    return number


def check_date(field: str, value: str) -> str:
    """Return a year, month or day (EDTF) as it is; raises QueryError that names the field where it is none."""
    if not _EDTF.fullmatch(value):
        raise QueryError(f"{field} must be a date such as 2023, 2023-02 or 2023-02-22, not {value!r}")
    try:
        date.fromisoformat((value + "-01-01")[:10])
    except ValueError:
        raise QueryError(f"{field} {value!r} is no day of the calendar") from None
    return value


def _public_names() -> list[str]:
    return list(Query.__struct_encode_fields__)


def _nearest(name: str, known: Iterable[str]) -> str:
    near = get_close_matches(name, list(known), n=1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(known)}"


def _fold(text: str) -> str:
    """Lower case without diacritics, so that `Azerbaycan` finds what `Azərbaycan` names."""
    plain = unicodedata.normalize("NFKD", text.casefold().replace("ı", "i").replace("ə", "a"))
    return " ".join("".join(c if c.isalnum() else " " for c in plain if not unicodedata.combining(c)).split())


@lru_cache(maxsize=1)
def _country_codes() -> frozenset[str]:
    """Return the ids of the vocabulary: ISO codes, and short names of organisations."""
    return frozenset(row["id"] for row in table("countries"))


@lru_cache(maxsize=1)
def _country_names() -> dict[str, str]:
    """Return folded name -> code: the vocabulary's names, then CLDR's in the languages that have a folder."""
    from babel import Locale, UnknownLocaleError

    from elchi.grammar.language import language_codes

    names = {_fold(row[column]): row["id"] for column in ("long", "name") for row in table("countries") if row[column]}
    for code in language_codes():
        try:
            territories = Locale.parse(code).territories
        except (UnknownLocaleError, ValueError):
            continue
        for territory, name in territories.items():
            if territory in _country_codes():
                names.setdefault(_fold(name), territory)
    return names
