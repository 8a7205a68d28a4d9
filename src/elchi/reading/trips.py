"""Read the visit that one sentence speaks of, or that guests received from abroad imply."""

from __future__ import annotations

from itertools import pairwise

from elchi.grammar.lexicon import Item
from elchi.reading.cues import item_country, marked, roles_of, triggers_in
from elchi.reading.dates import DateMention
from elchi.reading.details import read_dates, read_invitation, read_kind, read_status
from elchi.reading.ground import (
    BLOCKERS,
    GOING,
    MEETING,
    PRESENT,
    SOFT,
    Ground,
    Place,
    Trip,
    country_spans,
    gap_between,
    is_attribute,
)
from elchi.reading.people import Ref, starting_within
from elchi.reading.status import is_long_past
from elchi.reading.travellers import delegation_country, follows, levels_of, traveller_of
from elchi.reading.voices import HEADING, VOICE
from elchi.vocabulary.load import heads

CLAUSE = 6  # tokens that a comma counts for between a date and a place


FOR_WHERE = 4  # tokens between a word of setting out and where for, at most


def trips_of_sentence(ground: Ground, index: int, triggers: dict[str, list[Item]]) -> list[Trip]:
    """Read the visit that one sentence speaks of; a tour gives one for each country."""
    scan = ground.scan
    start, end = scan.sentences[index]
    going = sorted((i for t in (*GOING, PRESENT) for i in triggers.get(t, ())), key=lambda i: i.start)
    if going and all(_invited_to(i, triggers) for i in going):
        return []  # invited on a visit: that it will come to it is not said
    soft = [i for t in SOFT for i in triggers.get(t, ())]
    strong = [i for i in going if i.id != PRESENT and (i.id != "trip" or "weak" not in i.attrs)]
    places = _abroad(ground, ground.places(start, end), triggers)
    towns = _goals(ground, places, going or soft)
    goals = towns or _bodies_gone_to(ground, start, end, going)
    invited = not going and not any(t in triggers for t in (*SOFT[:-1], *MEETING, "attend"))
    if invited and all(p.item.kind == "countries" for p in goals):
        return []  # on invitation in a country: by whose leave one stays there, no visit; in a town it is one
    head, origin, origin_spans = traveller_of(ground, index, triggers, goals)
    countries = list(dict.fromkeys(c for p in goals if (c := p.country) and c != origin))
    if not countries and not strong:
        return []
    trips = []
    goals_of: list[str | None] = [*countries] or [None]
    levels = levels_of(ground, index, triggers, goals, head)
    for country in goals_of:
        trip = Trip(origin=origin, destination=country, head=head, sentences=[index], levels=levels)
        trip.of_body = not towns
        for place in goals:
            if place.country == country:
                trip.prove("to", scan.span(place.item.start, place.item.end))
        for span in origin_spans:
            trip.prove("from", span)
        if head is not None:
            for ref in ground.cast.refs_within(start, end):
                if ref.person == head:
                    trip.prove("head", scan.span(ref.start, ref.end))
            trip.companions.update(_together(ground, start, end, head))
            trip.companions.update(_brought(ground, start, end, strong))
            if not trip.slots.get("head"):
                name = ground.cast.drafts[head].longest()
                trip.prove("head", scan.span(name.start, name.end))
        read_kind(ground, trip, going, index)
        read_status(trip, triggers, going, bool(country))
        read_dates(ground, trip, index, triggers, _dates_of_others(ground, start, end, goals, country))
        read_invitation(ground, trip, index, triggers)
        if country is None and "arrive" in triggers:
            _come_to_dateline(ground, trip)
        trips.append(trip)
    return trips


def _come_to_dateline(ground: Ground, trip: Trip) -> None:
    """Let one from abroad who comes to no place that a sentence names come to where the report is told from."""
    if trip.origin and ground.dateline not in (None, ground.home, trip.origin):
        trip.destination = ground.dateline
        trip.derived["to"] = "dateline"


def _abroad(ground: Ground, places: list[Place], triggers: dict[str, list[Item]]) -> list[Place]:
    """Return the places of a sentence without the town at home that it tells a return to from elsewhere."""
    if "return" not in triggers or not ground.home:
        return places
    away = [p for p in places if p.country != ground.home or "destination" not in p.roles]
    return away if any(p.country not in (None, ground.home) for p in away) else places


def _invited_to(item: Item, triggers: dict[str, list[Item]]) -> bool:
    """True for a word of visiting right before one of inviting (invited on a visit), as languages have it whose verbs
    stand last."""
    return item.id in ("visit", "trip") and any(-2 <= i.start - item.end <= 1 for i in triggers.get("invite", ()))


