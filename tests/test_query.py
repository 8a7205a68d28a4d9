"""A question means the same as flags, as an address and as JSON."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from elchi.errors import QueryError
from elchi.query import ACTIVITIES, KINDS, REVIEWS, SORTS, STATUSES, Query, find_country

words = st.text(min_size=1, max_size=20).map(str.strip).filter(bool)
days = st.dates().map(lambda d: d.isoformat()).filter(lambda d: not d.startswith("0000"))
queries = st.fixed_dictionaries(
    {},
    optional={
        "from": st.sampled_from(["KZ", "AZ", "TR"]),
        "to": st.sampled_from(["KZ", "AZ", "Hungary"]),
        "country": st.sampled_from(["Kazakhstan", "de"]),
        "person": words,
        "office": words,
        "kind": st.sampled_from(KINDS),
        "status": st.sampled_from(STATUSES),
        "activity": st.sampled_from(ACTIVITIES),
        "document": words,
        "since": days,
        "text": words,
        "level": words,
        "portfolio": words,
        "language": words,
        "sources": st.integers(1, 50),
        "confidence": st.floats(0, 1),
        "review": st.sampled_from(REVIEWS),
        "sort": st.sampled_from([*SORTS, *("-" + s for s in SORTS)]),
        "limit": st.integers(1, 1000),
        "offset": st.integers(0, 1000),
    },
).map(Query.from_words)


@given(queries)
def test_the_address_reads_back(query: Query) -> None:
    assert Query.from_url(query.to_url()) == query
    assert Query.from_url("?" + query.to_url()) == query


@given(queries)
def test_json_and_words_read_back(query: Query) -> None:
    assert Query.from_json(query.to_json()) == query
    assert Query.from_words(query.to_words()) == query


def test_text_values_are_typed() -> None:
    query = Query.from_words({"from": "kz", "limit": "10", "confidence": "0.5", "kind": "State", "to": ""})
    assert query == Query(from_="KZ", limit=10, confidence=0.5, kind="state")


@pytest.mark.parametrize("name", ["KZ", "kz", "Kazakhstan", "kazakhstan", "Казахстан"])
def test_a_country_by_code_or_name(name: str) -> None:
    assert find_country(name) == "KZ"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ({"form": "KZ"}, "did you mean 'from'"),
        ({"from": "Kazakstan"}, "did you mean KZ"),
        ({"to": "Atlantis"}, "no country or organisation 'Atlantis'"),
        ({"kind": "secret"}, "there are state, official"),
        ({"since": "2023-13"}, "no day of the calendar"),
        ({"since": "last week"}, "such as 2023"),
        ({"since": "2024", "until": "2023"}, "turn them round"),
        ({"limit": "0"}, "from 1"),
        ({"limit": "ten"}, "must be a number"),
        ({"sources": 1.5}, "must be int"),
        ({"sort": "-weight"}, "there are start"),
        ({"person": 7}, "must be text"),
    ],
)
def test_a_wrong_question_says_what_there_is(words: dict[str, object], said: str) -> None:
    with pytest.raises(QueryError, match=said):
        Query.from_words(words)


def test_a_filter_given_twice_is_refused() -> None:
    with pytest.raises(QueryError, match="twice"):
        Query.from_url("kind=state&kind=official")
    assert Query.from_url("kind=&kind=state").kind == "state"


def test_a_year_since_may_hold_a_day_until() -> None:
    assert Query.from_words({"since": "2023-02-01", "until": "2023"}).until == "2023"


@pytest.mark.parametrize("data", ["[]", "{", '"x"'])
def test_json_that_is_no_object(data: str) -> None:
    with pytest.raises(QueryError):
        Query.from_json(data)
