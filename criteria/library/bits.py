"""Sets of record numbers as integers: one bit per record, so that sets meet and are counted in one step."""

from collections.abc import Iterable
from itertools import compress

ZERO, ONE = b"01"
AS_TRUTH = bytes.maketrans(b"01", b"\x00\x01")


def as_bits(rids: Iterable[int]) -> int:
    """A set of record numbers as one integer."""
    numbers = list(rids)
    if not numbers:
        return 0
    # Written as a binary number and read at once: a third of the time that setting bits takes.
    digits = bytearray([ZERO]) * (max(numbers) + 1)
    for number in numbers:
        digits[number] = ONE
    digits.reverse()
    return int(digits, 2)


def rids_of(bits: int) -> list[int]:
    """The record numbers of a set, lowest first."""
    digits = f"{bits:b}".encode()[::-1]
    return list(compress(range(len(digits)), digits.translate(AS_TRUTH)))


def as_bytes(bits: int) -> bytes:
    """A set as PostgreSQL's `get_bit` reads it."""
    return bits.to_bytes(bits.bit_length() // 8 + 1, "little")


def both(one: int | None, other: int | None) -> int | None:
    """What is in two sets, where None stands for everything."""
    if one is None or other is None:
        return one if other is None else other
    return one & other
