"""Find organisations: those of the vocabulary, ministries by portfolio, and the open class by its noun."""

from __future__ import annotations

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.bodyedges import opening_quote, past_named, past_quoted
from elchi.reading.bodywords import bears_name, ends_person, in_name_of_site, stands_apart, together
from elchi.reading.cues import begins_telling, names_holder
from elchi.reading.names import is_name
from elchi.reading.portfolios import begins_office, in_portfolio, joint_portfolio_left, joint_portfolio_right
from elchi.reading.regions import (
    REGIONAL,
    country_of,
    group_in,
    group_of,
    region_after,
    region_before,
    with_country,
    without_country,
)
from elchi.reading.scan import Scan
from elchi.text.tokens import NUMBER, WORD
from elchi.vocabulary.load import bodies, city_countries, shared_cities

OPENING, CLOSING = frozenset("«“\"„"), frozenset("»”\"")
SENT = "@delegation"
QUOTES = '«»“”"„'
WORDY = frozenset(["committee", "commission", "department", "agency", "service", "council"])
OWNERS = frozenset(["bodies", "bodynouns", "countries"])
ADVERBIAL = frozenset(["loc", "abl", "dat", "prep"])
# bodies whose country a town in their names, or before them, tells
SEATED = frozenset("university institute academy school college hospital museum theatre court".split())
OPENING_QUOTES = "“«\"„"
OWNED_KINDS = frozenset(["secretariat", "administration", "office"])


class Body(msgspec.Struct, frozen=True):
    """An organisation in the text: tokens [start, end), its English name where known, its country."""

    start: int
    end: int
    kind: str
    english: str | None
    country: str | None
    cases: frozenset[str]
    full: Body | None = None


def find_bodies(scan: Scan) -> list[Body]:
    """Return the organisations of a report in text order, none inside another."""
    known = [_known_body(scan, item) for item in scan.items.get("bodies", ())]
    found = list(known)
    left_only = not scan.language.settings.get("bodies", {}).get("right")
    for item in (*scan.items.get("bodynouns", ()), *scan.items.get("sites", ())):
        if "pl" in item.attrs or (item.cases and all(c.partition(".")[0] == "pl" for c in item.cases)):
            continue
        if _after_title(scan, item) or in_portfolio(scan, item) or _in_country(scan, item):
            continue
        if left_only and item.kind == "bodynouns" and any(b.start < item.start < b.end == item.end for b in known):
            continue
        found.append(_ministry(scan, item) or _begin_known(_open_body(scan, item), known))
    found.sort(key=lambda b: (b.start - b.end, b.start))
    kept: list[Body] = []
    taken: set[int] = set()
    for body in found:
        if taken.isdisjoint(range(body.start, body.end)):
            kept.append(body)
            taken.update(range(body.start, body.end))
    return _name_fully(scan, sorted(kept, key=lambda b: b.start))


def _begin_known(body: Body, known: list[Body]) -> Body:
    """Return an open body as the known one that its words begin with (the Council of the Republic of the Assembly)."""
    if body.english is not None:
        return body
    first = next((b for b in known if b.start == body.start and b.end < body.end), None)
    if first is None:
        return body
    return msgspec.structs.replace(body, kind=first.kind, english=first.english, country=body.country or first.country)


def _in_country(scan: Scan, item: Item) -> bool:
    """True for a word of a country's own name (the Federation of Russia), of a word for guests (trade mission), or
    inside a phrase that means nothing (in the company of)."""
    around = scan.covering(item.start, {"countries", "nouns", "triggers"})
    within = any(c.id == "@none" and c.start < item.start and c.end > item.end for c in around)
    named = (c for c in around if c.kind == "countries" or c.id == SENT)
    return within or any(c.start < item.start and c.end >= item.end for c in named)


def _after_title(scan: Scan, item: Item) -> bool:
    """True for a capitalised word right after an office or rank and before another: a name (Minister Park Joon)."""
    token = scan.tokens[item.start]
    return item.end - item.start == 1 and token.capital and token.fold in scan.surnames and scan.after_title(item.start)


