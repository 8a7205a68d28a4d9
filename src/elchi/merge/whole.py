"""The merge itself: statements and judgements in, views out."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

import msgspec

from elchi.merge.groups import KINDS, Grouping, group_anchors, publication_days
from elchi.merge.model import Merged, ReportFacts, UnsurePair
from elchi.merge.people import build_person
from elchi.merge.rulings import read_rulings
from elchi.merge.values import Context
from elchi.merge.visits import build_visit
from elchi.model import Judgement, Person, Statement, Visit
from elchi.statements import anchor_kind, fold_name, group_by_subject, record_id

T = TypeVar("T")


def merge(
    statements: Iterable[Statement],
    judgements: Iterable[Judgement] = (),
    reports: Mapping[str, ReportFacts] | None = None,
    person_of: Mapping[str, str] | None = None,
) -> Merged:
    """Return the views of a set of statements under a set of judgements.

    A pure function of the sets: order and repetition are nothing. `reports` is report key -> what is known of it.
    `person_of` gives the ids of persons (by anchor) whose statements are not among these, where only some visits are
    merged anew.
    """
    facts = reports or {}
    rulings = read_rulings(judgements)
    kept = [each for each in statements if each.report not in rulings.removed]
    grouped = group_by_subject(kept)
    published = publication_days(facts, grouped)
    groupings = {}
    for name, kind in KINDS.items():
        mine = {anchor: told for anchor, told in grouped.items() if anchor_kind(anchor) == name}
        groupings[name] = group_anchors(kind, mine, published, rulings)
    people, visits = _records(groupings["person"]), _records(groupings["visit"])
    context = Context(facts, {**(person_of or {}), **people}, rulings)
    persons = sorted(
        (build_person(members, _told(members, grouped), context) for members in groupings["person"].clusters),
        key=lambda each: each.id,
    )
    shown = sorted(
        (build_visit(members, _told(members, grouped), context) for members in groupings["visit"].clusters),
        key=lambda each: each.id,
    )
    return Merged(
        visits=tuple(shown),
        persons=tuple(persons),
        organisations=list_organisations(persons, grouped),
        documents=list_documents(shown),
        unsure=_unsure("person", groupings["person"], people) + _unsure("visit", groupings["visit"], visits),
        person_of=people,
        visit_of=visits,
    )


def rename_reports(merged: Merged, reports: Mapping[str, ReportFacts]) -> Merged:
    """Return the same views with the reports' ids in place of their keys."""
    ids = {key: fact.id for key, fact in reports.items()}
    return Merged(
        visits=tuple(_renamed(each, ids, Visit) for each in merged.visits),
        persons=tuple(_renamed(each, ids, Person) for each in merged.persons),
        organisations=tuple(_rename(each, ids) for each in merged.organisations),
        documents=tuple(_rename(each, ids) for each in merged.documents),
        unsure=merged.unsure,
        person_of=merged.person_of,
        visit_of=merged.visit_of,
    )


def _records(grouping: Grouping) -> dict[str, str]:
    return {anchor: record_id(members) for members in grouping.clusters for anchor in members}


def _told(members: Iterable[str], grouped: Mapping[str, list[Statement]]) -> list[Statement]:
    return [statement for member in members for statement in grouped[member]]


def _unsure(kind: str, grouping: Grouping, record_of: Mapping[str, str]) -> tuple[UnsurePair, ...]:
    return tuple(
        UnsurePair(kind=kind, left=left, right=right, left_id=record_of[left], right_id=record_of[right],
                   score=verdict.score, reasons=verdict.reasons)
        for left, right, verdict in grouping.doubts
    )  # fmt: skip


def list_organisations(persons: Sequence[Person], grouped: Mapping[str, list[Statement]]) -> tuple[dict[str, Any], ...]:
    """Return the bodies in which offices are held, one for each folded name and country."""
    found: dict[tuple[str, str], dict[str, set[str]]] = {}
    for person in persons:
        for statement in _told(person.members, grouped):
            value = statement.value
            name = value.get("organisation") if isinstance(value, dict) else None
            if statement.property != "office" or not isinstance(value, dict) or not name:
                continue
            entry = found.setdefault(
                (fold_name(name), value.get("country") or ""), {"names": set(), "persons": set(), "reports": set()}
            )
            entry["names"].add(name)
            entry["persons"].add(person.id)
            entry["reports"].update({statement.report} if statement.report else ())
    rows = [
        {
            "id": _content_id("o", [folded, country]),
            "name": min(entry["names"]),
            "names": sorted(entry["names"]),
            "country": country or None,
            "persons": sorted(entry["persons"]),
            "reports": sorted(entry["reports"]),
        }
        for (folded, country), entry in found.items()
    ]
    return tuple(sorted(rows, key=lambda row: str(row["id"])))


def list_documents(visits: Iterable[Visit]) -> tuple[dict[str, Any], ...]:
    """Return the documents of visits, each with an id of its own."""
    rows: list[dict[str, Any]] = []
    for visit in visits:
        for item in visit.documents:
            row = {name: item[name] for name in ("kind", "title", "titles", "signatories", "reports")}
            told = sorted([each["report"], each["spans"]] for each in item["evidence"])
            rows.append({"id": _content_id("d", [visit.id, item["kind"], told]), "visit": visit.id, **row})
    return tuple(sorted(rows, key=lambda row: str(row["id"])))


def _content_id(letter: str, content: object) -> str:
    return f"{letter}-{hashlib.sha256(msgspec.json.encode(content)).hexdigest()[:12]}"


def _renamed(view: T, ids: Mapping[str, str], kind: type[T]) -> T:
    return msgspec.convert(_rename(msgspec.to_builtins(view), ids), kind)


def _rename(value: Any, ids: Mapping[str, str]) -> Any:
    if isinstance(value, dict):
        renamed: dict[str, Any] = {}
        for key, inner in value.items():
            if key == "report" and isinstance(inner, str):
                renamed[key] = ids.get(inner, inner)
            elif key == "reports":
                renamed[key] = sorted(ids.get(each, each) for each in inner)
            else:
                renamed[key] = _rename(inner, ids)
        return renamed
    if isinstance(value, list | tuple):
        return [_rename(inner, ids) for inner in value]
    return value
