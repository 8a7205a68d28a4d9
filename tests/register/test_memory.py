"""The index in memory answers as the database does, after every change, by whatever process it was made."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from test_store import fill
from world import make_told

from elchi.query import Query
from elchi.register import Register, memory
from elchi.register.bitsets import count_common, flags_of, hold, join_bits, members_of, size_of, with_member, without

sys.path.append(str(Path(__file__).parents[2] / "benchmarks"))
from synthetic import make_reports

ASKED = (
    "", "from=AZ", "to=KZ&sort=-start", "country=KZ&sort=end", "kind=official&sort=-from", "status=planned&sort=to",
    "office=minister&sort=-sources", "office=minister of energy", "level=minister&sort=confidence",
    "portfolio=energy&sort=-confidence", "activity=meeting&sort=id", "document=memorandum&sort=-id",
    "document=wind energy", "language=en", "since=2031-06", "until=2031-05-12&sort=-end", "since=2001&until=2010",
    "sources=2", "confidence=0.9", "confidence=0.99", "review=open", "review=conflicts", "review=judged",
    "text=astana", "text=\"came to Astana\"", "text=nothing-of-the-kind", "text=memorandum&from=AZ", "person=Qaraşov",
    "person=Nobody Atall", "sort=-to",
)  # fmt: skip


def questions() -> Iterator[Query]:
    for asked in ASKED:
        query = Query.from_url(asked)
        for limit, offset in ((50, 0), (3, 2), (10, 1000)):
            yield Query.from_words({**query.to_words(), "limit": limit, "offset": offset})


def agree(database: Register, remembering: Register) -> None:
    """Ask both all questions; the second must have its index."""
    with remembering._read() as connection:
        assert remembering._index(connection) is not None
    for query in questions():
        said = query.to_url()
        assert remembering.visits(query) == database.visits(query), said
        assert remembering.lines(query) == database.lines(query), said
        assert remembering.count_visits(query) == database.count_visits(query), said
        facets = remembering.facets(query)
        assert facets == database.facets(query), said
        assert list(facets) == list(database.facets(query))
        assert remembering.pairs(query) == database.pairs(query), said


def test_answers_are_the_same_after_every_change(address: str) -> None:
    with Register.open(address) as register, Register.open(address) as remembering:
        remembering.remember(wait=True)
        agree(register, remembering)  # of nothing
        fill(register)
        agree(register, remembering)
        (visit,) = register.visits(Query.from_words({"sources": 2}))
        loaded = remembering._memory and remembering._memory._index
        changes: tuple[Callable[[], object], ...] = (
            lambda: register.correct(visit.id, "start", "2031-05-11", who="desk"),
            lambda: register.split(visit.id, ["b"], who="desk"),
            lambda: register.undo(2),
            lambda: register.add(*make_told("e", origin="TR", kind="working", published="2031-05-20")),
            lambda: register.put(*make_told("e", text="e: Tural Qaraşov and Daulet Sarymbetov met in Ganja.")),
            lambda: register.add(*make_told("f", language="az", outlet="Xəbər", start=None, documents=())),
            lambda: register.remove_report("a", why="withdrawn", who="desk"),
            lambda: register.reject(visit.id, "places", "Astana", who="desk"),
            lambda: register.judge("same", *[p.id for p in register.persons()[:2]], who="desk"),
        )
        for change in changes:
            change()
            agree(register, remembering)
        now = remembering._memory and remembering._memory._index
        assert loaded and now and now.generation >= loaded.generation + len(changes)


def test_what_the_remembering_process_changes_itself_is_seen_at_once(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db") as register:
        fill(register)
        register.remember(wait=True)
        asked = Query.from_words({"kind": "study", "limit": 10})
        assert not register.visits(asked)
        id = register.visits()[0].id
        judgement = register.correct(id, "kind", "study", who="desk")
        assert [visit.id for visit in register.visits(asked)] == [id]
        assert {facet.value: facet.count for facet in register.facets()["kind"]}["study"] == 1
        register.undo(judgement.number)
        assert not register.visits(asked) and not register.lines(asked).visits and not register.count_visits(asked)


def test_when_all_changes_the_database_is_asked_until_the_index_is_read_anew(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db") as register, Register.open(tmp_path / "r.db") as remembering:
        fill(register)
        remembering.remember(wait=True)
        register.add(*make_told("e", kind="study"))
        register.rebuild()
        with remembering._read() as connection:
            assert remembering._index(connection) is None
        assert remembering.facets() == register.facets()
        remembering.remember(wait=True)
        agree(register, remembering)


def test_a_gap_in_the_log_of_changes_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("elchi.register.views._KEPT_CHANGES", 2)
    monkeypatch.setattr("elchi.register.views._PRUNED_EVERY", 1)
    with Register.open(tmp_path / "r.db") as register, Register.open(tmp_path / "r.db") as remembering:
        remembering.remember(wait=True)
        for name in "abcde":
            register.add(*make_told(name, start=f"2031-05-{ord(name) - 80}"))
        with remembering._read() as connection:
            assert remembering._index(connection) is None
            assert connection.exec_driver_sql("SELECT count(*) FROM changes").scalar() == 2
        assert remembering.count_visits() == register.count_visits() > 1


def test_a_larger_world_in_which_values_are_rare_and_frequent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("elchi.register.recall.FACET_VALUES", 5)
    monkeypatch.setattr("elchi.register.select.FACET_VALUES", 5)
    monkeypatch.setattr("elchi.register.recall._FEW", 4)  # most answers are picked from the order of all
    told = list(make_reports(1_500, seed=11))
    with Register.open(tmp_path / "r.db") as register, Register.open(tmp_path / "r.db") as remembering:
        for reading, report in told[: len(told) // 2]:
            register.put(reading, report)
        remembering.remember(wait=True)
        agree(register, remembering)
        for reading, report in told[len(told) // 2 :]:
            register.put(reading, report)
        agree(register, remembering)
        sparse = remembering._memory and remembering._memory._index
        assert sparse and any(isinstance(held, tuple) for each in sparse.held.values() for held in each.values())


def test_orders_are_brought_up_to_date_as_sorting_anew_would(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db") as register:
        fill(register)
        register.remember(wait=True)
        for sort in memory.SORTS:
            for name in (sort, f"-{sort}"):
                register.visits(Query.from_words({"sort": name, "limit": 1}))
        with register._read() as connection:
            index = register._index(connection)
        assert index
        for sort in memory.SORTS:
            for name in (sort, f"-{sort}"):
                order = index.order(name)
                dice = random.Random(3)
                for bit in order:
                    rest = [each for each in order if each != bit]
                    index.place_in(name, rest, bit)
                    assert rest == order, name
                assert index.in_order(name, dice.sample(order, len(order))) == order


sets = st.sets(st.integers(0, 199))


@given(sets, sets)
def test_bitsets_are_sets(one: set[int], other: set[int]) -> None:
    bits, flags = join_bits(other, 200), flags_of(join_bits(other, 200), 200)
    assert members_of(bits, 200) == sorted(other)
    assert [number for number, flag in enumerate(flags) if flag] == sorted(other)
    held = hold(sorted(one), 200)
    assert isinstance(held, tuple) == (len(one) * 64 <= 200)
    assert size_of(held) == len(one)
    assert count_common(held, bits, flags) == len(one & other)
    left = without(held, bits, flags)
    kept = set(left) if isinstance(left, tuple) else set(members_of(left, 200))
    assert kept == one - other
    more = with_member(left, 200)
    assert size_of(more) == len(one - other) + 1
