"""Small worlds of reports for the tests of merging: persons, visits and reports, all fictional."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from hypothesis import strategies as st

from elchi.merge import ReportFacts, block_keys
from elchi.model import Activity, Document, HeldOffice, Judgement, PersonReading, Reading, Statement, VisitReading
from elchi.statements import to_statements

NAMES = {
    "Camal Xəlilbəyli": "az", "Джамал Халилбейли": "ru", "Jamal Khalilbayli": "en", "C. Xəlilbəyli": "az",
    "Kamran Xəlilbəyli": "az", "Нұрлан Жиенқұлов": "kk", "Nurlan Zhiyenkulov": "en", "Zsófia Kocsis": "en",
}  # fmt: skip
OFFICES = (
    "minister of culture",
    "minister of culture and tourism",
    "deputy minister of culture",
    "rector",
    "ambassador",
    None,
)
COUNTRIES = ("AZ", "KZ", None)
DAYS = ("2031-03-01", "2031-03-02", "2031-03-04", "2031-03-20", "2031-03", "2032-01-10", None)


def person(name: str, office: str | None = None, country: str | None = None, id: str = "p1") -> PersonReading:
    offices = (HeldOffice(office=office, country=country),) if office else ()
    return PersonReading(id=id, name=name, office=office, country=country, offices=offices, evidence=((0, 5),))


def visit(head: str | None, start: str | None = None, **given: object) -> VisitReading:
    fields = {"origin": "KZ", "destination": "AZ", "evidence": ((0, 20),), **given}
    return VisitReading(head=head, start=start, **fields)


def tell(
    number: int, persons: Iterable[PersonReading] = (), visits: Iterable[VisitReading] = (), **given: str
) -> Reading:
    published = given.get("published", "2031-03-03")
    return Reading(
        id=f"r{number}", language=given.get("language", "en"), published=published,
        persons=tuple(persons), visits=tuple(visits),
    )  # fmt: skip


def state(*readings: Reading) -> tuple[list[Statement], dict[str, ReportFacts]]:
    """Return the statements and facts of readings; the report key is `k` and the id."""
    facts = {
        f"k{each.id}": ReportFacts(id=each.id, published=each.published, language=each.language) for each in readings
    }
    return [statement for each in readings for statement in to_statements(each, f"k{each.id}")], facts


def judge(number: int, act: str, left: str, right: str | None = None, **given: object) -> Judgement:
    return Judgement(id=f"j{number}", number=number, act=act, left=left, right=right, who="Reviewer", **given)


@st.composite
def readings(draw: st.DrawFn, most: int = 8) -> list[Reading]:
    """Draw reports that share names, offices and days, so that much may be one and much may not."""
    found = []
    for number in range(draw(st.integers(2, most))):
        names = draw(st.lists(st.sampled_from(sorted(NAMES)), min_size=1, max_size=2, unique=True))
        persons = [
            person(name, draw(st.sampled_from(OFFICES)), draw(st.sampled_from(COUNTRIES)), id=f"p{place}")
            for place, name in enumerate(names)
        ]
        head = draw(st.sampled_from([*(each.id for each in persons), None]))
        told = visit(
            head,
            draw(st.sampled_from(DAYS)),
            status=draw(st.sampled_from(["planned", "ongoing", "completed", "cancelled", None])),
            hosts=tuple(each.id for each in persons if each.id != head),
            places=tuple(draw(st.lists(st.sampled_from(["Baku", "Ganja"]), max_size=2, unique=True))),
            activities=(Activity(kind="meeting", place=draw(st.sampled_from(["Baku", None]))),),
            documents=(Document(kind=draw(st.sampled_from(["agreement", "memorandum"])), title="on culture"),),
        )
        day = draw(st.sampled_from([day for day in DAYS if day]))
        found.append(tell(number, persons, [told], published=day, language=NAMES[names[0]]))
    return found


class Shelf:
    """Statements in memory, as a store would hold them."""

    def __init__(self, statements: Iterable[Statement], facts: Mapping[str, ReportFacts]) -> None:
        self.all, self.facts = list(statements), dict(facts)
        self.index: dict[str, set[str]] = {}
        for anchor, keys in block_keys(self.all, self.facts).items():
            for key in keys.stored:
                self.index.setdefault(key, set()).add(anchor)

    def statements(self, anchors: Collection[str]) -> list[Statement]:
        return [each for each in self.all if each.subject in set(anchors)]

    def holders(self, keys: Collection[str]) -> set[str]:
        return {anchor for key in keys for anchor in self.index.get(key, ())}

    def reports(self, keys: Collection[str]) -> dict[str, ReportFacts]:
        return {key: self.facts[key] for key in keys if key in self.facts}
