"""Where an activity takes place: the sites and buildings of its sentence, or of the scene it is told in."""

from __future__ import annotations

from itertools import pairwise

import msgspec

from elchi.reading.bodies import Body
from elchi.reading.bodywords import stands_apart
from elchi.reading.cues import marked, prepositions
from elchi.reading.ground import Ground, Place, Trip
from elchi.reading.hits import Hit
from elchi.reading.quoted import in_speech
from elchi.reading.wording import in_nominative
from elchi.text.tokens import BREAK, NUMBER, WORD

# a grave or monument inside a cemetery or memorial complex is no place of its own
WREATH_SITES = (
    ("cemetery", "alley", "memorial"), ("monument",), ("square", "park", "museum", "complex"), ("grave",)
)  # fmt: skip
MEMORIALS = frozenset(["cemetery", "alley", "memorial", "monument", "grave"])  # a memorial visited is honoured
# buildings in which guests are received, named or not
HALLS = frozenset(
    ["airport", "ministry", "palace", "residence", "headquarters", "military", "parliament", "office", "hotel"]
)
HONOURS = frozenset(["monument", "grave"])  # stand to somebody
# may be set at a place that no table knows, so many tokens behind its word
SPOTTED = {"arrival": 2, "departure": 2, "welcome_ceremony": 9}
OF_SITES = frozenset(["wreath_laying", "site_visit", "opening"])  # activities whose words name the site
UNSEEN = frozenset(["association", "organisation", "party", "council", "commission", "group"])  # are no places
CLOSERS = '”»"“«„'


class Scene(msgspec.Struct, frozen=True):
    """A place named in a report: tokens [start, end), its wording, the kind of site or body (`city` for a town)."""

    start: int
    end: int
    text: str
    kind: str


def scenes_of(ground: Ground, index: int, hit: Hit, trip: Trip) -> list[Scene]:
    """Return the places that a sentence gives for an activity: several for wreaths and sites visited."""
    kind, named = hit.kind, _places_named(ground, index)
    inside = [s for s in named if hit.covers(s.start)]
    if kind == "wreath_laying":
        inside = inside if any(s.kind in MEMORIALS for s in inside) else named
        inside = [s for s, other in pairwise(inside) if not _lies_in(ground, s, other)] + inside[-1:]
        for kinds in WREATH_SITES:
            if found := [s for s in inside if s.kind in kinds]:
                around = _complex_before(ground, index) if kinds == ("grave",) else []
                return around or [s for s in found if _has_name(ground, s)] or found
        return _unknown_spots(ground, hit) or _memorial_before(ground, index)
    if kind == "site_visit":
        return _sites(ground, index, hit, trip, inside)
    if kind == "opening":
        return _opened(ground, index, hit, trip, inside)
    if kind == "departure":
        left = [s for s in inside if _left(ground, s)][:1] or _towns(ground, index, hit, trip)
        return left or [_town(ground, p) for p in _beside(ground, index, hit) if p.item.id[:1] != "@"]
    scene = [s for s in inside if is_located(ground, s.start, s.end) and (s.kind in HALLS or _has_name(ground, s))]
    if kind == "guest_book":
        return (scene or [s for s in inside if _has_name(ground, s) or s.end == hit.item.start])[:1]
    towns = scene[:1] or _towns(ground, index, hit, trip)
    return towns or (_unknown_spots(ground, hit, SPOTTED[kind]) if kind in SPOTTED else [])


def _opened(ground: Ground, index: int, hit: Hit, trip: Trip, inside: list[Scene]) -> list[Scene]:
    """Return what was opened; of an exhibition the place where it is shown, where one is named."""
    shown = [s for s in inside if s.kind not in ("ship", "exhibition")]
    if ground.scan.language.settings.get("verb") != "last":
        shown = [s for s in shown if s.start >= hit.item.start] or shown
    return shown[:1] or _towns(ground, index, hit, trip) or [s for s in inside if s.kind == "exhibition"][:1]


