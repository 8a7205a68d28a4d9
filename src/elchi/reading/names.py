"""Find the names of persons: runs of capitalised words, initials, particles and patronymics."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from elchi.reading.nominative import NOMINATIVE, Candidate, candidates, fold_name, known_gender
from elchi.reading.scan import Scan
from elchi.text.tokens import MARK, WORD, Token

BLOCKING = frozenset(
    (
        "countries places portfolios offices modifiers bodies bodynouns sites ranks honorifics triggers visitkinds "
        "nouns "
        "activities documents awards months weekdays noise topics figures"
    ).split()
)
VOWELS = frozenset("aeiouyəıöüаеёиоуыэюяәіөұү")
HARD = frozenset(
    "countries places offices bodies bodynouns sites ranks modifiers honorifics months weekdays portfolios".split()
)

TITLE = frozenset("offices modifiers ranks honorifics portfolios bodies bodynouns countries".split())
SHOWS_CASE = frozenset(["offices", "modifiers", "ranks", "honorifics"])
SOFT = frozenset("places topics awards documents figures triggers activities nouns visitkinds".split())
GENITIVE = frozenset(["gen"])
JOINT = 0.2  # what it weighs that the parts of a name agree in case
LIKELY = 0.9


@dataclass
class NameSpan:
    """A name in the text: tokens [start, end), its words in the nominative, and the cases it may be in.

    `words` holds initials as single capitals; `alternatives` the folded forms that the last word may go back to.
    """

    start: int
    end: int
    words: list[str]
    cases: frozenset[str] = NOMINATIVE
    gender: str = ""
    alternatives: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name as one string, initials with a full stop."""
        return " ".join(f"{w}." if len(w) == 1 else w for w in self.words)

    @property
    def full(self) -> bool:
        """True where two words or more are written out."""
        return sum(len(w) > 1 for w in self.words) > 1


def find_names(scan: Scan) -> list[NameSpan]:
    """Find the candidate names of persons in text order.

    A single word is kept only where it is marked `alone`; whether it is a person is decided later,
    by an office beside it or a full name elsewhere in the report.
    """
    spans: list[NameSpan] = []
    i, count = 0, len(scan.tokens)
    while i < count:
        if scan.masked[i] or not _may_begin(scan, i):
            i += 1
            continue
        end = _extend(scan, i)
        start = _trim_start(scan, i, end)
        if end > start:
            spans.append(NameSpan(start, end, []))
        i = max(end, i + 1)
    spans = _split_joined(scan, spans)
    _drop_first_words(scan, spans)
    bare = _bare_words(scan, spans)
    for span in spans:
        _bring_home(scan, span, bare)
    return spans


def is_initial(scan: Scan, i: int) -> bool:
    """True for a single capital (or digraph of an initial) with a full stop after it."""
    tokens = scan.tokens
    if i + 1 >= len(tokens) or tokens[i].kind != WORD or not tokens[i].capital or len(tokens[i].text) > 2:
        return False
    if any((x.end - x.start > 2 and x.kind in HARD) or x.kind == "honorifics" for x in scan.covered.get(i, ())):
        return False  # H.E., U.S., Mr.
    return (
        tokens[i + 1].text == "."
        and tokens[i + 1].start == tokens[i].end
        and (len(tokens[i].text) == 1 or tokens[i].text[1].islower())
    )


def _blocked(scan: Scan, i: int) -> bool:
    """True where a word is something else: a country, an office, a ceremony, a word that is no name."""
    if i in scan.owned:
        return True
    token = scan.tokens[i]
    covering = scan.covered.get(i, ())
    given = scan.language.is_given(token.fold) or any(x.kind == "names" and x.id != "stop" for x in covering)
    if given and token.fold not in scan.language.given and any(
        x.kind in ("countries", "places") or (x.kind == "names" and x.id == "stop") for x in covering
    ):
        given = False  # a country, or a word known as no name, is that before it is a case form of a given name
    titled = any(x.kind in ("ranks", "honorifics") for x in covering)
    follows = i > 0 and not titled and scan.after_title(i) and _capital_follows(scan, i)
    given = given or (token.fold in scan.surnames and follows)
    for item in covering:
        if item.kind == "names":
            if item.id == "stop" and not given:
                return True
        elif (item.kind in HARD and item.end - item.start > 1) or (item.kind in BLOCKING and not given):
            return True
    return False


