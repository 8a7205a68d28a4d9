"""Headlines of plain texts."""

from __future__ import annotations

import pytest

from elchi.sources.text import headline


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Minister visits Baku\n\nHe came.", "Minister visits Baku"),
        ("\n\n# Görüş keçirilib\n\nMətn.", "Görüş keçirilib"),
        ("18:42 16/05/2025\nTalks held\nText.", "Talks held"),
        ("He came to Baku.\nHe left.", None),
        ("Only a line", None),
        ("x" * 300 + "\ntext", None),
        ("", None),
    ],
)
def test_headline(text: str, title: str | None) -> None:
    assert headline(text) == title
