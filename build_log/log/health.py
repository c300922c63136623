"""The health of a log: how old its newest letter is, months without letters, what is missing or unconfirmed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from build_log.model.record import Record

STALE = 92
"""Days without a new letter after which a log looks abandoned: the Code asks for figures every quarter."""
WORTH_HAVING = ("received", "summary", "topics")
"""What a record can do without, and readers miss: without `received` the time taken is not known."""


@dataclass(frozen=True, slots=True)
class Health:
    """What a log's keepers should know. Months are (year, month)."""

    letters: int
    newest: date | None
    age: int | None
    """Days from the newest letter to the day of the check."""
    months_missing: tuple[tuple[int, int], ...]
    fields_missing: tuple[tuple[str, int], ...]
    unconfirmed: tuple[tuple[str, int], ...]
    letters_unconfirmed: int
    drafts: int


def build_health(records: Sequence[Record], drafts: Sequence[Record], today: date, *, topics: bool) -> Health:
    """The health of the published records. `topics` says whether the settings list topics at all."""
    months = {(record.responded.year, record.responded.month) for record in records}
    newest = max((record.responded for record in records), default=None)
    wanted = [name for name in WORTH_HAVING if name != "topics" or topics]
    missing = [(name, sum(not getattr(record, name) for record in records)) for name in wanted]
    doubts = Counter(key for record in records for key in record.doubts)
    return Health(
        letters=len(records),
        newest=newest,
        age=max(0, (today - newest).days) if newest else None,
        months_missing=tuple(month for month in _between(months) if month not in months),
        fields_missing=tuple((name, count) for name, count in missing if count),
        unconfirmed=tuple(sorted(doubts.items(), key=lambda pair: (-pair[1], pair[0]))),
        letters_unconfirmed=sum(bool(record.doubts) for record in records),
        drafts=len(drafts),
    )


def _between(months: set[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Every month from the first to the last."""
    if not months:
        return
    year, month = min(months)
    while (year, month) <= max(months):
        yield year, month
        year, month = (year, month + 1) if month < 12 else (year + 1, 1)  # December