def _dates_of_others(
    ground: Ground, start: int, end: int, goals: list[Place], country: str | None
) -> frozenset[DateMention]:
    """Return the days of a sentence on a tour that stand nearer to another country gone to than to this one."""
    days = [d for d in ground.dates_within(start, end) if d.start]
    if len(days) < 2 or len({p.country for p in goals}) < 2:
        return frozenset()
    nearest = {d: min(goals, key=lambda p: _apart(ground, d, p.item)).country for d in days}
    pairs = [(a.item.end, b.item.start) for a, b in pairwise(goals) if a.country != b.country]
    each = all(any(a <= d.first and d.last <= b for d in days) for a, b in pairs)  # else a range is of the whole tour
    return frozenset(d for d, of in nearest.items() if of != country and (each or not d.end))


def _apart(ground: Ground, date: DateMention, item: Item) -> int:
    """Return how far a date stands from a place, one in another clause further."""
    first, last = sorted([(date.first, date.last), (item.start, item.end)])
    marks = sum(token.text in ",;" for token in ground.scan.tokens[first[1] : last[0]])
    return abs(gap_between(date, item)) + CLAUSE * marks


def _goals(ground: Ground, places: list[Place], going: list[Item]) -> list[Place]:
    """Return the places that a visit goes to: marked as destination, else where it is, else beside the trigger.

    A sentence may go on from the object of one word of visiting to a goal (will visit X, arrive in Y, end in Z).
    """
    going_to = [p for p in places if _is_goal(ground, p, going) or _left_for(ground, p, going)]
    if going_to:
        goals = {p.item.start for p in going_to}
        return [p for p in places if p.item.start in goals or _visited(p, going) or _toured(p, going)]
    located = [p for p in places if "location" in p.roles]
    if located:
        return located
    ahead = {t.end + k for t in going if t.id in ("go", "arrive", "tour") for k in range(3)}
    verbs = {t.start for t in going if t.id == "go"}
    any_place = any(t.id in ("go", "tour") for t in going)  # of these a place may be the object, wherever it stands
    behind = {t.start for t in going if t.id == "visit"}  # of these the one right before
    beside = set()
    for place in places:
        if "origin" in place.roles or "adj" in place.item.attrs or "people" in place.item.attrs:
            continue
        object_ = _is_object(place) and (any_place or place.item.end in behind)
        if place.item.start in ahead or object_ or _before_verb(ground, verbs, place):
            beside.add(place.item.start)
    return _with_list(ground, places, beside)


def _bodies_gone_to(ground: Ground, start: int, end: int, going: list[Item]) -> list[Place]:
    """Return the countries whose bodies a sentence without another place says to be visited (the army of X)."""
    scan, ahead = ground.scan, ground.scan.language.settings.get("position", {}).get("head", "first") == "first"
    found = []
    for body in ground.cast.bodies_within(start, end) if going else ():
        named = [c for c in scan.within("countries", body.start, body.end) if item_country(scan, c) == body.country]
        object_ = ahead and any(i.id == "go" and 0 <= body.start - i.end <= 1 for i in going)
        if named and (object_ or "destination" in roles_of(scan, body.start, body.end, body.cases)):
            found.append(Place(named[0], body.country, frozenset(["destination"])))
    return found


def _is_goal(ground: Ground, place: Place, going: list[Item]) -> bool:
    """True for a place marked as destination: where a goal stands behind its verb, not before every word of going."""
    behind = ground.scan.language.frames.get("destination", {}).get("behind")
    return "destination" in place.roles and (not behind or any(i.end <= place.item.start for i in going))


def _visited(place: Place, going: list[Item]) -> bool:
    """True for the object right behind a verb of visiting, marked as such."""
    plain = not place.roles and not {"adj", "people"} & place.item.attrs.keys()
    return plain and _is_object(place) and any(i.id == "go" and i.end == place.item.start for i in going)


def _toured(place: Place, going: list[Item]) -> bool:
    """True for where a tour is said to begin or end, right behind the word of it."""
    near = any(i.id == "tour" and 0 <= place.item.start - i.end <= 1 for i in going)
    return near and "location" in place.roles


def _left_for(ground: Ground, place: Place, going: list[Item]) -> bool:
    """True for a place behind a word that names a goal only where someone sets out (left on Monday for Suva)."""
    words = ground.scan.language.frames.get("destination", {}).get("leaving", ())
    k = place.item.start - 1
    if not words or k < 1 or ground.scan.tokens[k].fold not in words:
        return False
    return any(i.id in ("go", "depart", "trip") and 0 <= k - i.end <= FOR_WHERE for i in going)


