from __future__ import annotations

from pathlib import Path

import pytest

from elchi.pipeline import add_paths
from elchi.register import Register
from elchi.sources import SourceOptions

TEXTS = {
    "one": (
        "On 12 May 2031 the Minister of Energy of Azerbaijan Tural Qarashov arrived in Kazakhstan on an official "
        "visit. "
        "He was received by the Minister of Energy of Kazakhstan Daulet Sarymbetov in Astana."
    ),
    "two": (
        "On 2 November 2031 the Minister of Culture of Hungary Bela Toth arrived in Azerbaijan on a working visit. "
        "He met the Minister of Culture of Azerbaijan Rauf Tagizada in Baku."
    ),
}
OPTIONS = SourceOptions(published="2031-12-01", outlet_country="AZ")


def write_reports(folder: Path) -> list[str]:
    for name, text in TEXTS.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    (folder / "binary.txt").write_bytes(bytes(range(256)) * 20)
    return [str(folder)]


@pytest.mark.parametrize("runner", ["inline", "pool"])
def test_what_fails_is_named_and_the_rest_goes_on(tmp_path: Path, runner: str) -> None:
    (tmp_path / "reports").mkdir()
    paths = write_reports(tmp_path / "reports")
    seen: list[tuple[int, str]] = []
    with Register.open(tmp_path / "r.db") as register:
        summary = add_paths(register, paths, OPTIONS, runner, lambda done, id: seen.append((done, id)))
        assert (summary.added, summary.unchanged, summary.replaced) == (2, 0, 0)
        assert [Path(path).name for path, _ in summary.failures] == ["binary.txt"]
        assert [id for _, id in seen] == ["one", "two"]
        assert {report.id for report in register.reports()} == {"one", "two"}
        again = add_paths(register, paths, OPTIONS, runner)
        assert (again.added, again.unchanged) == (0, 2)


def test_a_path_that_is_not_there_is_a_failure(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db") as register:
        summary = add_paths(register, [str(tmp_path / "nowhere.txt")])
        assert (summary.added, len(summary.failures)) == (0, 1)


def test_a_fault_in_reading_one_report_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import elchi.reading.reader as reader

    whole = reader.read_report

    def read(report, *rest):  # type: ignore[no-untyped-def]
        if report.id == "one":
            raise ValueError("no such thing")
        return whole(report, *rest)

    monkeypatch.setattr(reader, "read_report", read)
    with Register.open(tmp_path / "r.db") as register:
        summary = add_paths(register, write_reports(tmp_path), OPTIONS)
        assert summary.added == 1
        assert ("one", "could not be read: ValueError: no such thing") in summary.failures


def test_two_files_of_one_name_are_said(tmp_path: Path) -> None:
    for number, name in enumerate(TEXTS):
        (tmp_path / str(number)).mkdir()
        (tmp_path / str(number) / "same.txt").write_text(TEXTS[name], encoding="utf-8")
    with Register.open(tmp_path / "r.db") as register:
        summary = add_paths(register, [str(tmp_path / "0"), str(tmp_path / "1")], OPTIONS)
        assert any("took the place" in warning for warning in summary.warnings)
