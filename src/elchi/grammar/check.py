"""Check a language folder's form and show what it lacks. Golden cases: `elchi.evaluation.cases`."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from elchi.errors import LanguageError
from elchi.grammar.cldr import territory_names
from elchi.grammar.daterules import make_date_rules
from elchi.grammar.keys import KEYS, unknown_keys
from elchi.grammar.language import FOLDER, compile_language, parse_attrs
from elchi.vocabulary.load import heads, office_names, table

TRIGGERS = (
    "visit", "trip", "go", "arrive", "depart", "receive", "received_by", "meet", "talks", "lead", "accompany", "invite",
    "invitation", "attend", "plan", "cancel", "postpone", "ongoing", "end", "begin", "return", "phone", "letter",
    "credentials", "interview", "domestic", "sport", "tour", "present",
)  # fmt: skip
TABLES = {
    "countries": "the vocabulary's country or organisation; attrs noun, adj, people or short",
    "places": "a city's English name, or @capital",
    "portfolios": "a portfolio",
    "offices": "a head, an office, or @counterpart",
    "modifiers": "deputy, first deputy, acting, former, designate, first or new (no part of the office)",
    "bodies": "a body",
    "bodynouns": "a kind of body: ministry, committee ...",
    "ranks": "a rank",
    "honorifics": "mr, ms, dr ...",
    "nouns": "@delegation, @guests, @sides ...",
    "triggers": "visit, go, arrive, receive, meet ...",
    "visitkinds": "a kind of visit",
    "activities": "an activity",
    "documents": "a kind of document, or @sign, @signed_title",
    "awards": "medal, order, badge, or @give",
    "topics": "a topic",
    "figures": "a figure, or @more_than, @million ...",
    "names": "given, surname or stop",
    "sites": "a kind of site: memorial, museum ...",
    "noise": "boilerplate, readalso, attribution or caption",
    "romanise": "Latin letters",
}
CLOSED = ("countries", "triggers", "visitkinds", "activities", "documents", "names", "noise", "awards")
"""Tables whose ids the reader acts on; ids of the others may run ahead of the vocabulary, which `coverage` shows."""

SETTINGS = ("code", "name", "english", "script")
RULES = ("frames", "dates", "persons")


def check_folder(code: str, folder: Path = FOLDER) -> list[str]:
    """Return what is wrong with a language folder's form, one plain line each."""
    home = folder / code
    if not home.is_dir():
        raise LanguageError(f"there is no folder {code} in {folder}; elchi language new {code} begins one")
    found = [
        f"{name} is missing"
        for name in ("language.toml", "paradigms.toml", "frames.toml")
        if not (home / name).is_file()
    ]
    if found:
        return found
    paradigms = set(read_toml(home / "paradigms.toml")) if not (broken := _broken_files(home)) else set()
    for path in sorted(home.glob("*.tsv")):
        found += [f"{path.name}: {problem}" for problem in _table_problems(path, paradigms)]
    if broken or found:
        return broken + found
    compiled = compile_language(home)
    settings = compiled["settings"]
    found = [f"language.toml: the key {key} is missing" for key in SETTINGS if not settings.get(key)]
    if settings.get("code") != code:
        found.append(f"language.toml: code is {settings.get('code')!r}, the folder is {code!r}")
    named = settings.get("name_paradigm")
    if named and named not in paradigms:
        found.append(f"language.toml: name_paradigm is {named!r}, and paradigms.toml has none of that name")
    return [*found, *_unread_keys(home), *_date_problems(home, compiled)]


def _unread_keys(home: Path) -> Iterator[str]:
    for file in KEYS:
        path = home / file
        for key in unknown_keys(file, read_toml(path)) if path.is_file() else ():
            yield f"{file}: nothing reads the key {key}; docs/adding-a-language.md lists them"


def _date_problems(home: Path, compiled: dict[str, Any]) -> list[str]:
    """Return what is wrong with the rules of dates, as reading would find it."""
    endings = compiled["paradigms"].get("noun", {})
    try:
        make_date_rules(compiled["rules"]["dates"], compiled["months"], compiled["weekdays"], endings)
    except LanguageError as error:
        return [str(error)]
    return []


def _broken_files(home: Path) -> list[str]:
    found = []
    for path in sorted(home.glob("*.toml")):
        try:
            read_toml(path)
        except LanguageError as error:
            found.append(str(error))
    return found


