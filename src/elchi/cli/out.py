"""Commands that give something away: export, serve, evaluate, language, demo."""

from __future__ import annotations

import os
import sys
from importlib import import_module
from pathlib import Path
from shutil import which
from typing import Annotated, Literal

from elchi.cli.options import Address, LineFormat, open_register, with_filters
from elchi.cli.params import argument, option
from elchi.cli.screen import Page, print_lines, say, say_error
from elchi.errors import ElchiError
from elchi.query import Query

Code = Annotated[str, argument(metavar="CODE", help="The folder's name: az, en ...")]
ExportFormat = Literal["jsonl", "csv", "parquet", "xlsx", "ics", "jsonld", "ftm", "plover", "gexf"]


@with_filters
def export(
    query: Query,
    format: Annotated[
        ExportFormat,
        argument(metavar="FORMAT", help="jsonl, csv, parquet, xlsx, ics, jsonld, ftm, plover or gexf."),
    ],
    output: Annotated[Path, option("--output", "-o", metavar="PATH", help="A file; a folder for jsonl, csv, parquet.")],
    with_texts: Annotated[
        bool, option("--with-texts", help="Whole texts too; they belong to their publishers.")
    ] = False,
    register: Address = None,
) -> None:
    """Write the register in another format: quotes, and whole texts only when asked."""
    from elchi.export import write_export

    with open_register(register) as store:
        written = write_export(store, format, output, query, with_texts)
    say(f"{', '.join(str(path) for path in written)} written.")


def serve(
    host: Annotated[str, option(metavar="ADDRESS", help="Where to listen.")] = "127.0.0.1",
    port: Annotated[int, option(least=1, most=65535, metavar="N", help="The port.")] = 8000,
    login: Annotated[bool, option("--login", help="Ask for a login even on this machine.")] = False,
    workers: Annotated[
        int, option(least=1, most=64, metavar="N", help="Processes that answer; one for each core at most.")
    ] = 1,
    register: Address = None,
) -> None:
    """Serve the web application and the REST API; beyond this machine only to those who have an account."""
    from elchi.settings import register_address

    try:
        web = import_module("elchi.web.app")
    except ModuleNotFoundError as error:
        if (error.name or "").startswith("elchi"):
            raise ElchiError(
                "This elchi has no web application yet; use the commands, elchi --help lists them"
            ) from None
        raise ElchiError(f"elchi serve needs {error.name}; install it with: pip install 'elchi[web]'") from None
    web.serve(register or register_address(), host, port, login, workers)


def evaluate(
    gold: Annotated[
        Path, argument(metavar="GOLD", help="A folder of gold readings, one JSON file a report (or ELCHI_GOLD).")
    ],
    texts: Annotated[Path, argument(metavar="TEXTS", help="A folder of texts, ID.txt each.")],
    readings: Annotated[
        Path | None, option(metavar="FILE", help="Score these readings (JSON lines) instead of reading.")
    ] = None,
    misses: Annotated[bool, option("--misses", help="Print every missed and every invented value.")] = False,
    format: LineFormat = "table",
) -> None:
    """Score the reader against gold: every field, for each language, by itself."""
    from elchi.evaluate import evaluate_folder

    result = evaluate_folder(gold, texts, readings)
    if format == "jsonl":
        print_lines([result])
        return
    page = Page()
    if misses:
        for line in result.misses:
            page.line(line)
    columns = ("field", "precision", "recall", "F1", "gold", "found")
    for group, fields in result.groups.items():
        page.line((group, "head"))
        rows = [
            [f.field, f"{f.precision:.3f}", f"{f.recall:.3f}", f"{f.f1:.3f}", str(f.wanted), str(f.found)]
            for f in fields
        ]
        page.table(columns, rows)


def language_check(
    code: Annotated[str | None, argument(metavar="CODE", help="A folder's name; all without it.")] = None,
) -> int:
    """Validate a language folder: its form, and its golden cases."""
    from elchi.evaluation.cases import load_cases, run_cases
    from elchi.grammar.check import check_folder
    from elchi.grammar.language import language_codes

    codes = [code] if code else language_codes()
    found = [f"{each}: {problem}" for each in codes for problem in [*check_folder(each), *run_cases(each)]]
    for problem in found:
        say_error(problem)
    if not found:
        counts = [f"{each}: no fault found, {len(load_cases(each))} golden cases pass" for each in codes]
        print("\n".join(counts))
    return 1 if found else 0


def language_coverage(code: Code) -> None:
    """Show which vocabulary ids a language folder has words for, which it lacks, and which it adds."""
    from elchi.grammar.check import coverage

    rows = [
        [c.table, f"{len(c.has)} of {len(c.has) + len(c.lacks)}", ", ".join(c.lacks), ", ".join(c.unknown)]
        for c in coverage(code)
    ]
    Page().table(("table", "has", "lacks", "adds"), rows)


def language_new(
    code: Code,
    into: Annotated[
        Path | None, option(metavar="FOLDER", help="Where languages lie; default: the package's own.")
    ] = None,
) -> None:
    """Begin a language folder: every file with its header, every key with a word on what it wants."""
    from elchi.grammar.scaffold import scaffold

    print(scaffold(code, into))


def demo(
    path: Annotated[Path, argument(metavar="FILE", help="The register to make.")] = Path("elchi-demo.db"),
) -> int:
    """Read the sample reports (all invented) into a register and show what it knows."""
    from elchi.cli.ask import PERSON_COLUMNS, VISIT_COLUMNS, person_row, visit_rows
    from elchi.cli.cards import visit_card
    from elchi.cli.store import report_summary
    from elchi.pipeline import add_paths
    from elchi.samples import sample_paths

    page = Page()
    with open_register(str(path), create=True) as store:
        status = report_summary(add_paths(store, sample_paths()))
        visits = store.visits(Query(sort="start"))
        page.line(("Visits", "head"))
        page.table(VISIT_COLUMNS, visit_rows(store, visits))
        if visits:
            shown = max(visits, key=lambda visit: (len(visit.conflicts), len(visit.reports), visit.id))
            page.line(("One of them, with the words that say so", "head"))
            visit_card(page, store, shown)
            page.line()
        page.line(("Persons", "head"))
        page.table(PERSON_COLUMNS, [person_row(person) for person in store.persons()])
        command = _own_name()
        page.line(("Type next", "head"))
        for words in _next_steps(str(path), visits[0].id if visits else "ID"):
            page.line(f"{command} {words}", indent=2)
    return status


def _own_name() -> str:
    """Return how this program was called: `elchi`, its path, or `python -m elchi`."""
    called = Path(sys.argv[0])
    if called.name != "elchi":
        return "python -m elchi"
    return "elchi" if which("elchi") else os.path.relpath(called)


def _next_steps(path: str, visit: str) -> tuple[str, ...]:
    return (
        f"visits --register {path} --to AZ",
        f"visit {visit} --register {path}",
        f"who ambassador --country KZ --in AZ --register {path}",
        f"brief --country KZ --register {path}",
        f"search wreath --register {path}",
        "add YOUR-REPORTS/",
    )
