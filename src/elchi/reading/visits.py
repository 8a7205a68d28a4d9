"""Find the visits of a report: who goes where, from the sentences that speak of a visit or of guests received."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from elchi.grammar.lexicon import Item
from elchi.reading.cues import city_name, item_country, marked, roles_of, triggers_in
from elchi.reading.dates import DateMention
from elchi.reading.people import Cast, Ref
from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, MARK, WORD
from elchi.vocabulary.load import capitals, heads

GOING = ("visit", "trip", "go", "arrive", "ongoing", "tour")
SOFT = ("begin", "end", "cancel", "postpone", "return")  # speak of a visit only with a place it goes to
MEETING = ("receive", "received_by", "meet", "talks")
BLOCKERS = ("phone", "credentials", "interview", "domestic", "sport", "letter")


@dataclass
class Trip:
    """A visit being put together. Spans are code points; `weight` counts the sentences that speak of it."""

    origin: str | None = None
    destination: str | None = None
    head: int | None = None
    main: bool = True
    kind: str | None = None
    statuses: list[tuple[str, Item]] = field(default_factory=list)
    start: str | None = None
    end: str | None = None
    duration: int | None = None
    places: dict[str, list[Item]] = field(default_factory=dict)
    sentences: list[int] = field(default_factory=list)
    slots: dict[str, list[tuple[int, int]]] = field(default_factory=dict)
    derived: dict[str, str] = field(default_factory=dict)
    rules: dict[str, str] = field(default_factory=dict)
    inviter: int | None = None
    inviting_body: str | None = None
    implied: bool = False
    hosts: list[int] = field(default_factory=list)
    companions: set[int] = field(default_factory=set)

    def prove(self, slot: str, span: tuple[int, int]) -> None:
        """Add a span of evidence to a slot, each span once, at most four."""
        spans = self.slots.setdefault(slot, [])
        if span not in spans and len(spans) < 4:
            spans.append(span)


@dataclass(frozen=True)
class Place:
    """A country or city in a sentence with the roles it is marked for."""

    item: Item
    country: str | None
    roles: frozenset[str]


class Ground:
    """What visits are found on: the scan, the cast, dates and durations of a report."""

    def __init__(self, scan: Scan, cast: Cast, dates: list[DateMention], durations: list[tuple[int, int, int]]) -> None:
        self.scan, self.cast, self.dates, self.durations = scan, cast, dates, durations
        in_position = {k for d in cast.drafts for p in d.positions for k in range(p.start, p.end)}
        in_position |= {k for p in cast.open_positions for k in range(p.start, p.end)}
        self.in_position = in_position
        self.in_name = {k for r in cast.refs if r.kind == "name" for k in range(r.start, r.end)}
        self.in_body = {k for b in cast.bodies for k in range(b.start, b.end)}
        self.home = scan.report.outlet_country
        self.capitals = set(capitals().values())
        self.countries = {item_country(scan, i) for i in scan.items.get("countries", ())} | {self.home}
        self.dateline = _dateline(scan)

    def places(self, start: int, end: int) -> list[Place]:
        """Return the countries and cities of a token range that are not part of a position, with their roles."""
        found: dict[int, Place] = {}
        for item in (*self.scan.within("countries", start, end), *self.scan.within("places", start, end)):
            if item.start in self.in_position or item.start in self.in_name or (item.start in self.in_body and item.kind == "countries"):
                continue
            if item.kind == "places" and (self.scan.covering(item.start, {"countries"}) or self._says_nothing(item)):
                continue
            attributive = "adj" in item.attrs or "people" in item.attrs
            roles = set() if attributive else roles_of(self.scan, item.start, item.end, item.cases)
            place = Place(item, item_country(self.scan, item), frozenset(roles))
            known = found.get(item.start)
            if known is None or self._likelier(place, known):
                found[item.start] = place
        return self._listed([found[k] for k in sorted(found)])

    def _listed(self, places: list[Place]) -> list[Place]:
        """Give the bare members of a list the roles of the last one, which bears the ending (A, B and C-dative)."""
        links = {",", *self.scan.language.settings.get("conjunctions", ())}
        shared: set[int] = set()
        for n in range(len(places) - 2, -1, -1):
            left, right = places[n], places[n + 1]
            between = self.scan.tokens[left.item.end : right.item.start]
            ending = right.item.cases - {"nom"} or n + 1 in shared
            if not left.roles and right.roles and left.item.cases == {"nom"} and ending:
                if between and all(token.fold in links for token in between):
                    places[n] = replace(left, roles=right.roles)
                    shared.add(n)
        return places

    def _says_nothing(self, item: Item) -> bool:
        """True for the name of a town at the start of a sentence, or in a date, that nothing marks as a place."""
        if any(d.first <= item.start < d.last for d in self.dates):
            return True
        sentence = self.scan.sentence_of[item.start]
        first = sentence >= 0 and self.scan.sentences[sentence][0] == item.start
        following = self.scan.tokens[item.end].text if item.end < len(self.scan.tokens) else ""
        marked_so = roles_of(self.scan, item.start, item.end, item.cases)
        return first and not marked_so and following not in ".,:—–-(/" and item.id not in self.capitals

    def _likelier(self, place: Place, known: Place) -> bool:
        """Of two towns of one name, a capital, or one of a country that the report names."""
        return (place.item.id in self.capitals, place.country in self.countries) > (
            known.item.id in self.capitals,
            known.country in self.countries,
        )


def find_trips(ground: Ground) -> list[Trip]:
    """Return the visits that a report tells of, the main ones first."""
    scan = ground.scan
    trips: list[Trip] = []
    for index, (start, end) in enumerate(scan.sentences):
        triggers = triggers_in(scan, start, end)
        if not any(t in triggers for t in (*GOING, *SOFT)):
            continue
        arriving = any(t in triggers for t in ("arrive", "ongoing")) and not (
            "sport" in triggers and "visit" not in triggers
        )
        if any(b in triggers for b in BLOCKERS) and not arriving:
            continue
        for trip in _trips_of_sentence(ground, index, triggers):
            _add_trip(ground, trips, trip)
    if not any(t.origin or t.head is not None for t in trips):
        implied = _implied_trip(ground)
        if implied is not None:
            trips.insert(0, implied)
    for trip in trips:
        _find_leader(ground, trip)
    trips = [t for t in trips if _complete(ground, t)]
    trips = _merge_equal(trips)
    _set_main(ground, trips)
    return trips


def _find_leader(ground: Ground, trip: Trip) -> None:
    """A sentence soon after that says who leads the delegation, or who goes with him, tells of this visit."""
    scan = ground.scan
    first = trip.sentences[0]
    for index in range(first, min(first + 3, len(scan.sentences))):
        start, end = scan.sentences[index]
        triggers = triggers_in(scan, start, end)
        refs = ground.cast.refs_within(start, end)
        if trip.head is None and index > first and triggers.get("lead"):
            person = _led_by(ground, refs, triggers)
            country = ground.cast.drafts[person].country if person is not None else None
            if (
                person is not None
                and country != trip.destination
                and (not trip.origin or country in (None, trip.origin))
            ):
                trip.head = person
                for ref in refs:
                    if ref.person == person:
                        trip.prove("head", scan.span(ref.start, ref.end))
    heads_sentences = [ground.scan.sentence_of[r.start] for r in ground.cast.refs if r.person == trip.head]
    for index in dict.fromkeys([*trip.sentences, *(i for i in heads_sentences if i >= 0)]):
        _read_companions(ground, trip, index)


def _read_companions(ground: Ground, trip: Trip, index: int) -> None:
    """Take those who are said to accompany the head as coming with him."""
    start, end = ground.scan.sentences[index]
    for item in triggers_in(ground.scan, start, end).get("accompany", ()):
        before = item.attrs.get("side") == "before"
        for ref in ground.cast.refs_within(start, end):
            placed = ref.end <= item.start if before else 0 <= ref.start - item.end <= 40
            if placed and ref.person != trip.head:
                trip.companions.add(ref.person)


def _dateline(scan: Scan) -> str | None:
    """Return the country of a city that opens the report, as datelines do."""
    for item in scan.items.get("places", ()):
        if item.end < len(scan.tokens) and scan.tokens[item.end].text in ".,:—–-(/" and item.start < 60:
            before = scan.tokens[item.start - 1] if item.start else None
            if before is None or before.kind == BREAK or scan.masked[item.start - 1]:
                return item_country(scan, item)
    return None


def _trips_of_sentence(ground: Ground, index: int, triggers: dict[str, list[Item]]) -> list[Trip]:
    """Read the visit that one sentence speaks of; a tour gives one for each country."""
    scan = ground.scan
    start, end = scan.sentences[index]
    going = sorted((i for t in GOING for i in triggers.get(t, ())), key=lambda i: i.start)
    soft = [i for t in SOFT for i in triggers.get(t, ())]
    strong = [i for i in going if i.id not in ("trip",) or "weak" not in i.attrs]
    places = ground.places(start, end)
    goals = _goals(ground, places, going or soft)
    head, origin, origin_spans = _traveller(ground, index, triggers, goals)
    countries = list(dict.fromkeys(c for p in goals if (c := p.country) and c != origin))
    if not countries and not strong:
        return []
    trips = []
    for country in countries or [None]:
        trip = Trip(origin=origin, destination=country, head=head, sentences=[index])
        for place in goals:
            if place.country == country:
                trip.prove("to", scan.span(place.item.start, place.item.end))
        for span in origin_spans:
            trip.prove("from", span)
        if head is not None:
            for ref in ground.cast.refs_within(start, end):
                if ref.person == head:
                    trip.prove("head", scan.span(ref.start, ref.end))
        _read_kind(ground, trip, going, index)
        _read_status(trip, triggers, going, bool(country))
        _read_dates(ground, trip, index, triggers)
        _read_invitation(ground, trip, index, triggers)
        trips.append(trip)
    return trips


def _goals(ground: Ground, places: list[Place], going: list[Item]) -> list[Place]:
    """Return the places that a visit goes to: marked as destination, else where it is, else right beside the trigger."""
    going_to = [p for p in places if "destination" in p.roles]
    if going_to:
        return going_to
    located = [p for p in places if "location" in p.roles]
    if located:
        return located
    beside = []
    for place in places:
        if "origin" in place.roles or "adj" in place.item.attrs or "people" in place.item.attrs:
            continue
        for trigger in going:
            if (trigger.id in ("go", "arrive", "tour") and 0 <= place.item.start - trigger.end <= 2) or (
                "acc" in place.item.cases and "nom" not in place.item.cases and trigger.id == "go"
            ):
                beside.append(place)
    return beside


def _traveller(
    ground: Ground, index: int, triggers: dict[str, list[Item]], goals: list[Place]
) -> tuple[int | None, str | None, list[tuple[int, int]]]:
    """Return who travels (person or None), from which country, and the words that show the country."""
    scan, cast = ground.scan, ground.cast
    start, end = scan.sentences[index]
    goal_countries = {p.country for p in goals}
    refs = cast.refs_within(start, end)
    person = _led_by(ground, refs, triggers)
    if person is None:
        person = _subject(ground, refs, triggers, goal_countries)
    delegation = _delegation_country(ground, start, end, goal_countries)
    if person is not None:
        if cast.drafts[person].country is None and delegation is not None:
            cast.drafts[person].country = delegation[0]
            return person, delegation[0], [delegation[1]]
        return person, cast.drafts[person].country, _country_spans(ground, person)
    if delegation is not None:
        return None, delegation[0], [delegation[1]]
    return None, None, []


def _led_by(ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]]) -> int | None:
    """Return the person whom a phrase of leading names: right before it or right after it, as the language orders."""
    side = ground.scan.language.settings.get("position", {}).get("head", "first")
    for lead in triggers.get("lead", ()):
        where = lead.attrs.get("side") or ("before" if side == "last" else "after")
        near = [r for r in refs if (r.end <= lead.start if where == "before" else r.start >= lead.end)]
        if near:
            ref = near[-1] if where == "before" else near[0]
            gap = lead.start - ref.end if where == "before" else ref.start - lead.end
            if gap <= 25:
                return ref.person
    return None


def _subject(ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]], goals: set[str | None]) -> int | None:
    """Return the first person who may be the traveller: not of the country gone to, not inviting, not a mere attribute."""
    inviting = {
        r.person for r in refs for i in triggers.get("invitation", ()) if _beside_invitation(ground, r, i, refs)
    }
    for ref in refs:
        draft = ground.cast.drafts[ref.person]
        if ref.person in inviting or (draft.country and draft.country in goals):
            continue
        if draft.country is None and not draft.positions and not draft.office:
            continue
        if _is_attribute(ground, ref):
            continue
        return ref.person
    return None


def _is_attribute(ground: Ground, ref: Ref) -> bool:
    """True where a person stands only as with whom, by whom or to whom something is done."""
    scan = ground.scan
    return any(marked(scan, role, ref.lead, ref.end, ref.cases) for role in ("with", "by"))


def _country_spans(ground: Ground, person: int) -> list[tuple[int, int]]:
    """Return the words that show a person's country: his position, else his name."""
    draft = ground.cast.drafts[person]
    for position in draft.positions:
        if position.country == draft.country or position.country is None:
            return [ground.scan.clip(position.start, position.end, 280)]
    name = draft.longest()
    return [ground.scan.span(name.start, name.end)]


