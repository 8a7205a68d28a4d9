"""What pages make of a register: timelines, maps, reviews, briefings, names of bodies and reports."""

from __future__ import annotations

import html
import re
from datetime import date
from itertools import combinations
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.web.conftest import text_of, token_of
from world import make_told

from elchi.model import Tenure
from elchi.register import Register
from elchi.vocabulary.load import table
from elchi.web.maps import WHOLE, draw_map, places
from elchi.web.rows import line_of_brief
from elchi.web.timeline import LABELLED, WIDTH, Stretch, draw, draw_tenures
from elchi.web.words import load_catalogs

WORDS = load_catalogs()


def stretches(number: int, step: int = 9) -> list[Stretch]:
    days = [date.fromordinal(738_000 + place * step) for place in range(number)]
    return [Stretch(first=day, last=day, label=f"{day}", link=f"/{day}", text=f"Somebody {day}") for day in days]


@pytest.mark.parametrize("number", [1, 7, LABELLED])
def test_the_words_of_a_timeline_lie_on_none_of_its_bars(number: int) -> None:
    drawing = draw(stretches(number))
    boxes = []
    for bar in drawing.bars:
        wide = len(bar.text) * 6.8
        left = bar.text_x if bar.anchor == "start" else bar.text_x - wide
        assert bar.text and left >= 0 and left + wide <= WIDTH
        boxes.append((min(left, bar.x), max(left + wide, bar.x + bar.width), bar.y))
    assert len(boxes) == number
    for (left, right, lane), (other_left, other_right, other_lane) in combinations(boxes, 2):
        assert lane != other_lane or right <= other_left or other_right <= left
    assert max(bar.y for bar in drawing.bars) < drawing.height


def test_many_bars_have_no_words_and_a_short_time_has_months() -> None:
    assert not any(bar.text for bar in draw(stretches(LABELLED + 1)).bars)
    assert [words for _, words in draw(stretches(2)).ticks] == ["2021", "04", "07", "10"]
    assert [words for _, words in draw(stretches(3, 900)).ticks] == ["2021", "2022", "2023", "2024", "2025", "2026"]


def test_an_office_is_named_in_its_bar() -> None:
    held = Tenure(office="minister of health", country="KZ", first_seen="2001-02-03", last_seen="2019-05-01")
    (bar,) = draw_tenures([held], WORDS["ru"]).bars
    assert bar.inside and "министр здравоохранения, Казахстан" in bar.text


def test_a_map_shows_the_part_of_the_world_that_visits_lie_in() -> None:
    pairs = [("AZ", "KZ", 3), ("KZ", "GE", 2), ("MT", "AZ", 1)]
    drawing = draw_map(pairs, WORDS["en"])
    left, top, width, height = drawing.box
    assert width < 0.5 * WHOLE[2] and abs(width / height - WHOLE[2] / WHOLE[3]) < 0.01
    for dot in drawing.dots:
        assert left < dot.x < left + width and top < dot.y < top + height
    assert {dot.code for dot in drawing.dots} == {"AZ", "KZ", "GE", "MT"}  # a small state too
    assert any(dot.named for dot in drawing.dots)
    assert draw_map(pairs, WORDS["en"], world=True).box == WHOLE
    assert draw_map([("US", "NZ", 1), ("JP", "BR", 1)], WORDS["en"]).box == WHOLE
    assert draw_map([], WORDS["en"]).box == WHOLE


def test_names_on_a_map_lie_apart() -> None:
    pairs = [(code, "AZ", 1) for code in places() if code != "AZ"]
    drawing = draw_map(pairs, WORDS["kk"], world=True)
    boxes = [(d.x + d.radius, d.y, d.x + d.radius + 6 * len(d.name)) for d in drawing.dots if d.named]
    assert len(boxes) > 20
    assert not [1 for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and abs(a[1] - b[1]) < 11]


