"""Every statement that someone holds a post, in a visit or not: sportsmen, managers and scholars too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import msgspec

from elchi.grammar.cldr import territory_names
from elchi.model import Occupation
from elchi.reading.ground import Ground
from elchi.reading.namecases import NameSpan
from elchi.reading.nominative import fold_name
from elchi.reading.people import Draft
from elchi.reading.positions import Position, Post
from elchi.reading.scan import Scan
from elchi.reading.subjects import GOVERNMENT, STATE
from elchi.text.tokens import BREAK, DASHES, MARK, WORD
from elchi.vocabulary.load import heads

INNER = frozenset("-‐«»“”„\"'’")  # marks that the name of a body may hold
NOWHERE = frozenset(["founder", "owner", "first lady"])  # what one is for what one made, has or married
LOOSE = frozenset(["leader", "commander", "head", "chief", "member"])  # over anything: a post only where over a body
LONGEST = 14  # tokens of the words that name what a post is of
Held = tuple[Draft, Post, tuple[int, int] | None]


def find_occupations(ground: Ground) -> tuple[Occupation, ...]:
    """Return every statement that someone holds a post, in its words; a state is the body of its officials."""
    scan = ground.scan
    found: dict[tuple[str, str, str], Occupation] = {}
    states: dict[tuple[str, str, str], str] = {}
    lands = territory_names(scan.language.code)
    for draft, post, owner in _held_posts(ground):
        name = draft.longest()
        core, owner = _apart(scan, *_within(scan, post.core, owner))
        trade = post.occupation or (owner is not None and post.head in LOOSE)
        if post.head in NOWHERE or (trade and not _is_body(scan, post, owner)):
            continue  # not a post held anywhere
        position, body = scan.words(*core), _owner_words(scan, owner)
        spans = (scan.span(post.start, post.end), scan.span(name.start, name.end))
        key = (name.name, post.head, post.office or position)
        if draft.country in lands and heads().get(post.head, {}).get("level") in (STATE, GOVERNMENT):
            states[key] = lands[draft.country]
        if key not in found or (body and not found[key].organisation):
            found[key] = Occupation(person=name.name, position=position, organisation=body, spans=spans)
    whole = {(o.person, head) for (_, head, _), o in found.items() if o.organisation}
    return tuple(
        o if o.organisation or key not in states else msgspec.structs.replace(o, organisation=states[key])
        for key, o in found.items()
        if o.organisation or (o.person, key[1]) not in whole
    )


@dataclass
class _Around:
    """Where persons are named, and where posts that they hold begin and end (with what these are of)."""

    names: dict[int, tuple[Draft, NameSpan]] = field(default_factory=dict)
    ends: dict[int, Draft] = field(default_factory=dict)
    begin: dict[int, tuple[Draft, frozenset[str]]] = field(default_factory=dict)
    close: dict[int, Draft] = field(default_factory=dict)
    posts: set[int] = field(default_factory=set)


def _held_posts(ground: Ground) -> Iterator[Held]:
    """Yield the posts beside names, and those that only what they are of, or another post, parts from a name."""
    scan, cast = ground.scan, ground.cast
    around = _Around(posts={p.start for p in cast.open_positions if not p.plural})
    sure = [draft for draft in cast.drafts if _surely_named(ground, draft)]
    for draft in sure:
        for name in draft.names:
            around.names[_lead(scan, name)] = around.names[name.start] = (draft, name)
            around.ends[name.end] = draft
        around.begin.update({p.start: (draft, p.cases) for p in draft.positions})
    named = {id(draft) for draft in sure}
    loose = [p for d in cast.drafts if id(d) not in named for p in d.positions]
    for draft in sure:
        for position in draft.positions:
            owner = None
            for post in position.posts:
                if not post.counterpart and _held_by_one(post, position, draft, sure):
                    owner = _owner_after(scan, around, position, post)
                    yield draft, post, owner
            around.close[owner[1] if owner else position.end] = draft
    for position in sorted([*cast.open_positions, *loose], key=lambda p: p.start):
        post = position.posts[-1]
        if post.counterpart or (position.plural and "gen" not in position.cases):
            continue
        reached = _reach_right(scan, around, position) or _reach_left(scan, around, position)
        if reached is not None:
            draft, owner = reached
            around.begin[position.start] = (draft, position.cases)
            around.close[max(position.end, owner[1] if owner else 0)] = draft
            yield draft, post, owner


def _held_by_one(post: Post, position: Position, draft: Draft, drafts: list[Draft]) -> bool:
    """True for a post in the singular, or in what may be its genitive, beside one name only."""
    if not post.plural:
        return True
    single = bool(post.cases & {"gen"}) and any("gen" in n.cases and "nom" not in n.cases for n in draft.names)
    return single and sum(any(p is position for p in d.positions) for d in drafts) == 1


def _lead(scan: Scan, name: NameSpan) -> int:
    """Return where the ranks and honorifics begin that stand right before a name."""
    start = name.start
    while start > 0:
        titles = [x.start for x in scan.covering(start - 1, {"ranks", "honorifics"}) if x.end == start]
        if not titles:
            break
        start = min(titles)
    return start


def _owner_after(scan: Scan, around: _Around, position: Position, post: Post) -> tuple[int, int] | None:
    """Return what a post is of, with all words that follow up to its holder's name, or to the mark that closes it."""
    owner = post.owner
    if owner is not None and owner[0] < post.core[0]:
        if scan.language.settings.get("bodies", {}).get("right") != "gen" or _is_country(scan, owner):
            return owner
        owner = None  # what stands before the post where bodies follow theirs is part of another phrase
    if post is not position.posts[-1]:
        return owner
    begin = owner[1] if owner else post.core[1]
    end = _end_of_owner(scan, around, begin, bool(owner))
    return owner if end == begin else (owner[0] if owner else begin, end)


