"""An index of all visits in memory, for programs that answer many questions: a server's filters, counts and orders.

Each visit has a bit, each value of a filter the set of the visits that have it (`bitsets`), each order the list of bits
in it. An index is never changed: one that has the changes since (the table `changes`) is made from it, so that whoever
reads the old one is not disturbed.
"""

from __future__ import annotations

import gc
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from threading import Lock, Thread
from typing import Any, NamedTuple

from sqlalchemy import Connection, func, select

from elchi.errors import RegisterError
from elchi.register import schema
from elchi.register.bitsets import Held, bits_of, flags_of, hold, join_bits, size_of, with_member, without
from elchi.register.rows import chunks

_visits, _values = schema.visits.c, schema.visit_values.c

FIELDS = ("year", "office", "post", "portfolio", "level", "activity", "document", "language", "outlet", "place")
"""Fields of `visit_values` that are held; of the others a question asks the database."""
SOURCE_STEPS, CONFIDENCE_STEPS = (2, 3, 5), (0.5, 0.8, 0.95)
"""Least values that are counted."""
_NOBODY, _SEVERAL = -1, -2
"""What stands for a text that no visit is told by, and by more than one."""


class Row(NamedTuple):
    """What is kept of a visit."""

    id: str
    origin: str | None
    destination: str | None
    kind: str | None
    status: str | None
    first_day: str | None
    last_day: str | None
    sources: int
    confidence: float
    conflicts: int
    judged: int
    doubtful: int


_COLUMNS = tuple(_visits[name] for name in Row._fields)
SORTS = {
    "start": Row._fields.index("first_day"),
    "end": Row._fields.index("last_day"),
    "from": Row._fields.index("origin"),
    "to": Row._fields.index("destination"),
    "sources": Row._fields.index("sources"),
    "confidence": Row._fields.index("confidence"),
    "id": Row._fields.index("id"),
}


def values_of(row: Row) -> Iterator[tuple[str, str]]:
    """Yield (field, value) for each filter that the columns of a visit answer."""
    ends = (("from", row.origin), ("to", row.destination), ("kind", row.kind), ("status", row.status))
    yield from ((field, value) for field, value in ends if value is not None)
    yield from (("sources", f"{least}") for least in SOURCE_STEPS if row.sources >= least)
    yield from (("confidence", f"{least:g}") for least in CONFIDENCE_STEPS if row.confidence >= least)
    reviews = (("open", row.doubtful and not row.judged), ("conflicts", row.conflicts), ("judged", row.judged))
    yield from (("review", name) for name, holds in reviews if holds)


class VisitIndex:
    """The visits of a register as they were at one change of it (`generation`).

    `rows` and `told` (numbers of the texts that tell of a visit) stand by bit, None for a bit that no visit has any
    more; `held` is field -> value -> set.
    """

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self.rows: list[Row | None] = []
        self.told: list[tuple[int, ...]] = []
        self.bit_of: dict[str, int] = {}
        self.held: dict[str, dict[str, Held]] = {}
        self.all = 0
        self.orders: dict[str, list[int]] = {}
        self.tellers = array("i")
        self.shared: dict[int, tuple[int, ...]] = {}
        self.kept: dict[Any, Any] = {}
        """What was worked out and holds for this index alone; who fills it bounds it."""

    @property
    def size(self) -> int:
        """The number of bits."""
        return len(self.rows)

    def known(self, field: str, value: str) -> int:
        """Return the visits that have a value as a bitset."""
        return bits_of(self.held.get(field, {}).get(value, 0), self.size)

    def told_by(self, numbers: Iterable[int]) -> int:
        """Return the visits that some texts tell of as a bitset."""
        tellers, end = self.tellers, len(self.tellers)
        found = [tellers[number] for number in numbers if number < end]
        bits = join_bits((bit for bit in found if bit >= 0), self.size)
        if _SEVERAL in found:
            more = [self.shared[number] for number in numbers if number in self.shared]
            bits |= join_bits((bit for each in more for bit in each), self.size)
        return bits & self.all

    def order(self, sort: str) -> list[int]:
        """Return the bits of all visits in an order (`-` before its name turns it round, what is unknown stays
        last).
        """
        found = self.orders.get(sort)
        if found is None:
            found = self.orders[sort] = self.in_order(sort, [bit for bit, row in enumerate(self.rows) if row])
        return found

    def in_order(self, sort: str, bits: list[int]) -> list[int]:
        """Return the bits of some visits in an order; where its values are equal, by id."""
        column, down = SORTS[sort.removeprefix("-")], sort.startswith("-")
        keys: dict[int, tuple[Any, str]] = {bit: (row[column], row.id) for bit in bits if (row := self.rows[bit])}
        by_id = sorted(keys, key=lambda bit: keys[bit][1])
        known = [bit for bit in by_id if keys[bit][0] is not None]
        known.sort(key=lambda bit: keys[bit][0], reverse=down)
        return known + [bit for bit in by_id if keys[bit][0] is None]

    def at_least(self, sort: str, value: Any) -> int:
        """Return the visits whose value in an order is known and not below one, as a bitset."""
        order = self.order(sort)
        start = bisect_left(order, value, hi=self._known(sort), key=self._key(sort))
        return join_bits(order[start : self._known(sort)], self.size)

    def at_most(self, sort: str, value: Any) -> int:
        """Return the visits whose value in an order is known and not above one, as a bitset."""
        order = self.order(sort)
        return join_bits(order[: bisect_right(order, value, hi=self._known(sort), key=self._key(sort))], self.size)

    def _key(self, sort: str) -> Callable[[int], Any]:
        rows, column = self.rows, SORTS[sort]
        return lambda bit: rows[bit][column]  # type: ignore[index]

    def _known(self, sort: str) -> int:
        """Return how many visits have a value in an order: they stand before the others."""
        order, key = self.order(sort), self._key(sort)
        return bisect_left(order, True, key=lambda bit: key(bit) is None)

    def place_in(self, sort: str, order: list[int], bit: int) -> None:
        """Put a bit where it belongs in an order."""
        rows: list[Any] = self.rows  # those of an order are all there
        column, down = SORTS[sort.removeprefix("-")], sort.startswith("-")
        own, id = rows[bit][column], rows[bit].id

        def comes_before(other: int) -> bool:
            theirs = rows[other][column]
            if theirs == own:
                return bool(rows[other].id < id)
            return theirs is not None and (own is None or bool(theirs > own if down else theirs < own))

        low, high = 0, len(order)
        while low < high:
            middle = (low + high) // 2
            low, high = (middle + 1, high) if comes_before(order[middle]) else (low, middle)
        order.insert(low, bit)


