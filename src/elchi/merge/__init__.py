"""Statements and judgements -> visits, persons, organisations and documents: pure, and free of any order.

    merge(statements, judgements, reports) -> Merged            everything
    affected(seeds, lookup, judgements) -> anchors              what must be merged anew when anchors change

Judgements by act: `same`, `different`, `unsure` (left and right anchors), `split` (left; value = the list of
anchors that it is not one with), `correct`, `add`, `reject` (left anchor, property, value; `reject` without
value rejects all), `remove` (left = report key). Those undone are passed over.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from elchi.merge.model import Merged, ReportFacts, UnsurePair
from elchi.model import Judgement, Statement

__all__ = ["Merged", "ReportFacts", "UnsurePair", "merge"]


def merge(
    statements: Iterable[Statement],
    judgements: Iterable[Judgement] = (),
    reports: Mapping[str, ReportFacts] | None = None,
) -> Merged:
    """Return the views of a set of statements under a set of judgements; a pure function of the sets."""
    return Merged()
