"""Find positions: an office with its modifiers, portfolio, body and country, read into a standard office."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from operator import itemgetter
from typing import Any

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.acronyms import add_acronyms
from elchi.reading.bodies import Body, find_bodies
from elchi.reading.officenames import compose_office
from elchi.reading.opentitles import add_open_owners, add_open_portfolios, add_unknown_portfolios
from elchi.reading.owners import find_owners, share_countries
from elchi.reading.pieces import (
    Part,
    is_adverbial,
    is_located,
    is_town_of,
    linking_words,
    past_bracket,
    past_capital,
    side_of,
    split_run,
    with_between,
)
from elchi.reading.portfolios import joint_portfolio_right, rest_of_portfolio
from elchi.reading.regions import country_of, names_region
from elchi.reading.scan import Scan
from elchi.text.tokens import APOSTROPHES, BREAK, DASHES, WORD
from elchi.vocabulary.load import city_countries, heads

MODIFIER_ORDER = ("acting", "former", "first", "deputy", "designate")
# bodies that an office is said to be over by their kind alone, where their name is not in the vocabulary
PLAIN_BODIES = frozenset("department institute university school academy hospital service centre region museum "
                         "municipality".split())  # fmt: skip
OF_STATE = frozenset(["offices", "bodies", "portfolios"])
PRESIDING = frozenset(["president", "vice president"])  # who would be one of a state, were his body not named
PLACED = frozenset(["countries", "places"])
OF_COUNTRY = "@country"
RANK_OF_KIND = {"offices": 0, "modifiers": 1, "bodies": 2, "countries": 3, "places": 4, "ranks": 5, "portfolios": 6}


class Post(msgspec.Struct):
    """One office of a position: tokens [start, end), standard office, country, body, country accredited to.

    `core` are the tokens of the post without the body or country that it belongs to, `owner` those of the latter.
    `unknown` is true where its words name a portfolio that the folder does not know.
    """

    start: int
    end: int
    office: str | None
    head: str
    country: str | None = None
    at: str | None = None
    body: Body | None = None
    cases: frozenset[str] = frozenset()
    plural: bool = False
    counterpart: bool = False
    bare: bool = False
    core: tuple[int, int] = (0, 0)
    occupation: bool = False
    owner: tuple[int, int] | None = None
    unknown: bool = False


class Position(msgspec.Struct):
    """A run of words that names one or more offices, with the rank that stands in it.

    `listed` is true for the words of a plural office that one further on in a list holds: they word no post of his own.
    """

    start: int
    end: int
    posts: list[Post]
    rank: Item | None = None
    bodies: list[Body] = msgspec.field(default_factory=list)
    listed: bool = False

    @property
    def country(self) -> str | None:
        """The first country that a post gives."""
        return next((p.country for p in self.posts if p.country), None)

    @property
    def cases(self) -> frozenset[str]:
        """The cases of the head office."""
        return self.posts[-1].cases

    @property
    def plural(self) -> bool:
        """True where the words name several office holders."""
        return any(p.plural for p in self.posts)


def find_positions(scan: Scan) -> tuple[list[Position], list[Body]]:
    """Return the positions of a report in text order, and the bodies found on the way."""
    bodies = share_countries(scan, find_bodies(scan))
    bodies = add_acronyms(scan, add_open_owners(scan, bodies))
    owners = find_owners(scan, {k for body in bodies for k in range(body.start, body.end)})
    scan.owned.update(k for body in owners for k in range(body.start, body.end))
    bodies = sorted([*bodies, *owners], key=lambda b: b.start)
    parts = _parts(scan, bodies)
    positions: list[Position] = []
    end = 0
    for i in sorted(parts):
        if i < end:
            continue
        run, end = _run(scan, parts, i)
        if any(p.kind == "offices" for p in run):
            positions.extend(_read_run(scan, run))
    return positions, bodies


def _parts(scan: Scan, bodies: list[Body]) -> dict[int, Part]:
    """Map start token -> the best piece that begins there: the longest, offices first."""
    best: dict[int, Part] = {}

    def offer(part: Part) -> None:
        known = best.get(part.start)
        if known is None or (part.end, -RANK_OF_KIND[part.kind]) > (known.end, -RANK_OF_KIND[known.kind]):
            best[part.start] = part

    for kind in ("offices", "modifiers", "countries", "places", "ranks"):
        for item in scan.items.get(kind, ()):
            if kind == "places" and _known_given(scan, item.start) and not names_region(scan, item.end - 1):
                continue  # Takeo, Washington: beside an office a given name
            if kind != "offices" or not (
                _part_of_noun(scan, item) or _is_given_name(scan, item) or _is_visit_kind(scan, item)
            ):
                offer(Part(kind, item.start, item.end, item.id, item))
    reach = {p.start: p.end for p in best.values() if p.kind == "offices"}
    for item in scan.items.get("portfolios", ()):
        joint = joint_portfolio_right(scan, item.start)
        if joint and joint[0] == item.start:
            end = _overrun(reach, joint[0], joint[1])
            office = best.get(end[0]) if end else None
            if office is not None:  # National Defence Minister: the office takes in the words before it
                offer(Part("offices", item.start, office.end, office.id, office.item))
            else:
                offer(Part("portfolios", joint[0], rest_of_portfolio(scan, joint[1]), joint[2], item))
    for body in bodies:
        if over := _overrun(reach, body.start, body.end):
            if body.country and scan.tokens[over[0]].fold in scan.language.words("regions"):
                offer(Part("places", body.start, over[0], "", None, body))
            continue  # Turkish Air Force Commander: the office's words are its own
        offer(Part("bodies", body.start, body.end, body.english or body.kind, None, body))
    for k in [k for k in best if k - 1 not in best and best[k].kind == "offices" and names_region(scan, k - 1)]:
        offer(Part("places", k - 1, k))
    add_unknown_portfolios(scan, best)
    add_open_portfolios(scan, best)
    _part_bodies(best)
    return best


def _part_bodies(best: dict[int, Part]) -> None:
    """Let what an office is of begin behind it where its words are in it (the speaker of the Assembly of the region).
    """
    within = {k: p.end for p in best.values() if p.kind == "offices" for k in range(p.start + 1, p.end)}
    for part in [p for p in best.values() if p.kind == "bodies" and within.get(p.start, p.end) < p.end]:
        end = within[part.start]
        if end not in best:
            best[end] = msgspec.structs.replace(part, start=end)


def _known_given(scan: Scan, token: int) -> bool:
    """True for a given name in any case."""
    given = any(x.kind == "names" and x.id == "given" for x in scan.covered.get(token, ()))
    return given or scan.language.is_given(scan.tokens[token].fold)


def _overrun(reach: dict[int, int], start: int, end: int) -> tuple[int, int] | None:
    """Return the office that begins inside the tokens [start, end) and goes on beyond them."""
    return next(((k, reach[k]) for k in range(start + 1, end) if reach.get(k, 0) > end), None)


def _part_of_noun(scan: Scan, item: Item) -> bool:
    """True where an office's word is part of a longer phrase that names none (the word for delegation)."""
    around = scan.covering(item.start, {"nouns", "triggers", "sites", "honorifics"})
    return any(x.start <= item.start and x.end >= item.end and x.end - x.start > item.end - item.start for x in around)


