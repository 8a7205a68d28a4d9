"""Commands that read reports and change what the register holds: read, add, import, remove."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, Literal

import click

from elchi.cli.options import Address, OutletCountry, Paths, Published, Why, open_register
from elchi.cli.params import argument, option
from elchi.cli.screen import Page, is_terminal, print_lines, say, say_error

if TYPE_CHECKING:
    from elchi.model import Reading, Report
    from elchi.pipeline import Summary

Explain = Annotated[bool, option("--explain", help="Show the rule and the words behind each value.")]
Mentions = Annotated[bool, option("--mentions", help="Add every person, office, place and date named.")]
Text = Annotated[bool, option("--text", help="Print the frozen text that offsets count in, nothing else.")]
Readings = Annotated[
    str | None, option(metavar="FILE", help="Readings made elsewhere (JSON lines) instead of reading reports.")
]
Runner = Annotated[Literal["inline", "pool", "ray"], option(help="Where reports are read.")]
Workers = Annotated[int | None, option(least=1, metavar="N", help="Processes of the pool or cluster.")]


def read(
    paths: Paths,
    format: Annotated[Literal["table", "jsonl"] | None, option(help="Default: table on a terminal.")] = None,
    mentions: Mentions = False,
    explain: Explain = False,
    text: Text = False,
    published: Published = None,
    outlet_country: OutletCountry = None,
) -> int:
    """Read reports and print what they say; nothing is stored."""
    failed: list[str] = []
    reports = _reports(paths, published, outlet_country, failed)
    if text:
        for report in reports:
            sys.stdout.write(report.text)
        return 1 if failed else 0
    read_each = _read_each(reports, mentions, failed)
    if format == "jsonl" or (format is None and not is_terminal(sys.stdout)):
        print_lines(reading for reading, _ in read_each)
    else:
        from elchi.cli.cards import reading_card

        page = Page()
        for reading, report in read_each:
            reading_card(page, reading, report.text, explain)
    return 1 if failed else 0


def _read_each(reports: Iterable[Report], mentions: bool, failed: list[str]) -> Iterator[tuple[Reading, Report]]:
    """Yield what each report says; a fault in one is said on stderr and does not stop the others."""
    from elchi.grammar.language import language_codes
    from elchi.reading.reader import read_report

    known = language_codes()
    for report in reports:
        try:
            reading = read_report(report, mentions=mentions)
        except Exception as error:
            if os.environ.get("ELCHI_DEBUG"):
                raise
            failed.append(report.id)
            say_error(f"{report.id}: could not be read ({type(error).__name__}: {error})")
            continue
        if reading.language not in known:
            failed.append(report.id)
            say_error(f"{report.id}: {reading.warnings[-1] if reading.warnings else 'no language that elchi reads'}")
        yield reading, report


def add(
    paths: Annotated[
        list[str] | None, argument(metavar="PATH...", help="Files, folders or - for standard input.")
    ] = None,
    register: Address = None,
    readings: Readings = None,
    runner: Runner = "inline",
    workers: Workers = None,
    published: Published = None,
    outlet_country: OutletCountry = None,
) -> int:
    """Read reports into the register. Safe to repeat, to interrupt and to run again."""
    if not paths and not readings:
        raise click.UsageError("give at least one PATH, or --readings FILE")
    with open_register(register, create=True) as store:
        if readings:
            say(f"{store.add_readings(readings)} readings changed the register.")
        if not paths:
            return 0
        from elchi.pipeline import add_paths

        options = _source_options(published, outlet_country)
        with _progress() as tick:
            summary = add_paths(store, paths, options, _runner(runner, workers), tick)
    return report_summary(summary)


def report_summary(summary: Summary) -> int:
    """Say what a run did on stderr and return the exit status: 1 where a report could not be read."""
    for path, reason in summary.failures:
        say_error(reason if path and path in reason else f"{path}: {reason}")
    for warning in summary.warnings:
        say(f"note: {warning}")
    say(f"{summary.added} added, {summary.replaced} replaced, {summary.unchanged} unchanged.")
    return 1 if summary.failures else 0


def import_persons(
    file: Annotated[str, argument(metavar="FILE", help="CSV or JSON lines: names, offices, dates, wikidata.")],
    register: Address = None,
) -> None:
    """Take in a list of persons as statements of that list, matched like everything else."""
    with open_register(register, create=True) as store:
        say(f"{store.import_authority(file)} statements are new.")


def import_judgements(
    file: Annotated[str, argument(metavar="FILE", help="judgements.jsonl of an export.")],
    register: Address = None,
) -> None:
    """Take in the judgements of another register."""
    with open_register(register, create=True) as store:
        say(f"{store.import_judgements(file)} judgements are new.")


def remove(
    report: Annotated[str, argument(metavar="REPORT", help="The report's id.")],
    why: Why,
    register: Address = None,
) -> None:
    """Take a report, and what only it stated, out of the register; it stays out in later runs."""
    with open_register(register) as store:
        judgement = store.remove_report(report, why)
        say(f"{report} is out; `elchi undo {judgement.number}` brings it back.")


def _source_options(published: str | None, outlet_country: str | None) -> Any:
    from elchi.query import check_date, find_country
    from elchi.sources import SourceOptions

    return SourceOptions(
        published=check_date("published", published) if published else None,
        outlet_country=find_country(outlet_country) if outlet_country else None,
    )


def _reports(
    paths: list[str], published: str | None, outlet_country: str | None, failed: list[str]
) -> Iterator[Report]:
    """Yield the reports of some paths; what fails is said on stderr and noted in `failed`."""
    from elchi.model import Report
    from elchi.sources import read_sources

    for found in read_sources(paths, _source_options(published, outlet_country)):
        if isinstance(found, Report):
            yield found
            continue
        failed.append(found.path)
        say_error(f"{found.path}: {found.reason}")


def _runner(name: str, workers: int | None) -> Any:
    if name == "inline":
        return name
    from elchi.runners import choose_runner

    return choose_runner(name, workers)


class _progress:
    """A progress line on a terminal, nothing in a pipe."""

    def __enter__(self) -> Callable[[int, str], None] | None:
        self._bar: Any = None
        if not is_terminal(sys.stderr):
            return None
        from rich.console import Console
        from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

        columns = (SpinnerColumn(), TextColumn("{task.completed} reports  {task.description}"), TimeElapsedColumn())
        self._bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._bar.start()
        task = self._bar.add_task("")
        return lambda done, report: self._bar.update(task, completed=done, description=report)

    def __exit__(self, *_: object) -> None:
        if self._bar is not None:
            self._bar.stop()
