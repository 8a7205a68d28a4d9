"""Who is in a report: names with the positions beside them, every mention of one person together."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Protocol, TypeVar

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.appositions import Titles, look_right
from elchi.reading.bodies import Body
from elchi.reading.honoured import honours_any, is_dead, is_honoured, names_thing
from elchi.reading.namecases import NameSpan, in_marks, titles_in_nominative
from elchi.reading.names import find_names
from elchi.reading.plurals import share_plurals
from elchi.reading.positions import Position, Post, find_positions
from elchi.reading.samename import same_in_report, without_article
from elchi.reading.scan import Scan
from elchi.reading.subjects import another_subject, drop_title
from elchi.text.tokens import DASHES
from elchi.vocabulary.load import heads

KNOWN_BY = 3  # mentions of a person by which another is known for one of his
HEAD_OF_GOVERNMENT = "prime minister"
DEPUTY_HEADS = frozenset(["deputy prime minister", "first deputy prime minister"])

_START, _END = attrgetter("start"), attrgetter("end")


class _Spanned(Protocol):
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Placed = TypeVar("Placed", bound=_Spanned)


class Draft(msgspec.Struct):
    """A person being put together: mentions of the name, positions, ranks, country."""

    names: list[NameSpan] = msgspec.field(default_factory=list)
    positions: list[Position] = msgspec.field(default_factory=list)
    ranks: list[Item] = msgspec.field(default_factory=list)
    honorifics: list[Item] = msgspec.field(default_factory=list)
    country: str | None = None
    counterpart_of: int | None = None
    office: str | None = None
    honoured: bool = False
    id: str = ""

    @property
    def first(self) -> int:
        """The token of the first mention."""
        return min(n.start for n in self.names)

    @property
    def posts(self) -> list[Post]:
        """All offices, in the order of the text; counterparts and short forms of a fuller office left out."""
        every = [post for position in self.positions for post in position.posts]
        if len(every) == 1:
            return [] if every[0].counterpart or every[0].occupation else every
        found = [post for post in every if not post.counterpart and not post.occupation]
        offices = list({(p.office, p.head): p for p in found}.values())
        return found if len(offices) < 2 else [p for p in found if not any(_fuller(q, p) for q in offices)]

    @property
    def offices(self) -> list[str]:
        """Standard names of the offices, each once."""
        found = [p.office for p in self.posts if p.office]
        if not found and self.office:
            found = [self.office]
        return found if len(found) < 2 else list(dict.fromkeys(found))

    def longest(self) -> NameSpan:
        """The mention with the most written-out words."""
        if len(self.names) == 1:
            return self.names[0]
        return max(self.names, key=lambda n: (sum(len(w) > 1 for w in n.words), len(n.words), -n.start))


def _fuller(more: Post, less: Post) -> bool:
    """True where one office says all that another says and more (minister of justice, minister)."""
    if not more.office or not less.office or more.office == less.office:
        return False
    words, fewer = more.office.split(), less.office.split()
    if less.bare and less.office == "chairman" and more.head.startswith(("mayor", "speaker")):
        return True  # one word for all who preside: the chairman of a town or a parliament
    return len(words) > len(fewer) and (words[: len(fewer)] == fewer or (more.head == less.head and less.bare))


class Ref(msgspec.Struct, frozen=True):
    """A place in the text that stands for a person: by name, by office alone, or as a counterpart.

    `lead` is the token where the titles before a name begin: a preposition stands before them.
    """

    start: int
    end: int
    person: int
    kind: str
    cases: frozenset[str]
    title: int = -1

    @property
    def lead(self) -> int:
        """The first token of the titles before the name, else of the name."""
        return self.start if self.title < 0 else self.title


@dataclass
class Cast:
    """Everyone in a report, where they are referred to, the positions that no one filled, the bodies.

    `asked` keeps by token range which references begin in it, as every rule asks for those of its sentence.
    """

    drafts: list[Draft]
    refs: list[Ref]
    open_positions: list[Position]
    bodies: list[Body]
    asked: dict[tuple[int, int], list[Ref]] = field(default_factory=dict)

    def order_refs(self) -> None:
        """Put the references in the order of the text; needed after each change of them."""
        self.refs.sort(key=lambda ref: (ref.start, ref.end))
        self.asked.clear()

    def refs_within(self, start: int, end: int) -> list[Ref]:
        """Return the references that begin within tokens [start, end), in order; who asks must not change them."""
        found = self.asked.get((start, end))
        if found is None:
            found = self.asked[(start, end)] = starting_within(self.refs, start, end)
        return found

    def bodies_within(self, start: int, end: int) -> list[Body]:
        """Return the bodies that begin within tokens [start, end), in order."""
        return starting_within(self.bodies, start, end)


def starting_within(found: list[Placed], start: int, end: int) -> list[Placed]:
    """Return what begins within tokens [start, end) of things in the order of the text."""
    first = bisect_left(found, start, key=_START)
    return found[first : bisect_left(found, end, first, key=_START)] if first < len(found) else []


def ending_within(found: list[Placed], start: int, end: int) -> list[Placed]:
    """Return what ends at the tokens start to end, both taken in, of things in order, none over another."""
    return found[bisect_left(found, start, key=_END) : bisect_right(found, end, key=_END)]


def find_people(scan: Scan) -> Cast:
    """Find all persons of a report with their positions, and resolve second mentions to them."""
    positions, bodies = find_positions(scan)
    inside = {k for body in bodies for k in range(body.start, body.end)}
    names = [n for n in find_names(scan) if n.start not in inside or _beside_title(scan, n)]
    names = [n for n in names if not names_thing(scan, n)]
    titles = _attach(scan, names, positions)
    drafts, owner = _group(names, titles)
    _place(drafts, names, titles, owner)
    used = {id(p) for t in titles for p in t.positions}
    refs = [
        Ref(n.start, n.end, who, "name", n.cases, t.start)
        for n, who, t in zip(names, owner, titles, strict=True)
        if who is not None
    ]
    kept = _keep(scan, drafts)
    renumber = {old: new for new, old in enumerate(kept)}
    drafts = [drafts[k] for k in kept]
    refs = [Ref(r.start, r.end, renumber[r.person], r.kind, r.cases, r.title) for r in refs if r.person in renumber]
    cast = Cast(drafts, refs, [p for p in positions if id(p) not in used], bodies)
    return cast


def _beside_title(scan: Scan, name: NameSpan) -> bool:
    """A name inside the words of a body is a person only where a rank or honorific stands right before it."""
    return any(
        item.end == name.start and item.kind in ("ranks", "honorifics") for item in scan.covered.get(name.start - 1, ())
    )


def _attach(scan: Scan, names: list[NameSpan], positions: list[Position]) -> list[Titles]:
    """Give each name the positions, ranks and honorifics beside it."""
    ends = {p.end: p for p in positions}
    name_starts = {n.start for n in names}
    starts = {p.start: (p, p.end in name_starts) for p in positions}
    name_ends = {n.end: n.start for n in names}
    begins = {p.start for p in positions}
    titles = [_look_left(scan, n, ends, name_ends, begins) for n in names]
    taken = {id(p) for t in titles for p in t.positions}
    for n, t in zip(names, titles, strict=True):
        look_right(scan, n, t, starts, taken)
    share_plurals(scan, names, [t.positions for t in titles], [p for p in positions if p.plural])
    return titles


def _look_left(
    scan: Scan, name: NameSpan, ends: dict[int, Position], name_ends: dict[int, int], begins: set[int]
) -> Titles:
    """Return what stands before a name; in a list of offices (A, B Name and C) only the office next to it is his."""
    found = Titles(start=name.start)
    links = scan.language.settings.get("conjunctions", ())
    listed = name.end + 1 in begins and scan.tokens[name.end].fold in links
    j = name.start
    comma = False
    joined = False  # a comma or "and" stands between two offices of the name
    apart = titles_in_nominative(scan.language)
    while j > 0:
        position = ends.get(j)
        joined = joined or comma
        oblique = (
            bool(found.positions)
            and not joined
            and bool(position and position.cases)
            and "nom" not in (position.cases if position else ())
        )
        if (
            position is not None
            and not position.plural
            and not oblique
            and not (not found.positions and apart and position.cases and "nom" not in position.cases)
            and not (found.positions and not joined and another_subject(scan, position, found.positions[0]))
            and not (comma and _apposed(scan, position, name_ends, ends))
            and not (found.positions and not joined and _is_object(scan, position))
        ):
            found.positions.insert(0, position)
            if position.rank is not None and not found.ranks:
                found.ranks.append(position.rank)
            j = position.start
            comma = joined = False
            continue
        item = _title_before(scan, j)
        if item is not None and not (found.positions and item.kind == "ranks" and _has_ending(scan, item)):
            (found.ranks if item.kind == "ranks" else found.honorifics).append(item)
            j = item.start
            comma = joined = False
            continue
        token = scan.tokens[j - 1]
        if token.text in '"“”«»(' and not comma and j == name.start and not in_marks(scan, name):
            j -= 1
            continue
        if not comma and _names_rank_apart(scan, found, ends, j):
            j -= 1
            continue
        titled = ends.get(j - 1) is not None or _title_before(scan, j - 1) is not None
        if token.text == "," and not comma and not (listed and found.positions) and titled:
            comma = True
            j -= 1
            continue
        if token.text in DASHES and ends.get(j - 1) is not None and not comma:
            comma = True
            j -= 1
            continue
        left = ends.get(j - 1)
        if left is not None and token.fold in links and found.positions and _holds_both(scan, left, found.positions[0]):
            joined = True
            j -= 1
            continue
        break
    drop_title(found.positions)
    found.start = min(
        [
            name.start,
            *(p.start for p in found.positions),
            *(r.start for r in found.ranks),
            *(h.start for h in found.honorifics),
        ]
    )
    return found


def _has_ending(scan: Scan, item: Item) -> bool:
    """True for a word with an ending in a language where titles before a name have none: it is of somebody else."""
    return bool(scan.language.endings("wording.possessive")) and not _is_whole(scan, item)


def _is_whole(scan: Scan, item: Item) -> bool:
    return item.form.casefold().endswith(scan.tokens[item.end - 1].fold)


def _is_object(scan: Scan, position: Position) -> bool:
    """True for a bare office that begins a sentence with an ending of the accusative that is a possessive's too: there
    is nobody before it whose office it could be."""
    if not scan.begins_sentence(position.start) or not all(p.bare and "acc" in p.cases for p in position.posts):
        return False
    endings, word = scan.language.endings("wording.possessive"), scan.tokens[position.end - 1].fold
    whole = any(_is_whole(scan, i) for i in scan.at.get(position.start, ()) if i.end == position.end)
    return word.endswith(endings) and not whole


def _names_rank_apart(scan: Scan, found: Titles, ends: dict[int, Position], j: int) -> bool:
    """True for the article before a rank or honorific that stands behind an office and a comma (..., le général X)."""
    only = bool(found.ranks or found.honorifics) and not found.positions
    article = only and scan.tokens[j - 1].fold in scan.language.words("articles")
    return article and j > 2 and scan.tokens[j - 2].text == "," and ends.get(j - 2) is not None


def _holds_both(scan: Scan, left: Position, right: Position) -> bool:
    """True for a head of government, or his deputy, who is also a minister, told by "and": no two persons share a name.

    Of a head of government only where no article stands before (not: they met the prime minister and minister X).
    """
    office = left.posts[-1].office
    if office == "state councillor":
        return True  # a rank above ministers in some governments
    if not (right.posts[0].office or "").startswith("minister of ") or None not in (left.country, right.country):
        return False
    if office in DEPUTY_HEADS:
        return True
    before = scan.tokens[left.start - 1] if left.start else None
    listed = before is not None and (before.text == "," or before.fold in scan.language.words("articles"))
    honoured = left.start > 1 and _title_before(scan, left.start - 1) is not None
    return office == HEAD_OF_GOVERNMENT and (not listed or honoured)


def _title_before(scan: Scan, j: int) -> Item | None:
    """Return the rank or honorific that ends right before a token, an abbreviation's full stop between allowed."""
    ends = [j - 1]
    if j > 1 and scan.tokens[j - 1].text == "." and scan.tokens[j - 1].start == scan.tokens[j - 2].end:
        ends.append(j - 2)
    best = None
    for last in ends:
        for item in scan.covered.get(last, ()):
            if (
                item.kind in ("ranks", "honorifics")
                and item.end == last + 1
                and (best is None or item.start < best.start)
            ):
                best = item
    return best


