"""Open the database of a register: check what is there, bring it to the newest form, say plainly what is wrong."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, inspect, select
from sqlalchemy.engine import make_url
from sqlalchemy.exc import ArgumentError, DBAPIError, NoSuchModuleError

from elchi.errors import RegisterError
from elchi.register import schema

_SQLITE_HEADER = b"SQLite format 3\x00"
_BUSY_SECONDS = 60
_TURN = 7316498  # a number that PostgreSQL knows the lock of writers by


def connect(address: str, create: bool = True) -> tuple[Engine, bool]:
    """Return an engine on the register at a path or database URL, and whether it can be written.

    Raises RegisterError where it is missing (and not to be created), damaged, something else, or newer than this elchi.
    """
    if "://" in address and not address.startswith("sqlite:"):
        engine, writable = _server_engine(address), True
    else:
        path = Path(make_url(address).database or "" if "://" in address else address).expanduser()
        writable = _check_file(path, create)
        engine = _file_engine(path, writable)
    try:
        with plain_errors(address):
            _prepare(engine, address, create, writable)
    except RegisterError:
        engine.dispose()
        raise
    return engine, writable


@contextmanager
def plain_errors(address: str) -> Iterator[None]:
    """Turn what a database complains of into one plain line."""
    try:
        yield
    except DBAPIError as error:
        raise RegisterError(_explain(address, str(error.orig))) from error


def _explain(address: str, complaint: str) -> str:
    complaint = " ".join(complaint.split())
    where = f"The register {shown_address(address)}"
    if "readonly" in complaint or "read-only" in complaint:
        return f"{where} is read-only; copy it or change its permissions to write to it"
    if "malformed" in complaint or "not a database" in complaint or "disk image" in complaint:
        return f"{where} is damaged or half-written; restore a copy, or remove it and add the reports anew"
    if "locked" in complaint:
        return f"{where} is busy in another process; try again when that is done"
    if "disk is full" in complaint or "disk full" in complaint:
        return f"{where} cannot grow: the disk is full; free some space and run again"
    if "unable to open" in complaint:
        return f"{where} cannot be opened; check the folder and its permissions"
    return f"{where} cannot be used: {complaint}"


def shown_address(address: str) -> str:
    """Return an address without its password."""
    return make_url(address).render_as_string(hide_password=True) if "://" in address else address


def _check_file(path: Path, create: bool) -> bool:
    """Return whether a SQLite file can be written. Raises RegisterError where it is missing, a folder, cut or no
    database.
    """
    if path.is_dir():
        raise RegisterError(f"The register {path} is a folder; give the path of a file")
    if not path.exists():
        if not create:
            raise RegisterError(f"There is no register {path}; make one with: elchi add PATH --register {path}")
        if not path.parent.is_dir():
            raise RegisterError(f"The register {path} cannot be made: there is no folder {path.parent}")
        return True
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except OSError as error:
        raise RegisterError(f"The register {path} cannot be read: {error.strerror}") from None
    if header and not header.startswith(_SQLITE_HEADER):
        raise RegisterError(f"{path} is not a register; give another path with --register")
    if header and path.stat().st_size < _whole_size(header):
        raise RegisterError(
            f"The register {path} is half-written; restore a copy, or remove it and add the reports anew"
        )
    return os.access(path, os.W_OK) and os.access(path.parent, os.W_OK)


def _whole_size(header: bytes) -> int:
    """Return the size in bytes that a SQLite header promises (https://www.sqlite.org/fileformat.html, section 1.3)."""
    if len(header) < 100:
        return 100
    page = int.from_bytes(header[16:18], "big")
    page = 65536 if page == 1 else page
    trusted = header[24:28] == header[92:96]
    return page * int.from_bytes(header[28:32], "big") if trusted else page


def _file_engine(path: Path, writable: bool) -> Engine:
    if writable:
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _BUSY_SECONDS})
    else:  # without a write-ahead log beside it nobody writes, so that the file cannot change while it is read
        flag = "mode=ro" if path.with_name(path.name + "-wal").exists() else "immutable=1"
        engine = create_engine(f"sqlite:///file:{path.absolute()}?{flag}&uri=true")

    @event.listens_for(engine, "connect")
    def set_up(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # transactions begin where we say, below
        cursor = connection.cursor()
        if writable:
            cursor.execute("PRAGMA journal_mode = WAL")
            cursor.execute("PRAGMA synchronous = NORMAL")
            cursor.execute("PRAGMA wal_autocheckpoint = 4000")  # pages
        cursor.execute("PRAGMA foreign_keys = ON")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writing = connection.get_execution_options().get("writing")
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

    return engine


def _server_engine(address: str) -> Engine:
    url = None
    try:
        url = make_url(address)
        if url.drivername in ("postgresql", "postgres"):
            url = url.set(drivername="postgresql+psycopg")
        return create_engine(url, pool_pre_ping=True)
    except (ArgumentError, NoSuchModuleError):
        raise RegisterError(f"{address} is no address of a register; give a file, or postgresql://HOST/NAME") from None
    except ModuleNotFoundError as error:
        raise RegisterError(f"PostgreSQL needs {error.name}; install it with: pip install 'elchi[postgres]'") from None


def take_turn(connection: Connection) -> None:
    """Wait until no other process writes: SQLite has one writer of its own (BEGIN IMMEDIATE), PostgreSQL is asked
    for it.
    """
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_TURN})")


def stored_version(connection: Connection) -> str | None:
    """Return the version that a register says it has; None where there is no register yet."""
    if not inspect(connection).has_table(schema.about.name):
        return None
    query = select(schema.about.c.value).where(schema.about.c.name == "version")
    return connection.execute(query).scalar_one_or_none()


def _prepare(engine: Engine, address: str, create: bool, writable: bool) -> None:
    with engine.connect() as connection:
        version = stored_version(connection)
        empty = version is None and not inspect(connection).get_table_names()
    if version == schema.VERSION:
        return
    if version is not None and version > schema.VERSION:
        raise RegisterError(
            f"The register {shown_address(address)} was made by a newer elchi "
            f"(form {version}, this one knows {schema.VERSION}); upgrade elchi"
        )
    if version is None and not empty:
        raise RegisterError(f"{shown_address(address)} is a database of something else; give another with --register")
    if version is not None and not writable:
        raise RegisterError(
            f"The register {shown_address(address)} was made by an older elchi (form {version}) and is read-only; "
            "open it once where it can be written, or a copy of it"
        )
    if not writable or (version is None and not create):
        raise RegisterError(
            f"{shown_address(address)} is no whole register and cannot be made one here; add reports to it first"
        )
    from elchi.register.migrate import lay_tables, upgrade

    for step in (lay_tables, upgrade) if version is not None else (upgrade,):
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            take_turn(connection)
            if stored_version(connection) != schema.VERSION:  # another process may have been at it meanwhile
                step(connection)
