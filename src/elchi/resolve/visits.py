"""Which visits of reports are one: direction, who leads it, and when."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from elchi.model import Statement
from elchi.resolve.blocks import NO_KEYS, Keys, name_keys, prefix_keys
from elchi.resolve.days import Days, day_of, days_of, gap
from elchi.resolve.names import score_names
from elchi.resolve.people import FITTING_NAME, OTHER_NAME, SURNAME_FITS
from elchi.resolve.verdicts import DIFFERENT, NOTHING, SAME, UNSURE, WEAK, Verdict

Name = tuple[str, str | None]
_BUCKET = 16  # days of a block
_MARGIN = 3  # days by which reports of one visit may err
_WIDEST = 100  # days: a window wider than this finds others by the head's name only
_MOVED = 60  # days by which a planned visit may be put off
_FORTNIGHT = 16  # days by which a visit that is still planned is put off
_NARROW = 14  # days: a time known so well tells the year of a day told without it
_TOUR = 10  # days: the longest visit inside which another start is believed


class VisitNode(NamedTuple):
    """Visits of reports that are told alike; `window` is when it was, from what is said or the report's own day."""

    anchors: tuple[str, ...]
    origin: str | None
    destination: str | None
    heads: tuple[Name, ...]
    start: str | None
    end: str | None
    window: Days | None
    stated: bool
    status: str | None
    hosts: tuple[Name, ...]
    places: tuple[str, ...]
    company: tuple[Name, ...] = ()


def make_visits(
    grouped: Mapping[str, Sequence[Statement]],
    published: Mapping[str, str | None],
    lone: Collection[str],
    read: dict[str, VisitNode],
) -> dict[str, VisitNode]:
    """Return node name (its smallest anchor) -> node; arguments as in `make_people`."""
    alike: dict[tuple[object, ...], list[str]] = {}
    for anchor in sorted(grouped):
        node = read.get(anchor)
        if node is None:
            node = read[anchor] = _read_visit(anchor, grouped[anchor], published)
        alike.setdefault((node[1:], anchor if anchor in lone else ""), []).append(anchor)
    return {anchors[0]: read[anchors[0]]._replace(anchors=tuple(anchors)) for anchors in alike.values()}