def _name_fully(scan: Scan, found: list[Body]) -> list[Body]:
    """A body named in short (the State Committee) is the one that the report names in full before."""
    full: dict[str, list[tuple[Body, frozenset[str]]]] = {}
    for body in (b for b in found if b.english):
        full.setdefault(body.kind, []).append((body, _stems(scan, body)))
    asked: dict[tuple[str, int, frozenset[str]], Body | None] = {}
    named: list[Body] = []
    before: dict[tuple[str, str], Body] = {}  # by kind and the stem of the noun: the one named last with more words
    for body in found:
        noun = (body.kind, scan.tokens[body.end - 1].fold[:6])
        if body.end - body.start == 1 and body.english is None and (named_last := before.get(noun)):
            body = msgspec.structs.replace(body, country=body.country or named_last.country, full=named_last)
        elif body.end - body.start > 1:
            before[noun] = body
        if body.english is None and body.end - body.start <= 3 and body.kind in full:
            key = (body.kind, body.end - body.start, _stems(scan, body))
            if key not in asked:
                longer = (o for o, more in full[body.kind] if o.end - o.start > key[1] and key[2] <= more)
                asked[key] = next(longer, None)
            other = asked[key]
            if other is not None:
                country = body.country or other.country
                body = msgspec.structs.replace(body, english=other.english, country=country, full=other)
        named.append(body)
    return named


def _stems(scan: Scan, body: Body) -> frozenset[str]:
    """Return the words of a body without their endings, by their first letters."""
    return frozenset(t.fold[:6] for t in scan.tokens[body.start : body.end])


def _known_body(scan: Scan, item: Item) -> Body:
    row = bodies().get(item.id, {})
    region = region_after(scan, item)
    own = group_in(scan, item) if row.get("kind") == "group" else None
    if own is not None:
        return Body(own[0], item.end, "group", item.id, own[1], item.cases)
    start, end, country = with_country(scan, item.start, region.end if region else _superior(scan, item.end))
    if row.get("kind") == "group" and (country is None or scan.tokens[start - 1].text in "-–"):
        start, country = group_of(scan, start)
    elif start < item.start or country is None:
        start = _from_article(scan, start)
    if country is None and start < item.start and (inside := scan.within("countries", start, item.start)):
        country = country_of(scan, inside[0])
    country = country or item.attrs.get("country") or row.get("country") or None
    region = region or region_before(scan, item)
    if region is not None:
        start, country = min(start, region.start), country or region.attrs.get("country")
        return Body(start, end, "administration", REGIONAL[item.id], country, item.cases)
    return Body(start, end, row.get("kind", "body"), item.id, country, item.cases)


def _from_article(scan: Scan, start: int) -> int:
    """Take in the capitalised words between an article and a body (the Royal Navy, the Royal Danish Army)."""
    articles = scan.language.settings.get("articles", ())
    k = start
    while k > 0 and start - k < 3 and scan.tokens[k - 1].kind == WORD and scan.tokens[k - 1].capital:
        k -= 1
    known = any(scan.covering(j, {"offices", "ranks", "bodies"}) for j in range(k, start))
    introduced = k > 0 and scan.tokens[k - 1].fold in articles and scan.tokens[k].fold not in articles
    return k if introduced and not known else start


def _superior(scan: Scan, end: int) -> int:
    """Take in a known body in the genitive that follows, its country's adjective between (the staff of the army)."""
    if scan.language.settings.get("bodies", {}).get("right") != "gen":
        return end
    after = {x.end for x in scan.at.get(end, ()) if x.kind == "countries" and "adj" in x.attrs} | {end}
    ends = [
        x.end
        for k in after
        for x in scan.at.get(k, ())
        if x.kind == "bodies" and (not x.cases or {"gen", "pl.gen"} & x.cases)
    ]
    return max(ends, default=end)


def _portfolio_beside(scan: Scan, item: Item) -> tuple[int, int, str] | None:
    """Return (start, end, English portfolio) of the portfolio that the noun of a ministry governs."""
    left, right = joint_portfolio_left(scan, item.start), joint_portfolio_right(scan, item.end)
    chosen = left or right
    if chosen is None:
        return None
    return (min(chosen[0], item.start), max(chosen[1], item.end), chosen[2])


