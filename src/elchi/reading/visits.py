"""Find the visits of a report: those of its sentences joined, completed, the main ones first."""

from __future__ import annotations

from bisect import bisect_left

from elchi.grammar.lexicon import Item
from elchi.reading.bearings import add_copulas, set_abroad, turn_words
from elchi.reading.cues import city_name, item_country, triggers_in
from elchi.reading.details import find_leader, read_departures, read_invitation
from elchi.reading.documents import is_heading
from elchi.reading.ground import (
    BLOCKERS,
    MET,
    OF_VISITS,
    SOMEWHERE,
    Ground,
    Trip,
    country_spans,
    dates_news,
    is_voice,
)
from elchi.reading.sections import date_by_heading, find_sections
from elchi.reading.status import LONGEST, is_another_time, is_untold, only_recalled, told_as_ago
from elchi.reading.travellers import traveller_of
from elchi.reading.trips import implied_trip, proof_of, reply_to, speaks, spoken_trip, tell_unnamed, trips_of_sentence
from elchi.text.calendar import UNKNOWN_YEAR, count_days, latest_day
from elchi.vocabulary.load import heads

RULING = frozenset(["head_of_state", "head_of_government", "minister", "region"])
TRAVELLING = frozenset(["@delegation", "@entourage"])  # nouns of those who come with the head
FORTNIGHT = 14  # days within which a day belongs to a visit of which only the first is told
RETURNING = frozenset(["go", "arrive", "tour", "ongoing", "invite", "invitation", "cancel", "postpone", "recall"])


def find_trips(ground: Ground) -> list[Trip]:
    """Return the visits that a report tells of, the main ones first."""
    scan = ground.scan
    trips: list[Trip] = []
    sections = find_sections(ground)
    setting_out: int | None = None
    for index, (start, end) in enumerate(scan.sentences):
        triggers = dict(triggers_in(scan, start, end))
        add_copulas(ground, triggers, start, end)
        if not triggers:
            continue
        turn_words(ground, triggers, start, end, frozenset(t.destination for t in trips) - {None})
        told_last = next((t for t in reversed(trips) if not _recalled(ground, t)), trips[-1] if trips else None)
        if told_last is not None and SOMEWHERE.isdisjoint(triggers):
            _read_return(ground, told_last, triggers, start, end)
            _read_inviter(ground, told_last, triggers, start, end)
            if told_last.inviter is None and told_last.inviting_body is None:
                read_invitation(ground, told_last, index, triggers)
        if OF_VISITS.isdisjoint(triggers) and (MET.isdisjoint(triggers) or not speaks(ground, start, end)):
            continue
        arriving = "arrive" in triggers or "ongoing" in triggers
        if not BLOCKERS.isdisjoint(triggers) and (not arriving or ("sport" in triggers and "visit" not in triggers)):
            continue
        legs = _legs(ground, index, triggers, trips)
        untold = not any(t.origin for t in trips)
        if untold and not any(leg.destination for leg in legs):
            who = _setting_out(ground, index, triggers)
            setting_out = setting_out if who is None else who
        for trip in legs:
            if untold and setting_out is not None:
                _take_traveller(ground, trip, setting_out)
            if trips and trip.head is None and trip.origin is None:
                tell_unnamed(ground, trip, triggers)
            _follow(ground, trips, trip)
            _add_trip(ground, trips, trip, sections)
    trips = _with_implied(ground, trips)
    for trip, of_guests in zip(trips, _told_of_guests(ground, trips), strict=True):
        find_leader(ground, trip, len(trips) == 1, of_guests)
    trips = [t for t in trips if _complete(ground, t)]
    if not trips and (spoken := spoken_trip(ground)) is not None:
        trips = [spoken]
    trips = [t for n, t in enumerate(trips) if not _is_echo(ground, t, trips[:n])]
    trips = _merge_equal(ground, trips, sections)
    for trip in trips:
        read_departures(ground, trip)
    _set_main(ground, trips, sections)
    _date_legs(ground, trips)
    return trips


def _legs(ground: Ground, index: int, triggers: dict[str, list[Item]], trips: list[Trip]) -> list[Trip]:
    """Return the visits that a sentence speaks of; a way home opens none."""
    legs = trips_of_sentence(ground, index, triggers)
    if not SOMEWHERE.isdisjoint(triggers) or not ("return" in triggers or "depart" in triggers):
        return legs
    known = {t.destination for t in trips}
    return [leg for leg in legs if not trips or leg.destination in known]


