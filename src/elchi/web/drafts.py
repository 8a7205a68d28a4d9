"""What was read and is not stored yet, and the runs that store it: kept for a while, for who sent it."""

from __future__ import annotations

import secrets
import time
from threading import Thread
from typing import Any

import msgspec
from sqlalchemy import delete, insert, select, update

from elchi.errors import ElchiError
from elchi.model import Reading, Report
from elchi.register import Register
from elchi.sources import Failure
from elchi.web.shared import Shared, drafts

_KEPT = 50
_SECONDS = 3600.0
_columns = drafts.c


class Content(msgspec.Struct, frozen=True):
    """Reports with what they say, and what could not be read."""

    read: list[tuple[Report, Reading]]
    failures: list[Failure]


class Progress(msgspec.Struct, frozen=True, kw_only=True):
    """How far the storing of a draft is: `step` counts the reports stored, `total` those to store."""

    token: str
    total: int
    step: int = 0
    running: bool = False
    done: bool = False
    outcomes: tuple[tuple[str, str], ...] = ()


class Draft(Progress, frozen=True, kw_only=True):
    """A draft with its progress."""

    content: Content

    @property
    def read(self) -> list[tuple[Report, Reading]]:
        """The reports with what they say."""
        return self.content.read

    @property
    def failures(self) -> list[Failure]:
        """What could not be read, and why."""
        return self.content.failures


class Drafts:
    """The drafts of a running application, whichever of its processes is asked."""

    def __init__(self, shared: Shared) -> None:
        self._shared = shared

    def keep(self, owner: str, read: list[tuple[Report, Reading]], failures: list[Failure]) -> str:
        """Keep a draft and return the word that finds it again."""
        token, now = secrets.token_urlsafe(16), time.time()
        content = msgspec.msgpack.encode(Content(read, failures))
        kept = select(_columns.token).order_by(_columns.made.desc()).limit(_KEPT)
        with self._shared.open() as connection:
            row = {"token": token, "owner": owner, "made": now, "content": content, "total": len(read)}
            connection.execute(insert(drafts).values(row))
            connection.execute(delete(drafts).where(_columns.made < now - _SECONDS))
            connection.execute(delete(drafts).where(_columns.token.not_in(kept)))
        return token

    def find(self, token: str, owner: str) -> Draft | None:
        """Return a draft of its owner, None where there is none (any more)."""
        row = self._row(token, owner, *_columns)
        if row is None:
            return None
        return Draft(content=msgspec.msgpack.decode(row.content, type=Content), **_progress(row))

    def progress(self, token: str, owner: str) -> Progress | None:
        """Return how far a draft of its owner is, None where there is none (any more)."""
        row = self._row(token, owner, *(_columns[name] for name in (*Progress.__struct_fields__, "owner")))
        return None if row is None else Progress(**_progress(row))

    def _row(self, token: str, owner: str, *columns: Any) -> Any:
        asked = select(*columns).where(_columns.token == token, _columns.owner == owner)
        with self._shared.open() as connection:
            return connection.execute(asked).one_or_none()

    def store(self, draft: Draft, register: Register) -> None:
        """Begin to store a draft, once; it goes on when nobody looks."""
        begin = update(drafts).where(_columns.token == draft.token, _columns.running == 0).values(running=1)
        with self._shared.open() as connection:
            begun = connection.execute(begin).rowcount
        if begun:
            Thread(target=self._run, args=(draft, register), daemon=True).start()

    def _run(self, draft: Draft, register: Register) -> None:
        outcomes: list[tuple[str, str]] = []
        for report, reading in draft.read:
            try:
                outcome = register.put(reading, report)
            except ElchiError as error:
                outcome = str(error)
            except Exception as error:  # a fault of ours must not take the other reports with it
                outcome = f"a fault of elchi's own ({type(error).__name__})"
            outcomes.append((report.id, outcome))
            self._note(draft.token, step=len(outcomes), outcomes=msgspec.json.encode(outcomes).decode())
        self._note(draft.token, done=1)

    def _note(self, token: str, **values: Any) -> None:
        with self._shared.open() as connection:
            connection.execute(update(drafts).where(_columns.token == token).values(**values))


def _progress(row: Any) -> dict[str, Any]:
    outcomes = tuple((id, outcome) for id, outcome in msgspec.json.decode(row.outcomes))
    return {
        "token": row.token,
        "total": row.total,
        "step": row.step,
        "running": bool(row.running),
        "done": bool(row.done),
        "outcomes": outcomes,
    }
