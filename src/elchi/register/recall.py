"""Questions answered from the index in memory: which visits, in what order, how many have each value."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from itertools import compress, islice
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, select

from elchi.errors import QueryError
from elchi.register import schema
from elchi.register.bitsets import count_common, flags_of, join_bits, members_of, size_of
from elchi.register.days import first_day, last_day
from elchi.register.find import find_persons
from elchi.register.index import name_keys
from elchi.register.memory import CONFIDENCE_STEPS, SORTS, SOURCE_STEPS, VisitIndex
from elchi.register.rows import chunks
from elchi.register.search import find_numbers
from elchi.register.values import FACET_VALUES, Facet

if TYPE_CHECKING:
    from elchi.query import Query

_values = schema.visit_values.c
_KEPT = 300
"""Answers that are remembered of one index, of each kind."""
_FEW = 2000
"""Visits that are sorted by themselves rather than looked for in the order of all."""
_RANKED = (
    "from", "to", "kind", "status", "year", "office", "portfolio", "level", "activity", "document", "language",
    "outlet", "place",
)  # fmt: skip
_STEPS = {
    "sources": tuple(f"{least}" for least in SOURCE_STEPS),
    "confidence": tuple(f"{least:g}" for least in CONFIDENCE_STEPS),
    "review": ("open", "conflicts", "judged"),
}


def keep(index: VisitIndex, kind: str, key: Any, make: Callable[[], Any]) -> Any:
    """Return what was worked out for a key under an index, or work it out; all is forgotten when it gets much."""
    kept = index.kept.setdefault(kind, {})
    found = kept.get(key)
    if found is None:
        found = make()
        if len(kept) >= _KEPT:
            kept.clear()
        kept[key] = found
    return found


def choose(index: VisitIndex, connection: Connection, query: Query | None) -> int:
    """Return the visits that a question asks for as a bitset, whatever its order and limit."""
    if query is None:
        return index.all
    bare = msgspec.structs.replace(query, sort=None, limit=None, offset=0)
    bits: int = keep(index, "chosen", bare, lambda: _choose(index, connection, bare))
    return bits


def _choose(index: VisitIndex, connection: Connection, query: Query) -> int:
    bits = index.all
    plain = {"from_": "from", "to": "to", "kind": "kind", "status": "status", "activity": "activity",
             "level": "level", "portfolio": "portfolio", "language": "language", "review": "review"}  # fmt: skip
    for name, field in plain.items():
        value = getattr(query, name)
        if value:
            bits &= index.known(field, value)
    if query.country:
        bits &= index.known("from", query.country) | index.known("to", query.country)
    if query.office:
        office = query.office.lower()
        bits &= index.known("office", office) | index.known("post", office)
    bounds = (
        ("end", "at_least", last_or_first(query.since, first_day)),
        ("start", "at_most", last_or_first(query.until, last_day)),
        ("sources", "at_least", query.sources),
        ("confidence", "at_least", query.confidence),
    )
    for sort, side, value in bounds:
        if value is not None:
            bits &= keep(index, "bounds", (sort, side, value), partial(getattr(index, side), sort, value))
    if bits and query.document:
        bits &= _with_document(index, connection, query.document)
    if bits and query.person:
        persons = [person.id for person in find_persons(connection, query.person)]
        bits &= _with_value(index, connection, "person", persons)
    if bits and query.text:
        bits &= keep(index, "words", query.text, lambda: index.told_by(find_numbers(connection, query.text or "")))
    return bits


def last_or_first(date: str | None, side: Callable[[str | None], str | None]) -> str | None:
    """Return the day that bounds a date on one side; None where no date is given."""
    return side(date) if date else None


def _with_document(index: VisitIndex, connection: Connection, words: str) -> int:
    from elchi.query import DOCUMENTS

    if words.lower() in DOCUMENTS:
        return index.known("document", words.lower())
    bits = index.all if name_keys(words) else 0
    for key in name_keys(words):
        bits &= keep(index, "titles", key, partial(_with_value, index, connection, "title", [key]))
    return bits


def _with_value(index: VisitIndex, connection: Connection, field: str, values: list[str]) -> int:
    bits = 0
    for part in chunks(values):
        asked = select(_values.visit).where(_values.field == field, _values.value.in_(part))
        found = map(index.bit_of.get, connection.execute(asked).scalars())
        bits |= join_bits((bit for bit in found if bit is not None), index.size)
    return bits


def recall_ids(index: VisitIndex, connection: Connection, query: Query) -> list[str]:
    """Return the ids of the visits that a question asks for, in its order, at most its limit."""
    sort = query.sort or "start"
    if sort.removeprefix("-") not in SORTS:
        raise QueryError(f"Visits cannot be sorted by {sort!r}; there are {', '.join(SORTS)}")
    bits = choose(index, connection, query)
    end = None if query.limit is None else query.offset + query.limit
    if bits.bit_count() <= _FEW:
        picked = index.in_order(sort, members_of(bits, index.size))[query.offset : end]
    else:
        order, flags = index.order(sort), flags_of(bits, index.size)
        picked = list(islice(compress(order, map(flags.__getitem__, order)), query.offset, end))
    return [row.id for row in map(index.rows.__getitem__, picked) if row]


def recall_facets(index: VisitIndex, connection: Connection, query: Query | None) -> dict[str, list[Facet]]:
    """Count a question's visits by each value of the fields that filters know, the most frequent first."""
    bits = choose(index, connection, query)
    flags = flags_of(bits, index.size)
    facets = {field: _most_frequent(index, field, bits, flags) for field in _RANKED}
    for field, steps in _STEPS.items():
        held = index.held.get(field, {})
        counted = [Facet(field, step, count_common(held.get(step, ()), bits, flags)) for step in steps]
        facets[field] = [facet for facet in counted if facet.count]
    return facets


def _most_frequent(index: VisitIndex, field: str, bits: int, flags: bytes) -> list[Facet]:
    """Return the most frequent values of a field; values that are too rare in the register to be among them are not
    counted.
    """
    held = index.held.get(field, {})
    ranked = keep(
        index, "ranked", field, lambda: sorted(((size_of(each), value) for value, each in held.items()), reverse=True)
    )
    found: list[Facet] = []
    for place, (most, value) in enumerate(ranked):
        if place % FACET_VALUES == 0 and len(found) >= FACET_VALUES:
            found = _first(found)
            if most < found[-1].count:
                break
        count = count_common(held[value], bits, flags)
        if count:
            found.append(Facet(field, value, count))
    return _first(found)


def _first(facets: list[Facet]) -> list[Facet]:
    return sorted(facets, key=lambda each: (-each.count, each.value))[:FACET_VALUES]


def recall_pairs(index: VisitIndex, connection: Connection, query: Query | None) -> list[tuple[str, str, int]]:
    """Count a question's visits by from and to where both are known, the most frequent first."""
    ends = keep(index, "ends", "", lambda: [(row.origin, row.destination) if row else None for row in index.rows])
    counts = Counter(compress(ends, flags_of(choose(index, connection, query), index.size)))
    found = [(pair[0], pair[1], count) for pair, count in counts.items() if pair and pair[0] and pair[1]]
    return sorted(found, key=lambda each: (-each[2], each[0], each[1]))
