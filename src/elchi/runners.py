"""Where reading runs: here, in processes of this machine, or on a Ray cluster. The only module that knows an engine.

A runner maps a plain function over batches and yields the results in the order of the batches; a batch whose worker
died yields the error in place of its result.
"""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Protocol, TypeVar

from elchi.errors import ElchiError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

Batch = TypeVar("Batch")
Result = TypeVar("Result")

RUNNERS = ("inline", "pool", "ray")


class Runner(Protocol):
    """Maps a function over batches."""

    def run(self, work: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result | Exception]:
        """Yield the result of each batch in order, or the error that ended its worker."""
        ...


class InlineRunner:
    """Runs in this process."""

    def run(self, work: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result | Exception]:
        """Yield the result of each batch in order."""
        for batch in batches:
            yield work(batch)


class PoolRunner:
    """Runs in processes of this machine; `workers` of them, by default one a core."""

    def __init__(self, workers: int | None = None) -> None:
        self.workers = workers or os.cpu_count() or 1

    def run(self, work: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result | Exception]:
        """Yield the result of each batch in order; a batch that no worker survives yields the error, the others go
        on.
        """
        from concurrent.futures import Future
        from concurrent.futures.process import BrokenProcessPool

        waiting: deque[tuple[Batch, Future[Result]]] = deque()

        def finish() -> Result | Exception:
            batch, future = waiting.popleft()
            try:
                return future.result()
            except BrokenProcessPool:  # a worker died, of this batch or of another one: this tells
                return _run_alone(work, batch)

        pool = _processes(self.workers)
        try:
            for batch in batches:
                try:
                    waiting.append((batch, pool.submit(work, batch)))
                except BrokenProcessPool:
                    pool.shutdown()
                    pool = _processes(self.workers)
                    waiting.append((batch, pool.submit(work, batch)))
                if len(waiting) > 2 * self.workers:  # read no further ahead than the workers are
                    yield finish()
            while waiting:
                yield finish()
        finally:
            pool.shutdown(cancel_futures=True)


def _processes(workers: int) -> ProcessPoolExecutor:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import get_context

    return ProcessPoolExecutor(workers, mp_context=get_context("spawn"))


def _run_alone(work: Callable[[Batch], Result], batch: Batch) -> Result | Exception:
    from concurrent.futures.process import BrokenProcessPool

    with _processes(1) as pool:
        try:
            return pool.submit(work, batch).result()
        except BrokenProcessPool as error:
            return error


class RayRunner:
    """Runs as Ray tasks, on the cluster of RAY_ADDRESS or on a local one; needs the extra `cluster`."""

    def __init__(self, workers: int | None = None, address: str | None = None) -> None:
        self.workers = workers
        self.address = address or os.environ.get("RAY_ADDRESS")

    def run(self, work: Callable[[Batch], Result], batches: Iterable[Batch]) -> Iterator[Result | Exception]:
        """Yield the result of each batch in order; a task whose worker dies is tried again by Ray."""
        try:
            import ray
        except ImportError:
            raise ElchiError("The runner ray needs Ray; install it with: pip install 'elchi[cluster]'") from None
        if not ray.is_initialized():
            ray.init(address=self.address, num_cpus=None if self.address else self.workers, log_to_driver=False)
        remote: Any = ray  # Ray's own types differ with its version, and are absent where it is not installed
        task = remote.remote(work)
        ahead = 2 * (self.workers or int(remote.cluster_resources().get("CPU", 1)))
        waiting: deque[Any] = deque()

        def finish() -> Result | Exception:
            try:
                result: Result = remote.get(waiting.popleft())
                return result
            except ray.exceptions.RayError as error:
                return error if isinstance(error, Exception) else ElchiError(str(error))

        for batch in batches:
            waiting.append(task.remote(batch))
            if len(waiting) > ahead:
                yield finish()
        while waiting:
            yield finish()


def choose_runner(name: str, workers: int | None = None) -> Runner:
    """Return the runner of a name: `inline`, `pool` or `ray`."""
    if name == "inline":
        return InlineRunner()
    if name == "pool":
        return PoolRunner(workers)
    if name == "ray":
        return RayRunner(workers)
    raise ElchiError(f"There is no runner {name!r}; there are {', '.join(RUNNERS)}")
