"""Find the items of a visit's programme in the order of the text: who took part, where, on which day."""

from __future__ import annotations

from dataclasses import dataclass, field

from elchi.grammar.lexicon import Item
from elchi.reading.cues import marked, triggers_in
from elchi.reading.dates import DateMention
from elchi.reading.ground import Ground, Trip, dates_news, gap_between
from elchi.reading.people import Draft, Ref
from elchi.reading.scenes import Scene, is_located, scenes_of
from elchi.vocabulary.load import heads

TRIGGER_KINDS = {
    "arrive": "arrival",
    "depart": "departure",
    "receive": "meeting",
    "received_by": "meeting",
    "meet": "meeting",
    "talks": "meeting",
}
ONCE = {"arrival", "departure", "welcome_ceremony", "press_conference", "banquet", "signing", "guest_book"}
BY_PLACE = {"wreath_laying", "site_visit"}
STAGED = {"welcome_ceremony", "guest_book"}  # take place where the scene before them does
OPENING, CLOSING = frozenset("“«„"), frozenset("»")
QUOTES = OPENING | CLOSING | frozenset("”\"")
JOINABLE = {"meeting", "signing", "event", "opening", "arrival", "welcome_ceremony", "wreath_laying"}


@dataclass
class Act:
    """An activity being put together; `trip` is the index of its visit."""

    kind: str
    trip: int
    place: Scene | None = None
    people: list[int] = field(default_factory=list)
    date: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    rule: str = ""
    sentence: int = 0
    attending: set[int] = field(default_factory=set)
    planned: bool = False

    @property
    def place_text(self) -> str | None:
        """The wording of the place."""
        return self.place.text if self.place else None


def find_activities(ground: Ground, trips: list[Trip], of_sentence: dict[int, int]) -> list[Act]:
    """Return the activities of all visits; `of_sentence` maps a sentence to the index of its visit."""
    acts: list[Act] = []
    stage: Scene | None = None
    for index in range(len(ground.scan.sentences)):
        trip = of_sentence.get(index)
        if trip is None:
            continue
        own = [a for a in acts if a.trip == trip]
        stage = _stage(ground, index) or stage
        for act in _read_sentence(ground, trips[trip], trip, index, stage):
            if act.kind == "meeting" and _only_attendance(ground, index, own):
                continue
            _add(acts, act, trips[trip])
        own = [a for a in acts if a.trip == trip]
        _welcome(ground, own, index)
        _attendance(ground, own, index)
        _speaker(ground, own, index, trips[trip])
    return [a for a in acts if a.kind != "site_visit" or a.place]


def _read_sentence(ground: Ground, trip: Trip, number: int, index: int, stage: Scene | None) -> list[Act]:
    """Return the activities that one sentence tells."""
    span = ground.scan.sentence_span(index)
    planned = any(i.id == "plan" for i in ground.scan.within("triggers", *ground.scan.sentences[index]))
    acts = []
    hits = _hits(ground, index, trip)
    meetings = sum(kind == "meeting" for _, kind in hits)
    for hit, kind in hits:
        people = _participants(ground, trip, index, kind)
        if kind == "meeting" and meetings > 1:
            people = _nearest_people(ground, index, hit, [h for h, k in hits if k == kind], people)
        date = _date_of(ground, index, hit)
        rule = f"{hit.kind}:{hit.form}"
        places: list[Scene | None] = [*scenes_of(ground, index, hit, kind)]
        if not places:
            places = [stage if kind in STAGED else None]
        for place in places if kind in BY_PLACE else places[:1]:
            acts.append(Act(kind, number, place, list(people), date, [span], rule, index, planned=planned))
    return acts


def _nearest_people(ground: Ground, index: int, hit: Item, hits: list[Item], people: list[int]) -> list[int]:
    """Of several meetings in a sentence each has the people who stand nearest to its word."""
    refs = [r for r in ground.cast.refs_within(*ground.scan.sentences[index]) if r.person in people]
    near = {r.person for r in refs if min(hits, key=lambda i: (_distance(r, i), i.start)) is hit}
    return [p for p in people if p in near]


def _stage(ground: Ground, index: int) -> Scene | None:
    """Return the building that a sentence sets the scene in."""
    start, end = ground.scan.sentences[index]
    for body in ground.cast.bodies:
        inside = start <= body.start < end and body.start not in ground.in_position
        if (
            inside
            and body.kind not in ("grave", "alley", "cemetery", "memorial")
            and is_located(ground, body.start, body.end)
        ):
            return Scene(body.start, body.end, ground.scan.words(body.start, body.end), body.kind)
    return None


