from __future__ import annotations

import itertools
from pathlib import Path

from world import HEAD, HOST, make_told

from elchi.register import Register

STORY = (
    f"{HEAD} of Azerbaijan came to Astana on 12 May 2031 with a delegation of nine and was met at the airport by the "
    f"mayor. On the next morning {HOST} received him in the ministry, where they spoke of wind farms on the shore, of "
    "the cable under the sea and of the training of engineers. A memorandum on wind energy was signed in the presence "
    "of the press."
)


def reprint(id: str, text: str = STORY, published: str = "2031-05-13") -> tuple:  # type: ignore[type-arg]
    return make_told(id, text, outlet=f"Outlet {id}", published=published)


def test_reprints_count_as_one_source(tmp_path: Path) -> None:
    told = [
        reprint("a"),
        reprint("b", STORY + " The visit ends tomorrow."),
        reprint("c", f"{HOST} and {HEAD} met in Astana."),
    ]
    for number, order in enumerate(itertools.permutations(told)):
        with Register.open(tmp_path / f"{number}.db") as register:
            for reading, report in order:
                register.add(reading, report)
            (visit,) = register.visits()
            assert (visit.independent_sources, len(visit.reports)) == (2, 3)


def test_the_same_words_years_later_are_no_reprint(tmp_path: Path) -> None:
    with Register.open(tmp_path / "r.db") as register:
        register.add(*reprint("a"))
        register.add(*reprint("b", published="2033-05-13"))
        (visit,) = register.visits()
        assert visit.independent_sources == 2


def test_a_group_comes_apart_with_its_middle(tmp_path: Path) -> None:
    words = STORY.split()
    told = [
        reprint("a", " ".join(words[:44]) + f" {HOST}."),
        reprint("b", STORY),
        reprint("c", f"{HEAD}. " + " ".join(words[26:])),
    ]
    with Register.open(tmp_path / "r.db") as register:
        for reading, report in told:
            register.add(reading, report)
        assert {report["reprint_group"] for report in register.dump()["reports"]} != {None}
        other = make_told("b", f"Nothing of the kind was said by {HEAD} or by {HOST}.", outlet="Outlet b")
        assert register.put(*other) == "replaced"
        (visit,) = register.visits()
        assert visit.independent_sources == 3
