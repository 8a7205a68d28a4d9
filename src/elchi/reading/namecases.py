"""The words of a name in the nominative, and the cases that it may stand in where it was found."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

import msgspec

from elchi.grammar.language import Language
from elchi.reading.cues import postpositions
from elchi.reading.nominative import NOMINATIVE, NONE, Candidate, candidates, fold_name, known_gender
from elchi.reading.scan import Scan
from elchi.reading.shortwords import VOWELS
from elchi.text.tokens import APOSTROPHES, MARK, WORD

TITLE = frozenset("offices modifiers ranks honorifics portfolios bodies bodynouns countries".split())
SHOWS_CASE = frozenset(["offices", "modifiers", "ranks", "honorifics"])
OPENING, CLOSING = frozenset("«“\"„"), frozenset("»”\"")
GENITIVE = frozenset(["gen"])
JOINT = 0.2  # what it weighs that the parts of a name agree in case
LIKELY = 0.9


class NameSpan(msgspec.Struct):
    """A name in the text: tokens [start, end), its words in the nominative, and the cases it may be in.

    `words` holds initials as single capitals; `alternatives` the folded forms that the last word may go back to,
    `folded` the words folded.
    """

    start: int
    end: int
    words: list[str]
    cases: frozenset[str] = NOMINATIVE
    gender: str = ""
    alternatives: frozenset[str] = frozenset()
    folded: list[str] = msgspec.field(default_factory=list)

    @property
    def name(self) -> str:
        """The name as one string, initials with a full stop."""
        return write_name(self.words)

    @property
    def full(self) -> bool:
        """True where two words or more are written out."""
        return sum(len(w) > 1 for w in self.words) > 1


def write_name(words: Sequence[str], particles: Sequence[str] = ()) -> str:
    """Return the words of a name as one string, with a full stop after each initial.

    A particle of one letter is none, nor is the last syllable of a name of three words (Kim Sang O), a vowel between
    two short ones (Han U Jin), or a Latin number behind other letters (Харальд V).
    """
    whole = len(words) - 1 if len(words) > 2 and all(len(w) > 1 for w in words[:-1]) else -1
    if len(words) > 1 and (_short_name(words) or (words[1].isascii() and not words[0].isascii())):
        whole = 1
    return " ".join(
        f"{w}." if len(w) == 1 and n != whole and w.casefold() not in particles else w for n, w in enumerate(words)
    )


def _short_name(words: Sequence[str]) -> bool:
    """True for a vowel between two syllables, the name of the family first."""
    small = len(words) == 3 and 1 < len(words[0]) < 4 and 1 < len(words[2]) < 6
    return small and words[1].casefold() in VOWELS


def bracketed_word(scan: Scan, name: NameSpan) -> bool:
    """True for a single word in brackets: after a reporter it is the paper that he writes for."""
    around = scan.tokens[name.start - 1 : name.start], scan.tokens[name.end : name.end + 1]
    return len(name.words) == 1 and [t.text for side in around for t in side] == ["(", ")"]


def opens_sentence(scan: Scan, name: NameSpan) -> bool:
    """True for one word that is no known name and opens a sentence: Likewise, the minister said ..."""
    sentence = scan.sentence_of[name.start]
    first = sentence >= 0 and scan.sentences[sentence][0] == name.start
    single = name.end - name.start == 1 and name.folded[0] not in scan.language.given
    return first and single and name.folded[0] not in scan.surnames


@cache
def titles_in_nominative(language: Language) -> bool:
    """True where the titles before a name never take a case: only the last word of a name does, offices come last."""
    last = language.settings.get("position", {}).get("head", "first") == "last"
    return last and bool(language.rules["persons"].get("inflects", "last") == "last")


def in_marks(scan: Scan, name: NameSpan) -> bool:
    """True for a single word that begins a longer quotation, the title of something, or stands in brackets alone."""
    tokens, after = scan.tokens, name.end
    if bracketed_word(scan, name):
        return True
    opens = name.end - name.start == 1 and tokens[name.start - 1].text in '"“«„'
    return opens and after < len(tokens) and tokens[after].kind == WORD and not tokens[after].capital


def bring_home(scan: Scan, span: NameSpan, bare: set[str]) -> None:
    words = _name_words(scan, span)
    persons = scan.language.rules["persons"]
    inflects_all = persons.get("inflects", "last") == "all"
    cases: frozenset[str] | None = _title_cases(scan, span.start) or None if inflects_all else None
    span.gender = known_gender(words, scan.language, cases or NOMINATIVE)
    if inflects_all and cases is None and not span.gender and _is_governed(scan, span.start):
        cases = _joint_cases(scan, words, bare)
    for n, word in enumerate(words):
        last = n == len(words) - 1
        fathers = not last and n > 0 and _patronymic_word(persons, words[n + 1])
        if len(word) == 1 or (not last and not inflects_all) or _patronymic_word(persons, word) or fathers:
            span.words.append(word)
            continue
        if last and n > 0 and (father := patronymic_of(scan.language, word.casefold())):
            span.words.append(father[0])
            cases = father[1]
            continue
        *fixed, part = word.split("-")
        options = candidates(part, scan.language, bare, span.gender)
        if last:
            span.alternatives = frozenset(fold_name("-".join([*fixed, o.form]), scan.language) for o in options)
        best = _fitting(options, cases, part, scan.language) if inflects_all and cases else options[0]
        if last and not inflects_all and _before_postposition(scan, span.end):
            best = next(o for o in options if o.form == part)  # it governs the nominative: nothing is an ending
        elif last and not inflects_all and best.form != part and _is_stem(part, best, bare, scan.language):
            best = next(o for o in options if o.form == part)
        span.words.append("-".join([*fixed, best.form]))
        span.gender = span.gender or scan.language.given.get(fold_name(best.form, scan.language), "")
        if cases is None and _undeclined(persons, best, span.gender):
            continue
        cases = best.cases if cases is None else (cases & best.cases or cases)
    span.cases = cases if cases is not None else NOMINATIVE
    span.folded = [fold_name(word, scan.language) for word in span.words]


def _is_stem(word: str, home: Candidate, bare: set[str], language: Language) -> bool:
    """True where another name word of the report is this one with an ending, and none is the form it would go back to.

    `bare` holds the folded name words of the report: beside Görgünün, Görgün has lost nothing.
    """
    own = fold_name(word, language)
    if fold_name(home.form, language) in bare or own in language.given:
        return False
    longer = (b for b in bare if len(b) > len(own) and b.startswith(own))
    return any(fold_name(o.form, language) == own for b in longer for o in candidates(b, language, NONE))


def joins_adjective(scan: Scan, i: int) -> bool:
    """True for the first part of an adjective of two (Народно-освободительная), also where a line end parts them."""
    parts = scan.tokens[i : i + 3]
    endings = scan.language.endings("bodies.adjective_endings")
    if len(parts) < 3 or parts[1].text != "-" or parts[1].start != parts[0].end:
        return False
    return parts[2].kind == WORD and not parts[2].capital and len(parts[2].text) > 4 and parts[2].fold.endswith(endings)


def given_forms(scan: Scan, i: int) -> list[str]:
    """Return the given names that a word may be a form of."""
    word = scan.tokens[i].text
    if scan.tokens[i].kind != WORD or not scan.tokens[i].capital:
        return []
    given = scan.language.given
    homes = [fold_name(o.form, scan.language) for o in candidates(word, scan.language, NONE)]
    return [home for home in homes if home in given]


def _is_governed(scan: Scan, start: int) -> bool:
    """True where a word before the name may govern it, so that it need not be in the nominative: no mark, no verb."""
    before = scan.tokens[start - 1] if start else None
    if before is None or before.kind != WORD:
        return False
    verb = before.fold.endswith(scan.language.endings("verb_endings"))
    return governs(scan, before.fold) or not (before.capital or verb)


def _before_postposition(scan: Scan, end: int) -> bool:
    """True where a word that alone, without a case, marks with whom or by whom something is done follows a name."""
    word = scan.tokens[end].fold if end < len(scan.tokens) else ""
    frames = scan.language.frames
    roles = (role for role in ("with", "by") if not frames.get(role, {}).get("case"))
    governs_none = any(word in postpositions(scan.language, role) for role in roles)
    governs_none = governs_none or word in frames.get("with", {}).get("bare", ())
    return governs_none and word not in postpositions(scan.language, "genitive")


def governs(scan: Scan, word: str) -> bool:
    """True for a preposition of the language's frames, or a word that may stand inside a position."""
    return word in _governing(scan.language)


