"""The state that a reading starts from: tokens, sentences and lexicon items of one report, noise set aside."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import defaultdict
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter

import msgspec

from elchi.grammar.language import Language
from elchi.grammar.lexicon import Item, Lexicon
from elchi.model import Report, Span
from elchi.text.sentences import split_sentences
from elchi.text.tokens import BREAK, NUMBER, WORD, Token, make_word

CAPITALISED = {"countries", "places"}
SHORTENED = {"countries", "bodies"}  # kinds that have abbreviations
SHORTEST = 2  # letters of an abbreviation of which with an ending another word may be made
QUOTES = frozenset('“«„»”"')
HYPHENS = frozenset("-\u2010\u00ac\u00ad")
LINE = 80  # tokens of a line that boilerplate may fill; in a longer one it fills its sentence only
_START = itemgetter(0)
_HEADER = re.compile(r"\s*date \d{4}(?:-\d\d){0,2}")


@dataclass
class Scan:
    """Tokens of a report with what the lexicon found in them.

    `items[kind]` are in text order; `at[token]` the items that start at a token; `masked[token]` is true
    where the text is noise (boilerplate, other news); `sentence_of[token]` is -1 outside sentences.
    `triggers` keeps by token range what is asked of it time and again, `told` the items of each sentence by kind.
    """

    report: Report
    language: Language
    tokens: list[Token]
    items: dict[str, list[Item]]
    at: dict[int, list[Item]]
    sentences: list[tuple[int, int]]
    sentence_of: list[int]
    masked: list[bool]
    shouting: list[bool]
    covered: dict[int, list[Item]] = field(default_factory=dict)
    surnames: frozenset[str] = frozenset()
    owned: set[int] = field(default_factory=set)
    triggers: dict[tuple[int, int], dict[str, list[Item]]] = field(default_factory=dict)

    @cached_property
    def starts(self) -> dict[str, list[int]]:
        """By kind the first tokens of its items."""
        return {kind: [item.start for item in found] for kind, found in self.items.items()}

    @cached_property
    def nouns(self) -> dict[str, list[Item]]:
        """The items of common nouns by what they are of."""
        found: dict[str, list[Item]] = {}
        for item in self.items.get("nouns", ()):
            found.setdefault(item.id, []).append(item)
        return found

    @cached_property
    def attributions(self) -> tuple[frozenset[int], frozenset[int]]:
        """The tokens at which words begin that say who tells the news, and those right behind them."""
        found = [item for item in self.items.get("noise", ()) if item.id == "attribution"]
        return frozenset(item.start for item in found), frozenset(item.end for item in found)

    @cached_property
    def lower(self) -> frozenset[str]:
        """The folded words that stand somewhere with a small first letter."""
        return frozenset(t.fold for t in self.tokens if t.kind == WORD and t.text[0].islower())

    @cached_property
    def quotes(self) -> list[int]:
        """The tokens that are quotation marks, in order."""
        return [k for k, token in enumerate(self.tokens) if token.text in QUOTES]

    @property
    def text(self) -> str:
        """The frozen text."""
        return self.report.text

    def span(self, start: int, end: int) -> Span:
        """Return the code point span of tokens [start, end), with a number written on to the last (minister1)."""
        tokens = self.tokens
        last = tokens[end - 1]
        if last.kind == WORD and end < len(tokens) and tokens[end].kind == NUMBER and tokens[end].start == last.end:
            last = tokens[end]
        return (tokens[start].start, last.end)

    def words(self, start: int, end: int) -> str:
        """Return the text of tokens [start, end), white space folded to single blanks, broken words whole."""
        a, b = self.span(start, end)
        words = self.text[a:b]
        for token in reversed(self.tokens[start:end]):
            if token.kind == WORD and len(token.text) != token.end - token.start:
                words = words[: token.start - a] + token.text + words[token.end - a :]
        return " ".join(words.split())

    def sentence_span(self, index: int, longest: int = 880) -> Span:
        """Return the code point span of a sentence, cut at a word where it is longer than `longest`."""
        start, end = self.sentences[index]
        return self.clip(start, end, longest)

    def clip(self, start: int, end: int, longest: int) -> Span:
        """Return the span of tokens [start, end), shortened from the right to at most `longest` code points."""
        while end > start and (self.tokens[end - 1].kind == BREAK):
            end -= 1
        while end - start > 1 and self.tokens[end - 1].end - self.tokens[start].start > longest:
            end -= 1
        return self.span(start, end)

    @cached_property
    def told(self) -> dict[tuple[int, int], dict[str, list[Item]]]:
        """By the token range of a sentence its items by kind: nearly all that is asked is asked of a whole sentence."""
        told: list[dict[str, list[Item]]] = [{} for _ in self.sentences]
        for kind, found in self.items.items():
            for item in found:
                sentence = self.sentence_of[item.start]
                if sentence >= 0 and item.end <= self.sentences[sentence][1]:
                    told[sentence].setdefault(kind, []).append(item)
        return dict(zip(self.sentences, told, strict=True))

    def within(self, kind: str, start: int, end: int) -> list[Item]:
        """Return the items of a kind that lie within tokens [start, end); who asks must not change what is returned."""
        told = self.told.get((start, end))
        if told is not None:
            return told.get(kind) or []
        found = self.items.get(kind)
        if not found:
            return []
        starts = self.starts[kind]
        first = bisect_left(starts, start)
        if first == len(starts) or starts[first] >= end:
            return []
        return [item for item in found[first : bisect_left(starts, end, first)] if item.end <= end]

    def is_cut(self, start: int, end: int) -> bool:
        """True where a digit stands glued to the words of tokens [start, end), or a word to their digits: damage."""
        return bool(self.glued) and not self.glued.isdisjoint((start - 1, end - 1))

    @cached_property
    def glued(self) -> frozenset[int]:
        """The words that a number is written on to, and the numbers with a word behind them: hardly a text has any."""
        tokens = self.tokens
        numbers = [k for k, token in enumerate(tokens) if token.kind == NUMBER]
        pairs = [(k, k + 1) for k in numbers if k + 1 < len(tokens)] + [(k - 1, k) for k in numbers if k]
        return frozenset(
            a for a, b in pairs if tokens[a].end == tokens[b].start and WORD in (tokens[a].kind, tokens[b].kind)
        )

    @cached_property
    def torn(self) -> frozenset[int]:
        """The tokens that are cut (`is_cut`), taken alone."""
        return frozenset(k for first in self.glued for k in (first, first + 1))

    @cached_property
    def openings(self) -> list[int]:
        """The first word of each sentence, else its first token."""
        tokens = self.tokens
        return [next((k for k in range(a, b) if tokens[k].kind == WORD), a) for a, b in self.sentences]

    def begins_sentence(self, token: int) -> bool:
        """True for the first token of a sentence."""
        sentence = self.sentence_of[token]
        return sentence >= 0 and self.sentences[sentence][0] == token

    def after_title(self, token: int) -> bool:
        """True where an office or rank ends right before a token."""
        return any(x.end == token for x in self.covering(token - 1, {"offices", "ranks", "honorifics"}))

    def covering(self, token: int, kinds: frozenset[str] | set[str]) -> list[Item]:
        """Return the items of some kinds that cover a token."""
        found = self.covered.get(token)
        return [item for item in found if item.kind in kinds] if found else []


def scan_report(report: Report, language: Language) -> Scan:
    """Tokenise a report, find lexicon items, set noise aside and split what remains into sentences."""
    tokens = join_broken(language.tokenise(report.text), language.lexicon)
    found = _of_states(language.lexicon.find(tokens), tokens, language)
    masked = _mask(report.text, tokens, found)
    items: dict[str, list[Item]] = defaultdict(list)
    at: dict[int, list[Item]] = defaultdict(list)
    covered: dict[int, list[Item]] = defaultdict(list)
    titled: dict[int, list[Item]] = defaultdict(list)
    for item in [item for item in found if item.kind == "offices"]:
        for token in range(item.start, item.end):
            titled[token].append(item)
    for item in found:
        start, end, kind, attrs = item.start, item.end, item.kind, item.attrs
        if masked[start] or (attrs and ("cap" in attrs or "exact" in attrs) and not _spelled(item, tokens)):
            continue
        if kind in CAPITALISED and not _stands_out(item, tokens):
            continue
        if kind in SHORTENED and item.form.isupper() and _is_another_word(item, tokens):
            continue
        if kind == "ranks" and _inside_office(item, titled):
            continue
        items[kind].append(item)
        at[start].append(item)
        covered[start].append(item)
        if end - start > 1:
            for token in range(start + 1, end):
                covered[token].append(item)
    sentences = split_sentences(tokens, language.words("abbreviations"), bool(language.settings.get("ordinal_stop")))
    if True in masked:
        sentences = _without_noise(sentences, masked)
    sentence_of = [-1] * len(tokens)
    for index, (a, b) in enumerate(sentences):
        sentence_of[a:b] = [index] * (b - a)
    surnames = _surnames(tokens, items)
    return Scan(
        report, language, tokens, items, at, sentences, sentence_of, masked, _shouting(tokens), covered, surnames
    )


def _of_states(found: list[Item], tokens: list[Token], language: Language) -> list[Item]:
    """Return items in which an office of the state (president of the republic) leaves the words that name a country
    (president of the Republic of Chile) to it, and the state alone (of the Republic) to the one named right behind.
    """
    lands = {k: c for c in found if c.kind == "countries" and c.id[0] != "@" for k in range(c.start, c.end)}
    if not language.settings.get("bodies", {}).get("right"):
        return found  # whose an office is stands before it
    kept = []
    for item in found:
        land = lands.get(item.end) if item.kind == "countries" and item.id == "@home" else None
        if land is not None and land.start == item.end and "adj" not in land.attrs:
            continue
        land = lands.get(item.end - 1) if item.kind == "offices" and item.end - item.start > 1 else None
        if land is not None and item.start < land.start and item.end < land.end:
            end = land.start
            links = language.words("articles", "complement_links", "glue")
            while end > item.start + 1 and tokens[end - 1].fold in links:
                end -= 1
            item = msgspec.structs.replace(item, end=end)
        kept.append(item)
    return kept


def _without_noise(sentences: list[tuple[int, int]], masked: list[bool]) -> list[tuple[int, int]]:
    """Return the sentences without the noise that they begin with, each up to the noise in it."""
    kept = []
    for a, b in sentences:
        while a < b and masked[a]:
            a += 1
        stop = next((k for k in range(a, b) if masked[k]), b)
        if stop > a:
            kept.append((a, stop))
    return kept


def join_broken(tokens: list[Token], lexicon: Lexicon) -> list[Token]:
    """Make one token of a word that a line end broke: after a hyphen, or where only the whole word is known."""
    after = [k for k, token in enumerate(tokens, 1) if token.kind == BREAK]
    if not any(tokens[k].text[0].islower() for k in after if k < len(tokens)):
        return tokens
    joined: list[Token] = []
    i, count = 0, len(tokens)
    while i < count:
        token = tokens[i]
        if token.kind == BREAK and joined and i + 1 < count and tokens[i + 1].kind == WORD:
            left, right = joined[-1], tokens[i + 1]
            hyphen = left.text in HYPHENS and len(joined) > 1 and joined[-2].end == left.start
            first = joined[-2] if hyphen else left
            if first.kind == WORD and right.text[0].islower() and _is_broken(first, right, hyphen, lexicon):
                del joined[-2 if hyphen else -1 :]
                joined.append(make_word(first.start, right.end, first.text + right.text, first.fold + right.fold))
                i += 2
                continue
        joined.append(token)
        i += 1
    return joined


def _is_broken(first: Token, right: Token, hyphen: bool, lexicon: Lexicon) -> bool:
    known = bool(lexicon.analyse(first.fold)), bool(lexicon.analyse(right.fold))
    if hyphen:
        return not all(known) or bool(lexicon.analyse(first.fold + right.fold))
    return not any(known) and bool(lexicon.analyse(first.fold + right.fold))


def _surnames(tokens: list[Token], items: dict[str, list[Item]]) -> frozenset[str]:
    """Return folded words that are surnames by where they stand: after an initial, or after an office or rank."""
    found = set()
    owners = {
        x.start
        for kind in ("countries", "bodies", "places")
        for x in items.get(kind, ())
        if "gen" in x.cases or not x.cases or (kind == "places" and x.cases == {"loc"})
    }
    for i in [i for i, token in enumerate(tokens) if token.text == "."]:
        if 0 < i < len(tokens) - 1 and tokens[i + 1].kind == WORD:
            initial = tokens[i - 1]
            if len(initial.text) == 1 and initial.capital:
                found.add(tokens[i + 1].fold)
    titles = {x.start for kind in ("offices", "ranks", "honorifics") for x in items.get(kind, ())}
    stops = {x.start for x in items.get("names", ()) if x.id == "stop"}
    given = {x.start for x in items.get("names", ()) if x.id == "given"}  # an office that is a name as well: Sultan
    for kind in ("offices", "ranks", "modifiers"):
        for item in items.get(kind, ()):
            words = tokens[item.end : item.end + 2] if item.end not in titles else []
            if item.end not in owners and len(words) == 2 and all(t.kind == WORD and t.capital for t in words):
                told = stops if item.start in given else set()
                found.update(t.fold for k, t in enumerate(words, item.end) if k not in told)
    return frozenset(found)


def _inside_office(rank: Item, titled: dict[int, list[Item]]) -> bool:
    """True for a rank that is only part of an office's words (Secretary General)."""
    around = titled.get(rank.start, ())
    return any(x.end >= rank.end and (x.start, x.end) != (rank.start, rank.end) for x in around)


