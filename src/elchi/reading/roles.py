"""Second mentions without a name: an office alone, a counterpart, a side's minister."""

from __future__ import annotations

from bisect import bisect_left, insort
from collections import Counter
from operator import attrgetter

from elchi.reading.belonging import named_after, of_its_body, of_sides, told_as
from elchi.reading.bodies import Body
from elchi.reading.cues import item_country, marked, roles_of
from elchi.reading.namecases import NameSpan
from elchi.reading.nominative import fold_name
from elchi.reading.people import Cast, Draft, Ref
from elchi.reading.positions import Position, Post
from elchi.reading.scan import Scan
from elchi.vocabulary.load import heads

SENT = frozenset(["representative", "envoy"])  # heads that others are special kinds of
DATIVE = frozenset(["dat"])
REGIONAL_KINDS = frozenset(["region"])
ANY_BODY = frozenset(["agency", "department", "ministry", "service", "committee"])
LEADERS = frozenset(["minister", "chairman", "head", "director", "director general", "chief", "prosecutor general"])
LESSER = ("deputy", "first deputy", "former", "head of the press", "head of department")
RULERS = frozenset(["head_of_state", "head_of_government"])
BARE_MINISTERS = frozenset(["minister", "deputy minister", "first deputy minister"])


def resolve_roles(scan: Scan, cast: Cast) -> None:
    """Give persons their countries as far as their words tell, and resolve offices that stand alone."""
    of_its_body(scan, cast)
    for draft in cast.drafts:
        draft.country = next((p.country for p in draft.positions if p.country), None)
    named_after(scan, cast)
    told_as(scan, cast)
    of_sides(scan, cast)
    _untitled(scan, cast)
    _ministries(scan, cast)
    _refer(scan, cast, [p for p in cast.open_positions if not p.posts[0].counterpart])
    _counterparts(scan, cast)
    _refer(scan, cast, [p for p in cast.open_positions if p.posts[0].counterpart])
    cast.order_refs()
    _with_counterparts(scan, cast)


class _Holders:
    """Who holds which office and where they are named, looked up once for all positions; holds while offices do.

    Persons are the numbers of drafts. `first` is the token of a person's first mention, `offices` and `levels` are his
    offices and the first words of those that his positions give.
    """

    def __init__(self, cast: Cast) -> None:
        self.first = [draft.first for draft in cast.drafts]
        self.offices = [frozenset(draft.offices) for draft in cast.drafts]
        self.levels = [{level for post in draft.posts for level in _levels(post)} for draft in cast.drafts]
        self.count = Counter(office for offices in self.offices for office in offices)
        self._by_level: dict[str, list[int]] = {}
        for person, offices in enumerate(self.offices):
            for level in self.levels[person] | {_level(office) for office in offices}:
                self._by_level.setdefault(level, []).append(person)
        self._starts: dict[int, list[int]] = {}
        for ref in cast.refs:
            self.refer(ref)

    def near(self, office: str | None) -> list[int]:
        """Return who may be meant by an office: those who hold one with the same first word, in order."""
        return self._by_level.get(_level(office), [])

    def refer(self, ref: Ref) -> None:
        """Take in a further place where a person is named."""
        insort(self._starts.setdefault(ref.person, []), ref.start)

    def last_before(self, person: int, token: int) -> int:
        """Return where a person is named last before a token, given that he is."""
        starts = self._starts[person]
        return starts[bisect_left(starts, token) - 1]


def _refer(scan: Scan, cast: Cast, positions: list[Position]) -> None:
    """Add references for offices that stand alone; the country said with one is the person's."""
    if not positions:
        return
    holders = _Holders(cast)
    for position in positions:
        persons = _all_meant(holders, position) if position.plural else [_one_meant(scan, cast, holders, position)]
        for person in persons:
            if person is None:
                continue
            ref = Ref(position.start, position.end, person, "role", position.cases)
            cast.refs.append(ref)
            holders.refer(ref)
            draft = cast.drafts[person]
            if draft.country is None and not position.plural and not position.posts[0].counterpart:
                draft.country = position.country


def _untitled(scan: Scan, cast: Cast) -> None:
    """A full name without office close after an office of another country that no one else holds is its holder's.

    Headlines and first sentences often give the one and the next sentence the other.
    """
    known: dict[str, list[Draft]] = {}
    untitled: dict[int, list[Draft]] = {}  # by sentence
    for draft in cast.drafts:
        for office in draft.offices:
            known.setdefault(office, []).append(draft)
        plain = not draft.positions and not draft.ranks and not draft.honoured and draft.longest().full
        if plain and _surely_person(scan, draft):
            for sentence in {scan.sentence_of[n.start] for n in draft.names if _leads(scan, n)}:
                untitled.setdefault(sentence, []).append(draft)
    for position in cast.open_positions:
        post = position.posts[0]
        if position.plural or post.counterpart or not post.office or not post.country:
            continue
        if position.cases == DATIVE:
            continue  # to whom something is handed
        if any(_may_be(draft, position) for draft in known.get(post.office, ())):
            continue
        if _of_a_visit(scan, position):
            continue
        at = scan.sentence_of[position.start]
        around = {id(d): d for s in (at - 1, at, at + 1) for d in untitled.get(s, ()) if not d.positions}
        near = list(around.values())
        if len(near) == 1:
            near[0].positions.append(position)
            near[0].country = post.country
            for office in near[0].offices:
                known.setdefault(office, []).append(near[0])


