"""What visits are read from: the laid ground of a report, a visit being put together, the cues of who goes where."""

from __future__ import annotations

from bisect import bisect_left
from functools import cache, cached_property

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.cues import item_country, marked, postpositions, roles_of
from elchi.reading.dates import DateMention
from elchi.reading.people import Cast, Draft, Ref, starting_within
from elchi.reading.scan import Scan
from elchi.text.tokens import APOSTROPHES, BREAK, DASHES, WORD
from elchi.vocabulary.load import capitals, heads

GOING = ("visit", "trip", "go", "arrive", "ongoing", "tour")
PRESENT = "present"  # was, is, will be: a visit where it stands beside the place and the sentence dates it
SOFT = ("begin", "end", "cancel", "postpone", "return", "invitation")  # speak of a visit only with a place it goes to
MEETING = ("receive", "received_by", "meet", "talks")
BLOCKERS = frozenset(["phone", "credentials", "interview", "domestic", "sport", "letter"])
SOMEWHERE = frozenset([*GOING, PRESENT])
OF_VISITS = frozenset([*GOING, *SOFT, PRESENT])
MET = frozenset(MEETING)

REGION = "region"  # the id of bodies that are regions of a state
LISTED = 30  # tokens in which the next of a list is named


class Trip(msgspec.Struct):
    """A visit being put together. Spans are code points; `weight` counts the sentences that speak of it."""

    origin: str | None = None
    destination: str | None = None
    head: int | None = None
    main: bool = True
    kind: str | None = None
    statuses: list[tuple[str, Item]] = msgspec.field(default_factory=list)
    start: str | None = None
    end: str | None = None
    duration: int | None = None
    leaving: DateMention | None = None
    places: dict[str, list[Item]] = msgspec.field(default_factory=dict)
    sentences: list[int] = msgspec.field(default_factory=list)
    slots: dict[str, list[tuple[int, int]]] = msgspec.field(default_factory=dict)
    derived: dict[str, str] = msgspec.field(default_factory=dict)
    rules: dict[str, str] = msgspec.field(default_factory=dict)
    inviter: int | None = None
    inviting_body: str | None = None
    implied: bool = False
    of_body: bool = False  # only a body of the country gone to is named
    former: bool = False
    hosts: list[int] = msgspec.field(default_factory=list)
    companions: set[int] = msgspec.field(default_factory=set)
    levels: frozenset[str] = frozenset()  # the first words of the offices of who travels: president, minister

    def prove(self, slot: str, span: tuple[int, int]) -> None:
        """Add a span of evidence to a slot, each span once, at most four."""
        spans = self.slots.setdefault(slot, [])
        if span not in spans and len(spans) < 4:
            spans.append(span)


class Place(msgspec.Struct, frozen=True):
    """A country or city in a sentence with the roles it is marked for."""

    item: Item
    country: str | None
    roles: frozenset[str]


