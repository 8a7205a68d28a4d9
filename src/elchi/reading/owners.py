"""Find what an office is of where only its place tells: a quoted name, an abbreviation, a word before a person's name.

"Head of NASA", "глава Роскосмоса Анатолий ...", "«...» şirkətinin rəhbəri": the words right after the office where
the office comes first, right before it where it comes last.
"""

from __future__ import annotations

import msgspec

from elchi.grammar.lexicon import Item
from elchi.reading.bodies import Body
from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, DASHES, MARK, WORD

OPENING, CLOSING = frozenset("“«\"„"), frozenset("”»\"“")
KNOWN = frozenset(
    "countries places offices bodies bodynouns sites ranks modifiers honorifics portfolios triggers visitkinds".split()
)
LONGEST = 10


def find_owners(scan: Scan, taken: set[int]) -> list[Body]:
    """Return the open-class bodies that offices are of; none over tokens that another body has taken."""
    settings = scan.language.settings
    first = settings.get("position", {}).get("head", "first") == "first"
    found = []
    for item in scan.items.get("offices", ()):
        if "adj" in item.attrs or item.id.startswith("@"):
            continue
        span = _after(scan, item) if first else None
        span = span or _before(scan, item)
        if span is not None and taken.isdisjoint(range(*span)):
            taken.update(range(*span))
            found.append(Body(span[0], span[1], "owner", None, None, frozenset()))
    return found


def share_countries(scan: Scan, bodies: list[Body]) -> list[Body]:
    """Give a body the country of the one that it is a part of, right before it where offices come last.

    One more word of its name may stand between: of Georgia's interior ministry the Border Police; or its own name,
    behind a dash: of Estonia's parliament, the Riigikogu, the committee.
    """
    if scan.language.settings.get("position", {}).get("head", "first") == "first":
        return bodies
    found: list[Body] = []
    for body in bodies:
        above = found[-1] if found else None
        if above is not None and above.country and body.country is None and above.end <= body.start <= above.end + 3:
            between = scan.tokens[above.end : body.start]
            if between and between[0].text in DASHES:
                between = between[1:]
            named = len(between) < 2 and all(t.kind == WORD and t.capital for t in between)
            if named and scan.tokens[body.start].capital:
                body = msgspec.structs.replace(body, country=above.country)
        found.append(body)
    return found


def _after(scan: Scan, item: Item) -> tuple[int, int] | None:
    """Return the tokens after an office that name what it is of."""
    tokens = scan.tokens
    k = item.end
    links = scan.language.words("complement_links")
    articles = scan.language.words("articles")
    linked = False
    while k < len(tokens) and k - item.end < 2 and tokens[k].fold in links | articles:
        linked = linked or tokens[k].fold in links
        k += 1
    if k >= len(tokens) or scan.masked[k]:
        return None
    quoted = _quoted(scan, k)
    if quoted is not None:
        return (k, quoted)
    if k + 1 < len(tokens) and tokens[k].kind == WORD and _introduces(scan, k) and (quoted := _quoted(scan, k + 1)):
        return (k, quoted)
    if _is_abbreviation(scan, k) or _is_foreign(scan, k) or (linked and _is_open(scan, k)):
        return (k, _run(scan, k))
    if scan.language.settings.get("bodies", {}).get("right") == "gen" and _is_open(scan, k) and _given_follows(scan, k):
        return (k, k + 1)
    return None


def _before(scan: Scan, item: Item) -> tuple[int, int] | None:
    """Return the tokens before an office that name what it is of: a quoted name or an abbreviation."""
    k = item.start - 1
    tokens = scan.tokens
    if k < 0 or scan.masked[k] or scan.language.settings.get("bodies", {}).get("right") == "gen":
        return None
    if tokens[k].text in CLOSING:
        for j in range(k - 1, max(k - LONGEST, -1), -1):
            if tokens[j].kind == BREAK:
                return None
            if tokens[j].text in OPENING:
                return (j, k + 1)
        return None
    if tokens[k].kind == WORD and tokens[k - 1].text == "-" and k > 1 and _is_abbreviation(scan, k - 2):
        return (k - 2, k + 1)  # an abbreviation with its case ending: SOCAR-ın
    return (k, k + 1) if _is_abbreviation(scan, k) else None


def _quoted(scan: Scan, k: int) -> int | None:
    """Return where the quotation that opens at a token ends, where it holds a name of a few words."""
    tokens = scan.tokens
    if tokens[k].text not in OPENING:
        return None
    for j in range(k + 1, min(k + LONGEST, len(tokens))):
        if tokens[j].kind == BREAK:
            return None
        if tokens[j].text in CLOSING and j > k + 1:
            return j + 1 if tokens[k + 1].capital or tokens[k + 1].kind != WORD else None
    return None


def _introduces(scan: Scan, k: int) -> bool:
    """True for an abbreviation of a legal form, an adjective or the noun of a body before a quoted name."""
    token = scan.tokens[k]
    return token.all_capitals or token.fold.endswith(scan.language.endings("bodies.adjective_endings"))


def _is_abbreviation(scan: Scan, k: int) -> bool:
    token = scan.tokens[k]
    if token.kind != WORD or not token.all_capitals or not 2 <= len(token.text) <= 8 or scan.shouting[k]:
        return False
    return not scan.language.is_given(token.fold) and not scan.covering(k, KNOWN)


def _is_foreign(scan: Scan, k: int) -> bool:
    """True for a capitalised word in Latin letters inside a text of another script."""
    token = scan.tokens[k]
    cyrillic = scan.language.settings.get("script") == "Cyrl"
    return cyrillic and token.kind == WORD and token.capital and token.text.isascii() and not scan.covering(k, KNOWN)


def _is_open(scan: Scan, k: int) -> bool:
    """True for a capitalised word that is no known name and of no other use."""
    token = scan.tokens[k]
    if token.kind != WORD or not token.capital or len(token.text) < 4 or scan.covering(k, KNOWN):
        return False
    return not scan.language.is_given(token.fold) and not any(x.kind == "names" for x in scan.covered.get(k, ()))


def _given_follows(scan: Scan, k: int) -> bool:
    """True where a given name or an initial and a further capitalised word follow."""
    tokens = scan.tokens
    if k + 2 >= len(tokens) or tokens[k + 1].kind != WORD or not tokens[k + 1].capital:
        return False
    named = scan.language.is_given(tokens[k + 1].fold) or any(
        x.kind == "names" and x.id == "given" for x in scan.covered.get(k + 1, ())
    )
    initial = len(tokens[k + 1].text) == 1 and tokens[k + 2].text == "."
    return (named and tokens[k + 2].capital) or initial


def _run(scan: Scan, k: int) -> int:
    """Return where a run of abbreviations, foreign or open words ends, before a given name."""
    tokens = scan.tokens
    j = k + 1
    while j < len(tokens) and j - k < 6:
        same = _is_abbreviation(scan, j) or (_is_foreign(scan, j) and _is_foreign(scan, k))
        hyphen = tokens[j].kind == MARK and tokens[j].text == "-" and tokens[j].start == tokens[j - 1].end
        if not (same or hyphen):
            break
        j += 1
    return j - 1 if tokens[j - 1].kind == MARK else j
