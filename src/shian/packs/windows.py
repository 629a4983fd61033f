"""The windows of a programme: between two days, or every year around a key day, by the moon or by the sun. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from borax.calendars.lunardate import LunarDate

from shian.packs.periods import Period, span_of
from shian.packs.schema import KeyDay, When

# The years whose months of the moon are known.
LUNAR_YEARS = range(1900, 2101)
_A_DAY, _HALF_A_YEAR = timedelta(days=1), timedelta(days=177)  # a year of the moon has 353 days at least


@dataclass(frozen=True)
class Window:
    """From the day it opens to the day it closes, both included; provisional where only a notice could make it certain."""

    opens: date
    closes: date
    provisional: bool = False

    @property
    def period(self) -> Period:
        return span_of(self.opens, self.closes)

    @property
    def year(self) -> int:
        return self.closes.year

    def holds(self, day: date) -> bool:
        return self.opens <= day <= self.closes


def days_of(key_day: KeyDay, year: int) -> Window:
    """The days of a key period in one year: as announced, else by the moon or the sun.

    The year is the one by which it is reckoned: Spring Festival of 2027 begins on 6 February 2027, and the eighth day of the
    twelfth month of 2026 lies in January 2027. A notice is of the time that lies nearest to it.
    """
    first = date(year, *key_day.solar) if key_day.solar else _by_the_moon(key_day.lunar or (1, 1), year)
    for told in key_day.announced:
        if abs(told.first - first) < _HALF_A_YEAR:
            return Window(told.first, told.last)
    return Window(first, first + _A_DAY * (key_day.lasts - 1), key_day.by_notice)


def _by_the_moon(month_and_day: tuple[int, int], year: int) -> date:
    month, day = month_and_day
    found: date = LunarDate(year, month, day).to_solar_date()
    return found


def windows(when: When, first: date, until: date) -> list[Window]:
    """The windows which have a day in common with the days from `first` until (not including) `until`."""
    return [one for one in _all(when, first.year, until.year) if one.opens < until and first <= one.closes]


def window_at(when: When, day: date) -> Window | None:
    """The window that holds a day, else the next to open, else the last that closed."""
    known = sorted(_all(when, day.year, day.year), key=lambda one: one.opens)
    ahead = next((one for one in known if day <= one.closes), None)
    return ahead or (known[-1] if known else None)


def _all(when: When, first: int, last: int) -> Iterator[Window]:
    """Those of the years, and of the years beside them: a window may reach across New Year."""
    if when.around is None:
        if when.window.start and when.window.last:
            yield Window(when.window.start, when.window.last)
        return
    for year in range(max(first - 1, LUNAR_YEARS.start), min(last + 2, LUNAR_YEARS.stop)):
        days = days_of(when.around, year)
        opens, closes = days.opens - _A_DAY * when.opens_before, days.closes + _A_DAY * when.closes_after
        yield Window(opens, closes, days.provisional)
