"""From paths to a register on one machine: sources, reading in a runner, adding in one process."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import msgspec

if TYPE_CHECKING:
    from elchi.register.store import Register


class Summary(msgspec.Struct, kw_only=True):
    """What a run did: counts, `failures` (path, reason) and `warnings` in plain lines."""

    added: int = 0
    unchanged: int = 0
    replaced: int = 0
    failures: list[tuple[str, str]] = []
    warnings: list[str] = []


Progress = Callable[[int, str], None]
"""Called after each report with the number done so far and the report's id."""


def add_paths(
    register: Register, paths: Sequence[str], options: Any = None, runner: Any = "inline", progress: Progress | None = None
) -> Summary:
    """Read the reports of some paths into a register; what fails is named, the rest goes on.

    `options` are those of `elchi.sources.read_sources`; `runner` is a name (`inline`, `pool`, `ray`) or a Runner.
    """
    raise NotImplementedError
