"""Write docs/reference.md, docs/codebook.md and the output in README.md from the code; `make docs` runs it.

`--check` writes nothing and returns 1 where a file is not what the code says.
"""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
import tomllib
from collections.abc import Iterator
from pathlib import Path

import click
import msgspec

from elchi import model
from elchi.cli.app import COMMANDS, GROUPS, Commands, build, main
from elchi.cli.options import FILTERS
from elchi.export import FORMATS
from elchi.query import REVIEWS, SORTS, STATUSES
from elchi.samples import sample_paths
from elchi.vocabulary.load import FOLDER, read_table

ROOT = Path(__file__).resolve().parent.parent
HEAD = "<!-- Written by scripts/build_reference.py; change the code, then run `make docs`. -->\n\n"

ENVIRONMENT = {
    "ELCHI_REGISTER": "the register where `--register` is not given; else `elchi.db` in the working folder",
    "ELCHI_CACHE": "folder for compiled lexicons; else `XDG_CACHE_HOME/elchi` or `~/.cache/elchi`",
    "ELCHI_USER": "who decides, in the history; else the login name",
    "ELCHI_GOLD": "folder that holds more gold for `elchi evaluate` and the tests",
    "ELCHI_DEBUG": "with any value, a fault of elchi's own shows its traceback",
    "NO_COLOR": "no colour on a terminal",
}
EXPORTS = {
    "jsonl": "a folder, one file a kind (visits, persons, organisations, documents, reports, statements, judgements): "
    "the whole register, byte for byte the same from the same reports and judgements",
    "csv": "a folder of tables, or the visits alone where PATH ends in .csv; cells that a spreadsheet would run are "
    "neutralised",
    "parquet": "as csv, typed (extra `lake`)",
    "xlsx": "a workbook, one sheet a table (extra `office`)",
    "ics": "a calendar: UID `ID@elchi`, STATUS TENTATIVE (planned), CONFIRMED or CANCELLED; only visits with a whole "
    "day",
    "jsonld": "schema.org Event, Person and NewsArticle; the evidence as Web Annotations",
    "ftm": "followthemoney entities as JSON lines: Trip, Person, Position, Occupancy, Article; uncertain dates stay "
    "words",
    "plover": "event data as CSV: CONSULT/visit (held), AGREE/visit (planned), REJECT/visit (cancelled), "
    "SUPPORT/signed",
    "gexf": "the network of who met whom, and which countries they visited",
}
FIELDS: dict[str, dict[str, str]] = tomllib.loads((ROOT / "scripts" / "fields.toml").read_text(encoding="utf-8"))
TABLES = (
    "visitkinds",
    "activities",
    "documents",
    "topics",
    "figures",
    "heads",
    "ranks",
    "bodies",
    "portfolios",
    "countries",
)


def reference() -> str:
    """Return docs/reference.md."""
    return HEAD + "\n".join(_reference())


def _reference() -> Iterator[str]:
    yield "# Reference\n"
    yield "Every command, option, format and variable. Values and fields are in the [codebook](codebook.md).\n"
    yield "## Exit status\n"
    yield "0: done. 1: something could not be read or written (named on stderr), the rest was done. 2: wrong call.\n"
    yield "Answers go to stdout, everything else to stderr. In a pipe tables are plain aligned text.\n"
    yield "## Commands\n"
    app = build()
    context = click.Context(app, info_name="elchi")
    for name, _, _ in COMMANDS:
        yield from _command(app, name, context)
    for group, text, entries in GROUPS:
        yield f"### elchi {group}\n\n{text}\n"
        commands = app.get_command(context, group)
        assert isinstance(commands, Commands)
        for name, _, _ in entries:
            yield from _command(commands, name, click.Context(commands, info_name=f"elchi {group}"))
    yield "## Filters\n"
    yield "The same names and values as options of `elchi visits`, `persons` and `export`, in addresses and in JSON.\n"
    yield "| filter | asks for |\n|---|---|"
    yield from (f"| `{name}` | {text} |" for name, text in FILTERS.items())
    yield f"\nOf `status`: {_codes(STATUSES)}. Of `review`: {_codes(REVIEWS)}. Of `sort`: {_codes(SORTS)}.\n"
    yield "## Export formats\n"
    yield "| format | what is written |\n|---|---|"
    yield from (f"| `{name}` | {EXPORTS[name]} |" for name in FORMATS)
    yield "\nQuotes are written, whole texts only with `--with-texts`; the attribution of the data goes along.\n"
    yield "## Environment\n"
    yield "| variable | means |\n|---|---|"
    yield from (f"| `{name}` | {text} |" for name, text in ENVIRONMENT.items())
    yield ""


def _command(group: Commands, name: str, context: click.Context) -> Iterator[str]:
    command = group.get_command(context, name)
    assert command is not None
    own = click.Context(command, info_name=name, parent=context)
    filtered = any(p.name == "from_" for p in command.params)
    usage = " ".join(command.collect_usage_pieces(own))
    yield f"### {context.info_name} {name}\n\n{command.help}\n\n    {context.info_name} {name} {usage}\n"
    rows = [_row(p, own) for p in command.params if not (filtered and _is_filter(p))]
    if rows:
        yield "| | |\n|---|---|"
        yield from rows
        yield ""
    if filtered:
        yield "and the [filters](#filters).\n"
    yield f"Example: `{group.entries[name][2]}`\n"


