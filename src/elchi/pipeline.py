"""From paths to a register on one machine: sources, reading in a runner, adding in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any

import msgspec

from elchi.errors import ElchiError
from elchi.model import Reading, Report

if TYPE_CHECKING:
    from elchi.register.store import Register
    from elchi.runners import Runner

BATCH = 16
"""Reports that go to a worker at once."""


class Summary(msgspec.Struct, kw_only=True):
    """What a run did: counts, `failures` (path or report, reason) and `warnings` in plain lines."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    failures: list[tuple[str, str]] = []
    warnings: list[str] = []


Progress = Callable[[int, str], None]
"""Called after each report with the number done so far and the report's id."""

Read = tuple[Report, Reading | str]
"""A report and what it says, or why it could not be read."""


def add_paths(
    register: Register,
    paths: Sequence[str],
    options: Any = None,
    runner: Runner | str = "inline",
    progress: Progress | None = None,
) -> Summary:
    """Read the reports of some paths into a register; what fails is named, the rest goes on.

    `options` are the SourceOptions of `elchi.sources`; `runner` is a name (`inline`, `pool`, `ray`) or a Runner. Each
    report is added in a transaction of its own, so that a run may be killed at any moment and repeated.
    """
    from elchi.runners import choose_runner

    summary = Summary()
    chosen = choose_runner(runner) if isinstance(runner, str) else runner
    seen: dict[str, str | None] = {}
    for done, (report, reading) in enumerate(_read_all(_reports(paths, options, summary), chosen), 1):
        if isinstance(reading, str):
            summary.failures.append((report.id, reading))
        else:
            if report.url is None and seen.setdefault(report.id, report.key) != report.key:
                summary.warnings.append(
                    f"{report.id}: a second report of this id took the place of the first; name them apart"
                )
            _add(register, reading, report, summary)
        if progress is not None:
            progress(done, report.id)
    return summary


def read_batch(reports: Sequence[Report]) -> list[Read]:
    """Return each report with what it says, or why it could not be read. Pure: it runs in any process."""
    from elchi.reading.reader import read_report

    results: list[Read] = []
    for report in reports:
        try:
            results.append((report, read_report(report)))
        except ElchiError as error:
            results.append((report, str(error)))
        except Exception as error:  # a fault of ours must not take the other reports with it
            results.append((report, f"could not be read: {type(error).__name__}: {error}"))
    return results


def _reports(paths: Sequence[str], options: Any, summary: Summary) -> Iterator[Report]:
    from elchi.sources import SourceOptions, read_sources

    for each in read_sources(paths, options or SourceOptions()):
        if isinstance(each, Report):
            yield each
        else:
            summary.failures.append((each.path, each.reason))


def _read_all(reports: Iterable[Report], runner: Runner) -> Iterator[Read]:
    sent: dict[int, list[Report]] = {}

    def batches() -> Iterator[list[Report]]:
        left = iter(reports)
        while batch := list(islice(left, BATCH)):
            sent[len(sent)] = batch
            yield batch

    for number, result in enumerate(runner.run(read_batch, batches())):
        batch, sent[number] = sent[number], []
        if isinstance(result, Exception):
            yield from ((report, f"its reader died: {result}") for report in batch)
        else:
            yield from result


def _add(register: Register, reading: Reading, report: Report, summary: Summary) -> None:
    outcome = register.put(reading, report)
    setattr(summary, outcome, getattr(summary, outcome) + 1)
    if outcome != "unchanged":
        notes = dict.fromkeys((*report.notes, *reading.warnings))
        summary.warnings += [f"{report.id}: {note}" for note in notes]
