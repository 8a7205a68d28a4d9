"""Find persons listed with a text in its other languages, by sound: parallel.py DATA.jsonl READINGS.jsonl [LEAST].

DATA has one text a line: `id` of its story, `lang`, and `persons_en`, the listed persons, on the English one. READINGS
are those texts read with `elchi read --format jsonl --mentions`, each with the id STORY/LANGUAGE. Names are compared by
`score_names`; the chance of a false match is what the listed persons find in another story of the same language.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

import msgspec

from elchi.resolve.names import score_names

LEAST = 0.7  # from here two spellings are taken for one person
APART = 7  # stories between one and the other whose names it is held against


def main() -> int:
    """Print for each language what part of the listed persons is found in their own story, and in another."""
    if len(sys.argv) < 3:
        print(__doc__, file=sys.stderr)
        return 2
    least = float(sys.argv[3]) if len(sys.argv) > 3 else LEAST
    listed: dict[str, list[str]] = {}
    given: dict[str, dict[str, set[str]]] = defaultdict(dict)  # by language and story
    names = {reading["id"]: _names(reading) for reading in _lines(sys.argv[2])}
    for row in _lines(sys.argv[1]):
        given[row["lang"]][row["id"]] = names.get(f"{row['id']}/{row['lang']}", set())
        if row["lang"] == "en":
            listed[row["id"]] = row["persons_en"]
    total = sum(map(len, listed.values()))
    for language, stories in sorted(given.items()):
        order = sorted(stories)
        own = other = 0
        for place, story in enumerate(order):
            elsewhere = stories[order[(place + APART) % len(order)]]
            own += sum(_among(person, stories[story], language, least) for person in listed.get(story, ()))
            other += sum(_among(person, elsewhere, language, least) for person in listed.get(story, ()))
        print(f"{language}  found {own / total:.3f}  in another story {other / total:.3f}")
    return 0


def _lines(path: str) -> list[dict[str, Any]]:
    return [msgspec.json.decode(line) for line in Path(path).read_bytes().split(b"\n") if line.strip()]


def _names(reading: dict[str, Any]) -> set[str]:
    """Return the names of two to six words that a reading gives."""
    people = (m["value"] for m in reading.get("mentions") or () if m["kind"] == "person" and m.get("value"))
    return {name for name in people if 1 < len(name.split()) <= 6}


def _among(person: str, names: set[str], language: str, least: float) -> bool:
    return any(score_names(person, name, "en", language) >= least for name in names)


if __name__ == "__main__":
    sys.exit(main())
