"""Activities, documents and awards of one visit, told by several reports, brought into one list."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import combinations
from typing import Any

from elchi.merge.values import Choice, Context, Told, line_up, make_conflict, text_of
from elchi.model import Conflict
from elchi.text.romanise import fold_letters, sound_out
from elchi.text.tokens import WORD, tokenise

_ONCE = frozenset({"arrival", "departure"})  # these a visit has but once
# and these once if each of two reports tells of one
_RARE = frozenset({"welcome_ceremony", "guest_book", "banquet", "press_conference"})
_APART = frozenset({"plan", "other"})  # documents beside which another kind may well have been signed
_ALIKE = 0.5
_TELLING = 3  # words of a title that says more than the kind of document
_STEM = 5


def merge_activities(told: Sequence[Told], context: Context) -> tuple[dict[str, Any], ...]:
    """Return the activities, those that are one told once: of one kind, and place, date and company do not differ."""
    alone = _single_of_kind(told)
    groups = _group(told, lambda a, b: _same_activity(a, b, alone))
    position = _positions(told)
    merged = []
    for group in groups:
        place = _first(group, "place", context)
        item = {
            "kind": group[0].value.get("kind"),
            "place": place,
            "date": _first(group, "date", context),
            "with": sorted({person for each in group for person in each.value.get("with") or ()}),
            **_proof(group),
        }
        where = min(position[text_of([each.source, each.value, each.spans])] for each in group)
        merged.append((item["date"] or "", where, text_of(item), item))
    return tuple(item for *_, item in sorted(merged, key=lambda each: each[:3]))


def merge_documents(told: Sequence[Told], context: Context) -> tuple[tuple[dict[str, Any], ...], Conflict | None]:
    """Return the documents, and the conflict where reports that tell of one document differ in its kind."""
    alone = _single_of_kind(told)
    groups = _group(told, lambda a, b: _same_document(a, b, alone))
    rivals = _rival_kinds(told)
    disputed = [group for group in groups if group[0].value.get("kind") in rivals]
    conflict = _dispute(disputed, context) if len(disputed) > 1 else None
    if len(disputed) > 1:
        groups = [group for group in groups if group not in disputed] + [[each for group in disputed for each in group]]
    merged = [_document(group, context) for group in groups]
    return tuple(sorted(merged, key=lambda item: (item["kind"] or "", text_of(item)))), conflict


def merge_awards(told: Sequence[Told], context: Context) -> tuple[dict[str, Any], ...]:
    """Return the awards, those to one recipient told once."""
    merged = []
    for group in _group(told, _same_award):
        named = {name: _first(group, name, context) for name in ("title", "giver", "recipient")}
        merged.append({**named, **_proof(group)})
    return tuple(sorted(merged, key=text_of))


def alike_words(a: str, b: str, language_a: str | None = None, language_b: str | None = None) -> float:
    """Return how many words two phrases share, by the sound of their first letters, of all that they have."""
    one, other = _stems(a, language_a), _stems(b, language_b)
    return len(one & other) / len(one | other) if one and other else 0.0


def _group(told: Sequence[Told], same: Callable[[Told, Told], bool]) -> list[list[Told]]:
    """Return groups of items that are one; two items of one report never are. The fullest items come first."""
    groups: list[list[Told]] = []
    for each in sorted(told, key=lambda one: (-_fullness(one.value), one.source, one.spans, text_of(one.value))):
        for group in groups:
            twice = any(member.source == each.source and member.value != each.value for member in group)
            if not twice and all(same(member, each) for member in group):
                group.append(each)
                break
        else:
            groups.append([each])
    return groups


def _fullness(value: dict[str, Any]) -> int:
    return sum(bool(part) for part in value.values())


def _same_activity(a: Told, b: Told, alone: set[tuple[str, str | None]]) -> bool:
    one, other = a.value, b.value
    if one.get("kind") != other.get("kind"):
        return False
    if one.get("date") and other.get("date") and not _one_day(one["date"], other["date"]):
        return False
    if one.get("kind") in _ONCE:
        return True
    lone = all((each.source, each.value.get("kind")) in alone for each in (a, b))
    if one.get("kind") in _RARE and a.language != b.language and lone:
        return True
    places = one.get("place"), other.get("place")
    if all(places) and not alike_words(str(places[0]), str(places[1]), a.language, b.language):
        return False
    return not (one.get("with") and other.get("with")) or bool(set(one["with"]) & set(other["with"]))


def _one_day(one: str, other: str) -> bool:
    """Return whether two dates may be one day: equal, or one of them without a year or coarser."""
    if one.startswith("XXXX") or other.startswith("XXXX"):
        one, other = one[4:], other[4:]
    return one.startswith(other) or other.startswith(one)


def _same_document(a: Told, b: Told, alone: set[tuple[str, str | None]]) -> bool:
    one, other = a.value, b.value
    if one.get("kind") != other.get("kind"):
        return False
    if all((each.source, each.value.get("kind")) in alone for each in (a, b)):
        return True
    if not (one.get("title") and other.get("title")):
        return True
    return alike_words(one["title"], other["title"], a.language, b.language) >= _ALIKE


def _same_award(a: Told, b: Told) -> bool:
    one, other = a.value, b.value
    if one.get("recipient") and other.get("recipient"):
        return bool(one["recipient"] == other["recipient"])
    titles = one.get("title"), other.get("title")
    return None in titles or alike_words(str(titles[0]), str(titles[1]), a.language, b.language) >= _ALIKE


def _single_of_kind(told: Iterable[Told]) -> set[tuple[str, str | None]]:
    counts: dict[tuple[str, str | None], set[str]] = {}
    for each in told:
        counts.setdefault((each.source, each.value.get("kind")), set()).add(text_of(each.value))
    return {key for key, values in counts.items() if len(values) == 1}


def _rival_kinds(told: Iterable[Told]) -> set[str]:
    """Return the kinds that stand for each other: two reports tell of as many documents, and differ in one kind alone.

    Kinds that any report tells of side by side are no rivals, nor are documents whose titles in one language share
    nothing.
    """
    by_report: dict[str, dict[str, Told]] = {}
    counts: dict[str, Counter[str]] = {}
    for each in told:
        kind = str(each.value.get("kind"))
        by_report.setdefault(each.source, {})[kind] = each
        counts.setdefault(each.source, Counter())[kind] += 1
    rivals: set[str] = set()
    for one, other in combinations(sorted(counts), 2):
        left, right = counts[one] - counts[other], counts[other] - counts[one]
        if left.total() != 1 or right.total() != 1:
            continue
        (a,), (b,) = left, right
        beside = any({a, b} <= found.keys() for found in by_report.values())
        if not beside and not {a, b} & _APART and _may_be_one(by_report[one][a], by_report[other][b]):
            rivals |= {a, b}
    return rivals


def _may_be_one(a: Told, b: Told) -> bool:
    """Return False where the titles are of one language, long enough to compare, and share no word."""
    one, other = (_stems(each.value.get("title") or "", each.language) for each in (a, b))
    return a.language != b.language or min(len(one), len(other)) < _TELLING or bool(one & other)


def _dispute(groups: Sequence[Sequence[Told]], context: Context) -> Conflict | None:
    """Return the conflict of one document told of as several kinds; its values are the titles."""
    kinds = line_up((each._replace(value=each.value.get("kind")) for group in groups for each in group), context)
    titled = []
    for kind in kinds:
        group = [each for members in groups for each in members if each.value.get("kind") == kind.value]
        titled.append(Choice(_first(group, "title", context) or kind.value, kind.sources))
    return make_conflict("documents", titled)


def _document(group: Sequence[Told], context: Context) -> dict[str, Any]:
    titles: dict[tuple[str, str | None], set[str]] = {}
    for each in group:
        if each.value.get("title"):
            titles.setdefault((each.value["title"], each.language), set()).add(each.source)
    return {
        "kind": _first(group, "kind", context),
        "title": _first(group, "title", context),
        "titles": [
            {"title": title, "language": language, "reports": sorted(reports)}
            for (title, language), reports in sorted(titles.items(), key=lambda item: (item[0][0], item[0][1] or ""))
        ],
        "signatories": sorted({person for each in group for person in each.value.get("signatories") or ()}),
        **_proof(group),
    }


def _first(group: Iterable[Told], name: str, context: Context) -> Any:
    choices = line_up([each._replace(value=each.value[name]) for each in group if each.value.get(name)], context)
    return choices[0].value if choices else None


def _proof(group: Iterable[Told]) -> dict[str, Any]:
    entries = {
        text_of([each.source, each.spans]): {"report": each.source, "spans": [list(span) for span in each.spans]}
        for each in group
    }
    evidence = [entries[key] for key in sorted(entries)]
    return {"reports": sorted({entry["report"] for entry in evidence}), "evidence": evidence}


def _positions(told: Iterable[Told]) -> dict[str, float]:
    """Return where in its report each item stands, 0 for the first to 1 for the last."""
    by_source: dict[str, list[Told]] = {}
    for each in told:
        by_source.setdefault(each.source, []).append(each)
    found = {}
    for items in by_source.values():
        items.sort(key=lambda each: (each.spans[0][0] if each.spans else 0, text_of(each.value)))
        for place, each in enumerate(items):
            found[text_of([each.source, each.value, each.spans])] = round(place / max(1, len(items) - 1), 3)
    return found


def _stems(text: str, language: str | None) -> set[str]:
    words = (token.text for token in tokenise(text) if token.kind == WORD)
    return {sound_out(fold_letters(word), language)[0][:_STEM] for word in words}
