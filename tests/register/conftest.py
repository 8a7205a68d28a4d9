"""Real databases for the tests: a SQLite file, and a PostgreSQL cluster of our own where its programs are installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import uuid
from collections.abc import Iterator
from pathlib import Path

import pytest


def _postgres_programs() -> Path | None:
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if found:
        return found[-1].parent
    on_path = shutil.which("initdb")
    return Path(on_path).parent if on_path else None


@pytest.fixture(scope="session")
def postgres_cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Start a PostgreSQL that listens on a socket in a temporary folder; give the URL without a database."""
    pytest.importorskip("psycopg", reason="psycopg is not installed: pip install 'elchi[postgres]'")
    programs = _postgres_programs()
    if programs is None:
        pytest.skip("PostgreSQL is not installed")
    user = None
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            user = pwd.getpwnam("nobody")
    folder = Path("/tmp") / f"elchi-pg-{uuid.uuid4().hex[:8]}"
    folder.mkdir()
    if user:
        os.chown(folder, user.pw_uid, user.pw_gid)
    who = {"user": user.pw_uid, "group": user.pw_gid} if user else {}
    data = folder / "data"

    def call(*command: str) -> None:
        subprocess.run(command, check=True, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, **who)

    try:
        call(f"{programs}/initdb", "-D", str(data), "-U", "elchi", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off"
        call(f"{programs}/pg_ctl", "-D", str(data), "-w", "-o", options, "-l", str(folder / "log"), "start")
        yield f"postgresql://elchi@/DATABASE?host={folder}"
        call(f"{programs}/pg_ctl", "-D", str(data), "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def postgres(postgres_cluster: str) -> Iterator[str]:
    """Give the URL of an empty PostgreSQL database."""
    import psycopg

    name = f"r{uuid.uuid4().hex[:12]}"
    admin = postgres_cluster.replace("DATABASE", "postgres")
    with psycopg.connect(admin, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name} LOCALE_PROVIDER icu ICU_LOCALE 'en' TEMPLATE template0")
    yield postgres_cluster.replace("DATABASE", name)


@pytest.fixture(params=["sqlite", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Give the address of an empty register in each kind of database."""
    if request.param == "sqlite":
        return str(tmp_path / "register.db")
    url: str = request.getfixturevalue("postgres")
    return url
