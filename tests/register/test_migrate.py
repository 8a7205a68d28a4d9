"""A register of an older form is brought to the newest, and says and does the same."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, insert, select, text, update
from test_store import export
from world import make_told

from elchi.register import Register, blocks, migrate, schema
from elchi.register.migrate import upgrade
from elchi.register.replace import VISIT_VALUES, replace_rows

LATER = (schema.about, schema.changes, schema.rereadings)  # what the first form does not have


def make_old(path: Path, register: Register) -> None:
    """Write what a register holds into a file of the first form."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as old, register._engine.connect() as new:
        upgrade(old, "0001")
        for table in schema.metadata.sorted_tables:
            rows = [dict(row._mapping) for row in new.execute(select(table))]
            if rows and table not in LATER:
                old.execute(insert(table), rows)
        for number, fold, keys in new.execute(text("SELECT rowid, fold, keys FROM words")):
            old.execute(
                text("INSERT INTO words (rowid, fold, keys) VALUES (:n, :f, :k)"), {"n": number, "f": fold, "k": keys}
            )
        old.execute(update(schema.about).values(value="0001"))
        old.execute(text("DELETE FROM blocks"))  # keys that nothing is found by any more
    engine.dispose()


def test_an_older_register_is_upgraded_and_goes_on(tmp_path: Path) -> None:
    told = [make_told("a"), make_told("b", outlet="Other"), make_told("c", start="2032-01-01", published="2032-01-02")]
    with Register.open(tmp_path / "new.db") as register:
        for each in told[:2]:
            register.add(*each)
        make_old(tmp_path / "old.db", register)
        wanted = export(register, tmp_path / "wanted")
        register.add(*told[2])
        later = export(register, tmp_path / "later")
    with Register.open(tmp_path / "old.db") as register:
        assert export(register, tmp_path / "found") == wanted
        register.add(*told[2])
        assert export(register, tmp_path / "went_on") == later
        assert register.search("memorandum")
        with register._read() as connection:
            assert connection.execute(text("SELECT value FROM about WHERE name = 'version'")).scalar() == schema.VERSION
            assert connection.execute(text("PRAGMA foreign_key_check")).all() == []


def test_an_upgrade_that_is_broken_off_loses_nothing_and_goes_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with Register.open(tmp_path / "new.db") as register:
        for number in range(4):
            register.add(*make_told(f"r{number}", start=f"203{number}-01-01", published=f"203{number}-01-02"))
        make_old(tmp_path / "old.db", register)
        wanted = export(register, tmp_path / "wanted")
        keys = keys_in(register)
    told: list[tuple[int, int]] = []

    def break_off(done: int, of: int) -> None:
        told.append((done, of))
        if done > of / 2:
            raise KeyboardInterrupt

    monkeypatch.setattr(blocks, "_PART", 3)
    monkeypatch.setattr(blocks, "_NEXT", blocks._NEXT.limit(3))
    with monkeypatch.context() as broken:
        broken.setattr(migrate, "_tell", break_off)
        with pytest.raises(KeyboardInterrupt):
            Register.open(tmp_path / "old.db")
    assert len(told) > 1 and [done for done, _ in told] == sorted({done for done, _ in told})
    old = create_engine(f"sqlite:///{tmp_path / 'old.db'}")
    with old.connect() as connection:
        assert connection.execute(text("SELECT value FROM about WHERE name = 'version'")).scalar() == "0001+"
        assert connection.execute(text("SELECT count(*) FROM statements")).scalar()
    old.dispose()
    monkeypatch.setattr("sys.stderr.isatty", lambda: True)
    with Register.open(tmp_path / "old.db") as register:
        assert keys_in(register) == keys and keys
        assert export(register, tmp_path / "found") == wanted
    shown = capsys.readouterr().err
    assert shown.endswith("100 % of its records\n") and shown.count("\r") > 2


def keys_in(register: Register) -> list[tuple[str, str]]:
    with register._read() as connection:
        return [tuple(row) for row in connection.execute(select(schema.blocks.c.key, schema.blocks.c.anchor))]


def test_rows_that_are_the_same_are_not_written(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db") as register:
        register.add(*make_told("a"))
        with register._write() as connection:
            query = select(schema.visit_values).order_by(schema.visit_values.c.field, schema.visit_values.c.value)
            rows = [dict(row._mapping) for row in connection.execute(query)]
            before = connection.execute(text("SELECT total_changes()")).scalar()
            replace_rows(connection, VISIT_VALUES, [rows[0]["visit"]], rows)
            assert connection.execute(text("SELECT total_changes()")).scalar() == before
            replace_rows(connection, VISIT_VALUES, [rows[0]["visit"]], rows[1:])
            assert connection.execute(text("SELECT total_changes()")).scalar() == before + 1
            assert [dict(row._mapping) for row in connection.execute(query)] == rows[1:]