def _with_implied(ground: Ground, trips: list[Trip]) -> list[Trip]:
    """Add the visit of guests who were received, where no sentence of going tells it."""
    if all(is_untold(ground, t) for t in trips):
        implied = implied_trip(ground)
        if implied is None and not any(t.origin for t in trips):
            return trips
        if implied is not None:
            return [implied, *(t for t in trips if t.head is None and not _told_of(implied, t))]
    if (first := reply_to(ground, trips)) is not None:
        return [first, *trips]
    received = _received_before(ground, trips)
    if received is None:
        return trips
    for trip in trips:  # what was told before its day is of those received
        dated = min((start for start, _ in trip.slots.get("start", ())), default=0)
        trip.sentences = [s for s in trip.sentences if ground.scan.sentence_span(s)[1] > dated]
    return [received, *trips]


def _received_before(ground: Ground, trips: list[Trip]) -> Trip | None:
    """Return the visit of guests who were received, told before others that are all of weeks before the report."""
    published = latest_day(ground.scan.report.published)
    firsts = [latest_day(t.start) for t in trips]
    if published is None or any(first is None or first + LONGEST >= published for first in firsts):
        return None
    trip = implied_trip(ground)
    if trip is None or trip.head is None or trip.sentences[0] >= min(t.sentences[0] for t in trips):
        return None
    told = triggers_in(ground.scan, *ground.scan.sentences[trip.sentences[0]])
    return trip if "receive" in told and not any(_compatible(t, trip) for t in trips) else None


def _setting_out(ground: Ground, index: int, triggers: dict[str, list[Item]]) -> int | None:
    """Return whom a sentence tells to set out on a journey to no country that it names."""
    journey = any(t in triggers for t in ("begin", "tour")) or all(t in triggers for t in ("go", "trip"))
    person, country, _ = traveller_of(ground, index, triggers, []) if journey else (None, None, [])
    return person if country else None


def _take_traveller(ground: Ground, trip: Trip, person: int) -> None:
    """Let the person who was told to set out make a leg that names nobody else."""
    country = ground.cast.drafts[person].country
    named = ground.cast.refs_within(*ground.scan.sentences[trip.sentences[0]])
    if trip.head is not None or trip.origin or trip.destination in (None, country) or named:
        return
    trip.head, trip.origin = person, country
    name = ground.cast.drafts[person].longest()
    trip.prove("head", ground.scan.span(name.start, name.end))
    for span in country_spans(ground, person):
        trip.prove("from", span)


def _read_return(ground: Ground, trip: Trip, triggers: dict[str, list[Item]], start: int, end: int) -> None:
    """Take the one date of a sentence that only tells the way home of a visit's guests."""
    home = [i for t in ("return", "depart") for i in triggers.get(t, ())]
    drafts = ground.cast.drafts
    others = {r.person for r in ground.cast.refs_within(start, end) if not is_voice(drafts[r.person])} - {trip.head}
    days = [d for d in ground.dates_within(start, end) if d.start and not d.end]
    if not home or others or len(days) != 1 or dates_news(ground, days[0]):
        return
    ahead = any(i.attrs.get("status") == "planned" for i in home) or "plan" in triggers
    day = days[0]._replace(start=days[0].later) if ahead and days[0].later else days[0]
    trip.leaving = trip.leaving or day


def _read_inviter(ground: Ground, trip: Trip, triggers: dict[str, list[Item]], start: int, end: int) -> None:
    """Take the one person of the country gone to who is said to have invited, no place to go to being named."""
    refs = {r.person: r for r in ground.cast.refs_within(start, end) if r.person != trip.head}
    if "invite" not in triggers or trip.inviter is not None or len(refs) != 1 or ground.places(start, end):
        return
    person, ref = next(iter(refs.items()))
    if "nom" in ref.cases and ground.cast.drafts[person].country == trip.destination:
        trip.inviter = person
        trip.prove("invited_by", ground.scan.span(ref.start, ref.end))


