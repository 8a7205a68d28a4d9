"""Scores of readings against gold: precision, recall and F1 for each field, over all reports and by language.

The gold form is that of a reading (`elchi read --format jsonl`) without evidence, one JSON file a report,
with `lang` beside it. What counts as right is in `elchi.evaluation`; the sums are micro-averages.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from elchi.errors import SourceError
from elchi.evaluation.evidence import check_evidence
from elchi.evaluation.score import Sheet, score_report

Plain = dict[str, Any]


class FieldScore(msgspec.Struct, frozen=True, kw_only=True):
    """The figures of a field: `wanted` values in the gold, `found` in the readings, `right` in both."""

    field: str
    precision: float
    recall: float
    f1: float
    right: int
    found: int
    wanted: int


class Evaluation(msgspec.Struct, frozen=True, kw_only=True):
    """Scores by group (`all`, then each language of the gold), and every missed or invented value in a line."""

    groups: dict[str, tuple[FieldScore, ...]]
    misses: tuple[str, ...] = ()

    def f1(self, field: str, group: str = "all") -> float:
        """Return the F1 of a field; 1.0 where neither gold nor readings have it."""
        return next((each.f1 for each in self.groups.get(group, ()) if each.field == field), 1.0)


def evaluate_folder(gold: Path, texts: Path, readings: Path | None = None) -> Evaluation:
    """Score a file of readings, or the reader itself, against a folder of gold and the texts beside it.

    Where `gold` is no folder, ELCHI_GOLD may name the one that holds it. Raises SourceError.
    """
    folder = gold if gold.is_dir() else Path(os.environ.get("ELCHI_GOLD", "")) / gold
    wanted = [_load(path) for path in sorted(folder.glob("*.json"))] if folder.is_dir() else []
    if not wanted:
        raise SourceError(
            f"{gold}: no gold there (a folder with one JSON file a report); ELCHI_GOLD may name its parent"
        )
    found = _load_readings(readings) if readings else _read_all(wanted, texts)
    frozen = {each["id"]: text for each in wanted if (text := _text(texts, each["id"])) is not None}
    return evaluate(wanted, found, frozen)


def evaluate(gold: list[Plain], readings: Mapping[str, Plain], texts: Mapping[str, str]) -> Evaluation:
    """Score readings (by report id) against gold; with the texts (by id) their evidence too."""
    sheets: dict[str, Sheet] = {"all": Sheet()}
    for wanted in gold:
        found = readings.get(wanted["id"], {})
        sheet = sheets.setdefault(wanted.get("lang") or "unknown", Sheet())
        scored = Sheet()
        score_report(scored, found, wanted)
        if found and wanted["id"] in texts:
            check_evidence(scored, found, texts[wanted["id"]])
        sheet.add(scored)
        sheets["all"].add(scored)
    groups = {name: tuple(_figures(sheet)) for name, sheet in sheets.items() if sheet.counts}
    return Evaluation(groups=groups, misses=tuple(sheets["all"].misses))


def _figures(sheet: Sheet) -> Iterator[FieldScore]:
    for field, (right, found, wanted) in sheet.counts.items():
        precision = right / found if found else float(not wanted)
        recall = right / wanted if wanted else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        yield FieldScore(
            field=field, precision=precision, recall=recall, f1=f1, right=right, found=found, wanted=wanted
        )


def _load(path: Path) -> Plain:
    try:
        value: Plain = json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SourceError(f"{path}: cannot be read as JSON: {error}") from None
    return value


def _load_readings(path: Path) -> dict[str, Plain]:
    found: dict[str, Plain] = {}
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if line.strip():
            try:
                reading = json.loads(line)
            except ValueError as error:
                raise SourceError(f"{path}: line {number} is not JSON: {error}") from None
            found[reading.get("id")] = reading
    return found


def _text(folder: Path, id: str) -> str | None:
    """Return the frozen text of a report; a header of `name: value` lines before the first empty line is not of it."""
    path = folder / f"{id}.txt"
    if not path.is_file():
        return None
    text = path.read_bytes().decode("utf-8-sig")
    return text.split("\n\n", 1)[1] if text.startswith("url:") and "\n\n" in text else text


def _read_all(gold: list[Plain], texts: Path) -> dict[str, Plain]:
    """Read the text of every gold report, given what the gold knows of it from outside the text."""
    from elchi.model import Report
    from elchi.reading.reader import read_report

    found: dict[str, Plain] = {}
    for wanted in gold:
        text = _text(texts, wanted["id"])
        if text is None:
            raise SourceError(f"{texts}: {wanted['id']}.txt is missing")
        known: Plain = {name: wanted.get(name) for name in ("url", "outlet", "outlet_country", "published")}
        report = Report(id=wanted["id"], text=text, language=wanted.get("lang"), **known)
        found[wanted["id"]] = msgspec.to_builtins(read_report(report))
    return found
