"""The log of judgements as it is read: what was said of a former text of a report holds for its newest."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import msgspec
from sqlalchemy import Connection, select

from elchi.errors import JudgementError
from elchi.model import Judgement
from elchi.register import schema
from elchi.register.rows import read_judgement


def read_judgements(connection: Connection, undone: bool = False) -> list[Judgement]:
    """Return the judgements by number, those undone only where asked."""
    query = select(schema.judgements).order_by(schema.judgements.c.number)
    if not undone:
        query = query.where(schema.judgements.c.undone == 0)
    revised = {row.old: row.new for row in connection.execute(select(schema.revisions))}
    return [follow_revisions(read_judgement(row), revised) for row in connection.execute(query)]


def read_log(path: Path) -> list[Judgement]:
    """Return the judgements of an export's `judgements.jsonl`. Raises JudgementError for a line that is none."""
    try:
        lines = path.read_bytes().split(b"\n")
    except OSError as error:
        raise JudgementError(f"{path} cannot be read: {error.strerror}") from None
    judgements = []
    for number, line in enumerate(lines, 1):
        if line.strip():
            try:
                judgements.append(msgspec.json.decode(line, type=Judgement))
            except (msgspec.DecodeError, msgspec.ValidationError) as error:
                raise JudgementError(f"{path}, line {number} is no judgement: {error}") from None
    return judgements


def follow_revisions(judgement: Judgement, revised: Mapping[str, str]) -> Judgement:
    """Return a judgement with its anchors in the newest texts; `revised` is former report key -> newest."""
    if not revised:
        return judgement
    if judgement.act == "remove":
        return msgspec.structs.replace(judgement, left=revised.get(judgement.left, judgement.left))
    return msgspec.structs.replace(
        judgement,
        left=_move(judgement.left, revised),
        right=_move(judgement.right, revised),
        value=_move(judgement.value, revised),
    )


def _move(value: Any, revised: Mapping[str, str]) -> Any:
    if isinstance(value, str) and value.startswith(("person:", "visit:")):
        kind, source, rest = (*value.split(":", 2), "")[:3]
        return f"{kind}:{revised.get(source, source)}:{rest}"
    if isinstance(value, list):
        return [_move(each, revised) for each in value]
    return {name: _move(each, revised) for name, each in value.items()} if isinstance(value, dict) else value
