"""Whether confidence means something: `python benchmarks/calibration.py GOLD:TEXTS [GOLD:TEXTS ...]`.

For persons, visits and items (activities, documents) prints a table of the values stated with each certainty: how
many, what was stated on average, how many are right; and the expected calibration error, the mean distance of the two.
"""

from __future__ import annotations

import itertools
import sys
from collections.abc import Sequence
from pathlib import Path

from elchi.evaluation.judged import Judged

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 1.01)


def bins(values: Sequence[Judged]) -> list[tuple[float, float, int, float, float]]:
    """Return for each bin that holds values: its edges, how many, the mean stated, the share right."""
    found = []
    for low, high in itertools.pairwise(EDGES):
        inside = [value for value in values if low <= value.sure < high]
        if inside:
            mean = sum(value.sure for value in inside) / len(inside)
            found.append((low, min(high, 1.0), len(inside), mean, sum(v.right for v in inside) / len(inside)))
    return found


def calibration_error(values: Sequence[Judged]) -> float:
    """Return the expected calibration error over the bins, weighted by how many values they hold."""
    return sum(n * abs(mean - right) for _, _, n, mean, right in bins(values)) / max(len(values), 1)


def print_table(values: Sequence[Judged]) -> None:
    """Print the reliability table."""
    print("| stated | values | mean stated | right |\n|---|---|---|---|")
    for low, high, count, mean, right in bins(values):
        print(f"| {low:.2f} to {high:.2f} | {count} | {mean:.3f} | {right:.3f} |")
    sure = [value for value in values if value.sure >= 0.9]
    if sure:
        print(f"stated at 0.9 or more: {len(sure)}, right {sum(v.right for v in sure) / len(sure):.3f}; ", end="")
    print(f"expected calibration error {calibration_error(values):.3f}\n")


def main() -> None:
    """Measure the reader as it is."""
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "scripts"))
    from fit_confidence import GROUPS, read_judged

    values = read_judged(sys.argv[1:])
    for group in GROUPS:
        own = [value for value in values if value.group == group]
        print(f"{group}: {len(own)} values")
        print_table(own)
    print("all")
    print_table(values)


if __name__ == "__main__":
    main()
