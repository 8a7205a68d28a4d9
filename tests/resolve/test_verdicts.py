import random

from hypothesis import given
from hypothesis import strategies as st

from elchi.resolve.verdicts import DIFFERENT, NOTHING, SAME, UNSURE, WEAK, Links, Verdict, cluster

NODES = "abcdef"
NO_LINKS = Links()
PAIRS = [(a, b) for a in NODES for b in NODES if a < b]


def run(verdicts, links=NO_LINKS, order=None):
    def compare(a, b):
        return verdicts.get((min(a, b), max(a, b)), Verdict(NOTHING, 0.0))

    pairs = list(verdicts.items())
    nodes = list(NODES)
    if order is not None:
        random.Random(order).shuffle(pairs)
        random.Random(order).shuffle(nodes)
    return cluster(nodes, dict(pairs), compare, links, lambda left, right: False)


def sets(clusters):
    return {"".join(sorted(each)) for each in clusters.members if len(each) > 1}


says = st.sampled_from([SAME, WEAK, UNSURE, DIFFERENT])
judged = st.frozensets(st.sampled_from(PAIRS), max_size=3)


@given(
    st.dictionaries(st.sampled_from(PAIRS), st.builds(Verdict, says, st.sampled_from([0.5, 0.9]))),
    judged,
    judged,
    st.integers(),
)
def test_order_is_nothing_and_judgements_hold(verdicts, together, apart, order):
    links = Links(together - apart, apart)
    found = run(verdicts, links)
    assert found == run(verdicts, links, order)
    assert not any({a, b} <= members for a, b in apart for members in found.members)
    if not apart:
        assert all(any({a, b} <= members for members in found.members) for a, b in together)


def test_members_that_differ_part_a_chain_at_its_weakest_link():
    chain = {("a", "b"): Verdict(SAME, 0.9), ("b", "c"): Verdict(SAME, 0.8), ("a", "c"): Verdict(DIFFERENT, 0.0)}
    found = run(chain)
    assert sets(found) == {"ab"} and found.doubts[0][:2] == ("b", "c")


def test_what_fits_two_that_differ_is_left_to_a_person():
    torn = {("a", "c"): Verdict(WEAK, 0.7), ("b", "c"): Verdict(WEAK, 0.6)}
    assert sets(run(torn)) == {"abc"}
    found = run({**torn, ("a", "b"): Verdict(DIFFERENT, 0.0)})
    assert sets(found) == set() and len(found.doubts) == 2


def test_a_person_joins_what_differs_and_parts_what_is_sure():
    verdicts = {("a", "b"): Verdict(DIFFERENT, 0.0), ("b", "c"): Verdict(SAME, 0.9)}
    assert sets(run(verdicts, Links(frozenset({("a", "b")})))) == {"abc"}
    assert sets(run(verdicts, Links(frozenset(), frozenset({("b", "c")})))) == set()


def test_what_a_person_decided_is_not_asked_again():
    doubtful = {("a", "b"): Verdict(SAME, 0.9), ("a", "c"): Verdict(UNSURE, 0.5), ("b", "c"): Verdict(UNSURE, 0.6)}
    assert len(run(doubtful).doubts) == 1
    assert not run(doubtful, Links(frozenset(), frozenset({("a", "c")}))).doubts


def test_what_fits_one_clearly_better_is_left_to_no_one():
    verdicts = {
        ("a", "b"): Verdict(WEAK, 0.8),
        ("b", "c"): Verdict(WEAK, 0.45),
        ("a", "c"): Verdict(DIFFERENT, 0.0),
    }
    close = {**verdicts, ("b", "c"): Verdict(WEAK, 0.7)}

    def members(told):
        def compare(a, b):
            return told.get((min(a, b), max(a, b)), Verdict(NOTHING, 0.0))

        return set(cluster("abc", told, compare, Links(), lambda left, right: False).members)

    assert members(verdicts) == {frozenset("ab"), frozenset("c")}
    assert members(close) == {frozenset("a"), frozenset("b"), frozenset("c")}
