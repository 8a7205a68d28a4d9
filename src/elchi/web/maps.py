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
WHOLE, MARGIN, LEAST = (0.0, 0.0, 1000.0, 520.0), 30.0, 160.0
"""The whole drawing; the room around the places of a part, and its least width."""


class Land(msgspec.Struct, frozen=True):
    """An outline of a country; `count` are the visits from and to it."""

    code: str
    path: str
    name: str
    count: int


class Dot(msgspec.Struct, frozen=True):
    """The place of a country's capital, as large as its visits are many; `named` where there is room for its name."""

    code: str
    x: float
    y: float
    radius: float
    name: str
    count: int
    named: bool = False


class Arc(msgspec.Struct, frozen=True):
    """The visits from one country to another, as a curve as thick as they are many."""

    path: str
    width: float
    name: str
    link: str


class Map(msgspec.Struct, frozen=True):
    """A drawing 1000 wide and 520 high, of which `box` (left, top, width, height) is shown; `missing` are countries
    and bodies that have no place on it. `scale` is how much smaller than the whole the shown part is.
    """

    lands: tuple[Land, ...]
    dots: tuple[Dot, ...]
    arcs: tuple[Arc, ...]
    missing: tuple[tuple[str, int], ...]
    box: tuple[float, float, float, float] = (0, 0, 1000, 520)
    scale: float = 1.0


@cache
def outlines() -> tuple[tuple[str, str], ...]:
    """Return (country, outline); the country is empty where the outline has none."""
    return tuple((row["code"], row["path"]) for row in read_table(DATA / "outlines.tsv"))


@cache
def places() -> dict[str, tuple[float, float]]:
    """Return country -> the place of its capital on the drawing."""
    return {row["code"]: (float(row["x"]), float(row["y"])) for row in read_table(DATA / "places.tsv")}


def draw_map(pairs: list[tuple[str, str, int]], words: Words, world: bool = False) -> Map:
    """Return the map of (from, to, count): of the part of the world that they lie in, or of the whole."""
    counts: dict[str, int] = {}
    for origin, destination, count in pairs:
        for code in (origin, destination):
            counts[code] = counts.get(code, 0) + count
    most = max(counts.values(), default=1)
    lands = tuple(Land(code, path, words.country(code), counts.get(code, 0)) for code, path in outlines())
    placed = [(code, count) for code, count in sorted(counts.items(), key=lambda e: -e[1]) if code in places()]
    box = WHOLE if world else _part([places()[code] for code, _ in placed])
    scale = box[2] / WHOLE[2]
    dots = _named(
        [
            Dot(code, *places()[code], round((3 + 6 * math.sqrt(count / most)) * scale, 2), words.country(code), count)
            for code, count in placed
        ],
        scale,
    )
    missing = tuple((words.country(code), count) for code, count in counts.items() if code not in places())
    top = max((count for _, _, count in pairs), default=1)
    arcs = tuple(
        _arc(origin, destination, count, top, words)
        for origin, destination, count in pairs[:ARCS]
        if origin in places() and destination in places() and origin != destination
    )
    return Map(lands, dots, arcs, missing, box, scale)


def _part(spots: list[tuple[float, float]]) -> tuple[float, float, float, float]:
    """Return the part of the drawing, in its proportions, in which some places lie."""
    if not spots:
        return WHOLE
    xs, ys = [x for x, _ in spots], [y for _, y in spots]
    width = max(max(xs) - min(xs) + 2 * MARGIN, (max(ys) - min(ys) + 2 * MARGIN) * WHOLE[2] / WHOLE[3], LEAST)
    if width >= 0.7 * WHOLE[2]:
        return WHOLE
    height = width * WHOLE[3] / WHOLE[2]
    left = min(max(0.0, (min(xs) + max(xs) - width) / 2), WHOLE[2] - width)
    top = min(max(0.0, (min(ys) + max(ys) - height) / 2), WHOLE[3] - height)
    return round(left, 1), round(top, 1), round(width, 1), round(height, 1)


def _named(dots: list[Dot], scale: float) -> tuple[Dot, ...]:
    """Give the names that find room beside their dots, those with most visits first."""
    taken = [(dot.x - dot.radius, dot.y - dot.radius, dot.x + dot.radius, dot.y + dot.radius) for dot in dots]
    found = []
    for place, dot in enumerate(dots):
        left, top = dot.x + dot.radius + 2 * scale, dot.y - 6 * scale
        own = (left, top, left + len(dot.name) * 7.6 * scale, top + 12 * scale)
        others = (box for number, box in enumerate(taken) if number != place)
        free = not any(own[0] < b[2] and b[0] < own[2] and own[1] < b[3] and b[1] < own[3] for b in others)
        if free:
            taken.append(own)
        found.append(msgspec.structs.replace(dot, named=free))
    return tuple(found)


def _arc(origin: str, destination: str, count: int, top: int, words: Words) -> Arc:
    """Return the arc between two places, bent to the left of the way, so that the way back is another arc."""
    (x1, y1), (x2, y2) = places()[origin], places()[destination]
    bend = 0.18
    x, y = (x1 + x2) / 2 + (y2 - y1) * bend, (y1 + y2) / 2 - (x2 - x1) * bend
    path = f"M{x1:.1f},{y1:.1f}Q{x:.1f},{y:.1f} {x2:.1f},{y2:.1f}"
    name = f"{words.country(origin)} → {words.country(destination)}: {count}"
    return Arc(path, round(0.8 + 3.2 * count / top, 1), name, f"/visits?from={origin}&to={destination}")
