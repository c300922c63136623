"""Public interest arguments collected from letters, by what they were weighed for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from build_log.model.provision import Provision
from build_log.model.record import Record

MOST = 12
"""Arguments of a side shown on a page; the data files have all."""


@dataclass(frozen=True, slots=True)
class Argument:
    """A factor in a letter's own words, and the letter."""

    text: str
    record: Record


@dataclass(frozen=True, slots=True)
class Arguments:
    """Arguments on both sides, the latest letters first; how many there are of each; and how often each side won."""

    for_disclosure: tuple[Argument, ...]
    against_disclosure: tuple[Argument, ...]
    total_for: int
    total_against: int
    withheld: int
    disclosed: int

    def __bool__(self) -> bool:
        return bool(self.total_for or self.total_against)


def find_arguments(records: Iterable[Record], provision: Provision) -> Arguments:
    """Factors of the letters in which nothing but this provision, or parts of it, is relied on.

    A letter gives its factors once for all it relies on, so where it relies on several nobody can
    tell which were weighed for which. It errs towards leaving out.
    """
    alone = [
        record
        for record in records
        if all(provision.covers(e.provision) or e.provision.covers(provision) for e in record.stated)
    ]
    given = _distinct(Argument(text, record) for record in alone for text in record.public_interest.for_disclosure)
    kept = _distinct(Argument(text, record) for record in alone for text in record.public_interest.against_disclosure)
    balances = [record.public_interest.balance for record in alone]
    return Arguments(
        given[:MOST],
        kept[:MOST],
        len(given),
        len(kept),
        balances.count("withhold"),
        balances.count("disclose"),
    )


def _distinct(arguments: Iterable[Argument]) -> tuple[Argument, ...]:
    """Without those said in the same words before."""
    seen: dict[str, Argument] = {}
    for argument in arguments:
        seen.setdefault(" ".join(argument.text.lower().split()).rstrip(".;"), argument)
    return tuple(seen.values())