def visit_keys(node: VisitNode) -> Keys:
    """Return the block keys of a visit: direction and days, and the head's name."""
    keys = NO_KEYS
    for name, language in node.heads:
        keys |= name_keys(name, language)
    days: frozenset[str] = frozenset()
    if node.window is not None and node.window.width <= _WIDEST:
        first, last = ((edge + side * _MARGIN) // _BUCKET for edge, side in zip(node.window, (-1, 1), strict=True))
        days = frozenset(f"D{node.origin}>{node.destination}|{bucket}" for bucket in range(first, last + 1))
    return Keys(prefix_keys("v", keys.stored | days), prefix_keys("v", keys.probed | days))


def compare_visits(a: VisitNode, b: VisitNode) -> Verdict:
    """Return whether two visits of reports are one, with the reasons."""
    for one, other in ((a.origin, b.origin), (a.destination, b.destination)):
        if one and other and one != other:
            return Verdict(DIFFERENT, 0.0, ("another direction",))
    whole = all((a.origin, b.origin, a.destination, b.destination))
    head, dates = _relate_heads(a, b), _relate_dates(a, b)
    says, score, told = _weigh(a, b, (head, dates, whole))
    reasons = (f"{a.origin or '?'} to {a.destination or '?'}", _HEADS[head], _DATES[dates], *told)
    return Verdict(says, score, reasons)


def _read_visit(anchor: str, statements: Sequence[Statement], published: Mapping[str, str | None]) -> VisitNode:
    one: dict[str, Statement] = {}
    many: dict[str, set[Name]] = {"head": set(), "hosts": set(), "participants": set()}
    places = set()
    for statement in sorted(statements, key=lambda each: each.id):
        if statement.property in many and isinstance(statement.value, str):
            many[statement.property].add((_name_of(statement.value), statement.language))
        elif statement.property == "places":
            places.add(str(statement.value))
        else:
            one.setdefault(statement.property, statement)
    value = {name: statement.value for name, statement in one.items()}
    report = next((each.report for each in statements if each.report), None)
    window, stated = _window(value, days_of(published.get(report or "")))
    names = {field: tuple(sorted(found, key=lambda n: (n[0], n[1] or ""))) for field, found in many.items()}
    whole = bool(value.get("tour"))  # the days of a tour are not those of the stay in one of its countries
    start, end = (None, None) if whole else (value.get("start"), value.get("end"))
    return VisitNode(
        (anchor,), value.get("from"), value.get("to"), names["head"], start, end, window,
        stated, value.get("status"), names["hosts"], tuple(sorted(places)), names["participants"],
    )  # fmt: skip


def _name_of(value: str) -> str:
    """Return the name in a person's anchor."""
    return value.split(":", 2)[-1].partition("#")[0] if value.startswith("person:") else value


def _window(value: Mapping[str, object], published: Days | None) -> tuple[Days | None, bool]:
    """Return when a visit was, and whether the report states it; else it follows from the report's own day."""
    start, end = (days_of(_text(value.get(edge))) for edge in ("start", "end"))
    duration = value.get("duration_days")
    length = duration - 1 if isinstance(duration, int) and 1 <= duration <= 60 else None
    if start and end:
        return Days(start.first, max(start.last, end.last)), True
    if start:
        return Days(start.first, start.last + (length or 0)), True
    if end:
        return Days(end.first - (_TOUR if length is None else length), end.last), True
    first, last = (days_of(_text(value.get(edge))) for edge in ("earliest", "latest"))
    if first and last and last.last >= first.first and last.last - first.first <= _WIDEST:
        return Days(first.first, last.last), False
    reach = _REACH.get(_text(value.get("status")) or "")
    passing = value.get("main") is False and value.get("status") != "planned"  # of any time
    if published is None or reach is None or passing:
        return None, False
    return Days(published.first + reach[0], published.last + reach[1]), False


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None


def _relate_heads(a: VisitNode, b: VisitNode) -> str:
    if not a.heads or not b.heads:
        return "unknown"
    score = max(score_names(x, y, p, q) for x, p in a.heads for y, q in b.heads)
    bare = any(len(name.split()) < 2 for name, _ in (*a.heads, *b.heads))
    if bare:
        return "surname" if score >= SURNAME_FITS else "other"
    return "same" if score >= FITTING_NAME else "alike" if score >= OTHER_NAME else "other"


def _relate_dates(a: VisitNode, b: VisitNode) -> str:
    for one, other in ((a.start, b.start), (a.end, b.end)):
        first, second = day_of(one), day_of(other)
        if first is None or second is None:
            continue
        off = abs(first - second)
        if off <= 1:
            return "exact" if off == 0 else "near"
        inside = a.window is not None and b.window is not None and gap(a.window, b.window) == 0
        return "close" if off <= (_TOUR if inside else 0) else "apart"
    if a.window is None or b.window is None:
        fits = _same_day_of_year(a.start, b.start) or _day_falls_in(a.start, b) or _day_falls_in(b.start, a)
        return "coarse" if fits else "open"
    if gap(a.window, b.window) > (1 if a.stated and b.stated else _MARGIN):
        return "apart"
    if not (a.stated and b.stated):
        return "loose"
    return "coarse" if max(a.window.width, b.window.width) >= _TOUR else "close"


def _same_day_of_year(one: str | None, other: str | None) -> bool:
    """Return True where a date without its year (XXXX-02-22) is on the day of the year of another."""
    if not one or not other or len(one) != len(other) or len(one) != len("XXXX-02-22"):
        return False
    return one[4:] == other[4:] and "X" not in one[4:] and "XXXX" in (one[:4], other[:4])


def _day_falls_in(start: str | None, other: VisitNode) -> bool:
    """Return True where a day without its year falls, in some year, in the days of a visit that are known."""
    window = other.window
    if not start or not start.startswith("XXXX-") or len(start) != len("XXXX-02-22") or "X" in start[4:]:
        return False
    if window is None or window.width > _NARROW:
        return False
    years = {date.fromordinal(edge).year for edge in window}
    days = filter(None, (day_of(f"{year:04}{start[4:]}") for year in years))
    return any(window.first - 1 <= day <= window.last + 1 for day in days)


def _weigh(a: VisitNode, b: VisitNode, evidence: tuple[str, str, bool]) -> tuple[str, float, tuple[str, ...]]:
    head, dates, whole = evidence
    if dates == "apart":
        return _weigh_moved(a, b) if head == "same" and whole else (DIFFERENT, 0.0, ())
    if head == "other":
        if whole and dates == "exact" and (_led_in(a, b) or _led_in(b, a)):
            return WEAK, 0.55, ("who leads the one takes part in the other",)
        return DIFFERENT, 0.0, ()
    if head in ("same", "surname", "alike"):
        return (*_WEIGHTS[head][dates][0 if whole else 1], ())
    hosts = _relate_hosts(a, b)
    shared = sorted(set(a.places) & set(b.places))
    support = [f"both with {name}" for name in hosts[1]] + ([f"both in {', '.join(shared)}"] if shared else [])
    if not whole or dates == "open":
        return NOTHING, 0.0, ()
    if hosts[0] == "other":
        return UNSURE, 0.35, ("other hosts",)
    if dates == "exact" or (support and dates in ("near", "close")) or hosts[1]:
        return WEAK, 0.6 if dates == "exact" else 0.5, tuple(support)
    return UNSURE, 0.3, tuple(support)


def _led_in(a: VisitNode, b: VisitNode) -> bool:
    """Return True where the other report names among its people him who by this one leads the visit."""
    return any(
        len(x.split()) > 1 and score_names(x, y, p, q) >= FITTING_NAME for x, p in a.heads for y, q in b.company
    )


def _relate_hosts(a: VisitNode, b: VisitNode) -> tuple[str, list[str]]:
    """Return `other` where both name hosts and none is shared, and the shared ones."""
    shared = [x for x, p in a.hosts if any(score_names(x, y, p, q) >= FITTING_NAME for y, q in b.hosts)]
    return ("other" if a.hosts and b.hosts and not shared else "", shared)


def _weigh_moved(a: VisitNode, b: VisitNode) -> tuple[str, float, tuple[str, ...]]:
    """Return what to make of two times of which one was only planned: days off it was moved, weeks off perhaps."""
    early = {"planned", "cancelled"}
    off = gap(a.window, b.window) if a.window and b.window else None
    if off is None or off > _MOVED or not {a.status, b.status} & early:
        return DIFFERENT, 0.0, ()
    if a.status in early and b.status in early and off > _FORTNIGHT:
        return DIFFERENT, 0.0, ()
    reasons = (f"one of them was only planned, {off} days off: it may have been moved",)
    return (WEAK, 0.45, reasons) if off <= _TOUR else (UNSURE, 0.4, reasons)


_REACH = {"planned": (0, 45), "ongoing": (-6, 6), "completed": (-_TOUR, 0), "cancelled": (-3, 45)}
_HEADS = {
    "same": "led by the same person",
    "alike": "led by persons of like names",
    "surname": "led by persons of one surname",
    "other": "led by other persons",
    "unknown": "who leads it is not told",
}
_DATES = {
    "exact": "on the same day",
    "near": "a day apart",
    "close": "at the same time",
    "coarse": "in the same month or year",
    "loose": "at about the same time, as the reports' days show",
    "open": "the time of one is not told",
    "apart": "at another time",
}
# head -> dates -> (both directions told in full, one told in part)
_WEIGHTS: dict[str, dict[str, tuple[tuple[str, float], tuple[str, float]]]] = {
    "same": {
        "exact": ((SAME, 0.95), (SAME, 0.8)),
        "near": ((SAME, 0.9), (SAME, 0.75)),
        "close": ((SAME, 0.85), (WEAK, 0.7)),
        "coarse": ((WEAK, 0.8), (WEAK, 0.6)),
        "loose": ((WEAK, 0.7), (WEAK, 0.55)),
        "open": ((UNSURE, 0.4), (NOTHING, 0.0)),
    },
    "surname": {
        "exact": ((SAME, 0.7), (UNSURE, 0.4)),
        "near": ((SAME, 0.65), (UNSURE, 0.4)),
        "close": ((WEAK, 0.6), (UNSURE, 0.3)),
        "coarse": ((WEAK, 0.5), (NOTHING, 0.0)),
        "loose": ((WEAK, 0.5), (NOTHING, 0.0)),
        "open": ((NOTHING, 0.0), (NOTHING, 0.0)),
    },
    "alike": {
        "exact": ((UNSURE, 0.5), (UNSURE, 0.3)),
        "near": ((UNSURE, 0.5), (UNSURE, 0.3)),
        "close": ((UNSURE, 0.4), (NOTHING, 0.0)),
        "coarse": ((UNSURE, 0.3), (NOTHING, 0.0)),
        "loose": ((UNSURE, 0.3), (NOTHING, 0.0)),
        "open": ((NOTHING, 0.0), (NOTHING, 0.0)),
    },
}  # fmt: skip
