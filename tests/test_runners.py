from __future__ import annotations

import os
import signal
from typing import Any

import pytest

from elchi.errors import ElchiError
from elchi.runners import PoolRunner, RayRunner, choose_runner


def double(batch: list[int]) -> list[int]:
    return [2 * each for each in batch]


def die_of_seven(batch: list[int]) -> list[int]:
    if 7 in batch:
        os.kill(os.getpid(), signal.SIGKILL)
    return batch


BATCHES = [[number, number + 1] for number in range(0, 20, 2)]


@pytest.mark.parametrize("name", ["inline", "pool"])
def test_results_come_in_order(name: str) -> None:
    found = list(choose_runner(name, 2).run(double, iter(BATCHES)))
    assert found == [double(batch) for batch in BATCHES]


def where(batch: list[int]) -> tuple[list[int], str]:
    import ray

    return double(batch), ray.get_runtime_context().get_node_id()


def test_a_ray_cluster_of_two_nodes() -> None:
    ray = pytest.importorskip("ray", reason="Ray is not installed: pip install 'elchi[cluster]'")
    from ray.cluster_utils import Cluster

    cluster = Cluster(initialize_head=True, head_node_args={"num_cpus": 1})
    cluster.add_node(num_cpus=1)
    try:
        found: list[Any] = list(RayRunner(address=cluster.address).run(where, iter(BATCHES * 20)))
        assert [each for each, _ in found] == [double(batch) for batch in BATCHES * 20]
        assert len(ray.nodes()) == 2
        died = list(RayRunner(address=cluster.address).run(die_of_seven, iter(BATCHES)))
        assert [place for place, each in enumerate(died) if isinstance(each, Exception)] == [3]
    finally:
        ray.shutdown()
        cluster.shutdown()


def test_a_batch_that_kills_its_worker_is_named_and_the_others_go_on() -> None:
    found = list(PoolRunner(2).run(die_of_seven, iter(BATCHES)))
    assert [place for place, each in enumerate(found) if isinstance(each, Exception)] == [3]
    assert [each for place, each in enumerate(found) if place != 3] == [each for each in BATCHES if 7 not in each]


def test_an_unknown_runner_is_named() -> None:
    with pytest.raises(ElchiError, match="horse"):
        choose_runner("horse")
