"""Of which country a body is by the words beside it; regions of a state, and what bodies they have of their own."""

from __future__ import annotations

from bisect import bisect_right

from elchi.grammar.lexicon import Item
from elchi.reading.scan import Scan
from elchi.text.tokens import WORD
from elchi.vocabulary.load import bodies

REGIONAL = {"government": "regional administration", "parliament": "regional council"}  # of a region, not the state


GROUP = 7  # tokens between a parliament and the noun of a friendship group in it, at most


def region_after(scan: Scan, item: Item) -> Item | None:
    """Return the region in the genitive right after a body of state that it has for its own (the government of X)."""
    if item.id not in REGIONAL or scan.language.settings.get("bodies", {}).get("right") != "gen":
        return None
    k = item.end
    while k < min(item.end + 3, len(scan.tokens)):
        for x in scan.at.get(k, ()):
            if x.kind in ("bodies", "bodynouns") and x.id == "region" and "gen" in x.cases:
                return x
        if not scan.tokens[k].fold.endswith(scan.language.endings("bodies.adjective_endings")):
            return None
        k += 1
    return None


def region_before(scan: Scan, item: Item) -> Item | None:
    """Return the region right before a body of state that it has for its own, where owners stand first (X's council).
    """
    if item.id not in REGIONAL or scan.language.settings.get("position", {}).get("head", "first") != "last":
        return None
    near = (x for x in scan.covering(item.start - 1, {"bodies"}) if x.end == item.start and x.id == "region")
    return next((x for x in near if "country" in x.attrs and ("gen" in x.cases or "nom" in x.cases)), None)


def group_in(scan: Scan, item: Item) -> tuple[int, str | None] | None:
    """Return where a friendship group begins whose partner stands before it (with X), and whose it is: of the
    parliament that it is in, said before by an ending (`bodies.located`), else of no country that it says.

    None where neither is said.
    """
    tokens, located = scan.tokens, scan.language.endings("bodies.located")
    start, country = item.start, None
    partner = next((c for c in scan.covering(start - 1, {"countries"}) if c.end == start and c.cases == {"ins"}), None)
    for k in range(start, max(start - GROUP, 0), -1):
        if tokens[k - 1].kind != WORD or not located:
            break
        inside = tokens[k - 1].fold.endswith(located)
        above = [x for x in scan.covering(k - 1, {"bodies"}) if x.end == k] if inside else []
        if above:
            first, _, country = with_country(scan, min(x.start for x in above), k)
            return first, country or next((x.attrs["country"] for x in above if "country" in x.attrs), None)
    return (partner.start, None) if partner is not None else None


def group_of(scan: Scan, start: int) -> tuple[int, str | None]:
    """Return where the two countries before a friendship group (Chile-Peru) begin, and whose it is: the first's."""
    k = start
    while k > 0 and start - k < 6 and (scan.tokens[k - 1].capital or scan.tokens[k - 1].text in "-–"):
        k -= 1
    named = scan.within("countries", k, start)
    return (named[0].start, country_of(scan, named[0])) if named else (start, None)


def names_region(scan: Scan, i: int) -> bool:
    """True for a capitalised word before the noun of a region whose name it is (China's Shandong province governor)."""
    regions, tokens = scan.language.words("regions"), scan.tokens
    if not regions or i < 0 or i + 1 >= len(tokens) or not (tokens[i].capital and tokens[i].kind == WORD):
        return False
    return tokens[i + 1].kind == WORD and tokens[i + 1].fold in regions and not scan.masked[i]


def with_country(scan: Scan, start: int, end: int) -> tuple[int, int, str | None]:
    """Take in a country named right before or after a body, or inside it."""
    glue = scan.language.words("glue")
    named = scan.within("countries", start, end)  # the Council of the Republic is of no named country
    inside = [c for c in named if c.id[0] != "@" or not scan.covering(c.start, {"bodies"})]
    if inside:
        of_state = inside[-1] if inside[-1].id == "@home" and inside[-1].end == end else None
        for item in scan.at.get(end, ()) if of_state else ():
            if item.kind == "countries" and "adj" not in item.attrs:
                return (start, item.end, country_of(scan, item))  # of the Republic of Chile, not of ours
        return (start, end, country_of(scan, inside[0]))
    after = (item for k in range(end, end + 3) for item in scan.at.get(k, ()) if item.kind == "countries")
    for item in (*scan.covering(start - 1, {"countries"}), *after):
        if item.end == start:
            return (item.start, end, country_of(scan, item))
        if item.start == end and "adj" not in item.attrs and _genitive_like(scan, item):
            return (start, item.end, country_of(scan, item))
        if item.start == end + 1 and _in_brackets(scan, item):
            return (start, end, country_of(scan, item))
        if (
            item.start == end + 1
            and scan.tokens[end].kind == WORD
            and scan.tokens[end].fold in glue
            and "adj" not in item.attrs
            and scan.language.settings.get("bodies", {}).get("right") == "of"
        ):
            return (start, item.end, country_of(scan, item))
        apart = "adj" in item.attrs and scan.tokens[end].fold in scan.language.words("conjunctions")
        if item.start == end + 2 and not apart and all(
            scan.tokens[k].kind == WORD and scan.tokens[k].fold in glue for k in (end, end + 1)
        ):
            return (start, item.end, country_of(scan, item))
    region = next((x.attrs["country"] for x in scan.within("bodies", start, end) if "country" in x.attrs), None)
    return (start, end, region)


def without_country(scan: Scan, start: int, end: int, noun: tuple[int, int]) -> tuple[int, int]:
    """Return the tokens of a body's name without the country that opens it or that follows (the Malta Ports Board),
    where more than its noun is left."""
    glue, first, last = scan.language.words("glue"), start, end
    for country in scan.within("countries", start, end):
        if country.id in bodies():
            continue  # an organisation's name says whose the body is
        if country.start == start:
            first = country.end
        elif country.end == end and "adj" not in country.attrs:
            last = country.start
    while first < last and not scan.tokens[first].capital and first < noun[0]:
        first += 1
    while last > first and scan.tokens[last - 1].fold in glue:
        last -= 1
    whole = first <= noun[0] and noun[1] <= last and last - first > noun[1] - noun[0]
    return (first, last) if whole else (start, end)


def _in_brackets(scan: Scan, item: Item) -> bool:
    """True for a country that stands alone in brackets."""
    around = scan.tokens[item.start - 1 : item.start], scan.tokens[item.end : item.end + 1]
    return [t.text for side in around for t in side] == ["(", ")"]


def _genitive_like(scan: Scan, item: Item) -> bool:
    gen = "gen" in item.cases or not item.cases  # an acronym takes no case
    return gen and scan.language.settings.get("bodies", {}).get("right") == "gen"


def country_of(scan: Scan, item: Item) -> str | None:
    """Return the country code of a country item; `@home` is the outlet's country, `@that` the one named last."""
    if item.id == "@that":
        countries = scan.items.get("countries", [])
        for k in range(bisect_right(scan.starts.get("countries", []), item.start) - 1, -1, -1):
            if countries[k].end <= item.start and not countries[k].id.startswith("@"):
                return countries[k].id
        return None
    return scan.report.outlet_country if item.id == "@home" else item.id
