"""The filters beside a list: each address asks for its value and leaves the rest of the question as it is."""

from __future__ import annotations

from urllib.parse import urlsplit

import pytest

from elchi.query import Query
from elchi.register import Register
from elchi.web.facets import ORDER, Counter, address, boxes, chosen_value, value_name
from elchi.web.words import Words, load_catalogs

WORDS = load_catalogs()
COUNTS = {
    "from": {"KZ": 3, "AZ": 2},
    "kind": {"official": 4, "state": 0},
    "year": {"2023": 1, "2024": 4},
    "office": {"minister of internal affairs": 2, "head & <chief>": 1},
    "sources": {"2": 3},
    "confidence": {"0.5": 5},
}


@pytest.mark.parametrize(
    "asked",
    ["", "from=KZ", "kind=official&sort=-end", "since=2024&until=2024", "since=2024-02&text=a+b%26c", "confidence=0.5",
     "office=minister&offset=50&limit=20", "sources=2&person=%C5%9Eah%C9%99"],
)  # fmt: skip
def test_each_choice_puts_its_value_in_or_takes_it_out(asked: str) -> None:
    query = Query.from_url(asked)
    for box in boxes(query, COUNTS, WORDS["en"], None):
        for choice in box.choices:
            now = Query.from_url(urlsplit(choice.url).query)
            value = chosen_value(now, box.field)
            assert now.offset == 0
            assert (value is None) == choice.chosen, choice.url
            own = ("since", "until") if box.field == "year" else (box.field,)
            kept = {name: each for name, each in query.to_words().items() if name not in (*own, "offset")}
            assert {name: each for name, each in now.to_words().items() if name not in own} == kept
            assert choice.url == address(now)  # one question has one address


def test_a_chosen_value_stands_alone_and_values_without_visits_are_left_out() -> None:
    found = {box.field: box.choices for box in boxes(Query(kind="state"), COUNTS, WORDS["en"], "timeline")}
    assert [(choice.name, choice.count, choice.chosen, choice.url) for choice in found["kind"]] == [
        ("state", 0, True, "/visits?view=timeline")
    ]
    assert found["from"][0].url == "/visits?from=KZ&kind=state&view=timeline"
    assert [choice.name for choice in found["year"]] == ["2024", "2023"]
    assert [choice.name for choice in boxes(Query(), COUNTS, WORDS["en"], None)[1].choices] == ["official"]
    assert list(found) == [field for field in ORDER if field in COUNTS]


def test_a_year_is_chosen_where_both_bounds_are_it() -> None:
    assert chosen_value(Query(since="2024", until="2024"), "year") == "2024"
    assert chosen_value(Query(since="2024"), "year") is None
    assert chosen_value(Query(since="2024-02", until="2024-02"), "year") is None
    assert chosen_value(Query(confidence=0.5), "confidence") == "0.5"


@pytest.mark.parametrize("code", sorted(WORDS))
def test_values_have_names_in_every_language(code: str) -> None:
    words: Words = WORDS[code]
    assert value_name("from", "KZ", words) == words.country("KZ") != "KZ"
    assert value_name("language", "az", words) not in ("", "az")
    assert value_name("sources", "2", words) == "≥ 2"
    if code != "en":
        assert value_name("kind", "official", words) != "official"
        assert value_name("review", "open", words) != "open"


def test_counts_are_kept_until_the_register_changes(fresh: Register) -> None:
    asked: list[Query | None] = []

    class Watched(Register):
        def facets(self, query: Query | None = None) -> dict[str, list[object]]:  # type: ignore[override]
            asked.append(query)
            return super().facets(query)  # type: ignore[return-value]

    with Watched.open(fresh.address) as register:
        counter = Counter(register)
        total, counts = counter.count(Query(sort="-end", limit=5))
        assert counter.count(Query(offset=10)) == (total, counts) and len(asked) == 1
        id = fresh.visits()[0].id
        fresh.correct(id, "kind", "study", who="desk")  # by another connection
        assert counter.count(Query())[1]["kind"]["study"] == 1 and len(asked) == 2