def _sites(ground: Ground, index: int, hit: Hit, trip: Trip, inside: list[Scene]) -> list[Scene]:
    """Return the sites that guests were shown; a town where those have no name, and where none is told."""
    unseen = MEMORIALS | UNSEEN
    shown = [s for s in inside if s.kind not in unseen and not _abroad(ground, trip, s) and not _left(ground, s)]
    shown = [s for s in shown if _is_object(ground, s, hit) or not _located_only(ground, s, _of_clause(hit, s, shown))]
    shown = _without_asides(ground, index, hit, shown)
    start, end = ground.scan.sentences[index]
    towns = [p for p in ground.places(start, end) if p.item.kind == "places" and p.country == trip.destination]
    towns = [p for p in towns if hit.covers(p.item.start) and p.roles != {"origin"} and "adj" not in p.item.attrs]
    if any(_has_name(ground, s) for s in shown):
        return [*shown, *_further(ground, towns, shown)]
    apart = [p for p in towns if p.item.id not in ground.capitals and not p.item.id.startswith("@")]
    if apart and not any(p.item.id in ground.capitals for p in towns):
        return [_town(ground, p) for p in apart]
    return shown or _quoted_names(ground, hit)


def _further(ground: Ground, towns: list[Place], shown: list[Scene]) -> list[Scene]:
    """Return the town, behind a comma or a full clause behind the sites shown, where something else was seen."""
    last = max(s.end for s in shown)
    behind = [p for p in towns if "location" in p.roles and p.item.start > last and p.item.id not in ground.capitals]
    verb = ground.scan.language.settings.get("verb") == "last"
    commas = (any(t.text == "," for t in ground.scan.tokens[last : p.item.start]) for p in behind)
    return [_town(ground, p) for p, apart in zip(behind, commas, strict=True) if verb and apart][:1]


def _lies_in(ground: Ground, scene: Scene, other: Scene) -> bool:
    """True for a memorial right before the cemetery or complex where it stands (the Tomb at the Cemetery)."""
    tokens = ground.scan.tokens[scene.end : other.start]
    words = {*prepositions(ground.scan.language, "location"), *ground.scan.language.words("articles")}
    return other.kind in WREATH_SITES[0] and 0 < len(tokens) <= 2 and all(t.fold in words for t in tokens)


def _of_clause(hit: Hit, scene: Scene, scenes: list[Scene]) -> list[Scene]:
    """Return the places that stand in the same clause of a sentence as one of them."""
    zone = next(((a, b) for a, b in hit.zones if a <= scene.start < b), None)
    return [s for s in scenes if zone and zone[0] <= s.start < zone[1]]


def _without_asides(ground: Ground, index: int, hit: Hit, shown: list[Scene]) -> list[Scene]:
    """Leave out nouns without a name behind a person who is named after the site itself (called at the port, where X
    told of the terminal)."""
    if ground.scan.language.settings.get("verb") == "last" or not shown or shown[0].start < hit.item.end:
        return shown
    first = shown[0].end
    refs = [r.start for r in ground.cast.refs_within(first, ground.scan.sentences[index][1])]
    if not refs:
        return shown
    return [s for s in shown if s.start < refs[0] or _has_name(ground, s)]


def _beside(ground: Ground, index: int, hit: Hit) -> list[Place]:
    """Return the town that is the object of a verb of leaving (left Muscat)."""
    places = ground.places(*ground.scan.sentences[index])
    towns = [p for p in places if p.item.kind == "places" and not p.roles and hit.item.attrs.get("part") == "origin"]
    return [p for p in towns if p.item.start == hit.item.end][:1]


def _is_object(ground: Ground, scene: Scene, hit: Hit) -> bool:
    """True for a place right behind a verb that ends in a preposition of place: called at the port."""
    near = 0 <= scene.start - hit.item.end <= 2
    return near and ground.scan.tokens[hit.item.end - 1].fold in prepositions(ground.scan.language, "location")


def _memorial_before(ground: Ground, index: int) -> list[Scene]:
    """Return the memorial that the sentence before names (from there: they laid flowers at it)."""
    return [s for s in _places_named(ground, index - 1) if s.kind in MEMORIALS][-1:] if index else []


def _complex_before(ground: Ground, index: int) -> list[Scene]:
    """Return the memorial complex that the sentence before names, in which a grave lies."""
    return [s for s in _memorial_before(ground, index) if s.kind in WREATH_SITES[0]]


