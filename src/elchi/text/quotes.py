"""The words behind a value as people read them: the sentence around a span, with the span marked."""

from __future__ import annotations

import msgspec

from elchi.model import Span
from elchi.text.sentences import split_sentences
from elchi.text.tokens import tokenise


class Quote(msgspec.Struct, frozen=True):
    """A sentence in three parts; `start` is where it begins in the text, in code points."""

    before: str
    words: str
    after: str
    start: int

    def plain(self, left: str = "[", right: str = "]") -> str:
        """Return the sentence on one line with the words between two marks."""
        return one_line(self.before) + left + one_line(self.words).strip() + right + one_line(self.after)


def one_line(text: str) -> str:
    """Return the text with every run of white space as one blank."""
    if not text:
        return ""
    words = " ".join(text.split())
    return (" " if text[0].isspace() else "") + words + (" " if words and text[-1].isspace() else "")


def quote_span(text: str, span: Span, most: int = 320) -> Quote:
    """Return the sentence around a span of a text, cut to about `most` characters with `…` where it is longer."""
    return quote_spans(text, [span], most)[0]


def quote_spans(text: str, spans: list[Span], most: int = 320) -> list[Quote]:
    """Return the sentence around each span; the text is split once."""
    tokens = tokenise(text)
    edges = [(tokens[a].start, tokens[b - 1].end) for a, b in split_sentences(tokens) if b > a]
    return [_cut(text, span, _sentence(edges, span), most) for span in spans]


def _sentence(edges: list[Span], span: Span) -> Span:
    touched = [edge for edge in edges if edge[0] < span[1] and span[0] < edge[1]]
    if not touched:
        return span
    return min(span[0], touched[0][0]), max(span[1], touched[-1][1])


def _cut(text: str, span: Span, sentence: Span, most: int) -> Quote:
    room = max(0, most - (span[1] - span[0]))
    start, end = sentence
    before, after = text[start : span[0]], text[span[1] : end]
    if len(before) + len(after) > room:
        left = min(len(before), max(room // 2, room - len(after)))
        right = max(0, room - left)
        if left < len(before):
            kept = before[len(before) - left :]
            before = "… " + kept.partition(" ")[2] if left else "… "
        if right < len(after):
            after = after[:right].rpartition(" ")[0] + " …"
    return Quote(before, text[span[0] : span[1]], after, start)
