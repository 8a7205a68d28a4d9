"""Why two names are held for one, or not, in plain words."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from elchi.text.romanise import Table, script_of, spell_out, tables_for

if TYPE_CHECKING:
    from elchi.resolve.names import Aligned, Word

_ALIKE = 0.94
_CLOSE = 0.7


def explain(
    left: Sequence[Word],
    right: Sequence[Word],
    pairs: Sequence[Aligned],
    languages: tuple[str | None, str | None],
) -> tuple[str, ...]:
    """Return the reasons of a comparison, word by word, then what stands alone and how the order differs."""
    reasons: list[str] = []
    for pair in pairs:
        reasons += _explain_pair(left[pair.left], right[pair.right], pair.alike, languages)
    for words, taken in ((left, {pair.left for pair in pairs}), (right, {pair.right for pair in pairs})):
        for place, word in enumerate(words):
            if place not in taken:
                kind = "name" if word.kind == "name" else word.kind
                reasons.append(f"the {kind} {word.text.title()} stands in one of them only")
    order = [pair.right for pair in pairs]
    if order != sorted(order):
        reasons.append("the words stand in another order")
    return tuple(dict.fromkeys(reasons))


def _explain_pair(a: Word, b: Word, alike: float, languages: tuple[str | None, str | None]) -> list[str]:
    if "initial" in (a.kind, b.kind):
        initial, other = (a, b) if a.kind == "initial" else (b, a)
        verb = "fits" if alike else "does not fit"
        return [f"initial {initial.text.upper()} {verb} {other.text.title()}"]
    if a.text == b.text:
        return [f"{a.text.title()} in both"]
    shown = f"{a.text.title()} and {b.text.title()}"
    if alike < _CLOSE:
        return [f"{shown} differ"]
    reasons = _letter_habits(a.text, b.text, languages)
    if alike >= _ALIKE:
        return reasons or [f"{shown} sound alike"]
    return [*reasons, f"{shown} sound nearly alike ({alike:.2f})"]


def _letter_habits(a: str, b: str, languages: tuple[str | None, str | None]) -> list[str]:
    """Return the spellings that stand for one sound, as "c = j in Azerbaijani"."""
    best: tuple[int, list[str]] = (-1, [])
    for one in tables_for(a, languages[0]):
        for other in tables_for(b, languages[1]):
            pieces, others = spell_out(a, one), spell_out(b, other)
            shared, habits = _match_pieces((one, pieces), (other, others))
            if shared > best[0]:
                best = (shared, habits)
    return best[1]


def _match_pieces(
    left: tuple[Table, list[tuple[str, str]]], right: tuple[Table, list[tuple[str, str]]]
) -> tuple[int, list[str]]:
    """Return how many pieces, in step from the start, sound the same, and the habits among them."""
    (one, pieces), (other, others) = left, right
    habits: list[str] = []
    shared, i, j = 0, 0, 0
    while i < len(pieces) and j < len(others):
        start_i, start_j = i, j
        sound_a, sound_b = pieces[i][1], others[j][1]
        i, j = i + 1, j + 1
        while sound_a != sound_b:
            if sound_b.startswith(sound_a) and i < len(pieces):
                sound_a, i = sound_a + pieces[i][1], i + 1
            elif sound_a.startswith(sound_b) and j < len(others):
                sound_b, j = sound_b + others[j][1], j + 1
            else:
                return shared, habits
        shared += len(sound_a)
        letters_a = [piece[0] for piece in pieces[start_i:i]]
        letters_b = [piece[0] for piece in others[start_j:j]]
        if letters_a != letters_b:
            habits += _name_habit((one, letters_a, letters_b), (other, letters_b, letters_a))
    return shared, habits


def _name_habit(*sides: tuple[Table, list[str], list[str]]) -> list[str]:
    for table, letters, others in sides:
        if any(letter in table.differs for letter in letters):
            return [f"{''.join(letters)} = {''.join(others)} in {_language_name(table.code)}"]
    one, other = "".join(sides[0][1]), "".join(sides[0][2])
    telling = script_of(one) == script_of(other) and len(one) != len(other)
    return [f"{one} = {other}"] if telling else []


def _language_name(code: str) -> str:
    from babel import Locale

    return str(Locale.parse(code.rstrip("0123456789")).get_language_name("en") or code)
