"""A report's text cut into pieces: together they are the text, and each says what was read from it."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from elchi.model import Statement
from elchi.web.marks import KINDS, PART, UNREAD, Mark, choose_window, cut_text, marks_of, unread_sentences

TEXT = "Aman Testbek came to Baku. He met Elnur Sinaqov. The weather was fine."


def told(property: str, value: object, *spans: tuple[int, int], subject: str = "person:k:aman") -> Statement:
    return Statement(
        id=f"{property}{spans}", source="k", report="k", subject=subject, property=property, value=value, spans=spans
    )


def test_statements_become_marks_each_once_in_the_order_of_the_text() -> None:
    marks = marks_of(
        [
            told("hosts", "person:k:elnur", (34, 47), subject="visit:k:KZ>AZ:1"),
            told("name", "Aman Testbek", (0, 12)),
            told("name", "Aman Testbek", (0, 12)),
            told("to", "AZ", (21, 25), subject="visit:k:KZ>AZ:1"),
            told("colour", "red", (13, 17), subject="visit:k:KZ>AZ:1"),
        ]
    )
    assert [(mark.start, mark.kind, mark.note) for mark in marks] == [
        (0, "person", "name: Aman Testbek"),
        (13, "visit", "colour: red"),
        (21, "country", "to: AZ"),
        (34, "person", "hosts"),  # an anchor is no note
    ]


def test_pieces_begin_and_end_with_marks_and_where_the_address_points() -> None:
    marks = [Mark(0, 12, "person", "name"), Mark(5, 25, "visit", "head"), Mark(21, 25, "country", "to")]
    pieces = cut_text(TEXT, marks, (0, len(TEXT)), (34, 39))
    assert "".join(piece.text for piece in pieces) == TEXT
    named = {piece.text: piece for piece in pieces}
    assert named["Aman "].kinds == ("person",) and named["Aman "].begins
    assert named["Testbek"].kinds == ("person", "visit") and named["Testbek"].notes == ("name", "head")
    assert named["Baku"].kinds == ("country", "visit")
    assert named["Elnur"].asked and not named["Baku"].asked and named["Elnur"].kinds == ()


def test_sentences_that_nothing_was_read_from() -> None:
    found = unread_sentences(TEXT, [Mark(0, 12, "person"), Mark(34, 47, "person")], (0, len(TEXT)))
    assert [TEXT[start:end] for start, end in found] == ["The weather was fine."]
    whole = [Mark(0, len(TEXT), "visit"), Mark(0, 12, "person")]
    assert len(unread_sentences(TEXT, whole, (0, len(TEXT)))) == 2  # a mark over all reads nothing in particular


def test_a_long_text_is_shown_in_parts() -> None:
    assert choose_window(10, 5, None) == (1, (0, 10))
    assert choose_window(3 * PART - 1, 2, None) == (2, (PART, 2 * PART))
    assert choose_window(3 * PART - 1, 1, 2 * PART + 5) == (3, (2 * PART, 3 * PART - 1))
    assert choose_window(0, 0, None) == (1, (0, 0))


spans = st.tuples(st.integers(0, 80), st.integers(0, 80)).map(lambda pair: (min(pair), max(pair)))
marks = st.lists(st.builds(lambda span, kind: Mark(*span, kind), spans, st.sampled_from([*KINDS, UNREAD])), max_size=12)


@given(st.text(max_size=80), marks, spans)
def test_any_marks_leave_the_text_whole(text: str, some: list[Mark], window: tuple[int, int]) -> None:
    first, last = min(window[0], len(text)), min(window[1], len(text))
    pieces = cut_text(text, some, (first, last))
    assert "".join(piece.text for piece in pieces) == text[first:last]
    for piece in pieces:
        inside = {m.kind for m in some if m.start <= piece.start and m.end >= piece.start + len(piece.text) > m.start}
        assert set(piece.kinds) == inside
