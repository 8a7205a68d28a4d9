"""Open files and standard input as streams of bytes, unpacked, with a look at their first bytes."""

from __future__ import annotations

import gzip
import io
import os
import sys
from collections.abc import Iterator
from typing import BinaryIO, cast

from elchi.sources.decode import decode

HEAD = 4096
LINE_LIMIT = 32 * 1024 * 1024
"""The most bytes of one line of a table that are read."""
_BUFFER = 64 * 1024


class Source:
    """An open source: `path` as named, `name` of the file, `head` its first bytes, `stream` all its bytes."""

    def __init__(self, path: str, stream: BinaryIO) -> None:
        self.path = path
        self.name = os.path.basename(path) if path != "-" else "-"
        self._opened = [stream]
        self.stream = self._unpack(stream)
        self.head = cast(io.BufferedReader, self.stream).peek(HEAD)[:HEAD]

    @property
    def stem(self) -> str:
        """The file's name without its endings, the id of a report that gives none."""
        name = self.name[:-3] if self.name.lower().endswith(".gz") else self.name
        return os.path.splitext(name)[0] or name if name != "-" else "stdin"

    def _unpack(self, stream: BinaryIO) -> BinaryIO:
        for _ in range(2):
            buffered = io.BufferedReader(cast(io.RawIOBase, stream), _BUFFER)
            if buffered.peek(2)[:2] != b"\x1f\x8b":
                return buffered
            stream = cast(BinaryIO, gzip.GzipFile(fileobj=buffered))
            self._opened.append(stream)
        return io.BufferedReader(cast(io.RawIOBase, stream), _BUFFER)

    def close(self) -> None:
        """Close what was opened, standard input excepted."""
        if self.path == "-":
            return
        for stream in reversed(self._opened):
            stream.close()


def open_source(path: str) -> Source:
    """Open a file, unpacking .gz by its content; raises OSError where it cannot be opened."""
    stream = cast(BinaryIO, open(path, "rb", buffering=0))  # noqa: SIM115
    try:
        return Source(path, stream)
    except BaseException:
        stream.close()
        raise


def open_standard_input() -> Source:
    """Return standard input as a source."""
    return Source("-", cast(BinaryIO, sys.stdin.buffer))


def read_limited(source: Source, limit: int) -> tuple[bytes, bool]:
    """Return the first bytes of a source, at most `limit`, and whether there were more."""
    data = source.stream.read(limit)
    return data, len(data) == limit and bool(source.stream.read(1))


def read_lines(source: Source) -> Iterator[tuple[int, str | None]]:
    """Yield the number and text of each line that is not blank; None for a line longer than LINE_LIMIT."""
    if decode(source.head[:400], cut=True)[1] and source.head[:2] in (b"\xff\xfe", b"\xfe\xff"):
        wide = io.TextIOWrapper(source.stream, "utf-16", "replace", newline="\n")
        yield from ((number, line) for number, line in enumerate(wide, 1) if line.strip())
        return
    number = 0
    while line := source.stream.readline(LINE_LIMIT):
        number += 1
        if len(line) == LINE_LIMIT and not line.endswith(b"\n"):
            while (rest := source.stream.readline(LINE_LIMIT)) and not rest.endswith(b"\n"):
                pass
            yield number, None
        elif line.strip():
            yield number, decode(line)[0]
