"""Words of being somewhere, of leaving and of trips inland, taken as who goes from where makes them."""

from __future__ import annotations

import msgspec

from elchi.grammar.daterules import WEEKS
from elchi.grammar.lexicon import Item
from elchi.reading.cues import triggers_in
from elchi.reading.dateatoms import match_phrase
from elchi.reading.ground import GOING, PRESENT, Ground, Place, Trip, is_diplomat
from elchi.reading.travellers import delegation_country
from elchi.reading.trips import speaks

ON_A_VISIT = 5  # tokens between being somewhere and the visit on which one is
TURNED = (*GOING, PRESENT, "begin", "plan")  # words that a denial turns
COPULA = "copula"  # marks a word of being somewhere that is the ending of the place


def turn_words(
    ground: Ground, triggers: dict[str, list[Item]], start: int, end: int, visited: frozenset[str | None]
) -> None:
    """Take each word of going and being in a sentence as what it is there; `visited` are the countries gone to."""
    turn_negated(ground, triggers)
    drop_absent(ground, triggers, start, end, visited)
    turn_outward(ground, triggers, start, end)
    turn_leaving(ground, triggers, start, end)
    turn_again(ground, triggers, start, end, visited)
    turn_homeward(ground, triggers, start, end, visited)
    turn_foreign(ground, triggers, start, end)


def add_copulas(ground: Ground, triggers: dict[str, list[Item]], start: int, end: int) -> None:
    """Take the ending of a place that says "is in" as a word of being there."""
    endings = tuple(ground.scan.language.frames.get("location", {}).get("copula", ()))
    if not endings:
        return
    for place in ground.places(start, end):
        if "location" in place.roles and ground.scan.tokens[place.item.end - 1].fold.endswith(endings):
            attrs = {"status": "ongoing", COPULA: ""}
            is_in = msgspec.structs.replace(place.item, kind="triggers", id=PRESENT, attrs=attrs)
            triggers[PRESENT] = [*triggers.get(PRESENT, ()), is_in]


def set_abroad(ground: Ground, trip: Trip) -> Place | None:
    """Return where abroad the sentences right before are set, where one of the outlet's own country is told to land in
    a place that no table knows."""
    index = trip.sentences[0]
    triggers = triggers_in(ground.scan, *ground.scan.sentences[index])
    ours = trip.head is not None and ground.cast.drafts[trip.head].country in (None, ground.home)
    if not ours or trip.origin not in (None, ground.home) or "arrive" not in triggers or "return" in triggers:
        return None
    told = (p for s in ground.scan.sentences[max(index - 2, 0) : index] for p in ground.places(*s))
    return next((p for p in told if "location" in p.roles and p.country not in (None, ground.home)), None)


def turn_negated(ground: Ground, triggers: dict[str, list[Item]]) -> None:
    """Take a coming that is denied as called off where it was to come, and for nothing where it would be past.

    The words that deny stand before a verb (`negation.before`) or behind it (`negation.after`).
    """
    tokens = ground.scan.tokens
    before = ground.scan.language.words("negation.before")
    after = ground.scan.language.words("negation.after")
    if not (before or after):
        return
    for kind in [kind for kind in TURNED if kind in triggers]:
        for item in triggers[kind]:
            denied = item.start > 0 and tokens[item.start - 1].fold in before
            denied = denied or (item.end < len(tokens) and tokens[item.end].fold in after)
            if not denied:
                continue
            triggers[kind] = [i for i in triggers[kind] if i is not item]
            if item.attrs.get("status") == "planned" and kind not in (PRESENT, "plan"):
                off = msgspec.structs.replace(item, attrs={**item.attrs, "status": "cancelled"})
                triggers["cancel"] = [*triggers.get("cancel", ()), off]
        if not triggers[kind]:
            del triggers[kind]


