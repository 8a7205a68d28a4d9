"""Calls, exit statuses, and errors in one plain line."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from elchi.cli.app import COMMANDS, GROUPS, build, main


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["visits", "--frm", "KZ"],
        ["visits", "--from", "Atlantis"],
        ["visits", "--limit", "none"],
        ["judge", "perhaps", "a", "b", "--why", "x"],
        ["judge", "same", "a", "b"],
        ["who"],
        ["import"],
        ["brief"],
        ["brief", "--country", "KZ", "--person", "A"],
        ["export", "pdf", "-o", "x"],
        ["names", "A"],
        ["read", "--published", "2023-99", "a.txt"],
        ["who", "ambassador", "--on", "someday"],
        ["add"],
    ],
)
def test_a_wrong_call_is_two(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    assert main(words) == 2
    captured = capsys.readouterr()
    assert captured.out == ""
    assert captured.err.startswith("elchi: ") and captured.err.count("\n") == 1


def test_help_of_everything_has_an_example(capsys: pytest.CaptureFixture[str]) -> None:
    calls = [[name] for name, _, _ in COMMANDS] + [[group, e[0]] for group, _, entries in GROUPS for e in entries]
    for words in calls:
        assert main([*words, "--help"]) == 0
        assert "Example: elchi " in capsys.readouterr().out, words


def test_no_words_print_the_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    out = capsys.readouterr().out
    assert all(f"  {name} " in out for name, _, _ in COMMANDS)


def test_version(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.startswith("elchi ")


def test_what_cannot_be_read_is_one_and_the_rest_is_read(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("On Monday the minister of energy of Kazakhstan arrived in Azerbaijan.\n")
    assert main(["read", "--format", "jsonl", str(tmp_path / "missing.txt"), str(tmp_path / "a.txt")]) == 1
    captured = capsys.readouterr()
    assert '"id":"a"' in captured.out
    assert "missing.txt" in captured.err and "Traceback" not in captured.err


def test_a_language_without_a_folder_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_text("สวัสดีครับ นี่คือข้อความภาษาไทยสำหรับทดสอบ", encoding="utf-8")
    assert main(["read", "--format", "jsonl", str(tmp_path / "a.txt")]) == 1
    captured = capsys.readouterr()
    assert '"visits":[]' in captured.out and captured.err.startswith("elchi: a: language")


def test_frozen_text(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "a.txt").write_bytes("\ufeffThe minister came.\r\nHe left.\n".encode())
    assert main(["read", "--text", str(tmp_path / "a.txt")]) == 0
    assert "The minister came." in capsys.readouterr().out


def test_names(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["names", "Qosjanov", "Koszhanov", "--explain"]) == 0
    score, reason = capsys.readouterr().out.split("\n")[:2]
    assert 0.5 < float(score) <= 1 and reason.startswith("  ")


def test_a_closed_pipe_is_no_error(tmp_path: Path) -> None:
    pairs = tmp_path / "pairs.tsv"
    pairs.write_text("name_a\tname_b\n" + "Ali Veli\tVeli Ali\n" * 20000)
    call = [sys.executable, "-m", "elchi", "names", "--pairs", str(pairs)]
    process = subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=os.environ)
    assert process.stdout and process.stderr
    process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    assert process.wait() == 0


def test_a_command_imports_only_its_module() -> None:
    code = "import sys; from elchi.cli.app import build; build(); print([m for m in sys.modules if m in HEAVY])"
    heavy = "HEAVY = ('rich', 'sqlalchemy', 'babel', 'elchi.register', 'elchi.reading', 'elchi.sources', 'alembic'); "
    done = subprocess.run([sys.executable, "-c", heavy + code], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_every_command_has_a_short_help() -> None:
    app = build()
    for name, _, _ in COMMANDS:
        command = app.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None and command.short_help
