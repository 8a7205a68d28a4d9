"""What the process that adds holds in memory must not grow with the register: counted in blocks and entries."""

from __future__ import annotations

import functools
import gc
import sys
from itertools import islice
from pathlib import Path

from elchi.register import Register

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from synthetic import make_reports

WARM, MORE = 150, 150
MOST = 2048
"""Entries of a table of answers: so few are full after a few hundred reports."""
HELD = 20
"""Blocks of memory that a report may leave behind outside the tables: it makes tens of thousands."""


def tables() -> list[functools._lru_cache_wrapper]:  # type: ignore[type-arg]
    """Return the tables of answers that the program keeps between calls."""
    found = [each for each in gc.get_objects() if isinstance(each, functools._lru_cache_wrapper)]
    return [each for each in found if (getattr(each, "__module__", None) or "").startswith("elchi.")]


def blocks_held() -> int:
    """Empty the tables and return how many blocks of memory are held beside them."""
    for each in tables():
        if each.cache_parameters()["maxsize"] != 1 and each.cache_info().currsize > 1:
            each.cache_clear()
    gc.collect()
    return sys.getallocatedblocks()


def test_a_report_leaves_nothing_but_entries_of_small_tables(tmp_path: Path) -> None:
    reports = make_reports(30 * (WARM + MORE) * 2)
    with Register.open(tmp_path / "r.db") as register:
        for reading, report in islice(reports, WARM):
            register.add(reading, report)
        before = blocks_held()
        for reading, report in islice(reports, MORE):
            register.add(reading, report)
        used = [each for each in tables() if each.cache_info().currsize > 100]
        bounds = {each.__qualname__: each.cache_parameters()["maxsize"] for each in used}
        assert "compare_people" in bounds and "analyse_name" in bounds
        assert {name: most for name, most in bounds.items() if most is None or most > MOST} == {}
        assert blocks_held() - before <= HELD * MORE
