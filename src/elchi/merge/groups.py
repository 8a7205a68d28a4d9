"""Anchors brought into clusters: persons with persons, visits with visits, under what a person decided."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from elchi.merge.model import ReportFacts
from elchi.merge.rulings import Rulings
from elchi.model import Statement
from elchi.resolve.blocks import Keys
from elchi.resolve.people import clash_people, compare_people, make_people, person_keys
from elchi.resolve.verdicts import NOTHING, Clusters, Links, Verdict, cluster
from elchi.resolve.visits import compare_visits, make_visits, visit_keys

Grouped = Mapping[str, Sequence[Statement]]


class Kind(NamedTuple):
    """How one kind of record is resolved."""

    make: Callable[[Grouped, Mapping[str, str | None], frozenset[str], dict[str, Any]], Mapping[str, Any]]
    keys: Callable[[Any], Keys]
    compare: Callable[[Any, Any], Verdict]
    clash: Callable[[Sequence[Any], Sequence[Any]], bool]


_RECENT = 1024  # comparisons that what is reached and what is merged then have in common, a few reports' worth

KINDS = {
    "person": Kind(make_people, person_keys, lru_cache(_RECENT)(compare_people), clash_people),
    "visit": Kind(make_visits, visit_keys, lru_cache(_RECENT)(compare_visits), lambda left, right: False),
}


class Grouping(NamedTuple):
    """Clusters of anchors, and the pairs of anchors left apart in doubt."""

    clusters: tuple[tuple[str, ...], ...]
    doubts: tuple[tuple[str, str, Verdict], ...]


def group_anchors(kind: Kind, grouped: Grouped, published: Mapping[str, str | None], rulings: Rulings) -> Grouping:
    """Return the clusters of the anchors of one kind; each cluster and all of them sorted."""
    nodes = kind.make(grouped, published, rulings.judged, {})
    links = Links(*(_onto_nodes(pairs, nodes) for pairs in rulings.links))
    compare = _remember(kind, nodes)

    def clash(left: frozenset[str], right: frozenset[str]) -> bool:
        return kind.clash([nodes[each] for each in sorted(left)], [nodes[each] for each in sorted(right)])

    found: Clusters = cluster(nodes, link_nodes(kind, nodes), compare, links, clash)
    clusters = [sorted(each for node in members for each in nodes[node].anchors) for members in found.members]
    return Grouping(tuple(tuple(members) for members in sorted(clusters)), found.doubts)


def publication_days(reports: Mapping[str, ReportFacts], grouped: Grouped) -> dict[str, str | None]:
    """Return report key -> when it was published, for the reports that statements come from and no others."""
    told = {statement.report for statements in grouped.values() for statement in statements if statement.report}
    return {key: reports[key].published for key in sorted(told) if key in reports}


def link_nodes(
    kind: Kind, nodes: Mapping[str, Any], start: Collection[str] | None = None
) -> dict[tuple[str, str], Verdict]:
    """Return the verdicts of all pairs of nodes that share a block and have to do with each other.

    With `start` those pairs alone that one of some nodes stands in.
    """
    keys = {name: kind.keys(node) for name, node in nodes.items()}
    holders: dict[str, list[str]] = {}
    for name in sorted(nodes):
        for key in keys[name].stored:
            holders.setdefault(key, []).append(name)
    pairs = {
        (name, other) if name < other else (other, name)
        for name in nodes
        for key in keys[name].probed
        for other in holders.get(key, ())
        if other != name and (start is None or name in start or other in start)
    }
    compare = _remember(kind, nodes)
    verdicts = {pair: compare(*pair) for pair in sorted(pairs)}
    return {pair: verdict for pair, verdict in verdicts.items() if verdict.says != NOTHING}


def _remember(kind: Kind, nodes: Mapping[str, Any]) -> Callable[[str, str], Verdict]:
    @lru_cache(maxsize=200_000)
    def compare_sorted(a: str, b: str) -> Verdict:
        return kind.compare(nodes[a], nodes[b])

    return lambda a, b: compare_sorted(a, b) if a < b else compare_sorted(b, a)


def _onto_nodes(pairs: frozenset[tuple[str, str]], nodes: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    return frozenset(pair for pair in pairs if pair[0] in nodes and pair[1] in nodes)
