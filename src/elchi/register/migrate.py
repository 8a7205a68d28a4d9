"""Bring a register to the newest form with the migrations that ship in the package."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import Connection, delete, insert

from elchi.register import schema


def upgrade(connection: Connection, to: str = "head") -> None:
    """Run the migrations that a register lacks, in the transaction that is open; another process may be at it: take
    the turn before.
    """
    from alembic import command
    from alembic.config import Config

    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.attributes["connection"] = connection
    command.upgrade(config, to)
    connection.execute(delete(schema.about).where(schema.about.c.name == "version"))
    connection.execute(insert(schema.about).values(name="version", value=schema.VERSION))
