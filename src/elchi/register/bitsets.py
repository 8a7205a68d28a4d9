"""Sets of small numbers as Python integers: cut, join and count a hundred thousand members in microseconds.

Bit n of a set is 1 where n is a member. A set of few members is kept as a tuple of them instead, which is smaller and
no slower to count.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable
from itertools import repeat

Held = int | tuple[int, ...]
"""A set: a bitset, or its few members in a tuple."""

SPARSE = 64
"""A set with less than one member in so many numbers is kept as a tuple."""

_AS_FLAGS = bytes.maketrans(b"01", b"\x00\x01")
_AS_DIGITS = bytes.maketrans(b"\x00\x01", b"01")


def join_bits(members: Iterable[int], size: int) -> int:
    """Return the bitset of some members, each below `size`."""
    flags = bytearray(size)
    deque(map(flags.__setitem__, members, repeat(1)), maxlen=0)  # a loop in C
    return int(flags.translate(_AS_DIGITS)[::-1] or b"0", 2)


def flags_of(bits: int, size: int) -> bytes:
    """Return one byte a number below `size`: 1 for members, 0 for others."""
    return f"{bits:0{size}b}".encode()[::-1].translate(_AS_FLAGS)


def members_of(bits: int, size: int) -> list[int]:
    """Return the members of a bitset in order."""
    found, flags = [], flags_of(bits, size)
    place = flags.find(1)
    while place >= 0:
        found.append(place)
        place = flags.find(1, place + 1)
    return found


def hold(members: list[int], size: int) -> Held:
    """Return a set in the form that suits its number of members."""
    return join_bits(members, size) if len(members) * SPARSE > size else tuple(members)


def bits_of(held: Held, size: int) -> int:
    """Return a set as a bitset."""
    return held if isinstance(held, int) else join_bits(held, size)


def size_of(held: Held) -> int:
    """Return the number of members of a set."""
    return held.bit_count() if isinstance(held, int) else len(held)


def count_common(held: Held, bits: int, flags: bytes) -> int:
    """Return how many members a set shares with a bitset, whose flags are given too."""
    return (held & bits).bit_count() if isinstance(held, int) else sum(map(flags.__getitem__, held))


def without(held: Held, gone: int, flags: bytes) -> Held:
    """Return a set without the members of a bitset, whose flags are given too; the set itself where it has none."""
    if isinstance(held, int):
        return held & ~gone if held & gone else held
    return tuple(each for each in held if not flags[each]) if any(map(flags.__getitem__, held)) else held


def with_member(held: Held, member: int) -> Held:
    """Return a set with one member more."""
    return held | 1 << member if isinstance(held, int) else (*held, member)
