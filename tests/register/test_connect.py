from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import create_engine
from world import make_told

from elchi.errors import RegisterError
from elchi.register import Register, schema
from elchi.register.migrate import upgrade


def make_register(path: Path) -> Path:
    with Register.open(path) as register:
        register.add(*make_told("a"))
    return path


def refuse(path: Path | str, words: str, create: bool = True) -> None:
    with pytest.raises(RegisterError, match=words) as caught:
        Register.open(path, create=create)
    assert "\n" not in str(caught.value)


def test_a_missing_register_is_made_only_where_asked(tmp_path: Path) -> None:
    refuse(tmp_path / "none.db", "There is no register", create=False)
    assert not (tmp_path / "none.db").exists()
    refuse(tmp_path / "no" / "folder.db", "there is no folder")
    refuse(tmp_path, "is a folder")


def test_a_newer_register_is_left_alone(address: str) -> None:
    with Register.open(address) as register:
        register.add(*make_told("a"))
        with register._write() as connection:
            connection.execute(schema.about.update().values(value="9999"))
    refuse(address, "newer elchi.*upgrade")


@pytest.mark.parametrize("content", [b"not a database\n" * 400, b"\x00" * 3000, "səfər".encode()])
def test_another_file_is_no_register(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "r.db"
    path.write_bytes(content)
    refuse(path, "is not a register")
    assert path.read_bytes() == content


def test_another_database_is_no_register(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE birds (name)")
    connection.close()
    refuse(path, "something else")


def test_a_cut_register_is_said_to_be_half_written(tmp_path: Path) -> None:
    path = make_register(tmp_path / "r.db")
    whole = path.read_bytes()
    for size in (50, 4096, len(whole) // 2, len(whole) - 1):
        path.write_bytes(whole[:size])
        refuse(path, "half-written")


def test_damage_inside_is_said_in_one_line(tmp_path: Path) -> None:
    path = make_register(tmp_path / "r.db")
    whole = bytearray(path.read_bytes())
    whole[4096:] = bytes(index % 251 for index in range(len(whole) - 4096))
    path.write_bytes(whole)
    with pytest.raises(RegisterError, match="damaged"), Register.open(path) as register:
        register.add(*make_told("b"))


def test_an_empty_file_is_a_register_not_begun(tmp_path: Path) -> None:
    path = tmp_path / "r.db"
    path.touch()
    make_register(path)
    with Register.open(path, create=False) as register:
        assert len(register.visits()) == 1


READ_ONLY = """
import os, sys, tempfile
path = sys.argv[1]
sys.path[:0] = sys.argv[2:]
from world import make_told
from elchi.errors import RegisterError
from elchi.register import Register

def look(path):
    with Register.open(path) as register:
        assert len(register.visits()) == 1
        assert len(register.search("memorandum")) == 1
        register.add(*make_told("b"))

if os.geteuid() == 0:  # to whom nothing is read-only: become nobody, after loading what nobody may not read
    warm = tempfile.mkdtemp() + "/warm.db"
    with Register.open(warm) as register:
        register.add(*make_told("a"))
    look(warm)
    os.setgid(65534)
    os.setuid(65534)
try:
    look(path)
except RegisterError as error:
    assert "read-only" in str(error), error
    print("refused")
"""


def test_a_read_only_register_can_be_read(tmp_path: Path) -> None:
    path = make_register(tmp_path / "r.db")
    path.chmod(0o444)
    for folder in (tmp_path, *tmp_path.parents[:3]):
        if folder.stat().st_uid == os.geteuid():
            folder.chmod(0o555 if folder == tmp_path else 0o755)
    here = [str(Path(__file__).parent), *sys.path]
    ran = subprocess.run(
        [sys.executable, "-c", READ_ONLY, str(path), *here], capture_output=True, text=True, check=False
    )
    tmp_path.chmod(0o755)
    assert (ran.stdout.strip(), ran.returncode) == ("refused", 0), ran.stderr


def test_addresses_that_nothing_answers(tmp_path: Path) -> None:
    refuse("oracle-x://somewhere/db", "no address of a register")
    refuse(f"postgresql://elchi:secret@/none?host={tmp_path}", "cannot be used|cannot be opened")
    with pytest.raises(RegisterError) as caught:
        Register.open(f"postgresql://elchi:secret@/none?host={tmp_path}")
    assert "secret" not in str(caught.value)


def test_migrations_make_the_tables_of_the_schema(tmp_path: Path) -> None:
    from alembic.autogenerate import compare_metadata
    from alembic.migration import MigrationContext

    engine = create_engine(f"sqlite:///{tmp_path / 'r.db'}")
    with engine.begin() as connection:
        upgrade(connection)
        context = MigrationContext.configure(connection, opts={"include_name": lambda name, *_: not _of_words(name)})
        assert [each for each in compare_metadata(context, schema.metadata) if "versions" not in str(each)] == []


def _of_words(name: str | None) -> bool:
    return (name or "").startswith(("words", "versions"))
