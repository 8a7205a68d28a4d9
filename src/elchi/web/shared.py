"""What the processes of one server share for a while: drafts and counts of requests, in a SQLite file of their own.

The file lies in a folder that only this server's user may read, and goes with the server.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Float,
    Integer,
    LargeBinary,
    MetaData,
    Table,
    Text,
    case,
    create_engine,
    delete,
    event,
)
from sqlalchemy.dialects.sqlite import insert  # fmt: skip

_metadata = MetaData()
drafts = Table(
    "drafts",
    _metadata,
    Column("token", Text, primary_key=True),
    Column("owner", Text, nullable=False),
    Column("made", Float, nullable=False),  # seconds since 1970
    Column("content", LargeBinary, nullable=False),  # MessagePack: reports, readings, failures
    Column("total", Integer, nullable=False),
    Column("step", Integer, nullable=False, default=0),
    Column("running", Integer, nullable=False, default=0),
    Column("done", Integer, nullable=False, default=0),
    Column("outcomes", Text, nullable=False, default="[]"),  # JSON
)
_takes = Table(
    "takes",
    _metadata,
    Column("bucket", Text, primary_key=True),
    Column("client", Text, primary_key=True),
    Column("begun", Float, nullable=False),
    Column("count", Integer, nullable=False),
)


class Shared:
    """The file, opened by each process; without a path a new one in a folder of its own."""

    def __init__(self, path: Path | None = None) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="elchi-") if path is None else None
        self.path = path or Path(self._folder.name if self._folder else "") / "shared.db"
        self._engine = create_engine(f"sqlite:///{self.path}", connect_args={"timeout": 30})

        @event.listens_for(self._engine, "connect")
        def set_up(connection: Any, _record: Any) -> None:
            cursor = connection.cursor()
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = OFF")  # it need not outlive a crash
            cursor.close()

        _metadata.create_all(self._engine)

    @contextmanager
    def open(self) -> Iterator[Connection]:
        """Begin a transaction."""
        with self._engine.begin() as connection:
            yield connection

    def close(self) -> None:
        """Let go of the file; one in a folder of its own is removed."""
        self._engine.dispose()
        if self._folder:
            self._folder.cleanup()

    def take(self, bucket: str, client: str, seconds: float) -> int:
        """Count one more of a client in a bucket; return the count since its stretch of so many seconds began."""
        now = time.time()
        over = _takes.c.begun <= now - seconds
        begin = insert(_takes).values(bucket=bucket, client=client, begun=now, count=1)
        count = begin.on_conflict_do_update(
            index_elements=["bucket", "client"],
            set_={
                "begun": case((over, now), else_=_takes.c.begun),
                "count": case((over, 1), else_=_takes.c.count + 1),
            },
        ).returning(_takes.c.count)
        with self.open() as connection:
            found = int(connection.execute(count).scalar_one())
            if found == 1:
                connection.execute(delete(_takes).where(_takes.c.bucket == bucket, over))
        return found
