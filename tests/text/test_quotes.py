"""A span is shown in its sentence, whole, with its words marked."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elchi.text.quotes import quote_span

TEXT = "The minister came on Monday. He laid a wreath\nat the monument. Then he left."


def test_the_sentence_around_a_span() -> None:
    start = TEXT.index("wreath")
    quote = quote_span(TEXT, (start, start + 6))
    assert quote.plain() == "He laid a [wreath] at the monument."


def test_a_long_sentence_is_cut_on_both_sides() -> None:
    text = "word " * 200 + "HERE" + " word" * 200
    quote = quote_span(text, (1000, 1004), most=60)
    assert quote.words == "HERE"
    assert quote.before.startswith("… word") and quote.after.endswith("word …")
    assert len(quote.plain()) < 80


@given(st.text(min_size=1, max_size=200), st.data())
def test_the_words_are_those_of_the_span(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    quote = quote_span(text, (start, end))
    assert quote.words == text[start:end]
