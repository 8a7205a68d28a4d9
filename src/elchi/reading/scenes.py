"""Where an activity takes place: the sites and buildings of its sentence, or of the scene it is told in."""

from __future__ import annotations

from dataclasses import dataclass

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.cues import marked
from elchi.reading.ground import Ground
from elchi.reading.wording import in_nominative
from elchi.text.tokens import BREAK, NUMBER, WORD

# a grave or monument inside a cemetery or memorial complex is no place of its own
WREATH_SITES = (("cemetery", "alley", "memorial"), ("monument", "square", "park", "museum", "complex"), ("grave",))
MEMORIALS = frozenset(["cemetery", "alley", "memorial", "monument", "grave"])  # a memorial visited is honoured
CLOSERS = '”»"“«„'
HALLS = frozenset(
    "airport palace residence headquarters ministry hospital university academy theatre complex centre".split()
)


@dataclass(frozen=True)
class Scene:
    """A place named in a report: tokens [start, end), its wording, the kind of site or body (`city` for a town)."""

    start: int
    end: int
    text: str
    kind: str


def scenes_of(ground: Ground, index: int, hit: Item, kind: str) -> list[Scene]:
    """Return the places that a sentence gives for an activity of a kind: several for wreaths and sites visited."""
    inside = _places_named(ground, index)
    if kind == "wreath_laying":
        for kinds in WREATH_SITES:
            if found := [s for s in inside if s.kind in kinds]:
                return found
        return []
    if kind == "site_visit":
        shown = [s for s in _told_after(ground, index, hit, inside) if s.kind not in MEMORIALS]
        return [s for s in shown if not _located_only(ground, s, shown)]
    if kind == "opening":
        return inside[:1]
    scene = [s for s in inside if is_located(ground, s.start, s.end)]
    return scene[:1] or _towns(ground, index, kind)


def _told_after(ground: Ground, index: int, hit: Item, inside: list[Scene]) -> list[Scene]:
    """Return the places between a verb and the verb of another activity, or all where none stand there."""
    end = ground.scan.sentences[index][1]
    later = ground.scan.within("activities", hit.end, end)
    others = [i.start for i in later if i.id != hit.id and "part" not in i.attrs]
    stop = min(others, default=end)
    return [s for s in inside if hit.start <= s.start < stop] or inside


def _places_named(ground: Ground, index: int) -> list[Scene]:
    """Return the sites and bodies of a sentence, nested ones as one, without positions and sources of news."""
    start, end = ground.scan.sentences[index]
    inside = [b for b in ground.cast.bodies if start <= b.start < end and b.start not in ground.in_position]
    chains: list[list[Body]] = []
    for body in inside:
        if is_source(ground, body):
            continue
        if chains and _owns(ground, chains[-1][-1], body):
            chains[-1].append(body)
        else:
            chains.append([body])
    return [_scene(ground, chain) for chain in chains]


def _scene(ground: Ground, chain: list[Body]) -> Scene:
    """Make one place of a chain of bodies that own each other; the kind is that of the innermost."""
    scan = ground.scan
    first_last = scan.language.settings.get("position", {}).get("head", "first") == "last"
    kind = chain[-1].kind if first_last else chain[0].kind
    start, end = _with_quotes(ground, chain[0].start, chain[-1].end)
    return Scene(start, end, in_nominative(scan, start, end), kind)


