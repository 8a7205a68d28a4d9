"""Calendar, linked data, followthemoney, event data and network."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from elchi.export.ftm import certain, entities_of, write_ftm
from elchi.export.gexf import write_gexf
from elchi.export.ics import calendar_text
from elchi.export.jsonld import write_jsonld
from elchi.export.plover import write_plover
from elchi.export.snapshot import Snapshot


def test_calendar_has_only_whole_days(snapshot: Snapshot) -> None:
    text = calendar_text(snapshot)
    assert text.count("BEGIN:VEVENT") == 1
    assert "UID:v-1@elchi\r\n" in text and "STATUS:CONFIRMED" in text
    assert "DTSTART;VALUE=DATE:20240503" in text and "DTEND;VALUE=DATE:20240505" in text
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert text == calendar_text(snapshot)


def test_calendar_reads_back(snapshot: Snapshot) -> None:
    icalendar = pytest.importorskip("icalendar", reason="icalendar is not installed")
    (event,) = icalendar.Calendar.from_ical(calendar_text(snapshot)).walk("VEVENT")
    assert "a plan; of, things" in str(event["DESCRIPTION"])


def test_linked_data_holds_the_evidence(snapshot: Snapshot, tmp_path: Path) -> None:
    (path,) = write_jsonld(snapshot, tmp_path / "visits.jsonld")
    graph = json.loads(path.read_text(encoding="utf-8"))["@graph"]
    text = snapshot.reports["r1"].text
    notes = [node for node in graph if node["@type"] == "oa:Annotation"]
    assert notes
    for node in notes:
        quote, place = node["oa:hasTarget"]["oa:hasSelector"]
        assert text[place["oa:start"] : place["oa:end"]] == quote["oa:exact"]
        assert text[: place["oa:start"]].endswith(quote["oa:prefix"])
    planned = next(node for node in graph if node["@id"] == "urn:elchi:visit:v-2")
    assert "startDate" not in planned
    assert text not in path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("date", "kept"), [("2024-05-03", True), ("2024-05", True), ("XXXX-06-01", False), (None, False)]
)
def test_only_certain_dates_become_dates(date: str | None, kept: bool) -> None:
    assert certain(date) == (date if kept else None)


def test_followthemoney_lines(snapshot: Snapshot, tmp_path: Path) -> None:
    path, notice = write_ftm(snapshot, tmp_path / "visits.ftm.json")
    lines = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]
    schemas = {line["schema"] for line in lines}
    assert schemas == {"Trip", "Person", "Position", "Occupancy", "Address", "Article"}
    planned = next(line for line in lines if line["id"] == "v-2")
    assert "startDate" not in planned["properties"] and "XXXX-06-01" in planned["properties"]["notes"][0]
    assert "GeoNames" in notice.read_text()


def test_followthemoney_accepts_them(snapshot: Snapshot) -> None:
    followthemoney = pytest.importorskip("followthemoney", reason="followthemoney is not installed")
    for entity in entities_of(snapshot):
        schema = followthemoney.model.get(entity["schema"])
        assert set(entity["properties"]) <= set(schema.properties), entity
        proxy = followthemoney.model.get_proxy({**entity, "schema": entity["schema"]})
        proxy.schema.validate(entity)
        for name, values in entity["properties"].items():
            kind = schema.properties[name].type
            for value in values:
                assert kind.clean(value) is not None, (name, value)


def test_events(snapshot: Snapshot, tmp_path: Path) -> None:
    path, _ = write_plover(snapshot, tmp_path / "events.csv")
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["event_id"], row["event_type"], row["cameo"]) for row in rows] == [
        ("v-1", "CONSULT", "042"),
        ("v-1-d1", "SUPPORT", "057"),
        ("v-2", "AGREE", "030"),
    ]
    assert (rows[0]["actor"], rows[0]["recipient"]) == ("KZ", "AZ")


def test_network(snapshot: Snapshot, tmp_path: Path) -> None:
    (path,) = write_gexf(snapshot, tmp_path / "network.gexf")
    root = ElementTree.parse(path).getroot()
    name = "{http://gexf.net/1.3}"
    edges = {(e.get("source"), e.get("target")) for e in root.iter(f"{name}edge")}
    assert edges == {("p-1", "p-2"), ("p-1", "AZ")}
    nodes = {node.get("id") for node in root.iter(f"{name}node")}
    assert {end for edge in edges for end in edge} <= nodes


def test_network_opens_in_networkx(snapshot: Snapshot, tmp_path: Path) -> None:
    networkx = pytest.importorskip("networkx", reason="networkx is not installed")
    (path,) = write_gexf(snapshot, tmp_path / "network.gexf")
    assert networkx.read_gexf(path).number_of_edges() == 2
