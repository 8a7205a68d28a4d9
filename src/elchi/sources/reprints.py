"""Reports that are one text: a reprint is found by a sketch of its words, light edits notwithstanding.

A sketch keeps the smallest hashes of the text's shingles (bottom-k sketch, Broder 1997); the share of hashes that
two sketches have in common estimates the share of shingles that the texts have in common.
"""

from __future__ import annotations

import zlib

from elchi.text.tokens import NUMBER, WORD, tokenise

SHINGLE = 3
SIZE = 256
REPRINT = 0.35
_SAMPLE = 100_000


def sketch(text: str) -> tuple[int, ...]:
    """Return the sketch of a text: at most SIZE hashes of its runs of three words, in order."""
    words = [token.fold for token in tokenise(text[:_SAMPLE]) if token.kind in (WORD, NUMBER)]
    runs = [" ".join(words[i : i + SHINGLE]) for i in range(max(len(words) - SHINGLE + 1, min(len(words), 1)))]
    return tuple(sorted({zlib.crc32(run.encode("utf-8", "replace")) for run in runs})[:SIZE])


def likeness(left: tuple[int, ...], right: tuple[int, ...]) -> float:
    """Return the share of shingles that two texts have in common, 0 to 1, by their sketches."""
    if not left or not right:
        return 0.0
    union = sorted({*left, *right})[:SIZE]
    shared = {*left} & {*right}
    return sum(1 for value in union if value in shared) / len(union)


def is_reprint(left: tuple[int, ...], right: tuple[int, ...]) -> bool:
    """Tell whether two sketches are of one text, taken over with light edits."""
    return likeness(left, right) >= REPRINT
