"""lunr's inverted index: for each term and field, the letters that have it and how often.

Only what lunr's scores are made of is kept: frequencies, the lengths of fields, and their sums.
"""

from __future__ import annotations

from array import array
from collections import Counter, deque
from collections.abc import Mapping

FIELDS: dict[str, float] = {"title": 8, "reference": 10, "provisions": 6, "request": 3, "text": 2, "standard": 0.2}
"""What is searched, by weight. `text` is the decision, its reasons and all else in the authority's
own words. Standard text (review rights, sign-off, quoted mail) hardly counts, or every letter
would match "information"; it is kept so that every word of a letter can be found."""

NAMES = tuple(FIELDS)


_FREQUENCY_BITS = 24


class _Postings(dict[str, "array[int]"]):
    """For each term of one field its letters and how often each has it, both in one number."""

    def __missing__(self, term: str) -> array[int]:
        self[term] = empty = array("Q")
        return empty


class Inverted:
    """The index of letters numbered from 0, added in their order."""

    def __init__(self) -> None:
        self._postings: tuple[_Postings, ...] = tuple(_Postings() for _ in NAMES)
        self.lengths: tuple[array[int], ...] = tuple(array("I") for _ in NAMES)
        """By field and letter: how many terms it has."""

    @property
    def count(self) -> int:
        """How many letters there are."""
        return len(self.lengths[0])

    @property
    def terms(self) -> set[str]:
        """Every term of every field."""
        return set().union(*self._postings)

    def add(self, fields: Mapping[str, Counter[str]]) -> None:
        """Add the next letter: the terms of each field, with their frequencies.

        There are millions of them, so the interpreter's own loops do it.
        """
        number = self.count << _FREQUENCY_BITS
        for name, postings, lengths in zip(NAMES, self._postings, self.lengths, strict=True):
            terms = fields[name]
            lengths.append(terms.total())
            entries = map(number.__or__, terms.values())
            deque(map(array.append, map(postings.__getitem__, terms), entries), maxlen=0)

    def postings(self, term: str) -> list[tuple[list[int], list[int]]]:
        """By field the letters that have a term, and how often each does."""
        listed = [postings.get(term, ()) for postings in self._postings]
        mask = (1 << _FREQUENCY_BITS) - 1
        return [([entry >> _FREQUENCY_BITS for entry in own], [entry & mask for entry in own]) for own in listed]
