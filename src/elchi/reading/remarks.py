"""What a reading could not make use of, said in plain words: sentences of a visit that gave none, names left out."""

from __future__ import annotations

from collections.abc import Iterator

from elchi.reading.cues import triggers_in
from elchi.reading.ground import BLOCKERS, Ground, Trip
from elchi.reading.scan import Scan
from elchi.text.tokens import WORD

MOST = 3  # remarks of one sort
STRONG = ("visit", "go", "arrive", "ongoing", "tour")


def find_remarks(ground: Ground, trips: list[Trip], kept: set[int]) -> Iterator[str]:
    """Yield remarks; `kept` are the numbers of the persons that the reading names."""
    scan = ground.scan
    if True in scan.shouting:
        words = _words(scan)
        if words and sum(scan.shouting[i] and scan.tokens[i].all_capitals for i in words) > 0.6 * len(words):
            yield "written in capitals: only names that begin with a known given name were read, third words may lack"
    if not trips and not scan.items and len(_words(scan)) > 30:
        yield "no word of the vocabulary found: is the language the one given?"
    yield from _unread_sentences(ground, trips)
    yield from _names_left_out(ground, trips, kept)


def _words(scan: Scan) -> list[int]:
    """Return the words of a report that are no noise."""
    return [i for i, token in enumerate(scan.tokens) if token.kind == WORD and not scan.masked[i]]


def _unread_sentences(ground: Ground, trips: list[Trip]) -> Iterator[str]:
    """A sentence that speaks of going somewhere, and gave no visit; blockers (a call, a match) are understood."""
    told = {sentence for trip in trips for sentence in trip.sentences}
    ends = {trip.destination for trip in trips} | {trip.origin for trip in trips}
    count = 0
    for index, (start, end) in enumerate(ground.scan.sentences):
        triggers = triggers_in(ground.scan, start, end)
        if not triggers or index in told:
            continue
        strong = [i for t in STRONG for i in triggers.get(t, ()) if "weak" not in i.attrs]
        if not strong or not BLOCKERS.isdisjoint(triggers):
            continue
        goals = {p.country for p in ground.places(start, end) if "destination" in p.roles} - {None}
        if trips and not goals - ends:
            continue
        count += 1
        if count <= MOST:
            yield f"not understood: a sentence of going gave no visit: “{_short(ground, start, end)}”"
    if count > MOST:
        yield f"not understood: {count - MOST} more sentences of going gave no visit"


def _names_left_out(ground: Ground, trips: list[Trip], kept: set[int]) -> Iterator[str]:
    """A full name in a sentence of a visit, with neither office nor rank understood."""
    sentences = {sentence for trip in trips for sentence in trip.sentences}
    for number, draft in enumerate(ground.cast.drafts):
        name = draft.longest()
        told = name.full and not draft.honoured and ground.scan.sentence_of[draft.first] in sentences
        if told and number not in kept:
            yield f"not understood: what {name.name} is (no office or rank found), left out"


def _short(ground: Ground, start: int, end: int) -> str:
    words = ground.scan.words(start, end)
    return words if len(words) <= 90 else f"{words[:90].rsplit(' ', 1)[0]} …"
