"""Find the items of a visit's programme in the order of the text: who took part, where, on which day."""

from __future__ import annotations

from bisect import bisect_left

from elchi.reading.acts import Act, is_over, is_there, join_greeters, join_guide, join_people, join_welcome, stage_of
from elchi.reading.cues import marked, triggers_in
from elchi.reading.dates import DateMention
from elchi.reading.documents import is_heading
from elchi.reading.ground import (
    Ground,
    Trip,
    beside_invitation,
    dates_news,
    gap_between,
    is_diplomat,
    is_first_day,
    is_host,
    is_voice,
    only_spoken_of,
)
from elchi.reading.hits import TRIGGER_KINDS, Hit, distance, find_hits, tells_of_meeting_before
from elchi.reading.people import Ref
from elchi.reading.scenes import MEMORIALS as HONOURING
from elchi.reading.scenes import Scene, names_again, scenes_of, there_inside
from elchi.reading.sides import (
    both_named,
    hosts_before,
    in_list,
    is_somebody,
    meetings_apart,
    meets_group,
    opposite,
    owned_by_both,
)

LECTURED = frozenset(["university", "academy", "institute", "school"])
NEAR, FAR = 6, 12  # tokens between a word of talks and whom they were with: at most, and where a list goes on
ONCE = {"arrival", "departure", "welcome_ceremony", "press_conference", "banquet", "signing", "guest_book"}
BY_PLACE = {"wreath_laying", "site_visit"}
STAGED = {"welcome_ceremony", "guest_book"}  # take place where the scene before them does
JOINABLE = {"meeting", "signing", "event", "opening", "arrival", "welcome_ceremony", "wreath_laying", "banquet"}


def find_activities(ground: Ground, trips: list[Trip], of_sentence: dict[int, int]) -> list[Act]:
    """Return the activities of all visits; `of_sentence` maps a sentence to the index of its visit."""
    acts: list[Act] = []
    of_trip: dict[int, list[Act]] = {}
    stage: Scene | None = None  # the building that the report last set a scene in
    scene: Scene | None = None  # the same, or the site last visited
    for index in range(len(ground.scan.sentences)):
        trip = of_sentence.get(index)
        if trip is None:
            continue
        own = of_trip.setdefault(trip, [])
        met = any(a.kind == "meeting" for a in own) if _attended(ground, index) else False
        if here := stage_of(ground, index):
            stage = scene = here
        told = _read_sentence(ground, trips[trip], trip, index, stage)
        for act in told:
            if act.kind in ("signing", "press_conference") and not act.people:
                act.people.extend(_principals(ground, index, own, trips[trip]))
            if any(a.kind != act.kind for a in told) and _only_way(ground, index, act, trips[trip]):
                continue
            open_to = act.place is None and act.kind in ("meeting", "award", "banquet", "event")
            if open_to and (town := there_inside(ground, index, trips[trip])) is not None:
                act.place = town
            elif open_to and is_there(ground, index):
                act.place = next((a.place for a in reversed(own) if a.place), None)
            if act.own and act.place is None and scene is not None and scene.kind in LECTURED:
                act.place = scene
            if act.kind == "guest_book":
                act.place = _book_of(ground, act.place, own, scene)
            if act.place is not None and act.place.kind != "city":
                scene = act.place
            join_greeters(ground, own, act, index, trips[trip])
            if act.back and not act.people and not any(a.kind == "meeting" for a in own):
                act.people.extend(hosts_before(ground, index, trips[trip]))
            if act.kind == "meeting" and not act.people and own:
                act.people.extend(_who_welcomed(ground, own[-1], index, trips[trip]))
            if act.kind == "meeting" and met:
                continue
            if act.kind == "site_visit" and _of_host(ground, index, trips[trip]):
                continue
            if index == 0 and act.kind == "meeting" and not act.people and is_heading(ground):
                continue  # the text below says whom they met
            if act.back and not trips[trip].main and not any(a.kind == "meeting" for a in own):
                continue  # at the meeting of this visit, another was spoken of
            if _add(ground, own, act, trips[trip]):
                acts.append(act)
        join_welcome(ground, own, index, trips[trip], stage)
        join_guide(ground, own, index, trips[trip])
        _attendance(ground, own, index, trips[trip])
        _speaker(ground, own, index, trips[trip])
    sites = ("site_visit", "opening")
    kept = [a for a in acts if a.kind not in sites or (a.place and not _is_promise(a, trips[a.trip]))]
    shown = [a for a in kept if a.kind == "site_visit"]
    return [a for a in kept if not (a in shown and _only_headed(ground, a, shown))]


