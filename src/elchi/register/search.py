"""Full-text search over the reports: words in any case form, letter case or script that folds alike."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from sqlalchemy import Connection, select

from elchi.model import Span
from elchi.register.fulltext import LONGEST_WORD, Term, index_words, match_words, matching
from elchi.register.reports import removed_keys
from elchi.register.rows import any_of, fetch
from elchi.register.schema import reports, texts
from elchi.register.values import Hit
from elchi.text.fold import fold_search, fold_word, search_key, strip_endings

_PHRASE = re.compile(r'"([^"]*)"')
_AROUND = 120
"""Code points of a snippet before the first place and after the last that it shows."""
_KEYS_OF = select(texts.c.number, texts.c.report).where(texts.c.number.in_(any_of()))
_FOUND = (
    select(*(reports.c[name] for name in ("key", "id", "title", "language", "published", "outlet")), texts.c.text)
    .join(texts, texts.c.report == reports.c.key)
    .where(reports.c.key.in_(any_of()))
)


def index_text(connection: Connection, number: int, text: str, language: str | None) -> None:
    """Index a report's text: its folded words, and the keys of their stems in its language."""
    folds = [word.fold for word in fold_search(text)]
    endings = case_endings(language)
    keys = {key for fold in set(folds) for key in _keys(fold, endings)}
    index_words(connection, number, folds, sorted(keys))


def read_terms(words: str) -> list[Term]:
    """Return the terms of a search: each word, and each phrase that stands in double quotation marks."""
    terms = []
    for phrase in _PHRASE.findall(words):
        folds = tuple(word.fold for word in fold_search(phrase))
        if folds:
            terms.append(Term(folds))
    endings = case_endings(None)
    for word in fold_search(_PHRASE.sub(" ", words)):
        terms.append(Term((word.fold,), frozenset(_keys(word.fold, endings))))
    return terms


def texts_with(connection: Connection, words: str) -> Any:
    """Return the statement that gives the numbers of the texts with all the words; None where there are no words."""
    terms = read_terms(words)
    return matching(connection, terms) if terms else None


def find_numbers(connection: Connection, words: str) -> list[int]:
    """Return the numbers of the texts that hold all the words, in no order."""
    asked = texts_with(connection, words)
    return [] if asked is None else list(connection.execute(asked).scalars())


def find_texts(connection: Connection, words: str, limit: int) -> list[str]:
    """Return the keys of the reports that hold the words, the best first; those that a person removed are left out."""
    removed = set(removed_keys(connection))
    numbers = match_words(connection, read_terms(words), limit + len(removed))
    by_number = {row.number: row.report for row in fetch(connection, _KEYS_OF, numbers)}
    keys = [by_number[number] for number in numbers if number in by_number]
    return [key for key in keys if key not in removed][:limit]


def search_reports(connection: Connection, words: str, limit: int) -> list[Hit]:
    """Return the reports that hold the words, with the places in their texts, the best first."""
    terms = read_terms(words)
    keys = find_texts(connection, words, limit)
    rows = {row.key: row for row in fetch(connection, _FOUND, keys)}
    hits = []
    for row in (rows[key] for key in keys):
        spans = find_spans(row.text, terms, row.language)
        hits.append(
            Hit(
                report=row.id,
                title=row.title,
                language=row.language,
                published=row.published,
                outlet=row.outlet,
                snippet=_snippet(row.text, spans),
                spans=tuple(spans),
            )
        )
    return hits


def find_spans(text: str, terms: Iterable[Term], language: str | None) -> list[Span]:
    """Return the places of terms in a text, in code points, in order."""
    terms = list(terms)
    words = fold_search(text)
    endings = case_endings(language)
    spans = set()
    for place, word in enumerate(words):
        for term in terms:
            last = place + len(term.folds) - 1
            if len(term.folds) > 1:
                found = tuple(each.fold for each in words[place : last + 1]) == term.folds
            else:
                found = word.fold.startswith(term.folds[0]) or bool(term.keys & _keys(word.fold, endings))
            if found:
                spans.add((word.start, words[last].end))
    return sorted(spans)


def _snippet(text: str, spans: list[Span]) -> str:
    """Return the piece of a text around the first place, at word ends, on one line."""
    start, end = spans[0] if spans else (0, 0)
    left, right = max(0, start - _AROUND), min(len(text), end + _AROUND)
    while 0 < left < start and not text[left - 1].isspace():
        left += 1
    while end < right < len(text) and not text[right].isspace():
        right -= 1
    piece = " ".join(text[left:right].split())
    return ("… " if left else "") + piece + (" …" if right < len(text) else "")


@lru_cache(maxsize=2048)
def _keys(fold: str, endings: frozenset[str]) -> frozenset[str]:
    if len(fold) > LONGEST_WORD:  # no word of a language; the index leaves it out
        return frozenset()
    return frozenset(search_key(form) for form in strip_endings(fold, endings))


@lru_cache(maxsize=32)
def case_endings(language: str | None) -> frozenset[str]:
    """Return the folded noun endings of a language folder; of all folders where no language is given."""
    import tomllib
    from importlib.resources import files

    endings: set[str] = set()
    for folder in files("elchi.languages").iterdir():
        path = folder / "paradigms.toml"
        if language not in (None, folder.name) or not path.is_file():
            continue
        for paradigm, cases in tomllib.loads(path.read_text(encoding="utf-8")).items():
            if paradigm != "defaults":
                endings.update(fold_word(ending) for forms in cases.values() for ending in _words(forms))
    return frozenset(endings - {""})


def _words(forms: object) -> list[str]:
    if isinstance(forms, str):
        return forms.split()
    return [str(form) for form in forms] if isinstance(forms, list) else []
