"""Working days as the State Council announced them; the library chinesecalendar is the oracle."""

from datetime import date, timedelta

import chinese_calendar
import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.workdays import Due
from shian.packs.limits import Limit, not_longer, parse_limit
from shian.packs.periods import RHYTHMS_OF_PERIODS, parse_period, period_of
from shian.packs.rules import calendar_of
from shian.packs.tests.cn import national

CALENDAR = calendar_of(national().pack.calendar)
DAYS = st.dates(date(2023, 1, 1), date(2026, 6, 30))
COUNTS = st.integers(0, 60)


def test_every_day_of_2023_to_2026_is_as_announced() -> None:
    days = [date(2023, 1, 1) + timedelta(days=n) for n in range(1461)]
    assert days[-1] == date(2026, 12, 31)
    assert [day for day in days if CALENDAR.is_working(day) != chinese_calendar.is_workday(day)] == []


@pytest.mark.parametrize(
    ("start", "words", "day"),
    [
        (date(2026, 9, 30), "7 working days", date(2026, 10, 15)),
        (date(2026, 2, 13), "7 working days", date(2026, 3, 2)),
        (date(2026, 4, 30), "15 working days", date(2026, 5, 25)),
        (date(2026, 2, 13), "15 working days", date(2026, 3, 12)),
        (date(2026, 7, 6), "90 calendar days", date(2026, 10, 8)),
        (date(2026, 6, 1), "60 calendar days", date(2026, 7, 31)),
        (date(2026, 8, 3), "60 calendar days", date(2026, 10, 8)),
        (date(2026, 9, 30), "1 working day", date(2026, 10, 8)),
        (date(2026, 9, 30), "same day", date(2026, 9, 30)),
        (date(2026, 10, 1), "end of week", date(2026, 10, 4)),
        (date(2026, 2, 3), "end of month", date(2026, 2, 28)),
    ],
)
def test_a_limit_falls_on_this_day(start: date, words: str, day: date) -> None:
    due = parse_limit(words).due(start, CALENDAR)
    assert due.value == Due(day)
    assert not due.value.provisional
    assert due.facts == {"from": start, "limit": words}


def test_a_limit_into_a_year_not_announced_is_provisional() -> None:
    due = parse_limit("7 working days").due(date(2026, 12, 28), CALENDAR).value
    assert (due.day, due.provisional) == (date(2027, 1, 6), True)
    assert not parse_limit("3 working days").due(date(2026, 12, 28), CALENDAR).value.provisional


def test_the_end_of_a_period_needs_to_be_told_which() -> None:
    limit = parse_limit("end of period")
    assert limit.due(date(2026, 7, 9), CALENDAR, parse_period("2026Q3")).value.day == date(2026, 9, 30)
    with pytest.raises(ValueError, match="needs a period"):
        limit.due(date(2026, 7, 9), CALENDAR)


@pytest.mark.parametrize(
    "words",
    ["3 workdays", "three working days", "-1 working days", "3.5 calendar days", "", "tomorrow", "3 working days each"],
)
def test_other_words_are_no_limit(words: str) -> None:
    with pytest.raises(ValueError, match="is not one of"):
        parse_limit(words)


@given(DAYS, COUNTS)
def test_working_days_fall_on_working_days_and_count_right(start: date, count: int) -> None:
    due = Limit("working", count).due(start, CALENDAR).value.day
    assert CALENDAR.working_days_between(start, due) == count
    assert count == 0 or CALENDAR.is_working(due)


@given(DAYS, COUNTS)
def test_calendar_days_are_never_early_and_never_fall_on_a_day_off(start: date, count: int) -> None:
    due = Limit("calendar", count).due(start, CALENDAR).value.day
    assert due >= start + timedelta(days=count)
    assert CALENDAR.is_working(due)
    assert all(not CALENDAR.is_working(start + timedelta(days=n)) for n in range(count, (due - start).days))


@given(DAYS, COUNTS, st.sampled_from(["working", "calendar"]))
def test_a_longer_limit_never_falls_earlier(start: date, count: int, unit: str) -> None:
    assert Limit(unit, count).due(start, CALENDAR).value.day <= Limit(unit, count + 1).due(start, CALENDAR).value.day


LIMITS = st.one_of(
    st.builds(Limit, st.sampled_from(["working", "calendar"]), st.integers(1, 40)),
    st.sampled_from([Limit("same day"), Limit("end of week"), Limit("end of month")]),
)


@given(DAYS, LIMITS, LIMITS)
def test_what_is_called_no_longer_is_never_later(start: date, new: Limit, old: Limit) -> None:
    """Whatever an overlay is allowed to say falls, from any day, no later than what it replaces."""
    if not_longer(new, old):
        assert new.due(start, CALENDAR).value.day <= old.due(start, CALENDAR).value.day


@pytest.mark.parametrize(
    ("new", "old", "verdict"),
    [
        ("10 working days", "15 working days", True),
        ("15 working days", "15 working days", True),
        ("16 working days", "15 working days", False),
        ("15 calendar days", "15 working days", True),
        ("16 calendar days", "15 working days", None),
        ("3 working days", "5 calendar days", None),
        ("same day", "end of week", True),
        ("end of week", "same day", False),
        ("end of week", "3 working days", None),
        ("1 working day", "same day", False),
    ],
)
def test_limits_held_against_each_other(new: str, old: str, verdict: bool | None) -> None:
    assert not_longer(parse_limit(new), parse_limit(old)) is verdict


@given(st.dates(date(2020, 1, 1), date(2030, 12, 31)), st.sampled_from(RHYTHMS_OF_PERIODS))
def test_a_period_holds_its_day_and_is_found_by_its_name(day: date, every: str) -> None:
    period = period_of(every, day)
    assert period.holds(day)
    assert not period.holds(period.end)
    assert parse_period(period.name) == period
    assert period.next().start == period.end


@pytest.mark.parametrize(
    ("text", "start", "last"),
    [
        ("2026Q3", date(2026, 7, 1), date(2026, 9, 30)),
        ("2026-q4", date(2026, 10, 1), date(2026, 12, 31)),
        ("2026H1", date(2026, 1, 1), date(2026, 6, 30)),
        ("2026W01", date(2025, 12, 29), date(2026, 1, 4)),
        ("2026-02", date(2026, 2, 1), date(2026, 2, 28)),
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_periods_as_officials_write_them(text: str, start: date, last: date) -> None:
    period = parse_period(text)
    assert (period.start, period.last) == (start, last)


@pytest.mark.parametrize("text", ["2026Q5", "Q3", "2026-13", "2026W60", "next week", "2026-02-30", ""])
def test_what_is_no_period_says_so(text: str) -> None:
    with pytest.raises(ValueError, match="is no period"):
        parse_period(text)