def _delegation_country(
    ground: Ground, start: int, end: int, goals: set[str | None]
) -> tuple[str, tuple[int, int]] | None:
    """Return the country whose delegation or guests a sentence names."""
    scan = ground.scan
    nouns = [n for n in scan.within("nouns", start, end) if n.id in ("@delegation", "@guests")]
    nouns += [n for n in scan.within("triggers", start, end) if n.id in ("visit", "trip", "go", "arrive")]
    for noun in nouns:
        if noun.id == "@delegation" and "home" in noun.attrs and ground.home and ground.home not in goals:
            return ground.home, scan.span(noun.start, noun.end)
        for body in ground.cast.bodies:
            if (
                body.country
                and body.country not in goals
                and 0 <= body.start - noun.end <= 1
                and noun.id == "@delegation"
            ):
                return body.country, scan.span(body.start, body.end)
        for item in scan.within("countries", start, end):
            country = item_country(scan, item)
            if country in goals or country is None or item.start in ground.in_position:
                continue
            near = 0 <= noun.start - item.end <= 2 or (
                0 <= item.start - noun.end <= 2 and not roles_of(scan, item.start, item.end, item.cases) - {"origin"}
            )
            if near and not roles_of(scan, item.start, item.end, item.cases) & {"destination", "location"}:
                return country, scan.span(item.start, item.end)
    return None


