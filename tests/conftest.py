"""A register of two countries, and the rule that under ELCHI_NO_SKIP nothing of ours may be skipped."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from world import HEAD, HOST, make_told

from elchi.model import Award
from elchi.register import Register

OURS = ("PostgreSQL", "psycopg", "Chromium", "chromium", "Ray", "ray", "pyarrow", "openpyxl", "docx", "litestar")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item: pytest.Item, call: pytest.CallInfo[None]) -> Iterator[None]:
    """Turn a skip into a failure where the run must be whole."""
    report = yield  # type: ignore[misc]
    if os.environ.get("ELCHI_NO_SKIP") and report.skipped and not hasattr(report, "wasxfail"):
        reason = str(call.excinfo.value) if call.excinfo else ""
        if any(word in reason for word in OURS):
            report.outcome = "failed"
            report.longrepr = f"skipped where nothing may be: {reason}"
    return report  # type: ignore[return-value]


@pytest.fixture(scope="session")
def related(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Register]:
    """Two visits that took place from AZ to KZ and one that is planned, all led by one minister."""
    with Register.open(tmp_path_factory.mktemp("relations") / "r.db") as store:
        text = f"In return {HEAD} of Azerbaijan came again to Astana on 1 June 2032 and gave {HOST} <a medal>."
        award = Award(title="<a medal>", giver="p1", recipient="p2", evidence=((0, len(text)),))
        for told in (
            make_told("first"),
            make_told("second", text, start="2032-06-01", documents=(), awards=(award,)),
            make_told("planned", start="2033-02-01", status="planned", documents=()),
        ):
            store.add(*told)
        yield store