def _told_of_guests(ground: Ground, trips: list[Trip]) -> list[set[int]]:
    """Return for each visit the sentences on its delegation: of several visits the one told last before is meant."""
    found = {ground.scan.sentence_of[n.start] for n in ground.scan.items.get("nouns", ()) if n.id in TRAVELLING}
    if len(trips) == 1:
        return [found]
    told = sorted((s, number) for number, trip in enumerate(trips) for s in trip.sentences)
    of_trip: list[set[int]] = [set() for _ in trips]
    for index in found:
        at = bisect_left(told, (index + 1,))
        if at:
            of_trip[told[at - 1][1]].add(index)
    return of_trip


def _compatible(a: Trip, b: Trip) -> bool:
    """True where two sentences may speak of one visit: nothing that both say differs."""
    if (a.origin and b.origin and a.origin != b.origin) or a.former or b.former:
        return False
    if a.destination and b.destination and a.destination != b.destination:
        return False
    if a.head is not None and b.head is not None and a.head != b.head:
        return False
    if None in (a.head, b.head) and a.levels and b.levels and not a.levels & b.levels:
        return False  # the visit of a president is not his minister's
    if (a.origin and a.origin == b.destination) or (b.origin and b.origin == a.destination):
        return False
    return not (a.start and b.start and not _dates_agree(a, b))


def _dates_agree(a: Trip, b: Trip) -> bool:
    """Dates agree where one lies in the other's time, or one is coarser and holds the other."""
    if (a.start or "").startswith(UNKNOWN_YEAR) != (b.start or "").startswith(UNKNOWN_YEAR):
        one, two = (a.start or "")[4:], (b.start or "")[4:]  # one names no year: month and day must be the same
        return one.startswith(two) or two.startswith(one)
    first, second = sorted((a, b), key=lambda t: t.start or "")
    begin, finish = first.start or "", first.end or first.start or ""
    other = second.start or ""
    if begin.startswith(other) or other.startswith(begin):
        return True
    days = count_days(begin, other) if first.end is None else None
    return begin <= other <= finish or begin[:7] == other[:7] or bool(days and days <= FORTNIGHT)


def _add_trip(ground: Ground, trips: list[Trip], trip: Trip, sections: list[int]) -> None:
    """Join a sentence's visit to the likeliest one found before, or take it as another."""
    if trip.origin and trip.origin == trip.destination:
        return
    fitting = [t for t in trips if sections[t.sentences[0]] == sections[trip.sentences[0]] and _compatible(t, trip)]
    fitting = [t for t in fitting if not is_another_time(ground, t, trip)]
    same = (t for t in trips if t.destination == trip.destination and trip.origin in (None, t.origin))
    if trip.of_body and not fitting and any(same):
        return  # one of the guests was shown a body of the country that they are in
    if any(status == "cancelled" for status, _ in trip.statuses) and _recalled(ground, trip):
        trip.former, fitting = True, []  # an earlier visit that came to nothing is another one
        refs = ground.cast.refs_within(*ground.scan.sentences[trip.sentences[0]])
        if not any(r.person == trip.head and r.kind == "name" for r in refs):
            trip.head = None  # and a former holder of the office may have made it
            trip.slots.pop("head", None)
    if fitting:
        known = max(fitting, key=lambda known: _likeness(known, trip))
        if _under_way(ground, known, trip):
            trip.start = trip.end = None
        _join(known, trip)
    elif not trips or not told_as_ago(ground, trip) or trip.head in {t.head for t in trips} - {None}:
        date_by_heading(ground, trip, sections)
        trips.append(trip)  # what another than the traveller did years ago is no news


def _likeness(known: Trip, trip: Trip) -> int:
    """Say how much two visits that may be one have in common."""
    same_start = bool(known.start and trip.start and known.start == trip.start)
    return 2 * same_start + (known.head is not None and known.head == trip.head)


def _follow(ground: Ground, trips: list[Trip], trip: Trip) -> None:
    """A further leg told without its traveller is made by who makes the tour, or whom the sentence before tells of."""
    if trips:
        _same_traveller(ground, trips[-1], trip)
        _same_party(ground, trips[-1], trip)
    if trip.head is not None or trip.origin or not trip.destination or not trips or _recalled(ground, trip):
        return
    lead = next((t for t in reversed(trips) if t.origin), None)
    if lead is None or trip.destination in (lead.destination, lead.origin):
        return
    first = trip.sentences[0]
    alone = not ground.cast.refs_within(*ground.scan.sentences[first])
    if ground.touring or (first - lead.sentences[-1] == 1 and alone):
        trip.head, trip.origin = lead.head, lead.origin
        if not trip.statuses:
            trip.statuses.extend(shown for shown in lead.statuses if shown[0] == "planned")
        for slot in ("head", "from"):
            for span in lead.slots.get(slot, []):
                trip.prove(slot, span)


