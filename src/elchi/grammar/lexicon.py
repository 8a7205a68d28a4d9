"""Compile the tables of a language folder into one trie, and find their entries in a text.

A trie node is a dictionary from key to node; the key of a word that takes endings is
`stem~paradigm`, that of any other word the folded word itself; under the empty key stand the
entries that end there. Endings are stripped after the look-up of a word, so nothing is generated.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, NamedTuple

from elchi.text.recall import Recall
from elchi.text.tokens import BREAK, NUMBER, WORD, Token, tokenise

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


class Item(NamedTuple):
    """An entry found in a text: tokens `[start, end)`, and the cases that its ending allows."""

    start: int
    end: int
    kind: str
    id: str
    form: str
    attrs: dict[str, str]
    cases: frozenset[str]


Steps = tuple[tuple[str, frozenset[str]], ...]
Rows = tuple[tuple[str, str, str, dict[str, str], frozenset[str]], ...]


class Start(NamedTuple):
    """What a word may begin: the rows of the entries that it is alone, and the nodes by which longer ones go on."""

    rows: Rows
    nodes: tuple[tuple[Node, frozenset[str]], ...]


class Lexicon:
    """A compiled lexicon: the trie, and for each paradigm its endings with their cases."""

    def __init__(self, root: Node, paradigms: dict[str, dict[str, tuple[str, ...]]], keys: set[str]) -> None:
        self.root = root
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
        self._starts: Recall[Start | None] = Recall(self._start)

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

    def _start(self, word: str) -> Start | None:
        """Return what a folded word or number may begin; None where it begins nothing."""
        nodes = [(self.root[key], cases) for key, cases in self.analyse(word) if key in self.root]
        return _start_of(nodes) if nodes else None

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
        root, starts = self.root, self._starts
        for i, token in enumerate(tokens):
            if token.kind in (WORD, NUMBER):
                start = starts[token.fold]
                if start is not None:
                    self._longest(tokens, i, start, reach, found)
            elif token.fold in root:
                self._longest(tokens, i, _start_of([(root[token.fold], NO_CASE)]), reach, found)
        return found

    def _longest(self, tokens: list[Token], i: int, start: Start, reach: dict[str, int], found: list[Item]) -> None:
        best: dict[str, list[Item]] = {}
        j = i + 1
        for row in start.rows:
            if j > reach.get(row[0], 0):
                best.setdefault(row[0], []).append(_make(Item, (i, j, *row)))
        nodes: Iterable[tuple[Node, frozenset[str]]] = start.nodes
        while nodes and j < len(tokens):
            nodes = self._step(tokens[j], nodes)
            j += 1
            for node, cases in nodes:
                for kind, entry_id, form, attrs in node.get("", ()):
                    if j > reach.get(kind, 0):
                        rows = best.setdefault(kind, [])
                        if rows and rows[0].end < j:
                            rows.clear()
                        rows.append(_make(Item, (i, j, kind, entry_id, form, attrs, cases)))
        for kind, rows in best.items():
            reach[kind] = rows[0].end
            if len(rows) > 1:
                found.extend(_merge_cases(rows))
            else:
                found.append(rows[0])

    def _step(
        self, token: Token, nodes: Iterable[tuple[Node, frozenset[str]]]
    ) -> list[tuple[Node, frozenset[str]]]:
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


# the tuple's own constructor: that of a NamedTuple is a Python function, called for every item
_make = tuple.__new__


def _start_of(nodes: list[tuple[Node, frozenset[str]]]) -> Start:
    rows = tuple((*payload, cases) for node, cases in nodes for payload in node.get("", ()))
    return Start(rows, tuple((node, cases) for node, cases in nodes if len(node) > ("" in node)))


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


def _merge_cases(rows: list[Item]) -> Iterable[Item]:
    """Join the readings of one entry that differ only in case."""
    joined: dict[str, Item] = {}
    for row in rows:
        known = joined.get(row.id)
        joined[row.id] = row if known is None else known._replace(cases=known.cases | row.cases)
    return joined.values()


def compile_entries(
    entries: Iterable[Entry],
    paradigms: dict[str, dict[str, tuple[str, ...]]],
    defaults: dict[str, str],
    casefold: dict[str, str],
) -> tuple[Node, set[str]]:
    """Build the trie of all entries; return it with the set of its keys."""
    root: Node = {}
    keys: set[str] = set()
    for entry in entries:
        node = root
        for key in form_keys(entry, paradigms, defaults, casefold):
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
    entry: Entry, paradigms: dict[str, dict[str, tuple[str, ...]]], defaults: dict[str, str], casefold: dict[str, str]
) -> list[str]:
    """Return the trie keys of a form, a key a token."""
    default = entry.attrs.get("p") or defaults.get(entry.kind) or "noun"
    parts = []
    for word in entry.form.split():
        stem, mark, paradigm = word.partition("~")
        pieces = tokenise(stem, casefold)
        for n, piece in enumerate(pieces):
            parts.append((piece.fold, (paradigm or default) if mark and n == len(pieces) - 1 else None))
    if parts and default != "-" and default in paradigms and all(p is None for _, p in parts):
        parts[-1] = (parts[-1][0], default)
    return [f"{word}~{paradigm}" if paradigm and paradigm in paradigms else word for word, paradigm in parts]
