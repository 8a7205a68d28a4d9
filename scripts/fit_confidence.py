"""Fit the numbers of `vocabulary/confidence.toml`: `python scripts/fit_confidence.py GOLD:TEXTS [GOLD:TEXTS ...]`.

GOLD is a folder with one JSON file a report, TEXTS the folder of their texts. Every value that the reader states is
judged against the gold; a logistic model with one number a field and one weight a sign, never negative, is fitted
for persons, visits and items. Prints the calibration on folds of reports that the fit did not see.
"""

from __future__ import annotations

import json
import math
import random
import sys
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from elchi.evaluation.judged import Judged, judge_values
from elchi.model import Report
from elchi.reading.reader import read_report

OUT = Path(__file__).resolve().parent.parent / "src" / "elchi" / "vocabulary" / "confidence.toml"
FOLDS, ROUNDS, STEP = 5, 400, 4.0
RIDGE = 1.0  # pull of a field to the mean of its group and of a weight to nothing, in values
GROUPS = ("person", "visit", "item")

Model = dict[str, dict[str, float]]


def read_judged(pairs: Sequence[str]) -> list[Judged]:
    """Read all gold reports and judge what the reader states of them."""
    found: list[Judged] = []
    for pair in pairs:
        gold_folder, texts = (Path(part) for part in pair.split(":"))
        for path in sorted(gold_folder.glob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            text = (texts / f"{gold['id']}.txt").read_bytes().decode("utf-8-sig")
            if text.startswith("url:") and "\n\n" in text:
                text = text.split("\n\n", 1)[1]
            known = {name: gold.get(name) for name in ("published", "outlet_country")}
            reading = read_report(Report(id=gold["id"], text=text, language=gold.get("lang"), **known))
            found += judge_values(reading, gold)
    return found


def fit(values: Sequence[Judged]) -> Model:
    """Fit one group by gradient steps on the likelihood, `fields` pulled to the mean and `weights` to 0."""
    right = sum(v.right for v in values)
    mean = math.log((right + 1) / (len(values) - right + 1))
    fields = dict.fromkeys((v.field for v in values), mean)
    weights = dict.fromkeys((s for v in values for s in v.signs), 0.0)
    for _ in range(ROUNDS):
        slope_f: dict[str, float] = defaultdict(float)
        slope_w: dict[str, float] = defaultdict(float)
        bend_f: dict[str, float] = defaultdict(float)
        bend_w: dict[str, float] = defaultdict(float)
        for value in values:
            p = 1 / (1 + math.exp(-fields[value.field] - sum(weights[s] for s in value.signs)))
            off, bend = value.right - p, p * (1 - p)
            slope_f[value.field] += off
            bend_f[value.field] += bend
            for sign in value.signs:
                slope_w[sign] += off
                bend_w[sign] += bend
        for field in fields:
            fields[field] += (slope_f[field] - RIDGE * (fields[field] - mean)) / (STEP * (bend_f[field] + RIDGE))
        for sign in weights:
            moved = weights[sign] + (slope_w[sign] - RIDGE * weights[sign]) / (STEP * (bend_w[sign] + RIDGE))
            weights[sign] = max(0.0, moved)
    return {"fields": fields, "weights": weights, "other": {"other": mean}}


def stated(model: Model, value: Judged) -> float:
    """Return the certainty that a model states."""
    total = model["fields"].get(value.field, model["other"]["other"])
    total += sum(model["weights"].get(sign, 0.0) for sign in value.signs)
    return min(max(1 / (1 + math.exp(-total)), 0.02), model["other"].get("most", 0.99))


def ceiling(values: Sequence[Judged], model: Model) -> float:
    """Return how many of the surest fifth are right: no value of the group is stated with more."""
    surest = sorted(values, key=lambda value: -stated(model, value))[: max(len(values) // 5, 1)]
    return (sum(value.right for value in surest) + 1) / (len(surest) + 2)


def held_out(values: Sequence[Judged]) -> Iterator[Judged]:
    """Yield each value with the certainty of a model fitted, its ceiling too, without its fold of reports."""
    reports = sorted({value.report for value in values})
    random.Random(1).shuffle(reports)
    fold = {report: n % FOLDS for n, report in enumerate(reports)}
    for n in range(FOLDS):
        rest = [v for v in values if fold[v.report] != n]
        model = fit(rest)
        model["other"]["most"] = ceiling(rest, model)
        yield from (v._replace(sure=stated(model, v)) for v in values if fold[v.report] == n)


def write_model(models: dict[str, Model], command: str) -> None:
    """Write the numbers as TOML, with the command that made them."""
    lines = [
        f"# Made by: {command}",
        "# A value is as sure as 1 / (1 + exp(-(field + the weights of its signs))), and never surer than `most`;",
        "# `other` stands for a field without a number.",
        "",
    ]
    for group, model in models.items():
        lines += [f"[{group}]", *(f"{name} = {number:.2f}" for name, number in sorted(model["other"].items())), ""]
        for part in ("fields", "weights"):
            lines += [f"[{group}.{part}]", *(f"{name} = {model[part][name]:.2f}" for name in sorted(model[part])), ""]
    OUT.write_text("\n".join(lines).rstrip() + "\n", encoding="utf-8")


def main() -> None:
    """Fit, print the calibration of held-out folds, write the numbers."""
    sys.path.insert(0, str(OUT.parents[3] / "benchmarks"))
    from calibration import print_table

    values = read_judged(sys.argv[1:])
    models = {}
    for group in GROUPS:
        own = [value for value in values if value.group == group]
        print(f"{group}: {len(own)} values, held out")
        print_table(list(held_out(own)))
        models[group] = fit(own)
        models[group]["other"]["most"] = ceiling(own, models[group])
    write_model(models, "python scripts/fit_confidence.py GOLD:TEXTS ... (own gold and development reports)")


if __name__ == "__main__":
    main()