def _of_a_visit(scan: Scan, position: Position) -> bool:
    """True for an office in the genitive right behind a word of visiting: whose visit, while others act."""
    genitive = "gen" in position.cases and "nom" not in position.cases
    before = scan.within("triggers", max(position.start - 1, 0), position.start)
    during = [i for i in scan.within("triggers", max(position.start - 5, 0), position.start) if i.id == "during"]
    return genitive and bool(during) and any(i.id in ("visit", "trip") for i in before)


def _leads(scan: Scan, name: NameSpan) -> bool:
    """True for a name in the nominative, or in the genitive beside a word of visiting: a visit of theirs."""
    near = scan.within("triggers", max(name.start - 2, 0), name.end + 4)
    return "nom" in name.cases or ("gen" in name.cases and any(i.id in ("visit", "trip") for i in near))


def _may_be(draft: Draft, position: Position) -> bool:
    """True for a person of the country of an office, or one named before it whose country is not known."""
    return draft.country == position.country or (draft.country is None and draft.first < position.start)


def _surely_person(scan: Scan, draft: Draft) -> bool:
    """True for a name that begins with a known given name, or that the report takes up again."""
    first = fold_name(draft.longest().words[0], scan.language)
    return first in scan.language.given or len(draft.names) > 1


def _ministries(scan: Scan, cast: Cast) -> None:
    """A minister named without a portfolio is of the ministry named last before, in his sentence or the two before."""
    ministries = [b for b in cast.bodies if b.kind == "ministry" and (b.english or "").startswith("ministry of ")]
    for draft in cast.drafts:
        bare = [p for p in draft.posts if p.office in BARE_MINISTERS or (p.bare and p.office == "head")]
        if not bare or len(draft.offices) > 1:
            continue
        near = _ministry_before(scan, ministries, draft.first)
        if near is None or (near.country and draft.country and near.country != draft.country):
            continue
        for post in bare:
            title = "minister" if post.office == "head" else post.office
            post.office = f"{title} of {(near.english or '').removeprefix('ministry of ')}"


def _ministry_before(scan: Scan, ministries: list[Body], token: int) -> Body | None:
    """Return the ministry named last before a token, in its sentence or the two before."""
    sentence = scan.sentence_of[token]
    for ministry in reversed(ministries[: bisect_left(ministries, token, key=attrgetter("start"))]):
        where = scan.sentence_of[ministry.start]
        if sentence - where <= 2:
            return ministry
        if where >= 0:
            break
    return None


def _counterparts(scan: Scan, cast: Cast) -> None:
    """A named counterpart holds the office of the person whose counterpart it is."""
    for draft in cast.drafts:
        posts = [p for position in draft.positions for p in position.posts if p.counterpart]
        if not posts or draft.offices:
            continue
        other = _nearest(scan, cast, posts[0], draft)
        if other is not None and other.offices:
            draft.office = _shared_office(draft, other)
            draft.counterpart_of = cast.drafts.index(other)


def _with_counterparts(scan: Scan, cast: Cast) -> None:
    """A person named without an office who does something with his counterpart holds that one's office."""
    counterparts = {p.start for p in cast.open_positions if p.posts[0].counterpart and p.posts[0].country}
    for met in [ref for ref in cast.refs if ref.start in counterparts] if counterparts else []:
        sentence = scan.sentence_of[met.start]
        if sentence < 0 or not _with_another(scan, met):
            continue
        named = cast.refs_within(scan.sentences[sentence][0], met.start)
        subject = next((r for r in named if r.kind == "name" and "nom" in r.cases), None)
        other = cast.drafts[met.person]
        if subject is None or subject.person == met.person or not other.offices:
            continue
        draft = cast.drafts[subject.person]
        if not draft.positions and not draft.ranks and draft.office is None:
            draft.office, draft.counterpart_of = _shared_office(draft, other), met.person


def _shared_office(draft: Draft, other: Draft) -> str:
    """Return which of a person's offices his counterpart holds: a command for an officer, else the first."""
    military = [p.office for p in other.posts if p.office and heads().get(p.head, {}).get("level") == "military"]
    ministries = [office for office in other.offices if office.startswith("minister of ")]
    return military[0] if draft.ranks and military else (ministries or other.offices)[0]


