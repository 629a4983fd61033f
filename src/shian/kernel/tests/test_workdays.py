"""Working days: the vectors of 2026, computed from the State Council's notice, and what an unannounced year says."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.workdays import Calendar, Due, YearPlan


def days(*spans: tuple[int, int, int]) -> frozenset[date]:
    return frozenset(date(2026, month, day) for month, first, last in spans for day in range(first, last + 1))


OFF = days((1, 1, 3), (2, 15, 23), (4, 4, 6), (5, 1, 5), (6, 19, 21), (9, 25, 27), (10, 1, 7))
WORKED = frozenset(date(2026, m, d) for m, d in [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)])
CALENDAR = Calendar({2026: YearPlan(OFF, WORKED, "国务院办公厅关于2026年部分节假日安排的通知")})


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 9, 30), 7, date(2026, 10, 15)),
        (date(2026, 2, 13), 7, date(2026, 3, 2)),
        (date(2026, 4, 30), 15, date(2026, 5, 25)),
        (date(2026, 2, 13), 15, date(2026, 3, 12)),
    ],
)
def test_working_days_of_2026(start: date, count: int, due: date) -> None:
    assert CALENDAR.add_working_days(start, count) == Due(due)
    assert not CALENDAR.add_working_days(start, count).provisional


@pytest.mark.parametrize(
    ("start", "count", "due"),
    [
        (date(2026, 7, 6), 90, date(2026, 10, 8)),
        (date(2026, 6, 1), 60, date(2026, 7, 31)),
        (date(2026, 8, 3), 60, date(2026, 10, 8)),
    ],
)
def test_calendar_days_of_2026_roll_over_a_holiday(start: date, count: int, due: date) -> None:
    assert CALENDAR.add_calendar_days(start, count).day == due
    assert CALENDAR.add_calendar_days(start, count, roll=False).day == start + timedelta(days=count)


def test_a_make_up_saturday_is_worked_and_a_holiday_monday_is_not() -> None:
    assert CALENDAR.is_working(date(2026, 2, 28))
    assert CALENDAR.is_working(date(2026, 1, 4))
    assert not CALENDAR.is_working(date(2026, 10, 5))
    assert not CALENDAR.is_working(date(2026, 3, 7))


@pytest.mark.parametrize("start", [date(2026, 12, 31), date(2026, 12, 28)])
def test_a_date_that_rests_on_an_unannounced_year_is_provisional(start: date) -> None:
    assert not CALENDAR.announced(2027)
    assert CALENDAR.add_working_days(start, 7).provisional
    assert CALENDAR.rolled(date(2027, 1, 1)).provisional
    assert not CALENDAR.add_working_days(date(2026, 12, 21), 3).provisional


SOME_DAY = st.dates(date(2025, 11, 1), date(2027, 2, 1))


@given(SOME_DAY, st.integers(1, 60))
def test_the_nth_working_day_is_worked_and_n_away(start: date, count: int) -> None:
    due = CALENDAR.add_working_days(start, count)
    assert CALENDAR.is_working(due.day)
    assert CALENDAR.working_days_between(start, due.day) == count
    assert CALENDAR.working_days_between(due.day, start) == -count


@given(SOME_DAY, st.integers(0, 120))
def test_rolling_never_goes_back_and_passes_no_working_day(start: date, count: int) -> None:
    plain, rolled = start + timedelta(days=count), CALENDAR.add_calendar_days(start, count).day
    assert rolled >= plain
    assert CALENDAR.is_working(rolled)
    assert not any(CALENDAR.is_working(plain + timedelta(days=n)) for n in range((rolled - plain).days))
