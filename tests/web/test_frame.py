"""What stands on every page: the menu by role and section, the languages, texts that are said beforehand."""

from __future__ import annotations

import re

from jinja2 import DictLoader
from world import make_told

from elchi.register import Register
from elchi.web.frame import SaidLoader, looks, menu
from elchi.web.site import User, _templates
from elchi.web.words import load_catalogs

WORDS = load_catalogs()


def test_the_menu_has_what_a_role_may_open_and_marks_the_section() -> None:
    words = WORDS["en"]
    shown = {role: menu(words, "/persons/p-1", User("x", role), True) for role in ("reader", "editor", "admin")}
    links = {role: re.findall(r'href="(/\w+)"', items) for role, items in shown.items()}
    assert "/review" not in links["reader"] and "/add" not in links["reader"] and "/audit" not in links["editor"]
    assert {"/review", "/add"} <= set(links["editor"]) and "/audit" in links["admin"]
    assert "/audit" not in menu(words, "/", User("x", "admin"), False)
    assert re.findall(r'href="(/\w+)" aria-current="page"', shown["reader"]) == ["/persons"]
    assert "aria-current" not in menu(words, "/login", User("x", "reader"), True)


def test_the_address_of_a_page_in_another_language_holds_no_markup() -> None:
    items = looks(WORDS["ru"], WORDS.values(), "dark", '/visits?text="><b>')
    assert "<b>" not in items and "&lt;b&gt;&amp;lang=kk" in items
    assert re.findall(r'lang="(\w+)" aria-current="true"', items) == ["ru"]
    assert 'theme=dark" aria-current="true"' in items


def test_texts_are_said_beforehand_in_each_language() -> None:
    for code, words in WORDS.items():
        templates = _templates(words)
        assert isinstance(templates.loader, SaidLoader)
        source, *_ = templates.loader.get_source(templates, "visits.html")
        assert '_("Words of the reports")' not in source and words.say("Words of the reports") in source, code
        assert '_("%(number)s more"' in source  # it has a value put in
        said = DictLoader({"t": "{{ _('Timeline of visits') }}"})
        by_hand = _templates(words).overlay(loader=said).get_template("t").render()
        assert by_hand == words.say("Timeline of visits")


def test_a_page_shows_one_state_of_the_register(fresh: Register) -> None:
    other = Register.open(fresh.address)
    with fresh.snapshot():
        before = fresh.count_visits()
        other.put(*make_told("meanwhile"))
        assert fresh.count_visits() == before == len(fresh.visits())
        with fresh.snapshot():  # one within another is the same
            assert fresh.count_visits() == before
        assert not fresh.visits_of_report("meanwhile")
    assert fresh.count_visits() == before + 1 and fresh.visits_of_report("meanwhile")
    other.close()


def test_statements_with_some_properties_are_those_of_all_that_have_them(samples: Register) -> None:
    wanted = ("name", "rank", "position")
    for person in samples.persons():
        of_all = [each for each in samples.statements(subject=person.id) if each.property in wanted]
        assert samples.statements_of(person.id, wanted) == of_all and of_all
    assert not samples.statements_of(samples.persons()[0].id, ())