def _with_quotes(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """Take in a quoted name right before the noun or right after it, and quotation marks left open."""
    tokens = ground.scan.tokens
    if start > 1 and tokens[start - 1].text in CLOSERS:
        for k in range(start - 2, max(start - 10, -1), -1):
            if tokens[k].kind == BREAK:
                break
            if tokens[k].text in CLOSERS:
                return k, end
    if end + 1 < len(tokens) and tokens[end].text in '“«"„':
        for k in range(end + 1, min(end + 10, len(tokens))):
            if tokens[k].kind == BREAK:
                break
            if tokens[k].text in '”»"“':
                return start, k + 1
    return start, end


def _owns(ground: Ground, left: Body, right: Body) -> bool:
    """True where one body's name runs on into the next: a genitive before it, or linking words between."""
    between = ground.scan.tokens[left.end : right.start]
    if len(between) > 5 or any(t.kind == BREAK or t.text in ",;:." for t in between):
        return False
    conjunctions = set(ground.scan.language.settings.get("conjunctions", ()))
    if any(t.fold in conjunctions for t in between):
        return False
    rules = ground.scan.language.settings.get("bodies", {})
    if rules.get("right"):
        links = {*rules.get("links", ()), *ground.scan.language.settings.get("articles", ())}
        return all(t.fold in links for t in between) or (
            rules["right"] == "gen" and not between and "gen" in right.cases
        )
    return "gen" in left.cases and all(t.kind in (WORD, NUMBER) or t.text in CLOSERS for t in between)


def _located_only(ground: Ground, scene: Scene, inside: list[Scene]) -> bool:
    """True where a place only says where another one is that is visited."""
    if len(inside) < 2 or not is_located(ground, scene.start, scene.end):
        return False
    return any(not is_located(ground, s.start, s.end) for s in inside if s is not scene)


def is_located(ground: Ground, start: int, end: int) -> bool:
    """True where words are marked as a place where something happens, themselves or by a noun they belong to."""
    scan = ground.scan
    cases = frozenset(c for b in ground.cast.bodies if b.end == end for c in b.cases)
    if marked(scan, "location", start, end, cases):
        return True
    if "gen" not in cases:
        return start > 1 and _prepositional_noun_before(ground, start)
    endings = scan.language.lexicon.paradigms.get("noun", {})
    located = [e for e, found in endings.items() if "loc" in found and len(e) > 1]
    sentence = scan.sentence_of[start]
    stop = min(end + 3, scan.sentences[sentence][1]) if sentence >= 0 else end
    posts = scan.language.frames.get("location", {}).get("post", ())
    return any(
        t.kind == WORD and (t.fold in posts or any(t.fold.endswith(e) for e in located)) for t in scan.tokens[end:stop]
    )


def _prepositional_noun_before(ground: Ground, start: int) -> bool:
    """True for "in front of the Ministry", "in the building of the Ministry"."""
    scan = ground.scan
    words = {w.partition(":")[0] for w in scan.language.frames.get("location", {}).get("prep", ())}
    links = {*scan.language.settings.get("articles", ()), *scan.language.settings.get("complement_links", ())}
    k = start - 1
    while k > 0 and scan.tokens[k].fold in links:
        k -= 1
    return (
        k > 0
        and k < start
        and scan.tokens[k].kind == WORD
        and any(scan.tokens[j].fold in words for j in (k - 1, k - 2) if j >= 0)
    )


def _towns(ground: Ground, index: int, kind: str) -> list[Scene]:
    """Return the town of a sentence as the place of an event, arrival or meeting in it."""
    if kind not in ("event", "arrival", "meeting", "departure", "opening", "press_conference", "signing"):
        return []
    start, end = ground.scan.sentences[index]
    wanted = {"departure": {"origin"}, "arrival": {"destination", "location"}}.get(kind, {"location"})
    for place in ground.places(start, end):
        if place.item.kind == "places" and place.roles & wanted and not place.item.id.startswith("@"):
            item = place.item
            inflected = "~" in item.form or not item.form[:1].isupper()
            text = in_nominative(ground.scan, item.start, item.end) if inflected else item.form
            return [Scene(item.start, item.end, text, "city")]
    return []


def is_source(ground: Ground, body: Body) -> bool:
    """True where a body is only named as the source of the news."""
    for item in ground.scan.items.get("noise", ()):
        if item.id == "attribution" and (0 <= body.start - item.end <= 3 or 0 <= item.start - body.end <= 3):
            return True
    return False
