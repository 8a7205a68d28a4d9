"""Bring a register to the newest form with the migrations that ship in the package."""

from __future__ import annotations

import sys
from pathlib import Path

from sqlalchemy import Connection, delete, insert, inspect, update

from elchi.register import schema

_HALFWAY = "+"
"""Stands behind the old version of a register whose tables are laid anew and whose index is not yet."""


def upgrade(connection: Connection, to: str = "head") -> None:
    """Bring a register to the newest form, in the transaction that is open; another process may be at it: take the
    turn before. What records find each other by is made anew, as its rules change with versions.
    """
    from elchi.register.blocks import index_anew

    if lay_tables(connection, to):
        index_anew(connection, _tell)
    connection.execute(delete(schema.about).where(schema.about.c.name == "version"))
    connection.execute(insert(schema.about).values(name="version", value=schema.VERSION))


def lay_tables(connection: Connection, to: str = "head") -> bool:
    """Run the migrations that a register lacks and return whether there were tables before.

    Until `upgrade` is done the register says that it is past the old form: no elchi works with it, this one goes on.
    For a large one run this in a transaction of its own before: SQLite finds slowly what a long transaction has
    written, its log being unsorted.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    old = inspect(connection).has_table(schema.subjects.name)
    if old:
        connection.execute(delete(schema.blocks))  # made anew later, and need not be laid in another order before
    command.upgrade(config, to)
    about = schema.about.c
    unmarked = (about.name == "version", about.value.not_like(f"%{_HALFWAY}"))
    connection.execute(update(schema.about).where(*unmarked).values(value=about.value + _HALFWAY))
    return old


def _tell(done: int, of: int) -> None:
    """Say on a terminal how far it is: a large register takes minutes."""
    if sys.stderr.isatty():
        end = "\n" if done >= of else ""
        sys.stderr.write(f"\rBringing the register to the newest form: {100 * done // of} % of its records{end}")
        sys.stderr.flush()