def _capital_follows(scan: Scan, i: int) -> bool:
    """True where a capitalised word that the lexicon does not know follows."""
    return i + 1 < len(scan.tokens) and scan.tokens[i + 1].capital and i + 1 not in scan.covered


def _may_begin(scan: Scan, i: int) -> bool:
    token = scan.tokens[i]
    if token.kind != WORD or not token.capital:
        return False
    if scan.shouting[i] and not scan.language.is_given(token.fold):
        return False
    if is_initial(scan, i):
        return True
    if len(token.text) < 2 or (token.all_capitals and len(token.text) < 4 and not _near_name(scan, i)):
        return False
    return not _blocked(scan, i)


def _near_name(scan: Scan, i: int) -> bool:
    return i + 1 < len(scan.tokens) and scan.language.is_given(scan.tokens[i + 1].fold)


def _continues(scan: Scan, i: int) -> bool:
    """True where token i may be a further word of a name."""
    token = scan.tokens[i]
    if token.kind != WORD or scan.masked[i]:
        return False
    if is_initial(scan, i):
        return True
    if not token.capital or len(token.text) < 2:
        return False
    return not _blocked(scan, i) or _after_given(scan, i)


def _after_given(scan: Scan, i: int) -> bool:
    """True where a word that is also a place or a common noun follows a known given name, as surnames do."""
    covering = scan.covered.get(i, ())
    soft = all(x.kind in SOFT and x.end - x.start == 1 for x in covering if x.kind in BLOCKING)
    stop = any(x.kind == "names" and x.id == "stop" and "begin" not in x.attrs for x in covering)
    return soft and bool(_given_forms(scan, i - 1)) and not stop


def _given_forms(scan: Scan, i: int) -> list[str]:
    """Return the given names that a word may be a form of."""
    word = scan.tokens[i].text
    if scan.tokens[i].kind != WORD or not scan.tokens[i].capital:
        return []
    given = scan.language.given
    homes = [fold_name(o.form, scan.language) for o in candidates(word, scan.language, ())]
    return [home for home in homes if home in given]


def _extend(scan: Scan, start: int) -> int:
    """Return the end of the name that begins at a token."""
    tokens, persons = scan.tokens, scan.language.rules["persons"]
    particles = set(persons.get("particles", ()))
    patronymics = set(persons.get("patronymics", ()))
    count = len(tokens)
    i = start + (2 if is_initial(scan, start) else 1)
    while i < count:
        token = tokens[i]
        if token.kind == MARK and token.text in "-‐‑" and i + 1 < count and _joined(tokens, i):
            if tokens[i + 1].kind == WORD and (tokens[i + 1].fold in particles or _is_name_part(scan, i + 1)):
                i += 2
                continue
            break
        if token.kind == WORD and token.fold in patronymics and not _ends_in_case(scan, i - 1):
            i += 1
            continue
        if token.kind == WORD and token.fold in particles and i + 1 < count:
            j = i + 1
            while j < count and ((tokens[j].kind == WORD and tokens[j].fold in particles) or tokens[j].text in "-‐‑"):
                j += 1
            if j < count and _continues(scan, j) and (not token.capital or j > i):
                i = j + 1
                continue
            if not token.capital:
                break
        after = _past_honorific(scan, i)
        if after > i and after < count and _continues(scan, after) and i > start:
            i = after
        if i > start and _ends_in_case(scan, i - 1):
            break
        if not _continues(scan, i) or _begins_another(scan, start, i) or _is_abbreviation(scan, start, i):
            break
        if scan.shouting[i] and token.all_capitals and _is_complete(scan, start, i):
            break
        i += 2 if is_initial(scan, i) else 1
    return i


def _is_complete(scan: Scan, start: int, end: int) -> bool:
    """True where two words are written out: in a line of capitals nothing shows where a name ends."""
    return sum(t.kind == WORD and len(t.text) > 1 for t in scan.tokens[start:end]) > 1