def _unknown_spots(ground: Ground, hit: Hit, reach: int = 99) -> list[Scene]:
    """Return a capitalised name behind a preposition of place that nothing else explains (a wreath at Such-a-Place),
    `reach` tokens behind the word of the activity at most; its own last word may be the preposition."""
    tokens, language = ground.scan.tokens, ground.scan.language
    preps = {*prepositions(language, "location"), *prepositions(language, "destination")}
    articles = language.words("articles")
    for a, b in hit.zones:
        for k in range(max(a, hit.item.end - 1), min(b - 1, hit.item.end + reach)):
            if tokens[k].fold not in preps:
                continue
            first = k + 2 if tokens[k + 1].fold in articles else k + 1
            last = first
            while last < b and (_names_on(ground, last) or (last > first and tokens[last].text == "-")
                                or (last > first and tokens[last - 1].text == "-")):  # fmt: skip
                last += 1
            known = ground.scan.covering(first, {"places", "countries"})
            if last > first and not known:
                return [Scene(first, last, ground.scan.words(first, last), "named")]
    return []


def _quoted_names(ground: Ground, hit: Hit) -> list[Scene]:
    """Return a short name in quotation marks that stands as the place itself (they called at "The House")."""
    tokens = ground.scan.tokens
    for a, b in hit.zones:
        opening = next((k for k in range(a, b) if tokens[k].text in '“«"„'), None)
        if opening is None:
            continue
        closing = next((k for k in range(opening + 2, min(b, opening + 7)) if tokens[k].text in '”»"“'), None)
        free = closing is not None and not any(
            k in ground.body_at or k in ground.in_ref for k in range(opening, closing)
        )
        if closing is not None and free and tokens[opening + 1].capital and opening < hit.item.start + 8:
            return [Scene(opening, closing + 1, ground.scan.words(opening, closing + 1), "named")]
    return []


def names_again(ground: Ground, known: Scene, more: Scene) -> bool:
    """True where two places are one: the same words, or a bare noun for the named place of its kind before."""
    if known.text == more.text:
        return True
    return (
        known.kind == more.kind and more.end - more.start == 1 and not _has_name(ground, more) and more.kind != "city"
    )


def scene_of(ground: Ground, body: Body) -> Scene:
    """Return the place that a body names."""
    return _scene(ground, [body])


def _abroad(ground: Ground, trip: Trip, scene: Scene) -> bool:
    """True for a body of a country other than the one gone to."""
    body = ground.body_at.get(scene.start)
    return body is not None and body.start == scene.start and body.country not in (None, trip.destination)


def _left(ground: Ground, scene: Scene) -> bool:
    """True for a place that is left."""
    inside = ground.cast.bodies_within(scene.start, scene.end)
    cases = frozenset(c for b in inside if b.end <= scene.end for c in b.cases)
    return "ins" not in cases and marked(ground.scan, "origin", scene.start, scene.end, cases)


def _has_name(ground: Ground, scene: Scene) -> bool:
    """True for a site that has a name, not only the noun of its kind and the town where it is."""
    scan = ground.scan
    places = scan.within("places", scene.start, scene.end)
    towns = [i for i in places if marked(scan, "location", i.start, i.end, i.cases)]
    plain = {k for item in towns for k in range(item.start, item.end)}
    return any(
        t.text in CLOSERS or t.kind == NUMBER or (t.capital and k not in plain and not scan.begins_sentence(k))
        for k, t in enumerate(scan.tokens[scene.start : scene.end], scene.start)
    )


def _places_named(ground: Ground, index: int) -> list[Scene]:
    """Return the sites and bodies of a sentence, nested ones as one, without positions and sources of news."""
    start, end = ground.scan.sentences[index]
    inside = [b for b in ground.cast.bodies_within(start, end) if b.start not in ground.in_position]
    chains: list[list[Body]] = []
    for body in inside:
        if is_source(ground, body) or _is_part(ground, body) or in_speech(ground, body, start, end):
            continue
        if chains and _owns(ground, chains[-1][-1], body):
            chains[-1].append(body)
        else:
            chains.append([body])
    return [_scene(ground, chain) for chain in chains]


def _is_part(ground: Ground, body: Body) -> bool:
    """True for a noun that belongs to the words of an activity, a medal or paper, unless those name the site itself."""
    inside = ground.scan.covering(body.start, {"activities", "awards", "documents"})
    return any(
        i.start < body.start and i.end >= body.end and "part" not in i.attrs and i.id not in OF_SITES for i in inside
    )