def _is_object(place: Place) -> bool:
    return "acc" in place.item.cases and "nom" not in place.item.cases


def _before_verb(ground: Ground, verbs: set[int], place: Place) -> bool:
    """True for a place that may be an object before a verb of visiting, only words of the visit between.

    `verbs` are the tokens at which verbs of visiting begin.
    """
    if not {"acc", "nom"} <= place.item.cases:
        return False
    scan, first = ground.scan, place.item.end
    told = needed = None  # the end of the first word of a visit, and of those that every long word is a part of
    for k in range(first, len(scan.tokens)):
        if k in verbs and told is not None and max(told, needed or 0) <= k:
            return True
        near = [i for i in scan.covering(k, {"triggers", "visitkinds"}) if i.start >= first]
        ends = [i.end for i in near if i.kind == "visitkinds" or i.id in ("visit", "trip")]
        if len(scan.tokens[k].text) > 2:
            if not ends:
                return False
            needed = max(needed or 0, min(ends))
        told = min([*ends, *([told] if told is not None else [])], default=None)
    return False


def _with_list(ground: Ground, places: list[Place], beside: set[int]) -> list[Place]:
    """Add the bare members of a list whose last one bears the ending (visited A, B and C) to the places that begin at
    some tokens."""
    links = {",", *ground.scan.language.settings.get("conjunctions", ())}
    found = set(beside)
    for left, right in reversed(list(pairwise(places))):
        between = ground.scan.tokens[left.item.end : right.item.start]
        linked = between and all(token.fold in links for token in between)
        if linked and right.item.start in found and _is_object(right) and left.item.cases == {"nom"}:
            found.add(left.item.start)
    for left, right in pairwise(places):
        between = ground.scan.tokens[left.item.end : right.item.start]
        linked = between and all(token.fold in links for token in between)
        states = left.item.kind == right.item.kind == "countries" and not {"adj", "people"} & right.item.attrs.keys()
        if linked and states and left.item.start in found and not right.roles:
            found.add(right.item.start)  # a tour of A, B and C
    return [place for place in places if place.item.start in found]


def _together(ground: Ground, start: int, end: int, head: int) -> set[int]:
    """Return those named right after the head as one subject with him (the chairman X and senator Y were in ...)."""
    found: set[int] = set()
    last = None
    for ref in ground.cast.refs_within(start, end):
        if ref.person == head:
            last = ref
        elif (
            last is not None
            and "nom" in ref.cases & last.cases
            and follows(ground, last, ref)
            and not is_attribute(ground, ref)
        ):
            found.add(ref.person)
            last = ref
        else:
            last = None
    return found


def _brought(ground: Ground, start: int, end: int, going: list[Item]) -> set[int]:
    """Return those of no named country with whom, and with a delegation, someone is said to come (with X and a team
    of nine)."""
    scan, links = ground.scan, ground.scan.language.words("conjunctions")
    found = set()
    for ref in ground.cast.refs_within(start, end):
        after = [n for n in scan.within("nouns", ref.end, ref.end + 5) if n.id in ("@delegation", "@entourage")]
        joined = ref.end < len(scan.tokens) and scan.tokens[ref.end].fold in links
        came = any(i.end <= ref.lead for i in going)
        unknown = after and joined and came and ground.cast.drafts[ref.person].country is None
        if unknown and marked(scan, "with", ref.lead, ref.end, ref.cases):
            found.add(ref.person)
    return found


def tell_unnamed(ground: Ground, trip: Trip, triggers: dict[str, list[Item]]) -> None:
    """Give a visit told without its traveller the country of the one office holder whom its sentence is about.

    Dated long before the report, it is another visit than those told of before, also from the same country.
    """
    scan = ground.scan
    start, end = scan.sentences[trip.sentences[0]]
    taken = {k for ref in ground.cast.refs_within(start, end) for k in range(ref.lead, ref.end)}
    going = [i for t in (*GOING, PRESENT) for i in triggers.get(t, ())]
    first, after = min((i.start for i in going), default=start), {i.end for i in going}
    subjects = [
        p
        for p in starting_within(ground.cast.open_positions, start, end)
        if p.start not in taken
        and (p.end <= first or p.start in after)
        and (not p.cases or "nom" in p.cases)
        and not any(marked(scan, role, p.start, p.end, p.cases) for role in ("with", "by"))
    ]
    if len(subjects) == 1 and not subjects[0].plural and subjects[0].country not in (None, trip.destination):
        trip.origin, trip.former = subjects[0].country, is_long_past(ground, trip)
        trip.prove("from", scan.clip(subjects[0].start, subjects[0].end, 280))


