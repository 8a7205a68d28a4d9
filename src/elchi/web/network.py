"""Who met whom: heads of visits and their hosts around a circle, those of one country side by side."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

import msgspec

from elchi.labels import offices_then
from elchi.model import Person, Visit

if TYPE_CHECKING:
    from elchi.web.words import Words

NODES = 60
"""The most persons or bodies of a drawing: those who met the most."""
SIZE, RADIUS = 1040.0, 280.0


class Node(msgspec.Struct, frozen=True, kw_only=True):
    """A person or body on the circle; its name is written outwards from it, turned by `turn` degrees."""

    x: float
    y: float
    turn: float
    anchor: str
    radius: float
    name: str
    link: str


class Edge(msgspec.Struct, frozen=True):
    """Two that met, in so many visits."""

    path: str
    width: float
    name: str


class Network(msgspec.Struct, frozen=True):
    """A drawing of `SIZE` by `SIZE`, and the same as rows (one, other, count); `left` are those not drawn."""

    nodes: tuple[Node, ...] = ()
    edges: tuple[Edge, ...] = ()
    rows: tuple[tuple[str, str, str, str, int], ...] = ()
    left: int = 0


Party = tuple[str, str, str]
"""Country, name and link: what stands on the circle, in this order."""


def draw_network(visits: Sequence[Visit], persons: Mapping[str, Person], words: Words, bodies: bool) -> Network:
    """Return the network of visits, of persons or of the offices that met."""
    met: Counter[tuple[Party, Party]] = Counter()
    for visit in visits:
        head = persons.get(visit.head or "")
        hosts = [persons[host] for host in visit.hosts if host in persons]
        for host in hosts if head else ():
            assert head is not None
            one, other = (_party(each, visit, words, bodies) for each in (head, host))
            if one and other and one != other:
                met[min(one, other), max(one, other)] += 1
    weights: Counter[Party] = Counter()
    for pair, count in met.items():
        for party in pair:
            weights[party] += count
    chosen = sorted(party for party, _ in sorted(weights.items(), key=lambda each: (-each[1], each[0]))[:NODES])
    place = {party: math.tau * n / max(1, len(chosen)) for n, party in enumerate(chosen)}
    most = max(weights.values(), default=1)
    nodes = tuple(_node(party, place[party], weights[party] / most) for party in chosen)
    top = max(met.values(), default=1)
    ranked = sorted(met.items(), key=lambda each: (-each[1], each[0]))
    edges = tuple(_edge(pair, place, count, top) for pair, count in ranked if pair[0] in place and pair[1] in place)
    rows = tuple((one[1], one[2], other[1], other[2], count) for (one, other), count in ranked[:100])
    return Network(nodes, edges, rows, len(weights) - len(chosen))


def _party(person: Person, visit: Visit, words: Words, bodies: bool) -> Party | None:
    country = person.country or ""
    if not bodies:
        return country, words.person(person), f"/persons/{person.id}"
    office = next(iter(offices_then(person, visit.reports)), None)
    if office is None:
        return None
    from urllib.parse import urlencode

    name = f"{words.office(office)}, {words.country(country)}"
    return country, name, "/persons?" + urlencode({"office": office, "country": country})


def _node(party: Party, angle: float, weight: float) -> Node:
    x, y = SIZE / 2 + RADIUS * math.cos(angle), SIZE / 2 + RADIUS * math.sin(angle)
    left = math.cos(angle) < 0
    turn = math.degrees(angle) + (180 if left else 0)
    name = party[1] if len(party[1]) <= 34 else party[1][:33] + "…"
    return Node(
        x=round(x, 1), y=round(y, 1), turn=round(turn, 1), anchor="end" if left else "start",
        radius=round(4 + 7 * math.sqrt(weight), 1), name=name, link=party[2],
    )  # fmt: skip


def _edge(pair: tuple[Party, Party], place: Mapping[Party, float], count: int, top: int) -> Edge:
    (x1, y1), (x2, y2) = (
        (SIZE / 2 + RADIUS * math.cos(place[party]), SIZE / 2 + RADIUS * math.sin(place[party])) for party in pair
    )
    path = f"M{x1:.1f},{y1:.1f}Q{SIZE / 2:.1f},{SIZE / 2:.1f} {x2:.1f},{y2:.1f}"
    return Edge(path, round(1 + 4 * math.sqrt(count / top), 1), f"{pair[0][1]} – {pair[1][1]}: {count}")