class Ground:
    """What visits are found on: the scan, the cast, dates and durations of a report."""

    def __init__(self, scan: Scan, cast: Cast, dates: list[DateMention], durations: list[tuple[int, int, int]]) -> None:
        self.scan, self.cast, self.dates, self.durations = scan, cast, dates, durations
        in_position = {k for d in cast.drafts for p in d.positions for k in range(p.start, p.end)}
        in_position |= {k for p in cast.open_positions for k in range(p.start, p.end)}
        self.in_position = in_position
        self.in_ref = {k for r in cast.refs for k in range(r.start, r.end)}
        self.in_date = {k for d in dates for k in range(d.first, d.last)}
        self.name_at: dict[int, list[Ref]] = {}
        for ref in cast.refs:
            for k in range(ref.start, ref.end) if ref.kind == "name" else ():
                self.name_at.setdefault(k, []).append(ref)
        self.refs_of: dict[int, list[Ref]] = {}
        self._list_refs()
        self.body_at = {k: b for b in cast.bodies for k in range(b.start, b.end)}
        self._places: dict[tuple[int, int], list[Place]] = {}
        self.home = scan.report.outlet_country
        self.capitals = _capital_towns()
        self.countries = {item_country(scan, i) for i in scan.items.get("countries", ())} | {self.home}
        self.dateline = _dateline(scan)

    def _list_refs(self) -> None:
        self.refs_of.clear()
        for ref in self.cast.refs:
            self.refs_of.setdefault(ref.person, []).append(ref)

    def refer_to(self, refs: list[Ref], person: int) -> None:
        """Take some references, found to mean another, as meaning a person."""
        changed = {r.start for r in refs}
        for n, ref in enumerate(self.cast.refs):
            if ref.start in changed and ref in refs:
                self.cast.refs[n] = msgspec.structs.replace(ref, person=person)
        self.cast.order_refs()
        self._list_refs()

    @cached_property
    def accompanied(self) -> list[int]:
        """The sentences that say who went with whom."""
        triggers = self.scan.items.get("triggers", ())
        found = {self.scan.sentence_of[item.start] for item in triggers if item.id == "accompany"}
        return sorted(found - {-1})

    @cached_property
    def touring(self) -> bool:
        """True where the report speaks of a tour."""
        return any(item.id == "tour" for item in self.scan.items.get("triggers", ()))

    def dates_within(self, start: int, end: int) -> list[DateMention]:
        """Return the dates that begin within tokens [start, end), in order."""
        first = bisect_left(self.dates, (start,))  # by the first token
        return self.dates[first : bisect_left(self.dates, (end,), first)]

    def places(self, start: int, end: int) -> list[Place]:
        """Return the countries and cities of a token range that are not part of a position, with their roles."""
        known = self._places.get((start, end))
        if known is None:
            known = self._places[(start, end)] = self._find_places(start, end)
        return known

    def _find_places(self, start: int, end: int) -> list[Place]:
        found: dict[int, Place] = {}
        within = self.scan.within
        regions = [b for b in within("bodies", start, end) if b.id == REGION and "country" in b.attrs]
        named = {k for b in regions for k in range(b.start, b.end)}  # after a town, which is not meant
        for item in (*within("countries", start, end), *within("places", start, end), *regions):
            if item.start in self.in_position or item.start in self.name_at:
                continue
            if item.kind == "places" and item.start in named:
                continue
            if item.start in self.body_at and item.kind == "countries":
                continue
            if item.kind == "places" and (self.scan.covering(item.start, {"countries"}) or self._says_nothing(item)):
                continue
            attributive = "adj" in item.attrs or "people" in item.attrs
            roles = set() if attributive else roles_of(self.scan, item.start, item.end, item.cases)
            if not attributive and names_goal(self.scan, item):
                roles.add("destination")
            place = Place(item, item_country(self.scan, item), frozenset(roles))
            known = found.get(item.start)
            if known is None or self._likelier(place, known):
                found[item.start] = place
        return self._listed([found[k] for k in sorted(found)])

    def _listed(self, places: list[Place]) -> list[Place]:
        """Give the bare members of a list the roles of the last one, which bears the ending (A, B and C-dative)."""
        links = self.scan.language.words("conjunctions")
        shared: set[int] = set()
        if not self.scan.language.frames.get("destination", {}).get("case"):
            return self._listed_on(places, links)
        for n in range(len(places) - 2, -1, -1):
            left, right = places[n], places[n + 1]
            between = self.scan.tokens[left.item.end : right.item.start]
            ending = right.item.cases - {"nom"} or n + 1 in shared
            linked = between and all(token.fold in links or token.fold == "," for token in between)
            if linked and not left.roles and right.roles and left.item.cases == {"nom"} and ending:
                places[n] = msgspec.structs.replace(left, roles=right.roles)
                shared.add(n)
        return self._listed_behind(places)

    def _listed_behind(self, places: list[Place]) -> list[Place]:
        """Give the bare members of a list of goals the roles of the first, which has the preposition (to A, B and C).

        A comma goes on a list only where a conjunction ends it.
        """
        links = self.scan.language.words("conjunctions")
        first = 0
        for n in range(1, len(places)):
            left, right = places[n - 1], places[n]
            between = self.scan.tokens[left.item.end : right.item.start]
            alike = left.item.kind == right.item.kind and left.item.cases == right.item.cases
            if not (alike and len(between) == 1 and not right.roles and "adj" not in right.item.attrs):
                first = n
            elif between[0].fold in links and "destination" in places[first].roles and "gen" not in right.item.cases:
                for k in range(first + 1, n + 1):
                    places[k] = msgspec.structs.replace(places[k], roles=places[first].roles)
            elif between[0].text != ",":
                first = n
        return places

    def _listed_on(self, places: list[Place], links: frozenset[str]) -> list[Place]:
        """Give the further members of a list behind one preposition the roles of the first (to A, B and C)."""
        for n in range(1, len(places)):
            left, right = places[n - 1], places[n]
            between = self.scan.tokens[left.item.end : right.item.start]
            same = left.item.cases & right.item.cases - {"nom"}  # в Ереван и Астану
            plain = not right.roles and (same or not right.item.cases - {"nom"}) and "adj" not in right.item.attrs
            towns = left.item.kind == right.item.kind == "places" and not (same and "destination" in left.roles)
            alike = left.item.kind == right.item.kind and 0 < len(between) <= 2
            alike = alike and (not towns or left.country == right.country)  # courses in Tashkent and Ganja
            if alike and plain and left.roles and all(token.fold in links or token.fold == "," for token in between):
                places[n] = msgspec.structs.replace(right, roles=left.roles)
        return places

    def _says_nothing(self, item: Item) -> bool:
        """True for the name of a town at the start of a sentence, or in a date, that nothing marks as a place."""
        if item.start in self.in_date:
            return True
        sentence = self.scan.sentence_of[item.start]
        first = sentence >= 0 and self.scan.sentences[sentence][0] == item.start
        following = self.scan.tokens[item.end].text if item.end < len(self.scan.tokens) else ""
        marked_so = roles_of(self.scan, item.start, item.end, item.cases)
        return first and not marked_so and following not in ".,:—–-(/" and item.id not in self.capitals

    def _likelier(self, place: Place, known: Place) -> bool:
        """Of two towns of one name, a capital, or one of a country that the report names."""
        return (place.item.id in self.capitals, place.country in self.countries) > (
            known.item.id in self.capitals,
            known.country in self.countries,
        )


