"""What becomes of errors: a page for people, JSON for programs, never a traceback."""

from __future__ import annotations

import logging
from typing import Any

from litestar import Request, Response
from litestar.exceptions import HTTPException
from litestar.response import Redirect

from elchi.errors import ElchiError, RegisterError
from elchi.web.guard import HEADERS
from elchi.web.site import page, words_of

_log = logging.getLogger("elchi.web")


def answer_error(request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
    """Return what a person or program is told of an error."""
    status, message = _told(error)
    if request.url.path.startswith("/api"):
        answer: Response[Any] = Response({"error": message}, status_code=status)
    elif status == 401:
        answer = Redirect("/login")
    else:
        request.scope["state"].setdefault("user", None)
        title = words_of(request).say("This did not work")
        answer = page(request, "fault.html", title, message=message, status=status)
    headers = getattr(error, "headers", None) or {}
    for name, value in {**HEADERS, **headers}.items():
        answer.headers.setdefault(name, value)
    return answer


def _told(error: Exception) -> tuple[int, str]:
    if isinstance(error, HTTPException):
        return error.status_code, str(error.detail)
    if isinstance(error, RegisterError):
        return 503, str(error)
    if isinstance(error, ElchiError):
        return 400, str(error)
    _log.error("a fault of elchi's own", exc_info=error)
    return 500, f"A fault of elchi's own ({type(error).__name__}); please report it"


EXCEPTION_HANDLERS: Any = {Exception: answer_error}
