"""The cities of the country gone to that the sentences on a visit name."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.cues import city_name
from elchi.reading.ground import Ground, Trip

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
                or not (place.roles & {"destination", "location"} or place.item.end in gone or place.item.start in gone)
            ):
                continue
            body = ground.body_at.get(place.item.start)
            name = city_name(ground.scan, place.item)
            if name and not (body is not None and body.kind in SQUARES):
                found.setdefault(name, []).append(place.item)
    return found
