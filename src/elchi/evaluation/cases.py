"""The golden cases of a language folder: short texts with what must be found in them and what must not."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from elchi.errors import LanguageError
from elchi.grammar.language import FOLDER
from elchi.model import Report

Case = dict[str, Any]


def load_cases(code: str, folder: Path = FOLDER) -> list[Case]:
    """Return the cases of a language in the order of their files; `file` names the file of each."""
    found: list[Case] = []
    for path in sorted((folder / code / "cases").glob("*.toml")):
        try:
            cases = tomllib.loads(path.read_text(encoding="utf-8")).get("case", [])
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise LanguageError(f"{code}/cases/{path.name}: not valid TOML ({error})") from None
        found += [{**case, "file": path.name} for case in cases]
    return found


def run_cases(code: str, folder: Path = FOLDER) -> list[str]:
    """Return one line for each case that fails."""
    return [
        f"cases/{case['file']}: {case.get('name')}: {problem}"
        for case in load_cases(code, folder)
        for problem in run_case(case, code)
    ]


def run_case(case: Case, code: str) -> list[str]:
    """Read a case's text and return what is wrong."""
    from elchi.reading.reader import read_report

    known: Case = {name: case.get(name) for name in ("published", "outlet_country", "outlet", "title")}
    reading = msgspec.to_builtins(read_report(Report(id="case", text=case["text"], language=code, **known)))
    return list(case_problems(case, reading))


def case_problems(case: Case, reading: dict[str, Any]) -> Iterator[str]:
    """Yield what a reading lacks or has too much, by the keys of a case."""
    names = {person["id"]: person["name"] for person in reading["persons"]}
    visits = [_with_names(visit, names) for visit in reading["visits"]]
    if case.get("none") and visits:
        yield f"a visit where there is none: {visits[0]['from']}>{visits[0]['to']}"
    for wanted in case.get("person", []):
        yield from _best(wanted, reading["persons"], "person", "name")
    for wanted in case.get("visit", []):
        yield from _best(wanted, visits, "visit", "to")
    for name in case.get("not_person", []):
        if name in names.values():
            yield f"the person {name} must not be found"
    for key, value in case.items():
        if key.startswith("not_") and key != "not_person":
            for visit in visits:
                yield from _key_problems(key, value, visit)


def _with_names(visit: dict[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """Return a visit with names for person ids, kinds for activities, titles for documents.

    Beside its kind an activity is listed as `kind at PLACE` and `kind with NAME`.
    """
    shown = dict(visit)
    for field in ("head", "invited_by"):
        shown[field] = names.get(visit[field], visit[field])
    for field in ("hosts", "participants"):
        shown[field] = [names.get(each, each) for each in visit[field]]
    shown["activities"] = [told for each in visit["activities"] for told in _ways_told(each, names)]
    shown["documents"] = [each["title"] or each["kind"] for each in visit["documents"]]
    shown["awards"] = [each["title"] for each in visit["awards"]]
    return shown


def _ways_told(activity: dict[str, Any], names: dict[str, str]) -> list[str]:
    kind = activity["kind"]
    place = [f"{kind} at {activity['place']}"] if activity.get("place") else []
    return [kind, *place, *(f"{kind} with {names.get(each, each)}" for each in activity.get("with", ()))]


def _best(wanted: dict[str, Any], found: list[dict[str, Any]], what: str, by: str) -> list[str]:
    """Return the problems of the thing found that fits best, or that there is none."""
    tried = [[p for key, value in wanted.items() for p in _key_problems(key, value, each)] for each in found]
    if not tried:
        return [f"no {what} found, wanted {wanted.get(by)}"]
    return min(tried, key=len)


_ALIASES = {"activity": "activities", "document": "documents", "place": "places", "host": "hosts"}


def _key_problems(key: str, wanted: Any, found: dict[str, Any]) -> Iterator[str]:
    banned = key.startswith("not_")
    field = key.removeprefix("not_")
    field = _ALIASES.get(field, field)
    if field not in found:
        yield f"there is no key {key!r}"
        return
    value = found[field]
    values = list(value) if isinstance(value, list | tuple) else [value]
    asked = wanted if isinstance(wanted, list) else [wanted]
    for n, each in enumerate(asked):
        told = sum(_fits(field, each, other) for other in values)
        has = told > (asked[:n].count(each) if field == "activities" else 0)  # two meetings wanted are two
        if has is banned:
            yield f"{field}: {'must not be' if banned else 'wanted'} {each!r}, found {value!r}"


def _fits(field: str, wanted: Any, found: Any) -> bool:
    if wanted in (None, ""):
        return found in (None, "")
    if field == "office" and isinstance(found, str):
        return wanted in (found, *found.split("; "))
    return bool(wanted == found)