def _ministry(scan: Scan, item: Item) -> Body | None:
    if item.id not in ("ministry", "committee", "agency", "department", "service"):
        return None
    beside = _portfolio_beside(scan, item)
    if beside is None:
        return None
    start, end, portfolio = beside
    if scan.language.settings.get("bodies", {}).get("left") == "adj" and start == item.start:
        start = _extend_left(scan, start, "adj")
    start, end, country = with_country(scan, start, end)
    if scan.language.settings.get("vocabulary_words") and item.id in ("agency", "department", "service"):
        name = without_country(scan, start, end, (item.start, item.end))
        return Body(start, end, item.id, scan.words(*name).casefold(), country, item.cases)
    link = {"ministry": "of", "committee": "on"}.get(item.id, "for")
    return Body(start, end, item.id, f"{item.id} {link} {portfolio}", country, item.cases)


def _open_body(scan: Scan, item: Item) -> Body:
    """Extend the noun of a body over the words that name it, as the language orders them."""
    rules = scan.language.settings.get("bodies", {})
    start, end = item.start, item.end
    left = rules.get("left", "cap")
    owner = _owner(scan, item) if item.kind == "bodynouns" and item.id in OWNED_KINDS else None
    if left and owner is None:
        start = _extend_left(scan, start, left)
        if start == item.start and item.id in WORDY:
            start = _from_owner(scan, start)
    if rules.get("right"):
        end = _superior(scan, past_quoted(scan, _extend_right(scan, end, rules["right"])))
    if "named" in item.attrs:
        end = _extend_name(scan, end)
    start, end, country = with_country(scan, start, end)
    english = None
    if owner is not None:
        start, english = min(start, owner.start), f"{item.id} of the {owner.id}"
    elif scan.language.settings.get("vocabulary_words") and end - start > item.end - item.start:
        first, last = without_country(scan, start, end, (item.start, item.end))
        english = scan.words(first, last).casefold()
    country = country or (_seat(scan, start, end) if item.id in SEATED else None)
    return Body(start, end, item.id, english, country, item.cases)


def _seat(scan: Scan, start: int, end: int) -> str | None:
    """Return the country of the town that a body's name holds, or that is said right before it to be where it is."""
    inside = [i for i in scan.within("places", start, end) if not i.cases or "nom" in i.cases]
    before = [i for i in scan.covering(start - 1, {"places"}) if i.end == start and i.cases & {"loc", "gen"}]
    for item in (*inside, *before):
        if not item.id.startswith("@") and item.id not in shared_cities():
            return item.attrs.get("country") or city_countries().get(item.id)
    return None


def _from_owner(scan: Scan, start: int) -> int:
    """Take in a name of small words behind a capitalised one that follows whose body it is (the parliament's Foreign
    relations and security committee)."""
    tokens = scan.tokens
    k = start if scan.language.settings.get("position", {}).get("head") == "last" else 0
    while k > 0 and start - k < 9 and not tokens[k - 1].capital:
        small = tokens[k - 1].kind == WORD and not scan.covering(k - 1, {"triggers", "offices", "ranks"})
        if not small and tokens[k - 1].text != ",":
            return start
        k -= 1
    first = k - 1
    if first < 1 or k == start or not tokens[first].capital or scan.covering(first, {"offices", "ranks", "countries"}):
        return start
    owned = any(x.end == first and "gen" in x.cases and x.kind in OWNERS for x in scan.covered.get(first - 1, ()))
    return first if owned else start


def _owner(scan: Scan, item: Item) -> Item | None:
    """Return the known body right before or after a noun such as secretariat, whose part it is."""
    glue = scan.language.words("glue")
    for other in scan.covering(item.start - 1, {"bodies"}):
        if other.end == item.start:
            return other
    for start in range(item.end, item.end + 3):
        if start > item.end and (start > len(scan.tokens) or scan.tokens[start - 1].fold not in glue):
            return None
        for other in scan.at.get(start, ()):
            if other.kind == "bodies":
                return other
    return None