def _of_host(ground: Ground, index: int, trip: Trip) -> bool:
    """True where a sentence recalls hosts by name, and no guest: what they saw then is no part of the visit."""
    scan, (start, end) = ground.scan, ground.scan.sentences[index]
    refs = ground.cast.refs_within(start, end)
    recalled = any(i.id == "recall" for i in scan.within("triggers", start, end))
    guests = any(n.id in ("@guests", "@delegation") for n in scan.within("nouns", start, end))
    hosts = [r for r in refs if r.kind == "name" and ground.cast.drafts[r.person].country == trip.destination]
    return recalled and not guests and bool(hosts) and hosts == refs and all(r.person != trip.head for r in refs)


def _only_headed(ground: Ground, act: Act, shown: list[Act]) -> bool:
    """True for a town that the heading alone says the guests saw, where the text names what they saw."""
    town = act.told == 0 and act.place is not None and act.place.kind == "city" and is_heading(ground)
    return town and any(a.told > 0 and a.trip == act.trip for a in shown)


def _only_way(ground: Ground, index: int, act: Act, trip: Trip) -> bool:
    """True for a town gone to "where" something else was done, as its sentence says: no sight of its own."""
    town = act.kind == "site_visit" and act.place is not None and act.place.kind == "city"
    there = there_inside(ground, index, trip) if town else None
    return there is not None and act.place is not None and there.start == act.place.start


def _book_of(ground: Ground, place: Scene | None, acts: list[Act], scene: Scene | None) -> Scene | None:
    """Return where a book is signed: the place named before of whose kind its sentence says it to be, else that place
    itself or the scene, whichever is told last."""
    here = place is not None and (scene is None or place.start >= scene.start)
    known = (a.place for a in reversed(acts) if here and place and a.place and names_again(ground, a.place, place))
    if (named := next(known, None)) is not None:
        return named
    return place if here else scene


def _who_welcomed(ground: Ground, before: Act, index: int, trip: Trip) -> list[int]:
    """Return the hosts of a ceremony told just before: whom the guests meet next, where nobody else is named."""
    if before.kind != "welcome_ceremony" or index - before.told > 2:
        return []
    drafts = ground.cast.drafts
    return [p for p in before.people if drafts[p].country == trip.destination and not is_diplomat(drafts[p])]


def _is_promise(act: Act, trip: Trip) -> bool:
    """True for an opening still to come in a visit under way: what will be opened one day was only promised."""
    ahead = act.kind == "opening" and (act.ahead or act.planned)
    return ahead and not any(status == "planned" for status, _ in trip.statuses)


def _read_sentence(ground: Ground, trip: Trip, number: int, index: int, stage: Scene | None) -> list[Act]:
    """Return the activities that one sentence tells."""
    hits = find_hits(ground, index, trip)
    if not hits:
        return []
    span = ground.scan.sentence_span(index)
    planned = "plan" in triggers_in(ground.scan, *ground.scan.sentences[index])
    acts = []
    for hit in hits:
        after = hit.kind == "signing" and bool(hit.item.cases) and hit.item.cases <= {"abl"}  # after the signing, X ...
        people = [] if after else _participants(ground, trip, index, hit)
        # not: after the talks they signed
        told = hit.kind == "meeting" and (owned_by_both(ground, hit) or all(h.kind != "signing" for h in hits))
        others = told and not people and meets_group(ground, hit.item)
        if told and not others and all(is_diplomat(ground.cast.drafts[p]) for p in people):
            people += [p for p in both_named(ground, index, trip) if p not in people]
        date = _date_of(ground, index, hit, [h for h in hits if h is not hit])
        rule = f"{hit.item.kind}:{hit.item.form}"
        places: list[Scene | None] = [*scenes_of(ground, index, hit, trip)]
        if not places:
            places = [stage if hit.kind in STAGED else None]
        back = hit.kind == "meeting" and tells_of_meeting_before(ground, index, hit)
        for place in places if hit.kind in BY_PLACE else places[:1]:
            for group in meetings_apart(ground, trip, index, people, hit) if hit.kind == "meeting" else [people]:
                acts.append(
                    Act(
                        hit.kind,
                        number,
                        place,
                        list(group),
                        date,
                        [span],
                        rule,
                        index,
                        planned=planned,
                        ahead="planned" in hit.item.attrs or _beside_plan(ground, index, hit),
                        back=back,
                        told=index,
                        own="own" in hit.item.attrs,
                        group=others,
                    )
                )
    return acts