def _read_kind(ground: Ground, trip: Trip, going: list[Item], index: int) -> None:
    scan = ground.scan
    start, end = scan.sentences[index]
    for item in going:
        if item.attrs.get("kind"):
            trip.kind = item.attrs["kind"]
            trip.prove("kind", scan.span(item.start, item.end))
            trip.rules["kind"] = f"triggers:{item.form}"
            return
    nouns = [i for i in going if i.id in ("visit", "trip", "ongoing")]
    for kind in scan.within("visitkinds", start, end):
        if any(-1 <= noun.start - kind.end <= 4 or 0 <= kind.start - noun.end <= 1 for noun in nouns):
            trip.kind = kind.id
            trip.prove("kind", scan.span(kind.start, kind.end))
            trip.rules["kind"] = f"visitkinds:{kind.form}"
            return


def _read_status(trip: Trip, triggers: dict[str, list[Item]], going: list[Item], placed: bool) -> None:
    """Collect what shows the status; the choice is made when all sentences are read.

    A weak verb of coming is as good as a strong one where the sentence names where to (`placed`).
    """
    for item in going:
        if placed and item.id == "arrive":
            item = item._replace(attrs={k: v for k, v in item.attrs.items() if k != "weak"})
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
        ("plan", "planned"),
    ):
        for item in triggers.get(trigger, ()):
            trip.statuses.append((item.attrs.get("status", status), item))