def test_a_map_of_the_whole_world_is_a_click_away(editor: TestClient[Any]) -> None:
    page = editor.get("/map?from=KZ").text
    assert 'href="/map?from=KZ&amp;area=world"' in page and 'viewBox="0.0 0.0 1000.0 520.0"' not in page
    assert 'viewBox="0.0 0.0 1000.0 520.0"' in editor.get("/map?from=KZ&area=world").text


def test_disputed_values_stand_side_by_side_and_one_is_chosen(editor: TestClient[Any], fresh: Register) -> None:
    (visit,) = (each for each in fresh.visits() if each.conflicts)
    shown, other = visit.conflicts[0].values[:2]
    editor.cookies.set("lang", "ru")
    page = editor.get("/review").text
    said = text_of(page)
    words = WORDS["ru"]
    for value in (shown["value"], other["value"]):
        assert " ".join(words.date(value).split()) in said
    assert "Узбекистан →" in said
    outlets = {fresh.report(report).outlet for value in (shown, other) for report in value["reports"]}
    assert outlets and all(str(outlet) in said for outlet in outlets)
    button = re.search(r'name="one" value="([^"]*)" data-key="2"', page)
    assert button
    editor.post("/review", data={"one": html.unescape(button[1]), "why": "diary", "_csrf_token": token_of(editor)})
    assert fresh.visit(visit.id).start == other["value"]
    fresh.undo(fresh.history()[-1].number)
    assert fresh.visit(visit.id).start == shown["value"]
    editor.cookies.clear()


def test_what_is_planned_ahead_is_a_click_away(editor: TestClient[Any], fresh: Register) -> None:
    fresh.put(*make_told("ahead", status="planned", start="2999-05-01"))
    fresh.put(*make_told("past", status="planned", start="1999-05-01", origin="KZ"))
    link = re.search(r'<a href="([^"]+)"[^>]*>Planned ahead', editor.get("/visits").text)
    assert link
    page = editor.get(html.unescape(link[1])).text
    (planned,) = fresh.visits_of_report("ahead")
    assert re.findall(r'<th scope="row"><a href="/visits/([\w-]+)"', page) == [planned.id]
    assert 'aria-current="true">Planned ahead' in page


def test_another_month_of_a_calendar_keeps_the_question(editor: TestClient[Any]) -> None:
    page = editor.get("/visits?from=KZ&view=calendar&month=2024-05").text
    form = re.search(r'<form action="/visits" class="month-of">(.*?)</form>', page, re.DOTALL)
    assert form
    fields = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form[1]))
    assert fields == {"from": "KZ", "view": "calendar", "month": "2024-05"}
    assert "Kazakhstan → Azerbaijan" in text_of(page)


def test_a_briefing_leads_to_its_visits(editor: TestClient[Any], fresh: Register) -> None:
    page = editor.get("/brief?country=KZ").text
    assert "[v-" not in page
    assert set(re.findall(r'class="card" href="/visits/([\w-]+)"', page)) <= {visit.id for visit in fresh.visits()}
    assert re.search(r'class="card" href="/visits/', page)
    line = line_of_brief("<b>x</b> [v-1a2b], y [v-<i>]", WORDS["en"])
    assert line.startswith("&lt;b&gt;x&lt;/b&gt; <a ") and line.endswith("</a>, y [v-&lt;i&gt;]")


def test_reports_are_named_by_outlet_and_day(editor: TestClient[Any], fresh: Register) -> None:
    visit = max(fresh.visits(), key=lambda each: len(each.conflicts))
    reports = [fresh.report(id) for id in visit.reports]
    said = text_of(editor.get(f"/visits/{visit.id}").text)
    for report in reports:
        assert f"{report.outlet}, {WORDS['en'].date(report.published)}" in said
    page = editor.get(f"/reports/{reports[0].id}").text
    crumbs = page.split("<h1>")[0]
    assert f'href="/visits/{visit.id}"' in crumbs
    assert f"{reports[1].title}, " in text_of(page)


