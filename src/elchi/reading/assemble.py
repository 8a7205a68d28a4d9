"""Put a reading together: persons, visits with their programme, confidence and evidence."""

from __future__ import annotations

from dataclasses import dataclass

from elchi.model import Activity, Award, Document, HeldOffice, PersonReading, Reading, Span, VisitReading
from elchi.reading.activities import find_activities, hosts_of
from elchi.reading.acts import Act, is_there
from elchi.reading.confidence import sure_person, sure_visit
from elchi.reading.documents import Paper, find_documents
from elchi.reading.extras import find_awards, find_figures, find_topics
from elchi.reading.ground import Ground, Trip
from elchi.reading.mentions import find_mentions
from elchi.reading.namecases import write_name
from elchi.reading.occupations import find_occupations
from elchi.reading.people import Draft
from elchi.reading.positions import Post
from elchi.reading.reasons import person_rules, visit_rules
from elchi.reading.remarks import find_remarks
from elchi.reading.settle import complete_offices, settle_countries
from elchi.reading.status import choose_status
from elchi.reading.towns import places_of
from elchi.reading.visits import find_trips
from elchi.reading.wording import in_nominative
from elchi.text.calendar import earliest_day, latest_day
from elchi.text.digest import hash_text
from elchi.vocabulary.load import bodies


@dataclass(frozen=True)
class Whole:
    """A report read through: the visit (by number) of each sentence, the sentences and activities of each visit, the
    ids of its persons."""

    ground: Ground
    acts: dict[int, list[Act]]
    of_sentence: dict[int, int]
    sentences: dict[int, list[int]]
    ids: dict[int, str]


def assemble(ground: Ground, code: str, warnings: tuple[str, ...], mentions: bool) -> Reading:
    """Read visits and their programme on the laid ground, and give every value its evidence."""
    report = ground.scan.report
    trips = find_trips(ground)
    of_sentence = _share_sentences(ground, trips)
    settle_countries(ground, trips, of_sentence)
    complete_offices(ground)
    acts: dict[int, list[Act]] = {}
    for act in find_activities(ground, trips, of_sentence):
        acts.setdefault(act.trip, []).append(act)
    sentences: dict[int, list[int]] = {}
    for sentence, number in sorted(of_sentence.items()):
        sentences.setdefault(number, []).append(sentence)
    whole = Whole(ground, acts, of_sentence, sentences, _name_ids(ground))
    visits = tuple(sure_visit(_visit(whole, trip, n)) for n, trip in enumerate(trips))
    persons = tuple(sure_person(_person(ground, n, identifier)) for n, identifier in whole.ids.items())
    warnings = (*warnings, *find_remarks(ground, trips, set(whole.ids)))
    return Reading(
        id=report.id, language=code, url=report.url, outlet=report.outlet, published=report.published,
        outlet_country=report.outlet_country, title=report.title, text_chars=len(report.text),
        text_sha256=hash_text(report.text), persons=persons, visits=visits,
        figures=find_figures(ground), warnings=warnings,
        mentions=find_mentions(ground) if mentions else None,
        occupations=find_occupations(ground) if mentions else None,
    )  # fmt: skip


def _share_sentences(ground: Ground, trips: list[Trip]) -> dict[int, int]:
    """Map each sentence to the visit it tells of: its own, that of the country it names, else the one before.

    What is done to "him" right after a sentence of a visit is done to who makes that one, the main one or not.
    """
    if not trips:
        return {}
    own: dict[int, list[int]] = {}
    for n, trip in enumerate(trips):
        for sentence in trip.sentences:
            own.setdefault(sentence, []).append(n)
    main = [n for n, t in enumerate(trips) if t.main]
    current = main[0] if main else 0
    shared: dict[int, int] = {}
    him = ground.scan.language.words("him")
    for index, (start, end) in enumerate(ground.scan.sentences):
        if index not in own and index - 1 in own and is_there(ground, index):
            shared[index] = shared[index - 1]  # there: where the sentence before went
            continue
        if index in own:
            candidates = own[index]
            current = candidates[0] if candidates[0] in main else current
            shared[index] = candidates[0]
            continue
        if not main:
            continue  # visits only called to mind: what else the report tells is none of theirs
        if index - 1 in own and ground.scan.tokens[start].fold in him:
            shared[index] = own[index - 1][-1]
            continue
        if len(main) > 1:
            named = [p.country for p in ground.places(start, end) if p.roles & {"destination", "location"}]
            current = next((n for n in main if trips[n].destination in named), current)
        shared[index] = current
    return shared


