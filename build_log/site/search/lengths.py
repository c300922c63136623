"""How long the fields of letters are, in two files a field: roughly first, exactly where it must be known.

A field's lengths are put into at most BUCKETS buckets of about as many letters each. The first file
says in which a letter's length is; the second how much more it is than the least of its bucket.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from build_log.site.search.codec import list_bits, to_bytes

BUCKETS = 8
_BUCKET_BITS = 3


@dataclass(frozen=True, slots=True)
class LengthFiles:
    """The two files of a field. A bucket goes from its bound to the next, which is not in it; the last bound ends it."""

    bounds: tuple[int, ...]
    ranks: tuple[int, ...]
    """The buckets, the commonest first: the first file has their places in this list, Rice coded.

    Empty where they are all about as common: the first file then has three bits for each letter.
    """
    rough: bytes
    exact: bytes


def cut_lengths(lengths: Sequence[int]) -> LengthFiles:
    """The lengths of one field, letter by letter."""
    bounds = _bounds(lengths)
    place = {
        length: number for number in range(len(bounds) - 1) for length in range(bounds[number], bounds[number + 1])
    }
    buckets = [place[length] for length in lengths]
    ranks = [bucket for bucket, _ in Counter(buckets).most_common()]
    rank = {bucket: number for number, bucket in enumerate(ranks)}
    coded = list_bits([rank[bucket] for bucket in buckets])
    plain = "".join(f"{bucket:0{_BUCKET_BITS}b}" for bucket in buckets)
    if len(coded) >= len(plain):
        ranks, coded = [], plain
    widths = [(end - start - 1).bit_length() for start, end in pairwise(bounds)]
    exact = "".join(
        f"{length - bounds[bucket]:0{widths[bucket]}b}"
        for length, bucket in zip(lengths, buckets, strict=True)
        if widths[bucket]
    )
    return LengthFiles(tuple(bounds), tuple(ranks), to_bytes(coded), to_bytes(exact))


def _bounds(lengths: Sequence[int]) -> list[int]:
    """Where buckets begin, and the end of the last: each length its own where there are few."""
    if not lengths:
        return []
    ordered = sorted(lengths)
    distinct = sorted(set(ordered))
    if len(distinct) <= BUCKETS:
        starts = distinct
    else:
        starts = sorted({ordered[len(ordered) * bucket // BUCKETS] for bucket in range(BUCKETS)})
    return [*starts, ordered[-1] + 1]
