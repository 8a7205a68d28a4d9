"""What a person decides: written into a log, by anchors, and undone there; nothing is ever deleted from it."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from typing import Any

import msgspec
from sqlalchemy import Connection, func, insert, select, update

from elchi.errors import JudgementError, QueryError
from elchi.model import Judgement
from elchi.register import schema
from elchi.register.change import changing
from elchi.register.find import find_record, get_person, get_visit
from elchi.register.log import read_judgements
from elchi.register.rows import judgement_row, to_json
from elchi.statements import anchor_kind, member_id

VERDICTS = ("same", "different", "unsure")
VISIT_FIELDS = (
    "main", "from", "to", "kind", "status", "head", "hosts", "invited_by", "participants", "start", "end",
    "duration_days", "places", "topics", "activities", "documents", "awards",
)  # fmt: skip
PERSON_FIELDS = ("name", "rank", "organisation", "country", "office", "wikidata")
_PERSON_VALUED = ("head", "hosts", "participants", "invited_by")
_NUMBERS = ("duration_days",)
_ITEMS = ("activities", "documents", "awards", "office")

_judgements, _subjects = schema.judgements.c, schema.subjects.c


class Decision(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be logged, before it has a number and an id."""

    act: str
    left: str
    right: str | None = None
    property: str | None = None
    value: Any = None


class Signature(msgspec.Struct, frozen=True):
    """Who decides, when (ISO, UTC) and why."""

    who: str
    when: str
    why: str = ""


def decide_pair(connection: Connection, verdict: str, pair: tuple[str, str], sign: Signature) -> Judgement:
    """Log that two persons or two visits are same, different, or unsure."""
    if verdict not in VERDICTS:
        raise JudgementError(f"There is no verdict {verdict!r}; there are {', '.join(VERDICTS)}")
    left, right = sorted(find_anchor(connection, side) for side in pair)
    if anchor_kind(left) != anchor_kind(right):
        raise JudgementError(f"{pair[0]} and {pair[1]} are not of one kind; give two persons or two visits")
    if left == right:
        raise JudgementError(f"{pair[0]} and {pair[1]} are one anchor already; to take a visit apart use split")
    return log(connection, Decision(act=verdict, left=left, right=right), sign)


def decide_value(connection: Connection, what: tuple[str, str, str], value: Any, sign: Signature) -> Judgement:
    """Log a value of a field of a visit or person; `what` is the act, the record and the field.

    Acts are `correct` (this value is right), `add` (this one too) and `reject` (this one is wrong).
    """
    act, target, field = what
    anchor = find_anchor(connection, target)
    fields = VISIT_FIELDS if anchor_kind(anchor) == "visit" else PERSON_FIELDS
    if field not in fields:
        raise JudgementError(f"There is no field {field!r} of a {anchor_kind(anchor)}; there are {', '.join(fields)}")
    return log(connection, Decision(act=act, left=anchor, property=field, value=_value(connection, field, value)), sign)


def decide_split(connection: Connection, visit: str, reports: Iterable[str], sign: Signature) -> Judgement:
    """Log that what some reports tell is another visit than the rest of a visit. Returns the last judgement logged."""
    record = get_visit(connection, visit).id
    members = connection.execute(select(_subjects.anchor, _subjects.source).where(_subjects.record == record)).all()
    wanted = set(reports)
    keys = select(schema.reports.c.key, schema.reports.c.id).where(schema.reports.c.id.in_(sorted(wanted)))
    found = {row.key: row.id for row in connection.execute(keys)}
    off = sorted(anchor for anchor, source in members if source in found)
    rest = sorted(anchor for anchor, source in members if source not in found)
    missing = wanted - {found[source] for _, source in members if source in found}
    if missing:
        raise JudgementError(f"The visit {visit} is not told by {', '.join(sorted(missing))}; see: elchi visit {visit}")
    if not off or not rest:
        raise JudgementError(f"A split of {visit} needs some of its reports, and not all of them")
    logged = None
    for anchor in off:
        logged = log(connection, Decision(act="split", left=anchor, value=rest), sign)
    assert logged is not None
    return logged


def decide_removal(connection: Connection, report: str, sign: Signature) -> Judgement:
    """Log that a report and what only it stated is to stay out of the register."""
    key = connection.execute(select(schema.reports.c.key).where(schema.reports.c.id == report)).scalar_one_or_none()
    if key is None:
        raise JudgementError(f"There is no report {report!r} in the register")
    return log(connection, Decision(act="remove", left=key), sign)


