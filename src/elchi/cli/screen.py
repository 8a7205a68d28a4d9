"""What a command prints: colour and tables on a terminal, plain aligned text in a pipe."""

from __future__ import annotations

import csv
import io
import os
import sys
import unicodedata
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any, TextIO

import msgspec

if TYPE_CHECKING:
    from rich.console import Console

Part = str | tuple[str, str]
"""Text, or text and its style: `mark` (the words of a quote), `head`, `dim`, `good`, `bad`."""

_STYLES = {"mark": "black on bright_yellow", "head": "bold", "dim": "dim", "good": "green", "bad": "red"}


def is_terminal(stream: TextIO) -> bool:
    """Return whether a person looks at the stream."""
    return stream.isatty() and os.environ.get("TERM") != "dumb"


class Page:
    """Prints lines and tables to stdout: through rich on a terminal, as plain text elsewhere."""

    def __init__(self, terminal: bool | None = None) -> None:
        self.console: Console | None = None
        if is_terminal(sys.stdout) if terminal is None else terminal:
            from rich.console import Console

            self.console = Console(highlight=False, markup=False, emoji=False)

    def line(self, *parts: Part, indent: int = 0) -> None:
        """Print one line; marked words stand in square brackets where there is no colour."""
        if self.console is None:
            print(" " * indent + "".join(_plain(part) for part in parts))
            return
        from rich.padding import Padding
        from rich.text import Text

        text = Text.assemble(*(p if isinstance(p, str) else (p[0], _STYLES[p[1]]) for p in parts))
        self.console.print(Padding(text, (0, 0, 0, indent), expand=False))

    def table(self, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
        """Print rows under column names; nothing is cut. A narrow terminal gets one record under another."""
        if self.console is None:
            print(align(columns, rows), end="")
            return
        widths = [_longest_word([name, *(row[i] for row in rows)]) for i, name in enumerate(columns)]
        if sum(widths) + 3 * len(widths) > self.console.width:
            for row in rows:
                self._record(columns, row)
            return
        from rich import box
        from rich.table import Table
        from rich.text import Text

        table = Table(box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1), header_style="bold")
        for name, width in zip(columns, widths, strict=True):
            table.add_column(name, min_width=width)
        for row in rows:
            table.add_row(*(Text(cell) for cell in row))
        self.console.print(table)

    def _record(self, columns: Sequence[str], row: Sequence[str]) -> None:
        self.line((row[0], "head"), *("  " + cell for cell in row[1:3]))
        for name, cell in zip(columns[3:], row[3:], strict=True):
            if cell:
                self.line((f"{name:<10} ", "dim"), cell, indent=2)


def _longest_word(cells: Sequence[str]) -> int:
    return max((len(word) for cell in cells for word in cell.split()), default=1)


def _plain(part: Part) -> str:
    if isinstance(part, str):
        return part
    return f"[{part[0]}]" if part[1] == "mark" else part[0]


def align(columns: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """Return rows as aligned text, two blanks between columns, one line a row."""
    table = [list(columns), *([" ".join(cell.split()) for cell in row] for row in rows)]
    widths = [max(_width(row[i]) for row in table) for i in range(len(columns))]
    lines = []
    for row in table:
        cells = [cell + " " * (width - _width(cell)) for cell, width in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip() + "\n")
    return "".join(lines)


def _width(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(bool(unicodedata.combining(c)) for c in text)


def print_lines(values: Iterable[Any]) -> None:
    """Print values as JSON lines, as soon as each is there."""
    for value in values:
        sys.stdout.write(msgspec.json.encode(value).decode() + "\n")
    sys.stdout.flush()


def print_csv(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows as CSV; cells that a spreadsheet would run as a formula are made plain text."""
    from elchi.export.tables import safe_cell

    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows([safe_cell(cell) for cell in row] for row in rows)
    sys.stdout.write(out.getvalue())


def say_error(message: str) -> None:
    """Print one plain line to stderr."""
    print("elchi: " + " ".join(message.split()), file=sys.stderr)


def say(message: str) -> None:
    """Print a line about the run to stderr, so that stdout holds only the answer."""
    print(message, file=sys.stderr)
