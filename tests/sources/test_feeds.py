"""Feeds."""

from __future__ import annotations

from pathlib import Path

import pytest

from elchi.model import Report
from elchi.sources import read_sources

pytest.importorskip("feedparser")
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Xəzər</title>
<item><title>Görüş</title><link>https://x.example.az/1</link><pubDate>Thu, 23 Feb 2023 23:30:00 +0400</pubDate>
<description>&lt;p&gt;Nazir Bakıya gəlib.&lt;/p&gt;&lt;script&gt;x()&lt;/script&gt;</description></item>
<item><title>İkinci</title><description>Nazir ölkədən gedib.</description></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><entry><title>Visit</title>
<updated>2023-02-23T10:00:00Z</updated><content type="html">The minister came to Baku.</content></entry></feed>"""


def test_rss(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text(RSS, encoding="utf-8")
    first, second = read_sources([tmp_path / "a.xml"])
    assert isinstance(first, Report) and isinstance(second, Report)
    assert (first.id, first.title, first.outlet, first.published) == ("a-1", "Görüş", "Xəzər", "2023-02-23")
    assert first.text.strip() == "Nazir Bakıya gəlib."
    assert second.text == "Nazir ölkədən gedib." and second.published is None


def test_atom(tmp_path: Path) -> None:
    (tmp_path / "a.atom").write_text(ATOM, encoding="utf-8")
    (found,) = read_sources([tmp_path / "a.atom"])
    assert isinstance(found, Report) and found.published == "2023-02-23"
