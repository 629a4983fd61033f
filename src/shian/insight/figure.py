"""What is asked of a figure, and what it answers: integers, never a ratio."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.loop.law import law_on
from shian.packs.periods import Period, parse_period


@dataclass(frozen=True)
class Figure:
    """One figure with its parts, all integers; the ratio is formed on display."""

    place: str
    name: str
    done: int = 0
    excluded: int = 0
    overdue: int = 0
    open: int = 0
    made_up: int = 0  # of overdue: done after the due day
    late_excluded: int = 0  # of excluded: so near the period's end that it must be looked at

    @property
    def due(self) -> int:
        return self.done + self.excluded + self.overdue + self.open

    @property
    def out_of(self) -> int:
        """The denominator: what was due and not excluded."""
        return self.due - self.excluded


@dataclass(frozen=True)
class Question:
    """What is asked: a programme, a period, a place, perhaps a grade, as known at an instant."""

    programme: str
    period: Period
    within: str
    as_of: datetime
    today: date
    grade: str = ""
    late_window: int = 10

    @classmethod
    def asked(
        cls, programme: str, period: str, within: str, as_of: datetime, today: date, grade: str = ""
    ) -> "Question":
        """From words. Raises Refused for a period that is none, or a programme the law does not have."""
        try:
            span = parse_period(period)
        except ValueError as error:
            raise Refused(
                _("看不懂这个时段：%(period)s；请写 2026Q3、2026H2、2026-09 或 2026") % {"period": period}
            ) from error
        law = law_on(min(today, span.last), within)
        law.programme(programme)
        window = law.pack.clocks.get("late_exclusion")
        return cls(programme, span, within, as_of, today, grade, window.count if window else 10)