def _is_visit_kind(scan: Scan, item: Item) -> bool:
    """True for a word of an office that says here of what kind a visit is (the Russian for worker, a working visit)."""
    kinds = [x for x in scan.at.get(item.start, ()) if x.kind == "visitkinds" and x.end == item.end]
    return bool(kinds) and any(x.kind == "triggers" for x in scan.at.get(item.end, ()))


def _is_given_name(scan: Scan, item: Item) -> bool:
    """True for a single capitalised word that is also a given name, before another capitalised word of no other use."""
    if item.end - item.start > 1 or item.end >= len(scan.tokens):
        return False
    token, after = scan.tokens[item.start], scan.tokens[item.end]
    told = any(x.id == item.id and scan.tokens[x.start].fold != token.fold for x in scan.items.get("offices", ()))
    if told and scan.language.is_given(after.fold):
        return False  # Sultan X, where the report names the sultan of his country
    if not token.capital or not scan.language.is_given(token.fold) or after.kind != WORD or not after.capital:
        return False
    return not scan.covering(item.end, {"countries", "offices", "bodies", "bodynouns", "portfolios", "ranks"})


def _run(scan: Scan, parts: dict[int, Part], start: int) -> tuple[list[Part], int]:
    """Collect the pieces that follow each other directly or over linking words; a dash joins two offices."""
    glue, conjunctions, state = linking_words(scan.language)
    run: list[Part] = []
    i = start
    while i < len(scan.tokens):
        part = parts.get(i)
        if part is not None:
            run.append(part)
            i = part.end
            continue
        token = scan.tokens[i]
        if run and token.fold in conjunctions and all(p.kind in PLACED for p in run):
            break  # of Norway and Ambassador X
        closed = run and run[-1].kind == "countries" and run[-1].end == i and token.text in APOSTROPHES
        if closed and i + 1 in parts and token.start == scan.tokens[i - 1].end:
            i += 1  # the Netherlands' minister
            continue
        if run and run[-1].kind == "offices" and (inner := _bracketed(scan, parts, i)) is not None:
            run.append(inner)
            i = inner.end
            continue
        if run and (after := past_bracket(scan, parts, run[-1], i)) is not None:
            run[-1].end = i = after
            continue
        if state and run and run[-1].kind in OF_STATE and (after := _past_state(scan, parts, i)) is not None:
            run[-1].end = i = after
            continue
        following = i + 1
        if run and i + 2 in parts and names_region(scan, i):
            i += 2
            continue
        if run and is_town_of(scan, parts, run[-1], i):
            i += 1
            continue
        if token.kind == WORD and token.fold in glue:
            while (
                following < len(scan.tokens)
                and following not in parts
                and scan.tokens[following].fold in glue
                and following - i < 3
            ):
                following += 1
        elif not (token.text in DASHES and any(p.kind == "offices" for p in run)):
            break
        if following not in parts or scan.tokens[following - 1].kind == BREAK:
            break
        i = following
    return run, run[-1].end if run else start + 1


