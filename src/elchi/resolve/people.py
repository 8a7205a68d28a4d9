"""Which persons of reports are one: name, office, country and time as joint evidence."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from elchi.model import Statement
from elchi.resolve.blocks import NO_KEYS, Keys, name_keys, office_keys, prefix_keys
from elchi.resolve.days import Days, days_of, gap
from elchi.resolve.names import analyse_name, compare_names, score_names
from elchi.resolve.offices import (
    NEAR,
    OTHER,
    SAME,
    is_state_office,
    is_unique_office,
    office_clues,
    office_head,
    relate_offices,
)
from elchi.resolve.verdicts import DIFFERENT, NOTHING, UNSURE, WEAK, Verdict
from elchi.resolve.verdicts import SAME as ONE

NEARLY_NAME = 0.62  # from here one person, where both hold the one same office in one visit
OTHER_NAME = 0.70  # below: other persons
FITTING_NAME = 0.78  # from here one person, where the office is the same
LIKE_NAME = 0.86  # from here one person, where the office is near
SURE_NAME = 0.92  # from here one person may have changed to an unlike office
SURNAME_FITS = 0.4  # a surname alone against a full name
OFFICE_CHANGE = 45  # days: two unlike offices seen closer than this are held for two persons of one name
ONE_VISIT = 14  # days between reports that tell of one visit
LONE_DAYS = 60  # days: a bare surname in an office is taken for its holder of that time
LONE_TERM = 365  # days: the same in an office that one person holds at a time


class Held(NamedTuple):
    """An office as a reason: its standard name, and the country it is of."""

    office: str
    country: str | None


class Part(NamedTuple):
    """A part in a visit: its direction, on which side, and the day (ordinal) of the report."""

    origin: str
    destination: str
    side: str
    day: int


class PersonNode(NamedTuple):
    """Persons of reports who have the very same names, offices and countries; `days` is when reports tell of them,
    `items` are their Wikidata ids where lists give them.
    """

    anchors: tuple[str, ...]
    names: tuple[tuple[str, str | None], ...]
    offices: tuple[Held, ...]
    countries: frozenset[str]
    days: Days | None
    parts: frozenset[Part] = frozenset()
    items: frozenset[str] = frozenset()


def make_people(
    grouped: Mapping[str, Sequence[Statement]],
    published: Mapping[str, str | None],
    lone: Collection[str],
    read: dict[str, PersonNode],
) -> dict[str, PersonNode]:
    """Return node name (its smallest anchor) -> node.

    `grouped` is person anchor -> statements, `published` report key -> EDTF; anchors in `lone` (those that a person
    judged) stand in a node of their own. `read` is anchor -> node of that anchor alone: what is known already, and
    what is read is written there.
    """
    alike: dict[tuple[object, ...], list[str]] = {}
    for anchor in sorted(grouped):
        node = read.get(anchor)
        if node is None:
            node = read[anchor] = _read_person(anchor, grouped[anchor], published)
        sign = (node.names, node.offices, node.countries, node.items, anchor if anchor in lone or "#" in anchor else "")
        alike.setdefault(sign, []).append(anchor)
    nodes = {}
    for anchors in alike.values():
        seen = [read[anchor].days for anchor in anchors]
        days = [each for each in seen if each is not None]
        span = Days(min(each.first for each in days), max(each.last for each in days)) if days else None
        parts = frozenset(part for anchor in anchors for part in read[anchor].parts)
        nodes[anchors[0]] = read[anchors[0]]._replace(anchors=tuple(anchors), days=span, parts=parts)
    return nodes


def person_keys(node: PersonNode) -> Keys:
    """Return the block keys of a person: by name, and by office with what misspellings of a name leave of it."""
    return _keys_of(node.names, node.offices)


@lru_cache(maxsize=512)
def _keys_of(names: tuple[tuple[str, str | None], ...], offices: tuple[Held, ...]) -> Keys:
    keys = NO_KEYS
    for name, language in names:
        keys |= name_keys(name, language)
        beside = office_keys(name, language)
        for held in offices:
            for clue in office_clues(held.office):
                prefix = f"O{held.country or ''}|{clue}|"
                keys |= Keys(prefix_keys(prefix, beside.stored), prefix_keys(prefix, beside.probed))
    return Keys(prefix_keys("p", keys.stored), prefix_keys("p", keys.probed))


def compare_people(a: PersonNode, b: PersonNode) -> Verdict:
    """Return whether two persons are one, with the reasons."""
    if a.items and b.items and a.items.isdisjoint(b.items):
        return Verdict(DIFFERENT, 0.0, ("other Wikidata ids",))
    score, names = _best_names(a, b)
    bare = any(_is_bare(name) for name in (*a.names, *b.names))
    respelled = names[1][0] != names[1][1]  # of other languages: what differs may be their spelling
    if respelled and not bare and NEARLY_NAME <= score < FITTING_NAME and _is_holder_of_both(a, b):
        said = (*_reasons(a, b, SAME), "the one holder of an office, in one visit")
        return Verdict(ONE, round(score - 0.1, 4), said)
    if score < (SURNAME_FITS if bare else OTHER_NAME):
        return Verdict(DIFFERENT, 0.0, ())
    relation = _relate(a, b)
    reasons = _reasons(a, b, relation)
    if score >= LIKE_NAME and not bare and relation != SAME and _took_same_part(a, b):
        return Verdict(ONE, round(score - 0.1, 4), (*reasons, "on the same side of a visit at one time"))
    if a.countries and b.countries and not a.countries & b.countries:
        return _weigh_abroad(a, b, 0.0 if bare else score, reasons)
    says, sure = _weigh(a, b, (score, bare, relation))
    if says in (DIFFERENT, NOTHING):
        return Verdict(says, sure)
    return Verdict(says, round(sure, 4), (*compare_names(*names[0], *names[1]).reasons, *reasons))


def clash_people(left: Iterable[PersonNode], right: Iterable[PersonNode]) -> bool:
    """Return True where two groups hold unlike offices at one time: a man who changes office leaves the first.

    An office that both hold says nothing against them, whatever else one of them holds beside it.
    """
    held_left, held_right = _terms(left), _terms(right)
    only_left, only_right = _not_among(held_left, held_right), _not_among(held_right, held_left)
    return any(
        relate_offices(one.office, other.office) == OTHER and (a is None or b is None or gap(a, b) <= OFFICE_CHANGE)
        for one, a in only_left.items()
        for other, b in only_right.items()
    )


def _not_among(held: Mapping[Held, Days | None], others: Mapping[Held, Days | None]) -> dict[Held, Days | None]:
    return {
        one: days
        for one, days in held.items()
        if not any(relate_offices(one.office, other.office) == SAME for other in others)
    }


def _read_person(anchor: str, statements: Sequence[Statement], published: Mapping[str, str | None]) -> PersonNode:
    names, offices, countries, items, days = set(), set(), set(), set(), []
    for statement in statements:
        value = statement.value
        if statement.property == "name":
            names.add((str(value), statement.language))
        elif statement.property == "wikidata":
            items.add(str(value))
        elif statement.property == "country" and value:
            countries.add(str(value))
        elif statement.property == "office" and isinstance(value, dict):
            if value.get("office"):
                offices.add(Held(_without_former(value["office"]), value.get("country")))
            countries.update({value["country"]} if value.get("country") else ())
            days += [days_of(value.get(edge)) for edge in ("start", "end")]
        days.append(days_of(published.get(statement.report or "")))
    if not names:
        names = {(anchor.split(":", 2)[-1].partition("#")[0], None)}
    known = [each for each in days if each is not None]
    span = Days(min(each.first for each in known), max(each.last for each in known)) if known else None
    order = sorted(offices, key=lambda held: (held.office, held.country or ""))
    called = sorted(names, key=lambda name: (name[0], name[1] or ""))
    parts = _read_parts(statements, published)
    return PersonNode((anchor,), tuple(called), tuple(order), frozenset(countries), span, parts, frozenset(items))


def _read_parts(statements: Sequence[Statement], published: Mapping[str, str | None]) -> frozenset[Part]:
    parts = set()
    for statement in statements:
        day = days_of(published.get(statement.report or ""))
        if statement.property != "part" or day is None or not isinstance(statement.value, dict):
            continue
        origin, _, destination = str(statement.value.get("visit")).split(":")[-2].partition(">")
        side = "host" if statement.value.get("role") == "hosts" else "guest"
        if origin and destination:
            parts.add(Part(origin, destination, side, day.first))
    return frozenset(parts)


def _took_same_part(a: PersonNode, b: PersonNode) -> bool:
    """Return True where reports of about one day show both on the same side of a visit in one direction."""
    days: dict[tuple[str, str, str], list[int]] = {}
    for part in a.parts:
        days.setdefault(part[:3], []).append(part.day)
    return any(abs(part.day - day) <= ONE_VISIT for part in b.parts for day in days.get(part[:3], ()))


def _is_holder_of_both(a: PersonNode, b: PersonNode) -> bool:
    """Return True where both hold an office that a country has one holder of, on the same side of one visit.

    Spellings across scripts may then be further apart (Ban Hee-kyung, Пан Ги Ген): no one else could be meant.
    """
    shared = [held.office for held in a.offices if held in b.offices and held.country and held.office != "minister"]
    one = any(map(is_unique_office, shared))
    return one and _took_same_part(a, b)


def _without_former(office: str) -> str:
    return office.removeprefix("former ").strip()


def _best_names(a: PersonNode, b: PersonNode) -> tuple[float, tuple[tuple[str, str], tuple[str | None, str | None]]]:
    best: tuple[float, tuple[tuple[str, str], tuple[str | None, str | None]]] = (-1.0, (("", ""), (None, None)))
    for name, language in a.names:
        for other, spoken in b.names:
            score = score_names(name, other, language, spoken)
            if score > best[0]:
                best = (score, ((name, other), (language, spoken)))
    return best


def _is_bare(name: tuple[str, str | None]) -> bool:
    return sum(word.kind in ("name", "initial") for word in analyse_name(*name)) < 2


def _relate(a: PersonNode, b: PersonNode) -> str | None:
    """Return how the offices of two persons stand to each other, the nearest pair; None where one has none."""
    found = {
        relate_offices(one.office, other.office)
        for one in a.offices
        for other in b.offices
        if one.country is None or other.country is None or one.country == other.country
    }
    return next((relation for relation in (SAME, NEAR, OTHER) if relation in found), None)


def _weigh(a: PersonNode, b: PersonNode, evidence: tuple[float, bool, str | None]) -> tuple[str, float]:
    score, bare, relation = evidence
    apart = gap(a.days, b.days) if a.days and b.days else None
    if bare:
        return _weigh_surname(a, b, apart) if relation == SAME else (NOTHING, 0.0)
    if relation == SAME:
        return (ONE, score) if score >= FITTING_NAME else (UNSURE, score * 0.8)
    if score < FITTING_NAME:
        return DIFFERENT, 0.0
    if relation == NEAR:
        return (ONE, score - 0.05) if score >= LIKE_NAME else (UNSURE, score * 0.8)
    if score < LIKE_NAME:
        return NOTHING, 0.0
    if relation is None:
        return WEAK, score - 0.1
    moved = (
        score >= SURE_NAME
        and apart is not None
        and apart > OFFICE_CHANGE
        and bool(a.countries & b.countries)
        and all(any(is_state_office(held.office) for held in node.offices) for node in (a, b))
    )
    return (WEAK, score * 0.8) if moved else (UNSURE, score * 0.6)


def _weigh_surname(a: PersonNode, b: PersonNode, apart: int | None) -> tuple[str, float]:
    """Return what a bare surname in the same office is worth: its holder of that time, if no other fits."""
    unique = any(is_unique_office(held.office) for held in a.offices if held in b.offices)
    near = apart is not None and apart <= (LONE_TERM if unique else LONE_DAYS)
    return (WEAK, 0.75) if near else (UNSURE, 0.5)


def _weigh_abroad(a: PersonNode, b: PersonNode, score: float, reasons: tuple[str, ...]) -> Verdict:
    """Return what to make of two countries: one is an error where name, office and time are the same."""
    pairs = ((one.office, other.office) for one in a.offices for other in b.offices)
    shared = [office for office, other in pairs if relate_offices(office, other) == SAME]
    if not shared or score < LIKE_NAME:
        return Verdict(DIFFERENT, 0.0)
    at_once = a.days is not None and b.days is not None and gap(a.days, b.days) <= ONE_VISIT
    told = any(office_clues(office) != {office_head(office)} for office in shared)
    if score >= SURE_NAME and at_once and told:
        return Verdict(ONE, round(score - 0.25, 4), (*reasons, "name, office and time leave one country for an error"))
    return Verdict(UNSURE, 0.3, reasons)


def _reasons(a: PersonNode, b: PersonNode, relation: str | None) -> tuple[str, ...]:
    told = {
        SAME: "the same office",
        NEAR: "offices of one field",
        OTHER: "unlike offices",
        None: "the office of one is not told",
    }[relation]
    reasons = [f"{told}: {_list(a)} / {_list(b)}" if relation else told]
    if a.countries and b.countries:
        shared = sorted(a.countries & b.countries)
        reasons.append(f"both of {', '.join(shared)}" if shared else "of other countries")
    if a.days and b.days:
        apart = gap(a.days, b.days)
        reasons.append("told of at one time" if apart == 0 else f"told of {apart} days apart")
    return tuple(reasons)


def _list(node: PersonNode) -> str:
    return "; ".join(held.office for held in node.offices)


def _terms(nodes: Iterable[PersonNode]) -> dict[Held, Days | None]:
    terms: dict[Held, Days | None] = {}
    for node in nodes:
        for held in node.offices:
            known = terms.get(held, node.days)
            if known is None or node.days is None:
                terms[held] = None
            else:
                terms[held] = Days(min(known.first, node.days.first), max(known.last, node.days.last))
    return terms
