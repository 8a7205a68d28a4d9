"""Bring a register to the newest form with the migrations that ship in the package."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import Connection, delete, insert, inspect

from elchi.register import schema


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that a register lacks, in the transaction that is open; another process may be at it: take
    the turn before. What records find each other by is made anew, as its rules change with versions.
    """
    from alembic import command
    from alembic.config import Config

    from elchi.register.blocks import index_anew

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    old = inspect(connection).has_table(schema.subjects.name)
    command.upgrade(config, to)
    if old:
        index_anew(connection, _tell)
    connection.execute(delete(schema.about).where(schema.about.c.name == "version"))
    connection.execute(insert(schema.about).values(name="version", value=schema.VERSION))


def _tell(done: int, of: int) -> None:
    """Say on a terminal how far it is: a large register takes minutes."""
    if sys.stderr.isatty():
        end = "\n" if done >= of else ""
        sys.stderr.write(f"\rBringing the register to the newest form: {100 * done // of} % of its records{end}")
        sys.stderr.flush()
