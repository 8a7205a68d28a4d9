"""Add reports in many random orders and compare the exports byte for byte: orders.py REPORTS.jsonl [ORDERS]."""

from __future__ import annotations

import hashlib
import random
import sys
import tempfile
from pathlib import Path

from elchi.export.jsonl import export_jsonl
from elchi.model import Report
from elchi.reading.reader import read_report
from elchi.register import Register
from elchi.sources import read_sources


def export_digest(register: Register, folder: Path) -> str:
    """Return one digest of every file of the export."""
    digest = hashlib.sha256()
    for path in sorted(export_jsonl(register, folder, with_texts=True)):
        digest.update(path.name.encode() + path.read_bytes())
    return digest.hexdigest()


def main() -> int:
    """Print how many different exports the orders gave; 1 is right."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    told = [(read_report(report), report) for report in read_sources([Path(sys.argv[1])]) if isinstance(report, Report)]
    orders = int(sys.argv[2]) if len(sys.argv) > 2 else 50
    found: set[str] = set()
    with tempfile.TemporaryDirectory() as folder:
        for number in range(orders):
            random.Random(number).shuffle(told)
            with Register.open(Path(folder) / f"{number}.db") as register:
                for reading, report in told:
                    register.add(reading, report)
                found.add(export_digest(register, Path(folder) / f"out{number}"))
    print(f"{len(told)} reports, {orders} orders, {len(found)} different export(s)")
    return 0 if len(found) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
