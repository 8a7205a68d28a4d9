"""What a report costs must not grow with the register: counted in rows read and written, not in time."""

from __future__ import annotations

import random
import sys
from pathlib import Path

from sqlalchemy import event
from test_store import export

from elchi.register import Register

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from synthetic import make_reports

WARM, WINDOW = 100, 100


def count_work(path: Path, statements: int) -> list[int]:
    """Return for each report added how many statements the database was asked, rows written counted each."""
    work: list[int] = []
    with Register.open(path) as register:

        @event.listens_for(register._engine, "before_cursor_execute")
        def count(_connection, _cursor, _sql, parameters, _context, many):  # type: ignore[no-untyped-def]
            work[-1] += len(parameters) if many else 1

        for reading, report in make_reports(statements):
            work.append(0)
            register.add(reading, report)
    return work


def test_work_for_a_report_does_not_grow(tmp_path: Path) -> None:
    work = count_work(tmp_path / "r.db", 10_000)
    start, end = sum(work[WARM : WARM + WINDOW]), sum(work[-WINDOW:])
    assert len(work) > WARM + 2 * WINDOW
    assert end <= 1.5 * start


def test_parts_give_what_the_whole_gives(tmp_path: Path) -> None:
    reports = list(make_reports(1_500, seed=3))
    exports = []
    for number in range(3):
        random.Random(number).shuffle(reports)
        with Register.open(tmp_path / f"{number}.db") as register:
            for reading, report in reports:
                register.add(reading, report)
            exports.append(export(register, tmp_path / f"out{number}"))
    with Register.open(tmp_path / "0.db") as register:
        register.rebuild()
        exports.append(export(register, tmp_path / "rebuilt"))
    assert all(each == exports[0] for each in exports)