def _same_traveller(ground: Ground, lead: Trip, trip: Trip) -> None:
    """Take "the minister" who goes on as the minister who travelled before, not one whom he met."""
    if None in (lead.head, trip.head) or lead.head == trip.head or not lead.origin or trip.destination == lead.origin:
        return
    first, last = ground.scan.sentences[trip.sentences[0]]
    refs = [r for r in ground.cast.refs_within(first, last) if r.person == trip.head]
    levels = [{o.split()[0] for o in ground.cast.drafts[h].offices} for h in (lead.head, trip.head) if h is not None]
    if refs and all(r.kind == "role" and r.end - r.start == 1 for r in refs) and levels[0] & levels[1]:
        if lead.head is not None:
            ground.refer_to(refs, lead.head)
        trip.head, trip.origin = lead.head, lead.origin
        trip.slots.pop("from", None)
        for span in lead.slots.get("from", []):
            trip.prove("from", span)


def _same_party(ground: Ground, lead: Trip, trip: Trip) -> None:
    """Take several who share an office (our deputies) and go on where a delegation went as that delegation."""
    if lead.head is None or trip.head in (None, lead.head) or lead.destination != trip.destination:
        return
    drafts = ground.cast.drafts
    if trip.origin not in (None, lead.origin) or drafts[trip.head].country not in (None, lead.origin):
        return
    refs = ground.cast.refs_within(*ground.scan.sentences[trip.sentences[0]])
    own = [r for r in refs if r.person == trip.head]
    shared = {r.person for r in refs if any(r.start == o.start for o in own)}
    if own and all(r.kind == "role" for r in own) and len(shared) > 1 and lead.head not in shared:
        trip.head, trip.origin = lead.head, lead.origin
        trip.companions = set()
        trip.slots.pop("head", None)


def _join(known: Trip, more: Trip) -> None:
    known.origin = known.origin or more.origin
    known.destination = known.destination or more.destination
    known.head = more.head if known.head is None else known.head
    known.kind = known.kind or more.kind
    known.duration = known.duration or more.duration
    yearless = (known.start or "").startswith(UNKNOWN_YEAR)
    if yearless and more.start and not more.start.startswith(UNKNOWN_YEAR):
        known.start = known.end = None  # the same days with their year
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


def _under_way(ground: Ground, known: Trip, more: Trip) -> bool:
    """True where what is still to come would date a visit that the text, not its heading alone, says to go on."""
    scan = ground.scan
    below = is_heading(ground)
    now = {s for s, i in known.statuses if "weak" not in i.attrs and scan.sentence_of[i.start] >= below}
    then = {status for status, item in more.statuses if "weak" not in item.attrs}
    published, start = scan.report.published or "", more.start or ""
    ahead = not then and len(published) == 10 == len(start) and start > published
    return "ongoing" in now and (then == {"planned"} or ahead) and not more.end and not known.end


def _told_of(known: Trip, more: Trip) -> bool:
    """Join to a visit what a sentence without a traveller says of it (the visit took place on ...)."""
    if not _compatible(known, more):
        return False
    _join(known, more)
    return True


def _complete(ground: Ground, trip: Trip) -> bool:
    """Fill in the side that only the outlet, the dateline or the head's office tells; False where it is no visit."""
    if trip.head is not None and trip.origin is None:
        trip.origin = ground.cast.drafts[trip.head].country
    if trip.destination is None and trip.inviter is not None and ground.home and trip.origin in (None, ground.home):
        inviting = ground.cast.drafts[trip.inviter].country
        if inviting not in (None, ground.home):
            trip.destination = inviting  # who is invited abroad goes to the country of who invites
            trip.prove("to", country_spans(ground, trip.inviter)[0])
    if trip.destination is None and (abroad := set_abroad(ground, trip)) is not None:
        trip.destination = abroad.country
        trip.prove("to", ground.scan.span(abroad.item.start, abroad.item.end))
    if trip.destination is None:
        for country in (ground.dateline, ground.home):
            if country and trip.origin and country != trip.origin and trip.slots.get("from"):
                trip.destination = country
                trip.derived["to"] = "outlet_country" if country == ground.home else "dateline"
                break
    away = trip.destination and ground.home and trip.destination != ground.home
    if away and trip.origin is None and (trip.head is not None or trip.kind):
        trip.origin = ground.home
        trip.derived["from"] = "outlet_country"
    if trip.origin is None and trip.head is not None and trip.destination == ground.home:
        trip.origin = _from_elsewhere(ground, trip)
    if trip.origin is None and trip.head is None and trip.destination == ground.home:
        trip.origin = _of_delegation(ground, trip)
    if not trip.origin or not trip.destination or trip.origin == trip.destination:
        return False
    sentence = ground.scan.sentence_span(trip.sentences[0], 280)
    for slot in ("from", "to"):
        if not trip.slots.get(slot):
            trip.prove(slot, proof_of(ground, trip, slot) or sentence)
    return True


