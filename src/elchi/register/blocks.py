"""Subjects of statements and the block keys by which those that may be one find each other."""

from __future__ import annotations

import gc
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from contextlib import contextmanager

from sqlalchemy import Column, Connection, MetaData, Table, Text, bindparam, delete, func, insert, select

from elchi.merge import block_keys
from elchi.model import Statement
from elchi.register import schema
from elchi.register.rows import any_of, fetch, from_json, run
from elchi.register.shelf import report_facts, statements_of
from elchi.resolve.blocks import keep_more
from elchi.statements import anchor_kind, anchor_source, member_id

_KINDS = ("person", "visit")

_subjects, _blocks = schema.subjects.c, schema.blocks.c
_PART = 10_000  # anchors whose keys are made at once: a name that they share is analysed once
_NEXT = select(_subjects.anchor).where(_subjects.anchor > bindparam("last")).order_by(_subjects.anchor).limit(_PART)
_told = schema.statements.c
_RANGE = select(_told.subject, _told.id, _told.report, _told.property, _told.value, _told.language).where(
    _told.subject.between(bindparam("first"), bindparam("last"))
)
_SUBJECTS = select(_subjects.anchor).where(_subjects.anchor.in_(any_of()))
_DROP_KEYS = delete(schema.blocks).where(_blocks.anchor.in_(any_of()))
_DROP_SUBJECTS = delete(schema.subjects).where(_subjects.anchor.in_(any_of()))


def index_anchors(connection: Connection, anchors: Iterable[str]) -> set[str]:
    """Write down anchors with their keys; return those that views are made of (persons and visits)."""
    anchors = {anchor for anchor in anchors if anchor_kind(anchor) in _KINDS}
    known = {row.anchor for row in fetch(connection, _SUBJECTS, anchors)}
    rows = [
        {
            "anchor": each,
            "kind": anchor_kind(each),
            "member": member_id(each),
            "source": anchor_source(each),
            "record": None,
        }
        for each in sorted(anchors - known)
    ]
    if rows:
        connection.execute(insert(schema.subjects), rows)
    if known:
        run(connection, _DROP_KEYS, known)
    _index_keys(connection, anchors)
    return anchors


def _index_keys(connection: Connection, anchors: set[str]) -> None:
    rows = [{"key": key, "anchor": anchor} for key, anchor in _keys(connection, statements_of(connection, anchors))]
    if rows:
        connection.execute(insert(schema.blocks), rows)


def _keys(connection: Connection, told: Collection[Statement]) -> list[tuple[str, str]]:
    """Return (key, anchor) of what statements tell of, by anchor and key."""
    facts = report_facts(connection, {each.report for each in told if each.report})
    return [(key, anchor) for anchor, keys in sorted(block_keys(told, facts).items()) for key in sorted(keys.stored)]


def index_anew(connection: Connection, progress: Callable[[int, int], None] = lambda done, of: None) -> None:
    """Write down the keys of all anchors anew, as this version of the rules makes them.

    `progress` is told how many anchors are done, and of how many. They are gathered first and laid down in their
    order: keys written as they come touch all pages of the table, again and again.
    """
    gathered = Table("gathered_keys", MetaData(), Column("key", Text), Column("anchor", Text), prefixes=["TEMPORARY"])
    gathered.create(connection)
    total, done, last = connection.execute(select(func.count()).select_from(schema.subjects)).scalar_one(), 0, ""
    with _no_collecting(), keep_more():
        while part := connection.execute(_NEXT, {"last": last}).scalars().all():
            _gather(connection, gathered, _keys(connection, _told_of(connection, part)))
            last, done = part[-1], done + len(part)
            progress(done, total)
    by_anchor = next(index for index in schema.blocks.indexes)
    by_anchor.drop(connection)
    connection.execute(delete(schema.blocks))
    names = [gathered.c.key, gathered.c.anchor]
    connection.execute(insert(schema.blocks).from_select(["key", "anchor"], select(*names).order_by(*names)))
    by_anchor.create(connection)
    gathered.drop(connection)


@contextmanager
def _no_collecting() -> Iterator[None]:
    """Hold the collector of cycles off: statements make none, and looking through them again and again takes a third
    of the time.
    """
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


def _gather(connection: Connection, gathered: Table, keys: list[tuple[str, str]]) -> None:
    if not keys:
        return
    if connection.dialect.name == "sqlite":  # past what is done for each row between here and the database
        connection.exec_driver_sql(f"INSERT INTO {gathered.name} VALUES (?, ?)", keys)
    else:
        connection.execute(insert(gathered), [{"key": key, "anchor": anchor} for key, anchor in keys])


def _told_of(connection: Connection, anchors: Sequence[str]) -> list[Statement]:
    """Return what neighbouring anchors (in the database's order) are told of by, as far as keys are made of it."""
    wanted = set(anchors)
    rows = connection.execute(_RANGE, {"first": anchors[0], "last": anchors[-1]})
    return [
        Statement(
            id=id, source="", report=report, subject=subject, property=name, value=from_json(value), language=language
        )
        for several in rows.partitions(_PART)
        for subject, id, report, name, value, language in several
        if subject in wanted
    ]


def forget_anchors(connection: Connection, anchors: Iterable[str]) -> None:
    """Take anchors out of the index."""
    run(connection, _DROP_KEYS, anchors)
    run(connection, _DROP_SUBJECTS, anchors)