def test_a_rank_is_given_in_the_language_of_the_page(editor: TestClient[Any], fresh: Register) -> None:
    visit = max(fresh.visits(), key=lambda each: len(each.conflicts))
    said = {}
    for code in ("en", "az", "ru"):
        editor.cookies.set("lang", code)
        said[code] = text_of(editor.get(f"/visits/{visit.id}").text)
    editor.cookies.clear()
    assert ", Major General" in said["en"] and ", general-mayor" in said["az"] and ", генерал-майор" in said["ru"]


def test_a_body_is_named_as_a_ministry(editor: TestClient[Any]) -> None:
    names = {"en": "ministry of health", "ru": "министерство здравоохранения", "az": "səhiyyə nazirliyi"}
    for code, name in names.items():
        editor.cookies.set("lang", code)
        assert f"<h1><bdi>{name}</bdi>" in editor.get("/organisations/KZ/health").text
        assert f"<bdi>{name}</bdi>" in editor.get("/organisations?country=KZ").text
    editor.cookies.clear()


@pytest.mark.parametrize("code", ["az", "kk", "ru"])
def test_portfolios_of_several_branches_are_named_by_their_branches(code: str) -> None:
    words = WORDS[code]
    parts = [words.portfolio(part) for part in ("culture", "sports", "tourism")]
    assert all(part in words.portfolio("culture, sports and tourism") for part in parts)
    assert "culture" not in words.portfolio("culture, sports and tourism")
    assert words.portfolio("unheard and of") == "unheard and of"
    ids = {row["id"] for row in table("portfolios")}
    english = [id for id in ids if words.portfolio(id) == id]
    assert len(english) < len(ids) / 7, sorted(english)


def test_a_month_is_saved_as_it_is_shown(editor: TestClient[Any], fresh: Register) -> None:
    page = editor.get("/visits?view=calendar&month=2024-05").text
    link = re.search(r'href="(/export/json[^"]*)"', page)
    assert link
    saved = {visit["id"] for visit in editor.get(html.unescape(link[1])).json()}
    assert saved == set(re.findall(r'class="event[^"]*" href="/visits/([\w-]+)"', page)) and saved
    assert len(saved) < fresh.count_visits()


def test_the_history_names_what_was_decided(editor: TestClient[Any], fresh: Register) -> None:
    visit = next(each for each in fresh.visits() if each.hosts and each.origin == "UZ")
    fresh.correct(visit.id, "start", "2023-06-11", "diary", "ann")
    fresh.correct(visit.id, "head", visit.hosts[0], "list", "ann")
    editor.cookies.set("lang", "ru")
    page = editor.get("/history").text
    said, words = text_of(page), WORDS["ru"]
    assert f"начало: {' '.join(words.date('2023-06-11').split())}" in said
    assert words.person(fresh.person(visit.hosts[0])) in said and "Узбекистан → Азербайджан" in said
    assert f'href="/visits/{visit.id}"' in page and "ann" in said and "diary" in said
    assert "visit:" not in said
    card = text_of(editor.get(f"/visits/{visit.id}").text)
    assert "№ 1: исправить начало, ann" in card and "correct" not in card
    assert words.judged("#7 same by unknown") == "№ 7: то же, unknown" and words.judged("other") == "other"
    editor.cookies.clear()


def test_what_was_read_is_shown_in_the_language_of_the_page(editor: TestClient[Any]) -> None:
    told = "Kazakh Foreign Minister Arman Testbay arrived in Baku on an official visit on 3 May 2031."
    editor.cookies.set("lang", "kk")
    answer = editor.post("/add", files={"files": ("", b"")}, data={"_csrf_token": token_of(editor), "text": told})
    said, words = text_of(answer.text), WORDS["kk"]
    for shown in ("Әзірбайжан", words.office("minister of foreign affairs"), words.term("visit", "official")):
        assert shown in said
    assert " ".join(words.date("2031-05-03").split()) in said
    editor.cookies.clear()