def _apposed(scan: Scan, position: Position, name_ends: dict[int, int], ends: dict[int, Position]) -> bool:
    """True where a position follows another name after a comma, and so belongs to that one.

    It does not where that name has its own office before a comma: the minister, X, the director, Y.
    """
    k = position.start - 1
    if k > 0 and scan.tokens[k].fold in scan.language.words("articles"):
        k -= 1
    if k <= 0 or k not in name_ends or not (scan.tokens[k].text == "," or scan.tokens[k].text in DASHES):
        return False
    first = name_ends[k]
    while (item := _title_before(scan, first)) is not None:
        first = item.start
    own = ends.get(first - 1) if first and scan.tokens[first - 1].text == "," else None
    return own is None or own.posts[0].bare


def _group(names: list[NameSpan], titles: list[Titles]) -> tuple[list[Draft], list[int | None]]:
    """Put the mentions of one person together: full names first, then initials, then single words."""
    drafts: list[Draft] = []
    known = _Known()
    owner: list[int | None] = [None] * len(names)
    order = sorted(range(len(names)), key=lambda i: (-sum(len(w) > 1 for w in names[i].words), -len(names[i].words), i))
    for i in order:
        name, title = names[i], titles[i]
        fitting = [d for d in known.near(name) if any(same_in_report(name, m) for m in drafts[d].names[:KNOWN_BY])]
        if len(fitting) > 1:
            fitting = _choose(drafts, fitting, name, title)
        titled = bool(title.positions or title.ranks or title.honorifics)
        if fitting and (name.full or not _clashes(drafts[fitting[0]], title)):
            who = fitting[0]
        elif name.full or titled or len(name.words) > 1:
            who = len(drafts)
            drafts.append(Draft())
        else:
            continue
        owner[i] = who
        known.add(name, who)
        drafts[who].names.append(name)
    return drafts, owner


