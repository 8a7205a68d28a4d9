"""The status of a visit as of the report: planned, ongoing, completed or cancelled."""

from __future__ import annotations

from datetime import timedelta

from elchi.grammar.lexicon import Item
from elchi.reading.ago import AGO
from elchi.reading.cues import triggers_in
from elchi.reading.documents import is_heading
from elchi.reading.ground import Ground, Trip, dates_news
from elchi.text.calendar import latest_day

LONGEST = timedelta(days=21)  # no visit lasts longer where only its first day is told
RECENT = timedelta(days=7)  # a visit that began so shortly before the report is news, though it is told as past
NEW_DAY = 4  # tokens between a word of putting off and the day to which it is put off
DAY = 4  # items of a programme that make a day's
HALF_YEAR = timedelta(days=180)  # after that a visit of which only the month is told is over


def choose_status(ground: Ground, trip: Trip, done: int = 0) -> str:
    """Choose the status from the words that show one, and put its evidence in the visit's slots.

    A cancellation decides; then an end that the report tells of; then what has happened (arrived, is on a
    visit) against what is only announced; a last day before the day of publication makes it completed. A
    report that shows none, told in the past tense, is of a visit that is over. So is one of guests who only "came" to
    a place, `done` items of whose programme are told, in a report that bears no day.
    """
    scan = ground.scan
    shown: dict[str, list[tuple[int, int]]] = {}
    kept = [(_as_told(status, item, done), item) for status, item in trip.statuses if "weak" not in item.attrs]
    for status, item in kept:
        shown.setdefault(status, []).append(scan.span(item.start, item.end))
    first = kept[0][0] if kept else None
    if first == "planned" and _only_headed(ground, kept):
        first = "ongoing"  # the heading tells what is still to come of a visit that the text says to go on
    ended = any(status == "completed" and item.id in ("end", "return") for status, item in kept)
    if "cancelled" in shown:
        off = [item for status, item in kept if status == "cancelled"]
        status = "planned" if all(i.id == "postpone" for i in off) and _is_moved(ground, trip, off) else "cancelled"
    elif ended and first != "planned":
        status = "completed"
    elif first == "planned" or ("planned" in shown and not {"ongoing", "completed"} & set(shown)):
        status = "planned"
    elif "ongoing" in shown:
        days = all(item.id == "later_day" for status, item in kept if status == "ongoing")
        over = _is_over(ground, trip) or only_recalled(ground, trip) or (done >= DAY and _only_came(ground, kept))
        over = over or (first == "completed" and days)  # he went and came back; on the second day he saw X
        status = "completed" if over else "ongoing"
    else:
        status = "planned" if not kept and _is_ahead(ground, trip) else "completed"
    if status == "ongoing" and _is_ahead(ground, trip):
        status = "planned"
    if status == "planned" and _has_begun(ground, trip):
        status = "ongoing"  # what is still to come is a part of it
    begun = status == "completed" or (status == "planned" and "ongoing" in shown)
    if begun and not ended and _goes_on(ground, trip):
        status = "ongoing"  # what is still announced is a part of it
    trip.slots["status"] = shown.get(status, [])[:3] or [_any_verb(ground, trip)]
    return status


def _as_told(status: str, item: Item, done: int) -> str:
    """Return what a word shows: that a visit will end shows it to go on, where a part of it is over."""
    return "ongoing" if status == "planned" and item.id == "end" and done else status


def _only_came(ground: Ground, kept: list[tuple[str, Item]]) -> bool:
    """True where nothing but a bare word of coming shows a visit to go on, in a report without a day."""
    return not ground.scan.report.published and all("bare" in i.attrs for status, i in kept if status == "ongoing")


def _only_headed(ground: Ground, kept: list[tuple[str, Item]]) -> bool:
    """True where the heading alone tells of what is to come, and the text first that somebody is on the visit."""
    below = [pair for pair in kept if ground.scan.sentence_of[pair[1].start] > 0]
    return is_heading(ground) and bool(below) and below[0][0] == "ongoing" and below[0][1].id == "ongoing"


def _is_moved(ground: Ground, trip: Trip, items: list[Item]) -> bool:
    """Take the day to which a visit is put off, right behind the word or between another day and it, for its first."""
    published = ground.scan.report.published or ""
    last = ground.scan.language.settings.get("verb") == "last"
    for item in items:
        start, end = ground.scan.sentences[ground.scan.sentence_of[item.start]]
        days = [d for d in ground.dates_within(start, end) if d.start and not dates_news(ground, d)]
        behind = [d for d in days if 0 <= d.first - item.end <= NEW_DAY]
        before = [d for d in days if last and 0 <= item.start - d.last <= 1 and (d.end or len(days) > 1)]
        for date in (*behind[-1:], *before[-1:]):
            day = date.end or date.later or date.start
            if day and len(day) == 10 == len(published) and day > published:
                trip.start, trip.end = day, None
                trip.slots["start"] = [ground.scan.span(date.first, date.last)]
                trip.slots.pop("end", None)
                return True
    return False