def implied_trip(ground: Ground) -> Trip | None:
    """A report without a word of visiting may still tell of guests received from abroad."""
    scan, cast = ground.scan, ground.cast
    if any(i.id in BLOCKERS for i in scan.items.get("triggers", ())):
        return None
    landings: dict[str, int] | None = None
    for index, (start, end) in enumerate(scan.sentences):
        triggers = triggers_in(scan, start, end)
        refs = cast.refs_within(start, end)
        told = [i for t in MEETING for i in triggers.get(t, ())] or _led_apart(ground, refs, triggers)
        told = told or _signed_there(ground, refs, start, end)
        if not told or "border" in triggers:
            continue  # at the border no one need have crossed it
        countries = list(dict.fromkeys(c for r in refs if (c := cast.drafts[r.person].country)))
        host = ground.home or ground.dateline
        located = next((p.country for p in ground.places(start, end) if "location" in p.roles and p.country), None)
        if located is None:
            landings = _landings(ground) if landings is None else landings
            located = _landed_in(landings, index, countries)
        outward = _home_traveller(ground, refs, located) if located in countries else None
        if outward is not None or (located and located in countries and len(countries) > 1):
            host = located
        if not host or any(_met_elsewhere(ground, *s, {host, *countries}) for s in _scene_of(ground, index)):
            continue
        guest = outward
        if guest is None:
            guest = next((r.person for r in refs if _may_travel(ground, r.person, host)), None)
        delegation = delegation_country(ground, start, end, {host})
        if guest is None and delegation is None:
            continue
        if host not in countries and not located and not any(cast.drafts[r.person].country is None for r in refs):
            continue
        trip = Trip(implied=True, destination=host, sentences=[index], head=guest)
        trip.origin = cast.drafts[guest].country if guest is not None else delegation[0] if delegation else None
        if outward is not None and trip.origin is None:
            trip.origin = ground.home
            trip.derived["from"] = "outlet_country"
        spans = country_spans(ground, guest) if guest is not None else [delegation[1]] if delegation else []
        for span in spans:
            trip.prove("from", span)
        item = told[0]
        hosts = [r for r in refs if cast.drafts[r.person].country == host]
        trip.prove("to", scan.span(hosts[0].start, hosts[0].end) if hosts else scan.span(item.start, item.end))
        if guest is not None:
            name = next(r for r in refs if r.person == guest)
            trip.prove("head", scan.span(name.start, name.end))
        return trip
    return None


def reply_to(ground: Ground, trips: list[Trip]) -> Trip | None:
    """Return the visit of guests who were received, where the report goes on to tell only of visits to come that
    answer it: from the country gone to, to that of the guests."""
    planned = all(t.origin and t.destination and any(s == "planned" for s, _ in t.statuses) for t in trips)
    trip = implied_trip(ground) if planned else None
    if trip is None or trip.head is None or trip.sentences[0] >= min(t.sentences[0] for t in trips):
        return None
    answered = all(t.origin == trip.destination and t.destination == trip.origin for t in trips)
    return trip if answered else None


def _signed_there(ground: Ground, refs: list[Ref], start: int, end: int) -> list[Item]:
    """Return the words by which two office holders of two countries are said to sign something in one of the two."""
    signed = [i for i in ground.scan.within("documents", start, end) if i.id == "@sign" and "planned" not in i.attrs]
    if not signed:
        return []
    countries = {ground.cast.drafts[r.person].country for r in refs if ground.cast.drafts[r.person].offices} - {None}
    there = any(p.country in countries and "location" in p.roles for p in ground.places(start, end))
    return signed if there and len(countries) == 2 else []


def _landings(ground: Ground) -> dict[str, int]:
    """Return the first sentence for each country abroad in whose town somebody of the outlet's own country lands."""
    landings: dict[str, int] = {}
    for index, (start, end) in enumerate(ground.scan.sentences):
        landed = any(b.kind == "airport" for b in ground.cast.bodies_within(start, end))
        landed = landed or "arrive" in triggers_in(ground.scan, start, end)
        ours = any(ground.cast.drafts[r.person].country == ground.home for r in ground.cast.refs_within(start, end))
        found = [p.country for p in ground.places(start, end) if p.item.kind == "places" and p.roles - {"origin"}]
        if landed and ours and found and found[0] and found[0] != ground.home:
            landings.setdefault(found[0], index)
    return landings


