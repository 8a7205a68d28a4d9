"""Who may do what, how often, and the headers that keep a page to itself."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Any
from urllib.parse import urlencode, urlsplit

from litestar import Request, Response
from litestar.connection import ASGIConnection
from litestar.enums import ScopeType
from litestar.exceptions import NotAuthorizedException, PermissionDeniedException, TooManyRequestsException
from litestar.handlers import BaseRouteHandler
from litestar.response import Redirect
from litestar.template.base import csrf_token
from litestar.types import ASGIApp, Receive, Scope, Send

from elchi.web.shared import Shared
from elchi.web.site import THEMES, Site, User

ANYONE = "anyone"
"""The role of a route that needs nobody to be known: the login page, styles."""
SESSION_COOKIE = "session"

POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self' data:; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
    "X-Frame-Options": "DENY",
}
_LOCAL_HOST = re.compile(r"(127\.0\.0\.1|localhost|\[::1\]|testserver\.local)(:\d{1,5})?")
_YEAR = 365 * 24 * 3600


class Bucket:
    """Counts what each client did in the last minute, over all the processes of a server."""

    def __init__(self, shared: Shared, name: str, most: int, seconds: float = 60.0) -> None:
        self.shared, self.name, self.most, self.seconds = shared, name, most, seconds

    def take(self, client: str) -> bool:
        """Count one more; return whether it is still within the limit."""
        return self.shared.take(self.name, client, self.seconds) <= self.most


class Identify:
    """Finds out who sends a request, before any handler, and refuses those who send too many."""

    def __init__(self, app: ASGIApp, site: Site, shared: Shared) -> None:
        self.app, self.site = app, site
        self.requests, self.changes = Bucket(shared, "requests", 1800), Bucket(shared, "changes", 120)
        self.logins = Bucket(shared, "logins", 10)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer a request as the user that it names."""
        if scope["type"] == ScopeType.HTTP:
            request: Request[Any, Any, Any] = Request(scope, receive, send)
            if self.site.accounts is None:
                if not _LOCAL_HOST.fullmatch(request.headers.get("host", "")):
                    raise PermissionDeniedException("Only this machine is served: ask for 127.0.0.1 or localhost")
                scope["state"]["user"] = self.site.owner
            else:
                from litestar.concurrency import sync_to_thread

                await sync_to_thread(self._limit, request)
                scope["state"]["user"] = await self._find(request)
        await self.app(scope, receive, send)

    def _limit(self, request: Request[Any, Any, Any]) -> None:
        client = request.client.host if request.client else ""
        known = self.requests.take(client)
        if request.method == "POST":
            known = known and self.changes.take(client)
            if request.url.path == "/login":
                known = known and self.logins.take(client)
        if not known:
            raise TooManyRequestsException("Too many requests; wait a minute", headers={"Retry-After": "60"})

    async def _find(self, request: Request[Any, Any, Any]) -> User | None:
        from litestar.concurrency import sync_to_thread

        assert self.site.accounts is not None
        token = request.cookies.get(SESSION_COOKIE)
        if token:
            return await sync_to_thread(self.site.accounts.user_of_session, token)
        name, word = _basic(request.headers.get("authorization", ""))
        if not name or not request.url.path.startswith("/api/"):
            return None
        client = request.client.host if request.client else ""
        if not await sync_to_thread(self.logins.take, f"basic {client}"):
            raise TooManyRequestsException("Too many requests; wait a minute", headers={"Retry-After": "60"})
        return await sync_to_thread(self.site.accounts.check, name, word)


def _basic(header: str) -> tuple[str, str]:
    scheme, _, told = header.partition(" ")
    if scheme.lower() != "basic":
        return "", ""
    try:
        name, _, word = base64.b64decode(told, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, word


def check_role(connection: ASGIConnection[Any, Any, Any, Any], handler: BaseRouteHandler) -> None:
    """Refuse who may not do what a route does; a route that names no role is the admin's."""
    role = str(handler.opt.get("role", "admin"))
    if role == ANYONE:
        return
    user: User | None = connection.scope["state"].get("user")
    if user is None:
        raise NotAuthorizedException("Log in first")
    if not user.may(role):
        raise PermissionDeniedException(f"This needs the role {role}; you are {user.role}")
    if connection.url.path.startswith("/api/") and connection.scope.get("method") not in ("GET", "HEAD"):
        _check_origin(connection)


def _check_origin(connection: ASGIConnection[Any, Any, Any, Any]) -> None:
    """Refuse a change that a page of another origin sends: JSON only, and no foreign Origin."""
    origin = connection.headers.get("origin")
    if origin and urlsplit(origin).netloc != connection.headers.get("host"):
        raise PermissionDeniedException("This request comes from another site")
    if connection.headers.get("content-type", "").split(";")[0].strip() != "application/json":
        raise PermissionDeniedException("Changes through the API are sent as application/json")


async def choose_looks(request: Request[Any, Any, Any]) -> Response[Any] | None:
    """Keep the language or theme that an address asks for in a cookie, and go on to the address without it."""
    request.scope["state"]["csrf"] = csrf_token({"request": request})
    asked = request.query_params
    if request.method != "GET" or request.url.path.startswith("/api") or not ("lang" in asked or "theme" in asked):
        return None
    pairs = [(name, value) for name, value in asked.multi_items() if name not in ("lang", "theme")]
    path = "/" + request.url.path.lstrip("/\\")
    answer = Redirect(path + (f"?{urlencode(pairs)}" if pairs else ""))
    site: Site = request.app.state.site
    if asked.get("lang") in site.catalogs:
        answer.set_cookie("lang", str(asked["lang"]), max_age=_YEAR, httponly=True, samesite="lax")
    if asked.get("theme") in (*THEMES, "system"):
        answer.set_cookie("theme", str(asked["theme"]), max_age=_YEAR, httponly=True, samesite="lax")
    return answer


async def protect(response: Response[Any]) -> Response[Any]:
    """Put the protecting headers on an answer."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", "no-store")
    return response
