"""The register: one object that keeps reports, statements and judgements and answers questions."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from elchi.model import Judgement, Person, Reading, Report, Statement, Visit
from elchi.register.values import Facet, Hit, Holder, ReviewItem, StoredReport

if TYPE_CHECKING:
    from elchi.query import Query


class Register:
    """A register of official visits in a SQLite file or a database; use it as a context manager."""

    @classmethod
    def open(cls, address: str | Path | None = None, create: bool = True) -> Register:
        """Open a register: a path of a SQLite file or a database URL (default: `settings.register_address()`).

        Raises RegisterError where it cannot be opened, is damaged or of a newer version, or is missing and
        `create` is false.
        """
        raise NotImplementedError

    def close(self) -> None:
        """Let go of the database."""

    def __enter__(self) -> Register:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    # what goes in
    def add(self, reading: Reading, report: Report) -> bool:
        """Add a report and what it says, in one transaction; False where nothing changed."""
        raise NotImplementedError

    def put(self, reading: Reading, report: Report) -> str:
        """Add a report as `add` does and say what happened: `added`, `unchanged` or `replaced`."""
        raise NotImplementedError

    def add_readings(self, readings: str | Path | Iterable[Reading | dict[str, Any]]) -> int:
        """Add readings made elsewhere (`elchi read --format jsonl` or gold form); return how many changed something."""
        raise NotImplementedError

    def import_authority(self, path: str | Path) -> int:
        """Add a list of persons (CSV or JSON lines: names, offices, dates, wikidata); return how many statements are new."""
        raise NotImplementedError

    def remove_report(self, report: str, why: str, who: str | None = None) -> Judgement:
        """Take a report and what only it stated out of the register; logged, and kept out of later runs."""
        raise NotImplementedError

    # questions
    def visits(self, query: Query | None = None) -> list[Visit]:
        """Return the visits that a question asks for, in its order, at most its limit."""
        raise NotImplementedError

    def count_visits(self, query: Query | None = None) -> int:
        """Count the visits that a question asks for, whatever its limit."""
        raise NotImplementedError

    def facets(self, query: Query | None = None) -> dict[str, list[Facet]]:
        """Count a question's visits by from, to, kind, status, year, office, activity, document and language."""
        raise NotImplementedError

    def visit(self, id: str) -> Visit:
        """Return a visit by its id, or by an id it once had. Raises QueryError where there is none."""
        raise NotImplementedError

    def persons(self, query: Query | None = None) -> list[Person]:
        """Return the persons that a question asks for, by name."""
        raise NotImplementedError

    def find_persons(self, name: str) -> list[Person]:
        """Return the persons that a name in any spelling or an id may mean, the likeliest first."""
        raise NotImplementedError

    def person(self, name_or_id: str) -> Person:
        """Return one person by id or name. Raises QueryError where none or several fit, naming them."""
        raise NotImplementedError

    def persons_by_id(self, ids: Iterable[str]) -> dict[str, Person]:
        """Return the persons of some ids in one go: for tables that show names."""
        raise NotImplementedError

    def who(self, office: str, country: str | None = None, at: str | None = None, on: str | None = None) -> list[Holder]:
        """Return who held an office, by first day seen; with `on` (EDTF) those seen in it around that day."""
        raise NotImplementedError

    def search(self, words: str, limit: int = 20) -> list[Hit]:
        """Return the reports that hold all the words, in any case form or script that folds alike; `"..."` is a phrase."""
        raise NotImplementedError

    def report(self, id: str) -> StoredReport:
        """Return a report by its id. Raises QueryError where there is none."""
        raise NotImplementedError

    def reports(self) -> list[StoredReport]:
        """Return all reports without their texts, by id."""
        raise NotImplementedError

    def statements(self, report: str | None = None, subject: str | None = None) -> list[Statement]:
        """Return statements of a report, of a subject (an anchor, a visit id or a person id), or all of them."""
        raise NotImplementedError

    def counts(self) -> dict[str, int]:
        """Count reports, visits, persons, statements and judgements."""
        raise NotImplementedError

    # decisions of a person
    def judge(self, verdict: str, left: str, right: str, why: str = "", who: str | None = None) -> Judgement:
        """Log that two persons or two visits (ids, names or anchors) are `same`, `different` or `unsure`."""
        raise NotImplementedError

    def correct(self, visit: str, field: str, value: Any, why: str = "", who: str | None = None) -> Judgement:
        """Log the right value of a field of a visit or person (JSON; a person by id or name)."""
        raise NotImplementedError

    def reject(self, visit: str, field: str, value: Any, why: str = "", who: str | None = None) -> Judgement:
        """Log that a value of a field is wrong and must not be shown."""
        raise NotImplementedError

    def split(self, visit: str, reports: Iterable[str], why: str = "", who: str | None = None) -> Judgement:
        """Log that what these reports tell is another visit than the rest of a visit."""
        raise NotImplementedError

    def undo(self, number: int) -> Judgement:
        """Undo a judgement by its number; it stays in the history."""
        raise NotImplementedError

    def history(self) -> list[Judgement]:
        """Return every judgement by number, the undone ones too."""
        raise NotImplementedError

    def import_judgements(self, path: str | Path) -> int:
        """Add the judgements of an export (`judgements.jsonl`); return how many are new."""
        raise NotImplementedError

    def review(self, limit: int = 100) -> list[ReviewItem]:
        """Return what a person should decide, the most doubtful and most consequential first."""
        raise NotImplementedError

    # out
    def rebuild(self) -> None:
        """Compute every view anew from the statements and judgements."""
        raise NotImplementedError

    def export_jsonl(self, folder: str | Path, with_texts: bool = False) -> list[Path]:
        """Write the register as JSON lines, one file a kind, the same bytes for the same reports and judgements."""
        raise NotImplementedError
