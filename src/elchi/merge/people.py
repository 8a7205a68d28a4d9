"""The view of a person from the statements of all reports that name him."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from elchi.merge.values import Choice, Context, Told, describe, gather, line_up, make_conflict, text_of
from elchi.model import Person, Statement, Tenure
from elchi.resolve.days import days_of
from elchi.statements import record_id


def build_person(members: Sequence[str], statements: Sequence[Statement], context: Context) -> Person:
    """Return the view of a person; `members` are his anchors, sorted. The name shown is that of most sources."""
    values = [ruling for member in members for ruling in context.rulings.values.get(member, ())]
    values.sort(key=lambda each: (each.number, each.id))
    fields = ("name", "country", "office", "rank", "wikidata")
    told = {name: gather(statements, name, values, context) for name in fields}
    conflict = make_conflict("country", _countries(told["country"], context))
    inside = set(members)
    pairs = [each for each in context.rulings.pairs if each.left in inside or each.right in inside]
    return Person(
        id=record_id(members),
        name=_best_name(told["name"], members, context),
        names=_names(told["name"]),
        tenures=_tenures(told["office"], context),
        ranks=_ranks(told["rank"], context),
        country=_shown(told["country"], context),
        reports=tuple(sorted({each.report for each in statements if each.report})),
        wikidata=_shown(told["wikidata"], context),
        conflicts=() if conflict is None else (conflict,),
        judged=tuple(describe(each) for each in [*values, *pairs]),
        members=tuple(members),
    )


def _countries(told: Sequence[Told], context: Context) -> list[Choice]:
    """Return the countries that a person is said to be of; what a person decided stands alone."""
    choices = line_up(told, context)
    return choices[:1] if choices and choices[0].sources[0].startswith("human:") else choices


def _best_name(told: Sequence[Told], members: Sequence[str], context: Context) -> str:
    choices = line_up(told, context)
    if not choices:
        return members[0].split(":", 2)[-1]
    groups = {each.value: len({context.group(source) for source in each.sources}) for each in choices}
    human = {each.value for each in choices if each.sources[0].startswith("human:")}
    return str(min(groups, key=lambda name: (name not in human, -groups[name], -len(name), name)))


def _names(told: Iterable[Told]) -> tuple[dict[str, Any], ...]:
    reports: dict[tuple[str, str], set[str]] = {}
    for each in told:
        reports.setdefault((str(each.value), each.language or ""), set()).add(each.source)
    return tuple(
        {"name": name, "language": language or None, "reports": sorted(found)}
        for (name, language), found in sorted(reports.items())
    )


def _tenures(told: Sequence[Told], context: Context) -> tuple[Tenure, ...]:
    """Return the offices with the first and last day that anyone shows the person in them; a former office has none."""
    ats: dict[tuple[str, str | None], set[str]] = {}
    for each in told:
        if isinstance(each.value, dict) and each.value.get("at"):
            ats.setdefault(_office_key(each.value), set()).add(each.value["at"])
    terms: dict[tuple[str, str | None, str | None], list[Told]] = {}
    for each in told:
        if not isinstance(each.value, dict) or not _office_key(each.value)[0]:
            continue
        office, country = _office_key(each.value)
        places = ats.get((office, country), set())
        at = each.value.get("at") or (next(iter(places)) if len(places) == 1 else None)
        terms.setdefault((office, country, at), []).append(each)
    tenures = [_tenure(key, group, context) for key, group in terms.items() if not key[0].startswith("former ")]
    return tuple(sorted(tenures, key=lambda each: (each.first_seen or "", text_of(each))))


def _office_key(value: dict[str, Any]) -> tuple[str, str | None]:
    return value.get("office") or value.get("position") or "", value.get("country")


def _tenure(key: tuple[str, str | None, str | None], group: Sequence[Told], context: Context) -> Tenure:
    days: list[str] = []
    for each in group:
        given = [each.value.get("start"), each.value.get("end")]
        days += [day for day in (given if any(given) else [context.published(each.source)]) if day and days_of(day)]
    return Tenure(
        office=key[0],
        position=_inner(group, "position", context),
        organisation=_inner(group, "organisation", context),
        country=key[1],
        at=key[2],
        first_seen=min(days, default=None),
        last_seen=max(days, default=None),
        reports=tuple(sorted({each.source for each in group})),
    )


def _inner(group: Iterable[Told], name: str, context: Context) -> Any:
    return _shown([each._replace(value=each.value[name]) for each in group if each.value.get(name)], context)


def _ranks(told: Iterable[Told], context: Context) -> tuple[dict[str, Any], ...]:
    """Return the ranks as reports give them, with the first and last day of those reports."""
    by_rank: dict[tuple[str, str], list[Told]] = {}
    for each in told:
        by_rank.setdefault((str(each.value), each.language or ""), []).append(each)
    ranks = []
    for (rank, language), group in by_rank.items():
        days = [day for each in group if (day := context.published(each.source))]
        ranks.append(
            {
                "rank": rank,
                "language": language or None,
                "first_seen": min(days, default=None),
                "last_seen": max(days, default=None),
                "reports": sorted({each.source for each in group}),
            }
        )
    return tuple(sorted(ranks, key=lambda each: (str(each["first_seen"] or ""), text_of(each))))


def _shown(told: Iterable[Told], context: Context) -> Any:
    choices = line_up(told, context)
    return choices[0].value if choices else None
