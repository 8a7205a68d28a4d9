"""Commands by which a person decides: judge, correct, reject, split, undo, history, review."""

from __future__ import annotations

import json
import os
import sys
from typing import TYPE_CHECKING, Annotated, Any, Literal

from elchi.cli.options import Address, LineFormat, Why, open_register
from elchi.cli.params import argument, option
from elchi.cli.screen import Page, is_terminal, print_lines, say
from elchi.errors import JudgementError
from elchi.statements import member_id

if TYPE_CHECKING:
    from elchi.model import Judgement
    from elchi.register import Register, ReviewItem

Record = Annotated[str, argument(metavar="ID", help="A visit's or person's id.")]
Field = Annotated[str, argument(metavar="FIELD", help="from, to, kind, start, head, places, documents ...")]
Value = Annotated[str, argument(metavar="VALUE", help="Text, a number, a person's id or name, or JSON.")]


def judge(
    verdict: Annotated[
        Literal["same", "different", "unsure"], argument(metavar="VERDICT", help="same, different or unsure.")
    ],
    first: Annotated[str, argument(metavar="A", help="A visit or person: id or name.")],
    second: Annotated[str, argument(metavar="B", help="The other one.")],
    why: Why,
    register: Address = None,
) -> None:
    """Decide whether two records are one."""
    with open_register(register) as store:
        _say_done(store.judge(verdict, first, second, why))


def correct(id: Record, field: Field, value: Value, why: Why, register: Address = None) -> None:
    """Say the right value of a field; it is shown from now on, whatever reports say."""
    with open_register(register) as store:
        _say_done(store.correct(id, field, parse_value(field, value), why))


def reject(id: Record, field: Field, value: Value, why: Why, register: Address = None) -> None:
    """Say that a value of a field is wrong; it is no longer shown."""
    with open_register(register) as store:
        _say_done(store.reject(id, field, parse_value(field, value), why))


def split(
    id: Record,
    reports: Annotated[list[str], argument(metavar="REPORT...", help="Reports that tell of another visit.")],
    why: Why,
    register: Address = None,
) -> None:
    """Say that some reports tell of another visit than the rest."""
    with open_register(register) as store:
        _say_done(store.split(id, reports, why))


def undo(
    number: Annotated[int, argument(metavar="N", help="The decision's number in `elchi history`.")],
    register: Address = None,
) -> None:
    """Take a decision back; it stays in the history."""
    with open_register(register) as store:
        say(f"{_judgement_line(store.undo(number))}: undone.")


def history(format: LineFormat = "table", register: Address = None) -> None:
    """List every decision, who took it, when and why; the undone ones too."""
    with open_register(register) as store:
        judgements = store.history()
        if format == "jsonl":
            print_lines(judgements)
            return
        rows = [
            [str(j.number), j.when, j.who, _judgement_line(j), j.why, "undone" if j.undone else ""] for j in judgements
        ]
        Page().table(("no", "when", "who", "decision", "why", ""), rows)


def review(
    limit: Annotated[int, option(least=1, metavar="N", help="At most so many.")] = 100,
    format: LineFormat = "table",
    register: Address = None,
) -> None:
    """Go through unsure merges and doubtful values, the most doubtful first, one key each."""
    with open_register(register) as store:
        items = store.review(limit)
        if format == "jsonl":
            print_lines(items)
        elif is_terminal(sys.stdin) and is_terminal(sys.stdout):
            _review_all(store, items)
        else:
            rows = [
                [item.kind, _id(item.left), _id(item.right or ""), _item_name(item), f"{item.score:.2f}",
                 "; ".join(item.reasons)]
                for item in items
            ]  # fmt: skip
            Page().table(("kind", "id", "other id", "what", "score", "reasons"), rows)
            say(f"{len(items)} to decide.")


PAIR_KEYS = {"s": "same", "d": "different", "u": "unsure"}


