"""Find the documents signed in a visit, with their titles as the report words them."""

from __future__ import annotations

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.cues import prepositions
from elchi.reading.ground import Ground
from elchi.reading.nominative import fold_name
from elchi.reading.wording import in_nominative
from elchi.text.tokens import MARK, NUMBER, WORD

OPENING, CLOSING = '“«"„', '”»"'
BEHIND = 3  # tokens between a paper and the year that it is of, at most
BEFORE = 3  # tokens between a paper and a weak word of adopting, at most
BULLETS = "-–—•·*▪●"


class Paper(msgspec.Struct):
    """A document: kind, title, its tokens, the sentence it stands in, who signed."""

    kind: str
    title: str
    start: int
    end: int
    sentence: int
    people: list[int] = msgspec.field(default_factory=list)


def find_documents(ground: Ground, sentences: list[int]) -> list[Paper]:
    """Return the documents that some sentences say were signed or adopted, each once."""
    found: list[Paper] = []
    for index in sentences:
        start, end = ground.scan.sentences[index]
        items = ground.scan.within("documents", start, end)
        signs = [i for i in items if i.id == "@sign" and "planned" not in i.attrs and "neg" not in i.attrs]
        signs = [i for i in signs if tells_signing(ground, i, items)]
        if not signs or any(_puts_off(ground, i, items) for i in items) or _planned(ground, start, end):
            continue
        for item in items:
            if item.id.startswith("@") or "pl" in item.attrs or any(c.partition(".")[0] == "pl" for c in item.cases):
                continue
            paper = _read_title(ground, item, start, end)
            if paper is None or (paper.kind == "other" and _is_bare(paper)):
                continue
            if paper.start == item.start and paper.end == item.end and _is_counted(ground, paper):
                continue
            if _of_earlier_year(ground, paper):
                continue
            inner = [p for p in found if p.sentence == index and paper.start < p.end and p.start < paper.end]
            if any(p.start < paper.start for p in inner):
                continue
            found = [p for p in found if p not in inner]  # the treaty that a protocol is about is none of its own
            found = _with_paper(found, paper, index)
        for line, paper in _listed_below(ground, index):
            found = _with_paper(found, paper, line)
    told = {paper.kind for paper in found if paper.sentence > 0}
    return [paper for paper in found if paper.sentence > 0 or paper.kind not in told or not is_heading(ground)]


def _of_earlier_year(ground: Ground, paper: Paper) -> bool:
    """True for a document that is said to be of a year before the report's: the agreement of 1995, signed in 2019."""
    published, language, tokens = ground.scan.report.published or "", ground.scan.language, ground.scan.tokens
    links = language.words("complement_links") | prepositions(language, "location") | prepositions(language, "origin")
    for date in ground.dates_within(paper.start, paper.end + BEHIND):
        said = {tokens[k].fold for k in (date.first - 1, date.first)} & links
        if said and date.kind == "year" and not date.end and (date.start or "9")[:4] < published[:4]:
            return True
    return False


def _with_paper(found: list[Paper], paper: Paper, sentence: int) -> list[Paper]:
    """Return the documents with a further one, unless it repeats one; a fuller title takes the place of a bare noun."""
    paper.sentence = sentence
    found = [p for p in found if not (p.kind == paper.kind and p.end - p.start <= 1 < paper.end - paper.start)]
    if _repeats(found, paper):
        return found
    if not _is_bare(paper):
        found = [p for p in found if not (p.kind == paper.kind and _is_bare(p))]
    return [*found, paper]


def _listed_below(ground: Ground, index: int) -> list[tuple[int, Paper]]:
    """Return the documents listed line by line below a sentence that ends in a colon, with their sentences."""
    scan, rules = ground.scan, ground.scan.language.settings.get("documents", {})
    tokens = scan.tokens
    if tokens[scan.sentences[index][1] - 1].text != ":":
        return []
    found = []
    for line in range(index + 1, len(scan.sentences)):
        start, end = scan.sentences[line]
        first = start + 1 if tokens[start].text in BULLETS else start
        if tokens[first].kind == NUMBER and first + 1 < end and tokens[first + 1].text in ".)":
            first += 2
        items = [i for i in scan.within("documents", first, end) if not i.id.startswith("@")]
        if first == start or not items:
            break
        item = items[-1] if rules.get("left") else items[0]
        a, b = (first, item.end) if rules.get("left") else (item.start, end)
        while b > item.end and tokens[b - 1].kind == MARK and tokens[b - 1].text in ".;,":
            b -= 1
        quoted = tokens[a].text in OPENING and b < end and tokens[b].text in CLOSING
        title = (scan.words(a + 1, b) if quoted else _nominative(ground, item, a, b)).strip('“«"„”» ,')
        found.append((line, Paper(item.id, title, a, b, line)))
    return found


