"""When a programme is owed within an asked period: its occasions. Pure.

A rhythm gives its own periods, each cut into as many parts as it is owed times; a window and a single round give
themselves; an order is owed in the period for which somebody dispatched it.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from shian.packs.periods import Period, period_of, span_of
from shian.packs.rules import frequency
from shian.packs.schema import Programme, Subject


def occasions(programme: Programme, subject: Subject, asked: Period, on: date) -> list[Period]:
    """The occasions that touch the asked period and are not over on a day, as the law stands on that day.

    A plan of the year holds those of its quarters not yet over: nobody can be asked today to have come in spring.
    """
    held = _held(programme, asked)
    if held is None:
        return []
    often = frequency(programme, subject, on).value
    if often is None:
        return [] if programme.when.frequencies or on >= held.end else [held]
    found = _rhythm(often.every, held, programme.when.trigger)
    return [part for period in found for part in period.parts(often.times) if on < part.end]


def _held(programme: Programme, asked: Period) -> Period | None:
    """The span of days in which the programme can be owed at all; none where it and the asked period do not meet."""
    match programme.when.trigger:
        case "window":
            return _meeting(programme.when.window.start, programme.when.window.end, asked)
        case "once":
            return _meeting(programme.span.start, programme.span.end, asked)
        case _:
            return asked


def _meeting(start: date | None, until: date | None, asked: Period) -> Period | None:
    """A programme's own span from its first day to before `until`; an open end is the asked period's."""
    first, end = start or asked.start, until or max(asked.end, start or asked.start)
    return span_of(first, end - timedelta(days=1)) if first < asked.end and asked.start < end else None


def _rhythm(every: str, held: Period, trigger: str) -> Iterator[Period]:
    """The periods of a rhythm which begin in a span, or the one that holds it; in a window none reaches outside it."""
    period = period_of(every, held.start)
    while period.start < held.end:
        yield period.within(held) if trigger in ("window", "once") else period
        period = period.next()
