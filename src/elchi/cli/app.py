"""All commands in one typer application, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Sequence
from typing import Any

import typer

from elchi.cli import ask, decide, out, store, tell
from elchi.cli.screen import say_error
from elchi.errors import ElchiError, JudgementError, QueryError

WRONG_CALL = (QueryError, JudgementError)

COMMANDS: tuple[tuple[Callable[..., Any], str, str], ...] = (
    (store.read, "read", "elchi read --outlet-country AZ report.txt"),
    (store.add, "add", "elchi add reports/ --register visits.db"),
    (ask.visits, "visits", "elchi visits --from KZ --to AZ --since 2023"),
    (ask.visit, "visit", "elchi visit v-0123456789ab"),
    (ask.persons, "persons", "elchi persons --country KZ"),
    (ask.person, "person", 'elchi person "Marat Iskakov"'),
    (ask.who, "who", "elchi who ambassador --country KZ --in AZ --on 2020-01-15"),
    (tell.brief, "brief", "elchi brief --country KZ -o briefing.html"),
    (tell.relations, "relations", "elchi relations KZ AZ"),
    (ask.names, "names", "elchi names Axmetjanov Akhmetzhanov --explain"),
    (ask.search, "search", "elchi search wreath"),
    (decide.judge, "judge", 'elchi judge same p-0123456789ab p-ba9876543210 --why "one man, two spellings"'),
    (decide.undo, "undo", "elchi undo 3"),
    (decide.correct, "correct", 'elchi correct v-0123456789ab start 2023-02-22 --why "seen in the embassy\'s note"'),
    (decide.reject, "reject", 'elchi reject v-0123456789ab places Ganja --why "only flown over"'),
    (decide.split, "split", 'elchi split v-0123456789ab report-7 --why "another delegation"'),
    (decide.history, "history", "elchi history"),
    (decide.review, "review", "elchi review"),
    (store.remove, "remove", 'elchi remove report-7 --why "withdrawn by the outlet"'),
    (out.export, "export", "elchi export csv -o visits.csv --from KZ"),
    (out.serve, "serve", "elchi serve --port 8000"),
    (out.evaluate, "evaluate", "elchi evaluate gold/ texts/ --misses"),
    (out.demo, "demo", "elchi demo"),
)
GROUPS: tuple[tuple[str, str, tuple[tuple[Callable[..., Any], str, str], ...]], ...] = (
    (
        "import",
        "Bring in what others know.",
        (
            (store.import_persons, "persons", "elchi import persons ministers.csv"),
            (store.import_judgements, "judgements", "elchi import judgements export/judgements.jsonl"),
        ),
    ),
    (
        "language",
        "Validate a language folder, see what it lacks, or begin one.",
        (
            (out.language_check, "check", "elchi language check az"),
            (out.language_coverage, "coverage", "elchi language coverage kk"),
            (out.language_new, "new", "elchi language new tr --into folder"),
        ),
    ),
)


def build() -> typer.Typer:
    """Return the application with every command."""
    app = _application("Reads press reports of official visits and keeps the register, every fact with its sentence.")
    app.callback(invoke_without_command=True)(_start)
    for entry in COMMANDS:
        _register(app, entry)
    for name, text, entries in GROUPS:
        group = _application(text)
        for entry in entries:
            _register(group, entry)
        app.add_typer(group, name=name)
    return app


def _application(text: str) -> typer.Typer:
    return typer.Typer(
        help=text,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
        add_completion=False,
        context_settings={"help_option_names": ["--help", "-h"]},
    )


def _register(app: typer.Typer, entry: tuple[Callable[..., Any], str, str]) -> None:
    function, name, example = entry
    app.command(name, epilog=f"Example: {example}")(function)


def _start(version: bool = typer.Option(False, "--version", help="Print the version and leave.")) -> None:
    """Read press reports of official visits and keep the register, every fact with its sentence."""
    if version:
        from elchi import __version__

        print(f"elchi {__version__}")
        raise typer.Exit()


def main(words: Sequence[str]) -> int:
    """Run one command and return its exit status: 0, 1 (something could not be read or written) or 2 (wrong call)."""
    try:
        status = build()(args=list(words) or ["--help"], prog_name="elchi", standalone_mode=False)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        say_error("stopped; what was added is safe, run the same command again to go on")
        return 130
    except typer.Abort:
        say_error("stopped")
        return 1
    except ElchiError as error:
        say_error(str(error))
        return 2 if isinstance(error, WRONG_CALL) else 1
    except ModuleNotFoundError as error:
        say_error(f"the library {error.name} is not installed; install elchi with the extra that the command needs")
        return 1
    except OSError as error:
        say_error(f"{error.filename or 'system'}: {error.strerror or error}")
        return 1
    except Exception as error:
        message = _wrong_call(error)
        if message is None:
            raise
        say_error(message)
        return 2


def _wrong_call(error: Exception) -> str | None:
    """Return the plain line of an error in the words of the call, None for any other error."""
    from typer.exceptions import TyperException

    if not isinstance(error, TyperException):
        return None
    context = getattr(error, "ctx", None)
    path = context.command_path if context else "elchi"
    return f"{error.format_message()} See {path} --help."