class _Known:
    """Persons by the first letters of the words of their names, and of the last words: two mentions of one person share
    those of the last words, or the last word of the shorter is in the longer."""

    def __init__(self) -> None:
        self._by_word: dict[str, set[int]] = {}
        self._by_last: dict[str, set[int]] = {}

    def add(self, name: NameSpan, person: int) -> None:
        """Take in a name of a person."""
        for word in name.folded:
            for form in (word, without_article(word)):
                self._by_word.setdefault(form[:2], set()).add(person)
        for form in (name.folded[-1], without_article(name.folded[-1])):
            self._by_last.setdefault(form[:2], set()).add(person)

    def near(self, name: NameSpan) -> list[int]:
        """Return the persons whom a name may mean, in the order of their numbers."""
        found = {person for word in name.folded[:-1] for person in self._by_last.get(word[:2], ())}
        return sorted(found.union(self._by_word.get(name.folded[-1][:2], ())))


def _choose(drafts: list[Draft], fitting: list[int], name: NameSpan, title: Titles) -> list[int]:
    """Of several persons whom a short name fits, the one named last before it."""
    before = [d for d in fitting if min(n.start for n in drafts[d].names) < name.start]
    pool = before or fitting
    return [min(pool, key=lambda d: min((abs(name.start - n.start) for n in drafts[d].names), default=0))]


