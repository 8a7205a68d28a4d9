"""Compile the tables of a language folder into one trie, and find their entries in a text.

A trie node is a dictionary from key to node; the key of a word that takes endings is
`stem~paradigm`, that of any other word the folded word itself; under the empty key stand the
entries that end there. Endings are stripped after the look-up of a word, so nothing is generated.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from operator import attrgetter
from typing import Any, NamedTuple

import msgspec

from elchi.text.recall import Recall
from elchi.text.tokens import BREAK, WORD, Token, tokenise

Node = dict[str, Any]
NO_CASE: frozenset[str] = frozenset()
DAMAGED = 6  # letters of a word that is read with one letter wrong inside a phrase
BRANCHES = 60  # words that may go on a phrase, where it is still told which one is meant


class Entry(NamedTuple):
    """A line of a language table: which table, vocabulary id, the form, attributes."""

    kind: str
    id: str
    form: str
    attrs: dict[str, str]


class Item(msgspec.Struct, frozen=True, gc=False):  # nothing in it leads back to it: no garbage to look for
    """An entry found in a text: tokens `[start, end)`, and the cases that its ending allows."""

    start: int
    end: int
    kind: str
    id: str
    form: str
    attrs: dict[str, str]
    cases: frozenset[str]


Steps = tuple[tuple[str, frozenset[str]], ...]
Nodes = Sequence[tuple[Node, frozenset[str]]]
Row = tuple[str, str, str, dict[str, str], frozenset[str]]


class Known(NamedTuple):
    """What a word, number or mark may be in the lexicon.

    `alone` is by table what the entries that it is alone give an item, `nodes` those of longer entries that it begins,
    `follows` the keys of those nodes, `keys` what it may be further on in one: None for a word that is no part of any
    entry, and may be damaged.
    """

    alone: tuple[tuple[str, tuple[Row, ...]], ...]
    nodes: Nodes
    follows: Set[str]
    keys: frozenset[str] | None


class Lexicon:
    """A compiled lexicon: the trie, and for each paradigm its endings with their cases.

    `passed` are the folded words that may stand inside a phrase of several words without being part of it (has also
    visited).
    """

    def __init__(
        self,
        root: Node,
        paradigms: dict[str, dict[str, tuple[str, ...]]],
        keys: set[str],
        passed: Set[str] = frozenset(),
    ) -> None:
        self.root = root
        self.passed = passed
        self.paradigms = {
            name: {ending: frozenset(cases) for ending, cases in endings.items()} for name, endings in paradigms.items()
        }
        self.keys = keys
        by_ending: dict[str, list[tuple[str, frozenset[str]]]] = {}
        for name, endings in self.paradigms.items():
            for ending, cases in endings.items():
                by_ending.setdefault(ending, []).append((f"~{name}", cases))
        self._by_length = [
            (length, {ending: marks for ending, marks in by_ending.items() if len(ending) == length})
            for length in sorted({len(ending) for ending in by_ending})
        ]
        self._analyses: Recall[Steps] = Recall(self._analyse)
        self._known: Recall[Known] = Recall(self._know)

    def analyse(self, word: str) -> Steps:
        """Return the trie keys that a folded word may stand for, each with the cases it shows."""
        return self._analyses[word]

    def _analyse(self, word: str) -> Steps:
        keys = self.keys
        found: list[tuple[str, frozenset[str]]] = [(word, NO_CASE)] if word in keys else []
        for length, by_ending in self._by_length:
            cut = len(word) - length
            if cut <= 0:
                break
            marks = by_ending.get(word[cut:])
            if marks is not None:
                stem = word[:cut]
                found += [(key, cases) for mark, cases in marks if (key := stem + mark) in keys]
        return tuple(found)

    def _know(self, fold: str) -> Known:
        """Return what a folded word, number or mark may be."""
        root = self.root
        steps = self.analyse(fold) if fold[:1].isalnum() else ((fold, NO_CASE),)
        keys = frozenset(key for key, _ in steps)
        if fold.isdecimal() or fold.isspace():
            keys = frozenset([" " if fold.isspace() else fold])
        nodes = tuple((root[key], cases) for key, cases in steps if key in root)
        found: dict[str, list[Item]] = {}
        for node, cases in nodes:
            for kind, entry_id, form, attrs in node.get("", ()):
                found.setdefault(kind, []).append(Item(0, 1, kind, entry_id, form, attrs, cases))
        alone = tuple((kind, tuple(_row(item) for item in _merge_cases(items))) for kind, items in found.items())
        nodes = tuple((node, cases) for node, cases in nodes if len(node) > ("" in node))
        follows = [node.keys() for node, _ in nodes]
        return Known(
            alone,
            nodes,
            follows[0] if len(follows) == 1 else frozenset().union(*follows),
            keys if keys or len(fold) < DAMAGED else None,
        )

    def _damaged(self, word: str, node: Node) -> list[tuple[str, frozenset[str]]]:
        """Return the keys of a node that an unknown word may stand for, with one letter wrong."""
        found: list[tuple[str, frozenset[str]]] = []
        for key in node:
            stem, _, name = key.partition("~")
            if len(stem) < DAMAGED - 2 or not -1 <= len(word) - len(stem) <= 8:
                continue
            if stem[0] != word[0] and stem[1] != word[1]:
                continue
            endings = self.paradigms.get(name, {"": NO_CASE}) if name else {"": NO_CASE}
            for length in (len(stem), len(stem) - 1, len(stem) + 1):
                cases = endings.get(word[length:]) if 0 < length <= len(word) else None
                if cases is not None and one_letter_apart(word[:length], stem):
                    found.append((key, cases))
                    break
        return found

    def find(self, tokens: list[Token]) -> list[Item]:
        """Find entries in the tokens: of each table the longest at each place, none inside a longer one."""
        found: list[Item] = []
        reach: dict[str, int] = {}
        every = [*map(self._known.__getitem__, map(_FOLD, tokens))]
        last = len(every) - 1
        for i, known in enumerate(every):
            alone, nodes, follows, _ = known
            if nodes and i < last:
                keys = every[i + 1].keys
                passed = tokens[i + 1].fold in self.passed
                if passed or keys is None or not follows.isdisjoint(keys):
                    fresh = self._step(tokens[i + 1], nodes)
                    if fresh or passed:
                        self._longest(tokens, (i, known, fresh, nodes if passed else ()), reach, found)
                        continue
            for kind, rows in alone:
                if i >= reach.get(kind, 0):
                    reach[kind] = i + 1
                    for row in rows:
                        found.append(Item(i, i + 1, *row))
        return found

    def _longest(
        self,
        tokens: list[Token],
        begun: tuple[int, Known, Nodes, Nodes],
        reach: dict[str, int],
        found: list[Item],
    ) -> None:
        """Add the longest entries that begin at a token, given what it may begin, the nodes after the next one, and
        those that stand as they were as the next one is passed over."""
        i, known, fresh, kept = begun
        best: dict[str, list[Item]] = {
            kind: [Item(i, i + 1, *row) for row in rows]
            for kind, rows in known.alone
            if i >= reach.get(kind, 0)
        }
        j = i + 2
        while fresh or kept:
            for node, cases in fresh:
                for kind, entry_id, form, attrs in node.get("", ()):
                    if j > reach.get(kind, 0):
                        rows = best.setdefault(kind, [])
                        if rows and rows[0].end < j:
                            rows.clear()
                        rows.append(Item(i, j, kind, entry_id, form, attrs, cases))
            if j >= len(tokens):
                break
            nodes = [*fresh, *kept] if kept else fresh
            fresh = self._step(tokens[j], nodes)
            kept = nodes if tokens[j].fold in self.passed else ()
            j += 1
        for kind, rows in best.items():
            reach[kind] = rows[0].end
            found.extend(_merge_cases(rows) if len(rows) > 1 else rows)

    def _step(self, token: Token, nodes: Nodes) -> Nodes:
        """Return the nodes that a token leads to."""
        if token.kind != WORD:
            fold = " " if token.kind == BREAK else token.fold
            return [(node[fold], before) for node, before in nodes if fold in node]
        steps = self._analyses[token.fold]
        if steps or len(token.fold) < DAMAGED:
            return [(node[key], cases or before) for node, before in nodes for key, cases in steps if key in node]
        return [
            (node[key], cases or before)
            for node, before in nodes
            if len(node) <= BRANCHES
            for key, cases in self._damaged(token.fold, node)
        ]


_FOLD = attrgetter("fold")


def one_letter_apart(left: str, right: str) -> bool:
    """True for words that differ in one letter: another, missing, added, or two neighbours exchanged."""
    if len(left) > len(right):
        left, right = right, left
    at = next((k for k, letter in enumerate(left) if letter != right[k]), len(left))
    if len(left) < len(right):
        return len(right) - len(left) == 1 and left[at:] == right[at + 1 :]
    rest = left[at + 1 :] == right[at + 1 :]
    swapped = left[at : at + 2] == right[at : at + 2][::-1] and left[at + 2 :] == right[at + 2 :]
    return left != right and (rest or swapped)


def _row(item: Item) -> Row:
    return item.kind, item.id, item.form, item.attrs, item.cases


def _merge_cases(rows: list[Item]) -> Iterable[Item]:
    """Join the readings of one entry that differ only in case."""
    joined: dict[str, Item] = {}
    for row in rows:
        known = joined.get(row.id)
        joined[row.id] = row if known is None else msgspec.structs.replace(known, cases=known.cases | row.cases)
    return joined.values()


def compile_entries(
    entries: Iterable[Entry],
    paradigms: dict[str, dict[str, tuple[str, ...]]],
    defaults: dict[str, str],
    casefold: dict[str, str],
    elided: Sequence[str] = (),
) -> tuple[Node, set[str]]:
    """Build the trie of all entries; return it with the set of its keys."""
    root: Node = {}
    keys: set[str] = set()
    for entry in entries:
        node = root
        for key in form_keys(entry, paradigms, defaults, casefold, elided):
            keys.add(key)
            node = node.setdefault(key, {})
        if node is root:
            continue
        ends = node.setdefault("", [])
        payload = (entry.kind, entry.id, entry.form, entry.attrs)
        if not any(known[0] == entry.kind and known[1] == entry.id for known in ends):
            ends.append(payload)
    return root, keys


def form_keys(
    entry: Entry,
    paradigms: dict[str, dict[str, tuple[str, ...]]],
    defaults: dict[str, str],
    casefold: dict[str, str],
    elided: Sequence[str] = (),
) -> list[str]:
    """Return the trie keys of a form, a key a token."""
    default = entry.attrs.get("p") or defaults.get(entry.kind) or "noun"
    parts = []
    for word in entry.form.split():
        stem, mark, paradigm = word.partition("~")
        pieces = tokenise(stem, casefold, elided)
        for n, piece in enumerate(pieces):
            parts.append((piece.fold, (paradigm or default) if mark and n == len(pieces) - 1 else None))
    if parts and default != "-" and default in paradigms and all(p is None for _, p in parts):
        parts[-1] = (parts[-1][0], default)
    return [f"{word}~{paradigm}" if paradigm and paradigm in paradigms else word for word, paradigm in parts]
