"""What an export writes: visits, their persons and reports, taken from the register once."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from elchi.labels import person_ids
from elchi.model import Person, Visit
from elchi.text.quotes import Quote, quote_spans

if TYPE_CHECKING:
    from elchi.query import Query
    from elchi.register import Register, StoredReport

ATTRIBUTION = (
    "City names and countries from GeoNames (https://www.geonames.org), CC BY 4.0. "
    "Country names from Unicode CLDR, Unicode License v3. "
    "Texts quoted belong to their publishers."
)


class Evidence(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a visit in one report: the first sentence that says it, and where its words stand."""

    visit: str
    field: str
    value: Any
    report: str
    start: int
    end: int
    quote: Quote


class Snapshot(msgspec.Struct, frozen=True, kw_only=True):
    """Visits with their persons and reports by id; `with_texts` allows writing whole texts."""

    visits: tuple[Visit, ...]
    persons: dict[str, Person]
    reports: dict[str, Any]
    with_texts: bool = False

    def reports_of(self, visit: Visit) -> list[StoredReport]:
        """Return the reports of a visit that the register holds."""
        return [self.reports[each] for each in visit.reports if each in self.reports]

    def evidence(self, visit: Visit) -> Iterator[Evidence]:
        """Yield the evidence of a visit, field by field, one for each value and report."""
        for field, told in visit.evidence.items():
            yield from self._evidence(visit, field, ((each.get("value"), each) for each in told))
        for field, items in (
            ("activities", visit.activities),
            ("documents", visit.documents),
            ("awards", visit.awards),
        ):
            yield from self._evidence(
                visit,
                field,
                ((item.get("title") or item.get("kind"), each) for item in items for each in item.get("evidence", ())),
            )

    def _evidence(self, visit: Visit, field: str, told: Iterable[tuple[Any, Any]]) -> Iterator[Evidence]:
        for value, each in told:
            report, spans = str(each.get("report") or ""), each.get("spans") or ()
            text = self.reports[report].text if report in self.reports else ""
            if not text or not spans:
                continue
            start, end = int(spans[0][0]), int(spans[0][1])
            (quote,) = quote_spans(text, [(start, end)])
            yield Evidence(visit=visit.id, field=field, value=value, report=report, start=start, end=end, quote=quote)


def take_snapshot(register: Register, query: Query | None, with_texts: bool = False) -> Snapshot:
    """Return the visits of a question with everything that an export of them needs, sorted by id."""
    visits = tuple(sorted(register.visits(query), key=lambda visit: visit.id))
    persons = register.persons_by_id({each for visit in visits for each in person_ids(visit)})
    wanted = {each for visit in visits for each in visit.reports}
    reports = {each: register.report(each) for each in sorted(wanted)}
    return Snapshot(visits=visits, persons=persons, reports=reports, with_texts=with_texts)


def write_text(path: Path, text: str) -> list[Path]:
    """Write a file that carries its attribution inside."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8", newline="")
    return [path]


def write_notice(path: Path) -> list[Path]:
    """Write the attribution beside a file whose format has no place for it."""
    notice = path / "NOTICE.txt" if path.is_dir() else path.with_name(path.stem + ".NOTICE.txt")
    return write_text(notice, ATTRIBUTION + "\n")


def first_day(date: str | None) -> str | None:
    """Return an EDTF date that has a year, cut to what a calendar knows (`2024-01`), None where the year is unknown."""
    return date if date and date[:4].isdigit() else None