def _past_state(scan: Scan, parts: dict[int, Part], i: int) -> int | None:
    """Return the token after words that say of an office that it is the state's (of the republic), none of a name."""
    glue, k = scan.language.words("glue", "articles"), i
    while k < len(scan.tokens) and k - i < 2 and k not in parts and scan.tokens[k].fold in glue:
        k += 1
    said = k < len(scan.tokens) and k not in parts and scan.tokens[k].fold in scan.language.words("position.of_state")
    return k + 1 if said else None


def _bracketed(scan: Scan, parts: dict[int, Part], i: int) -> Part | None:
    """Return a portfolio in brackets after an office (Permanent Secretary (Defence)), its closing bracket with it."""
    part = parts.get(i + 1)
    if scan.tokens[i].text != "(" or part is None or part.kind != "portfolios" or part.end >= len(scan.tokens):
        return None
    return msgspec.structs.replace(part, end=part.end + 1) if scan.tokens[part.end].text == ")" else None


def _read_run(scan: Scan, run: list[Part]) -> list[Position]:
    """Split a run of pieces into positions and read each office in it."""
    nuclei = [n for n, p in enumerate(run) if p.kind == "offices" and "adj" not in (p.item.attrs if p.item else {})]
    if not nuclei:
        return []
    pieces = split_run(scan, run, nuclei)
    posts = [post for piece in pieces if (post := _read_post(scan, piece)) is not None]
    if not posts:
        return []
    ranks = [(p.start, p.item) for p in run if p.kind == "ranks" and p.item is not None]
    bodies = [(p.start, p.body) for p in run if p.body is not None and p.kind == "bodies"]
    positions: list[Position] = []
    for post in posts:
        last = positions[-1] if positions else None
        joined = last is not None and any(scan.tokens[k].text in DASHES for k in range(last.end, post.start))
        if last is not None and joined:
            last.posts.append(post)
            last.end = post.end
        else:
            positions.append(Position(post.start, post.end, [post]))
    for position in positions:
        _share(position.posts)
        position.bodies = [b for _, b in bodies[_place(bodies, position.start) : _place(bodies, position.end)]]
        near = ranks[_place(ranks, position.start) : _place(ranks, position.end + 2)]
        position.rank = near[0][1] if near else None
    return positions


def _place(found: Sequence[tuple[int, object]], token: int) -> int:
    """Return where in a list by first tokens that begins which begins at a token or after it."""
    return bisect_left(found, token, key=itemgetter(0))