def _past_honorific(scan: Scan, i: int) -> int:
    """Return the token after an honorific that stands inside a name in lower case."""
    ends = [x.end for x in scan.at.get(i, ()) if x.kind == "honorifics" and not scan.tokens[i].capital]
    return max(ends, default=i)


def _begins_another(scan: Scan, start: int, i: int) -> bool:
    """True where a given name follows a name that already ends in a surname."""
    words = [t for t in scan.tokens[start:i] if t.kind == WORD and len(t.text) > 1]
    if len(words) >= 2 and is_initial(scan, i):
        return True
    if len(words) < 2 or not scan.language.is_given(scan.tokens[i].fold):
        return False
    endings = scan.language.rules["persons"].get("surname_endings", ())
    return any(words[-1].fold.endswith(e) for e in endings) and not scan.language.is_given(words[-1].fold)


def _ends_in_case(scan: Scan, i: int) -> bool:
    """True for a word with a plain case ending, which ends a name where only the last word of a name inflects."""
    token = scan.tokens[i]
    if scan.language.rules["persons"].get("inflects", "last") != "last" or token.kind != WORD:
        return False
    if "'" in token.fold and _ends_behind_apostrophe(scan, token.fold):
        return True
    if _is_given(scan, i) and scan.language.is_given(token.fold):
        return False
    paradigm = scan.language.settings.get("name_paradigm", "noun")
    for ending, cases in scan.language.lexicon.paradigms.get(paradigm, {}).items():
        least = 3 if cases == GENITIVE else 4 if "loc" in cases else 9
        if len(ending) >= least and len(token.fold) - len(ending) >= 3 and token.fold.endswith(ending):
            return True
    return False


def _ends_behind_apostrophe(scan: Scan, word: str) -> bool:
    """True where an ending of names that a language writes behind an apostrophe (Ankara'ya) closes a word."""
    stem, _, ending = word.rpartition("'")
    endings = scan.language.lexicon.paradigms.get(scan.language.settings.get("name_paradigm", "noun"), {})
    return len(stem) > 2 and f"'{ending}" in endings


def _is_abbreviation(scan: Scan, start: int, i: int) -> bool:
    """True for a short word all in capitals after a name that is complete and not so written."""
    token = scan.tokens[i]
    if not token.all_capitals or len(token.text) > 6:
        return False
    words = [t for t in scan.tokens[start:i] if t.kind == WORD]
    complete = len(words) > 1 or not scan.language.is_given(words[0].fold)
    return complete and not any(t.all_capitals for t in words if len(t.text) > 1)


def _joined(tokens: list[Token], i: int) -> bool:
    return tokens[i].start == tokens[i - 1].end and tokens[i + 1].start == tokens[i].end


def _is_name_part(scan: Scan, i: int) -> bool:
    """After a hyphen a capitalised word, or a short lower-case syllable (Jun-ho)."""
    token = scan.tokens[i]
    return (token.capital and not any(x.kind == "countries" for x in scan.covered.get(i, ()))) or (
        token.text.islower()
        and 2 <= len(token.text) <= 5
        and not scan.language.lexicon.analyse(token.fold)
        and not _is_ending(scan, token.fold)
    )


def _is_ending(scan: Scan, word: str) -> bool:
    return any(word in endings for endings in scan.language.lexicon.paradigms.values())


def _is_given(scan: Scan, i: int) -> bool:
    """True for a known given name, in any case."""
    given = any(x.kind == "names" and x.id == "given" for x in scan.covered.get(i, ()))
    return given or scan.language.is_given(scan.tokens[i].fold)


