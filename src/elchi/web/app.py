"""The web application: its routes, what protects them, and the server that runs it."""

from __future__ import annotations

import gc
import os
import secrets
from functools import partial
from ipaddress import ip_address
from pathlib import Path
from typing import Any

import msgspec
from litestar import Litestar
from litestar.config.compression import CompressionConfig
from litestar.config.csrf import CSRFConfig
from litestar.datastructures import State

from elchi.errors import ElchiError
from elchi.register import Register
from elchi.settings import user_name
from elchi.web.drafts import Drafts
from elchi.web.facets import Counter
from elchi.web.faults import EXCEPTION_HANDLERS
from elchi.web.guard import Identify, check_role, choose_looks, protect
from elchi.web.routes import API_DOCS, handlers
from elchi.web.shared import Shared
from elchi.web.site import Site

BODY_LIMIT = 24_000_000
"""The most bytes of one request."""


def make_app(
    register: Register, accounts: Any = None, secret: str | None = None, shared: Shared | None = None
) -> Litestar:
    """Return the application over an open register; with accounts nobody is served who has not logged in.

    Without accounts only requests to this machine's own names are answered, so that no page elsewhere can reach the
    register by a name of its own. Several processes that serve one register have `secret` and `shared` in common.
    """
    site = Site(register, accounts, user_name())
    shared = shared or Shared()
    return Litestar(
        route_handlers=handlers(),
        state=State({"site": site, "counter": Counter(register), "drafts": Drafts(shared)}),
        guards=[check_role],
        middleware=[partial(Identify, site=site, shared=shared)],
        before_request=choose_looks,
        after_request=protect,
        exception_handlers=EXCEPTION_HANDLERS,
        csrf_config=CSRFConfig(
            secret=secret or secrets.token_urlsafe(32), cookie_name="csrf", cookie_samesite="strict", exclude="^/api/"
        ),
        compression_config=CompressionConfig(backend="gzip", minimum_size=1000, gzip_compress_level=5),
        openapi_config=API_DOCS,
        request_max_body_size=BODY_LIMIT,
        on_startup=[lambda: register.remember(), _spare_collector],
        on_shutdown=[shared.close],
        debug=False,
        logging_config=None,
    )


def _spare_collector() -> None:
    """Let the garbage collector look more seldom, and not at what stays: an answer makes thousands of values that go
    by themselves, and walking through them took more time than reading them.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


def is_local(host: str) -> bool:
    """Return whether an address to listen on can be reached from this machine alone."""
    if host == "localhost":
        return True
    try:
        return ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


class Served(msgspec.Struct, frozen=True, kw_only=True):
    """What each of several processes needs to know to serve with the others."""

    address: str
    accounts: str | None
    secret: str
    shared: str


_SERVED = "ELCHI_SERVED"
"""The environment variable by which the processes of one server are told."""


def worker_app() -> Litestar:
    """Return the application of one of several processes, as `serve` tells it by the environment."""
    from elchi.web.accounts import Accounts

    told = msgspec.json.decode(os.environ[_SERVED], type=Served)
    accounts = Accounts(Path(told.accounts)) if told.accounts else None
    register = Register.open(told.address, create=False)
    return make_app(register, accounts, told.secret, Shared(Path(told.shared)))


def serve(address: str, host: str, port: int, login: bool = False, workers: int = 1) -> None:
    """Serve a register until stopped, by so many processes.

    Raises ElchiError where others could reach it and nobody has an account, and RegisterError where it cannot be
    opened.
    """
    import uvicorn

    from elchi.web.accounts import Accounts, accounts_path

    accounts = None
    if login or not is_local(host):
        accounts = Accounts(accounts_path(address))
        if not accounts.users():
            raise ElchiError(
                f"{host} can be reached by others and nobody has an account; "
                "make one first: elchi user add NAME --role admin"
            )
    with Register.open(address, create=False) as register:
        print(f"The register is at http://{host}:{port}/ (stop with Ctrl-C)", flush=True)
        how: dict[str, Any] = {"host": host, "port": port, "log_level": "warning", "server_header": False}
        if workers == 1:
            uvicorn.run(make_app(register, accounts), **how)
            return
    shared = Shared()
    told = Served(
        address=address,
        accounts=str(accounts_path(address)) if accounts else None,
        secret=secrets.token_urlsafe(32),
        shared=str(shared.path),
    )
    os.environ[_SERVED] = msgspec.json.encode(told).decode()
    try:
        uvicorn.run("elchi.web.app:worker_app", factory=True, workers=workers, **how)
    finally:
        shared.close()
