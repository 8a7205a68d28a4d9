"""Names that stand side by side in the text and were taken for one."""

from __future__ import annotations

from collections.abc import Sequence

from elchi.grammar.lexicon import Item
from elchi.reading.namecases import NameSpan, given_forms
from elchi.reading.nominative import NONE, candidates, fold_name
from elchi.reading.scan import Scan
from elchi.text.tokens import WORD

PERSONAL = frozenset(["nom", "gen", "acc", "ins"])  # cases that say no place


def split_joined(scan: Scan, spans: list[NameSpan]) -> list[NameSpan]:
    """Divide runs of names that other mentions in the report show to be two persons."""
    return _split_surnames(scan, _split_particles(scan, _split_whole(scan, spans)))


def _split_particles(scan: Scan, spans: list[NameSpan]) -> list[NameSpan]:
    """Divide two surnames of persons named in full elsewhere, where a particle is a preposition (Huber zu Klein)."""
    last = {scan.tokens[s.end - 1].fold for s in spans if s.end - s.start > 1 and scan.tokens[s.end - 2].capital}
    found: list[NameSpan] = []
    for span in spans:
        words = scan.tokens[span.start : span.end]
        apart = len(words) == 3 and words[1].fold in scan.language.particles and not words[1].capital
        if apart and words[0].fold in last and words[2].fold in last:
            found += [NameSpan(span.start, span.start + 1, []), NameSpan(span.end - 1, span.end, [])]
        else:
            found.append(span)
    return found


def _split_whole(scan: Scan, spans: list[NameSpan]) -> list[NameSpan]:
    """Divide a run of names that begins with the whole of one said elsewhere and goes on with a given name."""
    words = _words_of(scan, spans)
    if all(len(own) < 4 for own in words):
        return spans
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


def _split_surnames(scan: Scan, spans: list[NameSpan]) -> list[NameSpan]:
    """Divide two words that are the surnames of two persons named in full elsewhere (of Smith Jones said that ...)."""
    words = _words_of(scan, spans)
    given = [given_forms(scan, own[0]) if len(own) == 2 else [] for own in words]
    if all(forms or len(own) != 2 for own, forms in zip(words, given, strict=True)):
        return spans
    owners: dict[str, set[str]] = {}  # by each form of a surname the first words that stand with it
    for own, forms in zip(words, given, strict=True):
        if forms:
            for option in candidates(scan.tokens[own[1]].text, scan.language, NONE):
                owners.setdefault(fold_name(option.form, scan.language), set()).update(forms)
    found: list[NameSpan] = []
    for span, own, forms in zip(spans, words, given, strict=True):
        first, second = (owners.get(scan.tokens[k].fold, set()) for k in (own[0], own[-1]))
        if len(own) == 2 and first and second and first.isdisjoint(second) and not forms:
            found += [NameSpan(own[0], own[1], []), NameSpan(own[1], span.end, [])]
        else:
            found.append(span)
    return found


def _words_of(scan: Scan, spans: list[NameSpan]) -> list[list[int]]:
    return [[k for k in range(s.start, s.end) if scan.tokens[k].kind == WORD] for s in spans]


def bears_town(scan: Scan, i: int, covering: Sequence[Item]) -> bool:
    """True for the name of a town that a person of the report bears behind an office and a given name, where it stands
    alone and in no case of place (President Selim Karaman; Karaman said)."""
    if any(x.kind != "places" or x.end - x.start > 1 or not x.cases <= PERSONAL for x in covering):
        return False
    own = scan.tokens[i].fold.partition("'")[0]
    if not covering or own not in scan.surnames:
        return False
    near = (k for k in range(2, len(scan.tokens)) if scan.tokens[k].fold.partition("'")[0] == own)
    return any(scan.language.is_given(scan.tokens[k - 1].fold) and scan.after_title(k - 1) for k in near)