def _with_another(scan: Scan, ref: Ref) -> bool:
    """True for one with whom another does something."""
    return any(marked(scan, "with", at, ref.end, ref.cases) for at in {ref.start, ref.lead})


def _nearest(scan: Scan, cast: Cast, post: Post, own: Draft) -> Draft | None:
    """Return the last person with an office named before a counterpart, of another country where both are known.

    One of whom no country is said is of the outlet's, unless nobody else is left.
    """
    others = {i: d for i, d in enumerate(cast.drafts) if d is not own and d.offices}
    pool = {i: d for i, d in others.items() if not (post.country and d.country == post.country)}
    home = scan.report.outlet_country
    if post.country and post.country == home:
        pool = {i: d for i, d in pool.items() if d.country} or pool
    before = [r for r in cast.refs if r.end <= post.start and r.person in pool]
    if before:
        sentence = scan.sentence_of[post.start]
        here = [r for r in before if scan.sentence_of[r.start] == sentence]
        led = len(here) > 1 and here[0].kind == "name" and not _with_another(scan, here[0])
        if led and any(_with_another(scan, r) for r in here[1:]):
            return cast.drafts[here[0].person]  # X, travelling with Y, met her counterpart
        return cast.drafts[max(before, key=lambda r: r.start).person]
    return min(pool.values(), key=lambda d: d.first, default=None)


def _all_meant(holders: _Holders, position: Position) -> list[int]:
    """Return whom a bare plural means (the ministers, the two presidents): those before it who share the office."""
    post = position.posts[0]
    if not post.bare:
        return []
    level = _level(post.office)
    before = [i for i in holders.near(post.office) if holders.first[i] < position.start and level in holders.levels[i]]
    return before if 2 <= len(before) <= 3 else []


def _one_meant(scan: Scan, cast: Cast, holders: _Holders, position: Position) -> int | None:
    """Return the person whom an office alone means: same office and country, the one named last before it."""
    post = position.posts[0]
    if post.counterpart:
        return _counterpart_meant(cast, holders, post)
    home = scan.report.outlet_country
    fitting = [
        i
        for i in holders.near(post.office)
        if _may_mean(cast.drafts[i], holders.first[i], post, home)
        and _holds(holders, i, post)
        and not _beside(scan, cast.drafts[i], post)
        and not _goes_there(scan, cast.drafts[i], post)
        and not _meets_one(scan, cast, i, post)
    ]
    if not fitting and post.head == "leader" and post.bare:
        return _ruler_meant(cast, holders, post, home)
    if not fitting:
        return _leader_meant(cast, holders, post, home) if _leads_any(post) else None
    exact = [i for i in fitting if post.country and cast.drafts[i].country == post.country]
    pool = exact or fitting
    if len(pool) > 1 and not post.bare and not exact:
        same = [i for i in pool if post.office in holders.offices[i]]
        pool = same or pool
    before = [i for i in pool if holders.first[i] < position.start]
    if before:
        return max(before, key=lambda i: holders.last_before(i, position.start))
    return min(pool, key=lambda i: holders.first[i]) if not post.bare else None


def _ruler_meant(cast: Cast, holders: _Holders, post: Post, home: str | None) -> int | None:
    """Return who "the Chilean leader" is: the one head of state or of government of that country named before."""
    rulers = [
        i
        for i, draft in enumerate(cast.drafts)
        if holders.first[i] < post.start
        and post.country
        and _may_mean(draft, holders.first[i], post, home)
        and any(heads().get(p.head, {}).get("level") in RULERS for p in draft.posts)
    ]
    found = [i for i in rulers if cast.drafts[i].country == post.country] or rulers
    return found[0] if len(found) == 1 else None


def _leads_any(post: Post) -> bool:
    """True for the head of a body that is only called by its kind (the head of the Finnish agency)."""
    kind = post.body.kind if post.body is not None and not post.body.english else None
    return post.head == "head" and post.office in ("head", f"head of {kind}") and kind in (None, *ANY_BODY)


def _leader_meant(cast: Cast, holders: _Holders, post: Post, home: str | None) -> int | None:
    """Return the one person named before who leads a ministry or another body of the country said with the post."""
    leaders = [
        i
        for i, draft in enumerate(cast.drafts)
        if holders.first[i] < post.start
        and _may_mean(draft, holders.first[i], post, home)
        and any(p.head in LEADERS and p.office and not p.office.startswith(LESSER) for p in draft.posts)
    ]
    exact = [i for i in leaders if post.country and cast.drafts[i].country == post.country]
    found = exact or leaders
    return found[0] if len(found) == 1 else None


