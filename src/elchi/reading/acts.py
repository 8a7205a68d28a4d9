"""An activity being put together, and who joins it: those who welcome the guests, show them round or attend."""

from __future__ import annotations

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.cues import triggers_in
from elchi.reading.ground import Ground, Trip, is_diplomat, only_spoken_of
from elchi.reading.hits import INDOORS, Hit
from elchi.reading.people import Draft
from elchi.reading.scenes import Scene, is_located, scene_of, scenes_of


class Act(msgspec.Struct):
    """An activity being put together; `trip` is the index of its visit."""

    kind: str
    trip: int
    place: Scene | None = None
    people: list[int] = msgspec.field(default_factory=list)
    date: str | None = None
    spans: list[tuple[int, int]] = msgspec.field(default_factory=list)
    rule: str = ""
    sentence: int = 0
    attending: set[int] = msgspec.field(default_factory=set)
    planned: bool = False
    ahead: bool = False
    back: bool = False
    told: int = 0
    own: bool = False
    group: bool = False

    @property
    def place_text(self) -> str | None:
        """The wording of the place."""
        return self.place.text if self.place else None


def join_welcome(ground: Ground, acts: list[Act], index: int, trip: Trip, stage: Scene | None) -> None:
    """Those who met the guests on arrival (a weak verb of receiving) join the arrival or the ceremony told before."""
    known = [a for a in acts if a.kind in ("arrival", "welcome_ceremony") and index - a.told <= 2]
    greeting = _greeting(ground, index) if known and all(a.kind != "meeting" for a in acts) else []
    here = stage_of(ground, index) if greeting else None
    if not greeting or (here is not None and here.kind in INDOORS):
        return
    arrivals = [a for a in known if a.kind == "arrival"]
    act = (arrivals or known)[-1]
    hit = Hit(greeting[0], "arrival", (ground.scan.sentences[index],))
    scenes = scenes_of(ground, index, hit, trip)
    act.place = act.place or next(iter(scenes), stage if stage and stage.kind == "airport" else None)
    join_people(ground, act, index, trip, attending=False)


def _greeting(ground: Ground, index: int) -> list[Item]:
    """Return the words of a sentence that say who met the guests, not to talk but as they came."""
    start, end = ground.scan.sentences[index]
    triggers = triggers_in(ground.scan, start, end)
    found = [i for t in ("receive", "received_by") for i in triggers.get(t, ()) if "weak" in i.attrs]
    telling = ground.scan.within("activities", start, end)
    return found + [i for i in telling if i.id == "arrival" and i.attrs.get("part") == "verb"]


def join_greeters(ground: Ground, acts: list[Act], act: Act, index: int, trip: Trip) -> None:
    """Those who met the guests in the sentence before a ceremony, not where they arrived, took part in it; whoever led
    the ceremony is meant where talks right after it name nobody."""
    if act.kind == "welcome_ceremony" and index and not any(a.told == index - 1 for a in acts if a.kind == "arrival"):
        met = any(a.kind == "meeting" for a in acts)
        if not met and _greeting(ground, index - 1) and trip.destination:
            join_people(ground, act, index - 1, trip, attending=False)
    if act.kind == "meeting" and not act.people and not any(a.kind == "meeting" for a in acts):
        ceremonies = [a for a in acts if a.kind == "welcome_ceremony" and a.place and a.place.kind != "airport"]
        for ceremony in ceremonies[-1:] if ceremonies and index - ceremonies[-1].told <= 3 else ():
            drafts = ground.cast.drafts
            led = [p for p in ceremony.people if not is_diplomat(drafts[p]) and drafts[p].country == trip.destination]
            act.people.extend(led[:1])


def join_guide(ground: Ground, acts: list[Act], index: int, trip: Trip) -> None:
    """Who heads the site shown in the sentence before, and is named beside the guests, took part in the visit to it, or
    in what took place there."""
    shown = [a for a in acts if a.kind in ("site_visit", "event") and a.place and 0 <= index - a.told <= 1]
    start, end = ground.scan.sentences[index]
    they = tuple(ground.scan.language.settings.get("they", ()))
    guests = any(n.id in ("@guests", "@delegation") for n in ground.scan.within("nouns", start, end))
    guests = guests or any(r.person == trip.head for r in ground.cast.refs_within(start, end))
    guests = guests or (bool(they) and any(t.fold.startswith(they) for t in ground.scan.tokens[start:end]))
    for ref in ground.cast.refs_within(start, end) if shown and guests else ():
        draft = ground.cast.drafts[ref.person]
        act = next((a for a in reversed(shown) if a.place and is_over(draft, a.place)), None)
        if act and "nom" in ref.cases and ref.person not in (*act.people, trip.head):
            act.people.append(ref.person)
            act.spans.append(ground.scan.sentence_span(index))


def is_over(draft: Draft, place: Scene) -> bool:
    """True for who heads a body of the kind of a place."""
    return any(p.body is not None and p.body.kind == place.kind for p in draft.posts)


def join_people(ground: Ground, act: Act, index: int, trip: Trip, attending: bool) -> None:
    start, end = ground.scan.sentences[index]
    span = ground.scan.sentence_span(index)
    for ref in ground.cast.refs_within(start, end):
        if ref.person in (*act.people, trip.head) or only_spoken_of(ground, ref):
            continue
        act.people.append(ref.person)
        if attending:
            act.attending.add(ref.person)
        if span not in act.spans and len(act.spans) < 4:
            act.spans.append(span)


def stage_of(ground: Ground, index: int) -> Scene | None:
    """Return the building that a sentence sets the scene in."""
    start, end = ground.scan.sentences[index]
    for body in ground.cast.bodies_within(start, end):
        if (
            body.start not in ground.in_position
            and body.kind not in ("grave", "alley", "cemetery", "memorial")
            and is_located(ground, body.start, body.end)
        ):
            return scene_of(ground, body)
    return None


def is_there(ground: Ground, index: int) -> bool:
    """True where a sentence begins in the place of the one before (there, in the same place)."""
    start, end = ground.scan.sentences[index]
    there = ground.scan.language.words("there")
    return any(ground.scan.tokens[k].fold in there for k in range(start, min(end, start + 3)))
