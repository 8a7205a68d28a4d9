"""Names of months, weekdays and countries in a language, from CLDR through Babel.

Only the `format` names are asked for. Babel 2.18 gives wrong stand-alone names of months for other languages once
a language that lacks them has been asked for in the same process.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from babel import Locale

_WIDTHS = ("wide", "abbreviated")


def month_names(code: str) -> dict[int, tuple[str, ...]]:
    """Return month 1 to 12 -> its names in running text, the long one first; empty where CLDR lacks the language."""
    return _names(code, "months", 0)


def weekday_names(code: str) -> dict[int, tuple[str, ...]]:
    """Return weekday 1 (Monday) to 7 (Sunday) -> its long name; empty where CLDR lacks the language."""
    return {day: names[:1] for day, names in _names(code, "days", 1).items()}


def territory_names(code: str) -> dict[str, str]:
    """Return ISO 3166-1 alpha-2 code -> the country's name; empty where CLDR lacks the language."""
    locale = _locale(code)
    if locale is None:
        return {}
    return {key: str(name) for key, name in sorted(locale.territories.items()) if len(key) == 2 and key.isalpha()}


def _locale(code: str) -> Locale | None:
    from babel import Locale
    from babel.core import UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def _names(code: str, field: str, shift: int) -> dict[int, tuple[str, ...]]:
    locale = _locale(code)
    if locale is None:
        return {}
    table: Any = getattr(locale, field)["format"]
    found: dict[int, list[str]] = {}
    for width in _WIDTHS:
        for key, name in table[width].items():
            names = found.setdefault(int(key) + shift, [])
            if name.rstrip(".") not in names:
                names.append(name.rstrip("."))
    return {key: tuple(names) for key, names in sorted(found.items())}
