"""Which words of a sentence tell an activity of a visit."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.ago import AGO
from elchi.reading.beside import at_memorial, by_actor, by_goal, by_object, by_origin, to_memorial, with_person
from elchi.reading.cues import marked, prepositions, triggers_in
from elchi.reading.dates import DateMention
from elchi.reading.documents import is_heading, tells_signing
from elchi.reading.ground import GOING, Ground, Trip, is_voice, speaks_for
from elchi.reading.people import Ref
from elchi.reading.quoted import in_speech, in_title

TRIGGER_KINDS = {
    "arrive": "arrival",
    "depart": "departure",
    "receive": "meeting",
    "received_by": "meeting",
    "meet": "meeting",
    "talks": "meeting",
}
PHRASE = 8  # tokens between a verb and its object at most
# kinds of places that guests are shown
SHOWN = frozenset(
    [
        "plant", "factory", "port", "museum", "park", "centre", "academy", "university", "school", "college",
        "hospital", "mosque", "cathedral", "complex", "range", "base", "unit", "fortress", "dam", "stadium",
        "theatre", "library", "institute", "laboratory", "farm", "company", "garden", "exhibition", "service",
        "square", "clinic", "zone", "cooperative", "refinery", "terminal", "market", "canal", "island",
        "bridge", "village", "camp", "gallery", "tower", "lake", "garrison", "technopark", "industrial", "site",
        "church", "archive", "mine", "station", "prison", "ship", "tunnel", "town", "studio", "forces",
    ]
)  # fmt: skip
TELLING = frozenset(["activities", "triggers", "documents", "awards"])  # kinds of words that tell what was done
TITLED = frozenset(["site_visit", "meeting", "opening", "departure", "arrival"])  # said by no title of a thing
REACH = 18  # tokens between a verb of awarding and what is awarded
INDOORS = frozenset(["headquarters", "ministry", "military", "palace", "residence", "office", "parliament"])


class Hit(msgspec.Struct, frozen=True):
    """A word that tells an activity, with the token ranges of the clauses that it governs."""

    item: Item
    kind: str
    zones: tuple[tuple[int, int], ...]
    first: int = 0  # the token of the first word of its sentence that tells an activity

    def covers(self, token: int) -> bool:
        """True for a token in the clauses of this word."""
        return any(a <= token < b for a, b in self.zones)


def find_hits(ground: Ground, index: int, trip: Trip) -> list[Hit]:
    """Return the words of a sentence that tell an activity, one of each kind, in order."""
    start, end = ground.scan.sentences[index]
    if TELLING.isdisjoint(ground.scan.told[(start, end)]):
        return []
    found = [*_telling(ground, index), *_triggered(ground, index, trip)]
    found = _signings(ground, start, end, found)
    found = [pair for pair in found if _holds(ground, index, *pair)]
    found = [pair for pair in found if pair[1] != "departure" or not _leaves_home(ground, trip, pair[0], start, end)]
    if awarded := _awarded(ground, start, end):
        found.append((awarded[0], "award"))
    if not found or _denied(ground, start, end):
        return []
    found = [pair for pair in found if not in_speech(ground, pair[0], start, end)]
    found = [pair for pair in found if pair[1] not in TITLED or not in_title(ground, pair[0], start, end)]
    if index not in trip.sentences:
        if not any(status == "cancelled" for status, _ in trip.statuses):
            found = [pair for pair in found if not _called_off(ground, pair[0], start, end)]
            found = [pair for pair in found if not _recalled(ground, pair[0], start, end)]
        elif not _was_planned(ground, start, end):
            found = [pair for pair in found if not _recalled(ground, pair[0], start, end)]
    if any(i.id == "arrival" and i.attrs.get("part") == "object" for i in ground.scan.within("activities", start, end)):
        found = [(i, "arrival" if _greets(i, k) else k) for i, k in found]
    zones = _share_tokens(ground, found, start, end)
    kept = _one_of_each(ground, found, zones, trip)
    hits = []
    for item, kind in kept:
        own = [zones[i.start] for i, k in found if k == kind and _same(kept, item, i, kind)]
        hits.append(Hit(item, kind, tuple(dict.fromkeys(own)), min(i.start for i, _ in found)))
    return hits


def _same(kept: list[tuple[Item, str]], item: Item, other: Item, kind: str) -> bool:
    """True where another word tells the same activity as an item: no word of its kind kept stands between them."""
    nearest = max((i for i, k in kept if k == kind and i.start <= other.start), key=lambda i: i.start, default=None)
    return kind != "meeting" or nearest is item or (nearest is None and item is next(i for i, k in kept if k == kind))


def _telling(ground: Ground, index: int) -> list[tuple[Item, str]]:
    """Return the words of a sentence from the table of activities, each with its kind."""
    start, end = ground.scan.sentences[index]
    found: list[tuple[Item, str]] = []
    telling = ground.scan.within("activities", start, end)
    if not telling:
        return found
    shown = [i for i in telling if i.id == "event" and i.attrs.get("part") == "object" and _being_opened(telling, i)]
    telling = [i for i in telling if i not in shown]
    triggers = triggers_in(ground.scan, start, end)
    named = _in_names(ground, start, end)
    verb_last = ground.scan.language.settings.get("verb") == "last"
    for item in telling:
        if item.id.startswith("@") or item.start in named:
            continue
        part = item.attrs.get("part")
        if part in BESIDE:
            if not BESIDE[part](ground, item, start, end):
                continue
        elif "part" in item.attrs and not _has_verb(ground, index, item):
            continue
        if item.id == "event" and verb_last and any(i.id == "invite" for i in ground.scan.at.get(item.end, ())):
            continue  # called on to take part one day
        if item.id == "event" and not (
            triggers.get("attend") or triggers.get("plan") or {"p", "part"} & item.attrs.keys()
        ):
            continue
        found.append((item, item.id))
    if any(kind == "opening" and i.attrs.get("part") != "object" for i, kind in found):
        found = [(i, k) for i, k in found if k != "opening" or i.attrs.get("part") != "object"]
    return found


def _being_opened(telling: list[Item], item: Item) -> bool:
    """True for an exhibition that is opened: that it takes place is no event besides."""
    thing = any(i.id == "opening" and i.start <= item.start < i.end for i in telling)
    return thing and any(
        i.id == "opening" and i.attrs.get("part") != "object" and 0 <= item.start - i.end <= 4 for i in telling
    )


def _triggered(ground: Ground, index: int, trip: Trip) -> list[tuple[Item, str]]:
    """Return the words of coming, going, receiving and meeting of a sentence, each with its kind of activity."""
    start, end = ground.scan.sentences[index]
    triggers = triggers_in(ground.scan, start, end)
    if not triggers:
        return []
    named = _in_names(ground, start, end)
    placed = index in trip.sentences and any(start <= s < end for s in _goal_tokens(ground, trip, start, end))
    found: list[tuple[Item, str]] = []
    for trigger, kind in TRIGGER_KINDS.items():
        for item in triggers.get(trigger, ()):
            if kind == "arrival" and not (placed and _tells_arrival(item)):
                continue
            if not _reaches(ground, item, start, end):
                continue
            weak = "weak" in item.attrs and kind != "arrival" and not _by_someone(ground, item, end)
            if item.start not in named and not weak:
                found.append((item, kind))
    return found


def _by_someone(ground: Ground, item: Item, end: int) -> bool:
    """True for "was received" where the person who received is named after it, as by whom."""
    if item.id != "received_by" or "by" in ground.scan.tokens[item.end - 1].fold:
        return False
    return any(marked(ground.scan, "by", r.lead, r.end, r.cases) for r in ground.cast.refs_within(item.end, end))


def _greets(item: Item, kind: str) -> bool:
    """True for a verb of meeting: at an airport it tells who received the guests on arrival."""
    return kind == "meeting" and (item.id in ("receive", "received_by", "meet") or item.attrs.get("part") == "person")


def _holds(ground: Ground, index: int, item: Item, kind: str) -> bool:
    """False where a word of an activity stands for something else: adopted papers, a spokesman's briefing, a site."""
    start, end = ground.scan.sentences[index]
    refs = ground.cast.refs_within(start, end)
    if kind == "meeting":
        papers = [
            i
            for i in ground.scan.within("documents", start, end)
            if not i.id.startswith("@") and i.end <= item.start + 3
        ]
        adopts = any(i.id == "@sign" for i in ground.scan.covering(item.start, {"documents"}))
        events = [
            i for i in ground.scan.covering(item.start, {"activities"}) if i.id == "event" and "part" not in i.attrs
        ]
        return not (papers and adopts) and not events
    if kind == "arrival":
        triggers = ground.scan.covering(item.end - 1, {"triggers"})
        if "noun" in item.attrs and any(0 <= b.start - item.end <= 3 and b.kind in INDOORS for b in ground.cast.bodies):
            return False  # on arrival at the ministry
        if "noun" in item.attrs and _came_to_building(ground, index):
            return False
        return not any(i.attrs.get("status") == "planned" for i in triggers) and "planned" not in item.attrs
    if kind == "opening" and "planned" not in item.attrs:
        return not any(_long_ago(ground, d) for d in ground.dates_within(start, end))
    if kind == "site_visit" and not _object_before(ground, item) and "p" not in item.attrs:
        return not _visits_land(ground, item, end)
    if kind == "press_conference":
        unnamed = (p for p in ground.cast.open_positions if start <= p.start < end)
        voices = any(speaks_for(post.office or "") for position in unnamed for post in position.posts)
        return not voices and not any(is_voice(ground.cast.drafts[r.person]) for r in refs)
    return True