def _spelled(item: Item, tokens: list[Token]) -> bool:
    """An entry with `cap` needs a capital in the text, one with `exact` the letters as they stand in the table."""
    if "exact" in item.attrs:
        return tokens[item.start].text.startswith(item.form.split()[0].split(".")[0].split("-")[0].rstrip("~"))
    return "cap" not in item.attrs or tokens[item.start].capital


def _stands_out(item: Item, tokens: list[Token]) -> bool:
    """Names of countries and places begin with a capital, and no town is many; words for home and peoples may be small.
    """
    if item.kind == "countries" and (item.id.startswith("@") or "adj" in item.attrs or "people" in item.attrs):
        return True
    if item.cases and all(case.startswith("pl") for case in item.cases):
        return False
    return item.id.startswith("@") or any(token.capital for token in tokens[item.start : item.end])


def _is_another_word(item: Item, tokens: list[Token]) -> bool:
    """True where a short abbreviation is read out of a word in small letters with its ending (AB in Abe)."""
    word = tokens[item.start].text
    single = item.end - item.start == 1 and len(item.form) <= SHORTEST < len(word)
    return single and word[1:].islower() and not word.startswith(item.form)


def _lines(tokens: list[Token]) -> list[tuple[int, int]]:
    """Return token ranges of the lines."""
    lines, start = [], 0
    for i, token in enumerate(tokens):
        if token.kind == BREAK:
            if i > start:
                lines.append((start, i))
            start = i + 1
    if start < len(tokens):
        lines.append((start, len(tokens)))
    return lines