def _from_elsewhere(ground: Ground, trip: Trip) -> str | None:
    """Return the one other country that a report, or what it says of the visit, names where someone comes to its own.
    """
    told = [triggers_in(ground.scan, *ground.scan.sentences[index]) for index in trip.sentences]
    comes = any(t in told[0] for t in ("go", "arrive", "lead"))
    comes = comes and MET.isdisjoint(told[0]) and "invite" not in told[0]
    visiting = all(any(t in triggers for triggers in told) for t in ("visit", "arrive"))
    if not (comes or visiting) or _is_ours(ground, trip, visiting):
        return None
    abroad = _countries_named(ground) - {None, trip.destination}
    if len(abroad) > 1 and visiting:
        places = [p for i in trip.sentences for p in ground.places(*ground.scan.sentences[i])]
        abroad = {p.country for p in places} - {None, trip.destination}
    return next(iter(abroad)) if len(abroad) == 1 else None


def _of_delegation(ground: Ground, trip: Trip) -> str | None:
    """Return the one other country named before a sentence on a delegation of which it does not say whose it is."""
    scan, before = ground.scan, trip.sentences[0]
    start, end = scan.sentences[before]
    if not any(n.id in ("@delegation", "@guests") for n in scan.within("nouns", start, end)):
        return None
    named = {item_country(scan, i) for i in scan.within("countries", 0, start)}
    named |= {body.country for body in ground.cast.bodies if body.start < start}
    abroad = named - {None, trip.destination}
    return next(iter(abroad)) if len(abroad) == 1 else None


def _is_ours(ground: Ground, trip: Trip, visiting: bool) -> bool:
    """True for one who may well be at home: one in a town of its own, or a ruler or minister of no named country who
    is not said both to be on a visit and to have arrived on it."""
    posts = ground.cast.drafts[trip.head].posts if trip.head is not None else []
    ruling = any(heads().get(p.head, {}).get("level") in RULING and "former" not in (p.office or "") for p in posts)
    places = ground.places(*ground.scan.sentences[trip.sentences[0]])
    goals = [p for p in places if p.country == trip.destination]
    far = any(p.item.kind == "countries" or city_name(ground.scan, p.item) in ground.capitals for p in goals)
    return (ruling and not visiting) or not far or any(i.id in BLOCKERS for i in ground.scan.items.get("triggers", ()))


def _countries_named(ground: Ground) -> set[str | None]:
    """Return the countries that a report names, itself or by a town in the running text."""
    towns = [p for start, end in ground.scan.sentences for p in ground.places(start, end)]
    return {p.country for p in towns} | ground.countries


def _is_echo(ground: Ground, trip: Trip, before: list[Trip]) -> bool:
    """True where a sentence only tells of someone met during a visit told before, whom it makes go the other way."""
    triggers = triggers_in(ground.scan, *ground.scan.sentences[trip.sentences[0]])
    told = RETURNING.isdisjoint(triggers) and ("attend" in triggers or not MET.isdisjoint(triggers))
    back = any(t.origin == trip.destination and t.destination == trip.origin for t in before)
    return told and back and not trip.start and len(trip.sentences) == 1


def _merge_equal(ground: Ground, trips: list[Trip], sections: list[int]) -> list[Trip]:
    """Join visits that turned out compatible when their sides were filled in."""
    kept: list[Trip] = []
    for trip in trips:
        for known in kept:
            same = sections[known.sentences[0]] == sections[trip.sentences[0]] and _compatible(known, trip)
            if same and not is_another_time(ground, known, trip):
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
    lead.main = len(trips) > 1 or not only_recalled(ground, lead)
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
