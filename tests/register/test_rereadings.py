"""What a new reading of a report changed is logged, field by field; what it did not is not."""

from __future__ import annotations

import msgspec
from test_store import fill
from world import HOST, make_told

from elchi.register import Register


def test_a_new_reading_tells_what_it_changed(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        assert register.rereadings() == []
        register.put(*make_told("c", start="2031-11-03", kind="working", places=("Almaty", "Astana"), hosts=()))
        found = {each.field: (each.before, each.after) for each in register.rereadings()}
        assert found == {
            "start": ("2031-11-02", "2031-11-03"),
            "places": (["Almaty"], ["Almaty", "Astana"]),
            "hosts": ([HOST], []),
        }
        (change, *_) = register.rereadings()
        assert change.report == "c" and register.visit(change.visit).start == "2031-11-03"
        assert register.rereadings(since="2999") == [] and len(register.rereadings(since="2001-02")) == 3
        assert len(register.rereadings(limit=1)) == 1
        register.put(*make_told("c", start="2031-11-03", kind="working", places=("Almaty", "Astana"), hosts=()))
        assert len(register.rereadings()) == 3  # the same once more changes nothing


def test_visits_found_and_lost_are_told_whole(address: str) -> None:
    with Register.open(address) as register:
        fill(register)
        reading, report = make_told("c", start="2031-11-02", kind="working", places=("Almaty",))
        register.put(msgspec.structs.replace(reading, visits=()), report)
        (lost,) = register.rereadings()
        assert lost.field == "visit" and lost.after is None and lost.before.startswith("AZ > KZ, ")
        register.put(reading, report)
        found, *_ = register.rereadings()
        assert found.field == "visit" and found.before is None and "2031-11-02" in found.after
