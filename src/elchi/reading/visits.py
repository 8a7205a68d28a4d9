"""Find the visits of a report: those of its sentences joined, completed, the main ones first."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.cues import city_name, item_country, triggers_in
from elchi.reading.details import find_leader, read_departures
from elchi.reading.ground import BLOCKERS, GOING, PRESENT, SOFT, Ground, Trip, country_spans
from elchi.reading.sections import date_by_heading, find_sections
from elchi.reading.trips import drop_absent, implied_trip, trips_of_sentence, turn_outward


def find_trips(ground: Ground) -> list[Trip]:
    """Return the visits that a report tells of, the main ones first."""
    scan = ground.scan
    trips: list[Trip] = []
    sections = find_sections(ground)
    for index, (start, end) in enumerate(scan.sentences):
        triggers = dict(triggers_in(scan, start, end))
        drop_absent(ground, triggers, start, end)
        turn_outward(ground, triggers, start, end)
        if not any(t in triggers for t in (*GOING, *SOFT, PRESENT)):
            continue
        arriving = any(t in triggers for t in ("arrive", "ongoing")) and not (
            "sport" in triggers and "visit" not in triggers
        )
        if any(b in triggers for b in BLOCKERS) and not arriving:
            continue
        for trip in trips_of_sentence(ground, index, triggers):
            _follow(ground, trips, trip)
            _add_trip(ground, trips, trip, sections)
    if not any(t.origin or t.head is not None for t in trips):
        implied = implied_trip(ground)
        if implied is not None:
            trips.insert(0, implied)
    for trip in trips:
        find_leader(ground, trip)
    trips = [t for t in trips if _complete(ground, t)]
    trips = _merge_equal(trips, sections)
    for trip in trips:
        read_departures(ground, trip)
    _set_main(ground, trips, sections)
    _date_legs(ground, trips)
    return trips


def _compatible(a: Trip, b: Trip) -> bool:
    """True where two sentences may speak of one visit: nothing that both say differs."""
    if a.origin and b.origin and a.origin != b.origin:
        return False
    if a.destination and b.destination and a.destination != b.destination:
        return False
    if a.head is not None and b.head is not None and a.head != b.head:
        return False
    if (a.origin and a.origin == b.destination) or (b.origin and b.origin == a.destination):
        return False
    return not (a.start and b.start and not _dates_agree(a, b))


def _dates_agree(a: Trip, b: Trip) -> bool:
    """Dates agree where one lies in the other's time, or one is coarser and holds the other."""
    first, second = sorted((a, b), key=lambda t: t.start or "")
    begin, finish = first.start or "", first.end or first.start or ""
    other = second.start or ""
    if begin.startswith(other) or other.startswith(begin):
        return True
    return begin <= other <= finish or begin[:7] == other[:7]


def _add_trip(ground: Ground, trips: list[Trip], trip: Trip, sections: list[int]) -> None:
    """Join a sentence's visit to the likeliest one found before, or take it as another."""
    if trip.origin and trip.origin == trip.destination:
        return
    section = sections[trip.sentences[0]]
    fitting = [t for t in trips if sections[t.sentences[0]] == section and _compatible(t, trip)]
    if fitting:
        _join(max(fitting, key=lambda known: _likeness(known, trip)), trip)
    else:
        date_by_heading(ground, trip, sections)
        trips.append(trip)


def _likeness(known: Trip, trip: Trip) -> int:
    """Say how much two visits that may be one have in common."""
    same_start = bool(known.start and trip.start and known.start == trip.start)
    return 2 * same_start + (known.head is not None and known.head == trip.head)


def _follow(ground: Ground, trips: list[Trip], trip: Trip) -> None:
    """A further leg told without its traveller is made by who makes the tour, or whom the sentence before tells of."""
    if trip.head is not None or trip.origin or not trip.destination or not trips or _recalled(ground, trip):
        return
    lead = trips[-1]
    if lead.destination == trip.destination or not lead.origin or lead.origin == trip.destination:
        return
    first = trip.sentences[0]
    alone = not ground.cast.refs_within(*ground.scan.sentences[first])
    if ground.touring or (first - lead.sentences[-1] == 1 and alone):
        trip.head, trip.origin = lead.head, lead.origin
        for slot in ("head", "from"):
            for span in lead.slots.get(slot, []):
                trip.prove(slot, span)


