"""Periods: 2026Q3, 2026-07, 2026W30, 2026H2, 2026, 2026-07-01, or from day to day 2026-07-01..2026-07-20; pure."""

import re
from collections.abc import Collection
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

_MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}
# How many days such a period has at least.
SHORTEST = {"day": 1, "week": 7, "month": 28, "quarter": 90, "half_year": 181, "year": 365}
_SPELT = {
    "quarter": re.compile(r"^(\d{4})-?Q([1-4])$"),
    "half_year": re.compile(r"^(\d{4})-?H([12])$"),
    "week": re.compile(r"^(\d{4})-?W(\d{1,2})$"),
    "month": re.compile(r"^(\d{4})-(\d{1,2})$"),
    "day": re.compile(r"^(\d{4})-(\d{2})-(\d{2})$"),
    "year": re.compile(r"^(\d{4})$"),
}


# Years of which somebody could ask; at the far ends of the calendar the next period has no date any more.
_YEARS = range(1900, 2201)

RHYTHMS_OF_PERIODS = tuple(_SPELT)
SPAN = "span"  # from a day to a day, of no rhythm
_FROM_TO = re.compile(r"^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$")


@dataclass(frozen=True, order=True)
class Period:
    """A named span of days; `end` is the first day after it. `part` counts where it is one of several parts."""

    start: date
    end: date
    every: str
    part: int = 0

    @property
    def last(self) -> date:
        return self.end - timedelta(days=1)

    @property
    def name(self) -> str:
        return self._whole + (f"/{self.part}" if self.part else "")

    @property
    def _whole(self) -> str:
        return f"{self.start}..{self.last}" if self.every == SPAN else _name(self.every, self.start)

    def holds(self, day: date) -> bool:
        return self.start <= day < self.end

    def next(self) -> "Period":
        if self.every == SPAN:
            return span_of(self.end, self.end + (self.last - self.start))
        return period_of(self.every, self.end)

    def within(self, other: "Period") -> "Period":
        """What of it lies in another: itself, or a span cut short."""
        if other.start <= self.start and self.end <= other.end:
            return self
        return span_of(max(self.start, other.start), min(self.end, other.end) - timedelta(days=1))

    def on(self, weekdays: Collection[int]) -> "Period | None":
        """What of it lies on these days, Monday being 0: a day or nothing of it, a week from the first to the last of them."""
        if not weekdays:
            return self
        if self.every == "day":
            return self if self.start.weekday() in weekdays else None
        return span_of(*(self.start + timedelta(days=find(weekdays)) for find in (min, max)))

    def parts(self, times: int) -> "list[Period]":
        """It cut into as many parts of about the same length, one for each time a thing is owed; no part is empty."""
        days = (self.end - self.start).days
        cuts = [self.start + timedelta(days=days * n // times) for n in range(times + 1)]
        whole = list(pairwise(cuts))
        if times == 1 or days < times:
            return [self]
        return [Period(start, end, self.every, nth) for nth, (start, end) in enumerate(whole, start=1)]


def span_of(first: date, last: date) -> Period:
    """From a day to a day, both included."""
    return Period(first, last + timedelta(days=1), SPAN)


def period_of(every: str, day: date) -> Period:
    """The period of this rhythm in which the day lies; weeks run Monday to Sunday."""
    if every == "day":
        return Period(day, day + timedelta(days=1), every)
    if every == "week":
        monday = day - timedelta(days=day.weekday())
        return Period(monday, monday + timedelta(days=7), every)
    months = _MONTHS[every]
    start = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(start, _months_later(start, months), every)


def stretch_of(every: str, several: int, since: date, day: date) -> Period:
    """So many periods of a rhythm taken together, counted from the one that holds `since`: the stretch in which the day lies."""
    if several == 1:
        return period_of(every, day)
    first = period_of(every, since).start
    if every in _MONTHS:
        months = _MONTHS[every] * several
        start = _months_later(first, _months_between(first, day) // months * months)
        return span_of(start, _months_later(start, months) - timedelta(days=1))
    days = (7 if every == "week" else 1) * several
    start = first + timedelta(days=(day - first).days // days * days)
    return span_of(start, start + timedelta(days=days - 1))


def parse_period(text: str) -> Period:
    """The period an official writes; ValueError when it is none."""
    if spelt := _FROM_TO.match(text.strip()):
        with suppress(ValueError):
            first, last = (date.fromisoformat(group) for group in spelt.groups())
            if first <= last:
                return span_of(first, last)
    for every, pattern in _SPELT.items():
        if spelt := pattern.match(text.strip().upper()):
            with suppress(ValueError):  # 2026-13 is spelt like a month and is none
                return period_of(every, _first_day(every, [int(group) for group in spelt.groups()]))
    raise ValueError(
        f"'{text}' is no period: write 2026Q3, 2026H2, 2026-07, 2026W30, 2026-07-01, 2026 or 2026-07-01..2026-07-20"
    )


def _first_day(every: str, said: list[int]) -> date:
    year, *rest = said
    if year not in _YEARS:
        raise ValueError("no year of which anybody asks")
    if every == "week":
        return date.fromisocalendar(year, rest[0], 1)
    if every == "day":
        return date(year, *rest)
    return date(year, (rest[0] - 1) * _MONTHS[every] + 1 if rest else 1, 1)


def _months_between(first: date, day: date) -> int:
    return (day.year - first.year) * 12 + day.month - first.month


def _months_later(day: date, months: int) -> date:
    years, month = divmod(day.month - 1 + months, 12)
    return date(day.year + years, month + 1, 1)


@lru_cache(maxsize=4096)
def _name(every: str, start: date) -> str:
    year, week, _ = start.isocalendar()
    names = {
        "day": start.isoformat(),
        "week": f"{year}W{week:02d}",
        "month": f"{start:%Y-%m}",
        "quarter": f"{start.year}Q{(start.month + 2) // 3}",
        "half_year": f"{start.year}H{1 if start.month < 7 else 2}",
        "year": str(start.year),
    }
    return names[every]