def _extend_left(scan: Scan, start: int, rule: str) -> int:
    tokens = scan.tokens
    conjunctions = scan.language.words("conjunctions")
    links = scan.language.words("conjunctions", "bodies.links")
    if scan.language.words("articles"):  # which tell a person's name from that of a body (the Said bin Sultan Base)
        links |= scan.language.particles
    i = start
    while i > 0 and not scan.masked[i - 1]:
        token = tokens[i - 1]
        if (
            token.kind == WORD
            and (token.capital or (rule == "adj" and _is_adjective(scan, i - 1)))
            and not _opens_sentence(scan, i - 1)
        ):
            titled = scan.covering(i - 1, {"offices", "honorifics", "ranks", "triggers"})
            if titled and not scan.covering(i - 1, {"countries", "portfolios"}) and not in_name_of_site(scan, i - 1):
                break
            if any(x.kind == "places" and x.cases and x.cases <= ADVERBIAL for x in scan.covered.get(i - 1, ())):
                break  # where it is, not what it is called
            surname = token.fold in scan.surnames and not (i == start and bears_name(scan, i))
            surname = surname or ends_person(scan, i - 1)
            if _closed_body(scan, i - 1) or surname or stands_apart(scan, token.fold):
                break
            i -= 1
        elif (token.text in "-‐" and i > 1 and tokens[i - 2].kind == WORD and tokens[i - 2].end == token.start) or (
            token.kind == WORD
            and token.fold in links
            and i > 1
            and (i < start or tokens[i].capital)
            and tokens[i - 2].capital
            and tokens[i - 2].kind == WORD
            and not (token.fold in conjunctions and _ends_site(scan, i - 2))
            and tokens[i - 2].fold not in scan.surnames
            and not (token.fold in conjunctions and tokens[i].text in OPENING_QUOTES)
            and not (token.fold in conjunctions and tokens[i - 2].fold.endswith(together(scan.language)))
        ):
            i -= 2
        elif token.text in '”»"' and (opening := opening_quote(scan, i - 1)) is not None:
            i = opening
        elif (named := past_named(scan, i)) is not None:
            i = named
        else:
            break
    return i


def _ends_site(scan: Scan, i: int) -> bool:
    """True for the noun of a site in a case of its own (in the Museum and in the Centre), or the last word of a known
    body: another place ends there."""
    if any(x.end == i + 1 and x.end - x.start > 1 and "nom" in x.cases for x in scan.covering(i, {"bodies"})):
        return True
    sites = [x for x in scan.covering(i, {"bodynouns", "sites"}) if x.end == i + 1]
    return any(x.cases and x.cases.isdisjoint(("nom", "gen")) for x in sites)


def _closed_body(scan: Scan, i: int) -> bool:
    """True where a word ends the name of another body that owns this one."""
    return any(
        x.end == i + 1 and "gen" in x.cases and x.kind in ("bodies", "bodynouns") for x in scan.covered.get(i, ())
    )


def _is_adjective(scan: Scan, i: int) -> bool:
    return scan.tokens[i].fold.endswith(scan.language.endings("bodies.adjective_endings"))


def _opens_sentence(scan: Scan, i: int) -> bool:
    """A sentence's first word belongs to a name only where the lexicon knows it as part of one."""
    sentence = scan.sentence_of[i]
    if sentence < 0 or scan.sentences[sentence][0] != i:
        return False
    if any("nom" in x.cases for x in scan.covering(i, {"places"})):
        return False
    return not scan.covering(i, {"countries", "portfolios", "bodies"}) and not scan.tokens[i].all_capitals


def _extend_right(scan: Scan, end: int, rule: str) -> int:
    """After the noun: linking words and capitalised words (`of`), or a run of lower-case words of the name (`gen`)."""
    tokens = scan.tokens
    links = scan.language.words("conjunctions", "bodies.links")
    i = end
    while i < len(tokens) and tokens[i].kind in (WORD, NUMBER) and not scan.masked[i]:
        token = tokens[i]
        if _dates(scan, i):
            break
        if rule == "of" and any(x.end == i and "adj" not in x.attrs for x in scan.covering(i - 1, {"countries"})):
            break  # a country ends the name: Parliament of Moldova
        if token.capital and rule == "of" and (begins_office(scan, i) or begins_telling(scan, i)):
            break
        if i == end and rule == "of" and names_holder(scan, i):
            break
        if token.capital and not _begins_person(scan, i):
            known = scan.covering(i, {"countries", "portfolios", "bodies"})
            if rule == "gen" and not known and not _names_more(scan, i):
                break
            i += 1
        elif token.fold in links and i + 1 < len(tokens) and _may_follow(scan, i + 1, rule) and not _dates(scan, i + 1):
            joins = token.fold in scan.language.words("conjunctions")
            if joins and (_is_body(scan, i + 1) or (rule == "of" and i == end)):
                break  # another body, or another place than the Police Academy
            i += 2
        elif rule == "gen" and (_names_more(scan, i) or (i > end and _after_adjective(scan, i))):
            i += 1
        elif rule == "gen" and i + 2 < len(tokens) and tokens[i + 1].text == "-" and _names_more(scan, i + 2):
            i += 3  # an adjective of two words
        elif rule == "of" and tokens[end - 1].capital and (more := _small_words(scan, i)):
            i += more
        else:
            break
    return i


