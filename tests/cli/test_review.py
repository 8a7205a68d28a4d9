"""The review queue at a real terminal: one key each."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from elchi.cli.app import main
from elchi.samples import sample_paths

pty = pytest.importorskip("pty", reason="this system has no terminals of its own to test with")


@pytest.fixture
def address(tmp_path: Path) -> str:
    path = str(tmp_path / "samples.db")
    assert main(["add", "--register", path, *sample_paths()]) == 0
    return path


def press(address: str, keys: str) -> str:
    """Run `elchi review` at a terminal of its own, press keys, and return what it shows."""
    ours, theirs = pty.openpty()
    call = [sys.executable, "-m", "elchi", "review", "--register", address]
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "100"}
    process = subprocess.Popen(call, stdin=theirs, stdout=theirs, stderr=theirs, env=environment, close_fds=True)
    os.close(theirs)
    os.write(ours, keys.encode())
    shown = b""
    while True:
        try:
            part = os.read(ours, 4096)
        except OSError:
            break
        if not part:
            break
        shown += part
    os.close(ours)
    assert process.wait() == 0, shown.decode(errors="replace")
    return shown.decode(errors="replace")


def history(address: str, capsys: pytest.CaptureFixture[str]) -> list[dict[str, object]]:
    capsys.readouterr()
    assert main(["history", "--register", address, "--format", "jsonl"]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def test_leaving_decides_nothing(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert "1 of " in press(address, "q")
    assert history(address, capsys) == []


def test_a_value_is_kept_by_one_key(address: str, capsys: pytest.CaptureFixture[str]) -> None:
    shown = press(address, "kq")
    assert "start = 2023-06-1" in shown
    (judgement,) = history(address, capsys)
    assert judgement["property"] == "start" and judgement["why"] == "review"
