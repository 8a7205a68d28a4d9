"""Find the names of persons: runs of capitalised words, initials, particles and patronymics."""

from __future__ import annotations

from collections import Counter
from functools import cache

from elchi.grammar.language import Language
from elchi.grammar.lexicon import Item
from elchi.reading import shortwords
from elchi.reading.joinednames import bears_town, split_joined
from elchi.reading.namecases import (
    NameSpan,
    bring_home,
    ends_in_case,
    given_forms,
    governs,
    joins_adjective,
    names_a_place,
    patronymic_of,
)
from elchi.reading.scan import Scan
from elchi.reading.townnames import (
    capital_follows,
    joined,
    named_between,
    named_like_town,
    opens_dateline,
    surnamed_like_town,
)
from elchi.text.tokens import APOSTROPHES, MARK, NUMBER, WORD

BLOCKING = frozenset(
    (
        "countries places portfolios offices modifiers bodies bodynouns sites ranks honorifics triggers visitkinds "
        "nouns activities documents awards months weekdays noise topics figures"
    ).split()
)
HARD = frozenset(
    "countries places offices bodies bodynouns sites ranks modifiers honorifics months weekdays portfolios".split()
)

SOFT = frozenset("places topics awards documents figures triggers activities nouns visitkinds".split())
DATIVE = frozenset(["dat"])


def find_names(scan: Scan) -> list[NameSpan]:
    """Find the candidate names of persons in text order.

    A single word is kept only where it is marked `alone`; whether it is a person is decided later,
    by an office beside it or a full name elsewhere in the report.
    """
    spans: list[NameSpan] = []
    last: set[str] = set()  # the last words of the names of several
    end = 0
    for i in [i for i, token in enumerate(scan.tokens) if token.capital]:
        if i < end or scan.masked[i] or not _may_begin(scan, i):
            continue
        end = _end_of_short(scan, i, _extend(scan, i), last)
        start = _trim_start(scan, i, end)
        if end > start and not (end - start == 1 and (names_a_place(scan, start, end) or _is_attribute(scan, start))):
            spans.append(NameSpan(start, end, []))
            if end - start > 1:
                last.add(scan.tokens[end - 1].fold)
    spans = split_joined(scan, spans)
    _drop_first_words(scan, spans)
    bare = {t.fold for span in spans for t in scan.tokens[span.start : span.end] if t.kind == WORD}
    for span in spans:
        bring_home(scan, span, bare)
    return [span for span in spans if not _is_goal(scan, span)]


def _is_goal(scan: Scan, span: NameSpan) -> bool:
    """True for one word in the dative right before a verb of going that no given name is: a place no table knows."""
    if span.end - span.start > 1 or span.cases != DATIVE or scan.language.is_given(scan.tokens[span.start].fold):
        return False
    return any(x.kind == "triggers" and x.id in ("go", "arrive") for x in scan.at.get(span.end, ()))


def _end_of_short(scan: Scan, start: int, end: int, last: set[str]) -> int:
    """Return where an initial and a surname that ended a full name before end: what follows is another's name.

    `last` are the folded words that ended such names.
    """
    if not is_initial(scan, start):
        return end
    k = start
    while k + 1 < end and is_initial(scan, k):
        k += 2
    return k + 1 if k + 1 < end and scan.tokens[k].fold in last and scan.tokens[k + 1].kind == WORD else end


def _is_attribute(scan: Scan, i: int) -> bool:
    """True for a capitalised adjective in the genitive before its lower-case noun, as bodies' names begin."""
    rules, tokens = scan.language.settings.get("bodies", {}), scan.tokens
    endings, nouns = tuple(rules.get("genitive_adjectives", ())), tuple(rules.get("genitive_endings", ()))
    if not endings or i + 1 >= len(tokens) or not tokens[i].fold.endswith(endings):
        return False
    after = tokens[i + 1]
    known = any(x.kind in ("bodynouns", "bodies", "sites") for x in scan.covered.get(i + 1, ()))
    noun = after.kind == WORD and not after.capital and (known or after.fold.endswith((*nouns, *endings)))
    return noun and not scan.language.is_given(tokens[i].fold)


