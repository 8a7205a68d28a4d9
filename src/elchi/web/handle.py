"""Routes whose functions are plain: each runs in a thread of its own, as the register's answers may take a while."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from litestar import get, post
from litestar.concurrency import sync_to_thread

Plain = Callable[..., Any]


def _threaded(function: Plain) -> Plain:
    @wraps(function)
    async def run(*args: Any, **kwargs: Any) -> Any:
        return await sync_to_thread(function, *args, **kwargs)

    return run


def on_get(path: str, role: str, **about: Any) -> Callable[[Plain], Any]:
    """Answer GET requests of those who have a role; `about` goes into the description of the API."""
    about.setdefault("include_in_schema", path.startswith("/api/"))
    return lambda function: get(path, role=role, **about)(_threaded(function))


def on_post(path: str, role: str, **about: Any) -> Callable[[Plain], Any]:
    """Answer POST requests of those who have a role."""
    about.setdefault("include_in_schema", path.startswith("/api/"))
    return lambda function: post(path, role=role, **about)(_threaded(function))