@cache
def _capital_towns() -> frozenset[str]:
    return frozenset(capitals().values())


def _dateline(scan: Scan) -> str | None:
    """Return the country of a city that opens the report, as datelines do."""
    for item in scan.items.get("places", ()):
        if item.end < len(scan.tokens) and scan.tokens[item.end].text in ".,:—–-(/" and item.start < 60:
            before = scan.tokens[item.start - 1] if item.start else None
            if before is None or before.kind == BREAK or scan.masked[item.start - 1]:
                return item_country(scan, item)
    return None


def names_goal(scan: Scan, item: Item) -> bool:
    """True for a bare name of a place right before a word of visiting that it says the goal of (the Paris trip)."""
    stems = tuple(scan.language.frames.get("destination", {}).get("compound", ()))
    if not stems or item.end >= len(scan.tokens) or "nom" not in item.cases:
        return False
    joined = item.start > 0 and scan.tokens[item.start - 1].text in "-–"
    return not joined and scan.tokens[item.end].fold.startswith(stems)


def gap_between(date: DateMention, item: Item) -> int:
    return item.start - date.last if item.start >= date.last else date.first - item.end


def is_attribute(ground: Ground, ref: Ref) -> bool:
    """True where a person stands only as with whom, by whom or to whom something is done, alone or as one of a list."""
    scan = ground.scan
    if any(marked(scan, role, ref.lead, ref.end, ref.cases) for role in ("with", "by")):
        return True
    if scan.language.frames.get("with", {}).get("behind") and _right_behind(scan, "meet", ref.lead):
        return True
    after = next_of_list(ground, ref)
    return after is not None and is_attribute(ground, after)


