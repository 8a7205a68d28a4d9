"""How the cost of adding a report grows with the register: `python benchmarks/growth.py [STATEMENTS ...]`.

Prints a line for each size: reports, statements, visits, persons; then of a report at the start (after the first WARM
reports, which find nothing to merge with) and at the end, as medians and means of WINDOW reports: processor
milliseconds and their ratio, statements asked of the database, candidates (anchors that block keys lead to), anchors
merged anew; the size of the file and the most memory used. `--offices 10` makes a world in which
thousands of officials share ten offices.
"""

from __future__ import annotations

import argparse
import multiprocessing
import resource
import statistics
import tempfile
import time
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from sqlalchemy import event
from synthetic import OFFICES, make_reports

from elchi.model import Reading, Report
from elchi.register import Register
from elchi.register.shelf import Shelf

WARM = 100
WINDOW = 500
"""Reports that an average is of, at most."""
FILLED = 1000
"""Reports after which tables of what was analysed are full, and memory must not grow any more."""

_HOLDERS, _REACH = Shelf.holders, Shelf.reach


class Counts:
    """What each report cost, one number a report in each list."""

    def __init__(self) -> None:
        self.ms: list[float] = []
        self.asked: list[int] = []
        self.candidates: list[int] = []
        self.merged: list[int] = []

    def take(self, register: Register, reading: Reading, report: Report) -> None:
        """Add a report to a register and count what it costs."""
        asked, candidates, merged = [0], set[str](), [0]

        def count(*_: object) -> None:
            asked[0] += 1

        def holders(shelf: Shelf, keys: Any) -> set[str]:
            found = _HOLDERS(shelf, keys)
            candidates.update(found)
            return found

        def reach(shelf: Shelf, anchors: Any, judgements: Any) -> set[str]:
            found = _REACH(shelf, anchors, judgements)
            merged[0] = max(merged[0], len(found))
            return found

        event.listen(register._engine, "before_cursor_execute", count)
        Shelf.holders, Shelf.reach = holders, reach  # type: ignore[method-assign]
        start = time.process_time()
        register.add(reading, report)
        self.ms.append(1000 * (time.process_time() - start))
        Shelf.holders, Shelf.reach = _HOLDERS, _REACH  # type: ignore[method-assign]
        event.remove(register._engine, "before_cursor_execute", count)
        self.asked.append(asked[0])
        self.candidates.append(len(candidates))
        self.merged.append(merged[0])


def measure(statements: int, folder: Path, offices: int) -> dict[str, float]:
    """Add a made-up world of so many statements to a new register and return what it cost.

    The last reports go in by turns with the first reports of the same world into a second, small register, so that
    what else the machine does weighs on both alike.
    """
    reports = make_reports(statements, offices=offices)
    small_reports = list(islice(make_reports(statements, offices=offices), WARM + WINDOW))
    total = sum(1 for _ in make_reports(statements, offices=offices))
    window = min(WINDOW, total // 3)
    last, first = Counts(), Counts()
    with Register.open(folder / "growth.db") as register, Register.open(folder / "small.db") as small:
        for reading, report in small_reports[:WARM]:
            small.add(reading, report)
        memory = grow(register, reports, total - window)
        for one, other in zip(reports, small_reports[WARM:], strict=False):
            last.take(register, *one)
            first.take(small, *other)
        held = register.counts()
    found: dict[str, float] = {name: held[name] for name in ("reports", "statements", "visits", "persons")}
    for name, counts in (("first", first), ("last", last)):
        found[f"{name}_ms"] = round(statistics.median(counts.ms), 1)
        found[f"{name}_mean_ms"] = round(statistics.mean(counts.ms), 1)
        for what in ("asked", "candidates", "merged"):
            found[f"{name}_{what}"] = round(statistics.mean(getattr(counts, what)), 1)
    found["ratio"] = round(found["last_ms"] / found["first_ms"], 2)
    found["mean_ratio"] = round(found["last_mean_ms"] / found["first_mean_ms"], 2)
    found["most_candidates"] = max(last.candidates)
    size = (folder / "growth.db").stat().st_size
    return found | {"file_mb": round(size / 1e6), **memory, "memory_mb": peak_memory()}


def grow(register: Register, reports: Iterator[tuple[Reading, Report]], count: int) -> dict[str, float]:
    """Add so many reports; print the most memory used so far as they are added, return what it was first."""
    first = min(FILLED, count // 2)
    shown = {first, *(first + (count - first) * tenth // 10 for tenth in range(1, 11))}
    begun = 0
    for number, (reading, report) in enumerate(islice(reports, count), 1):
        register.add(reading, report)
        if number in shown:
            begun = begun or peak_memory()
            print(f"{number}: {peak_memory()}", end="  " if number < count else "\n", flush=True)
    return {"memory_begun_mb": begun}


def peak_memory() -> int:
    """Return the most memory that this process has used, in MB."""
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def main() -> None:
    """Measure the sizes given on the command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("statements", type=int, nargs="*", default=[10_000, 100_000])
    parser.add_argument("--offices", type=int, default=len(OFFICES))
    args = parser.parse_args()
    for size in args.statements:
        alone = multiprocessing.get_context("spawn").Process(target=show, args=(size, args.offices))
        alone.start()
        alone.join()


def show(statements: int, offices: int) -> None:
    """Measure one size in this process, which has done nothing else, and print what it cost."""
    with tempfile.TemporaryDirectory() as folder:
        found = measure(statements, Path(folder), offices)
    print("  ".join(f"{name} {value}" for name, value in found.items()), flush=True)


if __name__ == "__main__":
    main()
