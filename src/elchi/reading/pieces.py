"""The pieces that positions are made of, and where a run of them parts into offices."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import msgspec

from elchi.grammar.language import Language
from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.cues import prepositions
from elchi.reading.officenames import takes_office
from elchi.reading.scan import Scan
from elchi.text.tokens import DASHES, WORD
from elchi.vocabulary.load import heads

LOCAL = frozenset(["region"])  # the level of those who govern a part of a country

ADVERBIAL = frozenset(["loc", "dat", "abl", "ins"])


class Part(msgspec.Struct):
    """A piece of a position: its kind, tokens, and what was found there."""

    kind: str
    start: int
    end: int
    id: str = ""
    item: Item | None = None
    body: Body | None = None

    @property
    def cases(self) -> frozenset[str]:
        """The cases that the piece may be in."""
        if self.item is not None:
            return self.item.cases
        return self.body.cases if self.body is not None else frozenset()


@cache
def linking_words(language: Language) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """Return the words that may stand inside a position, the conjunctions, and what an office of the state is of."""
    return language.words("glue"), language.words("conjunctions"), language.words("position.of_state")


def split_run(scan: Scan, run: list[Part], nuclei: list[int]) -> list[list[Part]]:
    """Split a run at dashes and between offices that do not depend on each other."""
    if len(nuclei) == 1:
        return [run]
    cuts = []
    for first, second in pairwise(nuclei):
        cut = next((n for n in range(first + 1, second + 1) if _dash_between(scan, run[n - 1], run[n])), None)
        if cut is None and _meets_another(run, first, second):
            cut = first + 1
        elif cut is None and (after := _past_deputy(scan, run, first, second)) is not None:
            cut = after
        elif cut is None and (with_between(scan, run, second) or not _depends(scan, run[first], run[second])):
            cut = _cut_between(scan, run, first, second)
        if cut is not None:
            cuts.append(cut)
    edges = [0, *cuts, len(run)]
    return [run[a:b] for a, b in pairwise(edges) if b > a]


def _meets_another(run: list[Part], first: int, second: int) -> bool:
    """True for "of the minister with the defence minister of X": a country stands between an office's two genitives."""
    between = run[first + 1 : second]
    genitive = "gen" in run[first].cases and "nom" not in run[first].cases
    return genitive and bool(between) and between[0].kind == "countries" and "gen" in between[0].cases


def _past_deputy(scan: Scan, run: list[Part], first: int, second: int) -> int | None:
    """Return the piece after "deputy of the first and": where a word of deputies follows its office, it ends there."""
    links = scan.language.words("conjunctions")
    for n in range(first + 1, second):
        between = scan.tokens[run[n].end : run[n + 1].start]
        ends = run[n].kind == "modifiers" and side_of(run[n]) == "after"
        if ends and len(between) == 1 and between[0].fold in links:
            return n + 1
    return None


def with_between(scan: Scan, run: list[Part], second: int) -> bool:
    """True where a preposition of meeting stands before an office: it is another person's."""
    if len(run) <= second:
        return False
    start = run[second].start
    before = prepositions(scan.language, "with")
    return start > 0 and scan.tokens[start - 1].fold in before and run[second - 1].end < start


def _dash_between(scan: Scan, left: Part, right: Part) -> bool:
    return any(scan.tokens[k].text in DASHES for k in range(left.end, right.start))


def _depends(scan: Scan, first: Part, second: Part) -> bool:
    """True where one of two offices is a complement of the other (adviser to the president)."""
    if "gen" in first.cases and "nom" not in first.cases - {"gen"}:
        return True
    between = {scan.tokens[k].fold for k in range(first.end, second.start)}
    links = scan.language.words("complement_links")
    if between & links:
        return True
    return takes_office(first.id) and bool(second.cases & {"gen", "dat"})


def _cut_between(scan: Scan, run: list[Part], first: int, second: int) -> int:
    """Return where the second office's pieces begin: after the first where pieces precede the head, else at it."""
    if scan.language.settings.get("position", {}).get("head", "first") == "last":
        cut = first + 1
        while cut < second and run[cut].kind == "modifiers" and side_of(run[cut]) == "after":
            cut += 1
        return cut
    cut = second
    while cut - 1 > first and (run[cut - 1].kind == "modifiers" or _is_adjective(run[cut - 1])):
        cut -= 1
    return cut


def side_of(part: Part) -> str:
    return part.item.attrs.get("side", "before") if part.item is not None else "before"


def _is_adjective(part: Part) -> bool:
    return part.kind == "countries" and part.item is not None and "adj" in part.item.attrs


def is_adverbial(scan: Scan, part: Part) -> bool:
    """True for a place or country that says where, not whose."""
    if part.kind not in ("countries", "places", "bodies"):
        return False
    if part.item is not None and "adj" in part.item.attrs:
        return False  # it agrees with the office: польским министром
    if part.cases and part.cases <= ADVERBIAL:
        return True
    return part.kind != "bodies" and is_located(scan, part)


def is_located(scan: Scan, part: Part) -> bool:
    """True where a word of place or direction stands before a country or place."""
    if part.kind not in ("countries", "places") or part.start == 0:
        return False
    before = scan.tokens[part.start - 1].fold
    if before in ("the", "") and part.start > 1:
        before = scan.tokens[part.start - 2].fold
    return any(before in prepositions(scan.language, role) for role in ("location", "destination"))


def is_town_of(scan: Scan, parts: dict[int, Part], before: Part, i: int) -> bool:
    """True for a town that no table knows, between its country and its mayor (Bosna Hersek'in Zenica Belediye Başkanı).
    """
    token, office = scan.tokens[i], parts.get(i + 1)
    governs = office is not None and office.kind == "offices" and heads().get(office.id, {}).get("level") in LOCAL
    return governs and token.kind == WORD and token.capital and before.kind == "countries" and i not in scan.covered


def past_bracket(scan: Scan, parts: dict[int, Part], before: Part, i: int) -> int | None:
    """Return the token after a bracketed acronym such as (CGS) that begins at a token, a short name of the office
    (Ombudsman), or after a body's name in one other word before who heads it (the Assembly (Majlis) speaker)."""
    tokens = scan.tokens
    if tokens[i].text != "(" or i + 2 >= len(tokens) or tokens[i + 2].text != ")":
        return None
    short = tokens[i + 1].all_capitals or sum(map(str.isupper, tokens[i + 1].text)) > 2
    short = short or any(x.kind == "offices" for x in scan.at.get(i + 1, ()))
    follows = parts.get(i + 3)
    heads_it = follows is not None and follows.kind == "offices" and before.kind == "bodies" and tokens[i + 1].capital
    return i + 3 if short or heads_it else None


def past_capital(scan: Scan, pieces: list[Part]) -> list[Part]:
    """Drop from what stands before an office a capital in which something is done (in Bucharest, the capital of
    Romania, the minister): it says where, not whose."""
    named = [n for n, p in enumerate(pieces[:-1]) if p.kind == "places" and p.id == "@capital"]
    after = named[0] + 1 if named else len(pieces)
    in_it = after < len(pieces) - 1 and pieces[after].kind == "places" and is_adverbial(scan, pieces[after])
    return pieces[after + 1 :] if in_it else pieces