def _right_behind(scan: Scan, trigger: str, token: int) -> bool:
    """True where a trigger ends right before a token, but for an article."""
    last = token - 1
    if last > 0 and scan.tokens[last].fold in scan.language.words("articles"):
        last -= 1
    return last >= 0 and any(i.id == trigger and i.end == last + 1 for i in scan.covering(last, {"triggers"}))


def next_of_list(ground: Ground, ref: Ref) -> Ref | None:
    """Return whom "and" joins to a person, or a comma inside a sentence, where the last of a list bears the mark."""
    tokens, language = ground.scan.tokens, ground.scan.language
    if ref.end >= len(tokens) or not postpositions(language, "with"):
        return None
    link = tokens[ref.end]
    joined = link.fold in language.words("conjunctions") and link.fold not in postpositions(language, "with")
    listed = link.text == "," and not ground.scan.begins_sentence(ref.lead)
    if not (joined or listed):
        return None
    found = ground.cast.refs_within(ref.end, ref.end + LISTED)
    after = next((r for r in found if r.start > ref.end), None)
    if after is None or after.lead != ref.end + 1 or not (joined or next_of_list(ground, after)):
        return None
    return after


def country_spans(ground: Ground, person: int) -> list[tuple[int, int]]:
    """Return the words that show a person's country: his position, else his name."""
    draft = ground.cast.drafts[person]
    for position in draft.positions:
        if position.country == draft.country or position.country is None:
            return [ground.scan.clip(position.start, position.end, 280)]
    name = draft.longest()
    return [ground.scan.span(name.start, name.end)]


def led_by(ground: Ground, refs: list[Ref], triggers: dict[str, list[Item]]) -> int | None:
    """Return the person whom a phrase of leading names: right before it or right after it, as the language orders."""
    side = ground.scan.language.settings.get("position", {}).get("head", "first")
    for lead in triggers.get("lead", ()):
        where = lead.attrs.get("side") or ("before" if side == "last" else "after")
        near = [r for r in refs if (r.end <= lead.start if where == "before" else r.start >= lead.end)]
        if near:
            ref = near[-1] if where == "before" else near[0]
            gap = lead.start - ref.end if where == "before" else ref.start - lead.end
            if gap <= 25:
                return ref.person
    return None


def invitation_side(ground: Ground, item: Item) -> str:
    head = ground.scan.language.settings.get("position", {}).get("head", "first")
    return item.attrs.get("side") or ("before" if head == "last" else "after")


def beside_invitation(ground: Ground, ref: Ref, item: Item, refs: list[Ref]) -> bool:
    if invitation_side(ground, item) == "before":
        near = [r for r in refs if r.end <= item.start and item.start - r.end <= 8]
        between = starting_within(ground.cast.open_positions, ref.end, item.start)
        unnamed = any(p.end <= item.start for p in between)
        return bool(near) and near[-1] == ref and not unnamed
    near = [r for r in refs if r.start >= item.end and r.start - item.end <= 14]
    return bool(near) and near[0] == ref


def dates_news(ground: Ground, date: DateMention) -> bool:
    """True where a date says when something was said or announced (the ministry said on Monday; Dakar, 15 May -)."""
    _, ends = ground.scan.attributions
    told = not ends.isdisjoint((date.first, date.first - 1, date.first - 2))
    return told or _in_dateline(ground.scan, date) or _is_stamp(ground, date)


def _in_dateline(scan: Scan, date: DateMention) -> bool:
    """True for a date between the town that opens a line and the dash or bracket that closes its dateline."""
    tokens = scan.tokens
    closed = date.last < len(tokens) and tokens[date.last].text in ("(", *DASHES)
    near = range(max(date.first - 4, 0), date.first)
    return closed and any(
        item.kind == "places" and (item.start == 0 or tokens[item.start - 1].kind == BREAK)
        for k in near
        for item in scan.at.get(k, ())
    )


def _is_stamp(ground: Ground, date: DateMention) -> bool:
    """True for a day in figures that opens a line before a new sentence (16.11.2018 The minister ...)."""
    tokens = ground.scan.tokens
    opens = date.first == 0 or tokens[date.first - 1].kind == BREAK
    figures = opens and all(t.text[0].isdigit() or t.text in "./-:" for t in tokens[date.first : date.last])
    return figures and date.last < len(tokens) and (tokens[date.last].capital or tokens[date.last].kind == BREAK)


