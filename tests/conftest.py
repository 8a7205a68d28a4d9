"""Under ELCHI_NO_SKIP nothing may be skipped for want of a program or a library of ours."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

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
