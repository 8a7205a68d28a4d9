"""What stands on every page, and texts of templates that never change: put together once for each language."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader
from markupsafe import Markup, escape

from elchi.web.shown import shown

if TYPE_CHECKING:
    from elchi.web.site import User
    from elchi.web.words import Words

_CONSTANT = re.compile(r"""\{\{ _\((?:"([^"]*)"|'([^']*)')\) \}\}""")


class SaidLoader(PackageLoader):
    """Loads templates with the texts that have no values put in already said in a language: a page has some fifty."""

    def __init__(self, words: Words) -> None:
        super().__init__("elchi.web")
        self._words = words

    def get_source(self, environment: Environment, template: str) -> tuple[str, str, Callable[[], bool] | None]:
        """Return the source of a template, its place, and whether it is still so."""
        source, place, fresh = super().get_source(environment, template)
        return _CONSTANT.sub(self._say, source), place, fresh

    def _say(self, match: re.Match[str]) -> str:
        said = str(escape(self._words.say(match[1] or match[2])))
        return match[0] if "{" in said or "%" in said else said


def menu(words: Words, path: str, user: User, login: bool) -> Markup:
    """Return the items of the menu that a user may open; the section that a path lies in is marked."""
    section = "/" + path.lstrip("/").partition("/")[0]
    return _menu(words, section if section in _SECTIONS else "", user.role, user.may("editor"), login)


_SECTIONS = (
    "/visits", "/persons", "/organisations", "/countries", "/map", "/network", "/search", "/brief", "/review", "/add",
    "/history", "/audit",
)  # fmt: skip


@lru_cache(maxsize=512)
def _menu(words: Words, section: str, role: str, edits: bool, login: bool) -> Markup:
    say = words.say
    names = (
        say("Visits"), say("Persons"), say("Organisations"), say("Countries"), say("Map"), say("Network"),
        say("Search"), say("Brief"), say("Review"), say("Add"), say("History"), say("Audit"),
    )  # fmt: skip
    hidden = {"/review": not edits, "/add": not edits, "/audit": not (login and role == "admin")}
    items = []
    for address, name in zip(_SECTIONS, names, strict=True):
        if not hidden.get(address):
            here = ' aria-current="page"' if address == section else ""
            items.append(f'<li><a href="{address}"{here}>{escape(name)}</a></li>\n')
    return Markup("".join(items))


def looks(words: Words, languages: Iterable[Any], theme: str, here: str) -> Markup:
    """Return the items that choose the language and the theme, each with the address of the same page in it."""
    begun = shown(here + ("&" if "?" in here else "?"))
    on = ' aria-current="true"'
    spoken = [
        f'<li><a href="{begun}lang={each.code}" hreflang="{each.code}" lang="{each.code}"'
        f"{on if each.code == words.code else ''}>{escape(each.name)}</a></li>\n"
        for each in languages
    ]
    say = words.say
    themes = (("system", say("As the system")), ("light", say("Light")), ("dark", say("Dark")))
    themed = [
        f'<li><a href="{begun}theme={name}"{on if name == (theme or "system") else ""}>{escape(label)}</a></li>\n'
        for name, label in themes
    ]
    return Markup(f'<ul class="looks">\n{"".join(spoken)}</ul>\n<ul class="looks">\n{"".join(themed)}</ul>')