def _came_to_building(ground: Ground, index: int) -> bool:
    """True where "upon his arrival" is at the building that the sentence before names, no place being said."""
    here = any(p.roles for p in ground.places(*ground.scan.sentences[index]))
    if index == 0 or here or any(b.kind == "airport" for b in ground.cast.bodies_within(*ground.scan.sentences[index])):
        return False
    before = ground.cast.bodies_within(*ground.scan.sentences[index - 1])
    return any(b.kind in INDOORS and b.start not in ground.in_position for b in before)


def _leaves_home(ground: Ground, trip: Trip, item: Item, start: int, end: int) -> bool:
    """True where the place left, right beside the word of leaving, is not in the country gone to."""
    beside = [p for p in ground.places(start, end) if max(p.item.start - item.end, item.start - p.item.end) <= 1]
    named = item.attrs.get("part") == "origin"
    left = [p.country for p in beside if (named and not p.roles) or "origin" in p.roles]
    return bool(left) and trip.destination not in left


def _long_ago(ground: Ground, date: DateMention) -> bool:
    """True for a year, or a month that is not that of the report: what was opened then is told besides."""
    if date.kind == "year":
        return True
    published = ground.scan.report.published
    return bool(date.kind == "month" and published and date.start and not published.startswith(date.start))


def _reaches(ground: Ground, item: Item, start: int, end: int) -> bool:
    """False for a phrase that ends in "with" where nobody with a name or an office follows it."""
    if ground.scan.tokens[item.end - 1].fold not in prepositions(ground.scan.language, "with"):
        return True
    near = range(item.end, min(end, item.end + 9))
    known = any(k in ground.in_ref or k in ground.in_position for k in near)
    return known or any(item.end <= i.start < item.end + 9 for i in ground.scan.within("nouns", start, end))