@cache
def _governing(language: Language) -> frozenset[str]:
    cues = [table for table in language.frames.values() if isinstance(table, dict)]
    prepositions = (word.partition(":")[0] for table in cues for word in table.get("prep", ()))
    return frozenset([*prepositions, *language.settings.get("glue", ())])


def _joint_cases(scan: Scan, words: list[str], bare: set[str]) -> frozenset[str] | None:
    """Return the cases that all parts of a name of unknown gender show together, where they are likelier than none.

    Two parts that both lose the ending of one case are hardly a woman's two nominatives.
    """
    parts = [w for w in words if len(w) > 2 and "-" not in w]
    if len(parts) < 2 or len(parts) != len(words):
        return None
    persons = scan.language.rules["persons"]
    every = [candidates(w, scan.language, bare) for w in parts]
    options = [each for each in every if not _undeclined(persons, each[0], "")]  # those tell no case
    plain = sum(max((o.weight for o in each if o.cases == NOMINATIVE), default=0.0) for each in options)
    totals: dict[str, float] = {}
    for case in {c for each in options for o in each for c in o.cases} - NOMINATIVE:
        weights = [max((o.weight for o in each if case in o.cases), default=0.0) for each in options]
        if weights and all(weights):
            totals[case] = sum(weights) + JOINT
    best = max(totals.values(), default=0.0)
    return frozenset(case for case, total in totals.items() if total == best) if best >= plain and totals else None