def _beside_plan(ground: Ground, index: int, hit: Hit) -> bool:
    """True where a word of planning stands right beside the word of an activity (its signing is set for autumn)."""
    plans = [i for i in ground.scan.within("triggers", *ground.scan.sentences[index]) if i.id == "plan"]
    return any(max(i.start - hit.item.end, hit.item.start - i.end) <= 1 for i in plans)


def _principals(ground: Ground, index: int, acts: list[Act], trip: Trip) -> list[int]:
    """Return whom "the sides" mean who sign after a meeting: those met in this sentence or just before."""
    met = [a for a in acts if a.kind == "meeting" and index - a.told <= 3]
    start, end = ground.scan.sentences[index]
    they = ground.scan.language.settings.get("they", ())
    both = [i for i in ground.scan.within("nouns", start, end) if i.id == "@sides"]
    by_office = any(ground.scan.covering(i.end - 1, {"offices"}) for i in both)  # the two ministers
    if by_office and (host := opposite(ground, trip)):
        return host
    sides = bool(both) or any(t.fold in they for t in ground.scan.tokens[start:end])
    sides = sides or any("joint" in i.attrs for i in ground.scan.within("activities", start, end))
    if any("pl" in c for i in ground.scan.within("offices", start, end) for c in (*i.cases, *i.attrs)) and met:
        return opposite(ground, trip) or [p for p in met[-1].people if p not in met[-1].attending]
    next_to = bool(met) and not ground.cast.refs_within(start, end)
    next_to = next_to and index - met[-1].told <= (2 if acts[-1] is met[-1] else 1)
    if not met or not (sides or met[-1].told == index or next_to):
        return []
    told = {p for act in met for p in act.people}
    if sides and (host := opposite(ground, trip)) and told.issuperset(host):
        return host
    people = [p for p in met[-1].people if p not in met[-1].attending and not is_diplomat(ground.cast.drafts[p])]
    return people or (opposite(ground, trip) if sides else [])


def _attended(ground: Ground, index: int) -> bool:
    """True where a sentence that names a meeting only says who attended it."""
    triggers = triggers_in(ground.scan, *ground.scan.sentences[index])
    if "attend" not in triggers or _met_by_name(ground, index):
        return False
    named = {i.start for i in triggers.get("talks", ())}  # a noun that is also a form of the verb
    sides = [n.start for n in ground.scan.within("nouns", *ground.scan.sentences[index]) if n.id == "@side"]
    named |= {i.start for i in triggers.get("meet", ()) if any(0 < at - i.end <= 2 for at in sides)}
    return all(i.start in named for t in ("receive", "received_by", "meet") for i in triggers.get(t, ()))


def _met_by_name(ground: Ground, index: int) -> bool:
    """True where a sentence says right before a word of meeting with whom (at the meeting with X, Y attended)."""
    start, end = ground.scan.sentences[index]
    refs = ground.cast.refs_within(start, end)
    return any(
        0 <= item.start - r.end <= 1 and marked(ground.scan, "with", r.start, r.end, r.cases)
        for item in triggers_in(ground.scan, start, end).get("talks", ())
        for r in refs
    )


def _add(ground: Ground, acts: list[Act], act: Act, trip: Trip) -> bool:
    """Join an activity to one of its visit told before, or take it as another; return whether it is another."""
    same = [a for a in acts if a.kind == act.kind]
    if act.back:
        same.reverse()
    if act.kind == "wreath_laying" and same and (act.place is None or act.place.kind == "grave"):
        _merge_act(same[-1], act)
        return False
    for known in same:
        if (act.kind == "welcome_ceremony" and _apart(known, act)) or act.own != known.own:
            joins = False
        elif act.kind in BY_PLACE:
            joins = known.place is None or act.place is None or names_again(ground, known.place, act.place)
        else:
            joins = act.kind in ONCE or _same_meeting(known, act, trip)
            joins = joins and not (act.kind == "meeting" and act.people and not known.people and _past(acts, known))
        if joins:
            _merge_act(known, act)
            return False
        if act.kind == "site_visit" and _shown_in(ground, known, act):
            known.place = act.place
            _merge_act(known, act)
            return False
    if act.kind == "site_visit" and not act.place:
        return False
    acts.append(act)
    return True


def _shown_in(ground: Ground, known: Act, act: Act) -> bool:
    """True for a site told right after the town where the guests were said to be, no other town beside it."""
    towns = [a.place is not None and a.place.kind == "city" for a in (known, act)]
    if towns != [True, False] or act.sentence - known.told != 1:
        return False
    return all(p.item.kind != "places" for p in ground.places(*ground.scan.sentences[act.sentence]))


