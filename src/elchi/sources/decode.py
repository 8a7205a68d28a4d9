"""Bytes -> text: which encoding, said where it had to be found out."""

from __future__ import annotations

import codecs
import itertools

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SAMPLE = 200_000
# Single byte encodings of the region's press; the one whose text has the most letters inside words wins.
_SINGLE = ("windows-1251", "windows-1254", "windows-1252", "koi8-r", "cp866", "iso-8859-9", "mac-cyrillic")


def decode(data: bytes, declared: str | None = None, cut: bool = False) -> tuple[str, tuple[str, ...]]:
    """Return the text of some bytes and remarks on how it was read.

    `declared` is the encoding that the document names; it is used where the bytes fit it. `cut` is true where the
    bytes may end inside a character. Bytes that no encoding fits are replaced, which is said.
    """
    for mark, name in _MARKS:
        if data.startswith(mark):
            text = data[len(mark) :].decode(name, "replace")
            return text, () if name == "utf-8" and "\ufffd" not in text else (f"encoding {name.upper()}",)
    if (wide := _wide_without_mark(data)) is not None:
        return data.decode(wide, "replace"), (f"encoding {wide.upper()}, found by its zero bytes",)
    try:
        return _decode_whole(data, "utf-8", cut), ()
    except UnicodeDecodeError as error:
        broken = error
    if declared and (text_declared := _decode_declared(data, declared, cut)) is not None:
        return text_declared, (f"encoding {declared}, as the document says",)
    if _is_mostly_utf8(data, broken):
        text = data.decode("utf-8", "replace")
        return text, (f"{text.count(chr(0xFFFD))} characters were not valid UTF-8 and were replaced",)
    name = guess_single(data)
    return data.decode(name, "replace"), (f"not UTF-8: encoding {name} guessed",)


def is_binary(data: bytes) -> bool:
    """Tell whether bytes are no text: many control characters, and zero bytes that are not those of UTF-16."""
    if any(data.startswith(mark) for mark, _ in _MARKS) or _wide_without_mark(data) is not None:
        return False
    sample = data[:4096]
    control = sum(1 for byte in sample if byte < 32 and byte not in (9, 10, 11, 12, 13, 27))
    return control * 20 > len(sample)


def _wide_without_mark(data: bytes) -> str | None:
    """Return the UTF-16 that bytes without a mark are in: every other byte of Latin or ASCII text is small."""
    sample = data[:2000]
    if len(sample) < 8 or b"\0" not in sample:
        return None
    even, odd = sample[0::2], sample[1::2]
    for name, high, low in (("utf-16-le", odd, even), ("utf-16-be", even, odd)):
        if sum(b <= 6 for b in high) > 0.9 * len(high) and sum(b <= 6 for b in low) < 0.2 * len(low):
            return name
    return None


def _decode_whole(data: bytes, name: str, cut: bool) -> str:
    if not cut:
        return data.decode(name)
    return codecs.getincrementaldecoder(name)().decode(data, final=False)


def _decode_declared(data: bytes, declared: str, cut: bool) -> str | None:
    try:
        if codecs.lookup(declared).name == "utf-8":
            return None
        return _decode_whole(data, declared, cut)
    except (LookupError, UnicodeDecodeError, ValueError):
        return None


def _is_mostly_utf8(data: bytes, error: UnicodeDecodeError) -> bool:
    """Tell whether text is UTF-8 with a few broken bytes rather than another encoding."""
    text = data[:_SAMPLE].decode("utf-8", "replace")
    bad = text.count("\ufffd")
    good = sum(1 for c in text if c > "\x7f" and c != "\ufffd")
    return good > 5 * bad or (good == 0 and error.start > 0 and bad * 200 < len(text))


def guess_single(data: bytes) -> str:
    """Return the single byte encoding in which the bytes look most like words."""
    sample = data[:_SAMPLE]
    return max(_SINGLE, key=lambda name: (_looks_like_words(sample.decode(name, "replace")), -_SINGLE.index(name)))


def _looks_like_words(text: str) -> float:
    """Score a text: small letters of one alphabet side by side count for it, signs and mixed words against it."""
    score = 0.0
    pairs = 0
    for left, right in itertools.pairwise(text):
        if left <= "\x7f" and right <= "\x7f":
            continue
        pairs += 1
        if not left.isalpha() or not right.isalpha():
            score -= 0.5 if (left > "\x7f" and not left.isalpha()) or (right > "\x7f" and not right.isalpha()) else 0
        elif _alphabet(left) != _alphabet(right) or (left.islower() and right.isupper()):
            score -= 1
        else:
            score += 1 + (left.islower() and right.islower()) + _is_common(left) + _is_common(right)
    return score / max(pairs, 1)


def _alphabet(letter: str) -> bool:
    return "\u0400" <= letter <= "\u04ff"


def _is_common(letter: str) -> float:
    """Weigh letters of the region's alphabets above the rest of their code pages."""
    return 0.5 if "\u0410" <= letter <= "\u044f" or letter in "ğışçöüĞİŞÇÖÜ" else 0.0
