"""Routes whose functions are plain: they run in threads, as the register's answers may take a while.

Few threads answer what is quick: more of them would only take turns in one interpreter, and every answer would come
later. What may take long (files, briefings, changes) has threads of its own and holds up nobody.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from functools import partial, wraps
from typing import Any

from litestar import get, post

Plain = Callable[..., Any]

_QUICK = ThreadPoolExecutor(2, thread_name_prefix="elchi-quick")
_SLOW = ThreadPoolExecutor(4, thread_name_prefix="elchi-slow")


def _threaded(function: Plain, pool: ThreadPoolExecutor) -> Plain:
    @wraps(function)
    async def run(*args: Any, **kwargs: Any) -> Any:
        call = partial(copy_context().run, function, *args, **kwargs)
        return await asyncio.get_running_loop().run_in_executor(pool, call)

    return run


def on_get(path: str, role: str, *, slow: bool = False, **about: Any) -> Callable[[Plain], Any]:
    """Answer GET requests of those who have a role; `about` goes into the description of the API."""
    about.setdefault("include_in_schema", path.startswith("/api/"))
    return lambda function: get(path, role=role, **about)(_threaded(function, _SLOW if slow else _QUICK))


def on_post(path: str, role: str, **about: Any) -> Callable[[Plain], Any]:
    """Answer POST requests of those who have a role."""
    about.setdefault("include_in_schema", path.startswith("/api/"))
    return lambda function: post(path, role=role, **about)(_threaded(function, _SLOW))
