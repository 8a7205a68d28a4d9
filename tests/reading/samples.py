"""The rules of date_samples.toml, for the tests of dates and durations."""

from __future__ import annotations

import tomllib
from functools import cache, partial
from pathlib import Path

from elchi.grammar.cldr import month_names, weekday_names
from elchi.grammar.daterules import DateRules, make_date_rules
from elchi.text.tokens import tokenise

SAMPLES = Path(__file__).with_name("date_samples.toml")
FOLDS = {"az": {"I": "ı", "İ": "i"}}


@cache
def rules(code: str) -> DateRules:
    table = tomllib.loads(SAMPLES.read_text(encoding="utf-8"))[code]
    split = partial(tokenise, casefold=FOLDS.get(code))
    return make_date_rules(table, month_names(code), weekday_names(code), table.pop("endings"), split)