def _trim_owner(scan: Scan, start: int, end: int) -> int:
    """Drop what a person belongs to before his given name: an abbreviation, or a word after the noun of a body."""
    words = [k for k in range(start, end) if scan.tokens[k].kind == WORD]
    if len(words) < 2 or _is_given(scan, words[0]):
        return start
    first = scan.tokens[words[0]]
    if not _is_given(scan, words[1]) or first.start + len(first.text) != first.end:
        return start
    vowelless = first.all_capitals and 2 < len(first.text) <= 6 and not set(first.fold) & VOWELS
    after = any(x.end == start for x in scan.covering(start - 1, {"bodynouns"})) if start else False
    patronymics = scan.language.rules["persons"].get("patronymic_endings", {})
    last = scan.tokens[words[-1]].fold
    paternal = any(last.endswith(e) for endings in patronymics.values() for e in endings)
    return words[1] if vowelless or (after and len(words) > 2 and not paternal) else start


def _trim_start(scan: Scan, start: int, end: int) -> int:
    """Drop a sentence's first word where its capital says nothing and nothing else speaks for a name."""
    start = _trim_owner(scan, start, end)
    while start < end:
        sentence = scan.sentence_of[start]
        first = sentence >= 0 and _first_word(scan, sentence) == start
        token = scan.tokens[start]
        if not first or scan.language.is_given(token.fold) or is_initial(scan, start):
            return start
        rest = [t for t in scan.tokens[start + 1 : end] if t.kind == WORD]
        if not rest:
            return start
        if scan.language.is_given(rest[0].fold) or _seen_lower(scan, token.fold):
            start += 1
            continue
        return start
    return start


def _first_word(scan: Scan, sentence: int) -> int:
    a, b = scan.sentences[sentence]
    return next((i for i in range(a, b) if scan.tokens[i].kind == WORD), a)


def _seen_lower(scan: Scan, fold: str) -> bool:
    return any(t.kind == WORD and t.fold == fold and t.text[0].islower() for t in scan.tokens)


def _drop_first_words(scan: Scan, spans: list[NameSpan]) -> None:
    """Drop a sentence's first word before a surname that ends another name of the report and follows no given name."""
    last: dict[str, set[tuple[int, str]]] = {}
    for n, span in enumerate(spans):
        named = [t for t in scan.tokens[span.start : span.end] if t.kind == WORD]
        if len(named) > 1:
            last.setdefault(named[-1].fold, set()).add((n, named[0].fold))
    for n, span in enumerate(spans):
        sentence = scan.sentence_of[span.start]
        words = [k for k in range(span.start, span.end) if scan.tokens[k].kind == WORD]
        if len(words) != 2 or sentence < 0 or _first_word(scan, sentence) != span.start:
            continue
        first = scan.tokens[span.start]
        others = {w for m, w in last.get(scan.tokens[words[1]].fold, ()) if m != n}
        if (
            others
            and first.fold not in others
            and not scan.language.is_given(first.fold)
            and not is_initial(scan, span.start)
        ):
            span.start = words[1]


def _split_joined(scan: Scan, spans: list[NameSpan]) -> list[NameSpan]:
    """Divide a run of names that begins with the whole of one said elsewhere and goes on with a given name."""
    words = [[k for k in range(s.start, s.end) if scan.tokens[k].kind == WORD] for s in spans]
    whole = {tuple(scan.tokens[k].fold for k in own) for own in words if len(own) > 1}
    found: list[NameSpan] = []
    for span, own in zip(spans, words, strict=True):
        folds = [scan.tokens[k].fold for k in own]
        cuts = [n for n in range(2, len(own) - 1) if tuple(folds[:n]) in whole and scan.language.is_given(folds[n])]
        if cuts:
            at = own[cuts[-1]]
            found += [NameSpan(span.start, at, []), NameSpan(at, span.end, [])]
        else:
            found.append(span)
    return found


def _bare_words(scan: Scan, spans: list[NameSpan]) -> set[str]:
    """Return the folded words of names that are followed by another name word or stand with several endings."""
    bare: set[str] = set()
    for span in spans:
        words = [t for t in scan.tokens[span.start : span.end] if t.kind == WORD]
        bare.update(t.fold for t in words)
    return bare


