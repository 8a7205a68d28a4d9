"""The pages in a real Chromium: themes, widths, axe, keyboard alone, scripts off, hostile reports, roles."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest

from elchi.register import Register

sync_api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed (Chromium tests)")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
ARGS = (
    "--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update",
    "--disable-sync", "--no-first-run",
)  # fmt: skip
pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="Chromium is not installed")
Serve = Callable[..., str]


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    with sync_api.sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(ARGS))
        yield browser
        browser.close()


@pytest.fixture(scope="module")
def axe(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return the script of axe-core, fetched from npm for this run."""
    npm = shutil.which("npm")
    if npm is None:
        pytest.skip("npm is not installed, so that axe-core cannot be fetched")
    folder = tmp_path_factory.mktemp("axe")
    done = subprocess.run([npm, "pack", "axe-core@4", "--silent"], cwd=folder, capture_output=True, text=True)
    packed = list(folder.glob("*.tgz"))
    if done.returncode or not packed:
        pytest.skip("axe-core could not be fetched from npm")
    shutil.unpack_archive(packed[0], folder)
    return (folder / "package" / "axe.min.js").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def base(serve: Serve, samples: Register) -> str:
    return serve(samples)


def pages(register: Register) -> dict[str, str]:
    visit = max(register.visits(), key=lambda v: (len(v.conflicts), len(v.reports)))
    report, other = visit.reports[:2]
    return {
        "visits": "/visits", "timeline": "/visits?view=timeline", "calendar": "/visits?view=calendar&month=2024-05",
        "filtered": "/visits?from=KZ&text=ekologiya", "visit": f"/visits/{visit.id}", "report": f"/reports/{report}",
        "beside": f"/reports/{report}?beside={other}", "persons": "/persons", "person": f"/persons/{visit.head}",
        "organisations": "/organisations?country=KZ", "organisation": "/organisations/KZ/health",
        "countries": "/countries", "country": "/countries/KZ", "pair": "/pairs/KZ/AZ", "map": "/map",
        "network": "/network", "bodies": "/network?of=bodies", "search": "/search?q=nazir", "brief": "/brief",
        "briefing": "/brief?country=KZ", "review": "/review", "rereadings": "/review/rereadings",
        "history": "/history", "add": "/add", "fault": "/visits?from=Nowhere",
    }  # fmt: skip


NAMES = (
    "visits", "timeline", "calendar", "filtered", "visit", "report", "beside", "persons", "person", "organisations",
    "organisation", "countries", "country", "pair", "map", "network", "bodies", "search", "brief", "briefing",
    "review", "rereadings", "history", "add", "fault",
)  # fmt: skip


class Watched:
    """A page with what went wrong in it: console errors, faults of scripts, requests to elsewhere."""

    def __init__(self, browser: Any, base: str, **options: Any) -> None:
        self.base, self.wrong = base, []
        self.context = browser.new_context(bypass_csp=options.pop("bypass_csp", False), locale="en", **options)
        self.page = self.context.new_page()
        self.page.on("console", lambda said: self.wrong.append(said.text) if said.type == "error" else None)
        self.page.on("pageerror", lambda error: self.wrong.append(str(error)))
        self.page.on("dialog", lambda dialog: (self.wrong.append("dialog"), dialog.dismiss()))
        self.page.on("request", self._request)

    def _request(self, request: Any) -> None:
        parts = urlsplit(request.url)
        if parts.scheme not in ("data", "about") and f"{parts.scheme}://{parts.netloc}" != self.base:
            self.wrong.append(f"request to {request.url}")

    def open(self, address: str) -> Any:
        self.page.goto(self.base + address)
        return self.page

    def __enter__(self) -> Watched:
        return self

    def __exit__(self, *_: object) -> None:
        self.context.close()


RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", NAMES)
def test_a_page_is_accessible(browser: Any, base: str, samples: Register, axe: str, name: str, scheme: str) -> None:
    with Watched(browser, base, color_scheme=scheme, viewport={"width": 1280, "height": 900}, bypass_csp=True) as seen:
        page = seen.open(pages(samples)[name])
        page.evaluate(axe)
        found = page.evaluate("rules => axe.run(document, {runOnly: rules})", RULES)["violations"]
        told = [f"{each['id']}: {node['html'][:160]}" for each in found for node in each["nodes"][:3]]
        assert not told, "\n".join(told)


@pytest.mark.parametrize("width", [1280, 390])
def test_no_page_is_wider_than_the_window_or_asks_elsewhere(
    browser: Any, base: str, samples: Register, width: int
) -> None:
    with Watched(browser, base, viewport={"width": width, "height": 800}) as seen:
        for name, address in pages(samples).items():
            page = seen.open(address)
            assert page.title().endswith("elchi"), name
            assert page.evaluate("document.documentElement.scrollWidth") <= width, f"{name} at {width}"
            wrong = [each for each in seen.wrong if not (name == "fault" and "400" in each)]
            assert not wrong, f"{name}: {wrong}"


def test_rows_are_whole_on_a_narrow_screen(browser: Any, base: str, samples: Register) -> None:
    """Nothing of a visit is to be scrolled to: who came stands under where from, the filters are a jump away."""
    with Watched(browser, base, viewport={"width": 390, "height": 800}) as seen:
        for name in ("visits", "country", "person"):
            page = seen.open(pages(samples)[name])
            cells = page.locator("table.rows tbody td:visible")
            edges = [cells.nth(n).bounding_box() for n in range(cells.count())]
            assert edges and all(box["x"] >= 0 and box["x"] + box["width"] <= 390 for box in edges), name
        page = seen.open("/visits")
        page.get_by_role("link", name="Filters").click()
        assert page.locator("#filters").is_visible() and page.url.endswith("#filters")


def test_a_dispute_is_settled_by_keyboard(browser: Any, serve: Serve, fresh: Register) -> None:
    (visit,) = (each for each in fresh.visits() if each.conflicts)
    other = visit.conflicts[0].values[1]["value"]
    with Watched(browser, serve(fresh)) as seen:
        page = seen.open("/review")
        page.keyboard.press("j")
        page.keyboard.press("2")
        page.wait_for_url("**/review?done=*")
        assert fresh.visit(visit.id).start == other
        assert not seen.wrong


def test_everything_works_without_scripts(browser: Any, base: str, samples: Register) -> None:
    with Watched(browser, base, java_script_enabled=False) as seen:
        page = seen.open("/visits")
        page.get_by_label("Person", exact=True).fill("Koszhanov")
        page.get_by_role("button", name="Show").click()
        assert "person=Koszhanov" in page.url and "text=" not in page.url
        page.locator("tbody th a").first.click()
        fact = page.locator("dl.facts a.value").first
        fact.focus()
        tip = page.locator(f"#{fact.get_attribute('aria-describedby')}")
        assert tip.is_visible() and tip.locator("mark").first.is_visible()
        fact.click()
        assert "/reports/" in page.url and page.locator(".asked").count()
        page.go_back()
        assert "/visits/" in page.url
        assert not seen.wrong


def test_the_reader_is_stepped_through_by_keys(browser: Any, base: str, samples: Register) -> None:
    with Watched(browser, base) as seen:
        page = seen.open(pages(samples)["report"])
        place = "document.activeElement.id"
        page.keyboard.press("j")
        first = page.evaluate(place)
        page.keyboard.press("j")
        second = page.evaluate(place)
        page.keyboard.press("k")
        assert first.startswith("c") and second.startswith("c") and first != second
        assert page.evaluate(place) == first


def test_a_legend_hides_what_it_names(browser: Any, base: str, samples: Register) -> None:
    with Watched(browser, base, java_script_enabled=False) as seen:
        page = seen.open(pages(samples)["report"])
        ground = "getComputedStyle(document.querySelector('.m.k-person')).backgroundColor"
        context = seen.context
        assert context
        before = page.locator(".m.k-person").first.screenshot()
        page.get_by_label("person").uncheck()
        assert page.locator(".m.k-person").first.screenshot() != before, ground


