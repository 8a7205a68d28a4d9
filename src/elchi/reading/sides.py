"""Who of the two sides takes part where a sentence says it in few words: hosts by their level, lists, plurals."""

from __future__ import annotations

from itertools import pairwise

from elchi.grammar.lexicon import Item
from elchi.reading.cues import triggers_in
from elchi.reading.ground import Ground, Trip, is_diplomat
from elchi.reading.hits import Hit
from elchi.reading.people import Draft, Ref
from elchi.vocabulary.load import heads

LEADING = frozenset(
    [
        "head_of_state", "head_of_government", "minister", "presidency", "parliament", "body", "military",
        "region", "justice",
    ]
)  # fmt: skip
DEPUTIES = frozenset(["adviser", "assistant", "deputy", "first", "vice"])


def opposite(ground: Ground, trip: Trip) -> list[int]:
    """Return the one person of the country gone to whose office is of the head's level."""
    drafts = ground.cast.drafts
    if trip.head is None or not drafts[trip.head].offices:
        return []
    level = drafts[trip.head].offices[0].split()[0]
    hosts = [n for n, d in enumerate(drafts) if d.country == trip.destination and n != trip.head]
    fitting = [n for n in hosts if any(office.split()[0] == level for office in drafts[n].offices)]
    return fitting if len(fitting) == 1 else []


def both_named(ground: Ground, index: int, trip: Trip) -> list[int]:
    """Return the host of the head's own level where a sentence speaks of both in one word (the two ministers)."""
    start, end = ground.scan.sentences[index]
    offices = ground.scan.within("offices", start, end)
    plural = any("pl" in i.attrs or _is_of_two(ground, i) for i in offices)
    sides = any(i.id == "@sides" for i in ground.scan.within("nouns", start, end))
    return opposite(ground, trip) if plural or sides else []


def _is_of_two(ground: Ground, item: Item) -> bool:
    """True for an office in the singular right behind "two", as languages have it that count so."""
    numbers, before = ground.scan.language.dates.numbers, ground.scan.tokens[item.start - 1].fold if item.start else ""
    return before in numbers.firsts and dict(numbers.items()).get((before,)) == 2


def owned_by_both(ground: Ground, hit: Hit) -> bool:
    """True for talks of both sides said right before the word in the genitive (the two speakers' talks)."""
    at = hit.item.start
    return any(n.end == at and n.id == "@sides" and "gen" in n.cases for n in ground.scan.covering(at - 1, {"nouns"}))


def hosts_before(ground: Ground, index: int, trip: Trip) -> list[int]:
    """Return who of the country gone to is the subject of the sentence before (X briefed him; in the talks ...)."""
    refs = ground.cast.refs_within(*ground.scan.sentences[index - 1]) if index else []
    drafts = ground.cast.drafts
    subjects = [r for r in refs if ("nom" in r.cases or not r.cases) and drafts[r.person].country == trip.destination]
    return [r.person for r in subjects if r.person != trip.head and not is_diplomat(drafts[r.person])][:1]


def meetings_apart(ground: Ground, trip: Trip, index: int, people: list[int], hit: Hit) -> list[list[int]]:
    """Heads of different bodies whom one sentence names as hosts each had a meeting; others join the first."""
    triggers = triggers_in(ground.scan, *ground.scan.sentences[index])
    drafts = ground.cast.drafts
    hosts = [p for p in people if _leads(drafts[p]) and (trip.origin is None or drafts[p].country != trip.origin)]
    active = any(t in triggers for t in ("receive", "received_by", "meet")) and not triggers.get("attend")
    active = active or any("pl" in c for c in hit.item.cases)
    if len(hosts) < 2 or not active or not _listed(ground, index, hosts):
        return [people]
    others = [p for p in people if p not in hosts]
    return [[hosts[0], *others], *([h] for h in hosts[1:])]


def meets_group(ground: Ground, item: Item) -> bool:
    """True where people without names stand right before a word of meeting, as with whom (met with the students)."""
    scan, k = ground.scan, item.start - 1
    endings = scan.language.lexicon.paradigms.get("noun", {})
    wanted = "pl.ins"
    if k > 0 and scan.tokens[k].fold in scan.language.frames.get("with", {}).get("post", ()):
        k, wanted = k - 1, "pl"
    if k < 1 or scan.language.settings.get("verb") != "last" or k in ground.in_position or k in ground.in_ref:
        return False
    if any(i.kind in ("nouns", "offices", "countries") for i in scan.covered.get(k, ())):
        return False
    word = scan.tokens[k].fold
    return any(wanted in endings.get(word[-n:], ()) for n in range(3, min(11, len(word) - 2)))


def _listed(ground: Ground, index: int, persons: list[int]) -> bool:
    """True where persons are named one after the other, with a conjunction and their offices between."""
    links = ground.scan.language.words("conjunctions")
    refs = [r for r in ground.cast.refs_within(*ground.scan.sentences[index]) if r.person in persons]
    for left, right in pairwise(refs):
        between = range(left.end, max(left.end, right.start))
        if any(i.kind in ("triggers", "activities") for k in between for i in ground.scan.at.get(k, ())):
            return False
        if not any(ground.scan.tokens[k].fold in links or ground.scan.tokens[k].text == "," for k in between):
            return False
    return True


def _leads(draft: Draft) -> bool:
    """True for the head of a body or state, no deputy, diplomat or adviser."""
    return any(_level(office) in LEADING and office.split()[0] not in DEPUTIES for office in draft.offices)


def _level(office: str) -> str | None:
    """Return the level of the head of the vocabulary with which an office begins."""
    words = office.split()
    heads_of = heads()
    for n in range(len(words), 0, -1):
        if row := heads_of.get(" ".join(words[:n])):
            return row.get("level")
    return None


def in_list(ground: Ground, ref: Ref, last: Ref, refs: list[Ref]) -> bool:
    """True where a person stands before another in one list (meetings with A, B and C, told by the last word)."""
    chain = [r for r in refs if ref.start <= r.start <= last.start]
    links = ground.scan.language.words("conjunctions")
    between = (ground.scan.tokens[a.end : max(a.end, b.lead)] for a, b in pairwise(chain))
    return len(chain) > 1 and all(words and all(t.fold in links or t.text == "," for t in words) for words in between)


def is_somebody(draft: Draft) -> bool:
    """True for a person of whom an office or rank is told, if only as somebody's counterpart."""
    return bool(draft.offices or draft.ranks or draft.counterpart_of is not None)
