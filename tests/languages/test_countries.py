"""Countries in the cases of places: none may be taken for its own adjective, which is where nobody goes."""

from __future__ import annotations

import pytest

from elchi.grammar.cldr import territory_names
from elchi.grammar.language import Language, language_codes, load_language

VERB_LAST = [code for code in language_codes() if load_language(code).settings.get("verb") == "last"]


def _goals(language: Language) -> dict[str, list[tuple[str, bool]]]:
    """Return by country what its name in the dative is read as: (id, as an adjective)."""
    paradigm = language.lexicon.paradigms[language.settings.get("name_paradigm", "noun")]
    endings = [ending for ending, cases in paradigm.items() if cases == {"dat"}]
    found: dict[str, list[tuple[str, bool]]] = {}
    for country, name in territory_names(language.code).items():
        if len(country) != 2 or not country.isalpha() or not name.replace(" ", "").isalpha():
            continue
        for ending in endings:
            tokens = language.tokenise(f"{name}{ending} x")
            items = language.lexicon.find(tokens)
            whole = [i for i in items if i.kind == "countries" and i.start == 0 and i.end == len(tokens) - 1]
            found.setdefault(country, []).extend((i.id, "adj" in i.attrs) for i in whole)
    return found


@pytest.mark.parametrize("code", VERB_LAST)
def test_country_gone_to_is_no_adjective(code: str) -> None:
    goals = _goals(load_language(code))
    assert len(goals) > 200
    named = [country for country, read in goals.items() if read]
    assert len(named) > 150
    wrong = {c: read for c, read in goals.items() if any(adjective for _, adjective in read)}
    assert wrong == {}
