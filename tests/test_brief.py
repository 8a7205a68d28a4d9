"""The briefing: each line with its report, in three renderings."""

from __future__ import annotations

from pathlib import Path

import pytest
from world import HEAD, HOST

from elchi.brief import make_brief, render_docx, render_html, render_markdown
from elchi.register import Register
from elchi.relations import last_contact


def test_a_briefing_has_each_thing_with_its_report(related: Register) -> None:
    sections = {section.title: section.lines for section in make_brief(related, country="KZ").sections}
    assert [line.reports for line in sections["Visits received by KZ"]] == [("planned",), ("second",), ("first",)]
    assert sections["Visits made by KZ"] == ()
    assert len(sections["Who met whom"]) == 2
    (award,) = sections["Awards"]
    assert award.reports == ("second",) and HOST in award.text


def test_the_briefing_of_a_visit_tells_what_went_before(related: Register) -> None:
    visit = last_contact(related, HEAD, HOST)
    assert visit is not None
    sections = {section.title: section.lines for section in make_brief(related, visit=visit.id).sections}
    assert [line.reports for line in sections["Earlier visits both ways"]] == [("first",)]


def test_renderings_hold_every_line_and_no_markup_of_reports(related: Register) -> None:
    briefing = make_brief(related, person=HEAD)
    page, text = render_html(briefing), render_markdown(briefing)
    assert page.count("<li>") == sum(len(section.lines) for section in briefing.sections)
    assert "<a medal>" not in page and "&lt;a medal&gt;" in page
    assert "\\<a medal\\>" in text


def test_a_briefing_as_docx(related: Register, tmp_path: Path) -> None:
    docx = pytest.importorskip("docx", reason="python-docx is not installed (extra office)")
    render_docx(make_brief(related, country="KZ"), tmp_path / "b.docx")
    words = [paragraph.text for paragraph in docx.Document(str(tmp_path / "b.docx")).paragraphs]
    assert words[0] == "Briefing: KZ" and any("second" in line for line in words)