def tells_signing(ground: Ground, sign: Item, items: list[Item]) -> bool:
    """False for a weak word (received, adopted) that no paper stands right before where verbs end their clauses."""
    if "weak" not in sign.attrs or ground.scan.language.settings.get("verb") != "last":
        return True
    return any(not i.id.startswith("@") and 0 <= sign.start - i.end <= BEFORE for i in items)


def is_heading(ground: Ground) -> bool:
    """True where a report's first sentence is its heading: what it says in short the text says in full."""
    return ground.scan.tokens[ground.scan.sentences[0][1] - 1].text not in ".!?…"


def _is_bare(paper: Paper) -> bool:
    """True for a document named by its noun alone."""
    return paper.end - paper.start <= 1


def _puts_off(ground: Ground, item: Item, items: list[Item]) -> bool:
    """True for a word that says that papers are still to be signed, or were not."""
    return "neg" in item.attrs or ("planned" in item.attrs and tells_signing(ground, item, items))


def _is_counted(ground: Ground, paper: Paper) -> bool:
    """True for papers told only by their number, where that leaves their noun in the singular (6 anlaşma)."""
    before = ground.scan.tokens[max(paper.start - 2, 0) : paper.start]
    counts = [t for t in before if t.kind == NUMBER and t.text != "1" and len(t.text) < 4]  # no year
    return bool(counts) and (counts[-1] is before[-1] or len(before[-1].text) <= 3)


def _planned(ground: Ground, start: int, end: int) -> bool:
    return any(
        i.id in ("plan", "cancel", "postpone") or "neg" in i.attrs for i in ground.scan.within("triggers", start, end)
    )


def _repeats(found: list[Paper], paper: Paper) -> bool:
    """A bare "the memorandum" after a titled one is that one."""
    return any(
        p.kind == paper.kind and (paper.end - paper.start <= 2 or p.title.casefold() == paper.title.casefold())
        for p in found
    )


def _read_title(ground: Ground, item: Item, start: int, end: int) -> Paper | None:
    """Return a document with its title: quoted words that hold or adjoin the noun, else the noun and its attributes."""
    scan = ground.scan
    quoted = _quoted(ground, item, start, end)
    if quoted is not None:
        a, b = quoted
    else:
        a, b = _unquoted(ground, item, start, end)
        if (rest := _behind_verb(ground, b, end)) is not None:
            return Paper(item.id, f"{scan.words(a, b)} {scan.words(*rest)}", a, rest[1], 0)
    title = _nominative(ground, item, a, b) if quoted is None else scan.words(a, b)
    title = title.strip('“«"„”» ,')
    if not title or (b - a == 1 and _is_numbered(ground, a)):
        return None
    return Paper(item.id, title, a, b, 0)


def _is_numbered(ground: Ground, at: int) -> bool:
    """True for a paper without a title behind the word of a number, where its noun stays in the singular."""
    last = ground.scan.language.settings.get("verb") == "last"
    return last and at > 0 and ground.scan.tokens[at - 1].fold in ground.scan.language.dates.numbers.firsts


def _behind_verb(ground: Ground, at: int, end: int) -> tuple[int, int] | None:
    """Return the words of a title that its verb parts from its noun (a memorandum was signed in the field of X)."""
    scan = ground.scan
    rules = scan.language.settings.get("documents", {})
    links = [tuple(phrase.split()) for phrase in rules.get("parted_links", ())]
    near = (i for k in range(at, min(end, at + 3)) for i in scan.at.get(k, ()) if i.kind == "documents")
    verb = next((i for i in near if i.id == "@sign"), None)
    if not links or verb is None:
        return None
    for k in range(verb.end, min(end, verb.end + 4)):
        token = scan.tokens[k]
        link = next((x for x in links if tuple(t.fold for t in scan.tokens[k : k + len(x)]) == x), None)
        if link is not None:
            past = k + len(link)
            past += scan.tokens[past].fold in scan.language.words("articles")
            if {k, past} & ground.in_date or scan.tokens[past].fold in rules.get("parted_stops", ()):
                return None  # on Monday, on the sidelines
            stop = _extend_right(ground, k, end, {*rules.get("right_links", ()), token.fold})
            return (k, stop) if stop > k + 1 else None
        if token.kind != WORD and token.text != ",":
            return None
    return None


