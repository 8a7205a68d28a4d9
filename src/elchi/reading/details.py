"""What a sentence says of a visit besides who goes where: kind, status, dates, invitation, head, delegation."""

from __future__ import annotations

from bisect import bisect_left

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.ago import AGO
from elchi.reading.cues import prepositions, triggers_in
from elchi.reading.dates import DateMention
from elchi.reading.ground import (
    GOING,
    MEETING,
    Ground,
    Trip,
    beside_invitation,
    dates_news,
    gap_between,
    invitation_side,
    is_first_day,
    is_last_day,
    led_by,
)
from elchi.reading.people import Ref
from elchi.reading.travellers import delegation_country
from elchi.reading.wording import in_nominative
from elchi.vocabulary.load import heads

BEHIND = 6  # tokens between a visit and its year, at most
FAR = 99  # tokens between a date and a word that is not there


def read_kind(ground: Ground, trip: Trip, going: list[Item], index: int) -> None:
    scan = ground.scan
    start, end = scan.sentences[index]
    for item in going:
        if item.attrs.get("kind"):
            trip.kind = item.attrs["kind"]
            trip.prove("kind", scan.span(item.start, item.end))
            trip.rules["kind"] = f"triggers:{item.form}"
            return
    nouns = [i for i in going if i.id in ("visit", "trip", "ongoing") or "kind" in i.attrs]
    for kind in scan.within("visitkinds", start, end):
        if any(x.start < kind.start or x.end > kind.end for x in scan.covering(kind.start, {"offices"})):
            continue  # the head of state
        if any(-1 <= noun.start - kind.end <= 4 or 0 <= kind.start - noun.end <= 1 for noun in nouns):
            trip.kind = kind.id
            trip.prove("kind", scan.span(kind.start, kind.end))
            trip.rules["kind"] = f"visitkinds:{kind.form}"
            return


def read_status(trip: Trip, triggers: dict[str, list[Item]], going: list[Item], placed: bool) -> None:
    """Collect what shows the status; the choice is made when all sentences are read.

    A weak verb of coming, or of going in the future, is as good as a strong one where the sentence names where to
    (`placed`).
    """
    for item in going:
        if placed and (item.id == "arrive" or (item.id == "go" and item.attrs.get("status") == "planned")):
            strong = {("bare" if k == "weak" else k): v for k, v in item.attrs.items()}
            item = msgspec.structs.replace(item, attrs=strong)
        if item.attrs.get("status") and not (item.id == "arrive" and item.attrs["status"] == "completed"):
            trip.statuses.append((item.attrs["status"], item))
        elif item.id in ("arrive", "ongoing"):
            trip.statuses.append(("ongoing", item))
    for trigger, status in (
        ("cancel", "cancelled"),
        ("postpone", "cancelled"),
        ("end", "completed"),
        ("return", "completed"),
        ("begin", "ongoing"),
        ("later_day", "ongoing"),
        ("plan", "planned"),
    ):
        for item in triggers.get(trigger, ()):
            if trigger != "later_day" or "last" not in item.attrs:  # its last day may be long over
                trip.statuses.append((item.attrs.get("status", status), item))


def read_dates(
    ground: Ground, trip: Trip, index: int, triggers: dict[str, list[Item]], others: frozenset[DateMention]
) -> None:
    """Take the date of a sentence as the visit's where it dates the going, not a meeting in it, nor another leg."""
    scan = ground.scan
    start, end = scan.sentences[index]
    first_point, last_point = scan.span(start, end)
    at = bisect_left(ground.durations, (first_point,))
    if at < len(ground.durations) and ground.durations[at][0] < last_point and trip.duration is None:
        first, last, trip.duration = ground.durations[at]
        trip.prove("duration_days", (first, last))
    found = [d for d in ground.dates_within(start, end) if d.start and d not in others]
    found = [d for d in found if d.kind != "year" or AGO in d.derived or _past_year(ground, d, triggers)]
    going = [i for t in ("visit", "trip", "go", "arrive", "tour", "begin", "present") for i in triggers.get(t, ())]
    later = [*triggers.get("later_day", ())]  # the second day of the visit: what is dated is not its beginning
    later += [i for i in triggers.get("begin", ()) if "on" in i.attrs]  # nor where it goes on
    near = [i for i in going if any(0 <= max(i.start - d.end, d.start - i.end) <= 4 for d in later)]
    going = [i for i in going if i not in later and i not in near]
    inside = _visits_within(triggers)
    meeting = [i for t in MEETING for i in triggers.get(t, ())]
    coming = any(t in triggers for t in ("plan", "cancel", "postpone")) or any(
        i.attrs.get("status") == "planned" for items in triggers.values() for i in items
    )
    for date in sorted(found, key=lambda d: not d.end):
        if not date.end and dates_news(ground, date):
            continue
        dated = [i for i in going if date.end or i not in inside or i.start < date.first]
        role = "start" if date.end else _date_role(ground, date, triggers, dated)
        leaves = any(i.attrs.get("status") == "planned" for i in triggers.get("depart", ()))
        ends = role == "end" and any(i.attrs.get("status") == "ongoing" for i in triggers.get("end", ()))
        beside = [i for i in dated if -2 <= gap_between(date, i) <= 2]
        came = any(i.id == "arrive" and i.attrs.get("status") != "planned" and "pres" not in i.attrs for i in beside)
        if date.later and date.start != ground.scan.report.published and role != "leaving":
            coming = coming or any("pres" in i.attrs and -2 <= gap_between(date, i) <= 2 for i in going)
        if date.later and (leaves if role == "leaving" else (coming and not came) or ends):
            date = date._replace(start=date.later)
        if role == "end":
            _date_end(ground, trip, date)
        elif role == "leaving":
            trip.leaving = trip.leaving or date
        elif trip.start is None and not date.end and "ongoing" in triggers and is_first_day(ground, date):
            _date_start(ground, trip, date)
        elif not date.end and meeting and _of_meeting(date, found, (meeting, dated), triggers):
            continue
        elif trip.start is None and (date.end or dated):
            _date_start(ground, trip, date)