def is_initial(scan: Scan, i: int) -> bool:
    """True for a single capital (or digraph of an initial) with a full stop after it."""
    tokens = scan.tokens
    token = tokens[i]
    if len(token.text) > 2 or not token.capital or token.kind != WORD or i + 1 >= len(tokens):
        return False
    after = tokens[i + 1]
    if after.text != "." or after.start != token.end or not shortwords.shortened(scan, i):
        return False
    close = i + 2 < len(tokens) and len(token.text) == 1 and tokens[i + 2].start == after.end and tokens[i + 2].capital
    # not H.E., U.S., Mr.
    return not any(
        (x.end - x.start > 2 and x.kind in HARD) or (x.kind == "honorifics" and not close)
        for x in scan.covered.get(i, ())
    )


def is_name(item: Item) -> bool:
    """True for a word of names.tsv that is a name wherever it stands, not only behind a given name."""
    return item.id != "stop" and "common" not in item.attrs


def _blocked(scan: Scan, i: int) -> bool:
    """True where a word is something else: a country, an office, a ceremony, a word that is no name."""
    if i in scan.owned:
        return True
    covering = scan.covered.get(i)
    if not covering:
        return False
    kinds = {x.kind for x in covering}
    if not HARD.isdisjoint(kinds) and any(x.end - x.start > 1 and x.kind in HARD for x in covering):
        return True
    stop = "names" in kinds and any(x.kind == "names" and x.id == "stop" for x in covering)
    return (stop or not BLOCKING.isdisjoint(kinds)) and not _is_name_all_the_same(scan, i, kinds, stop)


def _is_name_all_the_same(scan: Scan, i: int, kinds: set[str], stop: bool) -> bool:
    """True for a word of other uses that is a name where it stands; `stop` is true for one known as no name."""
    covering, fold = scan.covered[i], scan.tokens[i].fold
    bare = fold in scan.language.given
    given = scan.language.is_given(fold) or any(x.kind == "names" and is_name(x) for x in covering)
    if given and stop and not bare:
        given = False  # a word known as no name is that before it is a case form of a given name
    elif given and "countries" in kinds:
        given = bare and _names_a_person(scan, i)
    elif given and not bare and "places" in kinds:
        given = capital_follows(scan, i) and not (i and governs(scan, scan.tokens[i - 1].fold))
    if given or named_like_town(scan, i, covering) or bears_town(scan, i, covering):
        return True
    titled = "ranks" in kinds or "honorifics" in kinds
    return fold in scan.surnames and i > 0 and not titled and scan.after_title(i) and capital_follows(scan, i)


def _may_begin(scan: Scan, i: int) -> bool:
    token = scan.tokens[i]
    if token.kind != WORD or not token.capital or i in scan.torn or opens_dateline(scan, i):
        return False
    if scan.shouting[i] and not scan.language.is_given(token.fold) and not _family_first(scan, i):
        return False
    if is_initial(scan, i):
        return True
    if token.text[-1] in APOSTROPHES:
        return _leans(scan, i)
    if len(token.text) < 2:
        return shortwords.first_syllable(scan, i)
    if token.all_capitals and len(token.text) < 4 and not _near_name(scan, i):
        ruler = shortwords.is_numeral(token.text) and scan.after_title(i)  # King II Fahd
        return ruler and i + 1 < len(scan.tokens) and scan.tokens[i + 1].capital
    return not _blocked(scan, i) and not joins_adjective(scan, i)


def _leans(scan: Scan, i: int) -> bool:
    """True for a particle with a capital before an apostrophe inside a sentence, as surnames have (D'Almeida)."""
    particle = scan.tokens[i].fold in scan.language.particles
    return particle and not scan.begins_sentence(i) and i + 1 < len(scan.tokens) and _continues(scan, i + 1)


def _family_first(scan: Scan, i: int) -> bool:
    """True for an unknown word between an office and a given name, a surname also where every word has a capital."""
    return i not in scan.covered and scan.after_title(i) and _near_name(scan, i)


