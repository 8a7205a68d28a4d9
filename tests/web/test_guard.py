"""Which role may do what, the headers of every answer, and what is refused."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from litestar.testing import TestClient

from elchi.register import Register
from elchi.web.accounts import Accounts
from elchi.web.app import is_local, make_app
from elchi.web.guard import Bucket
from elchi.web.routes import handlers
from elchi.web.shared import Shared
from elchi.web.site import User

PASSWORD = "correct horse battery"
ROLES = ("nobody", "reader", "editor", "admin")
# Every route, and the least role that may use it.
TABLE = {
    ("GET", "/"): "reader",
    ("GET", "/visits"): "reader",
    ("GET", "/visits/{id}"): "reader",
    ("GET", "/visits/{id}/export/{format}"): "reader",
    ("POST", "/visits/{id}/correct"): "editor",
    ("POST", "/visits/{id}/split"): "editor",
    ("GET", "/reports/{id}"): "reader",
    ("POST", "/reports/{id}/remove"): "admin",
    ("GET", "/persons"): "reader",
    ("GET", "/persons/{id}"): "reader",
    ("GET", "/organisations"): "reader",
    ("GET", "/organisations/{country}/{name}"): "reader",
    ("GET", "/countries"): "reader",
    ("GET", "/countries/{code}"): "reader",
    ("GET", "/pairs/{first}/{second}"): "reader",
    ("GET", "/map"): "reader",
    ("GET", "/network"): "reader",
    ("GET", "/search"): "reader",
    ("GET", "/brief"): "reader",
    ("GET", "/brief/docx"): "reader",
    ("GET", "/export/{format}"): "reader",
    ("GET", "/review"): "editor",
    ("POST", "/review"): "editor",
    ("GET", "/review/rereadings"): "editor",
    ("GET", "/history"): "reader",
    ("POST", "/history/{number}/agree"): "editor",
    ("POST", "/history/{number}/undo"): "editor",
    ("GET", "/add"): "editor",
    ("POST", "/add"): "editor",
    ("GET", "/add/{token}"): "editor",
    ("POST", "/add/{token}"): "editor",
    ("GET", "/add/{token}/events"): "editor",
    ("GET", "/login"): "anyone",
    ("POST", "/login"): "anyone",
    ("POST", "/logout"): "anyone",
    ("GET", "/audit"): "admin",
    ("GET", "/static/{name}"): "anyone",
    ("GET", "/api/visits"): "reader",
    ("GET", "/api/visits/{id}"): "reader",
    ("GET", "/api/visits/{id}/statements"): "reader",
    ("GET", "/api/facets"): "reader",
    ("GET", "/api/persons"): "reader",
    ("GET", "/api/persons/{id}"): "reader",
    ("GET", "/api/who"): "reader",
    ("GET", "/api/reports/{id}"): "reader",
    ("GET", "/api/reports/{id}/statements"): "reader",
    ("GET", "/api/search"): "reader",
    ("GET", "/api/relations"): "reader",
    ("GET", "/api/brief"): "reader",
    ("GET", "/api/export/{format}"): "reader",
    ("GET", "/api/judgements"): "reader",
    ("GET", "/api/counts"): "reader",
    ("GET", "/api/review"): "editor",
    ("POST", "/api/judgements"): "editor",
    ("POST", "/api/judgements/{number}/undo"): "editor",
}


def routes() -> dict[tuple[str, str], str]:
    """Return (method, path) -> role as the application has it."""
    found = {}
    for handler in handlers():
        for path in handler.paths:
            plain = path.replace(":str", "").replace(":int", "")
            for method in handler.http_methods - {"HEAD", "OPTIONS"}:
                found[str(getattr(method, "value", method)), plain] = str(handler.opt.get("role", "admin"))
    return found


def test_every_route_stands_in_the_table() -> None:
    assert routes() == TABLE


@pytest.fixture(scope="module")
def clients(samples: Register, tmp_path_factory: pytest.TempPathFactory) -> dict[str, TestClient[Any]]:
    accounts = Accounts(tmp_path_factory.mktemp("accounts") / "a.db")
    for role in ROLES[1:]:
        accounts.add(role, role, PASSWORD)
    app = make_app(samples, accounts)
    found = {}
    for role in ROLES:
        client: TestClient[Any] = TestClient(app, base_url="http://testserver.local", raise_server_exceptions=False)
        found[role] = client
    return found


@pytest.mark.parametrize(("method", "path"), sorted(TABLE))
def test_a_role_sees_what_it_may(
    clients: dict[str, TestClient[Any]], samples: Register, method: str, path: str
) -> None:
    least = TABLE[method, path]
    visit = samples.visits()[0]
    real = path.replace("{id}", visit.id if "visits" in path else visit.reports[0] if "reports" in path else "p-x")
    for name, value in (("country", "KZ"), ("code", "KZ"), ("first", "KZ"), ("second", "AZ"), ("format", "json"),
                        ("number", "1"), ("token", "x"), ("name", "elchi.css")):  # fmt: skip
        real = real.replace("{" + name + "}", value)
    for role, client in clients.items():
        if role != "nobody":
            client.cookies.set("session", client.app.state.site.accounts.begin_session(User(role, role)))
        client.get("/login")  # sets the cookie of the token
        headers = {"x-csrftoken": client.cookies.get("csrf") or ""}
        sent = {"json": {}} if path.startswith("/api") else {"data": {"a": "b"}}
        answer = (
            client.get(real, follow_redirects=False)
            if method == "GET"
            else client.post(real, follow_redirects=False, headers=headers, **sent)  # type: ignore[arg-type]
        )
        allowed = least == "anyone" or (role != "nobody" and ROLES.index(role) >= ROLES.index(least))
        if least == "anyone":
            assert answer.status_code != 500
        elif allowed:
            assert answer.status_code not in (401, 403, 500), f"{role} {method} {real}: {answer.status_code}"
        elif role == "nobody" and not path.startswith("/api"):
            assert answer.status_code == 302 and answer.headers["location"] == "/login"
        else:
            assert answer.status_code == (401 if role == "nobody" else 403), f"{role} {method} {real}"
        if not allowed:
            assert visit.id not in answer.text.replace(real, "")


def test_every_answer_has_the_protecting_headers(client: TestClient[Any]) -> None:
    for path in ("/visits", "/nothing", "/visits?from=Nowhere", "/api/visits", "/api/visits/none", "/static/elchi.css"):
        headers = client.get(path).headers
        policy = headers["content-security-policy"]
        assert "default-src 'none'" in policy and "unsafe" not in policy and "http:" not in policy, path
        assert headers["x-content-type-options"] == "nosniff"


def test_a_change_needs_the_token_of_the_page(client: TestClient[Any]) -> None:
    assert client.post("/history/1/undo", data={"a": "b"}).status_code == 403


def test_a_change_by_the_api_needs_json_from_here(client: TestClient[Any]) -> None:
    decision = {"act": "same", "left": "p-1", "right": "p-2"}
    assert client.post("/api/judgements", data=decision).status_code == 403
    assert client.post("/api/judgements", json=decision, headers={"origin": "https://example.org"}).status_code == 403
    assert client.post("/api/judgements", json=decision).status_code == 400


def test_another_name_of_this_machine_is_refused(client: TestClient[Any]) -> None:
    assert client.get("/visits", headers={"host": "example.org"}).status_code == 403
    assert client.get("/visits", headers={"host": "127.0.0.1.example.org:80"}).status_code == 403


def test_login_by_password_and_out_again(clients: dict[str, TestClient[Any]]) -> None:
    client = clients["nobody"]
    client.get("/login")
    token = {"x-csrftoken": client.cookies.get("csrf") or ""}
    wrong = client.post("/login", data={"name": "reader", "password": "wrong"}, headers=token)
    assert wrong.status_code == 401 and "session" not in client.cookies
    right = client.post("/login", data={"name": "reader", "password": PASSWORD}, headers=token, follow_redirects=False)
    assert right.headers["location"] == "/visits"
    cookie = right.headers["set-cookie"].lower()
    assert "httponly" in cookie and "samesite=strict" in cookie
    assert client.get("/visits").status_code == 200
    client.post("/logout", data={"a": "b"}, headers=token)
    assert client.get("/visits", follow_redirects=False).headers["location"] == "/login"
    acts = [act.act for act in client.app.state.site.accounts.acts()]
    assert "login" in acts and "login failed" in acts


def test_too_many_logins_are_refused_whichever_process_is_asked(tmp_path: Path) -> None:
    one, other = (Bucket(Shared(tmp_path / "s.db"), "logins", 3) for _ in range(2))
    assert [bucket.take("a") for bucket in (one, other, one, other, one)] == [True, True, True, False, False]
    assert one.take("b")
    assert Bucket(other.shared, "requests", 3).take("a")
    over = Bucket(one.shared, "logins", 3, seconds=0.0)  # a stretch that is over at once
    assert over.take("a") and over.take("a")


def test_only_this_machine_needs_no_account() -> None:
    assert all(map(is_local, ("127.0.0.1", "localhost", "::1", "127.0.0.9")))
    assert not any(map(is_local, ("0.0.0.0", "::", "192.168.1.4", "example.org")))


def test_beyond_this_machine_it_refuses_to_start_without_accounts(
    samples: Register, monkeypatch: Any, tmp_path: Any
) -> None:
    from elchi.errors import ElchiError
    from elchi.web.app import serve

    monkeypatch.setenv("ELCHI_ACCOUNTS", str(tmp_path / "none.db"))
    with pytest.raises(ElchiError, match="elchi user add"):
        serve(samples.address, "0.0.0.0", 1)


def test_several_processes_serve_as_one(fresh: Register) -> None:
    """Tokens, drafts and decisions hold whichever process answers; each request comes by a connection of its own."""
    import re
    import socket
    import subprocess
    import sys
    import time

    import httpx

    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    base = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "elchi", "serve", "--register", fresh.address, "--port", str(port)]
    server = subprocess.Popen([*command, "--workers", "2"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def get(path: str, **asked: Any) -> httpx.Response:
        return httpx.get(base + path, follow_redirects=True, timeout=30, **asked)

    try:
        for _ in range(300):
            try:
                page = get("/add")
                break
            except httpx.TransportError:
                time.sleep(0.1)
        cookies = {"csrf": page.cookies["csrf"]}
        found = re.search(r'name="_csrf_token" value="([^"]+)"', get("/add", cookies=cookies).text)
        assert found
        told = "Defence Minister of Uzbekistan Otabek Sinov visited Baku on 4 May 2031."
        sent = {"_csrf_token": found[1], "text": told}
        answer = httpx.post(f"{base}/add", data=sent, files={"a": b""}, cookies=cookies, timeout=30)
        assert answer.status_code == 303, answer.text
        draft = answer.headers["location"]
        assert all("Otabek Sinov" in get(draft).text for _ in range(12))  # whichever is asked
        before = len(fresh.reports())
        httpx.post(base + draft, data={"_csrf_token": found[1]}, cookies=cookies, timeout=30)
        for _ in range(100):
            if "Stored" in get(draft).text:
                break
            time.sleep(0.05)
        assert len(fresh.reports()) == before + 1
        shown = [re.search(r'<h1>[^<]*<span class="count">(\d+)', get("/visits").text) for _ in range(12)]
        assert {each and each[1] for each in shown} == {str(fresh.count_visits())}
    finally:
        server.terminate()
        server.wait(30)
