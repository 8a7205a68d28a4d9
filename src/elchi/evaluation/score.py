"""One reading against one gold report: each field counted as right, found and wanted."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from itertools import combinations
from typing import Any

from elchi.evaluation.alike import alike, same_name, same_office, same_place, same_rank, same_title

Plain = dict[str, Any]

SLOTS = ("from", "to", "kind", "status", "head", "hosts", "invited_by", "start", "end", "duration_days", "places")
PEOPLE_SLOTS = ("head", "hosts", "invited_by")


class Sheet:
    """Counts by field (right, found, wanted), and what was missed or invented in plain lines."""

    def __init__(self) -> None:
        self.counts: dict[str, tuple[int, int, int]] = {}
        self.misses: list[str] = []

    def count(self, field: str, right: int, found: int, wanted: int) -> None:
        """Add to a field's counts."""
        before = self.counts.get(field, (0, 0, 0))
        self.counts[field] = (before[0] + right, before[1] + found, before[2] + wanted)

    def add(self, other: Sheet) -> None:
        """Add another sheet."""
        for field, counts in other.counts.items():
            self.count(field, *counts)
        self.misses += other.misses


class Side:
    """A report as one side tells it: its persons, their names by id, and its visits."""

    def __init__(self, report: Plain) -> None:
        self.persons: list[Plain] = list(report.get("persons") or [])
        self.visits: list[Plain] = list(report.get("visits") or [])
        self.names = {person.get("id"): str(person["name"]) for person in self.persons}

    def values(self, item: Plain, field: str) -> list[Any]:
        """Return the values of a field as a list, persons by name."""
        value = item.get(field)
        if value in (None, "", [], ()):
            return []
        values = value if isinstance(value, list | tuple) else [value]
        return [self.names.get(each, each) for each in values]


def pair_best(found: Sequence[Any], wanted: Sequence[Any], likeness: Callable[[Any, Any], float]) -> dict[int, int]:
    """Return pairs of indices (found -> wanted), each used once, the likeliest first, ties in order."""
    scored = [(float(likeness(f, w)), i, j) for i, f in enumerate(found) for j, w in enumerate(wanted)]
    pairs: dict[int, int] = {}
    for score, i, j in sorted(scored, key=lambda each: (-each[0], each[1], each[2])):
        if score > 0 and i not in pairs and j not in pairs.values():
            pairs[i] = j
    return pairs


def score_report(sheet: Sheet, found: Plain, wanted: Plain) -> None:
    """Score every field of a reading against its gold."""
    name = str(wanted["id"])
    ours, gold = Side(found), Side(wanted)
    _score_persons(sheet, name, ours, gold)
    pairs = pair_best(ours.visits, gold.visits, lambda f, w: visit_likeness(f, w, ours, gold))
    sheet.count("visit", len(pairs), len(ours.visits), len(gold.visits))
    mains = [[i for i, v in enumerate(side.visits) if v.get("main")] for side in (ours, gold)]
    both = sum(i in mains[0] and j in mains[1] for i, j in pairs.items())
    sheet.count("main visit", both, len(mains[0]), len(mains[1]))
    if not gold.visits:
        sheet.count("negative kept empty", int(not ours.visits), 1, 1)
    for i, visit in enumerate(ours.visits):
        if i not in pairs:
            sheet.misses.append(f"{name} visit invented: {_visit_words(visit, ours)}")
        score_visit(sheet, name, (visit, gold.visits[pairs[i]] if i in pairs else {}), (ours, gold))
    for j, visit in enumerate(gold.visits):
        if j not in pairs.values():
            sheet.misses.append(f"{name} visit missed: {_visit_words(visit, gold)}")
            score_visit(sheet, name, ({}, visit), (ours, gold))


def _visit_words(visit: Plain, side: Side) -> str:
    return f"{visit.get('from')}>{visit.get('to')} {', '.join(side.values(visit, 'head'))} {visit.get('start')}"


def _score_persons(sheet: Sheet, name: str, ours: Side, gold: Side) -> None:
    pairs = pair_best(ours.persons, gold.persons, lambda f, w: same_name(f["name"], w["name"]))
    sheet.count("person", len(pairs), len(ours.persons), len(gold.persons))
    sheet.misses += [
        f"{name} person missed: {p['name']}" for j, p in enumerate(gold.persons) if j not in pairs.values()
    ]
    sheet.misses += [f"{name} person invented: {p['name']}" for i, p in enumerate(ours.persons) if i not in pairs]
    partners = [gold.persons[pairs[i]] if i in pairs else {} for i in range(len(ours.persons))]
    both = list(zip(ours.persons, partners, strict=True))
    right = 0
    for person, partner in both:
        got, want = offices_of(person), offices_of(partner)
        hits = len(pair_best(got, want, same_office))
        right += hits
        if partner and hits < max(len(got), len(want)):
            sheet.misses.append(f"{name} office of {person['name']}: got {got}, gold {want}")
    counts = (sum(len(offices_of(p)) for p in side.persons) for side in (ours, gold))
    sheet.count("person office", right, *counts)
    same: dict[str, Callable[[Any, Any], bool]] = {"country": lambda a, b: bool(a == b), "rank": same_rank}
    for field in ("position", "rank", "organisation", "country"):
        right = 0
        for person, partner in both:
            if partner and person.get(field):
                hit = bool(partner.get(field)) and same.get(field, alike)(person[field], partner[field])
                right += hit
                if not hit:
                    sheet.misses.append(
                        f"{name} {field} of {person['name']}: got {person[field]!r}, gold {partner.get(field)!r}"
                    )
        sheet.count(f"person {field}", right, *(sum(bool(p.get(field)) for p in side.persons) for side in (ours, gold)))


