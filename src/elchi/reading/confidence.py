"""How sure a value is: a small model over what the reading itself shows of it.

A value's certainty is the logistic function of a number of its field and a weight for each thing that speaks for it.
Weights are never negative, so more evidence never makes a value less sure. `scripts/fit_confidence.py` fits them to
gold; they are kept in `vocabulary/confidence.toml`.
"""

from __future__ import annotations

import math
import tomllib
from collections.abc import Iterable
from functools import cache, lru_cache
from itertools import compress
from typing import Any

import msgspec

from elchi.model import Activity, Award, Document, PersonReading, VisitReading
from elchi.reading.reasons import BY_MINISTRY, COUNTERPART, IMPLIED, KNOWN_NAME, SAID
from elchi.vocabulary.load import FOLDER

PERSON_FIELDS = ("position", "office", "rank", "organisation", "country")
VISIT_FIELDS = (
    "from", "to", "kind", "status", "head", "hosts", "invited_by", "start", "end", "duration_days", "places",
)  # fmt: skip
Item = Activity | Document | Award


def person_signs(person: PersonReading) -> frozenset[str]:
    """Return what speaks for a person and his office."""
    words = [word for word in person.name.split() if len(word.rstrip(".")) > 1]
    office = person.rules.get("office", "")
    signs = {
        "full_name": len(words) > 1,
        "known_name": person.rules.get("name") == KNOWN_NAME,
        "titled": bool(person.position),
        "ranked": bool(person.rank),
        "country_said": person.rules.get("country") == SAID,
        "named_again": len(person.evidence) > 1,
        "office_said": bool(office) and BY_MINISTRY not in office and office != COUNTERPART,
    }
    return _shown(signs)


def visit_signs(visit: VisitReading) -> frozenset[str]:
    """Return what speaks for a visit."""
    signs = {
        "told": not visit.rules.get("to", "").startswith(IMPLIED),
        "both_ends_said": visit.derived.keys().isdisjoint(("from", "to")),
        "led": visit.head is not None,
        "kind_said": visit.kind is not None,
        "dated": visit.start is not None,
        "main": visit.main,
        "told_again": len(visit.evidence) > 1,
    }
    return _shown(signs)


def item_signs(item: Item, visit: VisitReading) -> frozenset[str]:
    """Return what speaks for an activity, document or award."""
    people = item.participants if isinstance(item, Activity) else item.signatories if isinstance(item, Document) else ()
    signs = {
        "main": visit.main,
        "placed": isinstance(item, Activity) and item.place is not None,
        "peopled": bool(people),
        "dated": isinstance(item, Activity) and item.date is not None,
        "titled": not isinstance(item, Activity) and item.title is not None,
    }
    return _shown(signs)


def _shown(signs: dict[str, bool]) -> frozenset[str]:
    return frozenset(compress(signs, signs.values()))


def item_field(item: Item) -> str:
    """Return the field that an item is scored as: the kind of an activity, `document` or `award`."""
    return item.kind if isinstance(item, Activity) else "document" if isinstance(item, Document) else "award"


def sure_person(person: PersonReading) -> PersonReading:
    """Return a person with the certainty of the person and of each field."""
    signs = person_signs(person)
    sure = {field: certainty("person", field, signs) for field in PERSON_FIELDS if getattr(person, field)}
    return msgspec.structs.replace(person, confidence=certainty("person", "name", signs), certainty=sure)


def sure_visit(visit: VisitReading) -> VisitReading:
    """Return a visit with the certainty of the visit, of each slot and of each item."""
    signs = visit_signs(visit)
    values = {"from": visit.origin, "to": visit.destination}
    filled = [f for f in VISIT_FIELDS if values.get(f, getattr(visit, f, None)) not in (None, ())]
    return msgspec.structs.replace(
        visit,
        confidence=certainty("visit", "visit", signs),
        certainty={field: certainty("visit", field, signs) for field in filled},
        activities=tuple(_sure_item(each, visit) for each in visit.activities),
        documents=tuple(_sure_item(each, visit) for each in visit.documents),
        awards=tuple(_sure_item(each, visit) for each in visit.awards),
    )


def _sure_item(item: Any, visit: VisitReading) -> Any:
    sure = certainty("item", item_field(item), item_signs(item, visit))
    return msgspec.structs.replace(item, confidence=sure)


def certainty(group: str, field: str, signs: Iterable[str]) -> float:
    """Return how sure a value is, from 0.02 to the group's ceiling; a field not fitted has the number of its group."""
    return _certainty(group, field, frozenset(signs))


@lru_cache(maxsize=4096)
def _certainty(group: str, field: str, signs: frozenset[str]) -> float:
    """Count it once for each set of signs: the same few come again from report to report."""
    numbers = _numbers().get(group, {})
    fields, weights = numbers.get("fields", {}), numbers.get("weights", {})
    total: float = fields.get(field, numbers.get("other", 0.0)) + sum(weights.get(sign, 0.0) for sign in signs)
    most: float = numbers.get("most", 0.99)
    return round(min(max(1 / (1 + math.exp(-total)), 0.02), most), 2)


@cache
def _numbers() -> dict[str, Any]:
    path = FOLDER / "confidence.toml"
    return tomllib.loads(path.read_text(encoding="utf-8")) if path.exists() else {}
