"""Why a reading says what it says: for every value the rule behind it, in a few plain words."""

from __future__ import annotations

from elchi.reading.ground import Ground, Trip
from elchi.reading.nominative import fold_name
from elchi.reading.people import Draft

KNOWN_NAME, OTHER_NAME = "names: known given name", "names: capitalised words beside an office or rank"
SAID, SETTLED = "said with the office", "settled by the part in the visit"
BY_MINISTRY = "portfolio by the ministry or minister named"
COUNTERPART = "counterpart of another office holder"
IMPLIED, TOLD = "guests received from abroad", "told of in a sentence of going"


def person_rules(ground: Ground, draft: Draft, filled: set[str]) -> dict[str, str]:
    """Return for each filled field of a person the rule that gave it."""
    first = fold_name(draft.longest().words[0], ground.scan.language)
    rules = {"name": KNOWN_NAME if first in ground.scan.language.given else OTHER_NAME}
    posts = draft.posts
    heads = ", ".join(dict.fromkeys(f"offices:{post.head}" for post in posts))
    if not posts:
        rules["office"] = COUNTERPART
    elif any(post.bare and " of " in (post.office or "") for post in posts):
        rules["office"] = f"{heads}, {BY_MINISTRY}"
    else:
        rules["office"] = heads
    rules["position"] = heads
    if draft.ranks:
        rules["rank"] = f"ranks:{draft.ranks[0].id}"
    body = next((post.body for post in posts if post.body), None)
    rules["organisation"] = f"bodies:{body.english or body.kind}" if body else ""
    said = any(p.country == draft.country for p in draft.positions) or any(p.country for p in posts)
    rules["country"] = SAID if said else SETTLED
    return {field: rule for field, rule in rules.items() if rule and (field == "name" or field in filled)}


def visit_rules(ground: Ground, trip: Trip, filled: set[str]) -> dict[str, str]:
    """Return for each filled slot of a visit the rule that gave it; rules noted while reading come first."""
    words = _words(ground, trip)
    told = f"{IMPLIED}: {words}" if trip.implied else f"{TOLD}: {words}"
    rules = dict.fromkeys(("from", "to", "head", "start", "end"), told)
    rules |= {slot: f"taken from {source}" for slot, source in trip.derived.items() if slot in ("from", "to")}
    rules |= {slot: f"{told}, year from {source}" for slot, source in trip.derived.items() if slot in ("start", "end")}
    if trip.head is not None and "from" not in trip.derived:
        rules["from"] = f"country of the head; {told}"
    rules["status"] = _status_words(ground, trip) or f"past tense without a sign of going on: {words}"
    rules["hosts"] = "of the country gone to, in a meeting, arrival, signing or visit to a site"
    rules["invited_by"] = "triggers: beside the word of invitation"
    rules["duration_days"] = "dates: duration"
    rules["places"] = "places: city of the country gone to, marked as goal or scene"
    rules["participants"] = "named in an activity"
    rules |= trip.rules
    return {slot: rule for slot, rule in rules.items() if slot in filled}


def _words(ground: Ground, trip: Trip) -> str:
    """Return the forms of the triggers in the visit's first sentence."""
    start, end = ground.scan.sentences[trip.sentences[0]]
    found = dict.fromkeys(f"{item.id} “{item.form}”" for item in ground.scan.within("triggers", start, end))
    return ", ".join(list(found)[:3]) or "no trigger"


def _status_words(ground: Ground, trip: Trip) -> str:
    spans = set(trip.slots.get("status", ()))
    shown = [
        f"{item.id} “{item.form}”"
        for _, item in trip.statuses
        if ground.scan.span(item.start, item.end) in spans
    ]
    return f"triggers: {', '.join(dict.fromkeys(shown))}" if shown else ""
