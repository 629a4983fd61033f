"""A statutory deadline from its words: days roll on as 行政处罚法 counts them, hours run through nights and holidays; pure."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from shian.kernel.because import Because
from shian.kernel.workdays import Calendar
from shian.packs.limits import Limit, parse_limit

WORDS = ("N working days", "N days", "N hours", "N months")
# The day (hour) on which it begins is not counted; a last day that is not worked is the next that is.
COUNTED = "《市场监督管理行政处罚程序规定》第八十条"
_HOURS = re.compile(r"^(\d{1,5}) hours?$")
_DAYS = re.compile(r"^(\d{1,5}) days?$")


@dataclass(frozen=True)
class Deadline:
    """A day, or an instant where hours are counted; provisional in a year whose holidays nobody has announced."""

    due: str
    provisional: bool = False


def deadline(start: date | datetime, words: str, calendar: Calendar) -> Because[Deadline]:
    """When it is due, and why. Raises ValueError for other words, or for hours counted from a day without a time."""
    said = " ".join(words.split())
    facts = {"from": start.isoformat(), "limit": said}
    hours = _HOURS.match(said)
    if hours:
        return Because(Deadline(_after(start, int(hours[1]))), COUNTED, facts)
    limit = _counted(said)
    due = limit.due(start.date() if isinstance(start, datetime) else start, calendar).value
    return Because(Deadline(due.day.isoformat(), due.provisional), COUNTED, facts)


class NoLimit(ValueError):
    """The words name no limit."""


class NoInstant(ValueError):
    """Hours were asked for from a whole day."""


def _counted(said: str) -> Limit:
    """A count of days or months; a named limit of a programme, such as the end of a period, is none of a law."""
    try:
        limit = parse_limit(_DAYS.sub(r"\1 calendar days", said))
    except ValueError:
        limit = None
    if limit is None or not limit.count:
        raise NoLimit(f"'{said}' is not one of {list(WORDS)}")
    return limit


def _after(start: date | datetime, hours: int) -> str:
    """Hours are an instant from an instant: no night, no holiday stops them."""
    if not isinstance(start, datetime):
        raise NoInstant("hours are counted from an instant: write 2026-09-30T15:00")
    return (start + timedelta(hours=hours)).isoformat(timespec="minutes")
