"""A small snapshot: one visit held, one planned, with an awkward name in it."""

from __future__ import annotations

import pytest

from elchi.export.snapshot import Snapshot
from elchi.model import Conflict, Person, Tenure, Visit
from elchi.register.values import StoredReport

TEXT = "The minister, Qanat Sabirov, came to Azerbaijan on 3 May. He signed a plan."


@pytest.fixture
def snapshot() -> Snapshot:
    def span(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    head = Person(
        id="p-1",
        name="Qanat Sabirov",
        names=({"name": "Qanat Sabirov", "language": "en", "reports": ["r1"]}, {"name": "Канат Сабиров"}),
        tenures=(
            Tenure(
                office="minister of energy", country="KZ", first_seen="2024-05", last_seen="2024-05", reports=("r1",)
            ),
        ),
        country="KZ",
        reports=("r1",),
    )
    host = Person(id="p-2", name="=1+1", country="AZ", reports=("r1",))
    held = Visit(
        id="v-1",
        origin="KZ",
        destination="AZ",
        kind="working",
        status="completed",
        head="p-1",
        hosts=("p-2",),
        start="2024-05-03",
        duration_days=2,
        places=("Baku",),
        activities=(
            {
                "kind": "signing",
                "with": ["p-2"],
                "reports": ["r1"],
                "evidence": [{"report": "r1", "spans": span("signed")}],
            },
        ),
        documents=(
            {
                "kind": "plan",
                "title": "a plan; of, things",
                "reports": ["r1"],
                "evidence": [{"report": "r1", "spans": span("plan")}],
            },
        ),
        reports=("r1",),
        independent_sources=1,
        conflicts=(
            Conflict(
                field="start",
                values=({"value": "2024-05-03", "reports": ["r1"]}, {"value": "2024-05-04", "reports": ["r2"]}),
            ),
        ),
        evidence={"head": ({"report": "r1", "value": "p-1", "spans": span("Qanat Sabirov")},)},
    )
    planned = Visit(id="v-2", origin="AZ", destination="KZ", status="planned", start="XXXX-06-01", reports=("r1",))
    report = StoredReport(
        id="r1", revision="x", text=TEXT, language="en", title="Visit", outlet="Wire", published="2024-05-04"
    )
    return Snapshot(visits=(held, planned), persons={"p-1": head, "p-2": host}, reports={"r1": report})
