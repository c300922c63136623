"""Working days as each access law counts them.

FOIA s10(6) leaves out a day that is a bank holiday in any part of the United Kingdom; EIR reg 2(1)
takes that meaning over. FOISA s73 leaves out Scotland's, and the EISRs follow it. The first day
is the working day after the one on which the request was received.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import cache

from holidays import country_holidays

_EVERYWHERE = ("ENG", "WLS", "SCT", "NIR")
_NATIONS = {"FOIA": _EVERYWHERE, "EIR": _EVERYWHERE, "FOISA": ("SCT",), "EISR": ("SCT",)}
_SATURDAY = 5


@cache
def bank_holidays(nations: tuple[str, ...], year: int) -> frozenset[date]:
    """The bank holidays of a year in some of ENG, WLS, SCT and NIR."""
    return frozenset(day for nation in nations for day in country_holidays("GB", subdiv=nation, years=year))


def is_working_day(day: date, regime: str) -> bool:
    """Whether a day counts under a law. A law with no rule of its own counts as FOIA does."""
    nations = _NATIONS.get(regime, _EVERYWHERE)
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
