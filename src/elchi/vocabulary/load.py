"""Load the vocabulary tables: plain TSV files with a header line beside this module."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from elchi.errors import VocabularyError

FOLDER = Path(__file__).parent


def read_table(path: Path) -> list[dict[str, str]]:
    """Read a TSV file with a header line into one dictionary a row; missing cells are empty strings."""
    try:
        lines = path.read_text(encoding="utf-8").split("\n")
    except (OSError, UnicodeDecodeError) as error:
        raise VocabularyError(f"{path.name}: cannot be read as a UTF-8 table ({error})") from error
    header = lines[0].rstrip("\r").split("\t")
    rows = []
    for line in lines[1:]:
        if not line.strip():
            continue
        cells = line.rstrip("\r").split("\t")
        cells += [""] * (len(header) - len(cells))
        rows.append(dict(zip(header, cells, strict=False)))
    return rows


@cache
def table(name: str) -> list[dict[str, str]]:
    """Return the rows of one vocabulary table, empty where the table does not exist."""
    path = FOLDER / f"{name}.tsv"
    return read_table(path) if path.exists() else []


@cache
def heads() -> dict[str, dict[str, str]]:
    """Heads of offices by id: template, template_with (holds `{of}`), takes, level."""
    return {row["id"]: row for row in table("heads")}


@cache
def office_names() -> dict[tuple[str, str], str]:
    """Office names that are not the head's template: (head, what it heads or empty) -> office."""
    return {(row["head"], row["of"]): row["office"] for row in table("offices")}


@cache
def bodies() -> dict[str, dict[str, str]]:
    """Bodies by id: kind and English name."""
    return {row["id"]: row for row in table("bodies")}


@cache
def city_countries() -> dict[str, str]:
    """English city name -> ISO country code (the larger city where two share a name)."""
    found: dict[str, str] = {}
    for row in table("cities"):
        found.setdefault(row["name"], row["country"])
    return found


@cache
def shared_cities() -> frozenset[str]:
    """English names that cities of several countries bear."""
    countries: dict[str, set[str]] = {}
    for row in table("cities"):
        countries.setdefault(row["name"], set()).add(row["country"])
    return frozenset(name for name, where in countries.items() if len(where) > 1)


@cache
def capitals() -> dict[str, str]:
    """ISO country code -> English name of the capital."""
    return {row["country"]: row["name"] for row in table("cities") if "capital" in row.get("flags", "")}