def _read_dates(ground: Ground, trip: Trip, index: int, triggers: dict[str, list[Item]]) -> None:
    """Take the date of a sentence as the visit's where it dates the going, not a meeting in it."""
    scan = ground.scan
    start, end = scan.sentences[index]
    first_point, last_point = scan.span(start, end)
    for first, last, days in ground.durations:
        if first_point <= first < last_point and trip.duration is None:
            trip.duration = days
            trip.prove("duration_days", (first, last))
    found = [d for d in ground.dates if start <= d.first < end and d.start]
    going = [i for t in ("visit", "trip", "go", "arrive", "tour", "begin") for i in triggers.get(t, ())]
    meeting = [i for t in MEETING for i in triggers.get(t, ())]
    over = bool(triggers.get("return") or triggers.get("end"))
    for date in sorted(found, key=lambda d: not d.end):
        if not date.end and (over or dates_news(ground, date)):
            continue  # the day of the way home, of the end, or on which it was said is no first day
        if date.kind == "year" or (date.kind == "relative" and not date.start):
            continue
        if not date.end and meeting and not triggers.get("arrive") and _nearer(date, meeting, going, triggers):
            continue
        if triggers.get("end") and not date.end and not triggers.get("arrive") and len(found) == 1 and going:
            trip.end = date.start
            trip.prove("end", scan.span(date.first, date.last))
            if date.derived:
                trip.derived["end"] = "published"
            continue
        if trip.start is None and (date.end or going):
            trip.start, trip.end = date.start, date.end
            span = scan.span(date.first, date.last)
            trip.prove("start", span)
            if date.end:
                trip.prove("end", span)
            if date.derived:
                trip.derived["start"] = "published"
                if date.end:
                    trip.derived["end"] = "published"