def _only_attendance(ground: Ground, index: int, acts: list[Act]) -> bool:
    """True where a sentence names a meeting told before only to say who attended it."""
    start, end = ground.scan.sentences[index]
    triggers = triggers_in(ground.scan, start, end)
    active = any(t in triggers for t in ("receive", "received_by", "meet"))
    return bool(triggers.get("attend")) and not active and any(a.kind == "meeting" for a in acts)


def _hits(ground: Ground, index: int, trip: Trip) -> list[tuple[Item, str]]:
    """Return the words of a sentence that tell an activity, one of each kind, in order."""
    scan = ground.scan
    start, end = scan.sentences[index]
    if _denied(ground, start, end):
        return []
    triggers = triggers_in(scan, start, end)
    named = {k for r in ground.cast.refs_within(start, end) if r.kind == "name" for k in range(r.start, r.end)}
    found: list[tuple[Item, str]] = []
    for item in scan.within("activities", start, end):
        if (
            item.id.startswith("@")
            or item.start in named
            or ("part" in item.attrs and not _has_verb(ground, index, item))
        ):
            continue
        if item.id == "event" and not (triggers.get("attend") or triggers.get("plan") or "p" in item.attrs):
            continue
        found.append((item, item.id))
    placed = index in trip.sentences and any(start <= s < end for s in _goal_tokens(ground, trip, start, end))
    for trigger, kind in TRIGGER_KINDS.items():
        for item in triggers.get(trigger, ()):
            if kind == "arrival" and not (placed and _tells_arrival(item)):
                continue
            if item.start not in named and ("weak" not in item.attrs or kind == "arrival"):
                found.append((item, kind))
    found = _signings(ground, start, end, found)
    if awarded := _awarded(ground, start, end):
        found.append((awarded[0], "award"))
    found = [(item, kind) for item, kind in found if not _in_speech(ground, item, start, end)]
    return _one_of_each(ground, found, start, end)


def _one_of_each(ground: Ground, found: list[tuple[Item, str]], start: int, end: int) -> list[tuple[Item, str]]:
    """Keep the first word of each kind; of meetings one for each person who stands nearest to another word of meeting."""
    first: dict[str, Item] = {}
    for item, kind in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        first.setdefault(kind, item)
    kept = [(item, kind) for kind, item in first.items()]
    meetings = [item for item, kind in found if kind == "meeting"]
    if len(meetings) > 1:
        persons = [r for r in ground.cast.refs_within(start, end) if r.kind == "name"]
        nearest = {min(range(len(meetings)), key=lambda n: (_distance(ref, meetings[n]), n)) for ref in persons}
        if len(nearest) > 1:
            apart = _apart(sorted((meetings[n] for n in nearest), key=lambda i: i.start))
            kept = [(i, k) for i, k in kept if k != "meeting"] + [(i, "meeting") for i in apart]
    return sorted(kept, key=lambda pair: pair[0].start)


def _apart(items: list[Item]) -> list[Item]:
    """Drop words that overlap or adjoin the one before them: they tell of one meeting."""
    kept: list[Item] = []
    for item in items:
        if not kept or item.start - kept[-1].end >= 4:
            kept.append(item)
    return kept


def _distance(ref: Ref, item: Item) -> int:
    return item.start - ref.end if item.start >= ref.end else max(0, ref.start - item.end)