def read_toml(path: Path) -> dict[str, Any]:
    """Return a TOML file as plain values; raises LanguageError where it is none."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LanguageError(f"{path.name}: not valid TOML ({error})") from None


def _table_problems(path: Path, paradigms: set[str]) -> Iterator[str]:
    kind = path.stem
    if kind not in TABLES:
        yield f"there is no table of that name; there are {', '.join(TABLES)}"
        return
    lines = path.read_text(encoding="utf-8").split("\n")
    if lines[0] != "form\tid\tattrs":
        yield "the first line must be form, id, attrs, between tabs"
        return
    rows = [line.split("\t") for line in lines[1:] if line]
    known = known_ids(kind) or set()
    seen: set[tuple[str, str, str]] = set()
    for number, row in enumerate(rows, 2):
        form, identifier, attrs = [*row, "", "", ""][:3]
        if len(row) > 3 or not form.strip() or not (identifier.strip() or kind == "romanise"):
            yield f"line {number}: form, id and attrs must stand between tabs"
            continue
        if kind in CLOSED and identifier not in known and not identifier.startswith("@"):
            yield f"line {number}: the vocabulary has no {identifier!r} ({TABLES[kind]})"
            known.add(identifier)
        named = {parse_attrs(attrs).get("p", "-"), *(word.partition("~")[2] for word in form.split())} - {"-", ""}
        yield from (
            f"line {number}: there is no paradigm {name!r}" for name in sorted(named - paradigms) if name.isalnum()
        )
        if (form, identifier, attrs) in seen:
            yield f"line {number}: {form!r} stands twice"
        seen.add((form, identifier, attrs))
    order = [(row[1], row[0]) for row in rows if len(row) > 1]
    if kind != "romanise" and order != sorted(order):
        first = next(n for n, (a, b) in enumerate(zip(order, sorted(order), strict=True), 2) if a != b)
        yield f"line {first}: not sorted by id, then form"


def known_ids(kind: str) -> set[str] | None:
    """Return the vocabulary ids that a table may use, None where it is free."""
    if kind == "triggers":
        return {*TRIGGERS, "aux", "border", "during", "later_day", "recall", "other", "sports"}
    if kind == "countries":
        return {*(row["id"] for row in table(kind)), *territory_names("en")}
    if kind == "offices":
        return {*heads(), *office_names().values()}
    if kind == "places":
        return {row["name"] for row in table("cities")}
    if kind in (
        "countries",
        "portfolios",
        "bodies",
        "ranks",
        "visitkinds",
        "activities",
        "documents",
        "topics",
        "figures",
    ):
        return {row["id"] for row in table(kind)}
    return {
        "names": {"given", "surname", "stop"},
        "noise": {"boilerplate", "readalso", "attribution", "caption"},
        "awards": {"medal", "order", "badge", "other"},
    }.get(kind)


class Coverage(NamedTuple):
    """A table: vocabulary ids that have a form, those that lack one, and ids that the vocabulary does not know."""

    table: str
    has: list[str]
    lacks: list[str]
    unknown: list[str]


_COVERED = (
    "triggers", "offices", "modifiers", "portfolios", "bodies", "ranks", "visitkinds", "activities", "documents",
    "topics", "figures",
)  # fmt: skip


def coverage(code: str, folder: Path = FOLDER) -> list[Coverage]:
    """Return what a folder has and lacks of each list of the vocabulary."""
    home = folder / code
    if not home.is_dir():
        raise LanguageError(f"there is no folder {code} in {folder}; elchi language new {code} begins one")
    found = []
    for kind in _COVERED:
        wanted = _wanted(kind)
        path = home / f"{kind}.tsv"
        lines = path.read_text(encoding="utf-8").split("\n")[1:] if path.is_file() else []
        has = {line.split("\t")[1] for line in lines if line.count("\t")}
        unknown = sorted(each for each in has - wanted - (known_ids(kind) or set()) if not each.startswith("@"))
        found.append(Coverage(kind, sorted(wanted & has), sorted(wanted - has), unknown))
    return found


def _wanted(kind: str) -> set[str]:
    if kind == "offices":
        return set(heads())
    if kind == "modifiers":
        return {"deputy", "first deputy", "acting", "former", "designate", "first", "new"}
    return set(TRIGGERS) if kind == "triggers" else known_ids(kind) or set()