def _clashes(draft: Draft, title: Titles) -> bool:
    """True where the offices beside a short name are of another country than the person's."""
    countries = {p.country for p in draft.positions if p.country}
    return any(p.country and countries and p.country not in countries for p in title.positions)


def _place(drafts: list[Draft], names: list[NameSpan], titles: list[Titles], owner: list[int | None]) -> None:
    """Give each person, in text order, the positions and ranks found beside any mention."""
    for i in range(len(names)):
        who = owner[i]
        if who is None:
            continue
        draft, title = drafts[who], titles[i]
        for position in title.positions:
            if position not in draft.positions:
                draft.positions.append(position)
        draft.ranks.extend(title.ranks)
        draft.honorifics.extend(title.honorifics)
    for draft in drafts:
        draft.names.sort(key=lambda n: n.start)
        draft.positions.sort(key=lambda p: p.start)
        draft.ranks.sort(key=lambda r: r.start)


def _names_region(scan: Scan, draft: Draft, drafts: list[Draft]) -> bool:
    """True for a word behind the office of a governor that another holds by his full name: what he is governor of."""
    own = {p.head for p in draft.posts if heads().get(p.head, {}).get("level") == "region"}
    word = draft.longest()
    if not own or len(word.words) > 1 or word.folded[0] in scan.language.given:
        return False
    full = [d for d in drafts if d.longest().full and own & {p.head for p in d.posts}]
    named = {w[:4] for d in drafts for n in d.names if n.full for w in n.folded}
    return bool(full) and word.folded[0][:4] not in named


def _keep(scan: Scan, drafts: list[Draft]) -> list[int]:
    """Mark persons who are only honoured (graves, places named after them) or dead; order by first mention."""
    honours = honours_any(scan)
    for draft in drafts:
        titled = any(h.id == "honoured" for h in draft.honorifics)
        draft.honoured = titled or (honours and all(is_honoured(scan, n) for n in draft.names))
        draft.honoured = draft.honoured or any(is_dead(scan, n) for n in draft.names)
    found = [i for i, d in enumerate(drafts) if d.names and not _names_region(scan, d, drafts)]
    return sorted(found, key=lambda i: drafts[i].first)