def _name_ids(ground: Ground) -> dict[int, str]:
    """Give an id to each person who has an office, a rank or a part in a visit."""
    ids: dict[int, str] = {}
    for number, draft in enumerate(ground.cast.drafts):
        if draft.honoured or not (draft.offices or draft.ranks or draft.counterpart_of is not None):
            continue
        ids[number] = f"p{len(ids) + 1}"
    return ids


def _called_to_mind(ground: Ground, sentence: int) -> bool:
    """True for a sentence that begins with a word of calling to mind what was before the visit (let us recall that)."""
    start, end = ground.scan.sentences[sentence]
    first = ground.scan.within("triggers", start, min(end, start + 4))
    return any(i.id == "recall" and "weak" not in i.attrs for i in first)


def _person(ground: Ground, number: int, identifier: str) -> PersonReading:
    scan, draft = ground.scan, ground.cast.drafts[number]
    name = draft.longest()
    evidence = tuple(dict.fromkeys(scan.span(n.start, n.end) for n in draft.names))
    held = tuple(_held(ground, draft, post) for post in _posts(draft))
    best = _main_position(draft)
    position = None
    slots: dict[str, tuple[Span, ...]] = {}
    if best is not None:
        position = in_nominative(scan, best[0], best[1])
        slots["position"] = (scan.clip(best[0], best[1], 290),)
    rank = None
    if draft.ranks:
        told = [r.id for r in draft.ranks]
        chosen = max(
            draft.ranks, key=lambda r: (told.count(r.id), r.end - r.start if told.count(r.id) > 1 else 0, -r.start)
        )
        rank = in_nominative(scan, chosen.start, chosen.end)
        slots["rank"] = (scan.span(chosen.start, chosen.end),)
    organisation, office = _organisation(ground, draft), "; ".join(draft.offices) or None
    country = None if draft.country in bodies() else draft.country  # an organisation is none
    particles = scan.language.rules["persons"].get("particles", ())
    values = {
        "position": position, "office": office, "rank": rank, "organisation": organisation, "country": country
    }
    return PersonReading(
        id=identifier, name=write_name(name.words, particles), position=position, office=office, rank=rank,
        organisation=organisation, country=country, offices=held, evidence=evidence[:12], slots=slots,
        rules=person_rules(ground, draft, {field for field, value in values.items() if value}),
    )  # fmt: skip


def _posts(draft: Draft) -> list[Post]:
    """The offices of a person, one for each standard name: the one with a country, else the first."""
    best: dict[str, Post] = {}
    for post in draft.posts:
        key = post.office or ""
        if key not in best or (best[key].country is None and post.country):
            best[key] = post
    return list(best.values())


def _held(ground: Ground, draft: Draft, post: Post) -> HeldOffice:
    scan = ground.scan
    body = in_nominative(scan, post.body.start, post.body.end) if post.body else None
    return HeldOffice(
        office=post.office, position=in_nominative(scan, post.start, post.end), organisation=body,
        country=post.country or draft.country, at=post.at, spans=(scan.clip(post.start, post.end, 290),),
    )  # fmt: skip


def _main_position(draft: Draft) -> tuple[int, int] | None:
    """The fullest wording of a person's position: the one with most offices and a country, earliest first."""
    told = (p for p in draft.positions if not p.listed)
    named = [p for p in told if any(not x.counterpart and x.office for x in p.posts)]
    if not named:
        return None
    best = max(named, key=lambda p: (len(p.posts), p.country is not None, min(p.end - p.start, 12), -p.start))
    posts = [x for x in best.posts if not x.counterpart]
    return posts[0].start, posts[-1].end


def _organisation(ground: Ground, draft: Draft) -> str | None:
    bodies = [p.body for p in draft.posts if p.body is not None]
    if not bodies:
        return None
    longest = max((b.full or b for b in bodies), key=lambda b: b.end - b.start)
    return in_nominative(ground.scan, longest.start, longest.end)


