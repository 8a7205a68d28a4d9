"""Visits on a map of the world: outlines of countries, places of capitals, arcs between them."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from elchi.vocabulary.load import read_table

if TYPE_CHECKING:
    from elchi.web.words import Words

DATA = Path(__file__).with_name("data")
ARCS = 120
"""Arcs of one map, the most frequent first."""


class Land(msgspec.Struct, frozen=True):
    """An outline of a country; `count` are the visits from and to it."""

    code: str
    path: str
    name: str
    count: int


class Dot(msgspec.Struct, frozen=True):
    """The place of a country's capital, as large as its visits are many."""

    code: str
    x: float
    y: float
    radius: float
    name: str
    count: int


class Arc(msgspec.Struct, frozen=True):
    """The visits from one country to another, as a curve as thick as they are many."""

    path: str
    width: float
    name: str
    link: str


class Map(msgspec.Struct, frozen=True):
    """A drawing 1000 wide and 520 high; `missing` are countries and bodies that have no place on it."""

    lands: tuple[Land, ...]
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    missing: tuple[tuple[str, int], ...]


@cache
def outlines() -> tuple[tuple[str, str], ...]:
    """Return (country, outline); the country is empty where the outline has none."""
    return tuple((row["code"], row["path"]) for row in read_table(DATA / "outlines.tsv"))


@cache
def places() -> dict[str, tuple[float, float]]:
    """Return country -> the place of its capital on the drawing."""
    return {row["code"]: (float(row["x"]), float(row["y"])) for row in read_table(DATA / "places.tsv")}


def draw_map(pairs: list[tuple[str, str, int]], words: Words) -> Map:
    """Return the map of (from, to, count)."""
    counts: dict[str, int] = {}
    for origin, destination, count in pairs:
        for code in (origin, destination):
            counts[code] = counts.get(code, 0) + count
    most = max(counts.values(), default=1)
    lands = tuple(Land(code, path, words.country(code), counts.get(code, 0)) for code, path in outlines())
    dots = tuple(
        Dot(code, *places()[code], round(3 + 7 * math.sqrt(count / most), 1), words.country(code), count)
        for code, count in sorted(counts.items(), key=lambda each: -each[1])
        if code in places()
    )
    missing = tuple((words.country(code), count) for code, count in counts.items() if code not in places())
    top = max((count for _, _, count in pairs), default=1)
    arcs = tuple(
        _arc(origin, destination, count, top, words)
        for origin, destination, count in pairs[:ARCS]
        if origin in places() and destination in places() and origin != destination
    )
    return Map(lands, dots, arcs, missing)


def _arc(origin: str, destination: str, count: int, top: int, words: Words) -> Arc:
    """Return the arc between two places, bent to the left of the way, so that the way back is another arc."""
    (x1, y1), (x2, y2) = places()[origin], places()[destination]
    bend = 0.18
    x, y = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend
    path = f"M{x1:.1f},{y1:.1f}Q{x:.1f},{y:.1f} {x2:.1f},{y2:.1f}"
    name = f"{words.country(origin)} → {words.country(destination)}: {count}"
    return Arc(path, round(1 + 4 * math.sqrt(count / top), 1), name, f"/visits?from={origin}&to={destination}")
