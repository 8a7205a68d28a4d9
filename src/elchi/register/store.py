"""The register: one object that keeps reports, statements and judgements and answers questions."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from threading import local
from typing import TYPE_CHECKING, Any

from sqlalchemy import Connection, Engine

from elchi.errors import RegisterError
from elchi.model import Judgement, Person, Reading, Report, Statement, Visit
from elchi.register import answers, find, recall, select
from elchi.register import reports as stored
from elchi.register.connect import connect, plain_errors, shown_address, take_turn
from elchi.register.memory import Memory, VisitIndex
from elchi.register.rows import read_visit
from elchi.register.values import Facet, Hit, Holder, Lines, PersonLine, Rereading, ReviewItem, StoredReport, VisitLine
from elchi.settings import register_address, user_name

if TYPE_CHECKING:
    from elchi.query import Query
    from elchi.register.decisions import Signature

READER = "elchi"
"""Who read a report, where it was this program."""


class Register:
    """A register of official visits in a SQLite file or a database; use it as a context manager.

    Several processes may read and one may write at a time; each call is one transaction.
    """

    def __init__(self, engine: Engine, address: str, writable: bool) -> None:
        self._engine = engine
        self.address = address
        self.writable = writable
        self._memory: Memory | None = None
        self._own = local()  # of each thread: the connection of its snapshot

    @classmethod
    def open(cls, address: str | Path | None = None, create: bool = True) -> Register:
        """Open a register: a path of a SQLite file or a database URL (default: `settings.register_address()`).

        Raises RegisterError where it cannot be opened, is damaged or of a newer version, or is missing and
        `create` is false.
        """
        address = str(address or register_address())
        engine, writable = connect(address, create)
        return cls(engine, address, writable)

    def close(self) -> None:
        """Let go of the database."""
        self._engine.dispose()

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @contextmanager
    def snapshot(self) -> Iterator[None]:
        """Answer all that is asked within, in this thread, from one state of the register and one connection."""
        with self._read() as connection:
            before, self._own.connection = self._held(), connection
            try:
                yield
            finally:
                self._own.connection = before

    def _held(self) -> Connection | None:
        return getattr(self._own, "connection", None)

    @contextmanager
    def _read(self) -> Iterator[Connection]:
        held = self._held()
        if held is not None:
            yield held
            return
        with plain_errors(self.address), self._engine.connect() as connection, connection.begin():
            yield connection

    @contextmanager
    def _write(self) -> Iterator[Connection]:
        if not self.writable:
            where = shown_address(self.address)
            raise RegisterError(f"The register {where} is read-only; copy it or change its permissions to write to it")
        writing = self._engine.connect().execution_options(writing=True)
        with plain_errors(self.address), writing as connection, connection.begin():
            take_turn(connection)
            yield connection

    # for programs that ask much
    def remember(self, wait: bool = False) -> None:
        """Keep an index of the visits in memory from now on, so that filters, counts and orders take milliseconds.

        It is made in a thread of its own (some 10 s for 100,000 visits); until then, unless this is to wait, the
        database is asked. Answers are the same, and what changes is seen at once.
        """
        self._memory = self._memory or Memory(self._read)
        if wait:
            self._memory.load()
        else:
            self._memory.begin()

    def _index(self, connection: Connection) -> VisitIndex | None:
        return self._memory.current(connection) if self._memory else None

    # what goes in
    def add(self, reading: Reading, report: Report) -> bool:
        """Add a report and what it says, in one transaction; False where nothing changed."""
        return self.put(reading, report) != "unchanged"

    def put(self, reading: Reading, report: Report) -> str:
        """Add a report as `add` does and say what happened: `added`, `unchanged` or `replaced`."""
        from elchi.register.ingest import put_report

        with self._write() as connection:
            return put_report(connection, reading, report, READER)

    def add_readings(self, readings: str | Path | Iterable[Reading | dict[str, Any]]) -> int:
        """Add readings made elsewhere (`elchi read --format jsonl` or gold form); return how many changed something."""
        from elchi.register.ingest import put_reading
        from elchi.register.readings import read_readings

        reader = Path(readings).stem if isinstance(readings, str | Path) else "readings"
        changed = 0
        for reading, text in read_readings(readings):
            with self._write() as connection:
                changed += put_reading(connection, reading, text, reader) != "unchanged"
        return changed

    def import_authority(self, path: str | Path) -> int:
        """Add a list of persons (CSV or JSON lines: names, offices, dates, wikidata); return how many statements are
        new.
        """
        from elchi.register.authority import import_persons

        with self._write() as connection:
            return import_persons(connection, Path(path))

    def remove_report(self, report: str, why: str, who: str | None = None) -> Judgement:
        """Take a report and what only it stated out of the register; logged, and kept out of later runs."""
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.decide_removal(connection, report, _sign(who, why))

    # questions
    def visits(self, query: Query | None = None) -> list[Visit]:
        """Return the visits that a question asks for, in its order, at most its limit."""
        with self._read() as connection:
            return [read_visit(view) for view in self._views(connection, query)]

    def lines(self, query: Query | None = None) -> Lines:
        """Return the visits that a question asks for as `visits` does, but only what a table shows of them."""
        with self._read() as connection:
            return answers.as_lines(connection, self._views(connection, query))

    def lines_by_id(self, ids: Iterable[str]) -> Lines:
        """Return what tables show of the visits of some ids, those that there are."""
        with self._read() as connection:
            return answers.as_lines(connection, select.views_by_id(connection, ids))

    def lines_of_persons(self, ids: Iterable[str]) -> dict[str, PersonLine]:
        """Return what tables show of the persons of some ids."""
        with self._read() as connection:
            return answers.load_lines(connection, set(ids))

    def _views(self, connection: Connection, query: Query | None) -> list[str]:
        index = self._index(connection) if query is not None and query.limit is not None else None
        if index and query is not None:
            return select.views_by_id(connection, recall.recall_ids(index, connection, query))
        return select.select_views(connection, query)

    def pick(self, query: Query) -> tuple[int, list[str]] | None:
        """Return the ids of the visits that a question with a limit asks for, and the number of the register's last
        change: what is shown of them holds until there is a higher one. None where there is no index to ask.
        """
        with self._read() as connection:
            index = self._index(connection)
            return (index.generation, recall.recall_ids(index, connection, query)) if index else None

    def count_visits(self, query: Query | None = None) -> int:
        """Count the visits that a question asks for, whatever its limit."""
        with self._read() as connection:
            index = self._index(connection)
            if index:
                return recall.choose(index, connection, query).bit_count()
            return select.count_visits(connection, query)

    def facets(self, query: Query | None = None) -> dict[str, list[Facet]]:
        """Count a question's visits by from, to, kind, status, year, office, activity, document and language."""
        with self._read() as connection:
            index = self._index(connection)
            return (recall.recall_facets(index, connection, query) if index
                    else select.count_facets(connection, query))  # fmt: skip

    def pairs(self, query: Query | None = None) -> list[tuple[str, str, int]]:
        """Count a question's visits by (from, to), the most frequent first."""
        with self._read() as connection:
            index = self._index(connection)
            return (recall.recall_pairs(index, connection, query) if index
                    else select.count_pairs(connection, query))  # fmt: skip

    def visit(self, id: str) -> Visit:
        """Return a visit by its id, or by an id it once had. Raises QueryError where there is none."""
        with self._read() as connection:
            return find.get_visit(connection, id)

    def persons(self, query: Query | None = None) -> list[Person]:
        """Return the persons that a question asks for, by name."""
        with self._read() as connection:
            return select.select_persons(connection, query)

    def find_persons(self, name: str) -> list[Person]:
        """Return the persons that a name in any spelling or an id may mean, the likeliest first."""
        with self._read() as connection:
            return find.find_persons(connection, name)

    def person(self, name_or_id: str) -> Person:
        """Return one person by id or name. Raises QueryError where none or several fit, naming them."""
        with self._read() as connection:
            return find.get_person(connection, name_or_id)

    def persons_by_id(self, ids: Iterable[str]) -> dict[str, Person]:
        """Return the persons of some ids in one go: for tables that show names."""
        with self._read() as connection:
            return answers.load_persons(connection, set(ids))

    def who(
        self, office: str, country: str | None = None, at: str | None = None, on: str | None = None
    ) -> list[Holder]:
        """Return who held an office, by first day seen; with `on` (EDTF) those seen in it around that day."""
        with self._read() as connection:
            return answers.who_held(connection, office, country, at, on)

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Return the reports that hold all the words, in any case form or script that folds alike; `"..."` is a
        phrase.
        """
        from elchi.register.search import search_reports

        with self._read() as connection:
            return search_reports(connection, words, limit)

    def report(self, id: str) -> StoredReport:
        """Return a report by its id. Raises QueryError where there is none."""
        with self._read() as connection:
            return stored.get_report(connection, id)

    def reports_by_id(self, ids: Iterable[str]) -> dict[str, StoredReport]:
        """Return the reports of some ids in one go, in their order; those that there are not (any more) are left
        out.
        """
        with self._read() as connection:
            return stored.get_reports(connection, ids)

    def visits_of_report(self, id: str) -> list[Visit]:
        """Return the visits that a report tells of, by first day."""
        with self._read() as connection:
            return select.visits_of_report(connection, id)

    def lines_of_reports(self, ids: Iterable[str]) -> dict[str, list[VisitLine]]:
        """Return report id -> what tables show of the visits that it tells of, by first day."""
        with self._read() as connection:
            return select.lines_of_reports(connection, ids)

    def reports(self) -> list[StoredReport]:
        """Return all reports without their texts, by id."""
        with self._read() as connection:
            return stored.list_reports(connection)

    def statements(self, report: str | None = None, subject: str | None = None) -> list[Statement]:
        """Return statements of a report, of a subject (an anchor, a visit id or a person id), or all of them."""
        with self._read() as connection:
            return answers.find_statements(connection, report, subject)

    def statements_of(self, record: str, properties: Collection[str]) -> list[Statement]:
        """Return the statements of a visit or person (its id) with some properties, by id."""
        with self._read() as connection:
            return answers.statements_of_record(connection, record, properties)

    def state(self) -> str:
        """Return a mark that changes whenever the register does, by whatever process."""
        from elchi.register.state import state_mark

        with plain_errors(self.address):
            return state_mark(self._engine)

    def counts(self) -> dict[str, int]:
        """Count reports, visits, persons, statements and judgements."""
        with self._read() as connection:
            return answers.count_all(connection)

    # decisions of a person
    def judge(self, verdict: str, left: str, right: str, why: str = "", who: str | None = None) -> Judgement:
        """Log that two persons or two visits (ids, names or anchors) are `same`, `different` or `unsure`."""
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.decide_pair(connection, verdict, (left, right), _sign(who, why))

    def correct(self, visit: str, field: str, value: Any, why: str = "", who: str | None = None) -> Judgement:
        """Log the right value of a field of a visit or person (JSON; a person by id or name)."""
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.decide_value(connection, ("correct", visit, field), value, _sign(who, why))

    def reject(self, visit: str, field: str, value: Any, why: str = "", who: str | None = None) -> Judgement:
        """Log that a value of a field is wrong and must not be shown."""
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.decide_value(connection, ("reject", visit, field), value, _sign(who, why))

    def add_value(self, visit: str, field: str, value: Any, why: str = "", who: str | None = None) -> Judgement:
        """Log one more value of a field that takes several (hosts, places, documents ...)."""
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.decide_value(connection, ("add", visit, field), value, _sign(who, why))

    def split(self, visit: str, reports: Iterable[str], why: str = "", who: str | None = None) -> Judgement:
        """Log that what these reports tell is another visit than the rest of a visit."""
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.decide_split(connection, visit, reports, _sign(who, why))

    def undo(self, number: int) -> Judgement:
        """Undo a judgement by its number; it stays in the history."""
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.undo(connection, number)

    def history(self) -> list[Judgement]:
        """Return every judgement by number, the undone ones too."""
        from elchi.register.log import read_judgements

        with self._read() as connection:
            return read_judgements(connection, undone=True)

    def import_judgements(self, path: str | Path) -> int:
        """Add the judgements of an export (`judgements.jsonl`); return how many are new."""
        from elchi.register.log import read_log

        log = read_log(Path(path))
        from elchi.register import decisions

        with self._write() as connection:
            return decisions.import_log(connection, log)

    def review(self, limit: int = 100) -> list[ReviewItem]:
        """Return what a person should decide, the most doubtful and most consequential first."""
        with self._read() as connection:
            return answers.review_queue(connection, limit)

    def rereadings(self, since: str | None = None, limit: int = 500) -> list[Rereading]:
        """Return what new readings of reports changed in the visits since a day (EDTF), the newest first."""
        from elchi.register.rereadings import list_rereadings

        with self._read() as connection:
            return list_rereadings(connection, since, limit)

    # out
    def rebuild(self) -> None:
        """Compute every view anew from the statements and judgements."""
        from elchi.register.change import rebuild

        with self._write() as connection:
            rebuild(connection)

    def dump(self, with_texts: bool = False) -> dict[str, list[Any]]:
        """Return everything the register holds by kind, as the JSON lines export writes it, in no order."""
        from elchi.register.dump import dump_register

        with self._read() as connection:
            return dump_register(connection, with_texts)


def _sign(who: str | None, why: str) -> Signature:
    from elchi.register.decisions import Signature

    return Signature(who or user_name(), datetime.now(UTC).isoformat(timespec="seconds"), why)