def newest_change(connection: Connection) -> int:
    """Return the number of the last change of a register, 0 where none is logged."""
    return connection.exec_driver_sql("SELECT max(number) FROM changes").scalar() or 0


def load_index(connection: Connection) -> VisitIndex:
    """Read the index of a whole register."""
    index = VisitIndex(newest_change(connection))
    words: dict[Any, Any] = {}  # one copy of each value
    members: dict[str, dict[str, list[int]]] = {}
    for columns in connection.execute(select(*_COLUMNS).order_by(_visits.id)):
        row = Row(*(words.setdefault(value, value) for value in columns))
        bit = index.bit_of[row.id] = len(index.rows)
        index.rows.append(row)
        for field, value in values_of(row):
            members.setdefault(field, {}).setdefault(value, []).append(bit)
    asked = select(_values.visit, _values.field, _values.value).where(_values.field.in_(FIELDS))
    for id, field, value in connection.execute(asked):
        bit = index.bit_of.get(id, _NOBODY)
        if bit >= 0:
            members.setdefault(field, {}).setdefault(value, []).append(bit)
    size = index.size
    index.held = {field: {value: hold(bits, size) for value, bits in each.items()} for field, each in members.items()}
    index.all = (1 << size) - 1
    _load_tellers(index, connection)
    return index


def _load_tellers(index: VisitIndex, connection: Connection) -> None:
    index.tellers = array("i", [_NOBODY]) * (_last_text(connection) + 1)
    told: list[list[int]] = [[] for _ in index.rows]
    for id, number in connection.execute(_tellers()):
        bit = index.bit_of.get(id, _NOBODY)
        if bit >= 0 and number < len(index.tellers):
            told[bit].append(number)
            _tell(index, number, bit)
    index.told = [tuple(numbers) for numbers in told]


def _tellers() -> Any:
    texts = schema.texts.c
    joined = select(_values.visit, texts.number).join(schema.texts, texts.report == _values.value)
    return joined.where(_values.field == "report")


def _last_text(connection: Connection) -> int:
    return int(connection.execute(select(func.max(schema.texts.c.number))).scalar() or 0)


def _tell(index: VisitIndex, number: int, bit: int) -> None:
    """Write down that a text tells of a visit, beside those that it tells of already."""
    before = index.tellers[number]
    if before == _NOBODY:
        index.tellers[number] = bit
    elif before != bit:
        index.shared[number] = tuple({*index.shared.get(number, (before,)), bit})
        index.tellers[number] = _SEVERAL


