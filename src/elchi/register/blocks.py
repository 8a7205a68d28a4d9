"""Subjects of statements and the block keys by which those that may be one find each other."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import Connection, bindparam, delete, insert, select

from elchi.merge import block_keys
from elchi.register import schema
from elchi.register.rows import any_of, fetch, run
from elchi.register.shelf import report_facts, statements_of
from elchi.statements import anchor_kind, anchor_source, member_id

_KINDS = ("person", "visit")

_subjects, _blocks = schema.subjects.c, schema.blocks.c
_NEXT = select(_subjects.anchor).where(_subjects.anchor > bindparam("last")).order_by(_subjects.anchor).limit(5000)
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
    told = statements_of(connection, anchors)
    facts = report_facts(connection, {each.report for each in told if each.report})
    rows = [
        {"key": key, "anchor": anchor}
        for anchor, keys in sorted(block_keys(told, facts).items())
        for key in sorted(keys.stored)
    ]
    if rows:
        connection.execute(insert(schema.blocks), rows)


def index_anew(connection: Connection) -> None:
    """Write down the keys of all anchors anew, as this version of the rules makes them."""
    connection.execute(delete(schema.blocks))
    last = ""
    while part := connection.execute(_NEXT, {"last": last}).scalars().all():
        _index_keys(connection, set(part))
        last = part[-1]


def forget_anchors(connection: Connection, anchors: Iterable[str]) -> None:
    """Take anchors out of the index."""
    run(connection, _DROP_KEYS, anchors)
    run(connection, _DROP_SUBJECTS, anchors)
