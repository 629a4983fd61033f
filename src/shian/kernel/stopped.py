"""A clock that stands still for a while: the day it stopped counts still, the day it runs again does not."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from shian.kernel.workdays import Calendar


@dataclass(frozen=True)
class Stop:
    """From a day until the day it ran again; open while there is no such day."""

    since: date
    until: date | None = None


def days_stood(stops: Iterable[Stop], *, on: date, working: Calendar | None = None) -> int:
    """How many days a clock stood, an open stop up to a day; days of two stops at once count once. Working days by their calendar."""
    days, reached = 0, date.min
    for one in sorted(stops, key=lambda one: one.since):
        start, end = max(one.since, reached), one.until or on
        if end > start:
            days += working.working_days_between(start, end) if working else (end - start).days
            reached = end
    return days
