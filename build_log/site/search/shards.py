"""The inverted index cut by term into files, of which a query needs only those its words fall into.

Where a file begins is decided by its first term alone, so that a change to a letter changes only
the files with its terms. The manifest lists for each file the shortest text that stands after
all terms before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from zlib import crc32

from build_log.site.search.codec import gaps, list_bits, number_bits, to_bytes
from build_log.site.search.inverted import Inverted

_LARGEST = 6_000
"""Bytes after which a file ends wherever it is."""
_WANTED = 3_000
"""Bytes of most files, in a log of up to LARGE terms' postings; larger logs have larger files, or their list would be long."""
_LARGE = 4_000_000
_HEAVY = 2_500
"""A term of more bytes has a file of its own."""


@dataclass(frozen=True, slots=True)
class Shard:
    """One file of terms: what stands in the manifest for it, and its bytes."""

    begins: str
    data: bytes

    @property
    def name(self) -> str:
        """The file's name: the text it begins with, as hexadecimal digits."""
        return f"terms/{self.begins.encode().hex() or '0'}.bin"


def cut_into_shards(index: Inverted) -> Iterator[Shard]:
    """All terms in the order of their UTF-16 code units, as JavaScript sorts them."""
    terms = sorted(index.terms, key=lambda term: term.encode("utf-16-be"))
    entries = [(term, _postings(index.postings(term))) for term in terms]
    size = sum(len(bits) for _, bits in entries) // 8
    scale = 1 if size < _LARGE else 2 if size < 3 * _LARGE else 4
    every = _power_of_two(len(terms) * _WANTED * scale // max(size, 1))
    held: list[tuple[str, str]] = []
    last = begins = ""
    bits = before = 0
    for term, postings in entries:
        heavy = max(len(postings), before) > _HEAVY * 8
        if held and (heavy or bits > _LARGEST * 8 * scale or crc32(term.encode()) % every == 0):
            yield Shard(begins, _file(held))
            held, bits = [], 0
            begins = _separator(last, term)
        held.append((term, postings))
        before = len(postings)
        bits += before
        last = term
    if held:
        yield Shard(begins, _file(held))


def _power_of_two(number: int) -> int:
    """The power of two next below: it stays the same while a log grows a little."""
    return 1 << max(number.bit_length() - 1, 0)


def _separator(last: str, term: str) -> str:
    """The shortest beginning of `term` that sorts after `last`."""
    key = last.encode("utf-16-be")
    return next((term[:end] for end in range(1, len(term)) if term[:end].encode("utf-16-be") > key), term)


def _postings(fields: Sequence[tuple[list[int], list[int]]]) -> str:
    """The bits of a term: which fields have it, and for each how many letters, which, and how often."""
    bits = "".join("1" if numbers else "0" for numbers, _ in fields)
    for numbers, frequencies in fields:
        if numbers:
            bits += number_bits(len(numbers)) + list_bits(gaps(numbers)) + list_bits([f - 1 for f in frequencies])
    return bits


def _file(entries: list[tuple[str, str]]) -> bytes:
    """A file of terms: how many, then each term's shared beginning, its rest, and how many bytes it takes; then those."""
    head = bytearray(_varint(len(entries)))
    body = bytearray()
    before = b""
    for term, bits in entries:
        name, postings = term.encode(), to_bytes(bits)
        shared = next(
            (i for i, (a, b) in enumerate(zip(before, name, strict=False)) if a != b), min(len(before), len(name))
        )
        head += _varint(shared) + _varint(len(name) - shared) + name[shared:] + _varint(len(postings))
        body += postings
        before = name
    return bytes(head + body)


def terms_in(data: bytes) -> set[str]:
    """The terms of a file."""
    count, at = _read_varint(data, 0)
    terms: set[str] = set()
    name = b""
    for _ in range(count):
        shared, at = _read_varint(data, at)
        rest, at = _read_varint(data, at)
        name = name[:shared] + data[at : at + rest]
        terms.add(name.decode())
        _, at = _read_varint(data, at + rest)
    return terms


def _read_varint(data: bytes, at: int) -> tuple[int, int]:
    number = shift = 0
    while True:
        byte = data[at]
        number |= (byte & 127) << shift
        at, shift = at + 1, shift + 7
        if byte < 128:
            return number, at


def _varint(number: int) -> bytes:
    """Seven bits to a byte, the lowest first; the highest bit says that more follow."""
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    out.append(number)
    return bytes(out)