def _is_country(scan: Scan, owner: tuple[int, int]) -> bool:
    return any(x.kind == "countries" and x.end == owner[1] for x in scan.at.get(owner[0], ()))


def _end_of_owner(scan: Scan, around: _Around, start: int, begun: bool) -> int:
    """Return the end of the words from a token on that name what a post is of; `start` where there are none.

    They end at a mark, a verb, a name or another post, and must be closed by one of these or the end of the sentence.
    """
    rules = scan.language.settings.get("bodies", {})
    links = _links(scan)
    if rules.get("right") != "gen":
        return start
    tokens, k = scan.tokens, start
    while k < len(tokens) and k - start < LONGEST and not scan.masked[k]:
        token = tokens[k]
        if token.kind == BREAK or (token.kind == MARK and token.text not in INNER):
            break
        if k in around.names or k in around.begin or k in around.posts or _is_verb(scan, k):
            break
        if k == start and not _begins_owner(scan, k, links, begun):
            return start
        k += 1
    while k > start and (tokens[k - 1].fold in links or tokens[k - 1].fold in _conjunctions(scan)):
        k -= 1
    return k


def _begins_owner(scan: Scan, k: int, links: set[str], begun: bool) -> bool:
    """True for a word that may begin, or with `begun` go on, the name of what a post is of."""
    token = scan.tokens[k]
    if token.kind != WORD:
        return token.text in INNER
    rules = scan.language.settings.get("bodies", {})
    endings = (*rules.get("genitive_endings", ()), *rules.get("genitive_adjectives", ()))
    if token.fold in links or token.fold in scan.language.settings.get("position", {}).get("sent_by", ()):
        return token.fold not in _conjunctions(scan)
    return token.capital or token.fold.endswith(endings)


def _conjunctions(scan: Scan) -> set[str]:
    return set(scan.language.settings.get("conjunctions", ()))


def _is_verb(scan: Scan, k: int) -> bool:
    """True for a verb of saying, or a word with the ending of a verb that has no other use."""
    token = scan.tokens[k]
    if token.kind != WORD or token.capital:
        return False
    items = scan.covered.get(k, ())
    if any(x.kind == "noise" and x.id == "attribution" for x in items):
        return True
    endings = tuple(scan.language.settings.get("verb_endings", ()))
    return len(token.fold) > 4 and token.fold.endswith(endings) and all(x.kind == "triggers" for x in items)


def _reach_right(
    scan: Scan, around: _Around, position: Position
) -> tuple[Draft, tuple[int, int] | None] | None:
    """Return whose name follows a position behind what it is of, or behind another post joined to it."""
    owner = _owner_after(scan, around, position, position.posts[-1])
    end = max(position.end, owner[1] if owner else 0)
    holder = around.names.get(end) or around.names.get(_past_brackets(scan, end))
    if holder is not None and (not position.cases or holder[1].cases & position.cases):
        return holder[0], owner
    joined = around.begin.get(end)
    link = scan.tokens[end] if end < len(scan.tokens) else None
    if link is not None and not _reigns(position) and (link.text == "," or link.fold in _conjunctions(scan)):
        joined = joined or around.begin.get(end + 1)
    if joined is not None and (not position.cases or not joined[1] or position.cases & joined[1]):
        return joined[0], owner
    return None


def _past_brackets(scan: Scan, k: int) -> int:
    """Return the token after an abbreviation in brackets that begins at a token, else the token."""
    tokens = scan.tokens
    return k + 3 if k + 2 < len(tokens) and tokens[k].text == "(" and tokens[k + 2].text == ")" else k


def _reigns(position: Position) -> bool:
    """True for a bare head of state or government, who is hardly told of as one with the next (the president and)."""
    return all(p.bare and heads().get(p.head, {}).get("level") in (STATE, GOVERNMENT) for p in position.posts)


