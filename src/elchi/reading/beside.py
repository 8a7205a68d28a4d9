"""What must stand beside a word that alone tells no activity: whom one calls on, where one goes, what is left."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.cues import marked
from elchi.reading.ground import Ground

HONOURED = frozenset(["cemetery", "alley", "memorial", "monument", "grave"])


def by_object(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where a person in the accusative stands right before a verb that ends its clause: whom one calls on."""
    refs = [r for r in ground.cast.refs_within(start, end) if 0 <= item.start - r.end <= 3]
    return any("acc" in r.cases and "nom" not in r.cases for r in refs)


def by_goal(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where the country or a town of it that guests came to stands right beside a verb."""
    return any(
        0 <= p.item.start - item.end <= 3 and p.item.kind in ("places", "countries") for p in ground.places(start, end)
    )


def at_memorial(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where a memorial or grave is named close behind a word of honouring (paid tribute to the statue of X)."""
    return any(b.kind in HONOURED for b in ground.cast.bodies_within(item.end, min(end, item.end + 5)))


def with_person(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where a noun of talking has somebody with whom behind it (consultations on trade with X)."""
    near = ground.cast.refs_within(item.end, min(end, item.end + 12))
    return any(marked(ground.scan, "with", r.lead, r.end, r.cases) for r in near)


def by_origin(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where the country or town that is left stands right beside a verb."""
    before = ground.scan.language.settings.get("verb") == "last"
    for place in ground.places(start, end):
        gap = item.start - place.item.end if before else place.item.start - item.end
        if 0 <= gap <= 1 and (not place.roles or "origin" in place.roles) and "adj" not in place.item.attrs:
            return True
    return False


def to_memorial(ground: Ground, item: Item) -> bool:
    """True for a verb of going right behind a memorial, which is honoured: no town around it is visited by it."""
    body = ground.body_at.get(item.start - 1)
    return body is not None and body.kind in HONOURED and bool(body.cases & {"dat", "loc"})


def by_actor(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where a person or the guests stand before a verb that opens what is named behind it.

    What a country or nobody opened, or somebody in a year told, was opened before the visit.
    """
    if any(d.kind == "year" for d in ground.dates_within(start, end)):
        return False
    near = (item.end, min(end, item.end + 12))
    things = [i for i in ground.scan.within("activities", *near) if i.id == item.id and i.attrs.get("part") == "object"]
    if not things and not ground.cast.bodies_within(*near):
        return False
    guests = (i for i in ground.scan.within("nouns", start, item.start) if i.id in ("@guests", "@delegation", "@sides"))
    pronouns = {*ground.scan.language.settings.get("they", ()), *ground.scan.language.settings.get("he", ())}
    before = ground.scan.tokens[max(start, item.start - 6) : item.start]
    known = any(r.end <= item.start for r in ground.cast.refs_within(start, end))
    return known or any(guests) or any(t.fold in pronouns for t in before)
