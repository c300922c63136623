"""Files of the index read back, as `codec.js` does it."""

from __future__ import annotations

from build_log.site.search.codec import SHIFT_BITS
from build_log.site.search.inverted import NAMES
from build_log.site.search.lengths import LengthFiles

ESCAPE = 20


class Bits:
    """Bits of a file, from the first on."""

    def __init__(self, data: bytes) -> None:
        self.text = "".join(f"{byte:08b}" for byte in data)
        self.at = 0

    def take(self, count: int) -> int:
        taken = self.text[self.at : self.at + count]
        self.at += count
        return int(taken or "0", 2)

    def ones(self, most: int) -> int:
        count = 0
        while count < most and self.take(1):
            count += 1
        return count

    def number(self) -> int:
        size = self.ones(64)
        return (1 << size | self.take(size)) - 1

    def list(self, length: int) -> list[int]:
        shift = self.take(SHIFT_BITS)
        return [self.rice(shift) for _ in range(length)]

    def rice(self, shift: int) -> int:
        high = self.ones(ESCAPE)
        return self.take(32) if high == ESCAPE else high << shift | self.take(shift)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 127) << shift
        at += 1
        shift += 7
        if byte < 128:
            return number, at


def read_shard(data: bytes) -> dict[str, dict[str, dict[int, int]]]:
    """Terms with, by field, the letters that have them and how often."""
    count, at = read_varint(data, 0)
    names: list[tuple[bytes, int]] = []
    before = b""
    for _ in range(count):
        shared, at = read_varint(data, at)
        rest, at = read_varint(data, at)
        before = before[:shared] + data[at : at + rest]
        at += rest
        size, at = read_varint(data, at)
        names.append((before, size))
    terms: dict[str, dict[str, dict[int, int]]] = {}
    for name, size in names:
        bits = Bits(data[at : at + size])
        at += size
        present = [bits.take(1) for _ in NAMES]
        fields: dict[str, dict[int, int]] = {}
        for field, there in zip(NAMES, present, strict=True):
            if there:
                number = bits.number()
                letter = -1
                letters = [letter := letter + step + 1 for step in bits.list(number)]
                fields[field] = dict(zip(letters, (f + 1 for f in bits.list(number)), strict=True))
        terms[name.decode()] = fields
    assert at == len(data)
    return terms


def read_lengths(files: LengthFiles, count: int) -> list[int]:
    """The lengths of one field of so many letters."""
    rough, exact = Bits(files.rough), Bits(files.exact)
    buckets = (
        [files.ranks[rank] for rank in rough.list(count)] if files.ranks else [rough.take(3) for _ in range(count)]
    )
    lengths = []
    for bucket in buckets:
        start, end = files.bounds[bucket : bucket + 2]
        lengths.append(start + exact.take((end - start - 1).bit_length()))
    return lengths
