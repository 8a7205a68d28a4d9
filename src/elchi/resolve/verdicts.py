"""What a comparison of two records says, and the clusters that follow from all of them, whatever their order.

Nodes are records that are surely one already. Verdicts on pairs of nodes are `same` (join), `weak` (join
where nothing else fits as well), `unsure` (leave apart, for review), `different` (never in one cluster) and
`nothing`, as if they had not been compared.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import NamedTuple

CLEARLY = 0.2  # by so much better a cluster fits, what fits worse leaves no doubt
SAME, WEAK, UNSURE, DIFFERENT, NOTHING = "same", "weak", "unsure", "different", "nothing"
_ORDER = {SAME: 0, WEAK: 1, UNSURE: 2, DIFFERENT: 3, NOTHING: 4}


class Verdict(NamedTuple):
    """What a comparison says, how sure it is (0 to 1), and why."""

    says: str
    score: float
    reasons: tuple[str, ...] = ()


class Links(NamedTuple):
    """What a person decided of pairs of nodes: those that are one, and those that must stay apart."""

    together: frozenset[tuple[str, str]] = frozenset()
    apart: frozenset[tuple[str, str]] = frozenset()


class Clusters(NamedTuple):
    """The clusters, and the pairs (a node of one, a node of the other, verdict) that were left apart in doubt."""

    members: tuple[frozenset[str], ...]
    doubts: tuple[tuple[str, str, Verdict], ...]


Compare = Callable[[str, str], Verdict]
Clash = Callable[[frozenset[str], frozenset[str]], bool]


def cluster(
    nodes: Iterable[str], verdicts: Mapping[tuple[str, str], Verdict], compare: Compare, links: Links, clash: Clash
) -> Clusters:
    """Return the clusters of nodes.

    `verdicts` are of the pairs (smaller node first) that share a block. `compare` gives the verdict of any pair,
    `clash` says that two clusters cannot be one although no pair forbids it. First what a person joined; then sure
    pairs, the surest first, unless members differ; then weak ones where all that fits a cluster fits together.
    What a person put apart is never joined. Ties fall by the nodes' names, so that the result is that of the set.
    """
    group = _Groups(nodes, links, compare)
    for pair in sorted(links.together):
        if all(node in group.of for node in pair):
            group.join(*pair, judged=True)
    for pair in sorted((p for p, v in verdicts.items() if v.says == SAME), key=lambda p: (-verdicts[p].score, p)):
        group.join(*pair)
    _join_weak(group, verdicts, clash)
    members = group.clusters()
    return Clusters(members, _doubts(members, verdicts, links))


class _Groups:
    """Clusters in the making. `unit` holds together what a person joined: it differs only as a whole."""

    def __init__(self, nodes: Iterable[str], links: Links, compare: Compare) -> None:
        self.of = {node: frozenset({node}) for node in sorted(nodes)}
        self.unit = dict(self.of)
        self.compare = compare
        self.apart: dict[str, set[str]] = {}
        for a, b in links.apart:
            self.apart.setdefault(a, set()).add(b)
            self.apart.setdefault(b, set()).add(a)

    def join(self, a: str, b: str, judged: bool = False) -> None:
        left, right = self.of[a], self.of[b]
        if left is right or self.forbidden(left, right) or (not judged and self.differ(left, right)):
            return
        both = left | right
        for node in both:
            self.of[node] = both
        if judged:
            unit = self.unit[a] | self.unit[b]
            for node in unit:
                self.unit[node] = unit

    def forbidden(self, left: frozenset[str], right: frozenset[str]) -> bool:
        return any(not self.apart.get(node, _NOTHING).isdisjoint(right) for node in left)

    def differ(self, left: frozenset[str], right: frozenset[str]) -> bool:
        """Return True where a unit of one side differs from a unit of the other in all their nodes."""
        units_left, units_right = {self.unit[node] for node in left}, {self.unit[node] for node in right}
        return any(
            all(self.compare(a, b).says == DIFFERENT for a in one for b in other)
            for one in units_left
            for other in units_right
        )

    def clusters(self) -> tuple[frozenset[str], ...]:
        return tuple(sorted(set(self.of.values()), key=min))


_NOTHING: frozenset[str] = frozenset()


def _join_weak(group: _Groups, verdicts: Mapping[tuple[str, str], Verdict], clash: Clash) -> None:
    edges: dict[tuple[frozenset[str], frozenset[str]], float] = {}
    for (a, b), verdict in verdicts.items():
        left, right = sorted((group.of[a], group.of[b]), key=min)
        if verdict.says == WEAK and left is not right:
            edges[left, right] = max(edges.get((left, right), 0.0), verdict.score)

    def apart(left: frozenset[str], right: frozenset[str]) -> bool:
        return group.forbidden(left, right) or group.differ(left, right) or clash(left, right)

    fitting = {pair: score for pair, score in edges.items() if not apart(*pair)}
    near: dict[frozenset[str], list[frozenset[str]]] = {}
    for left, right in sorted(fitting, key=lambda pair: (min(pair[0]), min(pair[1]))):
        near.setdefault(left, []).append(right)
        near.setdefault(right, []).append(left)
    torn = {
        one
        for one, others in near.items()
        if (likely := _likeliest(one, others, fitting))
        and any(apart(a, b) for place, a in enumerate(likely) for b in likely[place + 1 :])
    }
    for left, right in sorted(fitting, key=lambda pair: (-fitting[pair], min(pair[0]), min(pair[1]))):
        if left in torn or right in torn:
            continue
        now_left, now_right = group.of[min(left)], group.of[min(right)]
        if now_left is not now_right and not clash(now_left, now_right):
            group.join(min(left), min(right))


def _likeliest(
    one: frozenset[str],
    others: list[frozenset[str]],
    fitting: Mapping[tuple[frozenset[str], frozenset[str]], float],
) -> list[frozenset[str]]:
    """Return the clusters that fit another about as well as the one that fits it best."""
    scores = {other: fitting.get((one, other), fitting.get((other, one), 0.0)) for other in others}
    least = max(scores.values()) - CLEARLY
    return [other for other in others if scores[other] > least]


def _doubts(
    members: tuple[frozenset[str], ...], verdicts: Mapping[tuple[str, str], Verdict], links: Links
) -> tuple[tuple[str, str, Verdict], ...]:
    cluster_of = {node: min(cluster) for cluster in members for node in cluster}
    decided = {tuple(sorted((cluster_of[a], cluster_of[b]))) for a, b in links.apart if {a, b} <= cluster_of.keys()}
    best: dict[tuple[str, str], tuple[str, str, Verdict]] = {}
    for (a, b), verdict in sorted(verdicts.items(), key=lambda item: (_ORDER[item[1].says], -item[1].score, item[0])):
        left, right = sorted((cluster_of[a], cluster_of[b]))
        if left != right and verdict.says in (SAME, WEAK, UNSURE) and (left, right) not in decided:
            best.setdefault((left, right), (a, b, verdict))
    return tuple(best[pair] for pair in sorted(best))
