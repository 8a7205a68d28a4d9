"""How the cost of adding a report grows with the register: `python benchmarks/growth.py [STATEMENTS ...]`.

Prints a line for each size: reports, statements, visits, processor milliseconds for a report at the start (after the
first WARM reports, which find nothing to merge with) and at the end, their ratio, the size of the file, the most
memory used.
"""

from __future__ import annotations

import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path

from sqlalchemy import event
from synthetic import make_reports

from elchi.register import Register

WARM = 100
WINDOW = 100
"""Reports that an average is of."""


def measure(statements: int, address: str) -> dict[str, float]:
    """Add a made-up world of so many statements to a new register and return what it cost."""
    took: list[float] = []
    asked: list[int] = []
    with Register.open(address) as register:

        @event.listens_for(register._engine, "before_cursor_execute")
        def count(*_: object) -> None:
            asked[-1] += 1

        for reading, report in make_reports(statements):
            asked.append(0)
            start = time.process_time()
            register.add(reading, report)
            took.append(time.process_time() - start)
        counts = register.counts()
    begin, end = slice(WARM, WARM + WINDOW), slice(-WINDOW, None)
    first, last = (statistics.mean(took[part]) * 1000 for part in (begin, end))
    return {
        "reports": counts["reports"],
        "statements": counts["statements"],
        "visits": counts["visits"],
        "persons": counts["persons"],
        "first_ms": round(first, 2),
        "last_ms": round(last, 2),
        "first_asked": statistics.mean(asked[begin]),
        "last_asked": statistics.mean(asked[end]),
        "file_mb": round(Path(address).stat().st_size / 1e6, 1),
        "memory_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }


def main() -> None:
    """Measure the sizes given on the command line."""
    sizes = [int(each) for each in sys.argv[1:]] or [10_000, 100_000]
    for size in sizes:
        with tempfile.TemporaryDirectory() as folder:
            found = measure(size, str(Path(folder) / "growth.db"))
        print("  ".join(f"{name} {value}" for name, value in found.items()), flush=True)


if __name__ == "__main__":
    main()
