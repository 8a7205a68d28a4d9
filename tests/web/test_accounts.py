"""Accounts: who may be made one, what ends a session, and what the audit log holds."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from tests.web.conftest import PASSWORD, client_of, text_of

from elchi.errors import ElchiError
from elchi.register import Register
from elchi.web.accounts import Accounts, accounts_path
from elchi.web.site import User


@pytest.fixture
def own(tmp_path: Path) -> Accounts:
    accounts = Accounts(tmp_path / "a.db")
    accounts.add("aylin", "editor", PASSWORD)
    return accounts


def test_an_account_needs_a_role_a_name_and_a_long_password(own: Accounts) -> None:
    for name, role, password, said in (
        ("aylin", "owner", PASSWORD, "no role"),
        ("ay lin", "reader", PASSWORD, "cannot be a name"),
        ("", "reader", PASSWORD, "cannot be a name"),
        ("x" * 65, "reader", PASSWORD, "cannot be a name"),
        ("bek", "reader", "short", "too short"),
    ):
        with pytest.raises(ElchiError, match=said):
            own.add(name, role, password)
    assert own.users() == [User("aylin", "editor")]


def test_passwords_are_kept_as_argon2id_and_sessions_as_hashes(own: Accounts, tmp_path: Path) -> None:
    token = own.begin_session(User("aylin", "editor"))
    kept = (tmp_path / "a.db").read_bytes()
    assert PASSWORD.encode() not in kept and token.encode() not in kept
    assert (tmp_path / "a.db").stat().st_mode & 0o077 == 0
    with own._open() as connection:
        assert str(connection.execute(text("SELECT hash FROM users")).scalar()).startswith("$argon2id$")


def test_a_password_is_checked(own: Accounts) -> None:
    assert own.check("aylin", PASSWORD) == User("aylin", "editor")
    assert own.check("aylin", PASSWORD + "x") is None
    assert own.check("nobody", PASSWORD) is None
    assert own.check("aylin", "x" * 100_000) is None


def test_a_new_password_another_role_or_no_account_ends_sessions(own: Accounts) -> None:
    token = own.begin_session(User("aylin", "editor"))
    assert own.user_of_session(token) == User("aylin", "editor")
    own.add("aylin", "reader", PASSWORD + "!")
    assert own.user_of_session(token) is None
    again = own.begin_session(User("aylin", "reader"))
    assert own.user_of_session(again) == User("aylin", "reader")  # the role is the account's, not the session's
    own.end_session(again)
    assert own.user_of_session(again) is None
    last = own.begin_session(User("aylin", "reader"))
    own.remove("aylin")
    assert own.user_of_session(last) is None and own.users() == []
    with pytest.raises(ElchiError, match="no account"):
        own.remove("aylin")


def test_a_session_is_over_after_its_time(own: Accounts) -> None:
    token = own.begin_session(User("aylin", "editor"))
    with own._open() as connection:
        connection.execute(text("UPDATE sessions SET until = '2001-01-01T00:00:00+00:00'"))
    assert own.user_of_session(token) is None
    own.begin_session(User("aylin", "editor"))
    with own._open() as connection:
        assert connection.execute(text("SELECT count(*) FROM sessions")).scalar() == 1


def test_where_accounts_lie(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("ELCHI_ACCOUNTS", raising=False)
    assert accounts_path("/a/visits.db") == Path("/a/visits.accounts.db")
    assert accounts_path("postgresql://host/visits") == Path("elchi-accounts.db")
    monkeypatch.setenv("ELCHI_ACCOUNTS", "/b/x.db")
    assert accounts_path("/a/visits.db") == Path("/b/x.db")
    with pytest.raises(ElchiError, match="no folder"):
        Accounts(tmp_path / "none" / "a.db")


def log_in(client: Any, name: str, password: str = PASSWORD) -> Any:
    form = re.search(r'name="_csrf_token" value="([^"]+)"', client.get("/login").text)
    assert form
    return client.post("/login", data={"name": name, "password": password, "_csrf_token": form[1]})


def test_the_audit_page_tells_who_did_what(fresh: Register, accounts: Accounts) -> None:
    with client_of(fresh, accounts) as client:
        assert "Wrong" in text_of(log_in(client, "admin", "wrong password!").text) or client.get("/visits").is_success
        log_in(client, "admin")
        visit = fresh.visits()[0]
        page = client.get(f"/visits/{visit.id}").text
        form = re.search(r'name="_csrf_token" value="([^"]+)"', page)
        assert form
        told = {"field": "kind", "value": "study", "why": "as the <embassy> says", "_csrf_token": form[1]}
        assert client.post(f"/visits/{visit.id}/correct", data=told).status_code == 200
        shown = text_of(client.get("/audit").text)
        assert "login failed" in shown and "correct" in shown and "kind" in shown and "admin" in shown
        history = client.get("/history").text
        assert "as the &lt;embassy&gt; says" in history
    acts = [(act.who, act.act) for act in accounts.acts(3)]
    assert acts[0] == ("admin", "correct")


def test_a_log_of_thousands_is_cut_and_its_lines_too(own: Accounts) -> None:
    for number in range(12):
        own.note("aylin", "add", f"{number} " + "x" * 5000)
    acts = own.acts(10)
    assert len(acts) == 10 and acts[0].what.startswith("11 ") and len(acts[0].what) == 2000


def test_basic_authorisation_is_for_the_api_alone(samples: Register, accounts: Accounts) -> None:
    with client_of(samples, accounts) as client:
        assert client.get("/api/visits", auth=("reader", PASSWORD)).status_code == 200
        assert client.get("/api/visits", auth=("reader", "wrong")).status_code == 401
        assert client.get("/api/review", auth=("reader", PASSWORD)).status_code == 403
        assert client.get("/visits", auth=("reader", PASSWORD), follow_redirects=False).status_code == 302
        assert client.get("/api/visits", headers={"authorization": "Basic ???"}).status_code == 401
        codes = [client.get("/api/visits", auth=("reader", "wrong")).status_code for _ in range(12)]
        assert codes[-1] == 429


def test_where_nobody_logs_in_there_is_no_audit(client: Any) -> None:
    answer = client.get("/audit")
    assert answer.status_code == 404 and "history of decisions" in text_of(answer.text)
    assert client.get("/login", follow_redirects=False).headers["location"] == "/visits"
