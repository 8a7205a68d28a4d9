"""Who is named because something honours him (a grave, a monument, a street of his name), or because he died."""

from __future__ import annotations

from elchi.grammar.lexicon import Item
from elchi.reading.namecases import NameSpan
from elchi.reading.names import is_name
from elchi.reading.scan import Scan
from elchi.text.tokens import BREAK, WORD

QUOTES = frozenset("«»“”„\"")
THINGS = frozenset(["awards", "bodynouns", "sites"])  # kinds of words for what bears a name in quotation marks
HONOURING = frozenset("memorial monument grave cemetery museum".split())
NAMING = ("@memorial", "@named_after")
DEATH = "@death"
TITLES, BETWEEN = 9, 3  # tokens between the word of a death and the name behind it, and before it, at most
TITLING = frozenset("offices modifiers portfolios countries bodies bodynouns ranks honorifics".split())


def honours_any(scan: Scan) -> bool:
    """True where a report names anything that honours somebody: hardly one does."""
    named = not scan.nouns.keys().isdisjoint(NAMING)
    return named or any(item.id in HONOURING for item in scan.items.get("sites", ()))


def is_honoured(scan: Scan, name: NameSpan) -> bool:
    """True where a memorial, or a thing named after the person, follows or precedes the name within few words.

    What stands right after another name bears that one, and honours nobody who comes after.
    """
    apart = name.end < len(scan.tokens) and scan.tokens[name.end].fold in scan.language.words("conjunctions")
    after = (i for k in range(name.end, name.end + (0 if apart else 4)) for i in scan.at.get(k, ()))
    before = (i for k in range(name.start - 5, name.start) for i in scan.covered.get(k, ()) if i.end == k + 1)
    for item in (*after, *before):
        honours = item.id in (HONOURING if item.kind == "sites" else NAMING)
        beside = item.start <= name.end <= item.end
        if not honours or item.kind not in ("sites", "nouns") or (not beside and _bears(scan, item)):
            continue
        if item.id != "@memorial" and _is_of_office(scan, item):
            continue  # the director of the museum is alive
        if "bare" in item.attrs and "nom" not in name.cases:
            continue  # X Palace bears a name; in X's palace he receives
        between = scan.tokens[min(name.end, item.end) : max(name.start, item.start)]
        if not any(t.kind == BREAK or t.text in ".;,:" for t in between):
            return True
    return False


def is_dead(scan: Scan, name: NameSpan) -> bool:
    """True where a report speaks of the death of the person whom a name means: the word for it governs the name.

    It stands behind the name's genitive, no other genitive between (the death of X's father), or before his titles.
    """
    for item in scan.nouns.get(DEATH, ()):
        if "after" in item.attrs:
            if 0 <= name.start - item.end <= TITLES and _only_titles(scan, item.end, name.start):
                return True
        elif 0 <= item.start - name.end <= BETWEEN and "gen" in name.cases:
            between = scan.tokens[name.end : item.start]
            if all(t.kind == WORD and not _is_genitive(scan, t.fold) for t in between):
                return True
    return False


def _only_titles(scan: Scan, start: int, end: int) -> bool:
    """True where nothing but the words of an office, a rank or a country stands between."""
    small = scan.language.words("articles", "glue", "complement_links")
    return all(scan.tokens[k].fold in small or scan.covering(k, TITLING) for k in range(start, end))


def _is_genitive(scan: Scan, word: str) -> bool:
    """True for a word with an ending of the genitive that takes three letters or more."""
    endings = scan.language.lexicon.paradigms.get("noun", {})
    return any("gen" in endings.get(word[-n:], ()) for n in range(3, min(6, len(word) - 2)))


def _is_of_office(scan: Scan, item: Item) -> bool:
    """True for a site that an office beside it is of: museum director, director of the museum."""
    before = (i for k in range(item.start - 3, item.start) for i in scan.covered.get(k, ()))
    links = scan.language.words("articles", "glue")
    linked = (i for i in before if all(t.fold in links for t in scan.tokens[i.end : item.start]))
    return any(i.kind == "offices" for i in (*scan.at.get(item.end, ()), *linked))


def _bears(scan: Scan, item: Item) -> bool:
    """True for a thing that bears the name before it: a capitalised word, known as a name or not known at all."""
    k = item.start - 1
    if k < 0 or scan.tokens[k].kind != WORD or not scan.tokens[k].capital:
        return False
    return k not in scan.covered or any(i.kind == "names" and is_name(i) for i in scan.covered[k])


def names_thing(scan: Scan, name: NameSpan) -> bool:
    """True for a name between quotation marks right before the noun of an award, a body or a site: the name of that."""
    tokens, behind = scan.tokens, name.end + 1
    if name.start == 0 or behind >= len(tokens):
        return False
    if tokens[name.start - 1].text not in QUOTES or tokens[name.end].text not in QUOTES:
        return False
    return any(i.kind in THINGS and not i.id.startswith("@") for i in scan.at.get(behind, ()))
