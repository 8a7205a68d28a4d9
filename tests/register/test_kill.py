"""The register stays whole when the process that adds to it is killed, at any moment."""

from __future__ import annotations

import random
import signal
import subprocess
import sys
import time
from pathlib import Path

from test_store import export
from world import make_told

from elchi.register import Register

COUNT = 12
ADD = """
import sys
sys.path[:0] = sys.argv[2:]
from test_kill import told
from elchi.register import Register
with Register.open(sys.argv[1]) as register:
    print("open", flush=True)
    for reading, report in told():
        register.add(reading, report)
        print(report.id, flush=True)
"""


def told() -> list:  # type: ignore[type-arg]
    days = [f"2031-{month:02d}-0{day}" for month in range(1, 5) for day in (2, 5, 8)]
    return [make_told(f"r{number}", start=day, published=day) for number, day in enumerate(days[:COUNT])]


def test_kills_lose_and_double_nothing(tmp_path: Path) -> None:
    with Register.open(tmp_path / "whole.db") as register:
        for reading, report in told():
            register.add(reading, report)
        wanted = export(register, tmp_path / "wanted")
    path = tmp_path / "killed.db"
    dice = random.Random(11)
    killed = 0
    here = [str(Path(__file__).parent), *sys.path]
    for _ in range(12):
        process = subprocess.Popen(
            [sys.executable, "-c", ADD, str(path), *here], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        for _ in range(dice.randint(0, 5)):  # wait until some are added, then kill within the next one
            process.stdout.readline()
        time.sleep(dice.random() * 0.02)
        process.send_signal(signal.SIGKILL)
        process.communicate()
        killed += process.returncode == -signal.SIGKILL
        if path.exists():
            with Register.open(path) as register:
                ids = [report.id for report in register.reports()]
                assert len(ids) == len(set(ids))
                shown = {report for visit in register.visits() for report in visit.reports}
                assert shown == set(ids)
    assert killed >= 6
    with Register.open(path) as register:
        for reading, report in told():
            register.add(reading, report)
        assert export(register, tmp_path / "found") == wanted
