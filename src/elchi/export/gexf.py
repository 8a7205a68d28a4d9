"""The network of who met whom (GEXF 1.3): persons and countries as nodes, visits as edges."""

from __future__ import annotations

from collections import defaultdict
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as xml

from elchi.export.snapshot import ATTRIBUTION, Snapshot, first_day, write_text
from elchi.labels import offices_then
from elchi.model import Person, Visit


def write_gexf(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write the network: an edge for each two persons who met, its weight the number of visits in which they did."""
    root = xml.Element("gexf", {"xmlns": "http://gexf.net/1.3", "version": "1.3"})
    meta = xml.SubElement(root, "meta")
    xml.SubElement(meta, "creator").text = "elchi"
    xml.SubElement(meta, "description").text = ATTRIBUTION
    graph = xml.SubElement(root, "graph", {"defaultedgetype": "undirected"})
    _declare(graph, "node", ("kind", "office", "country"))
    _declare(graph, "edge", ("relation", "visits", "first", "last"))
    _nodes(xml.SubElement(graph, "nodes"), snapshot)
    edges = xml.SubElement(graph, "edges")
    for n, ((left, right, relation), visits) in enumerate(sorted(_meetings(snapshot).items())):
        days = sorted(filter(None, (first_day(visit.start or visit.earliest) for visit in visits)))
        edge = xml.SubElement(
            edges, "edge", {"id": str(n), "source": left, "target": right, "weight": str(len(visits))}
        )
        ids = " ".join(sorted(visit.id for visit in visits))
        _values(edge, (relation, ids, days[0] if days else "", days[-1] if days else ""))
    xml.indent(root)
    return write_text(
        path, '<?xml version="1.0" encoding="UTF-8"?>\n' + _clean(xml.tostring(root, encoding="unicode")) + "\n"
    )


def _declare(graph: xml.Element, kind: str, names: tuple[str, ...]) -> None:
    attributes = xml.SubElement(graph, "attributes", {"class": kind})
    for n, name in enumerate(names):
        xml.SubElement(attributes, "attribute", {"id": str(n), "title": name, "type": "string"})


def _nodes(nodes: xml.Element, snapshot: Snapshot) -> None:
    countries = {c for v in snapshot.visits for c in (v.origin, v.destination) if c}
    countries |= {p.country for p in snapshot.persons.values() if p.country}
    for country in sorted(countries):
        _values(xml.SubElement(nodes, "node", {"id": country, "label": country}), ("body", "", country))
    for id, person in sorted(snapshot.persons.items()):
        node = xml.SubElement(nodes, "node", {"id": id, "label": person.name})
        _values(node, ("person", "; ".join(offices_then(person, ())), person.country or ""))


def _values(element: xml.Element, values: tuple[str, ...]) -> None:
    holder = xml.SubElement(element, "attvalues")
    for n, value in enumerate(values):
        if value:
            xml.SubElement(holder, "attvalue", {"for": str(n), "value": value})


def _meetings(snapshot: Snapshot) -> dict[tuple[str, str, str], list[Visit]]:
    """Return (id, id, relation) -> visits: heads with hosts, those of one meeting, heads with the country visited."""
    found: dict[tuple[str, str, str], dict[str, Visit]] = defaultdict(dict)
    for visit in snapshot.visits:
        if visit.status in ("planned", "cancelled"):
            continue
        pairs = {(visit.head, host) for host in visit.hosts if visit.head}
        for activity in visit.activities:
            there = [each for each in (visit.head, *activity.get("with", ())) if each]
            pairs |= set(combinations(there, 2)) if activity.get("kind") in ("meeting", "signing", "award") else set()
        for left, right in pairs:
            if left and right and _apart(snapshot.persons.get(left), snapshot.persons.get(right)):
                found[(min(left, right), max(left, right), "met")][visit.id] = visit
        head = snapshot.persons.get(visit.head or "")
        if head and visit.destination:
            found[(head.id, visit.destination, "visited")][visit.id] = visit
    return {pair: list(visits.values()) for pair, visits in found.items()}


def _apart(left: Person | None, right: Person | None) -> bool:
    """True for two persons who are not known to serve one country."""
    return (
        left is not None
        and right is not None
        and left.id != right.id
        and (not left.country or left.country != right.country)
    )


def _clean(text: str) -> str:
    """Leave out the control characters that XML 1.0 forbids."""
    return "".join(c for c in text if c in "\t\n\r" or c >= " ")