def _join(known: Trip, more: Trip) -> None:
    known.origin = known.origin or more.origin
    known.destination = known.destination or more.destination
    known.head = more.head if known.head is None else known.head
    known.kind = known.kind or more.kind
    known.duration = known.duration or more.duration
    if known.start is None or (more.start and more.end and not known.end and len(more.start) >= len(known.start or "")):
        known.start, known.end = more.start or known.start, more.end or known.end
        known.derived.update(more.derived)
    if known.end is None and more.end and more.end != known.start and more.end >= (known.start or ""):
        known.end = more.end
        if "end" in more.derived:
            known.derived["end"] = more.derived["end"]
    known.leaving = known.leaving or more.leaving
    known.statuses.extend(more.statuses)
    known.sentences.extend(s for s in more.sentences if s not in known.sentences)
    known.inviter = more.inviter if known.inviter is None else known.inviter
    known.inviting_body = known.inviting_body or more.inviting_body
    known.rules.update({k: v for k, v in more.rules.items() if k not in known.rules})
    for slot, spans in more.slots.items():
        for span in spans:
            known.prove(slot, span)


def _complete(ground: Ground, trip: Trip) -> bool:
    """Fill in the side that only the outlet, the dateline or the head's office tells; False where it is no visit."""
    if trip.head is not None and trip.origin is None:
        trip.origin = ground.cast.drafts[trip.head].country
    if trip.destination is None:
        for country in (ground.home, ground.dateline):
            if country and trip.origin and country != trip.origin and trip.slots.get("from"):
                trip.destination = country
                trip.derived["to"] = "outlet_country" if country == ground.home else "dateline"
                break
    away = trip.destination and ground.home and trip.destination != ground.home
    if away and trip.origin is None and (trip.head is not None or trip.kind):
        trip.origin = ground.home
        trip.derived["from"] = "outlet_country"
    if not trip.origin or not trip.destination or trip.origin == trip.destination:
        return False
    sentence = ground.scan.sentence_span(trip.sentences[0], 280)
    for slot in ("from", "to"):
        if not trip.slots.get(slot):
            trip.prove(slot, _proof(ground, trip, slot) or sentence)
    return True


def _proof(ground: Ground, trip: Trip, slot: str) -> tuple[int, int] | None:
    """Find words for a country that no cue gave: a mention of it, a person of it, the head."""
    country = trip.origin if slot == "from" else trip.destination
    for kind in ("countries", "places"):
        for item in ground.scan.items.get(kind, ()):
            if item_country(ground.scan, item) == country:
                return ground.scan.span(item.start, item.end)
    if slot == "from" and trip.head is not None:
        return country_spans(ground, trip.head)[0]
    return None


def _merge_equal(trips: list[Trip], sections: list[int]) -> list[Trip]:
    """Join visits that turned out compatible when their sides were filled in."""
    kept: list[Trip] = []
    for trip in trips:
        for known in kept:
            if sections[known.sentences[0]] == sections[trip.sentences[0]] and _compatible(known, trip):
                _join(known, trip)
                break
        else:
            kept.append(trip)
    return kept


def _set_main(ground: Ground, trips: list[Trip], sections: list[int]) -> None:
    """The first visit is what the report is about, with every leg of its journey and each item of a chronicle."""
    if not trips:
        return
    lead = trips[0]
    for trip in trips[1:]:
        if sections[trip.sentences[0]] != sections[lead.sentences[0]]:
            trip.main = not _recalled(ground, trip)
            continue
        same_head = trip.head is not None and trip.head == lead.head
        leg = same_head and trip.origin == lead.origin and trip.destination != lead.destination
        told = trip.sentences[0] == lead.sentences[0] or len(trip.sentences) > 1 or bool(trip.start) or ground.touring
        trip.main = leg and told and not _recalled(ground, trip)


def _date_legs(ground: Ground, trips: list[Trip]) -> None:
    """The days of a tour go to each of its legs that has none of its own."""
    if not ground.touring:
        return
    lead = trips[0] if trips else None
    for trip in trips[1:]:
        if lead is None or not trip.main or trip.head != lead.head or trip.start or trip.end or not lead.start:
            continue
        trip.start, trip.end = lead.start, lead.end
        for slot in ("start", "end"):
            for span in lead.slots.get(slot, []):
                trip.prove(slot, span)
            if slot in lead.derived:
                trip.derived[slot] = lead.derived[slot]


def _recalled(ground: Ground, trip: Trip) -> bool:
    """True where the sentence of a visit is marked as looking back or ahead."""
    start, end = ground.scan.sentences[trip.sentences[0]]
    return any(i.id == "recall" for i in ground.scan.within("triggers", start, end))


def places_of(ground: Ground, trip: Trip, sentences: list[int]) -> dict[str, list[Item]]:
    """Return the cities of the country gone to that sentences mark as goal or scene, by English name."""
    found: dict[str, list[Item]] = {}
    for index in sentences:
        start, end = ground.scan.sentences[index]
        for place in ground.places(start, end):
            if (
                place.item.kind != "places"
                or place.country != trip.destination
                or not place.roles & {"destination", "location"}
            ):
                continue
            name = city_name(ground.scan, place.item)
            if name:
                found.setdefault(name, []).append(place.item)
    return found