def _in_speech(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True for words inside quotation marks that hold a clause: what someone said is not what was done."""
    tokens = ground.scan.tokens
    opening = next((k for k in range(item.start - 1, start - 1, -1) if tokens[k].text in QUOTES), None)
    closing = next((k for k in range(item.end, end) if tokens[k].text in QUOTES), None)
    if opening is None or closing is None or tokens[opening].text in CLOSING or tokens[closing].text in OPENING:
        return False
    return closing - opening > 8


def _goal_tokens(ground: Ground, trip: Trip, start: int, end: int) -> list[int]:
    """Return the tokens of the places in a sentence that are the visit's country."""
    return [p.item.start for p in ground.places(start, end) if p.country == trip.destination and p.roles]


def _signings(ground: Ground, start: int, end: int, found: list[tuple[Item, str]]) -> list[tuple[Item, str]]:
    """Add a signing where a document is signed; words of signing without a document tell none."""
    items = ground.scan.within("documents", start, end)
    signs = [i for i in items if i.id == "@sign" and "weak" not in i.attrs] or [i for i in items if i.id == "@sign"]
    documents = [i for i in items if not i.id.startswith("@")]
    kept = [(i, k) for i, k in found if k != "signing" or documents or "p" not in i.attrs]
    if any(k == "guest_book" for _, k in kept) and not documents:
        kept = [(i, k) for i, k in kept if k != "signing"]
    if signs and documents:
        kept.append((signs[0], "signing"))
    return kept


def _tells_arrival(item: Item) -> bool:
    """A finite verb of coming tells an arrival; the announcement of one, or "who came", does not."""
    return item.attrs.get("status") != "planned" and item.attrs.get("p") != "part"


def _has_verb(ground: Ground, index: int, item: Item) -> bool:
    """True where a sentence with a part word ("wreath") also holds a word of the same activity that completes it."""
    start, end = ground.scan.sentences[index]
    others = [i for i in ground.scan.within("activities", start, end) if i.id == item.id and i is not item]
    return any(i.attrs.get("part") != item.attrs.get("part") for i in others)


def _awarded(ground: Ground, start: int, end: int) -> list[Item]:
    awards = ground.scan.within("awards", start, end)
    gives = [i for i in awards if i.id == "@give"]
    things = [i for i in awards if not i.id.startswith("@")]
    return gives[:1] if gives and things else []


def _denied(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence says that something did not take place."""
    return any("neg" in i.attrs for kind in ("activities", "triggers") for i in ground.scan.within(kind, start, end))


def _add(acts: list[Act], act: Act, trip: Trip) -> None:
    """Join an activity to one told before, or take it as another."""
    same = [a for a in acts if a.kind == act.kind and a.trip == act.trip]
    if act.kind == "wreath_laying" and same and (act.place is None or act.place.kind == "grave"):
        _merge_act(same[-1], act)
        return
    for known in same:
        if act.kind in BY_PLACE:
            joins = known.place_text == act.place_text or known.place is None
        else:
            joins = act.kind in ONCE or _same_meeting(known, act, trip)
        if joins:
            _merge_act(known, act)
            return
    if act.kind != "site_visit" or act.place:
        acts.append(act)


def _same_meeting(known: Act, act: Act, trip: Trip) -> bool:
    """A further word of talks without new hosts goes on telling the meeting before."""
    if act.kind == "meeting":
        if act.planned and not known.planned:
            return False
        new = set(act.people) - set(known.people) - {trip.head}
        return not new or not known.people
    return not act.place or act.place_text == known.place_text


def _merge_act(known: Act, more: Act) -> None:
    known.people.extend(p for p in more.people if p not in known.people)
    known.place = known.place or more.place
    known.date = known.date or more.date
    known.spans.extend(s for s in more.spans if s not in known.spans and len(known.spans) < 3)


def _participants(ground: Ground, trip: Trip, index: int, kind: str) -> list[int]:
    """Return the persons of a sentence who take part: not the head, not mere attributes, not those only spoken of."""
    start, end = ground.scan.sentences[index]
    refs = ground.cast.refs_within(start, end)
    if kind == "meeting" and _only_told(ground, start, end):
        refs = [r for r in refs if "nom" in r.cases or not r.cases][:1]
    found = [r.person for r in refs if r.person != trip.head and not _only_spoken_of(ground, r)]
    return list(dict.fromkeys(found))


def _only_told(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence only mentions talks (in the talks X said ...): whoever is named besides is spoken of."""
    triggers = triggers_in(ground.scan, start, end)
    return not any(t in triggers for t in ("receive", "received_by", "meet", "attend"))


def _only_spoken_of(ground: Ground, ref: Ref) -> bool:
    """True where a person is named as an attribute (under the leadership of, the visit of), not as taking part."""
    cues = ground.scan.language.frames.get("genitive", {})
    if cues.get("case") and ref.cases and ref.cases <= set(cues["case"]):
        return True
    return marked(ground.scan, "genitive", ref.start, ref.end, ref.cases)


def _welcome(ground: Ground, acts: list[Act], index: int) -> None:
    """Those who met the guests on arrival (a weak verb of receiving) join the arrival or the ceremony told before."""
    start, end = ground.scan.sentences[index]
    greeting = [
        i
        for t in ("receive", "received_by")
        for i in triggers_in(ground.scan, start, end).get(t, ())
        if "weak" in i.attrs
    ]
    known = [a for a in acts if a.kind in ("arrival", "welcome_ceremony") and index - a.sentence <= 1]
    if not greeting or not known or any(a.kind == "meeting" for a in acts):
        return
    arrivals = [a for a in known if a.kind == "arrival"]
    act = (arrivals or known)[-1]
    scenes = scenes_of(ground, index, greeting[0], "arrival")
    act.place = act.place or (scenes[0] if scenes else None)
    _join_people(ground, act, index, attending=False)


def _attendance(ground: Ground, acts: list[Act], index: int) -> None:
    """Those said to attend join the activity told last."""
    start, end = ground.scan.sentences[index]
    triggers = triggers_in(ground.scan, start, end)
    own = [a for a in acts if a.kind in JOINABLE]
    if not triggers.get("attend") or not own:
        return
    known = own[-1]
    meetings = [a for a in own if a.kind == "meeting"]
    if known.kind != "meeting" and meetings and any(TRIGGER_KINDS.get(t) == "meeting" for t in triggers):
        known = meetings[-1]
    _join_people(ground, known, index, attending=True)


def _join_people(ground: Ground, act: Act, index: int, attending: bool) -> None:
    start, end = ground.scan.sentences[index]
    span = ground.scan.sentence_span(index)
    for ref in ground.cast.refs_within(start, end):
        if ref.person in act.people or _only_spoken_of(ground, ref):
            continue
        act.people.append(ref.person)
        if attending:
            act.attending.add(ref.person)
        if span not in act.spans and len(act.spans) < 4:
            act.spans.append(span)


def _speaker(ground: Ground, acts: list[Act], index: int, trip: Trip) -> None:
    """A meeting told without its host has as host the first of that side who speaks in the two sentences after it."""
    meetings = [a for a in acts if a.kind == "meeting" and 0 < index - a.sentence <= 2]
    if not meetings or any(p != trip.head for p in meetings[-1].people) or any(a.sentence == index for a in acts):
        return
    start, end = ground.scan.sentences[index]
    refs = [r for r in ground.cast.refs_within(start, end) if "nom" in r.cases or not r.cases]
    if refs and refs[0].person != trip.head and ground.cast.drafts[refs[0].person].country in (trip.destination, None):
        meetings[-1].people.append(refs[0].person)
        meetings[-1].spans.append(ground.scan.sentence_span(index))


def _date_of(ground: Ground, index: int, hit: Item) -> str | None:
    """Return the day said of an activity in its sentence, the nearest one."""
    start, end = ground.scan.sentences[index]
    days = [d for d in ground.dates if start <= d.first < end and _is_day(d) and not dates_news(ground, d)]
    if not days:
        return None
    day = min(days, key=lambda d: abs(gap_between(d, hit)))
    return day.later if day.later and _announced(ground, start, end) else day.start


def _announced(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence tells of what is to come."""
    found = [*ground.scan.within("triggers", start, end), *ground.scan.within("activities", start, end)]
    return any(i.id == "plan" or i.attrs.get("status") == "planned" or "planned" in i.attrs for i in found)


def _is_day(date: DateMention) -> bool:
    return bool(date.start) and not date.end and date.kind in ("day", "relative") and len(date.start or "") == 10


def hosts_of(ground: Ground, trip: Trip, acts: list[Act], number: int) -> list[int]:
    """Return the hosts of a visit: persons of the country gone to who received or met the guests."""
    found: list[int] = []
    for act in acts:
        if act.trip != number or act.kind not in (
            "meeting", "arrival", "welcome_ceremony", "site_visit", "banquet", "signing",
        ):  # fmt: skip
            continue
        for person in act.people:
            draft = ground.cast.drafts[person]
            away = draft.country != trip.destination or person in trip.companions
            if person in found or away or person in act.attending or (act.kind != "arrival" and _is_diplomat(draft)):
                continue
            found.append(person)
    return found


def _is_diplomat(draft: Draft) -> bool:
    """Ambassadors and attaches attend; they do not host."""
    return any(heads().get(p.head, {}).get("level") == "diplomat" for p in draft.posts)
