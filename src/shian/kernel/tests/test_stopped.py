"""Days that do not count, each once, in calendar days and in working days."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shian.kernel.stopped import Stop, days_stood
from shian.kernel.workdays import Calendar, YearPlan

DAY = timedelta(days=1)
JUNE = date(2026, 6, 1)  # a Monday
CALENDAR = Calendar({2026: YearPlan(frozenset({date(2026, 6, 19)}), frozenset({date(2026, 6, 20)}), "test")})


@pytest.mark.parametrize(
    ("stops", "days", "working"),
    [
        ([], 0, 0),
        ([Stop(JUNE, JUNE)], 0, 0),
        ([Stop(JUNE, JUNE + 5 * DAY)], 5, 4),
        ([Stop(JUNE)], 30, 22),
        ([Stop(JUNE, JUNE + 5 * DAY), Stop(JUNE + 3 * DAY, JUNE + 8 * DAY)], 8, 6),
        ([Stop(JUNE + 3 * DAY, JUNE + 8 * DAY), Stop(JUNE, JUNE + 5 * DAY)], 8, 6),
        ([Stop(JUNE, JUNE + 9 * DAY), Stop(JUNE + 3 * DAY, JUNE + 5 * DAY)], 9, 7),
        ([Stop(JUNE, JUNE + 2 * DAY), Stop(JUNE + 4 * DAY, JUNE + 5 * DAY)], 3, 2),
        ([Stop(JUNE + 40 * DAY)], 0, 0),
        ([Stop(JUNE + 3 * DAY, JUNE)], 0, 0),  # a wrong order takes no day away
        ([Stop(date(2026, 6, 17), date(2026, 6, 22))], 5, 3),  # a day off, and the Saturday that makes up for it
    ],
)
def test_days_that_stood_count_once(stops: list[Stop], days: int, working: int) -> None:
    on = JUNE + 30 * DAY
    assert days_stood(stops, on=on) == days
    assert days_stood(stops, on=on, working=CALENDAR) == working


@given(st.lists(st.tuples(st.integers(0, 60), st.integers(0, 30)), max_size=5))
def test_what_stood_is_the_days_inside_some_stop(spans: list[tuple[int, int]]) -> None:
    stops = [Stop(JUNE + start * DAY, JUNE + (start + length) * DAY) for start, length in spans]
    inside = {JUNE + (day + 1) * DAY for start, length in spans for day in range(start, start + length)}
    assert days_stood(stops, on=JUNE) == len(inside)
    assert days_stood(stops, on=JUNE, working=CALENDAR) == sum(map(CALENDAR.is_working, inside))
