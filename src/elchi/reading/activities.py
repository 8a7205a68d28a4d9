"""Find the items of a visit's programme in the order of the text: who took part, where, on which day."""

from __future__ import annotations

from dataclasses import dataclass, field

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.cues import marked, triggers_in
from elchi.reading.dates import DateMention
from elchi.reading.people import Draft, Ref
from elchi.reading.visits import Ground, Trip, _gap, _is_attribute
from elchi.text.tokens import BREAK, WORD
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
# a grave or monument inside a cemetery or memorial complex is no place of its own
WREATH_SITES = (("cemetery", "alley", "memorial"), ("monument", "square", "park", "museum", "complex"), ("grave",))
BY_PLACE = {"wreath_laying", "site_visit"}


@dataclass
class Act:
    """An activity being put together; `trip` is the index of its visit."""

    kind: str
    trip: int
    place: Body | None = None
    place_text: str | None = None
    people: list[int] = field(default_factory=list)
    date: str | None = None
    spans: list[tuple[int, int]] = field(default_factory=list)
    rule: str = ""
    at: int = 0
    attending: set[int] = field(default_factory=set)
    planned: bool = False


def find_activities(ground: Ground, trips: list[Trip], of_sentence: dict[int, int]) -> list[Act]:
    """Return the activities of all visits; `of_sentence` maps a sentence to the index of its visit."""
    acts: list[Act] = []
    for index in range(len(ground.scan.sentences)):
        trip = of_sentence.get(index)
        if trip is None:
            continue
        for hit, kind in _hits(ground, index, trips[trip]):
            if kind == "meeting" and _only_attendance(ground, index, [a for a in acts if a.trip == trip]):
                continue
            _add(ground, acts, trips, trip, index, kind, hit)
        _attendance(ground, acts, trip, index)
    return [a for a in acts if a.kind not in BY_PLACE or a.place_text or a.kind == "wreath_laying"]


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
    triggers = triggers_in(scan, start, end)
    found: list[tuple[Item, str]] = []
    for item in scan.within("activities", start, end):
        if (
            item.id.startswith("@")
            or "neg" in item.attrs
            or ("part" in item.attrs and not _has_verb(ground, index, item))
        ):
            continue
        if item.id == "event" and not (triggers.get("attend") or triggers.get("plan") or "p" in item.attrs):
            continue
        found.append((item, item.id))
    for trigger, kind in TRIGGER_KINDS.items():
        for item in triggers.get(trigger, ()):
            if kind == "arrival" and not _tells_arrival(item, index in trip.sentences and bool(trip.slots.get("to"))):
                continue
            if "weak" not in item.attrs or kind == "arrival":
                found.append((item, kind))
    signs = [i for i in scan.within("documents", start, end) if i.id == "@sign"]
    documents = [i for i in scan.within("documents", start, end) if not i.id.startswith("@")]
    if signs and (documents or any(k == "signing" for _, k in found)):
        found.append((signs[0], "signing"))
    if _awarded(ground, start, end):
        found.append((_awarded(ground, start, end)[0], "award"))
    if _denied(ground, start, end):
        return []
    first: dict[str, Item] = {}
    for item, kind in sorted(found, key=lambda pair: pair[0].start):
        first.setdefault(kind, item)
    return [(item, kind) for kind, item in sorted(first.items(), key=lambda pair: pair[1].start)]


def _tells_arrival(item: Item, placed: bool) -> bool:
    """A finite verb of coming tells an arrival; a weak one only in a sentence that says where to; "who came" does not."""
    if item.attrs.get("status") == "planned" or item.attrs.get("p") == "part":
        return False
    return placed or "weak" not in item.attrs


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


def _add(ground: Ground, acts: list[Act], trips: list[Trip], trip: int, index: int, kind: str, hit: Item) -> None:
    scan = ground.scan
    people = _participants(ground, trips[trip], index, kind)
    span = scan.sentence_span(index)
    sites = _sites(ground, index, hit, kind)
    date = _date_of(ground, index, hit)
    if kind in BY_PLACE:
        for site in [*sites] or [None]:  # type: ignore[list-item]
            _add_site(
                acts, Act(kind, trip, site, _site_text(ground, site), people, date, [span], _rule(hit), hit.start)
            )
        return
    same = [a for a in acts if a.kind == kind and a.trip == trip]
    act = Act(
        kind,
        trip,
        sites[0] if sites else None,
        _site_text(ground, sites[0] if sites else None),
        people,
        date,
        [span],
        _rule(hit),
        hit.start,
    )
    act.planned = any(i.id == "plan" for i in scan.within("triggers", *scan.sentences[index]))
    for known in same:
        if kind in ONCE or _same_meeting(known, act, trips[trip]):
            _merge_act(known, act)
            return
    acts.append(act)


def _rule(hit: Item) -> str:
    return f"{hit.kind}:{hit.form}"


def _site_text(ground: Ground, site: Body | None) -> str | None:
    return None if site is None else ground.scan.words(site.start, site.end)


def _add_site(acts: list[Act], act: Act) -> None:
    before = [a for a in acts if a.kind == act.kind and a.trip == act.trip]
    if act.kind == "wreath_laying" and before and (act.place is None or act.place.kind == "grave"):
        _merge_act(before[-1], act)
        return
    for known in acts:
        if (
            known.kind == act.kind
            and known.trip == act.trip
            and (known.place_text == act.place_text or (act.place_text is None) or known.place_text is None)
        ):
            if known.place_text is None:
                known.place, known.place_text = act.place, act.place_text
            known.spans.extend(s for s in act.spans if s not in known.spans)
            return
    acts.append(act)


