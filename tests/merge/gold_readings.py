"""Readings from gold annotations: what the reader would say if it said just that."""

from __future__ import annotations

from typing import Any

import msgspec

from elchi.model import Reading


def read_gold(gold: dict[str, Any]) -> Reading:
    """Return a reading with the gold's values and no spans."""
    persons = [{**person, "offices": _offices(person)} for person in gold.get("persons", ())]
    visits = [
        {**visit, "activities": [{**each, "with": each.get("with") or []} for each in visit.get("activities") or ()]}
        for visit in gold.get("visits", ())
    ]
    known = {"id", "url", "outlet", "published", "outlet_country", "title", "text_chars", "text_sha256"}
    fields = {name: value for name, value in gold.items() if name in known and value is not None}
    return msgspec.convert(
        {**fields, "language": gold.get("lang"), "persons": _known(persons), "visits": _known(visits)}, Reading
    )


def _offices(person: dict[str, Any]) -> list[dict[str, Any]]:
    parts = [part.strip() for part in (person.get("office") or "").split(";") if part.strip()]
    shared = {name: person.get(name) for name in ("position", "organisation", "country")}
    return [{"office": part, **shared} for part in parts]


def _known(value: Any) -> Any:
    """Return the value without empty places, which a reading fills with its own defaults."""
    if isinstance(value, dict):
        return {key: _known(inner) for key, inner in value.items() if inner is not None}
    if isinstance(value, list):
        return [_known(inner) for inner in value]
    return value