def _scene(ground: Ground, chain: list[Body]) -> Scene:
    """Make one place of a chain of bodies that own each other; the kind is that of the innermost."""
    scan = ground.scan
    first_last = scan.language.settings.get("position", {}).get("head", "first") == "last"
    kind = chain[-1].kind if first_last else chain[0].kind
    if first_last and kind in HONOURS and len(chain) > 1:  # before the ministry X's bust: it stands to X
        start, end = _with_honoured(ground, chain[-1].start, chain[-1].end)
        if (start < chain[-1].start and start in ground.name_at) or end - start > 2:
            return Scene(start, end, in_nominative(scan, start, end), kind)
    start, end = _with_quotes(ground, _with_owner(ground, chain[0]), chain[-1].end)
    start, end = _with_name(ground, start, end)
    if kind in HONOURS:
        start, end = _with_honoured(ground, start, end)
    return Scene(start, end, in_nominative(scan, start, end), kind)


def _with_owner(ground: Ground, body: Body) -> int:
    """Return where a place begins that is named after a person before it (the museum of someone, someone's airport)."""
    for ref in ground.name_at.get(body.start - 1, ()):
        named = ref.cases == {"gen"} or ground.cast.drafts[ref.person].honoured
        if ref.start < body.start < ref.end or (ref.end == body.start and named):
            return ref.start
    return body.start


