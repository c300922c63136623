"""Whole numbers as few bits, as `codec.js` reads them.

A list of numbers is Rice coded: of each number the low `shift` bits as they are, and before them
the rest as so many ones and a nought. A number with `_ESCAPE` ones stands whole in 32 bits behind
them. Strings of "0" and "1" are joined by the interpreter's own loops, which makes it fast.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise

SHIFT_BITS = 4
_ESCAPE = 20
_WHOLE = 32
_TABLE = 1 << 12


def rice_shift(numbers: Sequence[int]) -> int:
    """How many low bits to keep as they are: those of the mean."""
    mean = sum(numbers) // len(numbers) if numbers else 0
    return min(max(mean.bit_length() - 1, 0), (1 << SHIFT_BITS) - 1)


def rice_bits(numbers: Sequence[int], shift: int) -> str:
    """The bits of a list of numbers."""
    table = _codes(shift)
    if not numbers or max(numbers) < _TABLE:
        return "".join(map(table.__getitem__, numbers))
    return "".join(table[number] if number < _TABLE else _code(number, shift) for number in numbers)


def list_bits(numbers: Sequence[int]) -> str:
    """A list with its shift before it; its length must be known to the reader."""
    shift = rice_shift(numbers)
    return f"{shift:0{SHIFT_BITS}b}" + rice_bits(numbers, shift)


def number_bits(number: int) -> str:
    """One number on its own: its bits but the first, behind as many ones as they are, and a nought."""
    rest = f"{number + 1:b}"[1:]
    return "1" * len(rest) + "0" + rest


def to_bytes(bits: str) -> bytes:
    """Bits as bytes, the last filled up with noughts."""
    size = (len(bits) + 7) // 8
    return int(bits.ljust(size * 8, "0") or "0", 2).to_bytes(size, "big")


def gaps(numbers: Iterable[int]) -> list[int]:
    """Rising numbers as the steps between them, less one; the first as it is."""
    return [number - last - 1 for last, number in pairwise((-1, *numbers))]


@cache
def _codes(shift: int) -> tuple[str, ...]:
    return tuple(_code(number, shift) for number in range(_TABLE))


def _code(number: int, shift: int) -> str:
    high = number >> shift
    if high >= _ESCAPE:
        return "1" * _ESCAPE + f"{number:0{_WHOLE}b}"
    low = f"{number & ((1 << shift) - 1):0{shift}b}" if shift else ""
    return "1" * high + "0" + low