def _goes_there(scan: Scan, draft: Draft, post: Post) -> bool:
    """True for a person of no known country whom a sentence sends to the country of an office: it is not his."""
    if not post.country or draft.country:
        return False
    for name in draft.names:
        sentence = scan.sentence_of[name.start]
        start, end = scan.sentences[sentence] if sentence >= 0 else (name.start, name.end)
        for item in (*scan.within("countries", start, end), *scan.within("places", start, end)):
            if item_country(scan, item) != post.country or "gen" in item.cases:
                continue
            visited = any(i.id == "go" and i.end == item.start for i in scan.covering(item.start - 1, {"triggers"}))
            if visited or "destination" in roles_of(scan, item.start, item.end, item.cases):
                return True
    return False


def _meets_one(scan: Scan, cast: Cast, person: int, post: Post) -> bool:
    """True for a person of no known country whom a sentence parts from one of the office's country by a word of
    meeting: the two are not of one country."""
    if not post.country or cast.drafts[person].country:
        return False
    for name in cast.drafts[person].names:
        sentence = scan.sentence_of[name.start]
        if sentence < 0:
            continue
        for ref in cast.refs_within(*scan.sentences[sentence]):
            if ref.kind != "name" or cast.drafts[ref.person].country != post.country:
                continue
            between = scan.within("triggers", min(name.end, ref.end), max(name.start, ref.start))
            if any(i.id in ("receive", "received_by", "meet") for i in between):
                return True
    return False


def _beside(scan: Scan, draft: Draft, post: Post) -> bool:
    """True for a person named without a country in the sentence that speaks of another country's office."""
    if not post.country or draft.country or post.country == scan.report.outlet_country:
        return False
    return any(scan.sentence_of[n.start] == scan.sentence_of[post.start] for n in draft.names)


def _may_mean(draft: Draft, first: int, post: Post, home: str | None) -> bool:
    """True where the country said with an office may be that of a person first named at a token."""
    if not post.country:
        return True
    if draft.country:
        return draft.country == post.country
    if post.body is not None and post.body.kind in REGIONAL_KINDS and post.country != home:
        return False  # a governor named without his region is not that of one abroad
    return post.country == home or first <= post.start


def _holds(holders: _Holders, person: int, post: Post) -> bool:
    """True where a person holds the office of a post, or one of its level where the post says no more."""
    if post.office in holders.offices[person]:
        return True
    return (post.bare or post.office == post.head) and _level(post.office) in holders.levels[person]


def _levels(post: Post) -> set[str]:
    """Return the words by which a post is told once more: its first, and that a special envoy is an envoy."""
    last = post.head.rpartition(" ")[2]
    return {_level(post.office), last} if last in SENT else {_level(post.office)}


def _level(office: str | None) -> str:
    """Return the first word of an office: a minister is no deputy minister."""
    return next(iter((office or "").split()), "")


def _officer_opposite(cast: Cast, holders: _Holders, post: Post) -> list[int]:
    """Return the one commander of another country than the one named last: armies call their posts differently."""
    commands = [i for i, d in enumerate(cast.drafts) if any(_is_command(p) for p in d.posts)]
    before = [i for i in commands if holders.first[i] < post.start]
    if len(commands) != 2 or not before or len({cast.drafts[i].country for i in commands}) != 2:
        return []
    recent = max(before, key=lambda i: holders.last_before(i, post.start))
    return [i for i in commands if i != recent]


def _is_command(post: Post) -> bool:
    return (post.office or "").startswith("chief of ") or heads().get(post.head, {}).get("level") == "military"


def _of_like_level(cast: Cast, holders: _Holders, person: int) -> bool:
    """True for one whose office begins like that of a person of another country (the speakers of their chambers)."""
    country, levels = cast.drafts[person].country, holders.levels[person]
    others = (i for i, d in enumerate(cast.drafts) if d.country not in (None, country))
    return any(levels & holders.levels[i] for i in others)


def _counterpart_meant(cast: Cast, holders: _Holders, post: Post) -> int | None:
    """Return who "his Kazakh counterpart" is: someone of that country who shares an office with another person."""
    pool = [
        i
        for i, draft in enumerate(cast.drafts)
        if holders.offices[i] and (not post.country or draft.country == post.country)
    ]
    paired = [i for i in pool if any(holders.count[office] > 1 for office in holders.offices[i])]
    paired = paired or ([i for i in pool if _of_like_level(cast, holders, i)] if post.country else [])
    pool = paired or (pool if post.country else _officer_opposite(cast, holders, post))
    before = [i for i in pool if holders.first[i] < post.start]
    if len(before) > 1:
        recent = max(before, key=lambda i: holders.last_before(i, post.start))
        before = [i for i in before if i != recent] if not post.country else before
    chosen = before or pool
    return max(chosen, key=lambda i: holders.first[i]) if before else min(chosen, default=None)
