"""What the whole web application shares: the register, the accounts, the languages and the templates."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, urlencode

import msgspec
from jinja2 import Environment, StrictUndefined
from litestar import Request, Response
from litestar.enums import MediaType
from markupsafe import Markup

from elchi.query import Query
from elchi.register import Register
from elchi.text.quotes import one_line
from elchi.web.frame import SaidLoader, looks, menu
from elchi.web.kept import KeptRows
from elchi.web.rows import choice_items, fact_cell, line_of_brief, short_rows
from elchi.web.shown import HIDDEN, visible
from elchi.web.words import Words, load_catalogs

if TYPE_CHECKING:
    from elchi.web.accounts import Accounts

ROLES = ("reader", "editor", "admin")
"""Each may do what the ones before may."""
THEMES = ("light", "dark")


class User(msgspec.Struct, frozen=True):
    """Who asks, and what they may do."""

    name: str
    role: str

    def may(self, role: str) -> bool:
        """Return whether the user may do what a role may."""
        return ROLES.index(self.role) >= ROLES.index(role)


class Site:
    """One running application: its register, accounts (None where nobody needs to log in) and templates."""

    def __init__(self, register: Register, accounts: Accounts | None = None, owner: str = "") -> None:
        self.register = register
        self.accounts = accounts
        self.owner = User(owner, "admin" if register.writable else "reader")
        self.catalogs = load_catalogs()
        self.rows = KeptRows(register)
        self.templates = {code: _templates(words) for code, words in self.catalogs.items()}

    def words(self, asked: str | None, accepted: str = "") -> Words:
        """Return the words of the language asked for, else of the first accepted one that there is."""
        wanted = [asked or "", *(part.split(";")[0].strip() for part in accepted.split(","))]
        for code in wanted:
            for known in (code, code.split("-")[0]):
                if known in self.catalogs:
                    return self.catalogs[known]
        return next(words for words in self.catalogs.values() if words.is_source)


def _templates(words: Words) -> Environment:
    templates = Environment(
        loader=SaidLoader(words),
        autoescape=True,
        auto_reload=False,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        extensions=["jinja2.ext.i18n"],
        finalize=_shown,
    )
    templates.install_gettext_translations(words.translations, newstyle=True)  # type: ignore[attr-defined]
    templates.globals["_"] = _sayer(words)
    templates.globals["w"] = words
    templates.globals["short_rows"] = short_rows
    templates.globals["items"] = choice_items
    templates.globals["fact_cell"] = fact_cell
    templates.globals.update(menu=menu, looks=looks, line_of_brief=line_of_brief)
    templates.globals["dict_of"] = lambda acts: {name: decision for name, _, decision in acts}
    templates.filters["path"] = lambda text: quote(str(text), safe="")
    templates.filters.update(
        data=data_block,
        one_line=one_line,
        trim_line=lambda text: one_line(text).lstrip(),
        tojson_plain=plain_value,
        last_two_max=lambda row: max(row[-2:]) or 1,
    )
    return templates


def _sayer(words: Words) -> Callable[..., Markup]:
    """Return what `_` is in templates: a page says some eighty texts, most of them without values put in."""

    @lru_cache(maxsize=2048)
    def said(text: str) -> Markup:
        return Markup(words.say(text))

    return lambda text, **values: said(text) % values if "%" in text else said(text)


def _shown(value: Any) -> Any:
    """Return what stands on the page for a value: nothing for None, hidden marks made visible."""
    if value is None:
        return ""
    return visible(value) if isinstance(value, str) else value


def plain_value(value: Any) -> str:
    """Return a value as a form sends it back: text as it is, everything else as JSON."""
    return value if isinstance(value, str) else msgspec.json.encode(value).decode()


def data_block(value: Any) -> Markup:
    """Return JSON that may stand inside a script element of data: nothing in it can end the element."""
    text = msgspec.json.encode(value).decode()
    for code in HIDDEN:
        text = text.replace(chr(code), f"\\u{code:04x}")
    return Markup(text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026"))


def site_of(request: Request[Any, Any, Any]) -> Site:
    """Return the site that a request came to."""
    site: Site = request.app.state.site
    return site


def words_of(request: Request[Any, Any, Any]) -> Words:
    """Return the words of the language that a request is to be answered in."""
    return site_of(request).words(request.cookies.get("lang"), request.headers.get("accept-language", ""))


def user_of(request: Request[Any, Any, Any]) -> User:
    """Return who sent a request; the guard has let nobody else through."""
    user: User = request.scope["state"]["user"]
    return user


def question_of(request: Request[Any, Any, Any], *, apart: tuple[str, ...] = ()) -> Query:
    """Return the question in the address, without the page's own parameters. Raises QueryError."""
    pairs = [(name, value) for name, value in request.query_params.multi_items() if name not in apart]
    return Query.from_url(urlencode(pairs))


def page(request: Request[Any, Any, Any], template: str, title: str, **values: Any) -> Response[bytes]:
    """Return a page: a template filled with values and with what every page has."""
    site, words = site_of(request), words_of(request)
    status = values.pop("status", 200)
    theme = request.cookies.get("theme", "")
    html = (
        site.templates[words.code]
        .get_template(template)
        .render(
            title=title,
            path=request.url.path,
            here=request.url.path + (f"?{request.url.query}" if request.url.query else ""),
            user=request.scope["state"].get("user"),
            login=site.accounts is not None,
            languages=site.catalogs.values(),
            theme=theme if theme in THEMES else "",
            token=request.scope["state"].get("csrf", ""),
            **values,
        )
    )
    return Response(html.encode("utf-8", "replace"), media_type=MediaType.HTML, status_code=status)
