"""What the pages show is what the register says; what is wrong is said plainly."""

from __future__ import annotations

import html
import json
import re
from typing import Any

import pytest
from litestar.testing import TestClient
from tests.web.conftest import text_of, token_of
from world import make_told

from elchi.query import Query
from elchi.register import Register

LANGUAGES = ("az", "en", "kk", "ru")


def addresses(register: Register) -> list[str]:
    visit = max(register.visits(), key=lambda v: len(v.reports))
    report, other = visit.reports[:2]
    return [
        "/visits", "/visits?view=timeline", "/visits?view=calendar&month=2024-05", "/visits?from=KZ&sort=-end",
        f"/visits/{visit.id}", f"/reports/{report}", f"/reports/{report}?beside={other}", "/persons",
        f"/persons/{visit.head}", "/organisations", "/organisations?country=KZ", "/countries", "/countries/KZ",
        "/pairs/KZ/AZ", "/map", "/network", "/network?of=bodies", "/search", "/search?q=minister", "/brief",
        "/brief?country=KZ", f"/brief?person={visit.head}", f"/brief?visit={visit.id}", "/review",
        "/review/rereadings", "/history", "/add",
    ]  # fmt: skip


def test_every_page_has_a_title_and_one_heading_in_every_language(client: TestClient[Any], samples: Register) -> None:
    for language in LANGUAGES:
        client.cookies.set("lang", language)
        for address in addresses(samples):
            answer = client.get(address)
            assert answer.status_code == 200, address
            assert f'<html lang="{language}"' in answer.text
            assert re.search(r"<title>[^<]+ · elchi</title>", answer.text), address
            assert answer.text.count("<h1") == 1, address
    client.cookies.clear()


def test_the_same_question_gives_the_same_visits_everywhere(client: TestClient[Any], samples: Register) -> None:
    for asked in (
        "",
        "from=KZ",
        "to=AZ&sort=-start",
        "text=nazir",
        "office=ambassador",
        "since=2024",
        "review=conflicts",
    ):
        wanted = {visit.id for visit in samples.visits(Query.from_url(asked))}
        page = client.get(f"/visits?{asked}").text
        assert set(re.findall(r'href="/visits/(v-\w+)"', page)) == wanted, asked
        assert {visit["id"] for visit in client.get(f"/api/visits?{asked}").json()["visits"]} == wanted
        assert {visit["id"] for visit in client.get(f"/export/json?{asked}").json()} == wanted


def test_each_count_beside_a_filter_is_what_the_filter_gives(client: TestClient[Any]) -> None:
    page = client.get("/visits").text
    choices = re.findall(r'<li><a href="(/visits\?[^"]+)"><bdi>[^<]*</bdi></a> <span class="count">(\d+)</span>', page)
    assert len(choices) > 20
    for address, count in choices:
        shown = re.search(r'<h1>[^<]*<span class="count">(\d+)', client.get(html.unescape(address)).text)
        assert shown and shown[1] == count, address


def test_every_value_of_a_visit_has_its_sentence_and_leads_to_it(client: TestClient[Any], samples: Register) -> None:
    for visit in samples.visits():
        page = client.get(f"/visits/{visit.id}").text
        for field, told in visit.evidence.items():
            for each in told:
                assert f"/reports/{each['report']}" in page, field
        links = re.findall(r'href="(/reports/([\w-]+)\?at=(\d+)-(\d+)#c(\d+))"', page)
        assert links
        for link, report, start, end, anchor in set(links):
            assert start == anchor
            answer = client.get(html.unescape(link.split("#")[0])).text
            assert f'id="c{start}"' in answer and "asked" in answer, link
            assert samples.report(report).text[int(start) : int(end)].strip()


def test_linked_data_stands_in_the_page(client: TestClient[Any], samples: Register) -> None:
    visit = samples.visits()[0]
    page = client.get(f"/visits/{visit.id}").text
    block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert block and json.loads(block[1])["identifier"] == visit.id


def test_the_text_of_a_report_is_whole(client: TestClient[Any], samples: Register) -> None:
    for report in samples.reports():
        page = client.get(f"/reports/{report.id}").text
        shown = re.search(r'<div class="text"[^>]*>(.*?)</div>', page, re.DOTALL)
        assert shown
        assert html.unescape(re.sub(r"<[^>]+>", "", shown[1])) == samples.report(report.id).text


@pytest.mark.parametrize(
    ("address", "status", "said"),
    [
        ("/visits/v-none", 404, "There is no visit"),
        ("/reports/none", 404, "There is no report"),
        ("/persons/p-none", 404, "There is no person"),
        ("/visits?from=Nowhere", 400, "There is no country"),
        ("/visits?colour=red", 400, "There is no filter"),
        ("/visits?view=pie", 400, "There is no view"),
        ("/visits?sort=height", 400, "sort"),
        ("/export/docx", 400, "There is no format"),
        ("/nothing", 404, "Not Found"),
        ("/static/../app.py", 404, ""),
        ("/brief?country=KZ&person=x", 400, "of one"),
    ],
)
def test_what_is_wrong_is_said_plainly(client: TestClient[Any], address: str, status: int, said: str) -> None:
    answer = client.get(address)
    assert answer.status_code == status
    assert said in text_of(answer.text)
    assert "Traceback" not in answer.text