def _near_name(scan: Scan, i: int) -> bool:
    return i + 1 < len(scan.tokens) and scan.language.is_given(scan.tokens[i + 1].fold)


def _continues(scan: Scan, i: int) -> bool:
    """True where token i may be a further word of a name."""
    token = scan.tokens[i]
    if token.kind != WORD or scan.masked[i] or i in scan.torn:
        return False
    if is_initial(scan, i):
        return True
    if not token.capital or len(token.text) < 2:
        return token.capital and (shortwords.last_syllable(scan, i) or _bare_initial(scan, i))
    if not _blocked(scan, i) or _after_given(scan, i) or shortwords.short_town(scan, i):
        return True
    return named_between(scan, i) or surnamed_like_town(scan, i)


def _bare_initial(scan: Scan, i: int) -> bool:
    """True for a capital without its full stop between a given name and another capitalised word (John F Weller)."""
    after = scan.tokens[i + 1] if i + 1 < len(scan.tokens) and not scan.shouting[i] else None
    named = after is not None and after.kind == WORD and after.capital and len(after.text) > 1
    return named and scan.language.is_given(scan.tokens[i - 1].fold) and not _blocked(scan, i + 1)


def _after_given(scan: Scan, i: int) -> bool:
    """True where a word that is also a place or a common noun follows a known given name, as surnames do.

    Of words that are hardly ever names only those that the language lists as surnames too (May, West) do.
    """
    covering = scan.covered.get(i, ())
    if any(x.kind == "names" and "common" in x.attrs for x in covering):
        numbered = i + 1 < len(scan.tokens) and scan.tokens[i + 1].kind == NUMBER
        dated = numbered and any(x.kind == "months" for x in covering)
        return bool(given_forms(scan, i - 1)) and not dated
    used = [x for x in covering if x.kind in BLOCKING]
    named = scan.after_title(i - 1) and not any("adj" in x.attrs for x in used)
    country = "countries" if named else ""  # Prime Minister Luis Montenegro
    soft = all(x.end - x.start == 1 and (x.kind in (*SOFT, country) or _lower_people(x)) for x in used)
    stops = [x for x in covering if x.id == "stop" and x.cases != {"pl"} and "begin" not in x.attrs]
    if soft and not stops and given_forms(scan, i - 1):
        return True
    people = all(_lower_people(x) or x.kind == country for x in used) and bool(used)
    return people and i - 1 not in scan.covered and scan.tokens[i - 1].capital and scan.after_title(i - 1)


def _names_a_person(scan: Scan, i: int) -> bool:
    """True for a given name that is a country's too where a word of no other use follows, no preposition precedes."""
    after = i + 1 < len(scan.tokens) and scan.tokens[i + 1].fold in scan.language.particles
    if not capital_follows(scan, i + after) or (not after and scan.language.is_given(scan.tokens[i + 1].fold)):
        return False
    before = scan.tokens[i - 1] if i else None
    if before is None or before.kind != WORD:
        return True
    titled = any(x.end == i and x.kind in HARD for x in scan.covered.get(i - 1, ()))
    return not governs(scan, before.fold) and not titled


def _lower_people(item: Item) -> bool:
    """True for the name of a people that its language writes small: with a capital it is a surname."""
    return item.kind == "countries" and item.form[:1].islower()


