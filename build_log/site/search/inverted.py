"""lunr's inverted index: for each term and field, the letters that have it and how often.

Only what lunr's scores are made of is kept: frequencies, the lengths of fields, and their sums.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Mapping

FIELDS: dict[str, float] = {"title": 8, "reference": 10, "provisions": 6, "request": 3, "text": 2, "standard": 0.2}
"""What is searched, by weight. `text` is the decision, its reasons and all else in the authority's
own words. Standard text (review rights, sign-off, quoted mail) hardly counts, or every letter
would match "information"; it is kept so that every word of a letter can be found."""

NAMES = tuple(FIELDS)


class Inverted:
    """The index of letters numbered from 0, added in their order."""

    def __init__(self) -> None:
        self.terms: dict[str, list[array[int] | None]] = {}
        """By term and field: number of a letter and frequency, by turns."""
        self.lengths: tuple[array[int], ...] = tuple(array("I") for _ in NAMES)
        """By field and letter: how many terms it has."""

    @property
    def count(self) -> int:
        """How many letters there are."""
        return len(self.lengths[0])

    def add(self, fields: Mapping[str, Counter[str]]) -> None:
        """Add the next letter: the terms of each field, with their frequencies."""
        number = self.count
        for place, name in enumerate(NAMES):
            terms = fields[name]
            self.lengths[place].append(terms.total())
            for term, frequency in terms.items():
                postings = self.terms.get(term)
                if postings is None:
                    postings = self.terms[term] = [None] * len(NAMES)
                listed = postings[place]
                if listed is None:
                    listed = postings[place] = array("I")
                listed.append(number)
                listed.append(frequency)
