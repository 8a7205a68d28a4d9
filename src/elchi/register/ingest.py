"""Put a report and what it says into the register: one transaction, whole or not at all."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from typing import Any

import msgspec
from sqlalchemy import Connection, and_, delete, func, insert, or_, select, update

from elchi.model import Reading, Report, Statement
from elchi.register import schema
from elchi.register.blocks import forget_anchors, index_anchors
from elchi.register.change import changing
from elchi.register.fulltext import forget_words
from elchi.register.readings import as_told_by, report_of
from elchi.register.rereadings import log_rereading, told_by
from elchi.register.rows import any_of, clean, fetch, run, statement_row, to_json
from elchi.register.search import index_text
from elchi.register.shelf import anchors_of
from elchi.register.sketches import forget_sketch, place_sketch
from elchi.statements import report_anchor, to_statements

_reports = schema.reports.c
_IDS = select(schema.statements.c.id).where(schema.statements.c.subject.in_(any_of()))
_DROP_STATEMENTS = delete(schema.statements).where(schema.statements.c.subject.in_(any_of()))

ADDED, UNCHANGED, REPLACED = "added", "unchanged", "replaced"


def put_report(connection: Connection, reading: Reading, report: Report, reader: str) -> str:
    """Add a report with its reading, or put it in the place of what was read before.

    A report of the same id or address with another text is a new revision of it: what the old text said goes.
    Returns `added`, `unchanged` or `replaced`.
    """
    report = msgspec.structs.replace(report, text=clean(report.text), key=report.key or report_key(report))
    return _put(connection, reading, report, (reader, to_statements(reading, report.key)))


def put_reading(connection: Connection, reading: Reading, text: str | None, reader: str) -> str:
    """Add a reading made elsewhere, as `put_report` does: its statements are those of that reader."""
    report = report_of(connection, reading, clean(text) if text is not None else None)
    report = msgspec.structs.replace(report, key=report.key or report_key(report))
    statements = [as_told_by(each, reader) for each in to_statements(reading, report.key)]
    return _put(connection, reading, report, (reader, statements))


def _put(connection: Connection, reading: Reading, report: Report, told: tuple[str, list[Statement]]) -> str:
    reader, statements = told
    content = _content_hash(reading, report, reader)
    known = _same_key(connection, report.key)
    given = min(known.given, report.id) if known else report.id
    if known and known.content == content and known.given == given:
        return UNCHANGED
    old = [known.key] if known else []
    old += _earlier_revisions(connection, report)
    before = told_by(connection, old) if old else {}
    with changing(connection, anchors_of(connection, old)) as change:
        regrouped = _take_out(connection, old)
        _follow(connection, [key for key in old if key != report.key], report.key)
        change.heirs.update(_heirs(change.anchors, report.key))
        _put_in(connection, msgspec.structs.replace(report, id=given), reading, content, reader)
        change.anchors |= add_statements(connection, statements)
        regrouped |= place_sketch(connection, report.key, report.text, report.published)
        renamed = _name_reports(connection, given)
        change.anchors |= anchors_of(connection, regrouped | renamed)
    if old:
        id = connection.execute(select(_reports.id).where(_reports.key == report.key)).scalar_one()
        log_rereading(connection, id, _now(), before, told_by(connection, [report.key]))
    return REPLACED if old else ADDED


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def report_key(report: Report) -> str:
    """Return the key of a report: the hash of its text, outlet and address."""
    told = "\x00".join((report.text, report.outlet or "", report.url or ""))
    return hashlib.sha256(told.encode("utf-8", "replace")).hexdigest()[:16]


def add_statements(connection: Connection, statements: list[Statement]) -> set[str]:
    """Write down statements, each once, and index their subjects; return the anchors that changed."""
    known = {row.id for row in fetch(connection, _IDS, (each.subject for each in statements))}
    new = [each for each in statements if each.id not in known]
    if new:
        connection.execute(insert(schema.statements), [statement_row(each) for each in new])
    return index_anchors(connection, {each.subject for each in new})


def _same_key(connection: Connection, key: str) -> Any:
    query = select(_reports.key, _reports.given, _reports.content).where(_reports.key == key)
    return connection.execute(query).one_or_none()


def _earlier_revisions(connection: Connection, report: Report) -> list[str]:
    """Return the keys of what a report takes the place of: of its address, or of its id where the addresses do not
    differ.
    """
    same = _reports.given == report.id
    if report.url:
        same = or_(_reports.url == report.url, and_(same, _reports.url.is_(None)))
    return list(connection.execute(select(_reports.key).where(_reports.key != report.key, same)).scalars())


def _follow(connection: Connection, old: list[str], new: str) -> None:
    """Let judgements on former texts of a report hold for its new one."""
    columns = schema.revisions.c
    connection.execute(delete(schema.revisions).where(columns.old == new))
    for key in old:
        connection.execute(update(schema.revisions).where(columns.new == key).values(new=new))
        connection.execute(insert(schema.revisions).values(old=key, new=new))


def _heirs(gone: set[str], key: str) -> dict[str, str]:
    """Return anchor -> the anchor of the same name or direction in the text that came in its place."""
    heirs = {}
    for anchor in gone:
        kind, _, rest = anchor.split(":", 2)
        heirs[anchor] = f"{kind}:{key}:{rest}"
    return heirs


def _name_reports(connection: Connection, given: str) -> set[str]:
    """Give reports that came with one id (of different addresses) ids of their own, whatever came first.

    Returns the keys of the reports whose id changed.
    """
    query = select(_reports.key, _reports.id).where(_reports.given == given).order_by(_reports.key)
    rows = sorted(connection.execute(query))
    names = {key: given if place == 0 else f"{given}~{key[:6]}" for place, (key, _) in enumerate(rows)}
    changed = {key for key, id in rows if names[key] != id}
    # by a name that nothing has first, as ids may be exchanged
    steps = [(key, f"\x01{key}") for key in sorted(changed)] + [(key, names[key]) for key in sorted(changed)]
    for key, id in steps:
        connection.execute(update(schema.reports).where(_reports.key == key).values(id=id))
    return changed


def _take_out(connection: Connection, keys: list[str]) -> set[str]:
    """Take reports and what they say out; return the reports whose group of reprints changed."""
    anchors = anchors_of(connection, keys)
    forget_anchors(connection, anchors)
    run(connection, _DROP_STATEMENTS, [*anchors, *map(report_anchor, keys)])
    regrouped: set[str] = set()
    for key in keys:
        number = connection.execute(
            select(schema.texts.c.number).where(schema.texts.c.report == key)
        ).scalar_one_or_none()
        if number is not None:
            forget_words(connection, number)
        regrouped |= forget_sketch(connection, key)
        connection.execute(delete(schema.texts).where(schema.texts.c.report == key))
        connection.execute(delete(schema.reports).where(_reports.key == key))
    return regrouped - set(keys)


def _put_in(connection: Connection, report: Report, reading: Reading, content: str, reader: str) -> None:
    text = report.text
    language = reading.language or report.language
    row = {
        "key": report.key,
        "id": f"\x01{report.key}",
        "given": report.id,
        "url": report.url,
        "language": language,
        "title": report.title or reading.title,
        "outlet": report.outlet,
        "outlet_country": report.outlet_country,
        "published": report.published or reading.published,
        "reader": reader,
        "text_chars": reading.text_chars or len(text),
        "text_sha256": reading.text_sha256 or hashlib.sha256(text.encode()).hexdigest(),
        "content": content,
        "figures": to_json(reading.figures),
        "warnings": to_json([*report.notes, *(each for each in reading.warnings if each not in report.notes)]),
    }
    connection.execute(insert(schema.reports).values(row))
    if text:
        number = 1 + (connection.execute(select(func.max(schema.texts.c.number))).scalar() or 0)
        connection.execute(insert(schema.texts).values(report=report.key, number=number, text=text))
        index_text(connection, number, text, language)


def _content_hash(reading: Reading, report: Report, reader: str) -> str:
    """Return the hash of all that is added with a report, its id aside: the same once more changes nothing."""
    told = [
        msgspec.structs.replace(reading, id="", mentions=None, occupations=None),
        msgspec.structs.replace(report, id="", text="", notes=()),
        reader,
    ]
    return hashlib.sha256(to_json(told).encode("utf-8", "replace")).hexdigest()[:24]