def _fitting(options: Sequence[Candidate], cases: frozenset[str], word: str, language: Language) -> Candidate:
    """Return the likeliest nominative that shows one of the cases wanted, else the likeliest of all.

    A given name that goes back to no other given name in these cases is not declined (Hillary, Nicolas in Russian).
    """
    fitting = [o for o in options if o.cases & cases and o.weight > LIKELY]
    given = language.given
    if fold_name(word, language) in given and not any(fold_name(o.form, language) in given for o in fitting):
        return next(o for o in options if o.form == word)
    if not fitting and word.casefold().endswith(tuple(language.rules["persons"].get("undeclined", ()))):
        return next(o for o in options if o.form == word)  # of another case alone it would be another name
    return fitting[0] if fitting else options[0]


def _undeclined(persons: dict[str, Any], form: Candidate, gender: str) -> bool:
    """True for a form that tells no case, as the language declines no name with its ending (`undeclined`, or
    `undeclined_f`, `undeclined_m` for one gender alone)."""
    endings = (*persons.get("undeclined", ()), *persons.get(f"undeclined_{gender}", ()))
    return form.cases == NOMINATIVE and form.form.casefold().endswith(endings)


def _title_cases(scan: Scan, start: int) -> frozenset[str]:
    """Return the cases that a rank or the office right before a name shows; empty where it shows none."""
    glue = scan.language.words("glue")
    cases: frozenset[str] = frozenset()
    i = start
    while i > 0 and start - i < 20:
        ending = [x for x in scan.covered.get(i - 1, ()) if x.end == i and x.kind in TITLE]
        if not ending:
            if i == start and scan.tokens[i - 1].text in CLOSING:
                i = next((k for k in range(i - 2, max(i - 12, -1), -1) if scan.tokens[k].text in OPENING), 0)
                continue  # the quoted name of what the office is of
            if i == start or scan.tokens[i - 1].fold not in glue or (cases and _accompanies(scan, i - 1)):
                break
            i -= 1
            continue
        item = min(ending, key=lambda x: (x.start, x.kind))
        if item.kind in SHOWS_CASE and item.cases:
            cases = item.cases
            if item.kind == "ranks":
                break
        i = item.start
    return cases if all("." not in c for c in cases) else frozenset()


def _accompanies(scan: Scan, k: int) -> bool:
    """True for a preposition of those with whom something is done: no office goes on before it."""
    prepositions = scan.language.frames.get("with", {}).get("prep", ())
    return scan.tokens[k].fold in {form.partition(":")[0] for form in prepositions}