def _nominative(ground: Ground, item: Item, start: int, end: int) -> str:
    """Return a title that ends in its noun with the noun as the table gives it, where it stands in another case."""
    scan = ground.scan
    if item.end != end or not item.cases or "nom" in item.cases or "~" in item.form:
        return in_nominative(scan, start, end)
    noun = _as_written(ground, item)
    noun = noun[0].upper() + noun[1:] if scan.tokens[item.start].capital else noun
    return f"{scan.words(start, item.start)} {noun}" if start < item.start else noun


def _as_written(ground: Ground, item: Item) -> str:
    """Return a form of the table in the letters and marks of the text, its last word without the ending."""
    language, words = ground.scan.language, item.form.split()
    tokens = ground.scan.tokens[item.start : item.end]
    if len(words) != len(tokens):
        return item.form
    wanted, last = fold_name(words[-1], language), tokens[-1].text
    stem = next((last[:n] for n in range(1, len(last) + 1) if fold_name(last[:n], language) == wanted), words[-1])
    return " ".join([*(token.text for token in tokens[:-1]), stem])


def _quoted(ground: Ground, item: Item, start: int, end: int) -> tuple[int, int] | None:
    """Return the tokens inside the quotation marks around or right beside a document's noun."""
    tokens = ground.scan.tokens
    opening = None
    for k in range(start, end):
        if tokens[k].text in OPENING and opening is None:
            opening = k
        elif tokens[k].text in CLOSING and opening is not None:
            if opening < item.start < k:
                return opening + 1, k
            if 0 <= item.start - k <= 4 and k - opening > 3:
                return opening + 1, k
            if 0 <= opening - item.end <= 1 and k - opening > 3:
                return opening + 1, k
            opening = None
    return None


def _unquoted(ground: Ground, item: Item, start: int, end: int) -> tuple[int, int]:
    """Extend a document's noun over its attributes, on the side where the language puts them."""
    scan = ground.scan
    rules = scan.language.settings.get("documents", {})
    a, b = item.start, item.end
    if rules.get("left"):
        a = _extend_left(ground, a, start, set(rules.get("left_links", ())))
    if rules.get("right", not rules.get("left")):
        b = _extend_right(ground, b, end, set(rules.get("right_links", ())))
    if rules.get("after_article"):
        a = _after_article(ground, a, start)
    if a < item.start and scan.tokens[a].fold in rules.get("vague", ()):
        a = _past_vague(ground, a, item.start, set(rules.get("left_links", ())))
    while (
        a > start
        and rules.get("adjectives")
        and any(scan.tokens[a - 1].fold.endswith(e) for e in rules["adjectives"])
        and scan.tokens[a - 1].kind == WORD
        and not scan.covering(a - 1, {"triggers"})
    ):
        a -= 1
    return a, b


def _after_article(ground: Ground, at: int, start: int) -> int:
    """Go left to the article before a document's noun (a joint action plan), else over capitalised words."""
    scan = ground.scan
    articles = scan.language.settings.get("articles", ())
    i = at
    while i > max(start, at - 8):
        token = scan.tokens[i - 1]
        if token.fold in articles:
            return i
        hyphen = token.text in "-–" and token.end == scan.tokens[i].start
        if not hyphen and (token.kind not in (WORD, NUMBER) or _stops(ground, i - 1) or _is_small(ground, i - 1)):
            break
        i -= 1
    k = at
    while k > i and scan.tokens[k - 1].kind == WORD and scan.tokens[k - 1].capital and k - 1 > start:
        k -= 1
    return k


def _is_small(ground: Ground, token: int) -> bool:
    """True for a preposition, conjunction or verb of signing: no part of what stands before a document's noun."""
    settings = ground.scan.language.settings
    rules = settings.get("documents", {})
    small = {*settings.get("conjunctions", ()), *rules.get("right_links", ()), *settings.get("glue", ())}
    return ground.scan.tokens[token].fold in small or any(
        i.id == "@sign" for i in ground.scan.covering(token, {"documents"})
    )


def _past_vague(ground: Ground, start: int, end: int, links: set[str]) -> int:
    """Drop words at the beginning of a title that name no party (between the two bodies, on this)."""
    cut = [k + 1 for k in range(start, min(end, start + 7)) if ground.scan.tokens[k].fold in links]
    return cut[0] if cut else start


def _extend_left(ground: Ground, at: int, start: int, links: set[str]) -> int:
    """Go left over the words that say what a document is about; only from a linking word such as `haqqında`."""
    scan = ground.scan
    i = at
    while i > start and scan.tokens[i - 1].kind == WORD and i - 1 not in ground.in_position:
        stops = scan.language.words("documents.left_stops")
        if scan.tokens[i - 1].fold in links and not (i - 1 > start and scan.tokens[i - 2].fold in stops):
            return _left_edge(ground, i - 1, start)
        if at - i > 3 or _is_document(ground, i - 1):
            break
        i -= 1
    return _short_left(ground, at, start)