def _apart(known: Act, act: Act) -> bool:
    """True for a ceremony at an airport and one elsewhere: the guests were welcomed twice."""
    kinds = [a.place.kind if a.place else None for a in (known, act)]
    return None not in kinds and kinds.count("airport") == 1


def _past(acts: list[Act], known: Act) -> bool:
    """True where a site or a wreath is told behind a meeting: who receives the guests then did not before."""
    return any(a.kind in BY_PLACE for a in acts[acts.index(known) :])


def _recent(acts: list[Act], index: int) -> list[Act]:
    """Return the activities told in a sentence or the two before it, in order."""
    first = len(acts)
    while first and index - acts[first - 1].sentence <= 2:
        first -= 1
    return acts[first:]


def _same_meeting(known: Act, act: Act, trip: Trip) -> bool:
    """A further word of talks without new hosts goes on telling the meeting before."""
    if act.kind == "meeting":
        if act.back:
            return True
        if (act.group and known.people) or (known.group and act.people):
            return False
        if act.planned and not known.planned:
            return False
        if (
            act.place
            and known.place
            and act.place.kind == known.place.kind == "city"
            and act.place.text != known.place.text
        ):
            return False
        new = set(act.people) - set(known.people) - {trip.head}
        return not new or not known.people
    return not act.place or act.place_text == known.place_text


def _merge_act(known: Act, more: Act) -> None:
    known.people.extend(p for p in more.people if p not in known.people)
    known.place = known.place or more.place
    known.told = more.told
    known.date = known.date or more.date
    known.spans.extend(s for s in more.spans if s not in known.spans and len(known.spans) < 3)


def _participants(ground: Ground, trip: Trip, index: int, hit: Hit) -> list[int]:
    """Return the persons of a clause who take part: not the head, not mere attributes, not those only spoken of.

    A clause without persons has the subject of the sentence.
    """
    start, end = ground.scan.sentences[index]
    refs = ground.cast.refs_within(start, end)
    invitations = triggers_in(ground.scan, start, end).get("invitation", ())
    refs = [r for r in refs if not any(beside_invitation(ground, r, item, refs) for item in invitations)]
    if hit.kind == "meeting" and "part" not in hit.item.attrs and _only_told(ground, start, end):
        near = [r for r in refs if distance(r, hit.item) <= FAR]
        met = [r for r in near if marked(ground.scan, "with", r.start, r.end, r.cases)]
        met = [r for r in met if distance(r, hit.item) <= NEAR or _listed_to(ground, r, hit)]
        met = [r for r in refs if r in met or (met and in_list(ground, r, met[0], refs))]
        refs = met or [r for r in refs if "nom" in r.cases or not r.cases][:1]
    triggers = triggers_in(ground.scan, start, end)
    own = [r for r in refs if is_host(ground, r, triggers) or not only_spoken_of(ground, r)]
    drafts = ground.cast.drafts
    own = [r for r in own if not is_voice(drafts[r.person]) and is_somebody(drafts[r.person])]
    taking = [r for r in own if not _names_a_place(ground, r, hit.kind)]
    own = [r for r in taking if hit.covers(r.start)]
    if not any(r.person != trip.head for r in own) and hit.zones[0][0] > start:
        own = [r for r in taking if "nom" in r.cases or not r.cases]
        own = [r for r in own if not marked(ground.scan, "with", r.start, r.end, r.cases)][:1]
        if hit.kind in BY_PLACE and ground.scan.language.settings.get("verb") != "last":
            own = [r for r in own if r.start < hit.first]  # where the verb stands first, what follows it is its object
    return list(dict.fromkeys(r.person for r in own if r.person != trip.head))


def _listed_to(ground: Ground, ref: Ref, hit: Hit) -> bool:
    """True where a comma or conjunction goes on right behind a person with others who were met (with X and members)."""
    if ref.end >= len(ground.scan.tokens) or ref.end >= hit.item.start:
        return False
    after = ground.scan.tokens[ref.end]
    return after.text == "," or after.fold in ground.scan.language.words("conjunctions")


def _names_a_place(ground: Ground, ref: Ref, kind: str) -> bool:
    """True for a person after whom a site is named, or to whom a monument stands."""
    if ref.kind != "name":
        return False
    honour = 2 if kind in ("wreath_laying", "site_visit") else 0
    near = (ground.body_at[k] for k in range(ref.start - honour, ref.end) if k in ground.body_at)
    for body in near:
        end = body.end + (honour if body.kind in HONOURING else 0)
        if body.start not in ground.in_position and (ref.start < body.start < ref.end or body.start <= ref.start < end):
            return True
    return ground.cast.drafts[ref.person].honoured