def _share(posts: list[Post]) -> None:
    """Offices joined in one run share the country that one of them names."""
    country = next((p.country for p in posts if p.country), None)
    for post in posts:
        if post.country is None and post.at is None:
            post.country = country


def _read_post(scan: Scan, pieces: list[Part]) -> Post | None:
    """Read the office that some pieces name; the last office is the head where pieces precede it, else the first."""
    nuclei = [p for p in pieces if p.kind == "offices"]
    if not nuclei:
        return None
    last = scan.language.settings.get("position", {}).get("head", "first") == "last"
    head = nuclei[-1] if last else nuclei[0]
    if len(nuclei) > 1 and not last and "gen" in nuclei[0].cases and "nom" not in nuclei[0].cases:
        head = nuclei[-1]
    diplomat = heads().get(head.id, {}).get("level") == "diplomat" or "at" in (head.item.attrs if head.item else {})
    pieces = _trim(scan, pieces, head, diplomat)
    country, at = _countries(scan, pieces, head, diplomat)
    body = _body_of(pieces, head)
    complement = next((p for p in nuclei if p is not head and p in pieces), None)
    office = _office(pieces, head, body, complement)
    deputies = [p for p in pieces if p.kind == "modifiers"]
    cases = deputies[-1].cases if deputies and deputies[-1].end == pieces[-1].end and last else head.cases
    if deputies and not last and deputies[0].start < head.start:
        cases = deputies[0].cases or cases
    attrs: dict[str, Any] = head.item.attrs if head.item else {}
    kept = [p for p in pieces if p.kind != "ranks"] or pieces
    return Post(
        kept[0].start,
        kept[-1].end,
        office,
        head.id,
        country,
        at,
        body,
        cases,
        plural="pl" in attrs or (bool(cases) and all("pl" in c for c in cases)),
        counterpart=head.id == "@counterpart",
        bare=office is not None and body is None and all(p is head or p.kind in PLACED for p in kept),
        core=_core(kept, head),
        occupation="occ" in attrs,
        owner=_owner(kept, body),
        unknown=any(p.kind == "portfolios" and not p.id for p in kept),
    )


def _core(pieces: list[Part], head: Part) -> tuple[int, int]:
    """Return the tokens of the post alone: the head with the modifiers and the portfolio that adjoin it."""
    at = pieces.index(head) if head in pieces else 0
    first = last = at
    while first > 0 and pieces[first - 1].kind in ("modifiers", "portfolios"):
        first -= 1
    while last + 1 < len(pieces) and pieces[last + 1].kind in ("modifiers", "portfolios", "offices"):
        last += 1
    return pieces[first].start, pieces[last].end


def _owner(pieces: list[Part], body: Body | None) -> tuple[int, int] | None:
    """Return the tokens of the body, else of the country or place, that a post belongs to."""
    if body is not None:
        return body.start, body.end
    return next(((p.start, p.end) for p in pieces if p.kind in PLACED), None)


def _trim(scan: Scan, pieces: list[Part], head: Part, diplomat: bool) -> list[Part]:
    """Drop pieces at the edges that only stand beside the position (in Astana the minister ...)."""
    kept = list(pieces)
    head_last = scan.language.settings.get("position", {}).get("head", "first") == "last"
    if head_last and not diplomat:
        kept = past_capital(scan, kept)
    while kept and kept[0] is not head and not (diplomat and head_last) and is_adverbial(scan, kept[0]):
        kept.pop(0)
    while (
        kept
        and kept[-1] is not head
        and not diplomat
        and kept[-1].kind in ("countries", "places")
        and is_located(scan, kept[-1])
    ):
        kept.pop()
    portfolios = [p for p in kept if p.kind == "portfolios"]
    if not head_last and len(portfolios) > 1 and portfolios[-1].start >= head.end:
        while kept[0] is not head and kept[0].kind == "portfolios":
            kept.pop(0)  # what the words before are about (a conference on security, the minister of X)
    if head_last:
        while kept and kept[-1] is not head and not (kept[-1].kind == "modifiers" and side_of(kept[-1]) == "after"):
            kept.pop()
        # a rank before what an office is of ends what stands there of somebody else (the general X's chief of staff)
        kept = kept[max([n for n, p in enumerate(kept) if p.kind == "ranks" and p.end < head.start], default=-1) + 1 :]
    while len(kept) > 2 and kept[0].id == "new" and kept[1].kind == "countries":
        kept.pop(0)  # the outgoing ambassador: of him, not of his office
    while kept and (kept[0].kind == "ranks" or (kept[0] is not head and with_between(scan, kept, 1))):
        kept.pop(0)
    while kept and kept[-1].kind == "ranks":
        kept.pop()
    if scan.language.settings.get("bodies", {}).get("right") == "gen" and kept and _stands_before(kept, head):
        kept.pop(0)  # the visit of Russia by the vice president of Iran
    return kept or [head]


