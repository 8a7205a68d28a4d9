"""The full-text index: our own folded words and keys, in the form that each database has for it.

SQLite keeps them in FTS5; PostgreSQL in two `tsvector` columns that are written out with positions, so that neither
database's idea of words or languages enters. Rows carry the number of `texts`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import msgspec
from sqlalchemy import ColumnClause, Connection, Integer, Select, TextClause, column, select, table, text

LONGEST = 100_000
"""Words of a report that are indexed; the rest of a longer one is kept but not found."""

COMMON = 3000
"""Texts that are weighed against each other at most."""
LONGEST_WORD = 100
_LAST_POSITION = 16383  # of a tsvector


class Term(msgspec.Struct, frozen=True):
    """A word to find, by its fold (any word that begins with it) or one of its keys; or a phrase of several folds."""

    folds: tuple[str, ...]
    keys: frozenset[str] = frozenset()


def create_index(connection: Connection) -> None:
    """Make the table of the full-text index."""
    if connection.dialect.name == "sqlite":
        connection.execute(text("CREATE VIRTUAL TABLE words USING fts5(fold, keys, tokenize = 'unicode61')"))
        return
    connection.execute(text("CREATE TABLE words (number INTEGER PRIMARY KEY, fold tsvector, keys tsvector)"))
    connection.execute(text("CREATE INDEX words_fold ON words USING gin (fold)"))
    connection.execute(text("CREATE INDEX words_keys ON words USING gin (keys)"))


def index_words(connection: Connection, number: int, folds: Sequence[str], keys: Sequence[str]) -> None:
    """Put a text's folded words (in order) and keys into the index."""
    folds = [fold for fold in folds if len(fold) <= LONGEST_WORD][:LONGEST]
    keys = [key for key in keys if len(key) <= LONGEST_WORD][:LONGEST]
    if connection.dialect.name == "sqlite":
        statement = "INSERT INTO words (rowid, fold, keys) VALUES (:number, :fold, :keys)"
        values = {"number": number, "fold": " ".join(folds), "keys": " ".join(keys)}
    else:
        statement = "INSERT INTO words VALUES (:number, CAST(:fold AS tsvector), CAST(:keys AS tsvector))"
        placed = " ".join(f"'{fold}':{min(place, _LAST_POSITION)}" for place, fold in enumerate(folds, 1))
        values = {"number": number, "fold": placed, "keys": " ".join(f"'{key}'" for key in keys)}
    connection.execute(text(statement), values)


def forget_words(connection: Connection, number: int) -> None:
    """Take a text out of the index."""
    column = "rowid" if connection.dialect.name == "sqlite" else "number"
    connection.execute(text(f"DELETE FROM words WHERE {column} = :number"), {"number": number})


def matching(connection: Connection, terms: Sequence[Term]) -> Select[Any]:
    """Return the statement that gives the numbers of the texts with all of at least one term, in no order."""
    if connection.dialect.name == "sqlite":
        return select(_number(connection)).where(text("words MATCH :question").bindparams(question=_question(terms)))
    where, values = _conditions(terms)
    return select(_number(connection)).where(text(where).bindparams(**values))


def match_words(connection: Connection, terms: Sequence[Term], limit: int) -> list[int]:
    """Return the numbers of the texts that hold all the terms, the best first.

    Terms that stand together in more than COMMON texts tell little apart, and weighing so many takes long: of those
    the last ones added are given.
    """
    if not terms:
        return []
    number = _number(connection)
    newest = matching(connection, terms).order_by(number.desc())
    if connection.execute(newest.limit(1).offset(COMMON)).first():
        return list(connection.execute(newest.limit(limit)).scalars())
    order = text("bm25(words, 2.0, 1.0)") if connection.dialect.name == "sqlite" else _rank(terms)
    asked = matching(connection, terms).order_by(order, number).limit(limit)
    return list(connection.execute(asked).scalars())


def _number(connection: Connection) -> ColumnClause[int]:
    """Return the column of the index that holds the number of a text."""
    name = "rowid" if connection.dialect.name == "sqlite" else "number"
    found: ColumnClause[int] = table("words", column(name, Integer)).c[name]
    return found


def _question(terms: Sequence[Term]) -> str:
    return " AND ".join(_fts5(term) for term in terms)


def _conditions(terms: Sequence[Term]) -> tuple[str, dict[str, str]]:
    """Return the condition of PostgreSQL that a text holds all the terms, and its parameters."""
    values: dict[str, str] = {}
    parts = []
    for place, term in enumerate(terms):
        values[f"fold{place}"], keys = _tsquery(term)
        part = f"fold @@ CAST(:fold{place} AS tsquery)"
        if keys:
            values[f"keys{place}"] = keys
            part = f"({part} OR keys @@ CAST(:keys{place} AS tsquery))"
        parts.append(part)
    return " AND ".join(parts), values


def _rank(terms: Sequence[Term]) -> TextClause:
    """Return the order of PostgreSQL that puts the texts first in which the terms stand most often."""
    ranks = " + ".join(f"ts_rank(fold, CAST(:rank{place} AS tsquery))" for place in range(len(terms)))
    return text(f"{ranks} DESC").bindparams(**{f"rank{n}": _tsquery(term)[0] for n, term in enumerate(terms)})


def _fts5(term: Term) -> str:
    if len(term.folds) > 1:
        return f'(fold : "{" ".join(term.folds)}")'
    keys = " OR ".join(f'"{key}"' for key in sorted(term.keys))
    return f'(fold : "{term.folds[0]}" *' + (f" OR keys : ({keys})" if keys else "") + ")"


def _tsquery(term: Term) -> tuple[str, str]:
    if len(term.folds) > 1:
        return " <-> ".join(f"'{fold}'" for fold in term.folds), ""
    return f"'{term.folds[0]}':*", " | ".join(f"'{key}'" for key in sorted(term.keys))