def test_language_and_theme_are_kept_and_leave_the_address(client: TestClient[Any]) -> None:
    answer = client.get("/visits?from=KZ&lang=ru&theme=dark", follow_redirects=False)
    assert answer.headers["location"] == "/visits?from=KZ"
    page = client.get("/visits").text
    assert 'lang="ru"' in page and 'data-theme="dark"' in page and "Визиты" in page and "Казахстан" in page
    client.cookies.clear()


def test_the_browsers_language_is_taken(client: TestClient[Any]) -> None:
    assert 'lang="kk"' in client.get("/visits", headers={"accept-language": "kk-KZ,ru;q=0.8"}).text
    assert 'lang="en"' in client.get("/visits", headers={"accept-language": "xx"}).text


def test_empty_fields_leave_the_address(client: TestClient[Any]) -> None:
    answer = client.get("/visits?text=&from=KZ&person=", follow_redirects=False)
    assert answer.headers["location"] == "/visits?from=KZ"


def test_markup_in_reports_is_text(hostiles: Register) -> None:
    from litestar.testing import TestClient as Client

    from elchi.web.app import make_app

    with Client(make_app(hostiles), base_url="http://testserver.local", raise_server_exceptions=False) as client:
        pages = addresses(hostiles) + [f"/reports/{r.id}" for r in hostiles.reports()]
        pages += [f"/visits/{v.id}" for v in hostiles.visits()] + [f"/persons/{p.id}" for p in hostiles.persons()]
        for address in pages:
            page = client.get(address).text
            assert "<script>window" not in page and "<img src=x" not in page and "<svg onload" not in page, address
            assert "\u202e" not in page and "<style>" not in page, address
            shown = re.sub(r'<script type="application/ld\+json">[^<]*</script>', "", page)
            assert "' onmouseover='" not in shown, address
            assert len(page) < 900_000, address
        table = client.get("/export/csv").text
        assert not re.search(r'(^|,)"?[=@]', table, re.MULTILINE)


def test_a_doubtful_visit_is_accepted_and_the_decision_undone(editor: TestClient[Any], fresh: Register) -> None:
    reading, report = make_told("doubted", confidence=0.2)
    fresh.put(reading, report)
    (visit,) = fresh.visits_of_report("doubted")
    page = editor.get("/review").text
    assert "Did this visit take place as told?" in page
    button = re.search(r'name="one" value="([^"]*)" data-key="y">accept', page)
    assert button
    sent = {"one": html.unescape(button[1]), "why": "the embassy says so", "_csrf_token": token_of(editor)}
    answer = editor.post("/review", data=sent)
    assert "take place as told" not in answer.text and "Decided:" in text_of(answer.text)
    assert fresh.visit(visit.id).judged and fresh.visit(visit.id).main == visit.main
    assert visit.id not in editor.get("/visits?review=open").text
    number = fresh.history()[-1].number
    editor.post(f"/history/{number}/undo", data={"_csrf_token": token_of(editor)})
    assert visit.id in editor.get("/visits?review=open").text


def test_what_new_readings_changed_is_shown_since_a_day(editor: TestClient[Any], fresh: Register) -> None:
    fresh.put(*make_told("again", kind="official"))
    assert "told anything else" in editor.get("/review/rereadings").text
    fresh.put(*make_told("again", kind="state", places=("<b>Astana</b>",)))
    page = editor.get("/review/rereadings").text
    shown = text_of(page)
    assert "official state" in shown and "/reports/again" in page and "&lt;b&gt;Astana" in page
    assert "official" not in text_of(editor.get("/review/rereadings?since=2999").text)
    assert editor.get("/review/rereadings?since=yesterday").status_code == 400


def test_a_page_is_never_older_than_a_decision(editor: TestClient[Any], fresh: Register) -> None:
    """With the index in memory: filters, counts, rows and the API tell of a change with the next request."""
    editor.app.state.site.register.remember(wait=True)
    visit = fresh.visits()[0]
    for kind in ("study", "private", "business"):
        fresh.correct(visit.id, "kind", kind, who="desk")
        page = editor.get(f"/visits?kind={kind}").text
        assert re.findall(r'href="/visits/(v-\w+)"', page) == [visit.id]
        assert f"</span> {kind}</td>" in page and f"</span> {kind}</td>" in editor.get("/visits").text
        assert editor.get(f"/api/visits?kind={kind}").json()["total"] == 1
        counted = {each["value"]: each["count"] for each in editor.get("/api/facets").json()["kind"]}
        assert counted[kind] == 1
        assert visit.id in editor.get(f"/visits?kind={kind}&view=timeline").text
    editor.cookies.set("lang", "ru")
    assert "</span> деловой</td>" in editor.get("/visits").text
    editor.cookies.clear()
    fresh.correct(visit.head or "", "name", "Nobody Newname", who="desk")
    assert "Nobody Newname" in editor.get("/visits").text
    fresh.remove_report(visit.reports[0], why="withdrawn", who="desk")
    left = fresh.count_visits()
    assert editor.get("/api/visits").json()["total"] == left == len(editor.get("/api/visits").json()["visits"])
    before = editor.get("/search?q=memorandum").text
    fresh.put(*make_told("newest"))
    assert "/reports/newest" not in before and "/reports/newest" in editor.get("/search?q=memorandum").text
    assert editor.get("/api/visits").json()["total"] == left + 1