def _review_all(store: Register, items: list[ReviewItem]) -> None:
    page = Page()
    decided: list[int] = []
    for n, item in enumerate(items, 1):
        page.line((f"{n} of {len(items)}  {item.kind}  {item.score:.2f}", "head"))
        page.line(_item_name(item), indent=2)
        for reason in (*item.reasons, *([", ".join(item.reports)] if item.reports else [])):
            page.line((reason, "dim"), indent=4)
        keys = "s same  d different  u unsure" if item.kind == "pair" else "k keep  r reject"
        keys = "k keep" if item.field == "visit" else keys
        page.line((f"{keys}  n next  z undo last  q leave", "dim"))
        if not _decide(store, item, decided):
            break
    say(f"{len(decided)} decided; elchi history lists them.")


def _decide(store: Register, item: ReviewItem, decided: list[int]) -> bool:
    """Act on keys until the item is decided or passed over; False to leave."""
    while True:
        key = read_key()
        if key in ("q", "", "\x03", "\x04"):
            return False
        if key in ("n", " "):
            return True
        if key == "z" and decided:
            say(f"undone: {_judgement_line(store.undo(decided.pop()))}")
            continue
        judgement = _apply(store, item, key)
        if judgement is not None:
            decided.append(judgement.number)
            return True


def _apply(store: Register, item: ReviewItem, key: str) -> Judgement | None:
    if item.kind == "pair" and key in PAIR_KEYS:
        return store.judge(PAIR_KEYS[key], item.left, item.right or "", "review")
    if item.field == "visit":  # doubtful as a whole: to keep it is to confirm what the reports make of it
        return store.correct(item.left, "main", item.value, "review") if key == "k" else None
    if item.kind != "pair" and item.field and key == "k":
        return store.correct(item.left, item.field, item.value, "review")
    if item.kind != "pair" and item.field and key == "r":
        return store.reject(item.left, item.field, item.value, "review")
    return None


def read_key() -> str:
    """Return one key from the terminal, without waiting for the end of a line where the system can."""
    try:
        import termios
        import tty
    except ImportError:
        return sys.stdin.readline()[:1].lower()
    descriptor = sys.stdin.fileno()
    before = termios.tcgetattr(descriptor)
    try:
        tty.setcbreak(descriptor, termios.TCSADRAIN)  # keys pressed ahead are not lost
        return os.read(descriptor, 1).decode(errors="ignore").lower()
    finally:
        termios.tcsetattr(descriptor, termios.TCSADRAIN, before)


def _item_name(item: ReviewItem) -> str:
    left = item.left_label or item.left
    if item.kind == "pair":
        return f"{left}  =?  {item.right_label or item.right}"
    value = item.value if isinstance(item.value, str) else json.dumps(item.value, ensure_ascii=False)
    return f"{left}: {item.field} = {value}"


def parse_value(field: str, text: str) -> Any:
    """Return the value that a word of the call means: a number of days, true or false, JSON, else text."""
    if field == "duration_days":
        if not text.isdigit():
            raise JudgementError(f"duration_days must be a number of days, not {text!r}")
        return int(text)
    if field == "main":
        if text not in ("true", "false"):
            raise JudgementError(f"main must be true or false, not {text!r}")
        return text == "true"
    if text[:1] in "[{":
        try:
            return json.loads(text)
        except ValueError as error:
            raise JudgementError(f"The value begins like JSON but is none: {error}") from None
    return text


def _judgement_line(judgement: Judgement) -> str:
    parts = [judgement.act, _named(judgement.left), _named(judgement.right or ""), judgement.property]
    if judgement.value is not None:
        value = judgement.value
        parts.append(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
    return " ".join(part for part in parts if part)


def _id(anchor: str) -> str:
    """Return an id that leads for ever to the record of an anchor, for the commands that decide."""
    return member_id(anchor) if anchor.startswith(("person:", "visit:")) else anchor


def _named(anchor: str) -> str:
    """Return an anchor as a person reads it: the name or the direction, and the id that leads to it."""
    if not anchor.startswith(("person:", "visit:")):
        return anchor
    told = anchor.split(":", 2)[2]
    name = told.partition("#")[0] if anchor.startswith("person:") else told.rpartition(":")[0].replace(">", " > ")
    return f"{name} [{member_id(anchor)}]"


def _say_done(judgement: Judgement) -> None:
    say(f"Decision {judgement.number}: {_judgement_line(judgement)}. `elchi undo {judgement.number}` takes it back.")
