"""Registers to serve: the samples, and one whose reports are hostile; clients over them, and a server for a browser."""

from __future__ import annotations

import html
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("litestar", reason="litestar is not installed")

from litestar.testing import TestClient

from elchi.model import Activity, Document, HeldOffice, PersonReading, Reading, Report, VisitReading
from elchi.pipeline import add_paths
from elchi.register import Register
from elchi.samples import sample_paths
from elchi.sources.report import make_key
from elchi.web.accounts import Accounts
from elchi.web.app import make_app

PASSWORD = "correct horse battery"
MARKUP = (
    "<script>window.struck=1</script>",
    '"><img src=x onerror="window.struck=1">',
    "</title><svg onload=window.struck=1>",
    "<style>body{display:none}</style>",
    "</script><script>window.struck=1</script>",
    "{{ 7*7 }}${7*7}",
    '=HYPERLINK("http://example.org")',
    "\u202egnp.exe\u202c",
    "javascript:window.struck=1",
    "' onmouseover='window.struck=1",
)


def hostile(number: int, markup: str, size: int = 0) -> tuple[Reading, Report]:
    """Return a report, and what it says, with markup wherever a report's words come to stand."""
    text = f"{markup} Minister {markup} visited {markup}. " + "x" * size + f" The end {markup}"
    whole = ((0, len(markup) + 9),)
    report = Report(
        id=f"hostile-{number}", text=text, title=markup, outlet=markup, url=f"https://example.org/{markup}",
        language="en", published="2030-05-01", key=make_key(text, markup, None),
    )  # fmt: skip
    held = HeldOffice(office="minister of defence", position=markup, organisation=markup, country="KZ", spans=whole)
    people = tuple(
        PersonReading(
            id=f"p{n}", name=f"{name} {markup}", position=markup, office="minister of defence", rank=markup,
            country=country, offices=(held,), evidence=whole, slots={"position": whole, "rank": whole},
        )
        for n, (name, country) in enumerate((("Aman Testbek", "KZ"), ("Elnur Sinaqov", "AZ")), 1)
    )  # fmt: skip
    visit = VisitReading(
        origin="KZ", destination="AZ", kind="official", status="completed", head="p1", hosts=("p2",),
        start=f"2030-05-{number + 1:02}", places=(markup,), evidence=whole, topics=(markup,),
        slots=dict.fromkeys(("from", "to", "head", "hosts", "start", "kind", "status", "places"), whole),
        activities=(Activity(kind="meeting", place=markup, participants=("p2",), evidence=whole),),
        documents=(Document(kind="memorandum", title=markup, evidence=whole),),
    )  # fmt: skip
    reading = Reading(id=report.id, language="en", title=markup, outlet=markup, published="2030-05-01",
                      persons=people, visits=(visit,), text_chars=len(text), warnings=(markup,))  # fmt: skip
    return reading, report


@pytest.fixture(scope="session")
def samples(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with Register.open(tmp_path_factory.mktemp("web") / "samples.db") as register:
        add_paths(register, sample_paths())
        yield register


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Register]:
    """The samples again, to be changed."""
    with Register.open(tmp_path / "fresh.db") as register:
        add_paths(register, sample_paths())
        yield register


@pytest.fixture(scope="session")
def hostiles(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    with Register.open(tmp_path_factory.mktemp("web") / "hostile.db") as register:
        for number, markup in enumerate(MARKUP):
            register.put(*hostile(number, markup, 1_000_000 if number == 0 else 0))
        yield register


def client_of(register: Register, accounts: Accounts | None = None) -> TestClient[Any]:
    return TestClient(make_app(register, accounts), base_url="http://testserver.local", raise_server_exceptions=False)


@pytest.fixture(scope="session")
def client(samples: Register) -> Iterator[TestClient[Any]]:
    with client_of(samples) as client:
        yield client


@pytest.fixture
def editor(fresh: Register) -> Iterator[TestClient[Any]]:
    with client_of(fresh) as client:
        yield client


def token_of(client: TestClient[Any], path: str = "/add") -> str:
    """Return the token of a page's form."""
    found = re.search(r'name="_csrf_token" value="([^"]+)"', client.get(path).text)
    assert found, f"no form on {path}"
    return found[1]


def text_of(page: str) -> str:
    """Return what a page says, without its markup, on one line."""
    return html.unescape(re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page)))


@pytest.fixture(scope="session")
def accounts(tmp_path_factory: pytest.TempPathFactory) -> Accounts:
    accounts = Accounts(tmp_path_factory.mktemp("accounts") / "a.db")
    for role in ("reader", "editor", "admin"):
        accounts.add(role, role, PASSWORD)
    return accounts


Serve = Callable[..., str]


@pytest.fixture(scope="session")
def serve() -> Iterator[Serve]:
    """Serve a register on a free port; returns the address."""
    import uvicorn

    servers: list[Any] = []

    def start(register: Register, accounts: Accounts | None = None) -> str:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        config = uvicorn.Config(make_app(register, accounts), host="127.0.0.1", port=port, log_level="error")
        server = uvicorn.Server(config)
        threading.Thread(target=server.run, daemon=True).start()
        while not server.started:
            time.sleep(0.05)
        servers.append(server)
        return f"http://127.0.0.1:{port}"

    yield start
    for server in servers:
        server.should_exit = True
