"""Measure what a report costs to read, in processor time: reading.py REPORTS.jsonl [ROUNDS]."""

from __future__ import annotations

import resource
import sys
import time
from pathlib import Path

from elchi.model import Report
from elchi.reading.reader import read_report
from elchi.sources import read_sources

LENGTH = 2_500  # code points: the length that figures are given for


def main() -> int:
    """Print reports of 2,500 code points read in a second of one core, the best of some rounds, and the peak memory."""
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    reports = [report for report in read_sources([Path(sys.argv[1])]) if isinstance(report, Report)]
    length = sum(len(report.text) for report in reports)
    for report in reports[:8]:
        read_report(report)  # folders are loaded once, before the clock
    best = 0.0
    for _ in range(int(sys.argv[2]) if len(sys.argv) > 2 else 3):
        start = time.process_time()
        for report in reports:
            read_report(report)
        best = max(best, length / LENGTH / (time.process_time() - start))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{len(reports)} reports of {length / len(reports):.0f} code points on average")
    print(f"{best:.0f} reports of {LENGTH} a second, at most {peak:.0f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