def _reach_left(
    scan: Scan, around: _Around, position: Position
) -> tuple[Draft, tuple[int, int] | None] | None:
    """Return whose name stands before a position: a mark or attributes between, or another post joined to it."""
    attributes = tuple(scan.language.settings.get("bodies", {}).get("adjective_endings", ()))
    k = position.start
    while k > 0 and position.start - k < 2 and attributes and _is_attribute(scan, k - 1, attributes):
        k -= 1
    mark = scan.tokens[k - 1] if k else None
    if mark is None:
        return None
    draft = None
    signed = mark.kind == BREAK and (position.end == len(scan.tokens) or scan.tokens[position.end].kind == BREAK)
    if mark.text in ",(" or mark.text in DASHES or signed:
        draft = around.ends.get(k - 1) or around.close.get(k - 1)
    elif mark.fold in _conjunctions(scan):
        draft = around.close.get(k - 1)
    if draft is None:
        return None
    owner = _owner_after(scan, around, position, position.posts[-1])
    if (owner[1] if owner else position.end) in around.names:
        return None
    return draft, owner


def _is_attribute(scan: Scan, k: int, endings: tuple[str, ...]) -> bool:
    token = scan.tokens[k]
    return token.kind == WORD and not token.capital and token.fold.endswith(endings)


def _within(
    scan: Scan, core: tuple[int, int], owner: tuple[int, int] | None
) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Give a post what it is for (minister for intelligence), and what it is of no words that say where or when."""
    if owner is None or scan.language.settings.get("bodies", {}).get("right") != "gen":
        return core, owner
    start, end = owner
    if start == core[1] and scan.tokens[start].fold in _links(scan):
        stop = next((k for k in range(start + 1, end) if scan.tokens[k].capital or _begins_body(scan, k)), end)
        core, start = (core[0], stop), stop
    rules = scan.language.settings.get("position", {})
    if start < end and scan.tokens[start].fold in rules.get("sent_by", ()):
        start += 1
    cut = next((k for k in range(start + 1, end) if scan.tokens[k].fold in rules.get("owner_ends", ())), end)
    return core, ((start, cut) if cut > start else None)


def _links(scan: Scan) -> set[str]:
    settings = scan.language.settings
    return {*settings.get("complement_links", ()), *settings.get("bodies", {}).get("links", ())}


def _begins_body(scan: Scan, k: int) -> bool:
    """True where the adjective of a country or the noun of a body begins."""
    return any(x.kind in ("countries", "bodies", "bodynouns") for x in scan.at.get(k, ()))


def _apart(
    scan: Scan, core: tuple[int, int], owner: tuple[int, int] | None
) -> tuple[tuple[int, int], tuple[int, int] | None]:
    """Part the body or country at the end of a post's own words from them (chairman | of the government of ...)."""
    if scan.language.settings.get("bodies", {}).get("right") != "gen" or (owner and owner[0] not in (core[1], core[0])):
        return core, owner
    for k in range(core[0] + 1, core[1]):
        ends = [x.end for x in scan.at.get(k, ()) if x.kind in ("bodies", "bodynouns", "countries")]
        if core[1] in ends and scan.tokens[k - 1].kind == WORD:
            return (core[0], k), (k, max(core[1], owner[1] if owner else 0))
    return core, owner


def _owner_words(scan: Scan, owner: tuple[int, int] | None) -> str | None:
    """Return the words of what a post is of; for the adjective of a country its name."""
    if owner is None:
        return None
    countries = [x for x in scan.at.get(owner[0], ()) if x.kind == "countries" and x.end == owner[1]]
    if any(x.id.startswith("@") for x in countries):
        return None
    adjective = next((x for x in countries if "adj" in x.attrs or "people" in x.attrs), None)
    if adjective is not None:
        return territory_names(scan.language.code).get(adjective.id, scan.words(*owner))
    words = scan.words(*owner)
    paradigm = scan.language.settings.get("name_paradigm", "noun")
    endings = [e for e in scan.language.lexicon.paradigms.get(paradigm, ()) if e.startswith("'")]
    return next((words[: -len(e)] for e in endings if words.casefold().replace("’", "'").endswith(e)), words)


def _is_body(scan: Scan, post: Post, owner: tuple[int, int] | None) -> bool:
    """True where what a post is of has a name or the noun of a body; a country has leaders, but no trades."""
    if owner is None:
        return False
    items = [x for k in range(*owner) for x in scan.covered.get(k, ())]
    if any(x.kind in ("bodies", "bodynouns") or "org" in x.attrs for x in items):
        return True
    lands = {k for x in items if x.kind == "countries" for k in range(x.start, x.end)}
    return any(scan.tokens[k].capital for k in range(*owner) if k not in lands) or (bool(lands) and not post.occupation)


def _surely_named(ground: Ground, draft: Draft) -> bool:
    """True for a full name, or a single word that is a known name or is taken up again."""
    name = draft.longest()
    if not name.full and ground.scan.tokens[name.start].all_capitals:
        return False
    if ground.scan.language.settings.get("script") == "Cyrl" and name.name.isascii():
        return False  # a body or brand in its own letters
    folded = fold_name(name.words[-1], ground.scan.language)
    endings = ground.scan.language.rules["persons"].get("surname_endings", ())
    known = folded in ground.scan.language.given or any(folded.endswith(e) for e in endings)
    return name.full or known or len(name.words) > 1 or len(draft.names) > 1