def _patronymic_word(persons: dict[str, object], word: str) -> bool:
    words = persons.get("patronymics", ())
    return isinstance(words, list) and word.casefold() in words


def patronymic_of(language: Language, word: str) -> tuple[str, frozenset[str]] | None:
    """Return the word of a patronymic that stands apart, as it is or with an ending of its own, and its cases (uly)."""
    return _patronymics(language).get(word)


@cache
def _patronymics(language: Language) -> dict[str, tuple[str, frozenset[str]]]:
    words = language.rules["persons"].get("patronymics", ())
    if language.rules["persons"].get("inflects", "last") != "last":
        return {word: (word, NOMINATIVE) for word in words}
    paradigms = language.lexicon.paradigms
    endings = {**paradigms.get("name", {}), **paradigms.get("namep", {}), "": NOMINATIVE}
    return {word + ending: (word, cases) for word in words for ending, cases in endings.items()}


def _name_words(scan: Scan, span: NameSpan) -> list[str]:
    """Return the words of a name; hyphenated parts stay one word, initials lose their full stop."""
    words: list[str] = []
    glue = False
    for k in range(span.start, span.end):
        token = scan.tokens[k]
        if not token.capital and k > span.start and any(x.kind == "honorifics" for x in scan.covered.get(k, ())):
            continue
        if token.kind == MARK:
            glue = token.text in "-‐‑"
        elif glue and words:
            words[-1] = f"{words[-1]}-{token.text}"
            glue = False
        elif words and words[-1][-1] in APOSTROPHES:
            words[-1] += token.text  # an elided particle leans on the next word: d'Almeida
        else:
            words.append(token.text)
    return words


def names_a_place(scan: Scan, start: int, end: int) -> bool:
    """True where a word beside a name says that it names a street, a town or a region, or what bears the name."""
    rules, tokens = scan.language.rules["persons"], scan.tokens
    before, after = tuple(rules.get("places_before", ())), tuple(rules.get("places_after", ()))
    if after and end < len(tokens) and tokens[end].kind == WORD and tokens[end].fold.startswith(after):
        return True
    return bool(before) and start > 0 and tokens[start - 1].fold.startswith(before)


def ends_in_case(scan: Scan, i: int) -> bool:
    """True for a word with a plain case ending, which ends a name where only the last word of a name inflects."""
    token = scan.tokens[i]
    if scan.language.rules["persons"].get("inflects", "last") != "last" or token.kind != WORD:
        return False
    if "'" in token.fold and _ends_behind_apostrophe(scan, token.fold):
        return True
    if scan.language.is_given(token.fold) or not token.fold[3:].endswith(_plain_endings(scan.language)):
        return False
    ending = (e for e in _plain_endings(scan.language) if token.fold[3:].endswith(e))
    return any(_fits_stem(scan.language, token.fold, e) for e in ending)


def _fits_stem(language: Language, word: str, ending: str) -> bool:
    """False for an ending whose first letter only parts vowels (Ali-nin) behind a consonant: there it is no ending."""
    paradigm = language.lexicon.paradigms.get(language.settings.get("name_paradigm", "noun"), {})
    parts = ending[0] not in VOWELS and paradigm.get(ending[1:]) == paradigm.get(ending)
    return not parts or word[-len(ending) - 1] in VOWELS


@cache
def _plain_endings(language: Language) -> tuple[str, ...]:
    """Return the endings of names that show a case plainly."""
    paradigm = language.lexicon.paradigms.get(language.settings.get("name_paradigm", "noun"), {})
    plain = {
        ending: 2 if ending[:1] == "'" else 3 if cases == GENITIVE else 4 if "loc" in cases else 9
        for ending, cases in paradigm.items()
    }
    return tuple(ending for ending in paradigm if len(ending) >= plain[ending])


def _ends_behind_apostrophe(scan: Scan, word: str) -> bool:
    """True where an ending of names that a language writes behind an apostrophe (Ankara'ya) closes a word."""
    stem, _, ending = word.rpartition("'")
    endings = scan.language.lexicon.paradigms.get(scan.language.settings.get("name_paradigm", "noun"), {})
    return len(stem) > 2 and f"'{ending}" in endings