def dates_news(ground: Ground, date: DateMention) -> bool:
    """True where a date says when something was said or announced (the ministry said on Monday)."""
    return any(
        item.id == "attribution" and item.end <= date.first <= item.end + 2
        for item in ground.scan.items.get("noise", ())
        if abs(item.end - date.first) <= 2
    )


def _nearer(date: DateMention, meeting: list[Item], going: list[Item], triggers: dict[str, list[Item]]) -> bool:
    """True where a single date belongs to the meeting of a sentence that only mentions the visit under way."""
    if triggers.get("ongoing") or not going:
        return True
    to_going = min(_gap(date, i) for i in going)
    return min(_gap(date, i) for i in meeting) < to_going


def _gap(date: DateMention, item: Item) -> int:
    return item.start - date.last if item.start >= date.last else date.first - item.end


def _beside_invitation(ground: Ground, ref: Ref, item: Item, refs: list[Ref]) -> bool:
    if _invitation_side(ground, item) == "before":
        near = [r for r in refs if r.end <= item.start and item.start - r.end <= 8]
        unnamed = any(ref.end <= p.start and p.end <= item.start for p in ground.cast.open_positions)
        return bool(near) and near[-1] == ref and not unnamed
    near = [r for r in refs if r.start >= item.end and r.start - item.end <= 14]
    return bool(near) and near[0] == ref


def _invitation_side(ground: Ground, item: Item) -> str:
    head = ground.scan.language.settings.get("position", {}).get("head", "first")
    return item.attrs.get("side") or ("before" if head == "last" else "after")


def _read_invitation(ground: Ground, trip: Trip, index: int, triggers: dict[str, list[Item]]) -> None:
    """Read at whose invitation the visit is made: a person, else a body."""
    scan = ground.scan
    start, end = scan.sentences[index]
    refs = ground.cast.refs_within(start, end)
    for item in triggers.get("invitation", ()):
        for ref in refs:
            if ref.person != trip.head and _beside_invitation(ground, ref, item, refs):
                trip.inviter = ref.person
                trip.prove("invited_by", scan.span(ref.start, ref.end))
                return
        side = _invitation_side(ground, item)
        for body in ground.cast.bodies:
            gap = item.start - body.end if side == "before" else body.start - item.end
            if start <= body.start < end and 0 <= gap <= 3:
                trip.inviting_body = scan.words(body.start, body.end)
                trip.prove("invited_by", scan.clip(body.start, body.end, 280))
                return


def _compatible(a: Trip, b: Trip) -> bool:
    """True where two sentences may speak of one visit: nothing that both say differs."""
    if a.origin and b.origin and a.origin != b.origin:
        return False
    if a.destination and b.destination and a.destination != b.destination:
        return False
    if a.head is not None and b.head is not None and a.head != b.head:
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


def _add_trip(ground: Ground, trips: list[Trip], trip: Trip) -> None:
    """Join a sentence's visit to one found before, or take it as another."""
    if trip.origin and trip.origin == trip.destination:
        return
    for known in trips:
        if _compatible(known, trip):
            _join(known, trip)
            return
    trips.append(trip)


