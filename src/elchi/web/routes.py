"""Every route of the application, and what its description of the API says."""

from __future__ import annotations

from importlib.resources import files
from typing import Any

from litestar import Request, Response
from litestar.exceptions import NotFoundException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin

from elchi import __version__
from elchi.web.guard import ANYONE
from elchi.web.handle import on_get

API_DOCS = OpenAPIConfig(
    title="elchi",
    version=__version__,
    description="The register of official visits: every fact with its sentence.",
    path="/api",
    render_plugins=[JsonRenderPlugin(path="/openapi.json")],
)
_STATIC = {"elchi.css": "text/css; charset=utf-8", "elchi.js": "text/javascript; charset=utf-8"}


@on_get("/static/{name:str}", role=ANYONE)
def static_file(request: Request[Any, Any, Any], name: str) -> Response[bytes]:
    """Give the style or the script; there are no other files."""
    if name not in _STATIC:
        raise NotFoundException(f"There is no file {name}")
    data = files("elchi.web").joinpath("static", name).read_bytes()
    headers = {"Cache-Control": "public, max-age=300"}
    return Response(data, media_type=_STATIC[name], headers=headers)


def handlers() -> list[Any]:
    """Return every handler."""
    from elchi.web import api
    from elchi.web.pages import account, adding, asking, countries, people, reports, review, visits

    modules = (visits, reports, people, countries, asking, review, adding, account, api)
    return [static_file, *(handler for module in modules for handler in module.HANDLERS)]
