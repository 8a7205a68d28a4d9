"""Statements and judgements -> visits, persons, organisations and documents: pure, and free of any order.

    merge(statements, judgements, reports) -> Merged            all views
    affected(seeds, shelf, judgements) -> anchors               what must be merged anew when some change
    block_keys(statements, reports) -> anchor -> Keys           what a store indexes for that
    rename_reports(merged, reports) -> Merged                   report keys to report ids

Judgements by act: `same`, `different`, `unsure` (left and right anchors), `split` (left; value = the list of
anchors that it is not one with), `correct`, `add`, `reject` (left anchor, property, value; `reject` without
value rejects all), `remove` (left = report key). Those undone are passed over.
"""

from elchi.merge.model import Merged, ReportFacts, UnsurePair
from elchi.merge.reach import Shelf, affected, block_keys
from elchi.merge.whole import list_documents, list_organisations, merge, rename_reports

__all__ = [
    "Merged",
    "ReportFacts",
    "Shelf",
    "UnsurePair",
    "affected",
    "block_keys",
    "list_documents",
    "list_organisations",
    "merge",
    "rename_reports",
]