def undo(connection: Connection, number: int) -> Judgement:
    """Undo a judgement; it stays in the history, marked."""
    judgement = next((each for each in read_judgements(connection, undone=True) if each.number == number), None)
    if judgement is None:
        raise JudgementError(f"There is no judgement {number}; see: elchi history")
    if judgement.undone:
        raise JudgementError(f"Judgement {number} is undone already")
    with changing(connection, touched_by(connection, judgement)):
        connection.execute(update(schema.judgements).where(_judgements.number == number).values(undone=1))
    return msgspec.structs.replace(judgement, undone=True)


def log(connection: Connection, decision: Decision, sign: Signature) -> Judgement:
    """Write a decision into the log under the next number and compute the views that it touches."""
    number = 1 + (connection.execute(select(func.max(_judgements.number))).scalar() or 0)
    told = [*(getattr(decision, name) for name in decision.__struct_fields__), sign.who, sign.when, sign.why]
    id = hashlib.sha256(to_json(told).encode()).hexdigest()[:16]
    if connection.execute(select(_judgements.id).where(_judgements.id == id)).first():
        raise JudgementError("This very judgement stands in the log already; see: elchi history")
    fields = {name: getattr(decision, name) for name in decision.__struct_fields__}
    judgement = Judgement(id=id, number=number, who=sign.who, when=sign.when, why=sign.why, **fields)
    with changing(connection, touched_by(connection, judgement)):
        connection.execute(insert(schema.judgements).values(judgement_row(judgement)))
    return judgement


def import_log(connection: Connection, judgements: Iterable[Judgement]) -> int:
    """Add judgements made elsewhere, known ones passed over; return how many are new or newly undone.

    A number that is free is kept, another gets the next one.
    """
    known = {each.id: each for each in read_judgements(connection, undone=True)}
    numbers = {each.number for each in known.values()}
    new: list[Judgement] = []
    undone: list[Judgement] = []
    for judgement in sorted(judgements, key=lambda each: (each.number, each.id)):
        mine = known.get(judgement.id)
        if mine is None:
            number = judgement.number if judgement.number not in numbers else max(numbers) + 1
            numbers.add(number)
            new.append(msgspec.structs.replace(judgement, number=number))
        elif judgement.undone and not mine.undone:
            undone.append(judgement)
    touched = {anchor for judgement in (*new, *undone) for anchor in touched_by(connection, judgement)}
    with changing(connection, touched):
        if new:
            connection.execute(insert(schema.judgements), [judgement_row(each) for each in new])
        for judgement in undone:
            connection.execute(update(schema.judgements).where(_judgements.id == judgement.id).values(undone=1))
    return len(new) + len(undone)


def touched_by(connection: Connection, judgement: Judgement) -> set[str]:
    """Return the anchors of the register that a judgement speaks of."""
    if judgement.act == "remove":
        query = select(_subjects.anchor).where(_subjects.source == judgement.left)
        return set(connection.execute(query).scalars())
    named = {judgement.left, judgement.right or ""}
    if judgement.act == "split" and isinstance(judgement.value, list):
        named.update(judgement.value)
    return set(connection.execute(select(_subjects.anchor).where(_subjects.anchor.in_(sorted(named)))).scalars())


def find_anchor(connection: Connection, named: str) -> str:
    """Return the anchor that stands for what a person names: an anchor, an id of a visit or person, or a person's name.

    Raises JudgementError where nothing or several things are meant.
    """
    known = select(_subjects.anchor).where(_subjects.anchor == named)
    if connection.execute(known).first():
        return named
    member = select(_subjects.anchor).where(_subjects.member == named, _subjects.record.is_not(None))
    anchor: str | None = connection.execute(member).scalars().first()
    if anchor is not None:
        return anchor
    record = find_record(connection, named)
    if record is None:
        try:
            record = get_person(connection, named).id
        except QueryError as error:
            raise JudgementError(str(error)) from None
    anchors = connection.execute(select(_subjects.anchor).where(_subjects.record == record)).scalars()
    return str(min(anchors, key=member_id))


def _value(connection: Connection, field: str, value: Any) -> Any:
    """Return a value as statements hold it: persons as anchors, numbers as numbers."""
    if value is None:
        return None
    if field in _PERSON_VALUED and isinstance(value, str):
        try:
            return find_anchor(connection, value)
        except JudgementError:
            if field == "invited_by":
                return value
            raise
    if field in _NUMBERS and isinstance(value, str):
        if not value.isdigit():
            raise JudgementError(f"{field} must be a number of days, not {value!r}")
        return int(value)
    if field in _ITEMS and isinstance(value, str):
        try:
            return msgspec.json.decode(value)
        except msgspec.DecodeError:
            raise JudgementError(f"A value of {field} must be JSON as in the visit, not {value!r}") from None
    return value
