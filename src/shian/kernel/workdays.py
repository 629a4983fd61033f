"""The working-day calendar: statutory holidays and make-up days, and what to do in a year not yet announced."""

from calendar import monthrange
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

ONE_DAY = timedelta(days=1)


def months_after(day: date, count: int) -> date:
    """The day of that number so many months on (or back), or the last of a shorter month."""
    year, index = divmod(day.year * 12 + day.month - 1 + count, 12)
    return date(year, index + 1, min(day.day, monthrange(year, index + 1)[1]))


@dataclass(frozen=True)
class YearPlan:
    """One year of the State Council's notice: days off, and weekend days worked to make up for them."""

    off: frozenset[date]
    worked: frozenset[date]
    source: str


@dataclass(frozen=True, order=True)
class Due:
    """A day by which something is owed; provisional when it rests on a year whose holidays nobody has announced."""

    day: date
    provisional: bool = field(default=False, compare=False)

    def __str__(self) -> str:
        """As it is stored beside a row: machines read it too."""
        return self.day.isoformat()


@dataclass(frozen=True)
class Calendar:
    """Working days by announced year. An unannounced year is counted by weekday and its answers are provisional."""

    years: Mapping[int, YearPlan]

    def announced(self, year: int) -> bool:
        return year in self.years

    def is_working(self, day: date) -> bool:
        plan = self.years.get(day.year)
        if plan and day in plan.off:
            return False
        return day.weekday() < 5 or bool(plan and day in plan.worked)

    def add_working_days(self, start: date, count: int) -> Due:
        """The count-th working day after a day; the day itself is not counted (行政处罚法 art 85)."""
        day, left, provisional = start, count, False
        while left > 0:
            day += ONE_DAY
            provisional |= not self.announced(day.year)
            left -= self.is_working(day)
        return Due(day, provisional)

    def add_calendar_days(self, start: date, count: int, *, roll: bool = True) -> Due:
        """The count-th day after a day; a last day that is not worked moves to the next working day when `roll`."""
        return self.rolled(start + timedelta(days=count)) if roll else Due(start + timedelta(days=count))

    def add_months(self, start: date, count: int) -> Due:
        """The same day so many months on; one that is not worked moves on."""
        return self.rolled(months_after(start, count))

    def rolled(self, day: date) -> Due:
        """The day itself, or the first working day after it."""
        provisional = not self.announced(day.year)
        while not self.is_working(day):
            day += ONE_DAY
            provisional |= not self.announced(day.year)
        return Due(day, provisional)

    def working_days_between(self, start: date, end: date) -> int:
        """How many working days lie in (start, end]; negative when end lies before start."""
        if end < start:
            return -self.working_days_between(end, start)
        return sum(self.is_working(start + timedelta(days=n + 1)) for n in range((end - start).days))
