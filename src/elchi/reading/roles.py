"""Second mentions without a name: an office alone, a counterpart, a side's minister."""

from __future__ import annotations

from elchi.reading.bodies import country_of
from elchi.reading.cues import item_country, roles_of
from elchi.reading.names import NameSpan
from elchi.reading.nominative import fold_name
from elchi.reading.people import Cast, Draft, Ref
from elchi.reading.positions import Position, Post
from elchi.reading.scan import Scan
from elchi.vocabulary.load import heads

DASHES = frozenset("-–—")
BARE_MINISTERS = frozenset(["minister", "deputy minister", "first deputy minister"])


def resolve_roles(scan: Scan, cast: Cast) -> None:
    """Give persons their countries as far as their words tell, and resolve offices that stand alone."""
    for draft in cast.drafts:
        draft.country = next((p.country for p in draft.positions if p.country), None)
    _named_after(scan, cast)
    _sides(scan, cast)
    _untitled(scan, cast)
    _ministries(scan, cast)
    for position in cast.open_positions:
        if not position.posts[0].counterpart:
            _refer(scan, cast, position)
    _counterparts(cast)
    for position in cast.open_positions:
        if position.posts[0].counterpart:
            _refer(scan, cast, position)
    cast.refs.sort(key=lambda r: (r.start, r.end))


def _refer(scan: Scan, cast: Cast, position: Position) -> None:
    """Add a reference for an office that stands alone; the country said with it is the person's."""
    persons = _holders(cast, position) if position.plural else [_holder(scan, cast, position)]
    for person in persons:
        if person is None:
            continue
        cast.refs.append(Ref(position.start, position.end, person, "role", position.cases))
        draft = cast.drafts[person]
        if draft.country is None and not position.plural and not position.posts[0].counterpart:
            draft.country = position.country


def _untitled(scan: Scan, cast: Cast) -> None:
    """A full name without office close after an office of another country that no one else holds is its holder's.

    Headlines and first sentences often give the one and the next sentence the other.
    """
    for position in cast.open_positions:
        post = position.posts[0]
        if position.plural or post.counterpart or not post.office or not post.country:
            continue
        if any(post.office in d.offices and _may_be(d, position) for d in cast.drafts):
            continue
        at = scan.sentence_of[position.start]
        near = [
            d
            for d in cast.drafts
            if not d.positions and not d.ranks and d.longest().full and not d.honoured and _surely_person(scan, d)
            and any(_leads(scan, n) and abs(scan.sentence_of[n.start] - at) <= 1 for n in d.names)
        ]  # fmt: skip
        if len(near) == 1:
            near[0].positions.append(position)
            near[0].country = post.country


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


def _named_after(scan: Scan, cast: Cast) -> None:
    """Give an office holder the country that stands right after his name: X (Canada), Ambassador X of Brazil."""
    links = set(scan.language.rules["persons"].get("country_links", ()))
    named = [i for i in scan.items.get("countries", ()) if not {"adj", "people"} & i.attrs.keys()]
    countries = {i.start: i for i in named}
    for draft in cast.drafts:
        if draft.country or not draft.positions:
            continue
        for name in draft.names:
            item = countries.get(name.end + 1)
            if item is None or name.end >= len(scan.tokens):
                continue
            link = scan.tokens[name.end]
            closed = item.end < len(scan.tokens) and scan.tokens[item.end].text == ")"
            if link.fold in links or (link.text == "(" and closed):
                draft.country = country_of(scan, item)
                break


def _sides(scan: Scan, cast: Cast) -> None:
    """A person named after "on the Kazakh side" is of that country, and one after "on the Uzbek -" that follows it."""
    nouns = [n for n in scan.items.get("nouns", ()) if n.id in ("@side", "@sides")]
    countries = scan.items.get("countries", ())
    sides = [(c, n.end) for n in nouns for c in countries if c.end == n.start]
    told = {scan.sentence_of[c.start] for c, _ in sides}
    sides += [
        (c, c.end + 1)
        for c in countries
        if "adj" in c.attrs and scan.sentence_of[c.start] in told and scan.tokens[c.end].text in DASHES
    ]
    for draft in cast.drafts:
        if draft.country or not draft.positions:
            continue
        place = draft.positions[0].start
        near = [(end, c) for c, end in sides if end <= place and scan.sentence_of[place] == scan.sentence_of[end - 1]]
        if near:
            item = max(near, key=lambda pair: pair[0])[1]
            draft.country = scan.report.outlet_country if item.id == "@home" else item.id


def _ministries(scan: Scan, cast: Cast) -> None:
    """A minister named without a portfolio is of the ministry named last before, in his sentence or the two before."""
    ministries = [b for b in cast.bodies if b.kind == "ministry" and (b.english or "").startswith("ministry of ")]
    for draft in cast.drafts:
        bare = [p for p in draft.posts if p.office in BARE_MINISTERS or (p.bare and p.office == "head")]
        if not bare or len(draft.offices) > 1:
            continue
        first, sentence = draft.first, scan.sentence_of[draft.first]
        near = [b for b in ministries if b.start < first and sentence - scan.sentence_of[b.start] <= 2]
        if not near or (near[-1].country and draft.country and near[-1].country != draft.country):
            continue
        for post in bare:
            title = "minister" if post.office == "head" else post.office
            post.office = f"{title} of {(near[-1].english or '').removeprefix('ministry of ')}"