def _mask(text: str, tokens: list[Token], found: list[Item]) -> list[bool]:
    """Mark the tokens of noise: our own header, boilerplate lines, and other news after a "read also"."""
    masked = [False] * len(tokens)
    header = _HEADER.match(text)
    if header:
        for i, token in enumerate(tokens):
            if token.start >= header.end():
                break
            masked[i] = True
    noise = [item for item in found if item.kind == "noise"]
    if not noise:
        return masked
    lines = _lines(tokens)
    sentences: list[tuple[int, int]] = []
    starts = [item.start for item in noise]
    for a, b in lines:
        for item in noise[bisect_left(starts, a) : bisect_left(starts, b)]:
            if "start" in item.attrs and not _begins_line(tokens, a, item.start):
                continue
            if item.id == "boilerplate":
                sentences = sentences or split_sentences(tokens) if b - a > LINE else sentences
                first, last = (a, b) if b - a <= LINE else _around(sentences, item.start)
                masked[first:last] = [True] * (last - first)
            elif item.id == "readalso" and a > 0:
                stop = len(tokens) if a > len(tokens) * 0.4 else b
                masked[item.start : stop] = [True] * (stop - item.start)
    return masked


def _around(sentences: list[tuple[int, int]], token: int) -> tuple[int, int]:
    """Return the range of the sentence that holds a token."""
    return sentences[bisect_right(sentences, token, key=_START) - 1]


def _begins_line(tokens: list[Token], line: int, token: int) -> bool:
    return all(tokens[k].kind != WORD for k in range(line, token))


def _shouting(tokens: list[Token]) -> list[bool]:
    """Mark the tokens of lines in which capitals tell nothing: all capitals, or Title Case Throughout."""
    marks = [False] * len(tokens)
    for a, b in _lines(tokens):
        words = [t for t in tokens[a:b] if t.kind == WORD and len(t.text) > 3]
        if len(words) < 4:
            continue
        if sum(t.all_capitals for t in words) >= 0.8 * len(words):
            marks[a:b] = [True] * (b - a)
        if b - a > 40:
            continue
        if not next(t for t in tokens[a:b] if t.kind == WORD).capital:
            continue  # an item of a list, no heading
        capitals = sum(t.capital for t in words)
        if capitals >= 0.8 * len(words) and tokens[b - 1].text != ".":
            marks[a:b] = [True] * (b - a)
    return marks