def _past_year(ground: Ground, date: DateMention, triggers: dict[str, list[Item]]) -> bool:
    """True for a year before that of the report, said with a word of place right behind a past visit (was here in
    2015): since or until a year dates none."""
    published, tokens = ground.scan.report.published or "", ground.scan.tokens
    within = prepositions(ground.scan.language, "location")
    around = {tokens[k].fold for k in (date.first - 1, date.first) if k >= 0}
    if not around & within or not published or not date.start or date.start[:4] >= published[:4]:
        return False
    going = [i for t in GOING for i in triggers.get(t, ()) if i.attrs.get("status") != "planned"]
    return any(0 <= date.first - i.end <= BEHIND for i in going)


def _visits_within(triggers: dict[str, list[Item]]) -> list[Item]:
    """Return the visits in the course of which something was done (opened on Tuesday during a visit): not dated so."""
    visits = [i for t in ("visit", "trip", "tour") for i in triggers.get(t, ())]
    return [v for v in visits if any(0 <= v.start - d.end <= 4 for d in triggers.get("during", ()))]


def _date_role(ground: Ground, date: DateMention, triggers: dict[str, list[Item]], going: list[Item]) -> str:
    """Return what a single date dates: the end of the visit, the way home, or else its first day."""
    if is_last_day(ground, date):
        return "end"
    ends = [i for i in triggers.get("end", ()) if "result" not in i.attrs]
    ends += [i for i in going if "ends" in i.attrs or any(0 <= i.start - e.end <= 6 for e in ends)]
    gaps = {"start": min((gap_between(date, i) for i in going if i not in ends), default=FAR)}
    gaps["end"] = min((gap_between(date, i) for i in ends), default=FAR)
    home = [i for t in ("return", "depart") for i in triggers.get(t, ())]
    gaps["leaving"] = min((gap_between(date, i) for i in home), default=FAR)
    order = ("end", "start", "leaving")
    return min(order, key=lambda role: gaps[role]) if min(gaps.values()) < FAR else "start"


def _date_start(ground: Ground, trip: Trip, date: DateMention) -> None:
    trip.start, trip.end = date.start, date.end or trip.end
    span = ground.scan.span(date.first, date.last)
    for slot in ("start", "end") if date.end else ("start",):
        trip.slots[slot] = [span]
        trip.derived.pop(slot, None)
        if date.derived:
            trip.derived[slot] = "published"


def _date_end(ground: Ground, trip: Trip, date: DateMention) -> None:
    if trip.end is not None or date.start == trip.start:
        return
    trip.end = date.start
    trip.prove("end", ground.scan.span(date.first, date.last))
    if date.derived:
        trip.derived["end"] = "published"


def read_departures(ground: Ground, trip: Trip) -> None:
    """A visit whose first day is known ends on the day of the way home that its sentences tell."""
    if trip.leaving is not None and trip.start and trip.end is None and (trip.leaving.start or "") >= trip.start:
        _date_end(ground, trip, trip.leaving)


def _of_meeting(
    date: DateMention, found: list[DateMention], words: tuple[list[Item], list[Item]], triggers: dict[str, list[Item]]
) -> bool:
    """True where a single date is the meeting's; beside an arrival only where that has a date of its own."""
    meeting, going = words
    arrivals = triggers.get("arrive", [])
    if not arrivals:
        return _nearer(date, meeting, going, triggers)
    to_arrival = min(gap_between(date, i) for i in arrivals)
    if min(gap_between(date, i) for i in meeting) >= to_arrival:
        return False
    return any(min(gap_between(other, i) for i in arrivals) == 0 for other in found if other != date)


def _nearer(date: DateMention, meeting: list[Item], going: list[Item], triggers: dict[str, list[Item]]) -> bool:
    """True where a single date belongs to the meeting of a sentence that only mentions the visit under way."""
    if triggers.get("ongoing") or not going:
        return True
    to_going = min(gap_between(date, i) for i in going)
    return min(gap_between(date, i) for i in meeting) < to_going