def _bring_home(scan: Scan, span: NameSpan, bare: set[str]) -> None:
    words = _name_words(scan, span)
    persons = scan.language.rules["persons"]
    inflects_all = persons.get("inflects", "last") == "all"
    span.gender = known_gender(words, scan.language)
    cases: frozenset[str] | None = _title_cases(scan, span.start) or None if inflects_all else None
    if inflects_all and cases is None and not span.gender and _after_preposition(scan, span.start):
        cases = _joint_cases(scan, words, bare)
    for n, word in enumerate(words):
        last = n == len(words) - 1
        fathers = not last and n > 0 and _patronymic_word(persons, words[n + 1])
        if len(word) == 1 or (not last and not inflects_all) or _patronymic_word(persons, word) or fathers:
            span.words.append(word)
            continue
        *fixed, part = word.split("-")
        options = candidates(part, scan.language, bare - {fold_name(part, scan.language)}, span.gender)
        if last:
            span.alternatives = frozenset(fold_name("-".join([*fixed, o.form]), scan.language) for o in options)
        best = _fitting(options, cases) if inflects_all and cases else options[0]
        span.words.append("-".join([*fixed, best.form]))
        span.gender = span.gender or scan.language.given.get(fold_name(best.form, scan.language), "")
        if cases is None and _undeclined(persons, best, span.gender):
            continue
        cases = best.cases if cases is None else (cases & best.cases or cases)
    span.cases = cases if cases is not None else NOMINATIVE


def _after_preposition(scan: Scan, start: int) -> bool:
    """True where a word before the name governs it, so that it hardly stands in the nominative."""
    if start == 0:
        return False
    cues = [table for table in scan.language.frames.values() if isinstance(table, dict)]
    governing = {word.partition(":")[0] for table in cues for word in table.get("prep", ())}
    return scan.tokens[start - 1].fold in governing | set(scan.language.settings.get("glue", ()))


def _joint_cases(scan: Scan, words: list[str], bare: set[str]) -> frozenset[str] | None:
    """Return the case that all parts of a name of unknown gender show together, where that is likelier than none.

    Two parts that both lose the ending of one case are hardly a woman's two nominatives.
    """
    parts = [w for w in words if len(w) > 2 and "-" not in w]
    if len(parts) < 2 or len(parts) != len(words):
        return None
    persons = scan.language.rules["persons"]
    every = [candidates(w, scan.language, bare - {fold_name(w, scan.language)}) for w in parts]
    options = [each for each in every if not _undeclined(persons, each[0], "")]  # those tell no case
    plain = sum(max((o.weight for o in each if o.cases == NOMINATIVE), default=0.0) for each in options)
    best, chosen = plain, None
    for case in {c for each in options for o in each for c in o.cases} - NOMINATIVE:
        weights = [max((o.weight for o in each if case in o.cases), default=0.0) for each in options]
        total = sum(weights) + JOINT
        if weights and all(weights) and (total, case) > (best, chosen or ""):
            best, chosen = total, case
    return frozenset([chosen]) if chosen else None


def _fitting(options: list[Candidate], cases: frozenset[str]) -> Candidate:
    """Return the likeliest nominative that shows one of the cases wanted, else the likeliest of all."""
    return next((o for o in options if o.cases & cases and o.weight > LIKELY), options[0])


def _undeclined(persons: dict[str, Any], form: Candidate, gender: str) -> bool:
    """True for a form that tells no case, as the language declines no name with its ending (`undeclined`, or
    `undeclined_f`, `undeclined_m` for one gender alone)."""
    endings = (*persons.get("undeclined", ()), *persons.get(f"undeclined_{gender}", ()))
    return form.cases == NOMINATIVE and form.form.casefold().endswith(endings)


def _title_cases(scan: Scan, start: int) -> frozenset[str]:
    """Return the cases that a rank or the office right before a name shows; empty where it shows none."""
    glue = set(scan.language.settings.get("glue", ()))
    cases: frozenset[str] = frozenset()
    i = start
    while i > 0 and start - i < 20:
        ending = [x for x in scan.covered.get(i - 1, ()) if x.end == i and x.kind in TITLE]
        if not ending:
            if i == start or scan.tokens[i - 1].fold not in glue:
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


def _patronymic_word(persons: dict[str, object], word: str) -> bool:
    words = persons.get("patronymics", ())
    return isinstance(words, list) and word.casefold() in words


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
        else:
            words.append(token.text)
    return words
