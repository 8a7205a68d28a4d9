"""What judgements mean for a merge: pairs that are one or apart, values corrected, reports taken out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from elchi.model import Judgement
from elchi.resolve.verdicts import Links

_PAIRS = ("same", "different", "unsure")
_VALUES = ("correct", "add", "reject")


class Rulings(NamedTuple):
    """Judgements in force. `links` are of anchors; `values` is anchor -> its value judgements, by number;
    `judged` the anchors that any pair names."""

    links: Links
    values: dict[str, tuple[Judgement, ...]]
    removed: frozenset[str]
    judged: frozenset[str]
    pairs: tuple[Judgement, ...]


def read_rulings(judgements: Iterable[Judgement]) -> Rulings:
    """Return what a set of judgements says; of two on one pair the one with the higher number holds."""
    inforce = sorted({each.id: each for each in judgements if not each.undone}.values(), key=_order)
    pairs: dict[tuple[str, str], Judgement] = {}
    values: dict[str, list[Judgement]] = {}
    removed = set()
    for each in inforce:
        if each.act in _PAIRS and each.right and each.left != each.right:
            pairs[_pair(each.left, each.right)] = each
        elif each.act == "split":
            others = each.value if isinstance(each.value, list) else [each.right]
            pairs.update({_pair(each.left, other): each for other in others if other and other != each.left})
        elif each.act in _VALUES:
            values.setdefault(each.left, []).append(each)
        elif each.act == "remove":
            removed.add(each.left)
    together = frozenset(pair for pair, each in pairs.items() if each.act == "same")
    return Rulings(
        Links(together, frozenset(pairs.keys() - together)),
        {anchor: tuple(found) for anchor, found in values.items()},
        frozenset(removed),
        frozenset(anchor for pair in pairs for anchor in pair),
        tuple(pairs[pair] for pair in sorted(pairs)),
    )


def same_value(a: Any, b: Any) -> bool:
    """Return True where two plain values are one: JSON objects by the keys that the smaller one gives."""
    if isinstance(a, dict) and isinstance(b, dict):
        shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
        return bool(shorter) and all(same_value(value, longer.get(key)) for key, value in shorter.items())
    if isinstance(a, str) and isinstance(b, str):
        return a.casefold() == b.casefold()
    return bool(a == b)


def _pair(a: str, b: str) -> tuple[str, str]:
    return (a, b) if a < b else (b, a)


def _order(judgement: Judgement) -> tuple[int, str]:
    return judgement.number, judgement.id
