"""Rows of tables that were put together before: good as long as nothing in the register changes."""

from __future__ import annotations

from threading import Lock
from typing import TYPE_CHECKING

from markupsafe import Markup

from elchi.query import Query
from elchi.register import Register
from elchi.web.rows import visit_row, visit_rows

if TYPE_CHECKING:
    from elchi.web.words import Words

_KEPT = 20_000
"""Rows kept, of some 700 bytes each."""


class KeptRows:
    """The rows of visits by language and id, of one change of the register: with the next one they are forgotten."""

    def __init__(self, register: Register) -> None:
        self._register = register
        self._rows: dict[tuple[str, str], str] = {}
        self._change = -1
        self._lock = Lock()

    def rows(self, query: Query, words: Words) -> tuple[int, Markup]:
        """Return how many visits a question shows on its page, and their rows."""
        picked = self._register.pick(query)
        if picked is None:  # there is no index of the register yet
            found = self._register.lines(query)
            return len(found.visits), visit_rows(found.visits, found.persons, words)
        change, ids = picked
        with self._lock:
            if change > self._change:
                self._change = change
                self._rows = {}
            kept = self._rows if change == self._change else {}
            known = {id: row for id in ids if (row := kept.get((words.code, id)))}
        missing = [id for id in ids if id not in known]
        if missing:
            lines = self._register.lines_by_id(missing)
            made = {visit.id: visit_row(visit, lines.persons, words) for visit in lines.visits}
            known.update(made)
            with self._lock:
                if change == self._change:  # nothing changed while they were read
                    if len(self._rows) > _KEPT:
                        self._rows = {}
                    self._rows.update({(words.code, id): row for id, row in made.items()})
        shown = [known[id] for id in ids if id in known]
        return len(shown), Markup("".join(shown))