def _extend(scan: Scan, start: int) -> int:
    """Return the end of the name that begins at a token."""
    tokens = scan.tokens
    particles, patronymics = _small_words(scan.language)
    foreign = scan.language.settings.get("script") == "Cyrl"  # no name changes from Cyrillic to Latin
    count = len(tokens)
    i = start + (2 if is_initial(scan, start) else 1)
    i += shortwords.goes_on(scan, start, i)
    while i < count:
        token = tokens[i]
        if token.kind == MARK and token.text in "-‐‑" and i + 1 < count and joined(tokens, i):
            if tokens[i + 1].kind == WORD and (tokens[i + 1].fold in particles or _is_name_part(scan, i + 1)):
                i += 2
                continue
            break
        if token.kind == WORD and patronymic_of(scan.language, token.fold) and not ends_in_case(scan, i - 1):
            i += 1
            if token.fold not in patronymics:
                break  # its case ends the name
            continue
        if token.kind == WORD and token.fold in particles and i + 1 < count:
            j = i + 1
            while j < count and ((tokens[j].kind == WORD and tokens[j].fold in particles) or tokens[j].text in "-‐‑"):
                j += 1
            j = j + 1 if any(x.kind == "honorifics" and x.end == j + 1 for x in scan.at.get(j, ())) else j
            if j < count and _continues(scan, j) and (not token.capital or j > i):
                i = j + 1
                continue
            if not token.capital:
                break
        after = _past_honorific(scan, i)
        if after > i and after < count and _continues(scan, after) and i > start:
            i = after
        if i > start and ends_in_case(scan, i - 1):
            break
        if not _continues(scan, i) or _begins_another(scan, start, i) or _is_abbreviation(scan, start, i):
            break
        if foreign and token.text.isascii() != tokens[start].text.isascii() and not shortwords.numbered(scan, start, i):
            break
        if scan.shouting[i] and token.all_capitals and _is_complete(scan, start, i):
            break
        i += 2 if is_initial(scan, i) else 1
    return i


@cache
def _small_words(language: Language) -> tuple[frozenset[str], frozenset[str]]:
    """Return the particles and the words of patronymics."""
    persons = language.rules["persons"]
    return frozenset(persons.get("particles", ())), frozenset(persons.get("patronymics", ()))


def _is_complete(scan: Scan, start: int, end: int) -> bool:
    """True where two words are written out: in a line of capitals nothing shows where a name ends."""
    return sum(t.kind == WORD and len(t.text) > 1 for t in scan.tokens[start:end]) > 1


def _past_honorific(scan: Scan, i: int) -> int:
    """Return the token after an honorific that stands inside a name in lower case."""
    if i not in scan.at or scan.tokens[i].capital:
        return i
    return max((x.end for x in scan.at[i] if x.kind == "honorifics"), default=i)


def _begins_another(scan: Scan, start: int, i: int) -> bool:
    """True where a given name follows a name that already ends in a surname."""
    words = [t for t in scan.tokens[start:i] if t.kind == WORD and len(t.text) > 1]
    if len(words) < 2:
        return False
    if is_initial(scan, i) or _goes_to(scan, i):
        return True
    if not scan.language.is_given(scan.tokens[i].fold):
        return False
    endings = scan.language.rules["persons"].get("surname_endings", ())
    if scan.language.is_given(words[-1].fold):
        return False
    return any(words[-1].fold.endswith(e) for e in endings) or (
        len(words) == 2 and scan.language.is_given(words[0].fold) and scan.tokens[i].fold in scan.language.given
        and i + 1 < len(scan.tokens) and scan.tokens[i + 1].capital and not _blocked(scan, i + 1)
    )


def _is_abbreviation(scan: Scan, start: int, i: int) -> bool:
    """True for a short word all in capitals after a name that is complete and not so written."""
    token = scan.tokens[i]
    if not token.all_capitals or len(token.text) > 6:
        return False
    words = [t for t in scan.tokens[start:i] if t.kind == WORD]
    complete = len(words) > 1 or not scan.language.is_given(words[0].fold)
    return complete and not any(t.all_capitals for t in words if len(t.text) > 1)


def _goes_to(scan: Scan, i: int) -> bool:
    """True for a town in an oblique case behind a whole name: where he is, or goes."""
    towns = [x for x in scan.covered.get(i, ()) if x.kind == "places" and x.end == i + 1]
    return any(x.cases and "nom" not in x.cases for x in towns)


