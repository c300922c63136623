"""Working days as each access law counts them: procedure.toml says whose bank holidays are left out.

The first day is the working day after the one on which the request was received.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

from build_log.law.procedure import load_procedures

_SATURDAY = 5


@cache
def bank_holidays(nations: tuple[str, ...], year: int) -> frozenset[date]:
    """The bank holidays of a year in some of ENG, WLS, SCT and NIR."""
    return frozenset(day for nation in nations for day in country_holidays("GB", subdiv=nation, years=year))


def is_working_day(day: date, regime: str) -> bool:
    """Whether a day counts under a law."""
    nations = load_procedures()[regime].bank_holidays
    return day.weekday() < _SATURDAY and day not in bank_holidays(nations, day.year)


def count_working_days(received: date, responded: date, regime: str) -> int:
    """Working days taken: 1 for an answer on the first working day after receipt, 0 on the day itself or before."""
    days = (responded - received).days
    return sum(is_working_day(received + timedelta(days=step), regime) for step in range(1, days + 1))


def add_working_days(received: date, days: int, regime: str) -> date:
    """The day that is so many working days after receipt."""
    day = received
    while days > 0:
        day += timedelta(days=1)
        days -= is_working_day(day, regime)
    return day
