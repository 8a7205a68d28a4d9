"""Which anchors must be merged anew when some change, so that the result is that of merging everything."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import Any, Protocol

from elchi.merge.groups import KINDS, Kind, link_nodes, publication_days
from elchi.merge.model import ReportFacts
from elchi.merge.rulings import Rulings, read_rulings
from elchi.model import Judgement, Statement
from elchi.resolve.blocks import Keys
from elchi.resolve.verdicts import DIFFERENT
from elchi.statements import anchor_kind, group_by_subject


class Shelf(Protocol):
    """Where statements lie: what a store must be able to fetch."""

    def statements(self, anchors: Collection[str]) -> Iterable[Statement]:
        """Return the statements whose subjects are these anchors."""

    def holders(self, keys: Collection[str]) -> Iterable[str]:
        """Return the anchors that are stored under any of these keys."""

    def reports(self, keys: Collection[str]) -> Mapping[str, ReportFacts]:
        """Return report key -> what is known of it."""


def block_keys(statements: Iterable[Statement], reports: Mapping[str, ReportFacts] | None = None) -> dict[str, Keys]:
    """Return anchor -> its block keys, for the persons and visits among the subjects: `stored` is what a store indexes.

    The keys of a visit hang on its statements and on when its report was published.
    """
    grouped = group_by_subject(statements)
    found = {}
    published = publication_days(reports or {}, grouped)
    for name, kind in KINDS.items():
        mine = {anchor: told for anchor, told in grouped.items() if anchor_kind(anchor) == name}
        for node in kind.make(mine, published, frozenset(), {}).values():
            found.update(dict.fromkeys(node.anchors, kind.keys(node)))
    return found


def affected(seeds: Iterable[str], shelf: Shelf, judgements: Iterable[Judgement] = ()) -> set[str]:
    """Return the anchors that hang together with some: merging these alone gives their records as a whole merge does.

    The seeds are all anchors whose statements, report facts or judgements changed. Before statements are taken away
    or changed, call it once on the old state too and merge what both calls return. Persons and visits are resolved
    apart: a visit shows its persons by id (`merge(..., person_of=...)`), and is a seed where such an id changed.
    """
    rulings = read_rulings(judgements)
    joined = _partners(rulings)
    todo = {seed for seed in seeds if anchor_kind(seed) in KINDS}
    inside, probed = set(todo), set[str]()
    loaded = _Loaded(shelf, rulings)
    loaded.load(todo)
    while todo:
        keys = [KINDS[kind].keys(node) for kind, found in loaded.nodes(todo).items() for node in found.values()]
        new = {key for each in keys for key in each.probed} - probed
        probed |= new
        loaded.load({*shelf.holders(sorted(new)), *(p for anchor in todo for p in joined.get(anchor, ()))})
        reached = _reached(inside, loaded.nodes(), joined)
        todo = reached - inside
        inside |= reached
    return inside


class _Loaded:
    """Anchors that were fetched, each once, with what their statements say."""

    def __init__(self, shelf: Shelf, rulings: Rulings) -> None:
        self._shelf, self._rulings = shelf, rulings
        self._anchors: set[str] = set()
        self._grouped: dict[str, dict[str, list[Statement]]] = {name: {} for name in KINDS}
        self._published: dict[str, str | None] = {}
        self._read: dict[str, dict[str, Any]] = {name: {} for name in KINDS}

    def load(self, anchors: set[str]) -> None:
        """Fetch anchors that were not fetched yet."""
        new = anchors - self._anchors
        self._anchors |= new
        found = group_by_subject(self._shelf.statements(sorted(new)))
        for anchor, told in found.items():
            self._grouped[anchor_kind(anchor)][anchor] = told
        sources = {each.report for told in found.values() for each in told if each.report}
        self._published.update(publication_days(self._shelf.reports(sorted(sources)), found))

    def nodes(self, some: Collection[str] | None = None) -> dict[str, Mapping[str, Any]]:
        """Return kind -> the nodes of all anchors fetched, or of some of them."""
        made = {}
        for name, kind in KINDS.items():
            grouped = self._grouped[name]
            if some is not None:
                grouped = {anchor: grouped[anchor] for anchor in some if anchor in grouped}
            made[name] = kind.make(grouped, self._published, self._rulings.judged, self._read[name])
        return made


def _partners(rulings: Rulings) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for a, b in rulings.links.together:
        found.setdefault(a, set()).add(b)
        found.setdefault(b, set()).add(a)
    return found


def _reached(inside: set[str], nodes: Mapping[str, Mapping[str, Any]], joined: Mapping[str, set[str]]) -> set[str]:
    """Return what one step leads to from the anchors inside, with all anchors of the nodes concerned."""
    found = set(inside)
    for name, here in nodes.items():
        node_of = {anchor: key for key, node in here.items() for anchor in node.anchors}
        start = {node_of[anchor] for anchor in inside if anchor in node_of}
        start |= {node_of[b] for a in inside for b in joined.get(a, ()) if b in node_of}
        near = start | _linked(KINDS[name], here, start)
        found.update(anchor for node in near for anchor in here[node].anchors)
    return found


def _linked(kind: Kind, nodes: Mapping[str, Any], start: set[str]) -> set[str]:
    """Return the nodes that may be one with some at the start; those that only may be one with each other are many."""
    verdicts = link_nodes(kind, nodes, start)
    return {node for pair, verdict in verdicts.items() if verdict.says != DIFFERENT for node in pair}
