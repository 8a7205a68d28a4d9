"""Logging in and out, and the log of who did what."""

from __future__ import annotations

from typing import Annotated, Any

from litestar import Request, Response
from litestar.enums import RequestEncodingType
from litestar.exceptions import NotFoundException
from litestar.params import Body
from litestar.response import Redirect

from elchi.web.guard import ANYONE, SESSION_COOKIE
from elchi.web.handle import on_get, on_post
from elchi.web.site import page, site_of, user_of, words_of

Form = Annotated[dict[str, Any], Body(media_type=RequestEncodingType.URL_ENCODED)]


@on_get("/login", role=ANYONE)
def login_page(request: Request[Any, Any, Any]) -> Response[Any]:
    """Ask for name and password."""
    if site_of(request).accounts is None or request.scope["state"].get("user"):
        return Redirect("/visits")
    return page(request, "login.html", words_of(request).say("Log in"), failed=False)


@on_post("/login", role=ANYONE)
def log_in(request: Request[Any, Any, Any], data: Form) -> Response[Any]:
    """Begin a session; a wrong name and a wrong password are answered alike."""
    accounts = site_of(request).accounts
    if accounts is None:
        return Redirect("/visits", status_code=303)
    name = str(data.get("name", ""))[:64]
    user = accounts.check(name, str(data.get("password", "")))
    where = request.client.host if request.client else ""
    accounts.note(name, "login" if user else "login failed", where)
    if user is None:
        return page(request, "login.html", words_of(request).say("Log in"), failed=True, status=401)
    answer = Redirect("/visits", status_code=303)
    answer.set_cookie(
        SESSION_COOKIE,
        accounts.begin_session(user),
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return answer


@on_post("/logout", role=ANYONE)
def log_out(request: Request[Any, Any, Any]) -> Response[Any]:
    """End the session."""
    accounts, token = site_of(request).accounts, request.cookies.get(SESSION_COOKIE)
    if accounts is not None and token:
        accounts.end_session(token)
    answer = Redirect("/login", status_code=303)
    answer.delete_cookie(SESSION_COOKIE)
    return answer


@on_get("/audit", role="admin")
def show_audit(request: Request[Any, Any, Any]) -> Response[Any]:
    """Show who did what."""
    accounts = site_of(request).accounts
    if accounts is None:
        raise NotFoundException("Nobody logs in here, so there is no audit log; see the history of decisions")
    return page(request, "audit.html", words_of(request).say("Audit"), acts=accounts.acts())


def note(request: Request[Any, Any, Any], act: str, what: str) -> None:
    """Write into the audit log, where there are accounts."""
    accounts = site_of(request).accounts
    if accounts is not None:
        accounts.note(user_of(request).name, act, what)


HANDLERS = (login_page, log_in, log_out, show_audit)
