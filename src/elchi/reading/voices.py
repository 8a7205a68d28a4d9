"""Who says "I" in a statement, a press conference or a speech that a report gives in full."""

from __future__ import annotations

from elchi.reading.people import Cast, Ref
from elchi.reading.scan import Scan

VOICE = "voice"  # the kind of a reference by the first person
QUOTES = frozenset("“”«»„\"")
HEADING = 2  # sentences in which the heading names who speaks


def give_voice(scan: Scan, cast: Cast) -> None:
    """Refer each "I" outside quotation marks to the one person whom the heading of a speech names.

    The language gives the words (`[speech]` in language.toml): `headings` that announce a speech, `first_person`.
    """
    rules = scan.language.settings.get("speech", {})
    stop = scan.sentences[min(HEADING, len(scan.sentences)) - 1][1] if scan.sentences else 0
    heading = f" {' '.join(t.fold for t in scan.tokens[:stop])} "
    if not any(f" {phrase} " in heading for phrase in rules.get("headings", ())):
        return
    named = {r.person for r in cast.refs_within(0, stop) if r.kind == "name"}
    words = set(rules.get("first_person", ()))
    if len(named) != 1:
        return
    speaker = named.pop()
    for start, end in scan.sentences:
        for k in range(start, end):
            if scan.tokens[k].text in QUOTES:
                break
            if scan.tokens[k].fold in words:
                cast.refs.append(Ref(k, k + 1, speaker, VOICE, frozenset(["nom"])))
                break
    cast.order_refs()