def test_a_tip_goes_away_by_escape(browser: Any, base: str, samples: Register) -> None:
    with Watched(browser, base) as seen:
        page = seen.open(pages(samples)["visit"])
        fact = page.locator("dl.facts a.value").first
        fact.focus()
        tip = page.locator(f"#{fact.get_attribute('aria-describedby')}")
        assert tip.is_visible()
        page.keyboard.press("Escape")
        assert not tip.is_visible()


def test_reviewing_and_undoing_by_keyboard(browser: Any, serve: Serve, fresh: Register) -> None:
    first, second = fresh.persons()[:2]
    fresh.judge("unsure", first.id, second.id, "to be reviewed")
    with Watched(browser, serve(fresh)) as seen:
        page = seen.open("/review")
        before = len(fresh.history())
        if page.locator(".item").count():
            page.keyboard.press("j")
            page.keyboard.press(page.locator(".item button[data-key]").first.get_attribute("data-key"))
            page.wait_for_url("**/review?done=*")
            assert len(fresh.history()) == before + 1
        seen.open("/history")
        page.get_by_role("button", name="Undo").first.press("Enter")
        page.wait_for_load_state()
        assert any(each.undone for each in fresh.history())
        assert not seen.wrong


def test_a_text_is_pasted_previewed_and_stored(browser: Any, serve: Serve, fresh: Register, tmp_path: Path) -> None:
    file = tmp_path / "second.txt"
    file.write_text("Kazakh Foreign Minister Arman Testbay arrived in Baku on an official visit on 3 May 2031.")
    with Watched(browser, serve(fresh)) as seen:
        page = seen.open("/add")
        page.get_by_label("Text of a report").fill(
            "Defence Minister of Uzbekistan Otabek Sinov visited Baku on 4 May 2031."
        )
        page.locator("input[type=file]").set_input_files(file)
        page.get_by_role("button", name="Read").click()
        count = len(fresh.reports())
        assert page.get_by_text("Arman Testbay").first.is_visible()
        page.get_by_role("button", name="Store 2 reports").click()
        page.get_by_role("heading", name="Stored").wait_for(timeout=20_000)
        assert len(fresh.reports()) == count + 2
        assert not seen.wrong


def test_hostile_reports_do_nothing(browser: Any, serve: Serve, hostiles: Register) -> None:
    addresses = ["/visits", "/persons", "/search?q=minister", "/brief?country=KZ", "/network", "/review",
                 "/organisations?country=KZ", "/countries/KZ", "/pairs/KZ/AZ", "/visits?view=timeline"]  # fmt: skip
    addresses += [f"/visits/{visit.id}" for visit in hostiles.visits()]
    addresses += [f"/persons/{person.id}" for person in hostiles.persons()]
    addresses += [f"/reports/{report.id}" for report in hostiles.reports()]
    with Watched(browser, serve(hostiles), viewport={"width": 1280, "height": 800}) as seen:
        for address in addresses:
            page = seen.open(address)
            assert page.evaluate("window.struck") is None, address
            assert page.locator("h1").is_visible(), address
            assert page.evaluate("document.documentElement.scrollWidth") <= 1280, address
            assert not seen.wrong, (address, seen.wrong)


@pytest.mark.parametrize(("role", "sees"), [("reader", False), ("editor", True), ("admin", True)])
def test_a_role_is_offered_what_it_may_do(
    browser: Any, serve: Serve, samples: Register, accounts: Any, role: str, sees: bool
) -> None:
    with Watched(browser, serve(samples, accounts)) as seen:
        page = seen.open("/visits")
        assert page.url.endswith("/login")
        page.get_by_label("Name").fill(role)
        page.get_by_label("Password").fill("correct horse battery")
        page.get_by_role("button", name="Log in").click()
        page.wait_for_url("**/visits")
        assert (page.get_by_role("link", name="Review").count() > 0) is sees
        assert (page.get_by_role("link", name="Audit").count() > 0) is (role == "admin")
        page.get_by_role("button", name="Log out").click()
        page.wait_for_url("**/login")
        assert not seen.wrong