def _is_filter(parameter: click.Parameter) -> bool:
    return any(option.removeprefix("--") in FILTERS for option in parameter.opts)


def _row(parameter: click.Parameter, context: click.Context) -> str:
    if isinstance(parameter, click.Option):
        names, help = parameter.get_help_record(context) or ("", "")
        return f"| `{names}` | {help} |".replace("|", "\\|").replace("\\| ", "| ", 1).replace(" \\|", " |")
    return f"| {parameter.human_readable_name} | {_places(context).get(parameter.human_readable_name, '')} |"


def _places(context: click.Context) -> dict[str, str]:
    lines = (context.command.epilog or "").split("\n")
    cells = [line.split(None, 1) for line in lines if line.startswith("  ")]
    return {cell[0]: cell[1] for cell in cells if len(cell) == 2}


def _codes(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def codebook() -> str:
    """Return docs/codebook.md."""
    return HEAD + "\n".join(_codebook())


def _codebook() -> Iterator[str]:
    yield "# Codebook\n"
    yield "Offsets count Unicode code points of a report's frozen text, half open. Dates are EDTF level 1:"
    yield "`2023-02-22`, `2023-02`, `2023`; `XXXX-04-25` where no report and no metadata gives the year. Countries are"
    yield "ISO 3166-1 alpha-2 codes or the short name of an organisation. Names, positions, places of activities and"
    yield "titles stay in the report's language, in the nominative; offices, kinds, topics and cities are English.\n"
    for name, notes in FIELDS.items():
        struct = getattr(model, name)
        yield f"## {name}\n\n{(struct.__doc__ or '').strip().splitlines()[0]}\n"
        yield "| field | type | meaning |\n|---|---|---|"
        for field in msgspec.structs.fields(struct):
            yield f"| `{field.encode_name}` | {_type_name(field.type)} | {notes[field.encode_name]} |"
        yield ""
    yield "# Vocabulary\n"
    for table in TABLES:
        rows = read_table(FOLDER / f"{table}.tsv")
        yield f"## {table}\n"
        columns = list(rows[0])
        if len(columns) == 1:
            yield ", ".join(f"`{row['id']}`" for row in rows) + "\n"
            continue
        yield "| " + " | ".join(columns) + " |\n" + "|---" * len(columns) + "|"
        for row in rows:
            yield "| " + " | ".join([f"`{row['id']}`", *(row[c].replace("|", ", ") for c in columns[1:])]) + " |"
        yield ""
    offices = sorted({row["office"] for row in read_table(FOLDER / "offices.tsv")})
    yield (
        "## offices\n\nOffices that are not formed by a head's template:\n\n"
        + ", ".join(f"`{o}`" for o in offices)
        + "\n"
    )
    yield "Cities are in `vocabulary/cities.tsv`, by their English names.\n"


def _type_name(kind: object) -> str:
    name = kind.__name__ if isinstance(kind, type) and not hasattr(kind, "__args__") else str(kind)
    return name.replace("typing.", "").replace("elchi.model.", "").replace("|", "\\|")


BEGIN, END = "<!-- output of the samples -->\n```\n", "```\n<!-- end of output -->"


def readme() -> str:
    """Return README.md with the present output of `elchi visits` and `elchi visit` for the samples."""
    before, _, rest = (ROOT / "README.md").read_text(encoding="utf-8").partition(BEGIN)
    return before + BEGIN + _sample_output() + END + rest.partition(END)[2]


def _sample_output() -> str:
    """Return the table of the sample visits, and the card of the one that reports disagree on, shortened."""
    with tempfile.TemporaryDirectory() as folder:
        address = str(Path(folder) / "samples.db")
        _printed("add", "--register", address, *sample_paths())
        table = _printed("visits", "--register", address)
        visit = next(line.split()[0] for line in table.split("\n") if line.endswith("!"))
        card = _printed("visit", visit, "--register", address).split("\n")
    fields = ("  head ", "  hosts ", "  reports disagree", "  history")
    shown, keep = card[:2], False
    for line in card[2:]:
        keep = line.startswith(fields) or (keep and line.startswith("    "))
        shown += [line] if keep else []
    return "\n".join(["$ elchi visits", table, f"$ elchi visit {visit}", *shown, ""])


def _printed(*words: str) -> str:
    out = io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(io.StringIO()):
        if main(words) != 0:
            raise SystemExit(f"elchi {' '.join(words)} failed")
    return out.getvalue()


def write_all() -> int:
    """Write the files, or with --check compare them."""
    stale = []
    made = (("docs/reference.md", reference()), ("docs/codebook.md", codebook()), ("README.md", readme()))
    for name, text in made:
        path = ROOT / name
        if "--check" not in sys.argv:
            path.write_text(text, encoding="utf-8")
        elif not path.is_file() or path.read_text(encoding="utf-8") != text:
            stale.append(name)
    print("\n".join(f"{name} is not what the code says; run: make docs" for name in stale), end="\n" if stale else "")
    return 1 if stale else 0


if __name__ == "__main__":
    sys.exit(write_all())