def _small_words(scan: Scan, i: int) -> int:
    """Return how many words in lower case go on the name of a body with a capital: an adjective, or a noun after a
    link (Académie nationale des études militaires); none where the language lists no endings of adjectives."""
    endings = scan.language.endings("bodies.adjective_endings")
    linked = scan.tokens[i].fold in scan.language.words("complement_links")
    k = i + 1 if linked else i
    if not endings or k >= len(scan.tokens) or scan.tokens[k].kind != WORD or scan.tokens[k].capital:
        return 0
    small = scan.language.words("glue", "articles", "conjunctions", "relative", "passed")
    used = scan.tokens[k].fold in small or scan.covering(k, {"triggers", "offices", "activities", "ranks", "nouns"})
    return 0 if used or not (linked or scan.tokens[k].fold.endswith(endings)) else k + 1 - i


def _dates(scan: Scan, i: int) -> bool:
    """True for a weekday or month."""
    return scan.tokens[i].fold in scan.language.dates.firsts and scan.tokens[i].capital


def _is_body(scan: Scan, i: int) -> bool:
    """True for a capitalised noun of a body or site."""
    return scan.tokens[i].capital and any(x.kind in ("bodynouns", "sites", "bodies") for x in scan.at.get(i, ()))


def _after_adjective(scan: Scan, i: int) -> bool:
    """True for the lower-case noun of an adjective in the genitive that is already part of the name."""
    endings = scan.language.endings("bodies.genitive_adjectives")
    token, before = scan.tokens[i], scan.tokens[i - 1]
    plain = token.kind == WORD and not token.capital and not scan.covering(i, {"triggers", "offices", "activities"})
    return bool(endings) and plain and before.fold.endswith(endings)


def _extend_name(scan: Scan, end: int) -> int:
    """After the noun of a club, company or newspaper take its name: quoted, or words before a person's name."""
    tokens = scan.tokens
    i = end
    if i < len(tokens) and tokens[i].text in OPENING:
        closing = next((k for k in range(i + 1, min(i + 10, len(tokens))) if tokens[k].text in CLOSING), None)
        return closing + 1 if closing else end
    while i < len(tokens) and i - end < 3 and tokens[i].kind == WORD and tokens[i].capital:
        given = scan.language.is_given(tokens[i].fold)
        if given or _begins_person(scan, i) or scan.covering(i, {"offices", "countries"}):
            break
        i += 1
    follows = i < len(tokens) and (scan.language.is_given(tokens[i].fold) or tokens[i].text in ",.)")
    return i if follows else end


def _begins_person(scan: Scan, i: int) -> bool:
    """True where a person's name or title begins, which is no part of a body's name."""
    return any(
        (x.kind == "names" and is_name(x)) or (x.kind in ("ranks", "honorifics") and x.start == i)
        for x in scan.covered.get(i, ())
    )


def _may_follow(scan: Scan, i: int, rule: str) -> bool:
    return scan.tokens[i].kind == WORD and (
        (scan.tokens[i].capital and not _begins_person(scan, i) and not begins_office(scan, i))
        or (rule == "gen" and _names_more(scan, i))
    )


def _names_more(scan: Scan, i: int) -> bool:
    """True for a lower-case word that goes on the name of a body: a portfolio, a topic, a genitive adjective."""
    if scan.covering(i, {"portfolios", "topics"}):
        return True
    if any("gen" in x.cases for x in scan.covering(i, {"bodynouns", "sites"})):
        return True
    endings = scan.language.endings("bodies.genitive_endings")
    token = scan.tokens[i]
    return (
        token.kind == WORD
        and not token.capital
        and len(token.text) > 3
        and token.fold.endswith(endings)
        and not scan.covering(i, {"triggers", "offices", "ranks"})
    )