def drop_absent(
    ground: Ground, triggers: dict[str, list[Item]], start: int, end: int, known: frozenset[str | None]
) -> None:
    """Keep words of being somewhere only beside the place said, about someone from elsewhere, dated or on a visit.

    In a country that a visit told before goes to (`known`), the sentence may leave unsaid who was there. That the
    delegation of another country is somewhere now needs no date.
    """
    items = [i for i in triggers.get(PRESENT, ()) if not _holds_talks(ground, i)]
    if not items:
        triggers.pop(PRESENT, None)
        return
    places = [p for p in ground.places(start, end) if "location" in p.roles]
    kept = [
        (item, p.country)
        for item in items
        for p in places
        if 0 <= p.item.start - item.end <= 2 or 0 <= _behind(ground, p, item) <= 1 or COPULA in item.attrs
    ]
    dated = any(d.start for d in ground.dates_within(start, end)) or speaks(ground, start, end)
    dated = dated or _of_a_week(ground, start, end)
    countries = {ground.cast.drafts[r.person].country or ground.home for r in ground.cast.refs_within(start, end)}
    countries |= {b.country for b in ground.cast.bodies_within(start, end)}
    found = delegation_country(ground, start, end, set())
    countries |= {found[0]} if found else set()
    refs = ground.cast.refs_within(start, end)
    guests = any(n.id in ("@delegation", "@guests") for n in ground.scan.within("nouns", start, end))
    kept = [(i, c) for i, c in kept if countries - {c, None} or (c in known and (guests or not refs))]
    now = all(item.attrs.get("status") == "ongoing" for item, _ in kept)
    sent = bool(found and guests and now and found[0] not in {c for _, c in kept})
    visits = [v.start for t in ("visit", "trip") for v in triggers.get(t, ())]
    kept = _now_there(triggers, kept)
    stays = any(0 < at - item.end <= ON_A_VISIT for item, _ in kept for at in visits)  # is in Oslo on a visit
    told = dated or sent or stays
    if kept and (told or all(COPULA in item.attrs for item, _ in kept)):
        triggers[PRESENT] = [item for item, _ in kept]
    else:
        del triggers[PRESENT]


def _holds_talks(ground: Ground, item: Item) -> bool:
    """True for a participle right before talks or a meeting: those were there (the talks that were held in X)."""
    if ground.scan.language.settings.get("verb") != "last":
        return False
    held = (i for i in ground.scan.at.get(item.end, ()) if i.kind in ("triggers", "activities"))
    return any(i.id in ("talks", "meet", "meeting", "event", "signing") for i in held)


def turn_again(
    ground: Ground, triggers: dict[str, list[Item]], start: int, end: int, known: frozenset[str | None]
) -> None:
    """Take a return to a country visited before, on a day told, by someone of another, as a further visit there."""
    items = [i for i in triggers.get("return", ()) if "weak" not in i.attrs]
    if not items or not any(d.start for d in ground.dates_within(start, end)):
        return
    subjects = [r for r in ground.cast.refs_within(start, end) if "nom" in r.cases]
    home = ground.cast.drafts[subjects[0].person].country if subjects else None
    there = [
        (item, p.country)
        for item in items
        for p in ground.places(start, end)
        if p.country in known - {home} and "destination" in p.roles and 0 <= p.item.start - item.end <= 1
    ]
    if home is None or not there:
        return
    triggers["go"] = [*triggers.get("go", ()), *(msgspec.structs.replace(i, id="go") for i, _ in there)]
    triggers["return"] = [i for i in triggers["return"] if all(i is not again for again, _ in there)]
    if not triggers["return"]:
        del triggers["return"]


def _now_there(triggers: dict[str, list[Item]], kept: list[tuple[Item, str | None]]) -> list[tuple[Item, str | None]]:
    """Take "being", behind a visit and its place, as being on it now (the on a visit in Oslo being X); alone it says
    nothing."""
    nouns = [v.end for t in ("visit", "trip") for v in triggers.get(t, ())]
    staying = [i for i, _ in kept if "staying" in i.attrs]
    there = [i for i in staying if any(0 < i.start - at <= ON_A_VISIT for at in nouns)]
    if there:
        triggers["ongoing"] = [*triggers.get("ongoing", ()), *(msgspec.structs.replace(i, id="ongoing") for i in there)]
    return [(i, c) for i, c in kept if i not in staying]


def _behind(ground: Ground, place: Place, item: Item) -> int:
    """Return how many tokens after a place a word stands, those of a date between not counted (in Oslo in May was)."""
    between = range(place.item.end, item.start)
    return item.start - place.item.end - sum(k in ground.in_date for k in between)


def turn_leaving(ground: Ground, triggers: dict[str, list[Item]], start: int, end: int) -> None:
    """Take guests who left the outlet's own country as those of a visit that ends, where nothing else tells of it."""
    if "depart" not in triggers or not ground.home or any(t in triggers for t in (*GOING, PRESENT)):
        return
    drafts = [ground.cast.drafts[r.person] for r in ground.cast.refs_within(start, end)]
    abroad = [d for d in drafts if d.offices and d.country not in (None, ground.home) and not is_diplomat(d)]
    if not abroad and delegation_country(ground, start, end, {ground.home}) is None:
        return
    left = [
        msgspec.structs.replace(item, id="go", attrs={"status": "completed", "ends": ""})
        for item in triggers["depart"]
        for p in ground.places(start, end)
        if p.country == ground.home and p.item.kind == "countries" and 0 <= p.item.start - item.end <= 1
    ]
    if left:
        triggers["go"] = left


