"""The register as linked data: schema.org Event and NewsArticle, the evidence as Web Annotations."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from elchi.export.snapshot import ATTRIBUTION, Evidence, Snapshot, first_day, write_text
from elchi.labels import offices_then, visit_name
from elchi.model import Visit

CONTEXT = [{"@vocab": "https://schema.org/", "oa": "http://www.w3.org/ns/oa#", "prov": "http://www.w3.org/ns/prov#"}]
STATUS = {"cancelled": "https://schema.org/EventCancelled"}


def write_jsonld(snapshot: Snapshot, path: Path) -> list[Path]:
    """Write one document with everything in `@graph`."""
    dataset = {"@id": "urn:elchi:dataset", "@type": "Dataset", "name": "Official visits", "creditText": ATTRIBUTION}
    graph = [dataset, *nodes_of(snapshot)]
    text = msgspec.json.format(msgspec.json.encode({"@context": CONTEXT, "@graph": graph}), indent=1).decode()
    return write_text(path, text + "\n")


def nodes_of(snapshot: Snapshot) -> Iterator[dict[str, Any]]:
    """Yield the nodes of visits with their evidence, of persons and of reports."""
    for visit in snapshot.visits:
        yield event_of(visit, snapshot)
        for evidence in snapshot.evidence(visit):
            yield annotation_of(evidence)
    for id, person in sorted(snapshot.persons.items()):
        others = sorted({name["name"] for name in person.names} - {person.name})
        same = f"https://www.wikidata.org/entity/{person.wikidata}" if person.wikidata else None
        yield _node(f"urn:elchi:person:{id}", "Person", {
            "name": person.name, "alternateName": others, "jobTitle": offices_then(person, ()),
            "nationality": _country(person.country), "sameAs": same,
        })  # fmt: skip
    for id, report in sorted(snapshot.reports.items()):
        yield _node(f"urn:elchi:report:{id}", "NewsArticle", {
            "headline": report.title, "url": report.url, "publisher": _organisation(report.outlet),
            "datePublished": first_day(report.published), "inLanguage": report.language, "identifier": id,
            "articleBody": report.text if snapshot.with_texts else None,
        })  # fmt: skip


def event_of(visit: Visit, snapshot: Snapshot) -> dict[str, Any]:
    """Return a visit as a schema.org Event; dates as far as they are certain."""
    people = [each for each in (visit.head, *visit.participants) if each in snapshot.persons]
    hosts = [each for each in visit.hosts if each in snapshot.persons]
    papers = [
        {"@type": "CreativeWork", "name": d.get("title") or d.get("kind"), "genre": d.get("kind")}
        for d in visit.documents
    ]
    places = [{"@type": "Place", "name": name} for name in visit.places] or _country(visit.destination)
    status = STATUS.get(visit.status or "", "https://schema.org/EventScheduled" if visit.status == "planned" else None)
    return _node(f"urn:elchi:visit:{visit.id}", "Event", {
        "identifier": visit.id, "name": visit_name(visit, snapshot.persons), "eventStatus": status,
        "additionalType": f"{visit.kind} visit" if visit.kind else "visit",
        "startDate": first_day(visit.start), "endDate": first_day(visit.end), "location": places,
        "organizer": [{"@id": f"urn:elchi:person:{each}"} for each in hosts],
        "attendee": [{"@id": f"urn:elchi:person:{each}"} for each in people],
        "about": list(visit.topics), "workFeatured": papers,
        "subjectOf": [{"@id": f"urn:elchi:report:{each}"} for each in visit.reports],
    })  # fmt: skip


def annotation_of(evidence: Evidence) -> dict[str, Any]:
    """Return the evidence of one value as a Web Annotation: a quote and a position in the report's frozen text."""
    quote, place = evidence.quote, f"{evidence.start}-{evidence.end}"
    value = evidence.value if isinstance(evidence.value, str) else msgspec.json.encode(evidence.value).decode()
    return {
        "@id": f"urn:elchi:evidence:{evidence.visit}:{evidence.field}:{evidence.report}:{place}",
        "@type": "oa:Annotation",
        "oa:hasBody": {"@type": "PropertyValue", "propertyID": evidence.field, "value": value},
        "about": {"@id": f"urn:elchi:visit:{evidence.visit}"},
        "oa:hasTarget": {
            "oa:hasSource": {"@id": f"urn:elchi:report:{evidence.report}"},
            "oa:hasSelector": [
                {
                    "@type": "oa:TextQuoteSelector",
                    "oa:exact": quote.words,
                    "oa:prefix": quote.before[-64:],
                    "oa:suffix": quote.after[:64],
                },
                {"@type": "oa:TextPositionSelector", "oa:start": evidence.start, "oa:end": evidence.end},
            ],
        },
    }


def _node(id: str, type: str, properties: dict[str, Any]) -> dict[str, Any]:
    return {"@id": id, "@type": type} | {k: v for k, v in properties.items() if v not in (None, "", [])}


def _country(code: str | None) -> dict[str, str] | None:
    return {"@type": "Country", "identifier": code} if code else None


def _organisation(name: str | None) -> dict[str, str] | None:
    return {"@type": "NewsMediaOrganization", "name": name} if name else None