def _counterparts(cast: Cast) -> None:
    """A named counterpart holds the office of the person whose counterpart it is."""
    for draft in cast.drafts:
        posts = [p for position in draft.positions for p in position.posts if p.counterpart]
        if not posts or draft.offices:
            continue
        other = _nearest(cast, posts[0], draft)
        if other is not None and other.offices:
            draft.office = _shared_office(draft, other)
            draft.counterpart_of = cast.drafts.index(other)


def _shared_office(draft: Draft, other: Draft) -> str:
    """Return which of a person's offices his counterpart holds: a command for an officer, else the first."""
    military = [p.office for p in other.posts if p.office and heads().get(p.head, {}).get("level") == "military"]
    return military[0] if draft.ranks and military else other.offices[0]


def _nearest(cast: Cast, post: Post, own: Draft) -> Draft | None:
    """Return the last person with an office named before a counterpart, of another country where both are known."""
    pool = [d for d in cast.drafts if d is not own and d.offices and not (post.country and d.country == post.country)]
    before = [r for r in cast.refs if r.end <= post.start and cast.drafts[r.person] in pool]
    if before:
        return cast.drafts[max(before, key=lambda r: r.start).person]
    return min(pool, key=lambda d: d.first, default=None)


def _holders(cast: Cast, position: Position) -> list[int]:
    """Return whom a bare plural means (the ministers, the two presidents): those before it who share the office."""
    post = position.posts[0]
    if not post.bare:
        return []
    before = [
        i
        for i, d in enumerate(cast.drafts)
        if d.first < position.start and any(_same_level(p.office, post.office) for p in d.posts)
    ]
    return before if 2 <= len(before) <= 3 else []


def _holder(scan: Scan, cast: Cast, position: Position) -> int | None:
    """Return the person whom an office alone means: same office and country, the one named last before it."""
    post = position.posts[0]
    if post.counterpart:
        return _counterpart_meant(cast, post)
    home = scan.report.outlet_country
    fitting = [i for i, d in enumerate(cast.drafts) if _fits(d, post, home) and not _beside(scan, d, post)]
    fitting = [i for i in fitting if not _goes_there(scan, cast.drafts[i], post)]
    if not fitting:
        return None
    exact = [i for i in fitting if post.country and cast.drafts[i].country == post.country]
    pool = exact or fitting
    if len(pool) > 1 and not post.bare and not exact:
        same = [i for i in pool if post.office in cast.drafts[i].offices]
        pool = same or pool
    before = [i for i in pool if cast.drafts[i].first < position.start]
    if before:
        return max(before, key=lambda i: max(r.start for r in cast.refs if r.person == i and r.start < position.start))
    return min(pool, key=lambda i: cast.drafts[i].first) if not post.bare else None


def _goes_there(scan: Scan, draft: Draft, post: Post) -> bool:
    """True for a person of no known country whom a sentence sends to the country of an office: it is not his."""
    if not post.country or draft.country:
        return False
    for name in draft.names:
        sentence = scan.sentence_of[name.start]
        start, end = scan.sentences[sentence] if sentence >= 0 else (name.start, name.end)
        for item in (*scan.within("countries", start, end), *scan.within("places", start, end)):
            roles = roles_of(scan, item.start, item.end, item.cases)
            if item_country(scan, item) == post.country and "destination" in roles and "gen" not in item.cases:
                return True
    return False


def _beside(scan: Scan, draft: Draft, post: Post) -> bool:
    """True for a person named without a country in the sentence that speaks of another country's office."""
    if not post.country or draft.country or post.country == scan.report.outlet_country:
        return False
    return any(scan.sentence_of[n.start] == scan.sentence_of[post.start] for n in draft.names)


def _fits(draft: Draft, post: Post, home: str | None) -> bool:
    """True where a person may be meant by an office alone."""
    if post.country and draft.country and draft.country != post.country:
        return False
    if post.country and not draft.country and post.country != home and draft.first > post.start:
        return False
    if post.office in draft.offices:
        return True
    plain = post.bare or post.office == post.head
    return plain and any(_same_level(p.office, post.office) for p in draft.posts)


def _same_level(office: str | None, bare: str | None) -> bool:
    """A minister is no deputy minister: both begin with the same word."""
    return (office or "").split()[:1] == (bare or "").split()[:1]


def _counterpart_meant(cast: Cast, post: Post) -> int | None:
    """Return who "his Kazakh counterpart" is: someone of that country who shares an office with another person."""
    offices = [set(d.offices) for d in cast.drafts]
    pool = [i for i, d in enumerate(cast.drafts) if d.offices and (not post.country or d.country == post.country)]
    paired = [i for i in pool if any(offices[i] & offices[k] for k in range(len(offices)) if k != i)]
    pool = paired or (pool if post.country else [])
    before = [i for i in pool if cast.drafts[i].first < post.start]
    if len(before) > 1:
        recent = max(before, key=lambda i: max(r.start for r in cast.refs if r.person == i and r.start < post.start))
        before = [i for i in before if i != recent] if not post.country else before
    chosen = before or pool
    return max(chosen, key=lambda i: cast.drafts[i].first) if before else min(chosen, default=None)
