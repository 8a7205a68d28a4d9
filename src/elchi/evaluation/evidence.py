"""Whether the spans of a reading prove its values: whole words inside the text, short, and the words fit the value."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Collection, Iterator
from typing import Any

from elchi.evaluation.alike import fold
from elchi.evaluation.score import PEOPLE_SLOTS, SLOTS, Sheet
from elchi.resolve.names import name_parts
from elchi.text.mend import mend_letters

NAME, SLOT, PART = 120, 300, 900
"""The most characters of a span that proves a name, a slot, and a visit or an item of it."""

_ELIDED = re.compile(r"(?<!\w)[a-z]['’](?=\w)")
"""A small word that leans on the next one (l'État): no initial of a name."""

Check = Callable[[list[str]], bool]
"""Whether the folded words of the spans fit the value."""

Claim = tuple[str, Any, int, Check]
"""What is claimed, its spans, the most characters of one, and the check."""


def check_evidence(sheet: Sheet, reading: dict[str, Any], text: str) -> None:
    """Count under `evidence` every value whose spans prove it; look-alike letters count as what they stand for."""
    mended, _ = mend_letters(text)
    text = mended if len(mended) == len(text) else text
    for what, spans, most, fits in _claims(reading):
        right = proves(text, spans, most, fits)
        sheet.count("evidence", int(right), 1, 1)
        if not right:
            sheet.misses.append(f"{reading.get('id')} evidence does not prove: {what} {spans}")


def proves(text: str, spans: Any, most: int, fits: Check) -> bool:
    """True where there are spans, all of whole words inside the text and short enough, and their words fit."""
    if not spans:
        return False
    words: list[str] = []
    for start, end in spans:
        if not 0 <= start < end <= len(text) or end - start > most or not text[start:end].strip():
            return False
        if _cuts_a_word(text, start) or _cuts_a_word(text, end):
            return False
        words += fold(_ELIDED.sub(" ", text[start:end])).split()
    return fits(words)


def _claims(reading: dict[str, Any]) -> Iterator[Claim]:
    persons = reading.get("persons") or []
    for person in persons:
        name = str(person.get("name") or "")
        yield f"person {name}", person.get("evidence"), NAME, _names(name)
        for slot in ("position", "rank"):
            if person.get(slot):
                yield f"{slot} of {name}", (person.get("slots") or {}).get(slot), SLOT, _covers(person[slot])
    names = {person.get("id"): str(person.get("name") or "") for person in persons}
    for visit in reading.get("visits") or []:
        yield "visit", visit.get("evidence"), PART, _anything
        for slot in SLOTS:
            value = visit.get(slot)
            if value not in (None, "", [], ()):
                ids = value if isinstance(value, list | tuple) else [value]
                fits = _of_persons(names, ids) if slot in PEOPLE_SLOTS else _anything
                yield f"slot {slot}", (visit.get("slots") or {}).get(slot), SLOT, fits
        for part in ("activities", "documents"):
            for item in visit.get(part) or []:
                title = item.get("title") if part == "documents" else None
                yield part, item.get("evidence"), PART, _covers(title) if title else _anything


def _anything(words: list[str]) -> bool:
    return True


def _names(name: str) -> Check:
    """The words hold a part of the name that is no particle (de, van), with any ending, or its initial."""
    every = fold(name).split()
    parts = [part for part in every if name_parts().get(part) != "particle"] or every
    return lambda words: any(_begins(word, part) for word in words for part in parts)


def _begins(word: str, part: str) -> bool:
    length = max(2, min(4, len(part) - 1))
    return word[:length] == part[:length] or (len(word) == 1 and part.startswith(word))


def _covers(value: str) -> Check:
    """The words hold half of the value's words, by their first four letters."""
    wanted = {word[:4] for word in fold(value).split()}
    return lambda words: len(wanted & {word[:4] for word in words}) >= len(wanted) / 2


def _of_persons(names: dict[Any, str], ids: Collection[Any]) -> Check:
    """The words do not name other persons only: "the minister" may stand for the one meant."""
    own = [_names(name) for id, name in names.items() if id in ids]
    others = [_names(name) for id, name in names.items() if id not in ids]
    return lambda words: not own or any(each(words) for each in own) or not any(each(words) for each in others)


def _cuts_a_word(text: str, at: int) -> bool:
    """True between two letters or two digits, but not in scripts written without spaces."""
    if not 0 < at < len(text):
        return False
    before, after = text[at - 1], text[at]
    alike = (before.isalpha() and after.isalpha()) or (before.isdigit() and after.isdigit())
    return alike and not (_unspaced(before) or _unspaced(after))


def _unspaced(char: str) -> bool:
    words = unicodedata.name(char, "").split()
    return bool(words) and words[0] in ("THAI", "LAO", "MYANMAR", "KHMER", "HIRAGANA", "KATAKANA", "CJK")
