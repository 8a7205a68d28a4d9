"""What was read and is not stored yet, and the runs that store it: kept in memory, for a while, for who sent it."""

from __future__ import annotations

import secrets
import time
from collections import OrderedDict
from threading import Lock, Thread

import msgspec

from elchi.errors import ElchiError
from elchi.model import Reading, Report
from elchi.register import Register
from elchi.sources import Failure

_KEPT = 50
_SECONDS = 3600.0


class Draft(msgspec.Struct, kw_only=True):
    """Reports with what they say, of one person; `step` counts those stored once a run goes on."""

    owner: str
    made: float
    read: list[tuple[Report, Reading]]
    failures: list[Failure]
    step: int = 0
    running: bool = False
    done: bool = False
    outcomes: list[tuple[str, str]] = []


class Drafts:
    """The drafts of a running application."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._lock = Lock()

    def keep(self, owner: str, read: list[tuple[Report, Reading]], failures: list[Failure]) -> str:
        """Keep a draft and return the word that finds it again."""
        token = secrets.token_urlsafe(16)
        with self._lock:
            now = time.monotonic()
            for old in [key for key, draft in self._drafts.items() if now - draft.made > _SECONDS]:
                del self._drafts[old]
            self._drafts[token] = Draft(owner=owner, made=now, read=read, failures=failures)
            while len(self._drafts) > _KEPT:
                self._drafts.popitem(last=False)
        return token

    def find(self, token: str, owner: str) -> Draft | None:
        """Return a draft of its owner, None where there is none (any more)."""
        draft = self._drafts.get(token)
        return draft if draft is not None and draft.owner == owner else None

    def store(self, draft: Draft, register: Register) -> None:
        """Begin to store a draft, once; it goes on when nobody looks."""
        with self._lock:
            if draft.running:
                return
            draft.running = True
        Thread(target=_run, args=(draft, register), daemon=True).start()


def _run(draft: Draft, register: Register) -> None:
    for report, reading in draft.read:
        try:
            outcome = register.put(reading, report)
        except ElchiError as error:
            outcome = str(error)
        except Exception as error:  # a fault of ours must not take the other reports with it
            outcome = f"a fault of elchi's own ({type(error).__name__})"
        draft.outcomes.append((report.id, outcome))
        draft.step += 1
    draft.done = True
