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
    for kind, nodes in _make_nodes(grouped, reports or {}, read_rulings(())).items():
        for node in nodes.values():
            found.update(dict.fromkeys(node.anchors, KINDS[kind].keys(node)))
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
    inside, loaded = set(todo), set(todo)
    grouped = group_by_subject(shelf.statements(sorted(todo)))
    while todo:
        facts = shelf.reports(sorted({each.report for told in grouped.values() for each in told if each.report}))
        nodes = _make_nodes({anchor: grouped[anchor] for anchor in todo if anchor in grouped}, facts, rulings)
        keys = [KINDS[kind].keys(node) for kind, found in nodes.items() for node in found.values()]
        probed = {key for each in keys for key in each.probed}
        new = (set(shelf.holders(sorted(probed))) | {p for anchor in todo for p in joined.get(anchor, ())}) - loaded
        grouped.update(group_by_subject(shelf.statements(sorted(new))))
        loaded |= new
        facts = shelf.reports(sorted({each.report for told in grouped.values() for each in told if each.report}))
        reached = _reached(inside, _make_nodes(grouped, facts, rulings), joined)
        todo = reached - inside
        inside |= reached
    return inside


def _make_nodes(
    grouped: Mapping[str, list[Statement]], facts: Mapping[str, ReportFacts], rulings: Rulings
) -> dict[str, Mapping[str, Any]]:
    published = publication_days(facts, grouped)
    return {
        name: kind.make({a: told for a, told in grouped.items() if anchor_kind(a) == name}, published, rulings.judged)
        for name, kind in KINDS.items()
    }


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
        links = _links_from(KINDS[name], here)
        near = start | {other for node in start for other in links.get(node, ())}
        found.update(anchor for node in near for anchor in here[node].anchors)
    return found


def _links_from(kind: Kind, nodes: Mapping[str, Any]) -> dict[str, set[str]]:
    links: dict[str, set[str]] = {}
    for (a, b), verdict in link_nodes(kind, nodes).items():
        if verdict.says != DIFFERENT:
            links.setdefault(a, set()).add(b)
            links.setdefault(b, set()).add(a)
    return links