def _is_name_part(scan: Scan, i: int) -> bool:
    """After a hyphen a capitalised word, or a short lower-case syllable (Jun-ho)."""
    token = scan.tokens[i]
    return (token.capital and not any(x.kind == "countries" for x in scan.covered.get(i, ()))) or (
        token.text.islower()
        and 2 <= len(token.text) <= 5
        and (not scan.language.lexicon.analyse(token.fold) or _after_two(scan, i))
        and not _is_ending(scan, token.fold)
    )


def _after_two(scan: Scan, i: int) -> bool:
    """True for a syllable that no phrase of the text takes, joined to the second word of a name (Han Jae-min)."""
    k = i - 3
    named = all(x.kind == "names" for x in scan.covered.get(i, ()))
    return k >= 0 and named and scan.tokens[k].kind == WORD and scan.tokens[k].capital


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
    vowelless = first.all_capitals and 2 < len(first.text) <= 6 and not set(first.fold) & shortwords.VOWELS
    after = any(x.end == start for x in scan.covering(start - 1, {"bodynouns"})) if start else False
    patronymics = scan.language.rules["persons"].get("patronymic_endings", {})
    last = scan.tokens[words[-1]].fold
    paternal = any(last.endswith(e) for endings in patronymics.values() for e in endings)
    return words[1] if vowelless or (after and len(words) > 2 and not paternal) else start


def _trim_genitive(scan: Scan, start: int, end: int) -> int:
    """Drop what an office is of: words in the genitive right behind it, before a given name and another word."""
    endings = tuple(scan.language.settings.get("bodies", {}).get("name_genitives", ()))
    words = [k for k in range(start, end) if scan.tokens[k].kind == WORD]
    if not endings or len(words) < 3 or not scan.after_title(start):
        return start
    given = next((n for n, k in enumerate(words) if _is_given(scan, k)), 0)
    patronymics = scan.language.rules["persons"].get("patronymic_endings", {})
    last = scan.tokens[words[-1]].fold
    if not 0 < given < len(words) - 1 or any(last.endswith(e) for each in patronymics.values() for e in each):
        return start
    before = scan.tokens[words[given - 1]]
    return words[given] if len(before.text) > 4 and before.fold.endswith(endings) else start


def _trim_start(scan: Scan, start: int, end: int) -> int:
    """Drop a sentence's first word where its capital says nothing and nothing else speaks for a name."""
    start = _trim_genitive(scan, _trim_owner(scan, start, end), end)
    while start < end:
        sentence = scan.sentence_of[start]
        first = sentence >= 0 and scan.openings[sentence] == start
        token = scan.tokens[start]
        if not first or scan.language.is_given(token.fold) or is_initial(scan, start):
            return start
        rest = [t for t in scan.tokens[start + 1 : end] if t.kind == WORD]
        if not rest:
            return start
        single = scan.tokens[start + 2].text != "-"  # not Shai Ben-Ami
        if (single and scan.language.is_given(rest[0].fold)) or is_initial(scan, start + 1) or token.fold in scan.lower:
            start += 1
            continue
        return start
    return start


def _drop_first_words(scan: Scan, spans: list[NameSpan]) -> None:
    """Drop a sentence's first word before a surname that ends another name of the report and follows no given name."""
    last: dict[str, Counter[str]] = {}  # by the last words of names how often each first word stands with them
    for span in spans:
        named = [t for t in scan.tokens[span.start : span.end] if t.kind == WORD]
        if len(named) > 1:
            last.setdefault(named[-1].fold, Counter())[named[0].fold] += 1
    for span in spans:
        sentence = scan.sentence_of[span.start]
        words = [k for k in range(span.start, span.end) if scan.tokens[k].kind == WORD]
        apart = len(words) == 2 and words[1] == words[0] + 1  # no double surname, which a hyphen joins
        if not apart or sentence < 0 or scan.openings[sentence] != span.start:
            continue
        first = scan.tokens[span.start]
        own = scan.tokens[words[0]].fold
        others = {w for w, n in last[scan.tokens[words[1]].fold].items() if n > (w == own)}
        if (
            others
            and first.fold not in others
            and not scan.language.is_given(first.fold)
            and not is_initial(scan, span.start)
        ):
            span.start = words[1]
