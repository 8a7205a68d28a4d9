"""The whole chain from a report to its reading."""

from __future__ import annotations

import msgspec

from elchi.grammar.language import (
    Language,
    in_twin_script,
    is_language,
    is_plain,
    language_codes,
    load_language,
)
from elchi.model import Reading, Report
from elchi.reading.ago import add_past, mend_denied
from elchi.reading.assemble import assemble
from elchi.reading.dates import find_dateline, find_dates, find_publication
from elchi.reading.durations import find_durations
from elchi.reading.ground import Ground
from elchi.reading.people import find_people
from elchi.reading.roles import resolve_roles
from elchi.reading.scan import Scan, scan_report
from elchi.reading.voices import give_voice
from elchi.text.calendar import UNKNOWN_YEAR, finer_of, parse_date
from elchi.text.digest import hash_text
from elchi.text.mend import mend_letters, unwrap_lines

HEAD = 1000  # code points in which a line with the day of publication is looked for
HEAD_TOKENS = 200  # tokens in which a dateline is looked for
LONGEST = 400_000  # code points read; a longer text is cut and said


def read_report(report: Report, mentions: bool = False) -> Reading:
    """Read one report; a language without a folder gives an empty reading with a warning.

    With `mentions`, every mention found and every post held are listed too. The reading is a pure
    function of the report and the language data.
    """
    code, warnings = _language_of(report)
    if code is None or not is_language(code):
        return _empty(report, code, (*report.notes, *warnings))
    language = load_language(code)
    if in_twin_script(report.text, language):
        language = load_language(code, twin=True)
    if is_plain(report.text, language):
        language = load_language(code, degraded=True)
        warnings.append("written without diacritics: read without them, names are as in the text")
    mended, remarks = _mend(report)
    ground = lay_ground(_with_publication(mended, language), language)
    reading = assemble(ground, code, (*report.notes, *warnings, *remarks), mentions)
    if mended is report:
        return reading
    return msgspec.structs.replace(reading, text_chars=len(report.text), text_sha256=hash_text(report.text))


def _mend(report: Report) -> tuple[Report, list[str]]:
    """Return the report as it is matched, offsets unmoved, and remarks on what was cut or mended."""
    text, count = mend_letters(unwrap_lines(report.text))
    remarks = [f"{count} words with letters of another script, I for l or stray digits read as meant"] if count else []
    if len(text) > LONGEST:
        remarks.append(f"text cut: only the first {LONGEST} of {len(text)} characters were read")
        text = text[:LONGEST].rsplit(None, 1)[0]
    return (report if text == report.text else msgspec.structs.replace(report, text=text)), remarks


def lay_ground(report: Report, language: Language) -> Ground:
    """Find the tokens, persons and dates that visits are read from."""
    scan = scan_report(report, language)
    cast = find_people(scan)
    resolve_roles(scan, cast)
    give_voice(scan, cast)
    told_on = _told_on(scan)
    found = add_past(scan.tokens, find_dates(scan.tokens, language.dates, told_on), language.dates, told_on)
    found = mend_denied(scan.tokens, found, language.words("negation.before"), language.words("negation.after"))
    dates = [d for d in found if not (scan.masked[d.first] or scan.is_cut(d.first, d.last))]
    durations = find_durations(scan.tokens, language.dates)
    return Ground(scan, cast, dates, durations)


def _told_on(scan: Scan) -> str | None:
    """Return the day from which the report's own words count: of publication, else of its dateline, as far as known."""
    published = scan.report.published
    if (parts := parse_date(published)) and parts.day is not None:
        return published
    day = find_dateline(scan.tokens[:HEAD_TOKENS], scan.language.dates)
    return (finer_of(published, day) or published if published else day) if day else published


def _with_publication(report: Report, language: Language) -> Report:
    """Return the report with the day of publication that stands on a line of its own at its head, if none is known."""
    if report.published:
        return report
    head = language.tokenise(report.text[:HEAD])
    day = find_publication(head, language.dates) or find_dateline(head, language.dates)
    day = day if day and UNKNOWN_YEAR not in day else None
    return msgspec.structs.replace(report, published=day) if day else report


def _language_of(report: Report) -> tuple[str | None, list[str]]:
    """Return the report's language and remarks on how it was found."""
    if report.language:
        return report.language, []
    from elchi.sources.detect import detect_language

    code, note = detect_language(report.text)
    return code, [note] if note else []


def _empty(report: Report, code: str | None, warnings: tuple[str, ...]) -> Reading:
    named = f"language '{code}' has no folder" if code else "language not recognised"
    known = ", ".join(language_codes())
    return Reading(
        id=report.id, language=code, url=report.url, outlet=report.outlet, published=report.published,
        outlet_country=report.outlet_country, title=report.title, text_chars=len(report.text),
        text_sha256=hash_text(report.text), warnings=(*warnings, f"{named}; not read (there are: {known})"),
    )  # fmt: skip