def read_invitation(ground: Ground, trip: Trip, index: int, triggers: dict[str, list[Item]]) -> None:
    """Read at whose invitation the visit is made: a person, else a body."""
    scan = ground.scan
    start, end = scan.sentences[index]
    refs = ground.cast.refs_within(start, end)
    for item in triggers.get("invitation", ()):
        for ref in refs:
            if ref.person != trip.head and beside_invitation(ground, ref, item, refs):
                trip.inviter = ref.person
                trip.prove("invited_by", scan.span(ref.start, ref.end))
                return
        side = invitation_side(ground, item)
        for body in ground.cast.bodies_within(start, end):
            gap = item.start - body.end if side == "before" else body.start - item.end
            if 0 <= gap <= 3:
                trip.inviting_body = in_nominative(scan, body.start, body.end)
                trip.prove("invited_by", scan.clip(body.start, body.end, 280))
                return


def find_leader(ground: Ground, trip: Trip, alone: bool, of_guests: set[int]) -> None:
    """A sentence soon after that says who leads the delegation, or who goes with him, tells of this visit.

    So do the sentences on its delegation (`of_guests`). Where the visit is the only one (`alone`), the sentence before
    it may name the leader of the guests who were received.
    """
    scan = ground.scan
    first = trip.sentences[0]
    before = [index for index in (first - 1, first - 2) if alone and index >= 0]
    last = max((s for s in trip.sentences if s <= first + 3), default=first)
    near = [*before, *range(first, min(last + 3, len(scan.sentences)))]
    for index in dict.fromkeys([*near, *sorted(of_guests)]):
        start, end = scan.sentences[index]
        triggers = triggers_in(scan, start, end)
        refs = ground.cast.refs_within(start, end)
        if trip.head is None and index != first and triggers.get("lead"):
            person = led_by(ground, refs, triggers)
            country = ground.cast.drafts[person].country if person is not None else None
            if (
                person is not None
                and (country is None or country != trip.destination)
                and (not trip.origin or country in ((trip.origin,) if index < first - 1 else (None, trip.origin)))
            ):
                trip.head = person
                for ref in refs:
                    if ref.person == person:
                        trip.prove("head", scan.span(ref.start, ref.end))
                whose = delegation_country(ground, start, end, {trip.destination})
                if trip.origin is None and country is None and whose is not None:
                    trip.origin = ground.cast.drafts[person].country = whose[0]
                    trip.prove("from", whose[1])
    named = ground.refs_of.get(trip.head, ()) if trip.head is not None else ()
    of_guests = of_guests | _of_him(ground, trip)
    heads_sentences = [ground.scan.sentence_of[r.start] for r in named]
    for index in dict.fromkeys([*trip.sentences, *heads_sentences, *sorted(of_guests)]):
        if index >= 0:
            _read_companions(ground, trip, index)


def _of_him(ground: Ground, trip: Trip) -> set[int]:
    """Return the sentences in which someone without a name is accompanied: the head, who else goes nowhere."""
    if trip.head is None or not trip.main:
        return set()
    found = set()
    for index in ground.accompanied:
        start, end = ground.scan.sentences[index]
        words = triggers_in(ground.scan, start, end).get("accompany", ()) if index > trip.sentences[0] else ()
        first = min((i.start for i in words), default=end)
        if first - start < 4 and first < end and not ground.cast.refs_within(start, first):
            found.add(index)
    return found


def _read_companions(ground: Ground, trip: Trip, index: int) -> None:
    """Take those who are said to accompany the head as coming with him: after the word, or before it where none is."""
    start, end = ground.scan.sentences[index]
    refs = [r for r in ground.cast.refs_within(start, end) if r.person != trip.head]
    for item in triggers_in(ground.scan, start, end).get("accompany", ()):
        after = _until_more_is_done(ground, item, [r for r in refs if 0 <= r.start - item.end <= 40])
        before = [r for r in refs if 0 <= item.start - r.end <= 12]
        side = item.attrs.get("side")
        with_him = before if side == "before" or not (after or side) else after
        trip.companions.update(r.person for r in with_him if not _outranks(ground, r.person, trip.head))


def _outranks(ground: Ground, person: int, head: int | None) -> bool:
    """True for a head of state beside guests whom a lesser one leads: he accompanies nobody."""
    posts = [[p for p in ground.cast.drafts[n].posts if p.bare] for n in (person, head or 0)]
    levels = [{heads().get(p.head, {}).get("level") for p in each} for each in posts]
    return head is not None and "head_of_state" in levels[0] and bool(levels[1]) and "head_of_state" not in levels[1]


def _until_more_is_done(ground: Ground, item: Item, refs: list[Ref]) -> list[Ref]:
    """Return those of the persons after a word of accompanying who stand before the sentence goes on to other deeds."""
    start, end = item.end, max((r.end for r in refs), default=item.end)
    deeds = [i.start for i in ground.scan.within("triggers", start, end) if i.id in (*MEETING, *GOING)]
    if "clause" in item.attrs:  # ..., to which X belonged, was met by Y
        deeds += [i.start for i in ground.scan.within("activities", start, end) if i.attrs.get("part") == "verb"]
    until = min(deeds, default=end)
    return [r for r in refs if r.start < until]