def _visit(whole: Whole, trip: Trip, number: int) -> VisitReading:
    ground, scan, ids = whole.ground, whole.ground.scan, whole.ids
    acts = whole.acts.get(number, [])
    sentences = whole.sentences.get(number, [])
    hosts = [h for h in hosts_of(ground, trip, acts, number) if h in ids]
    for host in hosts:
        refs = ground.refs_of.get(host, [])
        own = (r for r in refs if whole.of_sentence.get(scan.sentence_of[r.start]) == number)
        ref = next(own, next(iter(refs), None))
        if ref is not None:
            trip.slots.setdefault("hosts", []).append(scan.span(ref.start, ref.end))
    now = (s for s in sentences if not _called_to_mind(ground, s))
    places = places_of(ground, trip, sorted({*now, *trip.sentences}))
    for items in places.values():
        trip.slots.setdefault("places", []).append(scan.span(items[0].start, items[0].end))
    status = choose_status(ground, trip, sum(a.kind != "arrival" for a in acts if not (a.planned or a.ahead)))
    if status == "completed":  # a signing still to come when the visit is over is none of it
        acts = [a for a in acts if not (a.kind == "signing" and a.ahead)]
    papers = find_documents(ground, sentences) if status not in ("planned", "cancelled") else []
    if trip.start is None:
        _begin_with_arrival(ground, trip, acts)
    awards = find_awards(ground, trip, sentences)
    head = ids.get(trip.head) if trip.head is not None else None
    inviter = ids.get(trip.inviter) if trip.inviter is not None else trip.inviting_body
    _drop_end_before_start(trip)
    told = {"head": head, "invited_by": inviter, "start": trip.start, "end": trip.end, "kind": trip.kind}
    for slot in [slot for slot, value in {**told, "duration_days": trip.duration}.items() if value is None]:
        trip.slots.pop(slot, None)  # words whose value another sentence took back prove nothing
    first, last = _bounds(trip)
    return VisitReading(
        main=trip.main, origin=trip.origin, destination=trip.destination, kind=trip.kind, status=status,
        head=head, hosts=tuple(ids[h] for h in hosts), invited_by=inviter, participants=_participants(acts, hosts, ids),
        start=trip.start, end=trip.end, duration_days=trip.duration, places=tuple(places), earliest=first, latest=last,
        activities=tuple(_activity(a, ids) for a in acts),
        documents=tuple(_document(ground, p, ids) for p in papers),
        awards=tuple(_award(a, ids) for a in awards), topics=find_topics(ground, sentences),
        evidence=tuple(scan.sentence_span(s) for s in trip.sentences[:3]),
        slots={k: tuple(dict.fromkeys(v)) for k, v in trip.slots.items() if v}, derived=trip.derived,
        rules=visit_rules(ground, trip, {"participants", *(k for k, v in trip.slots.items() if v)}),
    )  # fmt: skip


def _begin_with_arrival(ground: Ground, trip: Trip, acts: list[Act]) -> None:
    """Take the day of the arrival as the first of a visit that no words date."""
    came = next((a for a in acts if a.kind == "arrival" and a.date), None)
    if came is None:
        return
    said = ground.dates_within(*ground.scan.sentences[came.sentence])
    if (day := next((d for d in said if came.date in (d.start, d.later)), None)) is not None:
        trip.start = came.date
        trip.slots["start"] = [(day.start_char, day.end_char)]


def _participants(acts: list[Act], hosts: list[int], ids: dict[int, str]) -> tuple[str, ...]:
    people = dict.fromkeys(p for a in acts for p in a.people if p not in hosts and p in ids)
    return tuple(ids[p] for p in people)


def _activity(act: Act, ids: dict[int, str]) -> Activity:
    people = tuple(ids[p] for p in act.people if p in ids)
    return Activity(
        kind=act.kind,
        place=act.place_text,
        participants=people,
        date=act.date,
        evidence=tuple(act.spans[:3]),
        rule=act.rule,
    )


def _document(ground: Ground, paper: Paper, ids: dict[int, str]) -> Document:
    scan = ground.scan
    start, end = scan.sentences[paper.sentence]
    people = [r.person for r in ground.cast.refs_within(start, end) if r.person in ids]
    span = scan.sentence_span(paper.sentence)
    title = scan.clip(paper.start, paper.end, 890)
    if not (span[0] <= title[0] and title[1] <= span[1]):
        span = title
    return Document(
        kind=paper.kind,
        title=paper.title,
        signatories=tuple(dict.fromkeys(ids[p] for p in people)),
        evidence=(span,),
        rule=f"documents:{paper.kind}",
    )


def _award(found: tuple[Award, int | None, int | None], ids: dict[int, str]) -> Award:
    award, giver, recipient = found
    return Award(
        title=award.title, giver=ids.get(giver) if giver is not None else None,
        recipient=ids.get(recipient) if recipient is not None else None, evidence=award.evidence, rule=award.rule,
    )  # fmt: skip


def _drop_end_before_start(trip: Trip) -> None:
    """An end that lies before the start is of another visit, or misread: it is not stated."""
    first, last = earliest_day(trip.start), latest_day(trip.end)
    if first and last and last < first:
        trip.end = None
        trip.slots.pop("end", None)
        trip.derived.pop("end", None)


def _bounds(trip: Trip) -> tuple[str | None, str | None]:
    """Earliest and latest day of a visit, from its dates and duration."""
    first, last = earliest_day(trip.start), latest_day(trip.end or trip.start)
    if first and trip.duration and not trip.end and trip.start and len(trip.start) == 10:
        from datetime import timedelta

        last = first + timedelta(days=trip.duration - 1)
    return (first.isoformat() if first else None, last.isoformat() if last else None)