def _stands_before(kept: list[Part], head: Part) -> bool:
    """True for a country before an office that is of another one behind it: the country belongs to what is before."""
    lands = [p for p in kept if p.kind == "countries" and p.item is not None and "adj" not in p.item.attrs]
    return len(lands) > 1 and lands[0] is kept[0] and kept[0].end <= head.start and lands[-1].start >= head.end


def _countries(scan: Scan, pieces: list[Part], head: Part, diplomat: bool) -> tuple[str | None, str | None]:
    """Return whose office it is, and for diplomats the country or body accredited to."""
    found: list[tuple[str | None, bool]] = []
    seat: str | None = None
    for part in pieces:
        if part.kind == "countries" and part.item is not None:
            directed = is_adverbial(scan, part)
            found.append((country_of(scan, part.item), directed))
        elif part.kind == "places" and part.item is not None:
            country = part.item.attrs.get("country") or city_countries().get(part.id)
            if not diplomat:
                found.append((country, False))
            elif "gen" not in part.cases:
                seat = seat or country
        elif part.body is not None and part.body.country:
            found.append((part.body.country, False))
    own = next((c for c, directed in found if not directed and c), None)
    if own is None and head.item is not None and "country" in head.item.attrs:
        return head.item.attrs["country"], None  # the pope's is known
    if not found and (diplomat or head.id == "president") and head.item is not None and "home" in head.item.attrs:
        own = scan.report.outlet_country
    if not diplomat:
        return own or next((c for c, _ in found if c), None), None
    at = next((c for c, directed in found if directed and c), None)
    if at is None:
        at = next((c for c, _ in found if c and c != own), None)
    return own, at or (seat if seat != own else None)


def _body_of(pieces: list[Part], head: Part) -> Body | None:
    """Return the body that the head is over: the nearest one."""
    bodies = [p for p in pieces if p.body is not None and p.kind == "bodies"]
    if not bodies:
        return None
    return min(bodies, key=lambda p: min(abs(p.start - head.end), abs(head.start - p.end))).body


def _office(pieces: list[Part], head: Part, body: Body | None, complement: Part | None) -> str | None:
    """Compose the standard name: modifiers, head, and what it is over."""
    if head.id == "@counterpart":
        return None
    portfolio = _portfolio_of(pieces, head)
    of = [portfolio, body.english if body else None]
    of += [heads().get(complement.id, {}).get("template") or complement.id] if complement else [None]
    if body is not None and body.english is None and any(p.end == body.start for p in pieces if p.kind == "portfolios"):
        of[0] = None  # the faculty of law: what the body is of, not the office
    if body is not None and body.english is None and (body.kind in PLAIN_BODIES or head.id in PRESIDING):
        of += [body.kind] if body.kind != "owner" else []
    if not any(of) and any(p.kind == "countries" and p.item and "adj" not in p.item.attrs for p in pieces):
        of.append(OF_COUNTRY)  # the public prosecutor of a country is its chief one
    name = compose_office(head.id, [x for x in of if x], body.kind if body else None, portfolio)
    modifiers: list[str] = []
    for part in pieces:
        if part.kind == "modifiers":
            modifiers.extend(part.id.split())
    ordered = [m for m in MODIFIER_ORDER if m in modifiers and not name.startswith(m)]
    return " ".join([*ordered, name])


def _portfolio_of(pieces: list[Part], head: Part) -> str | None:
    found = [p for p in pieces if p.kind == "portfolios"]
    if not found:
        return None
    return min(found, key=lambda p: min(abs(p.start - head.end), abs(head.start - p.end))).id
