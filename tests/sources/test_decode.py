"""Encodings: which one is found, and that it is said."""

from __future__ import annotations

import pytest

from elchi.sources.decode import decode, is_binary

RUSSIAN = "Министр внутренних дел прибыл в Баку с официальным визитом и возложил венок."
TURKISH = "Bakan, görüşmelerin ardından şehitliği ziyaret etti; çiçek bıraktı, ağaç dikti."


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "windows-1251"),
        (RUSSIAN, "koi8-r"),
        (RUSSIAN, "cp866"),
        (TURKISH, "windows-1254"),
        (RUSSIAN, "utf-16-le"),
        (TURKISH, "utf-16-be"),
        (RUSSIAN, "utf-16"),
        (TURKISH, "utf-32"),
    ],
)
def test_other_encodings_are_found_and_said(text: str, encoding: str) -> None:
    decoded, notes = decode(text.encode(encoding))
    assert decoded == text
    assert notes


def test_utf8_says_nothing_and_loses_its_mark() -> None:
    assert decode(b"\xef\xbb\xbf" + RUSSIAN.encode()) == (RUSSIAN, ())


def test_a_few_broken_bytes_are_replaced() -> None:
    data = RUSSIAN.encode()
    text, notes = decode(data[:19] + b"\xff" + data[19:])
    assert text == RUSSIAN[:10] + "\ufffd" + RUSSIAN[10:]
    assert "valid UTF-8" in notes[0]


def test_bytes_cut_inside_a_character() -> None:
    assert decode(RUSSIAN.encode()[:21], cut=True) == (RUSSIAN.encode()[:21].decode("utf-8", "ignore"), ())


def test_the_declared_encoding_is_used_where_it_fits() -> None:
    assert decode(TURKISH.encode("iso-8859-9"), "iso-8859-9")[0] == TURKISH
    assert decode(RUSSIAN.encode(), "windows-1251")[0] == RUSSIAN
    assert decode(RUSSIAN.encode("windows-1251"), "no-such-encoding")[0] == RUSSIAN


def test_binary() -> None:
    assert is_binary(bytes(range(64)) * 10)
    assert not is_binary(RUSSIAN.encode("utf-16-le"))
    assert not is_binary(RUSSIAN.encode("windows-1251"))
