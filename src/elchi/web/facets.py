"""The filters beside a list: each value with its count and the address that asks for it."""

from __future__ import annotations

from collections import OrderedDict
from threading import Lock
from typing import TYPE_CHECKING

import msgspec

from elchi.query import Query

if TYPE_CHECKING:
    from elchi.register import Register
    from elchi.web.words import Words

ORDER = (
    "from", "to", "kind", "status", "year", "office", "level", "portfolio", "activity", "document", "language",
    "sources", "confidence", "review",
)  # fmt: skip
_REMEMBERED = 512


class Choice(msgspec.Struct, frozen=True):
    """One value of a filter: its name, how many visits have it, and the address with it put in or taken out."""

    name: str
    count: int
    url: str
    chosen: bool = False


class FacetBox(msgspec.Struct, frozen=True):
    """A filter with its values, those chosen first."""

    field: str
    choices: tuple[Choice, ...]


class Counter:
    """Counts of facets by question, kept as long as the register does not change."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._kept: OrderedDict[str, tuple[int, dict[str, dict[str, int]]]] = OrderedDict()
        self._asking: dict[str, Lock] = {}
        self._state = ""
        self._lock = Lock()

    def count(self, query: Query) -> tuple[int, dict[str, dict[str, int]]]:
        """Return how many visits a question asks for, and field -> value -> how many of them have it."""
        bare = msgspec.structs.replace(query, sort=None, limit=None, offset=0)
        key, state = bare.to_url(), self._register.state()
        with self._lock:
            if state != self._state:
                self._kept.clear()
                self._state = state
            if key in self._kept:
                self._kept.move_to_end(key)
                return self._kept[key]
            turn = self._asking.setdefault(key, Lock())
        with turn:  # who asks the same meanwhile waits for this answer
            with self._lock:
                if state == self._state and key in self._kept:
                    return self._kept[key]
            found = self._ask(bare)
            with self._lock:
                self._asking.pop(key, None)
                if state == self._state:
                    self._kept[key] = found
                    while len(self._kept) > _REMEMBERED:
                        self._kept.popitem(last=False)
        return found

    def _ask(self, query: Query) -> tuple[int, dict[str, dict[str, int]]]:
        counts = {field: {f.value: f.count for f in each} for field, each in self._register.facets(query).items()}
        return self._register.count_visits(query), counts


def _around(query: Query, field: str) -> tuple[str, str]:
    """Return what stands before and behind a filter in the address of a question with another value of it, from the
    first page.
    """
    from urllib.parse import urlencode

    own = ("since", "until") if field == "year" else (field,)
    words = query.to_words()
    names = Query.__struct_encode_fields__
    place = names.index(own[0])
    sides = (names[:place], names[place:])
    before, behind = (
        urlencode({name: words[name] for name in side if name in words and name not in (*own, "offset")})
        for side in sides
    )
    return before and f"{before}&", behind and f"&{behind}"


def address(query: Query, path: str = "/visits", **extra: str | None) -> str:
    """Return the address of a question on a page."""
    from urllib.parse import urlencode

    parts = [query.to_url(), urlencode({name: value for name, value in extra.items() if value})]
    asked = "&".join(part for part in parts if part)
    return f"{path}?{asked}" if asked else path


def chosen_value(query: Query, field: str) -> str | None:
    """Return what a question asks of a field, None where it asks nothing."""
    if field == "year":
        return query.since if query.since and query.since == query.until and len(query.since) == 4 else None
    value = query.to_words().get(field)
    return None if value is None else f"{value:g}" if isinstance(value, float) else str(value)


def boxes(query: Query, counts: dict[str, dict[str, int]], words: Words, view: str | None) -> list[FacetBox]:
    """Return the filters of a list of visits."""
    found = []
    for field in ORDER:
        chosen = chosen_value(query, field)
        values = dict(counts.get(field, {}))
        if field == "year":
            values = dict(sorted(values.items(), reverse=True))
        if chosen is not None:
            values = {chosen: values.get(chosen, values.get(chosen.lower(), 0))}
        choices = _choices(query, field, {v: n for v, n in values.items() if n or v == chosen}, (chosen, view), words)
        if choices:
            found.append(FacetBox(field, choices))
    return found


def _choices(
    query: Query, field: str, values: dict[str, int], shown: tuple[str | None, str | None], words: Words
) -> tuple[Choice, ...]:
    """Return the values of a filter with the addresses that ask for them; `shown` is the one chosen, and the view."""
    from urllib.parse import quote_plus

    chosen, view = shown
    before, behind = _around(query, field)
    behind += f"&view={view}" if view else ""
    found = []
    for value, count in values.items():
        told = quote_plus(value)
        asked = "" if value == chosen else f"since={told}&until={told}" if field == "year" else f"{field}={told}"
        url = f"{before}{asked}{behind}".strip("&").replace("&&", "&")
        found.append(
            Choice(value_name(field, value, words), count, f"/visits?{url}" if url else "/visits", value == chosen)
        )
    return tuple(found)


def value_name(field: str, value: str, words: Words) -> str:
    """Return how people read a value of a filter."""
    if field in ("from", "to", "country"):
        return words.country(value)
    if field == "office":
        return words.office(value)
    if field == "portfolio":
        return words.portfolio(value)
    if field == "language":
        return words.language(value)
    if field in ("sources", "confidence"):
        return f"≥ {value}"
    kinds = {"kind": "visit", "status": "status", "activity": "activity", "document": "document"}
    return words.term(kinds[field], value) if field in kinds else words.term(field, value)
