"""The towns of a visit: those of the country gone to that are its goal or where something was done."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.cues import city_name
from elchi.reading.ground import Ground, Place, Trip
from elchi.reading.scenes import is_located

PLACING = frozenset(["destination", "location"])
SQUARES = frozenset(["square"])  # named after towns that they are not in


def places_of(ground: Ground, trip: Trip, sentences: list[int]) -> dict[str, list[Item]]:
    """Return the cities of the country gone to that sentences mark as goal or scene, by English name."""
    found: dict[str, list[Item]] = {}
    for index in sentences:
        start, end = ground.scan.sentences[index]
        moving = [i for i in ground.scan.within("triggers", start, end) if i.id in ("go", "depart")]
        gone = {k for i in moving for k in (i.start, i.end)}
        for place in ground.places(start, end):
            if (
                place.item.kind != "places"
                or place.country != trip.destination
                or not (place.roles & PLACING or {place.item.end, place.item.start} & gone or _of_scene(ground, place))
            ):
                continue
            body = ground.body_at.get(place.item.start)
            name = city_name(ground.scan, place.item)
            if name and not (body is not None and body.kind in SQUARES):
                found.setdefault(name, []).append(place.item)
    return found


def _of_scene(ground: Ground, place: Place) -> bool:
    """True for a town in the genitive before a building where something is said to be done (in Oslo's airport)."""
    body = next((b for k in (0, 1) if (b := ground.body_at.get(place.item.end + k))), None)
    gen = place.item.cases == {"gen"} and body is not None and body.start >= place.item.end
    return gen and body is not None and is_located(ground, body.start, body.end)
