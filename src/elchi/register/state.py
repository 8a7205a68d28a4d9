"""A mark that changes whenever a register does: what was computed under the same mark still holds."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Engine

_HEADER = 48
"""Bytes of the first header of a write-ahead log's index (https://www.sqlite.org/walformat.html, section 2.1)."""


def state_mark(engine: Engine) -> str:
    """Return the mark of a register: of a file by its log's index and time, of a server by its transactions."""
    if engine.dialect.name == "postgresql":
        with engine.connect() as connection:
            asked = connection.exec_driver_sql("SELECT pg_snapshot_xmax(pg_current_snapshot())::text")
            return str(asked.scalar_one())
    place = engine.url.database or ""
    path = Path(place.removeprefix("file:"))
    try:
        about = path.stat()
    except OSError:
        return ""
    try:
        with path.with_name(path.name + "-shm").open("rb") as index:
            log = index.read(_HEADER).hex()
    except OSError:
        log = ""
    return f"{about.st_mtime_ns}-{about.st_size}-{log}"