def _is_over(ground: Ground, trip: Trip) -> bool:
    """True where the last day of the visit lies before the day of publication, or its first day long before."""
    published = ground.scan.report.published
    if not published or len(published) != 10:
        return False
    last = latest_day(trip.end) if trip.end else None
    first = latest_day(trip.start) if trip.start else None
    if last is None and first is not None:
        last = first + (LONGEST if len(trip.start or "") == 10 else HALF_YEAR)
    return bool(last and last.isoformat() < published)


def is_long_past(ground: Ground, trip: Trip) -> bool:
    """True where the first day of the visit lies half a year or more before the day of publication."""
    published, first = latest_day(ground.scan.report.published), latest_day(trip.start)
    return bool(published and first and first + HALF_YEAR <= published)


def told_as_ago(ground: Ground, trip: Trip) -> bool:
    """True where a sentence dates a visit by how long ago it was, not by a day."""
    start, end = ground.scan.sentences[trip.sentences[0]]
    told = [d for d in ground.dates_within(start, end) if AGO in d.derived and d.start == trip.start]
    return bool(told) and len(trip.start or "") < 10


def is_another_time(ground: Ground, one: Trip, other: Trip) -> bool:
    """True where one of two visits is told to go on and the other began so long ago that it is over."""
    published = latest_day(ground.scan.report.published)
    for now, then in ((one, other), (other, one)):
        first = latest_day(then.end or then.start)
        goes_on = any(status == "ongoing" and "weak" not in item.attrs for status, item in now.statuses)
        if goes_on and not now.start and published and first and first + LONGEST < published:
            return told_as_ago(ground, then)
    return False


def only_recalled(ground: Ground, trip: Trip) -> bool:
    """True where every sentence of a visit is plainly marked as looking back, and none dates it a few days ago."""
    if _is_recent(ground, trip):
        return False
    spans = [ground.scan.sentences[s] for s in trip.sentences]
    return all(
        any(i.id == "recall" and "weak" not in i.attrs for i in ground.scan.within("triggers", *span)) for span in spans
    )


def _is_recent(ground: Ground, trip: Trip) -> bool:
    """True where the first day of the visit lies in the days before that of publication: it may still go on."""
    published, first = latest_day(ground.scan.report.published), latest_day(trip.start)
    dated = len(trip.start or "") == 10 and len(ground.scan.report.published or "") == 10
    return bool(dated and published and first and first <= published <= first + RECENT)


def _has_begun(ground: Ground, trip: Trip) -> bool:
    """True where the first day of the visit, told in its own sentences, lies before the day of publication."""
    published, day = ground.scan.report.published or "", trip.start or ""
    told = [ground.scan.span(*ground.scan.sentences[s]) for s in trip.sentences]
    own = any(a <= start < b for start, _ in trip.slots.get("start", ()) for a, b in told)
    return own and len(published) == 10 == len(day) and day < published and not _is_over(ground, trip)


def _goes_on(ground: Ground, trip: Trip) -> bool:
    """True where the last day of the visit lies after the day of publication, and its first does not."""
    published = ground.scan.report.published
    last = trip.end or (trip.leaving.start if trip.leaving is not None else None)
    last = last if last and len(last) == 10 else None
    return bool(published and len(published) == 10 and last and last > published and (trip.start or "") <= published)


def _is_ahead(ground: Ground, trip: Trip) -> bool:
    """True where the visit's first day, or the last where only that is told, lies after the day of publication."""
    published = ground.scan.report.published
    day = trip.start or trip.end
    return bool(published and len(published) == 10 and day and len(day) == 10 and day > published)


def _any_verb(ground: Ground, trip: Trip) -> tuple[int, int]:
    """Return the trigger of the visit's first sentence, which shows what was done."""
    start, end = ground.scan.sentences[trip.sentences[0]]
    items = sorted((i for found in triggers_in(ground.scan, start, end).values() for i in found), key=lambda i: i.start)
    if items:
        return ground.scan.span(items[0].start, items[0].end)
    return ground.scan.sentence_span(trip.sentences[0], 280)


def is_untold(ground: Ground, trip: Trip) -> bool:
    """True for a visit of nobody told, or one that somebody is only invited to make, on no day."""
    if not trip.origin and trip.head is None:
        return True
    told = triggers_in(ground.scan, *ground.scan.sentences[trip.sentences[0]])
    asked = [i.start for t in ("invite", "invitation") for i in told.get(t, ())]
    goes = [i for t in ("arrive", "ongoing", "go") for i in told.get(t, ()) if not asked or i.start < min(asked)]
    goes += [i for t in ("arrive", "ongoing") for i in told.get(t, ())]
    return bool(asked) and not goes and len(trip.sentences) == 1 and not (trip.start or trip.duration or trip.kind)