def update_index(old: VisitIndex, connection: Connection) -> VisitIndex | None:
    """Return an index with the changes since one was made; None where they are not known any more, or too many."""
    log = schema.changes.c
    since = connection.execute(select(log.number, log.records).where(log.number > old.generation)).all()
    numbers = sorted(row.number for row in since)
    if not numbers or numbers[0] != old.generation + 1 or not all(row.records for row in since):
        return None
    changed = sorted({id for row in since for id in row.records.split() if id.startswith("v-")})
    if len(changed) > max(1000, old.size // 10) or old.size > 2 * len(old.bit_of) + 1000:
        return None
    index = VisitIndex(numbers[-1])
    index.rows, index.told, index.bit_of = list(old.rows), list(old.told), dict(old.bit_of)
    index.tellers, index.shared = array("i", old.tellers), dict(old.shared)
    index.tellers.extend([_NOBODY] * (_last_text(connection) + 1 - len(index.tellers)))
    gone = [bit for bit in map(old.bit_of.get, changed) if bit is not None]
    silent = _take_out(index, old, gone)
    put_in = _put_in(index, connection, changed)
    for sort, order in index.orders.items():
        for bit in put_in:
            index.place_in(sort, order, bit)
    _tell_anew(index, connection, silent | {number for bit in put_in for number in index.told[bit]})
    return index


def _take_out(index: VisitIndex, old: VisitIndex, gone: list[int]) -> set[int]:
    """Clear some bits; return the numbers of the texts that told of their visits."""
    bits = join_bits(gone, old.size)
    flags = flags_of(bits, old.size)
    index.all = old.all & ~bits
    index.held = {
        field: {value: without(held, bits, flags) for value, held in each.items()} for field, each in old.held.items()
    }
    index.orders = {sort: [bit for bit in order if not flags[bit]] for sort, order in list(old.orders.items())}
    silent = {number for bit in gone for number in index.told[bit]}
    for bit in gone:
        row = index.rows[bit]
        if row:
            del index.bit_of[row.id]
        index.rows[bit], index.told[bit] = None, ()
    return silent


def _put_in(index: VisitIndex, connection: Connection, ids: list[str]) -> list[int]:
    """Read some visits anew, those that there are; return their bits."""
    found = []
    for part in chunks(ids):
        for columns in connection.execute(select(*_COLUMNS).where(_visits.id.in_(part))):
            row = Row(*columns)
            bit = index.bit_of[row.id] = len(index.rows)
            index.rows.append(row)
            index.told.append(())
            index.all |= 1 << bit
            found.append(bit)
            for field, value in values_of(row):
                _add(index, field, value, bit)
        asked = select(_values.visit, _values.field, _values.value)
        for id, field, value in connection.execute(asked.where(_values.visit.in_(part), _values.field.in_(FIELDS))):
            if id in index.bit_of:
                _add(index, field, value, index.bit_of[id])
        for id, number in connection.execute(_tellers().where(_values.visit.in_(part))):
            if id in index.bit_of:
                index.told[index.bit_of[id]] += (number,)
    for field, each in index.held.items():
        index.held[field] = {value: held for value, held in each.items() if size_of(held)}
    return found


def _add(index: VisitIndex, field: str, value: str, bit: int) -> None:
    each = index.held.setdefault(field, {})
    each[value] = with_member(each.get(value, ()), bit)


def _tell_anew(index: VisitIndex, connection: Connection, numbers: set[int]) -> None:
    """Read again which visits some texts tell of."""
    for number in numbers:
        index.tellers[number] = _NOBODY
        index.shared.pop(number, None)
    for part in chunks(sorted(numbers)):
        for id, number in connection.execute(_tellers().where(schema.texts.c.number.in_(part))):
            if id in index.bit_of:
                _tell(index, number, index.bit_of[id])


class Memory:
    """Keeps the index of a register up to date; it is made in a thread of its own, and there is none until then."""

    def __init__(self, read: Callable[[], AbstractContextManager[Connection]]) -> None:
        self._read = read
        self._index: VisitIndex | None = None
        self._lock = Lock()
        self._loading = False

    def load(self) -> None:
        """Read the index now."""
        with self._read() as connection:
            index = load_index(connection)
        index.order("start"), index.order("-start")
        with self._lock:
            self._index = index
        gc.freeze()  # a million things that stay: the collector need not look at them again and again

    def begin(self) -> None:
        """Read the index in a thread of its own, unless that goes on already."""
        with self._lock:
            if self._loading:
                return
            self._loading = True
        Thread(target=self._load, daemon=True).start()

    def _load(self) -> None:
        try:
            self.load()
        except RegisterError:  # closed or busy: the next question asks the database and tries again
            pass
        finally:
            self._loading = False

    def current(self, connection: Connection) -> VisitIndex | None:
        """Return the index as the register is for a connection; None where the database has to be asked."""
        index = self._index
        if index is None:
            self.begin()
            return None
        if index.generation >= newest_change(connection):
            return index
        with self._lock:
            if self._index is not None and self._index.generation < newest_change(connection):
                self._index = update_index(self._index, connection)
            return self._index