def _only_told(ground: Ground, start: int, end: int) -> bool:
    """True where a sentence only mentions talks (in the talks X said ...): whoever is named besides is spoken of."""
    triggers = triggers_in(ground.scan, start, end)
    return not any(t in triggers for t in ("receive", "received_by", "meet", "attend"))


def _attendance(ground: Ground, acts: list[Act], index: int, trip: Trip) -> None:
    """Those said to attend join the activity told last."""
    triggers = triggers_in(ground.scan, *ground.scan.sentences[index])
    own = [a for a in acts if a.kind in JOINABLE] if triggers.get("attend") else []
    if not own or _met_by_name(ground, index):
        return
    known = max(own, key=lambda a: a.told)
    meetings = [a for a in own if a.kind == "meeting"]
    if known.kind != "meeting" and meetings and any(TRIGGER_KINDS.get(t) == "meeting" for t in triggers):
        known = max(meetings, key=lambda a: a.told)
    every = _every(ground, index) if known.kind == "meeting" else False
    for act in meetings if every else [known]:
        join_people(ground, act, index, trip, attending=True)


def _every(ground: Ground, index: int) -> bool:
    """True where a sentence speaks of several meetings as one (X attended both meetings, all the meetings)."""
    talks = triggers_in(ground.scan, *ground.scan.sentences[index]).get("talks", ())
    return any("every" in i.attrs or any(c.startswith("pl") for c in i.cases) for i in talks)


def _speaker(ground: Ground, acts: list[Act], index: int, trip: Trip) -> None:
    """A meeting told without its host has as host the first of that side who speaks in the two sentences after it."""
    recent = _recent(acts, index)
    meetings = [a for a in recent if a.kind == "meeting" and a.sentence < index]
    if not meetings or any(p != trip.head for p in meetings[-1].people) or recent[-1].sentence == index:
        return
    start, end = ground.scan.sentences[index]
    refs = [r for r in ground.cast.refs_within(start, end) if "nom" in r.cases or not r.cases]
    if (
        refs
        and refs[0].person != trip.head
        and not is_voice(ground.cast.drafts[refs[0].person])
        and ground.cast.drafts[refs[0].person].country in (trip.destination, None)
    ):
        meetings[-1].people.append(refs[0].person)
        meetings[-1].spans.append(ground.scan.sentence_span(index))


def _date_of(ground: Ground, index: int, hit: Hit, others: list[Hit]) -> str | None:
    """Return the day said of an activity in its sentence, the nearest one, not one said of another after its word."""
    start, end = ground.scan.sentences[index]
    days = [d for d in ground.dates_within(start, end) if _is_day(d) and not dates_news(ground, d)]
    days = [d for d in days if not _in_quotes(ground, d, start, end)]
    if hit.kind not in ("arrival", "departure"):
        came = [i for t in ("arrive", "go") for i in triggers_in(ground.scan, start, end).get(t, ())]
        came = [i for i in came if i.start != hit.item.start]
        days = [d for d in days if not is_first_day(ground, d)]  # since when the visit lasts
        days = [d for d in days if not any(0 <= d.first - i.end <= 1 for i in came)]  # X, who arrived on Sunday
    days = [d for d in days if d.first < hit.first or hit.covers(d.first) or not any(h.covers(d.first) for h in others)]
    if not days:
        return None
    day = min(days, key=lambda d: (not hit.covers(d.first), abs(gap_between(d, hit.item))))
    if hit.kind == "arrival" and abs(gap_between(day, hit.item)) <= 2:
        told = ground.scan.within("triggers", hit.item.start, hit.item.end)
        if any(i.id == "arrive" and i.attrs.get("status") == "ongoing" for i in told):
            return day.start  # who arrived on Monday and is to leave on Friday
    return day.later if day.later and _announced(ground, start, end) else day.start


def _in_quotes(ground: Ground, date: DateMention, start: int, end: int) -> bool:
    """True for a day between quotation marks: a part of a title ("Protocol to the Agreement of 31 October")."""
    marks = ground.scan.quotes
    before = bisect_left(marks, date.first) - bisect_left(marks, start)
    return before % 2 == 1 and bisect_left(marks, end) > bisect_left(marks, date.last)


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
            "meeting", "arrival", "welcome_ceremony", "site_visit", "banquet", "signing", "event",
        ):  # fmt: skip
            continue
        for person in act.people:
            draft = ground.cast.drafts[person]
            if act.kind == "event" and not (act.place and is_over(draft, act.place)):
                continue
            away = draft.country != trip.destination or person in trip.companions
            if person in found or away or person in act.attending or (act.kind != "arrival" and is_diplomat(draft)):
                continue
            found.append(person)
    return found
