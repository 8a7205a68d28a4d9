"""All commands in one application, and what becomes of their errors."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from importlib import import_module

import click

from elchi.cli.params import make_command
from elchi.cli.screen import say_error
from elchi.errors import ElchiError, JudgementError, QueryError

WRONG_CALL = (QueryError, JudgementError)

Entry = tuple[str, str, str]
"""A command's name, its function (`module:function` in this package), and an example."""

COMMANDS: tuple[Entry, ...] = (
    ("read", "store:read", "elchi read --outlet-country AZ report.txt"),
    ("add", "store:add", "elchi add reports/ --register visits.db"),
    ("visits", "ask:visits", "elchi visits --from KZ --to AZ --since 2023"),
    ("visit", "ask:visit", "elchi visit v-0123456789ab"),
    ("persons", "ask:persons", "elchi persons --country KZ"),
    ("person", "ask:person", 'elchi person "Daniyar Koszhanov"'),
    ("who", "ask:who", "elchi who ambassador --country KZ --in AZ --on 2020-01-15"),
    ("brief", "tell:brief", "elchi brief --country KZ -o briefing.html"),
    ("relations", "tell:relations", "elchi relations KZ AZ"),
    ("names", "ask:names", "elchi names Qosjanov Koszhanov --explain"),
    ("search", "ask:search", "elchi search wreath"),
    ("judge", "decide:judge", 'elchi judge same p-0123456789ab p-ba9876543210 --why "one man, two spellings"'),
    ("undo", "decide:undo", "elchi undo 3"),
    ("correct", "decide:correct", 'elchi correct v-0123456789ab start 2023-02-22 --why "the embassy says so"'),
    ("reject", "decide:reject", 'elchi reject v-0123456789ab places Ganja --why "only flown over"'),
    ("split", "decide:split", 'elchi split v-0123456789ab report-7 --why "another delegation"'),
    ("history", "decide:history", "elchi history"),
    ("review", "decide:review", "elchi review"),
    ("remove", "store:remove", 'elchi remove report-7 --why "withdrawn by the outlet"'),
    ("export", "out:export", "elchi export csv -o visits.csv --from KZ"),
    ("serve", "out:serve", "elchi serve --port 8000"),
    ("evaluate", "out:evaluate", "elchi evaluate gold/ texts/ --misses"),
    ("demo", "out:demo", "elchi demo"),
)
GROUPS: tuple[tuple[str, str, tuple[Entry, ...]], ...] = (
    (
        "import",
        "Bring in what others know.",
        (
            ("persons", "store:import_persons", "elchi import persons ministers.csv"),
            ("judgements", "store:import_judgements", "elchi import judgements export/judgements.jsonl"),
        ),
    ),
    (
        "user",
        "Who may log in where `elchi serve` can be reached by others.",
        (
            ("add", "user:user_add", "elchi user add aylin --role editor"),
            ("list", "user:user_list", "elchi user list"),
            ("remove", "user:user_remove", "elchi user remove aylin"),
        ),
    ),
    (
        "language",
        "Validate a language folder, see what it lacks, or begin one.",
        (
            ("check", "out:language_check", "elchi language check az"),
            ("coverage", "out:language_coverage", "elchi language coverage kk"),
            ("new", "out:language_new", "elchi language new tr --into folder"),
        ),
    ),
)


class Commands(click.Group):
    """A group that imports a command's module only when the command is asked for."""

    def __init__(self, name: str, help: str, entries: Sequence[Entry], groups: Sequence[Commands] = ()) -> None:
        super().__init__(
            name, help=help, no_args_is_help=False, context_settings={"help_option_names": ["-h", "--help"]}
        )
        self.entries = {entry[0]: entry for entry in entries}
        self.groups = {group.name or "": group for group in groups}

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names in the order of the table."""
        return [*self.entries, *self.groups]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Return a command by name, None where there is none."""
        if cmd_name in self.groups:
            return self.groups[cmd_name]
        if cmd_name not in self.entries:
            return None
        name, place, example = self.entries[cmd_name]
        module, _, function = place.partition(":")
        return make_command(getattr(import_module(f"elchi.cli.{module}"), function), name, example)


def build() -> Commands:
    """Return the application with every command."""
    groups = [Commands(name, text, entries) for name, text, entries in GROUPS]
    text = "Read press reports of official visits and keep the register, every fact with its sentence."
    app = Commands("elchi", text, COMMANDS, groups)
    app.epilog = "\b\nExample: elchi add --outlet-country AZ reports/ && elchi visits"
    app.params.append(
        click.Option(
            ["--version"], is_flag=True, is_eager=True, expose_value=False, callback=_version, help="Print the version."
        )
    )
    return app


def _version(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if wanted:
        from elchi import __version__

        print(f"elchi {__version__}")
        ctx.exit()


def main(words: Sequence[str]) -> int:
    """Run one command and return its exit status: 0, 1 (something could not be read or written) or 2 (wrong call)."""
    try:
        app = build()
        with app.make_context("elchi", list(words) or ["--help"]) as context:
            status = app.invoke(context)
        sys.stdout.flush()
        return status if isinstance(status, int) else 0
    except click.exceptions.Exit as done:
        return done.exit_code
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except (KeyboardInterrupt, click.Abort):
        say_error("stopped; what was added is safe, run the same command again to go on")
        return 130
    except click.ClickException as error:
        place = getattr(error, "ctx", None)
        message = error.format_message()
        stop = "" if message.endswith((".", "?", "!", ")")) else "."
        say_error(f"{message}{stop} See {place.command_path if place else 'elchi'} --help.")
        return 2
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
        if os.environ.get("ELCHI_DEBUG"):
            raise
        say_error(
            f"a fault of elchi's own ({type(error).__name__}: {error}); ELCHI_DEBUG=1 shows where, please report it"
        )
        return 1