def _of_a_week(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence says in which week, counted from the report: this week, last week."""
    rules, tokens = ground.scan.language.dates, ground.scan.tokens
    for k in range(start, end):
        if tokens[k].fold in rules.relative.firsts:
            hit = match_phrase(tokens, k, rules.relative, rules.endings)
            if hit is not None and hit[1] in WEEKS:
                return True
    return False


def turn_foreign(ground: Ground, triggers: dict[str, list[Item]], start: int, end: int) -> None:
    """Take a trip into a region (`foreign` says what word of visiting it is), where guests from abroad make it."""
    _drop_foreign_regions(ground, triggers, start, end)
    inward = [item for item in triggers.get("domestic", ()) if "foreign" in item.attrs]
    if not inward or not ground.home:
        return
    subjects = [r for r in ground.cast.refs_within(start, end) if "nom" in r.cases and r.start < inward[0].start]
    delegation = delegation_country(ground, start, end, {ground.home})
    country = ground.cast.drafts[subjects[0].person].country if subjects else delegation[0] if delegation else None
    envoy = bool(subjects) and is_diplomat(ground.cast.drafts[subjects[0].person])
    if country in (None, ground.home) or envoy:
        return
    triggers["domestic"] = [item for item in triggers["domestic"] if item not in inward]
    if not triggers["domestic"]:
        del triggers["domestic"]
    for item in inward:
        triggers[item.attrs["foreign"]] = [
            *triggers.get(item.attrs["foreign"], ()), msgspec.structs.replace(item, id=item.attrs["foreign"])
        ]


def _drop_foreign_regions(ground: Ground, triggers: dict[str, list[Item]], start: int, end: int) -> None:
    """Take no trip into a region of another state for one inland."""
    abroad = [p.item for p in ground.places(start, end) if p.country not in (None, ground.home) and ground.home]
    for item in triggers.get("domestic", ()):
        if any(p.kind == "bodies" and p.start <= item.start <= p.end for p in abroad):
            triggers["domestic"] = [i for i in triggers["domestic"] if i is not item]
            if "foreign" in item.attrs:
                gone = msgspec.structs.replace(item, id=item.attrs["foreign"])
                triggers[gone.id] = [*triggers.get(gone.id, ()), gone]
    if not triggers.get("domestic", True):
        del triggers["domestic"]


def turn_outward(ground: Ground, triggers: dict[str, list[Item]], start: int, end: int) -> None:
    """Take leaving for a place abroad, by someone of another country, as going there, not as a way home.

    A guest who leaves for a third country goes there only where the place is marked as a goal.
    """
    leaving = [item for item in triggers.get("depart", ()) if "weak" not in item.attrs]
    if not leaving or not ground.home:
        return
    refs = ground.cast.refs_within(start, end)
    own = ground.cast.drafts[refs[0].person].country if refs and refs[0].start < leaving[0].start else None
    abroad = [
        p
        for p in ground.places(start, end)
        if p.country not in (None, ground.home, own)
        and (own == ground.home or "destination" in p.roles)
        and any(0 <= max(p.item.start - item.end, item.start - p.item.end) <= 1 for item in leaving)
    ]
    if own and abroad and "origin" not in abroad[0].roles:
        del triggers["depart"]
        behind = "destination" not in abroad[0].roles and any(abroad[0].item.start == item.end for item in leaving)
        status = "completed" if behind else "ongoing"  # who left Italy has been there, who left for it is on his way
        gone = [msgspec.structs.replace(item, id="go", attrs={**item.attrs, "status": status}) for item in leaving]
        triggers["go"] = [*triggers.get("go", ()), *gone]


def turn_homeward(
    ground: Ground, triggers: dict[str, list[Item]], start: int, end: int, visited: frozenset[str | None]
) -> None:
    """Take setting out from a country that was gone to, no goal being named, as leaving it."""
    places = ground.places(start, end)
    if "go" not in triggers or not visited or any("destination" in p.roles for p in places):
        return
    left = [p for p in places if p.country in visited and "origin" in p.roles]
    out = [i for i in triggers["go"] if any(0 <= i.start - p.item.end <= 1 for p in left)]
    if not out or any(t in triggers for t in ("visit", "trip", "tour", "arrive")):
        return
    triggers["depart"] = [*triggers.get("depart", ()), *(msgspec.structs.replace(i, id="depart") for i in out)]
    triggers["go"] = [i for i in triggers["go"] if i not in out]
    if not triggers["go"]:
        del triggers["go"]