def _landed_in(landings: dict[str, int], index: int, countries: list[str]) -> str | None:
    """Return the country of some in which the first landing before a sentence was."""
    before = [c for c in countries if landings.get(c, index) < index]
    return min(before, key=lambda c: landings[c], default=None)


def _led_apart(ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]]) -> list[Item]:
    """Return the words by which a sentence says who led each of two delegations that met at home."""
    lead = triggers.get("lead", [])
    countries = {ground.cast.drafts[r.person].country for r in refs} if lead else set()
    both = ground.home in countries and len(countries - {None}) == 2
    return lead if both and any(i.id == "talks" for i in ground.scan.items.get("triggers", ())) else []


def _home_traveller(ground: Ground, refs: list[Ref], located: str | None) -> int | None:
    """Return the first office holder of the outlet's own country, said or not, in a meeting set abroad."""
    if not ground.home or located in (None, ground.home):
        return None
    for ref in refs:
        draft = ground.cast.drafts[ref.person]
        envoy = any(heads().get(p.head, {}).get("level") == "diplomat" for p in draft.posts)
        if draft.offices and draft.country in (None, ground.home) and draft.counterpart_of is None and not envoy:
            return ref.person
    return None


def _met_elsewhere(ground: Ground, start: int, end: int, countries: set[str | None]) -> bool:
    """True where a sentence is set in a third country: two ministers who meet there visit neither of theirs."""
    scan = ground.scan
    return any(
        item_country(scan, item) not in (None, *countries)
        and "location" in roles_of(scan, item.start, item.end, item.cases)
        for item in scan.within("places", start, end)
    )


def _scene_of(ground: Ground, index: int) -> list[tuple[int, int]]:
    """Return a sentence, the heading of a meeting, and the next where it goes on with it: they may say where."""
    scan = ground.scan
    found = [scan.sentences[index]]
    if index > 0 and any(t in triggers_in(scan, *scan.sentences[0]) for t in MEETING):
        found.append(scan.sentences[0])
    if index + 1 < len(scan.sentences):
        start, end = scan.sentences[index + 1]
        again = {i.id for kind in ("activities", "triggers") for i in scan.within(kind, start, end)}
        if again & {"meeting", "meet", "talks"} and not again & {"recall", *GOING}:
            found.append((start, end))
    return found


def _may_travel(ground: Ground, person: int, host: str) -> bool:
    """A guest is a foreign office holder who is not accredited in the host country."""
    draft = ground.cast.drafts[person]
    if not draft.country or draft.country == host or not draft.offices:
        return False
    return not any(heads().get(p.head, {}).get("level") == "diplomat" for p in draft.posts)


def spoken_trip(ground: Ground) -> Trip | None:
    """A statement given abroad, as its heading says, is made on a visit of who speaks."""
    voices = [r for r in ground.cast.refs if r.kind == VOICE]
    if not voices or not ground.home:
        return None
    speaker = voices[0].person
    for index, (start, end) in enumerate(ground.scan.sentences[:HEADING]):
        named = any(r.person == speaker for r in ground.cast.refs_within(start, end))
        located = [p for p in ground.places(start, end) if "location" in p.roles]
        places = [p for p in located if p.country not in (None, ground.home)]
        if named and places and ground.cast.drafts[speaker].country in (None, ground.home):
            trip = Trip(origin=ground.home, destination=places[0].country, head=speaker, sentences=[index])
            trip.prove("to", ground.scan.span(places[0].item.start, places[0].item.end))
            for ref in ground.cast.refs_within(start, end):
                if ref.person == speaker:
                    trip.prove("head", ground.scan.span(ref.start, ref.end))
            for span in country_spans(ground, speaker):
                trip.prove("from", span)
            trip.derived["from"] = "outlet_country"
            return trip
    return None


def speaks(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence is told in the first person by someone whom the report names."""
    return any(r.kind == VOICE for r in ground.cast.refs_within(start, end))


def proof_of(ground: Ground, trip: Trip, slot: str) -> tuple[int, int] | None:
    """Find words for a country that no cue gave: a mention of it, a person of it, the head."""
    country = trip.origin if slot == "from" else trip.destination
    for kind in ("countries", "places"):
        for item in ground.scan.items.get(kind, ()):
            if item_country(ground.scan, item) == country:
                return ground.scan.span(item.start, item.end)
    if slot == "from" and trip.head is not None:
        return country_spans(ground, trip.head)[0]
    return None