def _is_document(ground: Ground, token: int) -> bool:
    return any(not i.id.startswith("@") for i in ground.scan.covering(token, {"documents"}))


def _is_topic(ground: Ground, token: int) -> bool:
    """True for the noun of a document in the accusative or genitive before a further word: what another is about."""
    scan = ground.scan
    after = scan.tokens[token + 1]
    linked = after.kind != WORD or after.fold in scan.language.words("conjunctions")
    items = [i for i in scan.covering(token, {"documents"}) if not i.id.startswith("@") and i.end == token + 1]
    return not linked and bool(items) and all(i.cases and i.cases <= {"acc", "gen"} for i in items)


def _left_edge(ground: Ground, at: int, start: int) -> int:
    scan = ground.scan
    i = at
    before = scan.language.settings.get("documents", {}).get("left_stops", ())
    while i > start:
        token = scan.tokens[i - 1]
        if (token.kind == MARK and token.text not in '-–”“«»"') or token.fold in before or _stops(ground, i - 1):
            break
        if _is_document(ground, i - 1) and not _is_topic(ground, i - 1):
            break
        i -= 1
    while i < at and (
        scan.tokens[i].kind == MARK or scan.tokens[i].fold in scan.language.words("conjunctions")
    ):
        i += 1
    named = (k for k in range(i + 1, at) if scan.tokens[k].kind == WORD and scan.tokens[k].capital)
    if i < at and (not scan.tokens[i].capital or any(x.id == "stop" for x in scan.covering(i, {"names"}))):
        i = next((k for k in named if not scan.covering(k, {"countries", "places"})), i)
    return i


def _short_left(ground: Ground, at: int, start: int) -> int:
    """Without a linking word take what qualifies the noun directly (a topic, a portfolio), or a capitalised title."""
    scan = ground.scan
    i = at
    while i > start and scan.covering(i - 1, {"topics", "portfolios"}) and not _stops(ground, i - 1):
        i -= 1
    left = scan.language.settings.get("documents", {}).get("left")
    if i == at > start and (scan.tokens[at].capital or left):  # the Cairo Declaration
        towns = [x for x in scan.covering(at - 1, {"places"}) if x.end == at and "nom" in x.cases]
        i = min((x.start for x in towns), default=at)
    for k in range(i - 1, max(start, at - 5), -1):
        if scan.tokens[k].kind != WORD or _stops(ground, k) or _is_document(ground, k):
            break
        if scan.tokens[k].capital and not scan.covering(k, {"countries", "places"}):
            return k
    return i


def _stops(ground: Ground, token: int) -> bool:
    scan = ground.scan
    if token in ground.in_position or token in ground.in_ref:
        return True
    return any(
        i.kind in ("triggers", "dates", "nouns") or (i.kind == "activities" and "part" not in i.attrs)
        for i in scan.covered.get(token, ())
    ) or (token in ground.in_date and any(d.first <= token < d.last and len(d.start or "") > 4 for d in ground.dates))


def _another(ground: Ground, i: int) -> bool:
    """True at a conjunction after which the next document begins, an article between."""
    scan = ground.scan
    if scan.tokens[i].fold not in scan.language.words("conjunctions"):
        return False
    k = i + 1
    while k < len(scan.tokens) and scan.tokens[k].fold in scan.language.words("articles"):
        k += 1
    alike = k > i + 1 or scan.tokens[k].capital == scan.tokens[i - 1].capital
    return alike and any(x.kind == "documents" and not x.id.startswith("@") for x in scan.at.get(k, ()))


def _extend_right(ground: Ground, at: int, end: int, links: set[str]) -> int:
    """Go right over `of cooperation in ...`: from a linking word up to a mark, a verb or a clause."""
    scan = ground.scan
    rules = scan.language.settings.get("documents", {})
    stops = set(rules.get("stops", ()))
    i = at
    if i >= end or scan.tokens[i].fold not in links:
        return at
    while i < end:
        token = scan.tokens[i]
        if token.kind not in (WORD, NUMBER) and token.text not in "-–'’\"“”«»":
            break
        if (
            token.fold in stops
            or _another(ground, i)
            or any(x.kind == "triggers" and x.id not in ("talks",) for x in scan.at.get(i, ()))
            or any(x.id == "@sign" for x in scan.at.get(i, ()))
        ):
            break
        i += 1
    small = links | scan.language.words("conjunctions")
    while i > at and (scan.tokens[i - 1].fold in small or scan.tokens[i - 1].kind == MARK):
        i -= 1
    return i