def offices_of(person: Plain) -> list[str]:
    """Return the offices of a person's line, one by one."""
    return [part.strip() for part in (person.get("office") or "").split(";") if part.strip()]


def visit_likeness(found: Plain, wanted: Plain, ours: Side, gold: Side) -> float:
    """Return how sure two visits are the same one: direction first, then who leads it, then when; 0 for no."""
    ends = [found.get(field) == wanted.get(field) for field in ("from", "to")]
    score = 2.0 if all(ends) else 0.5 if any(ends) else 0.0
    heads = ours.values(found, "head"), gold.values(wanted, "head")
    if all(heads):
        score += 2 if same_name(heads[0][0], heads[1][0]) else -0.5
    if found.get("start") and wanted.get("start"):
        score += 1 if found["start"] == wanted["start"] else -0.5
    if bool(found.get("main")) == bool(wanted.get("main")):
        score += 0.25
    return score if score >= 1.5 else 0.0


def same_slot(slot: str, found: Any, wanted: Any) -> bool:
    """True where two values of a slot say the same; persons are given by name."""
    if slot in PEOPLE_SLOTS:
        return same_name(found, wanted) or (slot == "invited_by" and alike(found, wanted))
    if slot == "places":
        return same_place(found, wanted)
    return str(found).casefold() == str(wanted).casefold()


def score_visit(sheet: Sheet, name: str, visits: tuple[Plain, Plain], sides: tuple[Side, Side]) -> None:
    """Score the slots, activities and documents of a visit; an empty side stands for a visit missed or invented."""
    (found, wanted), (ours, gold) = visits, sides
    for slot in SLOTS:
        got, want = ours.values(found, slot), gold.values(wanted, slot)
        right = len(pair_best(got, want, partial(same_slot, slot)))
        sheet.count(f"slot {slot}", right, len(got), len(want))
        sheet.count("all slots", right, len(got), len(want))
        if right < max(len(got), len(want)):
            sheet.misses.append(f"{name} {slot}: got {got}, gold {want}")
    _score_activities(sheet, name, visits, sides)
    got_papers, want_papers = list(found.get("documents") or []), list(wanted.get("documents") or [])
    right = len(pair_best(got_papers, want_papers, same_document))
    sheet.count("document", right, len(got_papers), len(want_papers))
    if right < max(len(got_papers), len(want_papers)):
        titles = [[paper.get("title") for paper in papers] for papers in (got_papers, want_papers)]
        sheet.misses.append(f"{name} documents: got {titles[0]}, gold {titles[1]}")


def same_document(found: Plain, wanted: Plain) -> bool:
    """True for documents of one kind whose titles say the same."""
    return found.get("kind") == wanted.get("kind") and same_title(found.get("title"), wanted.get("title"), 0.6)


def same_activity(ours: Side, gold: Side, found: Plain, wanted: Plain) -> float:
    """Return how alike two activities are: the kind, and where the gold names a place or persons, one of them."""
    if found.get("kind") != wanted.get("kind"):
        return 0.0
    if not (wanted.get("place") or wanted.get("with")):
        return 0.5
    people = any(alike(a, b) for a in ours.values(found, "with") for b in gold.values(wanted, "with"))
    return float(_same_item_place(found, wanted)) + people


def _score_activities(sheet: Sheet, name: str, visits: tuple[Plain, Plain], sides: tuple[Side, Side]) -> None:
    got, want = (list(visit.get("activities") or []) for visit in visits)
    ours, gold = sides

    pairs = pair_best(got, want, partial(same_activity, ours, gold))
    sheet.count("activity", len(pairs), len(got), len(want))
    orders = list(combinations(pairs.items(), 2))
    in_order = sum((a[0] < b[0]) == (a[1] < b[1]) for a, b in orders)
    sheet.count("activity order", in_order, len(orders), len(orders))
    for field, same in (("date", _same_date), ("place", _same_item_place)):
        right = sum(same(got[i], want[j]) for i, j in pairs.items())
        sheet.count(f"activity {field}", right, *(sum(bool(a.get(field)) for a in side) for side in (got, want)))
    if len(pairs) < max(len(got), len(want)):
        kinds = [[activity.get("kind") for activity in side] for side in (got, want)]
        sheet.misses.append(f"{name} activities: got {kinds[0]}, gold {kinds[1]}")


def _same_item_place(found: Plain, wanted: Plain) -> bool:
    return bool(found.get("place") and wanted.get("place")) and same_title(found["place"], wanted["place"])


def _same_date(found: Plain, wanted: Plain) -> bool:
    return bool(found.get("date")) and found.get("date") == wanted.get("date")
