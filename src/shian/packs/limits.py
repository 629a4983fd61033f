"""Limits as words ("3 working days", "end of week") and the day they fall on; pure."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from shian.kernel.because import Because
from shian.kernel.stopped import Stop, days_stood
from shian.kernel.workdays import Calendar, Due
from shian.packs.cite import UNCITED, Cite
from shian.packs.periods import Period, period_of

_COUNTED = re.compile(r"^(\d{1,5}) (working|calendar) days?$|^(\d{1,3}) (month)s?$")
_NAMED = ("same day", "next day", "end of week", "end of month", "end of period")
_ENDS = {"end of week": "week", "end of month": "month"}
WORDS = (*_NAMED, "N working days", "N calendar days", "N months")


@dataclass(frozen=True)
class Limit:
    """How long somebody has: a named day, or a count of working or calendar days from the next day on."""

    unit: str
    count: int = 0
    cite: Cite = UNCITED

    @property
    def words(self) -> str:
        if self.unit in _NAMED:
            return self.unit
        noun = self.unit if self.unit == "month" else f"{self.unit} day"
        return f"{self.count} {noun}{'' if self.count == 1 else 's'}"

    def due(self, from_day: date, calendar: Calendar, period: Period | None = None) -> Because[Due]:
        """The last day, with the clause it rests on; a year not announced makes it provisional."""
        facts = {"from": from_day, "limit": self.words}
        return Because(self._day(from_day, calendar, period), self.cite.text, facts, self.cite.assumed)

    def standing(self, from_day: date, calendar: Calendar, stops: Iterable[Stop], *, on: date) -> Because[Due]:
        """The same, later by the days in its own unit on which its clock stood; a named limit and months cannot stand."""
        working = calendar if self.unit == "working" else None
        stood = days_stood(stops, on=on, working=working) if self.unit in ("working", "calendar") else 0
        first = self.due(from_day, calendar)
        if not stood:
            return first
        later = replace(self, count=self.count + stood).due(from_day, calendar)
        return Because(later.value, first.clause, {**first.facts, "stood": stood}, first.assumed)

    def _day(self, from_day: date, calendar: Calendar, period: Period | None) -> Due:
        if self.unit == "working":
            return calendar.add_working_days(from_day, self.count)
        if self.unit == "calendar":
            return calendar.add_calendar_days(from_day, self.count)
        if self.unit == "month":
            return calendar.add_months(from_day, self.count)
        if self.unit == "same day":
            return Due(from_day, provisional=False)
        if self.unit == "next day":
            return Due(from_day + timedelta(days=1), provisional=False)
        return Due(self._end(from_day, period), provisional=False)

    def _end(self, from_day: date, period: Period | None) -> date:
        """The last day of the named span; the end of a period needs to be told which."""
        if self.unit in _ENDS:
            return period_of(_ENDS[self.unit], from_day).end - timedelta(days=1)
        if period is None:
            raise ValueError("'end of period' needs a period")
        return period.end - timedelta(days=1)


def parse_limit(words: str, cite: Cite = UNCITED) -> Limit:
    """A limit from its words; ValueError says which words there are."""
    said = " ".join(words.split())
    if said in _NAMED:
        return Limit(said, cite=cite)
    counted = _COUNTED.match(said)
    if not counted:
        raise ValueError(f"'{words}' is not one of {list(WORDS)}")
    count, unit = counted.group(1) or counted.group(3), counted.group(2) or counted.group(4)
    return Limit(unit, int(count), cite)


def counts_days(words: str) -> bool:
    """Whether these words carry a number, and so owe a source."""
    return _COUNTED.match(" ".join(words.split())) is not None


def not_longer(new: Limit, old: Limit) -> bool | None:
    """Whether `new` never falls later than `old`; None when it depends on the day they count from."""
    if new.unit == "same day" or new.unit == old.unit in _NAMED:
        return True
    if new.unit in _NAMED or old.unit in _NAMED:
        return False if old.unit == "same day" else None
    if new.count <= old.count and new.unit in (old.unit, "calendar"):
        return True  # N calendar days, rolled to a working day, never pass N working days
    return False if new.unit == old.unit else None


@dataclass(frozen=True)
class VisitTime:
    """Between how many seconds the clock of a visit is believed; a law without one believes none."""

    least: int
    most: int
    cite: Cite