def _same_meeting(known: Act, act: Act, trip: Trip) -> bool:
    """A further word of talks without new hosts goes on telling the meeting before."""
    if known.kind != act.kind:
        return False
    if act.kind not in ("meeting", "event", "opening", "award", "invitation"):
        return True
    if act.planned and not known.planned:
        return False
    new = set(act.people) - set(known.people) - {trip.head}
    if act.kind == "meeting":
        return not new or not known.people
    return not act.place_text or act.place_text == known.place_text


def _merge_act(known: Act, more: Act) -> None:
    known.people.extend(p for p in more.people if p not in known.people)
    if known.place is None:
        known.place, known.place_text = more.place, more.place_text
    known.date = known.date or more.date
    known.spans.extend(s for s in more.spans if s not in known.spans and len(known.spans) < 3)


def _participants(ground: Ground, trip: Trip, index: int, kind: str) -> list[int]:
    """Return the persons of a sentence who take part: not the head, not mere attributes, not those only spoken of."""
    start, end = ground.scan.sentences[index]
    found: list[int] = []
    refs = ground.cast.refs_within(start, end)
    if kind == "meeting" and _only_told(ground, start, end):
        refs = [r for r in refs if "nom" in r.cases or not r.cases][:1]
    for ref in refs:
        if ref.person == trip.head or ref.person in found:
            continue
        if _only_spoken_of(ground, ref):
            continue
        found.append(ref.person)
    return found


def _only_told(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence only mentions talks (in the talks X said ...): whoever is named besides is spoken of."""
    triggers = triggers_in(ground.scan, start, end)
    return not any(t in triggers for t in ("receive", "received_by", "meet", "attend"))


def _only_spoken_of(ground: Ground, ref: Ref) -> bool:
    """True where a person is named as an attribute (under the leadership of, the visit of), not as taking part."""
    cues = ground.scan.language.frames.get("genitive", {})
    if cues.get("case") and ref.cases and ref.cases <= set(cues["case"]):
        return True
    return marked(ground.scan, "genitive", ref.lead, ref.end, ref.cases)


def _attendance(ground: Ground, acts: list[Act], trip: int, index: int) -> None:
    """Those said to attend join the activity told last."""
    start, end = ground.scan.sentences[index]
    triggers = triggers_in(ground.scan, start, end)
    own = [
        a
        for a in acts
        if a.trip == trip
        and a.kind in ("meeting", "signing", "event", "opening", "arrival", "welcome_ceremony", "wreath_laying")
    ]
    if not triggers.get("attend") or not own:
        return
    known = own[-1]
    meetings = [a for a in own if a.kind == "meeting"]
    nouns = {k for i, k in _hits_of_nouns(ground, start, end)}
    if known.kind != "meeting" and meetings and "meeting" in nouns:
        known = meetings[-1]
    span = ground.scan.sentence_span(index)
    for ref in ground.cast.refs_within(start, end):
        if ref.person not in known.people and not _only_spoken_of(ground, ref):
            known.people.append(ref.person)
            known.attending.add(ref.person)
            if span not in known.spans:
                known.spans.append(span)


def _hits_of_nouns(ground: Ground, start: int, end: int) -> list[tuple[Item, str]]:
    triggers = triggers_in(ground.scan, start, end)
    return [(i, TRIGGER_KINDS[t]) for t in triggers if t in TRIGGER_KINDS for i in triggers[t]]


def _date_of(ground: Ground, index: int, hit: Item) -> str | None:
    """Return the day said of an activity in its sentence, the nearest one."""
    start, end = ground.scan.sentences[index]
    days = [
        d
        for d in ground.dates
        if start <= d.first < end and d.start and not d.end and d.kind in ("day", "relative") and len(d.start) == 10
    ]
    if not days:
        return None
    best: DateMention = min(days, key=lambda d: abs(_gap(d, hit)))
    return best.start


def _sites(ground: Ground, index: int, hit: Item, kind: str) -> list[Body]:
    """Return the sites, buildings or bodies that a sentence names as the scene of an activity."""
    scan = ground.scan
    start, end = scan.sentences[index]
    inside = [b for b in ground.cast.bodies if start <= b.start < end and b.start not in ground.in_position]
    if kind == "wreath_laying":
        for kinds in WREATH_SITES:
            if found := [b for b in inside if b.kind in kinds]:
                return found
        return []
    if kind == "site_visit":
        return [b for b in inside if b.kind not in ("country",) and not _is_source(ground, b)]
    scene = [b for b in inside if marked(scan, "location", b.start, b.end, b.cases) and not _is_source(ground, b)]
    return scene[:1]


def _is_source(ground: Ground, body: Body) -> bool:
    """True where a body is only named as the source of the news."""
    for item in ground.scan.items.get("noise", ()):
        if item.id == "attribution" and (0 <= body.start - item.end <= 3 or 0 <= item.start - body.end <= 3):
            return True
    return False


def hosts_of(ground: Ground, trip: Trip, acts: list[Act], number: int) -> list[int]:
    """Return the hosts of a visit: persons of the country gone to who received or met the guests."""
    found: list[int] = []
    for act in acts:
        if act.trip != number or act.kind not in (
            "meeting",
            "arrival",
            "welcome_ceremony",
            "site_visit",
            "banquet",
            "signing",
        ):
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


def unmarked_words(ground: Ground, start: int, end: int) -> list[int]:
    """Return the word tokens of a range that no lexicon entry covers, for the measure of what was not understood."""
    tokens = ground.scan.tokens
    return [
        k
        for k in range(start, end)
        if tokens[k].kind == WORD and tokens[k].kind != BREAK and k not in ground.scan.covered
    ]


def is_attribute(ground: Ground, ref: Ref) -> bool:
    """True where a person stands only as with whom, by whom or to whom something is done."""
    return _is_attribute(ground, ref)
