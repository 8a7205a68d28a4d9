"""What a person decides through the web: one shape for the forms of the pages and the API."""

from __future__ import annotations

from typing import Any

import msgspec

from elchi.errors import JudgementError
from elchi.model import Judgement
from elchi.register import Register, ReviewItem

PAIRS = ("same", "different", "unsure")
VALUES = ("correct", "add", "reject")
_NUMBERS, _FLAGS = ("duration_days",), ("main",)


class Decision(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A decision: `same`, `different` or `unsure` of `left` and `right`; `correct`, `add` or `reject` a `value` of a
    `field` of `left`; `split` the `reports` off `left`; `remove` the report `left`.
    """

    act: str
    left: str
    right: str | None = None
    field: str | None = None
    value: Any = None
    reports: tuple[str, ...] = ()
    why: str = ""


def decide(register: Register, decision: Decision, who: str) -> Judgement:
    """Log a decision. Raises JudgementError where it names something that does not exist."""
    if decision.act in PAIRS:
        if not decision.right:
            raise JudgementError("A verdict needs two: left and right")
        return register.judge(decision.act, decision.left, decision.right, decision.why, who)
    if decision.act == "split":
        return register.split(decision.left, decision.reports, decision.why, who)
    if decision.act == "remove":
        return register.remove_report(decision.left, decision.why, who)
    if decision.act not in VALUES:
        raise JudgementError(f"There is no decision {decision.act!r}; there are {', '.join((*PAIRS, *VALUES))}")
    if not decision.field:
        raise JudgementError("Say of which field: from, to, kind, start ...")
    acts = {"correct": register.correct, "add": register.add_value, "reject": register.reject}
    return acts[decision.act](decision.left, decision.field, decision.value, decision.why, who)


def read_value(field: str, text: str) -> Any:
    """Return what a form's text means as a value of a field."""
    text = text.strip()
    if field in _FLAGS:
        return text == "true"
    if field in _NUMBERS:
        if not text.isdigit():
            raise JudgementError(f"{field} must be a number of days, not {text!r}")
        return int(text)
    if field in ("from", "to"):
        from elchi.query import find_country

        return find_country(text)
    if text[:1] in "[{":
        try:
            return msgspec.json.decode(text)
        except msgspec.DecodeError as error:
            raise JudgementError(f"The value begins like JSON but is none: {error}") from None
    return text


def acts_of(item: ReviewItem) -> list[tuple[str, str, Decision]]:
    """Return (name, key, decision) for each answer to a question of the review."""
    if item.kind == "pair":
        pair = {"left": item.left, "right": item.right}
        return [(act, act[0], Decision(act=act, **pair)) for act in PAIRS]  # type: ignore[arg-type]
    if not item.field:
        return []
    if item.field == "visit":  # doubtful as a whole: a person confirms what the reports make of it
        return [("accept", "y", Decision(act="correct", left=item.left, field="main", value=bool(item.value)))]
    value = {"left": item.left, "field": item.field, "value": item.value}
    return [
        ("keep", "y", Decision(act="correct", **value)),
        ("reject", "r", Decision(act="reject", **value)),
    ]


def agreement(judgement: Judgement) -> Decision | None:
    """Return the decision by which a second person says the same, None where there is none."""
    if judgement.act in PAIRS:
        return Decision(act=judgement.act, left=judgement.left, right=judgement.right)
    if judgement.act in VALUES:
        return Decision(act=judgement.act, left=judgement.left, field=judgement.property, value=judgement.value)
    return None