def _called_off(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where the word beside an activity says that it was cancelled or put off."""
    triggers = triggers_in(ground.scan, start, end)
    off = [*triggers.get("cancel", ()), *triggers.get("postpone", ())]
    return any(max(i.start - item.end, item.start - i.end) <= 5 for i in off)


def _in_names(ground: Ground, start: int, end: int) -> set[int]:
    return {k for r in ground.cast.refs_within(start, end) if r.kind == "name" for k in range(r.start, r.end)}


def _recalled(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True for what a sentence only calls to mind (let us recall that ...): it was done before the visit, not to come.
    """
    if "planned" in item.attrs or item.attrs.get("status") == "planned":
        return False
    recalls = [i for i in triggers_in(ground.scan, start, end).get("recall", ()) if "weak" not in i.attrs]
    return any(i.start - start <= 2 or i.end <= item.start for i in recalls)


def _was_planned(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence says what was to be done: called to mind, it is the programme of a visit called off."""
    return "plan" in triggers_in(ground.scan, start, end)


def _share_tokens(ground: Ground, found: list[tuple[Item, str]], start: int, end: int) -> dict[int, tuple[int, int]]:
    """Divide a sentence between the words that tell activities: map the first token of each to its clause."""
    groups: list[list[Item]] = []
    kinds: list[str] = []
    several = ("meeting", "site_visit") if ground.scan.language.settings.get("verb") == "last" else ("meeting",)
    for item, kind in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        overlaps = groups and item.start < max(i.end for i in groups[-1])
        apart = kind in several and groups and item.start - max(i.end for i in groups[-1]) >= 4
        if groups and (overlaps or (kinds[-1] == kind and not apart)):
            groups[-1].append(item)
        else:
            groups.append([item])
            kinds.append(kind)
    edges = [start]
    for left, right in pairwise(groups):
        edges.append(_clause_edge(ground, max(i.end for i in left), right[0].start))
    edges.append(end)
    return {item.start: (edges[n], edges[n + 1]) for n, group in enumerate(groups) for item in group}


def _clause_edge(ground: Ground, left: int, right: int) -> int:
    """Return where the clause of one word ends and that of the next begins, between two tokens.

    Where verbs stand last it is the first mark or conjunction after the one, else the last before the other.
    """
    scan = ground.scan
    last = scan.language.settings.get("verb") == "last"
    links = scan.language.words("conjunctions")
    marks = [
        k
        for k in range(left, right)
        if (scan.tokens[k].text in ",;:—–(" or (scan.tokens[k].fold in links and (k == left or not last)))
        and k not in ground.in_position
        and not (k + 1 in ground.in_position and k - 1 in ground.in_ref)
    ]
    if marks:
        return marks[0] if last else marks[-1]
    return left if last else right


def tells_of_meeting_before(ground: Ground, index: int, hit: Hit) -> bool:
    """True for "at the meeting", with nobody named as met: it goes on telling of one named before."""
    item = hit.item
    located = marked(ground.scan, "location", item.start, item.end, item.cases) and "nom" not in item.cases
    if not (located or "back" in item.attrs):
        return False
    refs = ground.cast.refs_within(*ground.scan.sentences[index])
    return not any(
        item.start - r.end <= 3 and marked(ground.scan, "with", r.start, r.end, r.cases)
        for r in refs
        if r.end <= item.start
    )


def _one_of_each(
    ground: Ground, found: list[tuple[Item, str]], zones: dict[int, tuple[int, int]], trip: Trip
) -> list[tuple[Item, str]]:
    """Keep the first word of each kind; of meetings one for each clause in which somebody but the head is named."""
    first: dict[str, Item] = {}
    for item, kind in sorted(found, key=lambda pair: (pair[0].start, -pair[0].end)):
        first.setdefault(kind, item)
    kept = [(item, kind) for kind, item in first.items()]
    met: dict[tuple[int, int], Item] = {}
    for item, kind in sorted(found, key=lambda pair: pair[0].start):
        zone = zones[item.start]
        named = (r for r in ground.cast.refs_within(*zone) if r.kind == "name" and r.person != trip.head)
        if kind == "meeting" and any(named):
            met.setdefault(zone, item)
    if len(met) > 1:
        kept = [(i, k) for i, k in kept if k != "meeting"] + [(i, "meeting") for i in met.values()]
    return sorted(kept, key=lambda pair: pair[0].start)


def distance(ref: Ref, item: Item) -> int:
    return item.start - ref.end if item.start >= ref.end else max(0, ref.start - item.end)


def _goal_tokens(ground: Ground, trip: Trip, start: int, end: int) -> list[int]:
    """Return the tokens of the places in a sentence that are the visit's country."""
    return [p.item.start for p in ground.places(start, end) if p.country == trip.destination and p.roles]


def _signings(ground: Ground, start: int, end: int, found: list[tuple[Item, str]]) -> list[tuple[Item, str]]:
    """Add a signing where a document is signed; words of signing without a document tell none."""
    items = ground.scan.within("documents", start, end)
    if not items and not found:
        return found
    signs = [i for i in items if i.id == "@sign" and tells_signing(ground, i, items)]
    signs = [i for i in signs if "weak" not in i.attrs] or signs
    documents = [i for i in items if not i.id.startswith("@")]
    kept = [(i, k) for i, k in found if k != "signing" or documents or "p" not in i.attrs]
    if any(k == "guest_book" for _, k in kept) and not documents:
        kept = [(i, k) for i, k in kept if k != "signing"]
    signs = [i for i in signs if "result" not in i.attrs]
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
    return any(i.attrs.get("part") not in (item.attrs.get("part"), *BESIDE) for i in others)


def _at_site(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where a verb of being, going or looking has a place that is shown to guests beside it."""
    near = range(max(start, item.start - 12), min(end, item.end + 8))
    before = _object_before(ground, item)
    for body in ground.cast.bodies_within(near.start, near.stop):
        beside = body.end <= item.start if before else body.start >= item.end
        if beside and body.kind in SHOWN and body.start not in ground.in_position:
            if "side" in item.attrs:
                return True
            if item.attrs.get("part") == "subject" and body.end == item.start and "nom" in body.cases:
                return True
            shown = "passive" in item.attrs and "nom" in body.cases
            own = bool(body.cases & {"loc", "dat"}) or ("acc" in body.cases and "nom" not in body.cases)
            return not before or shown or own
    if _of_the_visit(ground, item) or (before and to_memorial(ground, item)):
        return False
    for place in ground.places(start, end):
        beside = place.item.end <= item.start if before else place.item.start >= item.end
        town = place.item.kind == "places" and place.item.id not in ground.capitals and place.item.id[:1] != "@"
        gone = place.roles & {"destination", "location"} or (not before and not place.roles)
        if town and beside and place.item.start in near and gone:
            return True
    return False


def _visits_land(ground: Ground, item: Item, end: int) -> bool:
    """True where a country is what a verb of visiting has as its object: a body further on is not what is visited."""
    bodies = [b.start for b in ground.cast.bodies_within(item.end, end)]
    found = ground.scan.within("countries", item.end, min(end, item.end + PHRASE))
    plain = [i for i in found if not {"adj", "people"} & i.attrs.keys() and i.start not in ground.in_position]
    lands = [i for i in plain if not i.cases or "acc" in i.cases]
    linked = ground.scan.language.words("conjunctions") | {","}
    return bool(bodies and lands) and lands[0].end < bodies[0] and ground.scan.tokens[lands[0].end].fold not in linked


def _of_the_visit(ground: Ground, item: Item) -> bool:
    """True for a verb that with the words around it says the visit itself: went on a visit, is on a visit; or a verb of
    going in a heading."""
    inside = ground.scan.covering(item.start, {"triggers"})
    heading = ground.scan.sentence_of[item.start] == 0 and is_heading(ground)
    return any(t.id in GOING and (heading or t.start < item.start or t.end > item.end) for t in inside)


def _object_before(ground: Ground, item: Item) -> bool:
    """True where the object of a verb stands before it: in the language, or for this form alone (`side=before`)."""
    return item.attrs.get("side") == "before" or bool(ground.scan.language.settings.get("verb") == "last")


def _by_person(ground: Ground, item: Item, start: int, end: int) -> bool:
    """True where the name of a person stands close by on the side of a verb's object."""
    before = _object_before(ground, item)
    refs = [r for r in ground.cast.refs_within(start, end) if (r.end <= item.start if before else r.lead >= item.end)]
    return any(distance(r, item) <= 12 for r in refs)


BESIDE = {
    "place": _at_site,
    "person": _by_person,
    "met": by_object,
    "goal": by_goal,
    "actor": by_actor,
    "with": with_person,
    "memorial": at_memorial,
    "subject": _at_site,
    "origin": by_origin,
}  # what must stand beside a word that alone tells nothing


def _awarded(ground: Ground, start: int, end: int) -> list[Item]:
    awards = ground.scan.within("awards", start, end)
    if not awards:
        return []
    last = max(i.end for i in awards)
    told = (d for d in ground.dates_within(start, end) if d.kind == "year")
    if any(d.first < last or AGO not in d.derived for d in told):
        return []  # an award of former days, not one for what was done years ago
    things = [i for i in awards if not i.id.startswith("@")]
    gives = [i for i in awards if i.id == "@give"]
    return [i for i in gives if any(max(t.start - i.end, i.start - t.end) <= REACH for t in things)][:1]


def _denied(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence says that something did not take place."""
    return any("neg" in i.attrs for kind in ("activities", "triggers") for i in ground.scan.within(kind, start, end))