def _join(known: Trip, more: Trip) -> None:
    known.origin = known.origin or more.origin
    known.destination = known.destination or more.destination
    known.head = more.head if known.head is None else known.head
    known.kind = known.kind or more.kind
    known.duration = known.duration or more.duration
    if known.start is None or (more.start and more.end and not known.end and len(more.start) >= len(known.start or "")):
        known.start, known.end = more.start or known.start, more.end or known.end
        known.derived.update(more.derived)
    known.statuses.extend(more.statuses)
    known.sentences.extend(s for s in more.sentences if s not in known.sentences)
    known.inviter = more.inviter if known.inviter is None else known.inviter
    known.inviting_body = known.inviting_body or more.inviting_body
    known.rules.update({k: v for k, v in more.rules.items() if k not in known.rules})
    for slot, spans in more.slots.items():
        for span in spans:
            known.prove(slot, span)


def _implied_trip(ground: Ground) -> Trip | None:
    """A report without a word of visiting may still tell of guests received from abroad."""
    scan, cast = ground.scan, ground.cast
    if any(scan.items.get("triggers", ()) and i.id in BLOCKERS for i in scan.items.get("triggers", ())):
        return None
    for index, (start, end) in enumerate(scan.sentences):
        triggers = triggers_in(scan, start, end)
        if not any(t in triggers for t in MEETING):
            continue
        refs = cast.refs_within(start, end)
        countries = list(dict.fromkeys(c for r in refs if (c := cast.drafts[r.person].country)))
        host = ground.home or ground.dateline
        located = next((p.country for p in ground.places(start, end) if "location" in p.roles and p.country), None)
        if located and located in countries and len(countries) > 1:
            host = located
        if not host:
            continue
        guest = next((r.person for r in refs if _may_travel(ground, r.person, host)), None)
        delegation = _delegation_country(ground, start, end, {host})
        if guest is None and delegation is None:
            continue
        if host not in countries and not located and not any(cast.drafts[r.person].country is None for r in refs):
            continue
        trip = Trip(implied=True, destination=host, sentences=[index], head=guest)
        trip.origin = cast.drafts[guest].country if guest is not None else delegation[0] if delegation else None
        spans = _country_spans(ground, guest) if guest is not None else [delegation[1]] if delegation else []
        for span in spans:
            trip.prove("from", span)
        item = next(i for t in MEETING for i in triggers.get(t, ()))
        hosts = [r for r in refs if cast.drafts[r.person].country == host]
        trip.prove("to", scan.span(hosts[0].start, hosts[0].end) if hosts else scan.span(item.start, item.end))
        if guest is not None:
            name = next(r for r in refs if r.person == guest)
            trip.prove("head", scan.span(name.start, name.end))
        return trip
    return None


def _may_travel(ground: Ground, person: int, host: str) -> bool:
    """A guest is a foreign office holder who is not accredited in the host country."""
    draft = ground.cast.drafts[person]
    if not draft.country or draft.country == host or not draft.offices:
        return False
    return not any(heads().get(p.head, {}).get("level") == "diplomat" for p in draft.posts)


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
    if trip.origin is None and trip.destination and ground.home and trip.destination != ground.home:
        if trip.head is not None or trip.kind:
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
        return _country_spans(ground, trip.head)[0]
    return None


def _merge_equal(trips: list[Trip]) -> list[Trip]:
    """Join visits that turned out compatible when their sides were filled in."""
    kept: list[Trip] = []
    for trip in trips:
        for known in kept:
            if _compatible(known, trip):
                _join(known, trip)
                break
        else:
            kept.append(trip)
    return kept


def _set_main(ground: Ground, trips: list[Trip]) -> None:
    """The first visit is what the report is about, and every leg of the same journey with it."""
    if not trips:
        return
    lead = trips[0]
    for trip in trips[1:]:
        same_head = trip.head is not None and trip.head == lead.head
        leg = (
            same_head
            and trip.origin == lead.origin
            and trip.destination != lead.destination
            and not _recalled(ground, trip)
        )
        trip.main = leg and (trip.sentences[0] == lead.sentences[0] or len(trip.sentences) > 1 or bool(trip.start))
    if any(t.main for t in trips[1:]):
        return


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


def is_word(scan: Scan, token: int) -> bool:
    """True for a word token, used where marks and line ends are passed over."""
    return scan.tokens[token].kind == WORD and scan.tokens[token].kind != MARK
