"""Split tokens into sentences: at marks that end one, and at line ends that do not run on."""

from __future__ import annotations

from collections.abc import Collection

from elchi.text.tokens import BREAK, MARK, NUMBER, WORD, Token

ENDS = frozenset(".!?…")
DOMAINS = frozenset(
    "az am by com de edu es fr ge gov info int io kg kz md net news org ru su tj tm tr tv ua uk us uz".split()
)  # what may end an address behind a full stop
CLOSERS = frozenset("\"'”’»)]")


def split_sentences(
    tokens: list[Token], abbreviations: Collection[str] = (), ordinals: bool = False
) -> list[tuple[int, int]]:
    """Return half-open token ranges of the sentences, without the line ends between them.

    A line end closes a sentence unless the next line goes on in lower case (a broken scan). A full
    stop after a single capital or a known abbreviation, or without white space after it, ends none; nor does one
    after a number of one or two digits where it makes `ordinals` (am 5. Gipfel).
    """
    ranges = []
    start = 0
    count = len(tokens)
    for i, token in enumerate(tokens):
        if i < start:
            continue
        if token.kind == BREAK:
            if _runs_on(tokens, i):
                continue
            if i > start:
                ranges.append((start, i))
            start = i + 1
        elif token.kind == MARK and token.text in ENDS and _closes(tokens, i, abbreviations, ordinals):
            end = i + 1
            while end < count and tokens[end].text in CLOSERS and tokens[end].start == tokens[end - 1].end:
                end += 1
            ranges.append((start, end))
            start = end
    if start < count:
        ranges.append((start, count))
    return [(a, b) for a, b in ranges if any(t.kind != BREAK for t in tokens[a:b])]


def _runs_on(tokens: list[Token], i: int) -> bool:
    """True where the line after the break goes on in lower case and the line before it did not close."""
    if i == 0 or i + 1 >= len(tokens):
        return False
    before, after = tokens[i - 1], tokens[i + 1]
    return after.kind == WORD and after.text[0].islower() and before.text not in ENDS and before.text not in ":;"


def _closes(tokens: list[Token], i: int, abbreviations: Collection[str], ordinals: bool) -> bool:
    """True where the mark at i ends a sentence."""
    if i + 1 >= len(tokens):
        return True
    after = tokens[i + 1]
    if after.text in CLOSERS and after.start == tokens[i].end:
        return i + 2 >= len(tokens) or _closes_before(tokens[i + 2])
    if tokens[i].text == "." and after.kind != BREAK:
        before = tokens[i - 1] if i else None
        if after.start == tokens[i].end:
            return _blank_lost(tokens, i, abbreviations)
        if ordinals and before is not None and before.kind == NUMBER and len(before.text) < 3:
            return False
        if (
            before is not None
            and before.kind == WORD
            and ((len(before.text) == 1 and before.capital) or before.fold in abbreviations)
        ):
            return False
    return _closes_before(after)


def _blank_lost(tokens: list[Token], i: int, abbreviations: Collection[str]) -> bool:
    """True where only the blank behind a full stop is missing (... the agency said.The minister ...), no address."""
    before, after = tokens[i - 1], tokens[i + 1]
    words = i > 0 and before.kind == after.kind == WORD and before.fold not in abbreviations
    whole = words and len(before.text) > 3 and before.text[-1].islower() and after.capital and not after.all_capitals
    beyond = tokens[i + 2] if i + 2 < len(tokens) else None
    parted = beyond is not None and beyond.start > after.end and (beyond.kind == WORD or beyond.text == "«")
    return whole and parted and len(after.text) > 1 and after.fold not in DOMAINS


def _closes_before(after: Token) -> bool:
    return after.kind != WORD or after.capital
