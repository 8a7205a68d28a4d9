"""What a merge takes from the tables: statements, facts of reports, and the anchors that keys lead to."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from sqlalchemy import Connection, select

from elchi.merge import ReportFacts, affected
from elchi.model import Judgement, Statement
from elchi.register import schema
from elchi.register.rows import any_of, fetch, read_statement

_subjects, _blocks, _reports = schema.subjects.c, schema.blocks.c, schema.reports.c
_FACTS = ("key", "id", "published", "language", "outlet", "outlet_country", "origin")

_TOLD = select(schema.statements).where(schema.statements.c.subject.in_(any_of()))
_HOLDERS = select(_blocks.anchor).where(_blocks.key.in_(any_of())).distinct()
_KNOWN = select(*(_reports[name] for name in _FACTS)).where(_reports.key.in_(any_of()))
_HELD = select(_subjects.anchor, _subjects.record).where(
    _subjects.anchor.in_(any_of()), _subjects.record.is_not(None)
)
_HUNG = select(_subjects.anchor, _subjects.kind).where(_subjects.source.in_(any_of()))


class Shelf:
    """The tables as `elchi.merge.affected` asks for them, each row read once; of use for as long as nothing changes."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._told: dict[str, list[Statement]] = {}
        self._facts: dict[str, ReportFacts] = {}

    def statements(self, anchors: Collection[str]) -> list[Statement]:
        """Return the statements whose subjects are these anchors."""
        missing = set(anchors) - self._told.keys()
        self._told.update((anchor, []) for anchor in missing)
        for each in statements_of(self._connection, missing):
            self._told[each.subject].append(each)
        return [each for anchor in sorted(set(anchors)) for each in self._told[anchor]]

    def holders(self, keys: Collection[str]) -> set[str]:
        """Return the anchors that are stored under any of these keys."""
        return {row.anchor for row in fetch(self._connection, _HOLDERS, keys)}

    def reports(self, keys: Collection[str]) -> Mapping[str, ReportFacts]:
        """Return report key -> what is known of it."""
        self._facts.update(report_facts(self._connection, set(keys) - self._facts.keys()))
        return {key: self._facts[key] for key in keys if key in self._facts}

    def reach(self, anchors: Iterable[str], judgements: list[Judgement]) -> set[str]:
        """Return some anchors with all that hangs together with them."""
        anchors = set(anchors)
        return affected(anchors, self, judgements) if anchors else set()


def statements_of(connection: Connection, anchors: Iterable[str]) -> list[Statement]:
    """Return the statements whose subjects are among some anchors."""
    return [read_statement(row) for row in fetch(connection, _TOLD, anchors)]


def report_facts(connection: Connection, keys: Iterable[str]) -> dict[str, ReportFacts]:
    """Return report key -> what merging needs to know of it."""
    return {
        row.key: ReportFacts(
            id=row.id,
            published=row.published,
            language=row.language,
            outlet=row.outlet,
            outlet_country=row.outlet_country,
            group=row.origin,
        )
        for row in fetch(connection, _KNOWN, keys)
    }


def record_now(connection: Connection, anchors: Iterable[str]) -> dict[str, str]:
    """Return anchor -> the record that holds it, for those that stand in one."""
    return {row.anchor: row.record for row in fetch(connection, _HELD, anchors)}


def anchors_of(connection: Connection, sources: Iterable[str], kind: str | None = None) -> set[str]:
    """Return the anchors that hang on some sources: report keys, or rows of authority files."""
    return {row.anchor for row in fetch(connection, _HUNG, sources) if kind in (None, row.kind)}
