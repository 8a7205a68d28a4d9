"""Reports of a small made-up world, with what they say: every person in them is fictional."""

from __future__ import annotations

import hashlib
from typing import Any

from elchi.model import Activity, Document, HeldOffice, PersonReading, Reading, Report, VisitReading

HEAD, HOST = "Tural Qaraşov", "Daulet Sarymbetov"


def make_person(id: str, text: str, name: str, office: tuple[str, str, str | None]) -> PersonReading:
    """Return a person named in a text; `office` is standard name, country, country accredited to."""
    start = text.index(name)
    span = ((start, start + len(name)),)
    title, country, at = office
    held = HeldOffice(office=title, position=title.title(), country=country, at=at, spans=span)
    return PersonReading(id=id, name=name, office=title, country=country, offices=(held,), evidence=span)


def make_told(id: str, text: str = "", **told: Any) -> tuple[Reading, Report]:
    """Return a reading and its report: the visit of the Azerbaijani minister of energy to Kazakhstan in May 2031.

    `told` may change fields of the visit, and `published`, `language`, `outlet`, `url`, `head`, `host`.
    """
    head, host = told.pop("head", HEAD), told.pop("host", HOST)
    about = {name: told.pop(name, None) for name in ("published", "language", "outlet", "url", "title")}
    text = text or f"{id}: {head} of Azerbaijan came to Astana on 12 May 2031 and met {host}. A memorandum was signed."
    whole = ((0, len(text)),)
    fields: dict[str, Any] = {
        "origin": "AZ",
        "destination": "KZ",
        "kind": "official",
        "status": "completed",
        "head": "p1",
        "hosts": ("p2",),
        "start": "2031-05-12",
        "places": ("Astana",),
        "activities": (Activity(kind="meeting", participants=("p2",), evidence=whole),),
        "documents": (Document(kind="memorandum", title="Memorandum on wind energy", evidence=whole),),
        "evidence": whole,
    }
    persons = (
        make_person("p1", text, head, ("minister of energy", "AZ", None)),
        make_person("p2", text, host, ("minister of energy", "KZ", None)),
    )
    reading = Reading(
        id=id,
        language=about["language"] or "en",
        url=about["url"],
        outlet=about["outlet"],
        published=about["published"] or "2031-05-13",
        text_chars=len(text),
        text_sha256=hashlib.sha256(text.encode()).hexdigest(),
        persons=persons,
        visits=(VisitReading(**{**fields, **told}),),
    )
    report = Report(
        id=id,
        text=text,
        language=reading.language,
        title=about["title"],
        url=reading.url,
        outlet=reading.outlet,
        published=reading.published,
    )
    return reading, report
