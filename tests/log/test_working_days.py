"""Working days of each law, on the days that trap a reader of calendars."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from build_log.log.working_days import add_working_days, count_working_days, is_working_day

DAYS = st.dates(date(2005, 1, 3), date(2035, 12, 31))
LAWS = st.sampled_from(["FOIA", "EIR", "FOISA", "EISR"])


@pytest.mark.parametrize(
    ("day", "why", "in_uk", "in_scotland"),
    [
        ("2024-01-01", "New Year", False, False),
        ("2024-01-02", "2 January is Scotland's", False, False),
        ("2025-03-17", "St Patrick's Day is Northern Ireland's", False, True),
        ("2024-04-01", "Easter Monday is not Scotland's", False, True),
        ("2024-03-29", "Good Friday", False, False),
        ("2024-07-12", "12 July is Northern Ireland's", False, True),
        ("2024-08-05", "the first Monday in August is Scotland's", False, False),
        ("2024-08-26", "the last Monday in August is not Scotland's", False, True),
        ("2023-11-30", "St Andrew's Day is Scotland's", False, False),
        ("2024-12-02", "St Andrew's Day fell on a Saturday", False, False),
        ("2022-09-19", "the late Queen's funeral", False, False),
        ("2023-05-08", "the coronation", False, False),
        ("2022-06-03", "the platinum jubilee", False, False),
        ("2024-12-25", "Christmas Day", False, False),
        ("2024-05-18", "a Saturday", False, False),
        ("2024-05-20", "an ordinary Monday", True, True),
    ],
)
def test_which_days_count(day: str, why: str, *, in_uk: bool, in_scotland: bool) -> None:
    when = date.fromisoformat(day)
    assert (is_working_day(when, "FOIA"), is_working_day(when, "EIR")) == (in_uk, in_uk), why
    assert (is_working_day(when, "FOISA"), is_working_day(when, "EISR")) == (in_scotland, in_scotland), why


@pytest.mark.parametrize(
    ("received", "responded", "law", "days"),
    [
        ("2024-05-13", "2024-05-13", "FOIA", 0),
        ("2024-05-13", "2024-05-14", "FOIA", 1),
        ("2024-05-18", "2024-05-20", "FOIA", 1),  # received on a Saturday
        ("2024-05-17", "2024-05-20", "FOIA", 1),
        ("2024-05-01", "2024-05-31", "FOIA", 20),  # two bank holidays
        ("2024-03-28", "2024-04-02", "FOIA", 1),  # Easter
        ("2024-03-28", "2024-04-02", "FOISA", 2),
        ("2024-05-14", "2024-05-13", "FOIA", 0),
    ],
)
def test_days_taken(received: str, responded: str, law: str, days: int) -> None:
    assert count_working_days(date.fromisoformat(received), date.fromisoformat(responded), law) == days


@given(DAYS, st.integers(1, 60), LAWS)
def test_the_last_day_is_so_many_working_days_after(received: date, days: int, law: str) -> None:
    due = add_working_days(received, days, law)
    assert is_working_day(due, law)
    assert count_working_days(received, due, law) == days
    assert count_working_days(received, due - timedelta(days=1), law) == days - 1
