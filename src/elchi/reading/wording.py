"""Word a position, body, place or title in the nominative, as a language's `[wording]` rules tell."""

from __future__ import annotations

from functools import cache, lru_cache
from typing import Any

from elchi.grammar.language import Language
from elchi.grammar.lexicon import Item
from elchi.reading.scan import Scan
from elchi.text.tokens import DASHES, WORD

HEADS = frozenset(["offices", "modifiers", "bodies", "bodynouns", "sites", "ranks", "documents", "places"])


def in_nominative(scan: Scan, start: int, end: int) -> str:
    """Return the text of tokens [start, end) with its head noun and the attributes before it in the nominative.

    Complements after the head stay as they are; a head whose form may be a nominative stays too, and so does
    everything where the language gives no rules.
    """
    rules = scan.language.settings.get("wording")
    if not rules:
        return scan.words(start, end)
    if "possessive" in rules:
        return _suffixed(scan, start, end, rules)
    words: dict[int, str] = {}
    at = start
    while at < end:
        head = _head(scan, at, end)
        if head is None:
            break
        words.update(_reworded(scan, head, at, rules))
        at = next((k + 1 for k in range(head.end, end) if _dash(scan, k)), end)
    return _joined(scan, start, end, words)


def _suffixed(scan: Scan, start: int, end: int, rules: dict[str, Any]) -> str:
    """Return a phrase whose last word alone is inflected, that word in the nominative with its possessive ending."""
    last = end - 1
    items = [x for x in scan.covered.get(last, ()) if x.kind in HEADS and x.end == end and x.start >= start]
    item = min(items, key=lambda x: (x.start, x.form), default=None)
    token = scan.tokens[last]
    if item is None or not item.cases or "nom" in item.cases or token.kind != WORD:
        return scan.words(start, end)
    length, _ = _pieces(scan.language, item.form)[-1]
    kept = _kept_ending(token.fold[length:], scan.language)
    word = token.text[:length]
    if "~" in item.form.split()[-1] and not kept and word[-1:] in rules.get("softened", {}):
        word = word[:-1] + str(rules["softened"][word[-1]])
    return _joined(scan, start, end, {last: word + kept})


def _kept_ending(ending: str, language: Language) -> str:
    """Return what of an ending belongs to the nominative: a possessive or plural ending before that of the case."""
    possessive, plural, after = _own_endings(language)
    for own in possessive:
        if ending.startswith(own) and ending[len(own) :] in after:
            return own
    return next((own for own in plural if ending.startswith(own)), "")


@cache
def _own_endings(language: Language) -> tuple[list[str], list[str], frozenset[str]]:
    """Return the possessive endings, the longest first, the plural ones, and what may stand behind a possessive."""
    rules = language.settings["wording"]
    possessive: list[str] = sorted(rules["possessive"].split(), key=len, reverse=True)
    return possessive, rules["plural"].split(), frozenset(rules["after_possessive"].split())


def _head(scan: Scan, start: int, end: int) -> Item | None:
    """Return the first noun of a phrase that the lexicon knows, the longest that begins there."""
    items = [x for k in range(start, end) for x in scan.at.get(k, ()) if x.kind in HEADS and x.end <= end]
    return min(items, key=lambda x: (x.start, -x.end, x.kind, x.id), default=None)


def _dash(scan: Scan, k: int) -> bool:
    tokens = scan.tokens
    return tokens[k].text in DASHES and tokens[k].start > tokens[k - 1].end


def _reworded(scan: Scan, head: Item, start: int, rules: dict[str, Any]) -> dict[int, str]:
    """Return the tokens of a head and of its attributes that change, by their place."""
    if not head.cases or "nom" in head.cases:
        return {}
    plural = all(c.startswith("pl") for c in head.cases)
    parts = _parts(scan, head)
    nouns = [name for _, _, name in parts if name and name != rules.get("adjective")]
    gender = (
        "pl"
        if plural
        else next((g for g, names in rules["gender"].items() if nouns and nouns[0] in names.split()), "m")
    )
    words: dict[int, str] = {}
    for place, length, name in parts:
        token = scan.tokens[place].text
        if name == rules.get("adjective"):
            words[place] = _attribute(token, gender, scan.language)
        elif name and head.attrs.get("nom") and name == nouns[-1]:
            words[place] = _like(token, head.attrs["nom"])
        elif name:
            ending = _ending(scan, name, "pl" if plural else "nom")
            words[place] = token if ending is None else token[:length] + ending
    for place in range(start, head.start):
        if scan.tokens[place].kind == WORD:
            words[place] = _attribute(scan.tokens[place].text, gender, scan.language)
    return words


def _parts(scan: Scan, head: Item) -> list[tuple[int, int, str]]:
    """Return (token, length of its stem, paradigm or nothing) for each piece of the head's form."""
    pieces = enumerate(_pieces(scan.language, head.form), head.start)
    return [(place, length, name) for place, (length, name) in pieces if place < head.end]


@lru_cache(maxsize=4096)
def _pieces(language: Language, form: str) -> tuple[tuple[int, str], ...]:
    """Return (length of its stem, paradigm or nothing) for each token of a table's form."""
    pieces: list[tuple[int, str]] = []
    for word in form.split():
        stem, _, name = word.partition("~")
        lengths = [len(piece.text) for piece in language.tokenise(stem)]
        pieces += [(length, "") for length in lengths[:-1]]
        pieces += [(length, name) for length in lengths[-1:]]
    return tuple(pieces)


def _ending(scan: Scan, paradigm: str, case: str) -> str | None:
    endings = scan.language.lexicon.paradigms.get(paradigm, {})
    return next((ending for ending, cases in endings.items() if case in cases), None)


def _attribute(word: str, gender: str, language: Language) -> str:
    """Return an adjective in the nominative of a gender; a word that is none stays."""
    folded = word.casefold()
    for ending, stems, endings in _attributes(language):
        if folded.endswith(ending) and len(word) - len(ending) > 2:
            stem = word[: -len(ending)]
            if stem.casefold().endswith(stems):
                return stem + endings[gender]
    return word


@cache
def _attributes(language: Language) -> list[tuple[str, tuple[str, ...], dict[str, str]]]:
    """Return the oblique endings of attributes in the order they are tried, each with the ends of stems that it follows
    and the nominative endings by gender."""
    rules = language.settings["wording"].get("attribute", ())
    return [
        (ending, tuple(rule["stems"]), rule)
        for rule in rules
        for ending in sorted(rule["oblique"].split(), key=len, reverse=True)
    ]


def _like(token: str, word: str) -> str:
    return word[0].upper() + word[1:] if token[:1].isupper() else word


def _joined(scan: Scan, start: int, end: int, words: dict[int, str]) -> str:
    """Return the text of the tokens with some of them replaced, white space folded."""
    pieces: list[str] = []
    for k in range(start, end):
        token = scan.tokens[k]
        if k > start and token.start > scan.tokens[k - 1].end:
            pieces.append(" ")
        pieces.append(words.get(k, token.text))
    return " ".join("".join(pieces).split())
