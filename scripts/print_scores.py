"""Print the scores of the reader as a Markdown table for docs/benchmarks.md: print_scores.py GOLD TEXTS."""

from __future__ import annotations

import sys
from pathlib import Path

from elchi.evaluate import evaluate_folder

FIELDS = (
    "person",
    "person office",
    "person rank",
    "person country",
    "visit",
    "all slots",
    "activity",
    "document",
    "evidence",
)


def main() -> int:
    """Print one row for all reports and one for each language."""
    if len(sys.argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    result = evaluate_folder(Path(sys.argv[1]), Path(sys.argv[2]))
    print("| F1 | " + " | ".join(FIELDS) + " |\n" + "|---" * (len(FIELDS) + 1) + "|")
    for group in result.groups:
        print(f"| {group} | " + " | ".join(f"{result.f1(field, group):.3f}" for field in FIELDS) + " |")
    return 0


if __name__ == "__main__":
    sys.exit(main())
