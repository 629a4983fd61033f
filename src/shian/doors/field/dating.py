"""When a phone says something was done: believed in how long things took, and in the day within bounds of the receipt."""

from collections.abc import Collection
from datetime import date, datetime, timedelta
from typing import TypeVar

import msgspec
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _

from shian.doors.field.telling import Away, Told
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.words import full_day_words
from shian.kernel.spelled import plural
from shian.loop import queries as loop
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.loop.models import Finding, Task

CLOCK = "X-Shian-Clock"  # what the phone's own clock says at the moment of sending
DONE = "X-Shian-Done"  # and what it said when a plain form was filled in
LENIENT = timedelta(minutes=5)  # a clock this much out is not worth a word
YEARS = (1900, 2200)  # a clock that was reset says 1970; what lies beyond these has no days to count from
T = TypeVar("T", bound=Told | Away)


def by_our_clock(told: T, request: Asked) -> tuple[T, list[str]]:
    """A phone whose clock is out is believed in how long things took, never in when."""
    out = _out(request)
    if not out:
        return told, []
    moved = {name: _moved(getattr(told, name), out, request.now) for name in ("started_at", "finished_at")}
    return msgspec.structs.replace(told, **moved), [_put_right(out)]


def day_made(told: Told | Away, tasks: Collection[Task], path: str, request: Asked) -> tuple[date, list[str]]:
    """The day on which it was done, in our own zone; and a word where that is not the day of its arrival."""
    arrived, done = today(request), moment(told.finished_at) or moment(told.started_at)
    said = local_day(done) if done else arrived
    if said == arrived:
        return arrived, []
    believed = law_on(arrived, path).day_counted(said, arrived).value == said
    if believed and not any(task.period_start and said < task.period_start for task in tasks):
        return said, [_("按走访那天记：%(day)s") % {"day": full_day_words(said)}]
    return arrived, [_not_believed(said, arrived)]


def day_looked(found: Finding, request: Asked) -> tuple[date | None, list[str]]:
    """The same of a recheck which waited on the phone; it cannot have been before there was a fix to look at."""
    arrived, out, text = today(request), _out(request), request.headers.get(DONE, "")
    done = moment(_moved(text, out, request.now) if out else text)
    words = [_put_right(out)] if out else []
    said = local_day(done) if done else arrived
    if said == arrived:
        return None, words
    if loop.recheck_day(found, said, arrived, viewer=request.actor) == said:
        return said, [*words, _("按复查那天记：%(day)s") % {"day": full_day_words(said)}]
    return None, [*words, _not_believed(said, arrived)]


def moment(text: str | None) -> datetime | None:
    """A moment as the phone wrote it; nonsense is none."""
    try:
        found = parse_datetime(text or "")
    except ValueError:
        return None
    if found is None or not YEARS[0] <= found.year <= YEARS[1]:
        return None
    return timezone.make_aware(found) if timezone.is_naive(found) else found


def _out(request: Asked) -> timedelta:
    """By how much the phone's clock is out; nothing where it is not worth a word, or nonsense."""
    clock = moment(request.headers.get(CLOCK, ""))
    out = request.now - clock if clock else timedelta()
    return out if abs(out) > LENIENT else timedelta()


def _put_right(out: timedelta) -> str:
    return _("手机的时间差了约 %(much)s，已按系统的时间记；请把手机时间改对") % {"much": _about(out)}


def _not_believed(said: date, arrived: date) -> str:
    told = {"said": said.isoformat(), "day": full_day_words(arrived)}
    return _("手机记的日期是 %(said)s，离收到的日子太远或者不对，按收到的这天 %(day)s 记") % told


def _moved(text: str | None, out: timedelta, now: datetime) -> str | None:
    """The moment by our clock; one that would still be to come was noted by yet another clock, and is not known."""
    found = moment(text)
    try:
        moved = found + out if found else None
    except OverflowError:
        return None
    return moved.isoformat() if moved and moved <= now + LENIENT else None


def _about(out: timedelta) -> str:
    days, minutes = abs(out) // timedelta(days=1), abs(out) // timedelta(minutes=1)
    if days:
        return plural("%(n)s 天", days)
    return plural("%(n)s 小时", minutes // 60) if minutes >= 120 else plural("%(n)s 分钟", minutes)
