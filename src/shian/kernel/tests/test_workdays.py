"""Working days by hand: 2026 as announced, and a year that nobody has announced."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.because import Because
from shian.kernel.workdays import Calendar, Due, YearPlan


def span(first: date, last: date) -> set[date]:
    return {first + timedelta(days=n) for n in range((last - first).days + 1)}


OFF = [
    ((1, 1), (1, 3)), ((2, 15), (2, 23)), ((4, 4), (4, 6)), ((5, 1), (5, 5)), ((6, 19), (6, 21)), ((9, 25), (9, 27)),
    ((10, 1), (10, 7)),
]  # fmt: skip
WORKED = [(1, 4), (2, 14), (2, 28), (5, 9), (9, 20), (10, 10)]
YEAR = YearPlan(
    frozenset().union(*(span(date(2026, *first), date(2026, *last)) for first, last in OFF)),
    frozenset(date(2026, *day) for day in WORKED),
    "国办发明电",
)
CALENDAR = Calendar({2026: YEAR})
IN_2026 = st.dates(date(2026, 1, 1), date(2026, 9, 1))
COUNTS = st.integers(0, 40)


@pytest.mark.parametrize(
    ("start", "count", "day"),
    [
        (date(2026, 9, 30), 7, date(2026, 10, 15)),
        (date(2026, 2, 13), 7, date(2026, 3, 2)),
        (date(2026, 4, 30), 15, date(2026, 5, 25)),
        (date(2026, 2, 13), 15, date(2026, 3, 12)),
    ],
)
def test_working_days_fall_here(start: date, count: int, day: date) -> None:
    due = CALENDAR.add_working_days(start, count)
    assert (due, due.provisional) == (Due(day), False)


@pytest.mark.parametrize(
    ("start", "count", "plain", "rolled"),
    [
        (date(2026, 7, 6), 90, date(2026, 10, 4), date(2026, 10, 8)),
        (date(2026, 6, 1), 60, date(2026, 7, 31), date(2026, 7, 31)),
        (date(2026, 8, 3), 60, date(2026, 10, 2), date(2026, 10, 8)),
    ],
)
def test_calendar_days_roll_to_here(start: date, count: int, plain: date, rolled: date) -> None:
    assert CALENDAR.add_calendar_days(start, count, roll=False) == Due(plain)
    assert CALENDAR.add_calendar_days(start, count) == Due(rolled)


def test_a_make_up_saturday_counts_and_a_holiday_monday_does_not() -> None:
    assert CALENDAR.is_working(date(2026, 10, 10))
    assert not CALENDAR.is_working(date(2026, 10, 5))
    assert not CALENDAR.is_working(date(2026, 9, 19))
    assert CALENDAR.is_working(date(2026, 9, 14))


@given(IN_2026, COUNTS)
def test_the_limit_is_a_working_day_with_that_many_before_it(start: date, count: int) -> None:
    due = CALENDAR.add_working_days(start, count)
    assert CALENDAR.working_days_between(start, due.day) == count
    assert count == 0 or CALENDAR.is_working(due.day)
    assert not due.provisional


@given(IN_2026, IN_2026)
def test_days_between_run_both_ways(one: date, other: date) -> None:
    first, last = sorted([one, other])
    by_hand = sum(CALENDAR.is_working(day) for day in span(first, last) - {first})
    assert CALENDAR.working_days_between(first, last) == by_hand
    assert CALENDAR.working_days_between(last, first) == -by_hand


def test_a_year_not_announced_is_counted_by_weekday_and_says_so() -> None:
    assert CALENDAR.announced(2026)
    assert not CALENDAR.announced(2027)
    assert CALENDAR.is_working(date(2027, 1, 1))  # a Friday: nobody has said yet that it is off
    into_it = CALENDAR.add_working_days(date(2026, 12, 31), 1)
    assert (into_it, into_it.provisional) == (Due(date(2027, 1, 1)), True)
    before_it = CALENDAR.add_working_days(date(2026, 12, 30), 1)
    assert (before_it, before_it.provisional) == (Due(date(2026, 12, 31)), False)


def test_a_last_day_that_rolls_into_it_is_provisional() -> None:
    year_end_off = YearPlan(YEAR.off | {date(2026, 12, 31)}, YEAR.worked, "x")
    rolled = Calendar({2026: year_end_off}).rolled(date(2026, 12, 31))
    assert (rolled, rolled.provisional) == (Due(date(2027, 1, 1)), True)
    assert CALENDAR.rolled(date(2027, 3, 1)).provisional
    assert not CALENDAR.rolled(date(2026, 12, 31)).provisional


def test_a_due_day_is_stored_as_a_day() -> None:
    because = Because(Due(date(2026, 11, 30), provisional=True), "第十条")
    assert because.as_json()["value"] == "2026-11-30"