def _with_honoured(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """Take in whom a monument stands to (the monument to X, the bust of X; X's bust in the base)."""
    scan = ground.scan
    tokens = scan.tokens
    if scan.language.settings.get("position", {}).get("head", "first") == "last":
        before = ground.body_at.get(start - 1)
        if before is not None and before.cases == {"loc"}:
            return min(ref.start for ref in (*ground.name_at.get(before.start, ()), before)), end
        for k in range(start, max(start - 3, 0), -1):
            for ref in ground.name_at.get(k - 1, ()):
                if ref.end == k and ref.cases == {"gen"}:
                    return ref.start, end
            if not _belongs(ground, k - 1) and not _says_where(ground, k - 1):
                break
        return start, end
    links = scan.language.words("complement_links", "articles")
    k = end
    while k < len(tokens) and k - end < 3 and tokens[k].fold in links:
        k += 1
    last = k
    while last < len(tokens) and last - k < 6 and tokens[last].kind == WORD and tokens[last].capital:
        last += 1
    return start, (last if k > end and last > k else end)


def _says_where(ground: Ground, k: int) -> bool:
    """True for a town in whose case a monument stands (of X, his monument in Y)."""
    return any("loc" in i.cases for i in ground.scan.covered.get(k, ()) if i.kind == "places")


def _with_name(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """Extend a noun without a name over the words that name it: before it where verbs stand last, else after it."""
    scan = ground.scan
    tokens, sentence = scan.tokens, scan.sentence_of[start]
    if sentence < 0 or _has_name(ground, Scene(start, end, "", "")):
        return start, end
    first, last = scan.sentences[sentence]
    if scan.language.settings.get("verb") != "last":
        k = end
        while k < min(last, end + 3) and _names_on(ground, k):
            k += 1
        return (_from_article(ground, start) if k == end else start), k
    k = start
    capitals = scan.language.settings.get("bodies", {}).get("capitals")
    while k > max(first, start - 6) and _belongs(ground, k - 1) and (tokens[k - 1].capital or not capitals):
        k -= 1
        if tokens[k].capital and k > first:
            return k, end
    named = ground.scan.covering(k - 1, {"places", "countries"}) if k > first else []
    if k < start and any("nom" in i.cases and i.end == k for i in named):
        return max(i.start for i in named), end
    if k > first + 1 and tokens[k - 1].text in "”»":
        for opening in range(k - 2, max(k - 8, first - 1), -1):
            if tokens[opening].text in "“«":
                return opening, end
    return start, end


def _from_article(ground: Ground, start: int) -> int:
    """Take in the plain words between an article and a noun (the antiretroviral drug factory)."""
    tokens, articles = ground.scan.tokens, ground.scan.language.words("articles")
    k = start
    while k > 0 and start - k < 5 and _belongs(ground, k - 1) and tokens[k - 1].fold not in articles:
        k -= 1
    return k if k > 0 and tokens[k - 1].fold in articles else start


def _names_on(ground: Ground, k: int) -> bool:
    """True for a capitalised word after a noun that is nothing else: its name."""
    token = ground.scan.tokens[k]
    known = k in ground.in_position or k in ground.in_ref or k in ground.in_date or k in ground.body_at
    return token.kind == WORD and token.capital and not known


def _belongs(ground: Ground, k: int) -> bool:
    """True for a word that may stand between a name and the noun it names."""
    token = ground.scan.tokens[k]
    known = k in ground.in_position or k in ground.in_ref or k in ground.in_date or k in ground.body_at
    if known or stands_apart(ground.scan, token.fold):
        return False
    if token.kind != WORD:
        return token.text == "-" and token.end == ground.scan.tokens[k + 1].start
    kinds = ("triggers", "places", "countries", "nouns", "activities")
    return not any(i.kind in kinds and i.attrs.get("part") != "object" for i in ground.scan.covered.get(k, ()))


def _with_quotes(ground: Ground, start: int, end: int) -> tuple[int, int]:
    """Take in a quoted name right before the noun or right after it, and quotation marks left open."""
    tokens = ground.scan.tokens
    if start > 1 and tokens[start - 1].text in CLOSERS:
        for k in range(start - 2, max(start - 10, -1), -1):
            if tokens[k].kind == BREAK:
                break
            if tokens[k].text in CLOSERS:
                return k, end
    if ground.scan.language.settings.get("verb") == "last":
        return start, end
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
    conjunctions = ground.scan.language.words("conjunctions")
    if any(t.fold in conjunctions for t in between):
        return False
    rules = ground.scan.language.settings.get("bodies", {})
    if rules.get("right"):
        links = ground.scan.language.words("bodies.links", "articles")
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
    body = ground.body_at.get(end - 1)
    cases = body.cases if body is not None and body.end == end else frozenset()
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
    words = prepositions(scan.language, "location")
    links = scan.language.words("articles", "complement_links")
    k = start - 1
    while k > 0 and scan.tokens[k].fold in links:
        k -= 1
    return (
        k > 0
        and k < start
        and scan.tokens[k].kind == WORD
        and scan.tokens[k].fold not in scan.language.words("conjunctions")
        and any(scan.tokens[j].fold in words for j in (k - 1, k - 2) if j >= 0)
    )


def _towns(ground: Ground, index: int, hit: Hit, trip: Trip) -> list[Scene]:
    """Return the town of a sentence as the place of an event, arrival or meeting in it."""
    if hit.kind not in ("event", "arrival", "meeting", "departure", "opening", "press_conference", "signing"):
        return []
    start, end = ground.scan.sentences[index]
    wanted = {"departure": {"origin"}, "arrival": {"destination", "location"}}.get(hit.kind, {"location"})
    for place in ground.places(start, end):
        named = place.item.kind == "places" and not place.item.id.startswith("@")
        if place.country not in ((None, trip.destination) if hit.kind != "signing" else (trip.destination,)):
            continue
        if named and place.roles & wanted and hit.covers(place.item.start):
            return [_town(ground, place)]
    first = ground.places(start, start + 3)[:1] if hit.kind == "event" else []
    return [_town(ground, p) for p in first if p.item.kind == "places" and "location" in p.roles]


def there_inside(ground: Ground, index: int, trip: Trip) -> Scene | None:
    """Return the town gone to that "there", behind a comma of the same sentence, takes up."""
    start, end = ground.scan.sentences[index]
    tokens, words = ground.scan.tokens, ground.scan.language.words("there")
    at = next((k for k in range(start + 2, end) if tokens[k].fold in words and tokens[k - 1].text == ","), None)
    towns = ground.places(start, at) if at is not None else []
    towns = [p for p in towns if p.item.kind == "places" and p.country == trip.destination and p.item.id[:1] != "@"]
    return _town(ground, towns[-1]) if towns else None


def _town(ground: Ground, place: Place) -> Scene:
    item = place.item
    inflected = "~" in item.form or not item.form[:1].isupper()
    text = in_nominative(ground.scan, item.start, item.end) if inflected else item.form
    return Scene(item.start, item.end, text, "city")


def is_source(ground: Ground, body: Body) -> bool:
    """True where a body is only named as the source of the news."""
    scan = ground.scan
    tokens = scan.tokens
    around = [tokens[k].text for k in (body.start - 1, body.end, body.end + 1) if k < len(tokens)]
    if around[:2] == ["(", ")"] and around[-1] in "-–—":
        return True  # the agency of a dateline
    starts, ends = scan.attributions
    if not ends.isdisjoint(range(body.start - 3, body.start + 1)):
        return True
    told = next((k for k in range(body.end, body.end + 4) if k in starts), None)
    he = scan.language.settings.get("he", ())
    return told is not None and not any(t.fold in he for t in tokens[body.end : told])  # not: in its book he wrote
