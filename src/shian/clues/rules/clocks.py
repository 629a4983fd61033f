"""Until when a clue is to be checked: the law's limit, once longer if somebody else approved, without the days of tests."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from shian.kernel.because import Because
from shian.kernel.stopped import Stop, days_stood
from shian.kernel.workdays import Calendar, Due
from shian.packs.limits import Limit


@dataclass(frozen=True)
class Examined:
    """Days of a test, an examination, an appraisal; the day it begins counts still, the day it ends does not."""

    since: date
    until: date
    reason: str = ""

    @classmethod
    def of(cls, kept: Mapping[str, str]) -> "Examined":
        """As it lies beside a clue."""
        return cls(date.fromisoformat(kept["since"]), date.fromisoformat(kept["until"]), kept.get("reason", ""))

    def as_json(self) -> dict[str, str]:
        return {"since": self.since.isoformat(), "until": self.until.isoformat(), "reason": self.reason}


def check_by(
    since: date, limit: Limit, calendar: Calendar, *, longer: Limit | None = None, stops: Iterable[Examined] = ()
) -> Because[Due]:
    """The last day to check a clue and decide whether a case is filed; `longer` where an extension was approved."""
    due = limit.due(since, calendar)
    facts: dict[str, Any] = dict(due.facts)
    value, assumed = due.value, due.assumed
    if longer is not None:
        more = longer.due(value.day, calendar)
        value = Due(more.value.day, value.provisional or more.value.provisional)
        facts["extended"], assumed = longer.words, assumed or more.assumed
    # Days that are counted anew leave out no test of before them.
    still = [Stop(max(one.since, since), one.until) for one in stops]
    if days := days_stood(still, on=since, working=calendar):
        later = calendar.add_working_days(value.day, days)
        value = Due(later.day, value.provisional or later.provisional)
        facts["stopped_days"] = days
    return Because(value, due.clause, facts, assumed)
