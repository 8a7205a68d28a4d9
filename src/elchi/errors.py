"""Every error that elchi raises on purpose. The message says what was wrong, where, and what to do."""

from __future__ import annotations


class ElchiError(Exception):
    """The base of all: shown as one plain line, never as a traceback."""


class SourceError(ElchiError):
    """A file or stream could not be read as a report; the others go on."""


class LanguageError(ElchiError):
    """A language folder is missing or broken."""


class VocabularyError(ElchiError):
    """A vocabulary table is broken, or an id is used that no table has."""


class RegisterError(ElchiError):
    """A register could not be opened, is of a newer version, read-only or damaged."""


class QueryError(ElchiError):
    """A question names a field, country, office or date that does not exist."""


class JudgementError(ElchiError):
    """A judgement names something the register does not hold, or contradicts another."""


class ExportError(ElchiError):
    """An export could not be written, or its library is not installed."""