def is_last_day(ground: Ground, date: DateMention) -> bool:
    """True where a single date is said to be the last (until, through): a word before, after or inside it.

    A date with "from" before it is the first, whatever comes after ("from Monday to promote").
    """
    tokens = ground.scan.tokens
    links = ground.scan.language.dates.links.items()
    if is_first_day(ground, date):
        return False
    words = {phrase[0] for phrase, link in links if link == "to" and len(phrase) == 1}
    after = [date.last] if ground.scan.language.settings.get("verb") == "last" else []  # to visit: no until
    around = [tokens[k].fold for k in (date.first - 1, date.last - 1, *after) if 0 <= k < len(tokens)]
    ended = tokens[date.last - 1].fold.endswith(tuple(word for word in words if len(word) > 3))  # 20-aprelgacha
    return (ended and bool(after)) or any(word in words for word in around)


def is_first_day(ground: Ground, date: DateMention) -> bool:
    """True where a word before a single date, or the ending of its day, says that something lasts from that day on."""
    links = ground.scan.language.dates.links.items()
    before = ground.scan.tokens[date.first - 1].fold if date.first else ""
    return (before,) in {phrase for phrase, link in links if link == "from"} or _since(ground.scan, date)


def _since(scan: Scan, date: DateMention) -> bool:
    """True for a day with the ending of where something comes from (from the sixth), where the language has one."""
    last = scan.tokens[date.last - 1]
    behind = scan.tokens[date.last - 2].text == "-" and date.last - date.first > 2
    cases = scan.language.frames.get("origin", {}).get("case")
    if not cases or date.end or not behind:
        return False
    endings = scan.language.lexicon.paradigms.get("noun", {})
    return any(endings.get(last.fold[-n:]) == frozenset(cases) for n in range(2, min(6, len(last.fold) + 1)))


def only_spoken_of(ground: Ground, ref: Ref) -> bool:
    """True where a person is named as an attribute (under the leadership of, the visit of), not as taking part."""
    cues = ground.scan.language.frames.get("genitive", {})
    if any(i.id == "attend" and i.end == ref.lead for i in ground.scan.covering(ref.lead - 1, {"triggers"})):
        return False  # in the presence of X
    if cues.get("case") and ref.cases and ref.cases <= set(cues["case"]):
        return True
    if _is_possessive(ground.scan, ref):
        return True
    return any(marked(ground.scan, "genitive", at, ref.end, ref.cases) for at in {ref.start, ref.lead})


def _is_possessive(scan: Scan, ref: Ref) -> bool:
    """True for a name that takes no more than an apostrophe, as it ends in s (President Elias' message)."""
    last, after = scan.tokens[ref.end - 1], scan.tokens[ref.end : ref.end + 2]
    adjoins = len(after) == 2 and after[0].text in APOSTROPHES and after[0].start == last.end
    return adjoins and last.fold.endswith("s") and after[1].kind == WORD and after[1].start > after[0].end


def is_diplomat(draft: Draft) -> bool:
    """Ambassadors and attaches attend; they do not host."""
    return any(heads().get(p.head, {}).get("level") == "diplomat" for p in draft.posts)


def is_host(ground: Ground, ref: Ref, triggers: dict[str, list[Item]]) -> bool:
    """True for one whom a sentence of being received marks as the host, in the role that the language gives."""
    role = ground.scan.language.frames.get("received_by", {}).get("host")
    return bool(role) and "received_by" in triggers and marked(ground.scan, role, ref.start, ref.end, ref.cases)


def is_voice(draft: Draft) -> bool:
    """True for spokesmen and press officers: they tell of visits and meetings and hold none."""
    return any(speaks_for(office) for office in draft.offices)


def speaks_for(office: str) -> bool:
    """True for an office of those who speak for others."""
    return "press" in office or "spokes" in office
