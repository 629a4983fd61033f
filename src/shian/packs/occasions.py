"""When a programme is owed within an asked period: its occasions. Pure.

A rhythm gives its own periods, each cut into as many parts as it is owed times; a window and a single round give
themselves; an order is owed in the period for which somebody dispatched it. A campaign over another programme gives
each window, cut into as many parts as it asks visits beyond those which the other has falling due there.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from math import ceil

from shian.packs.periods import Period, span_of, stretch_of
from shian.packs.rules import frequency, owes, speaks_of
from shian.packs.schema import Campaign, Frequency, Programme, Subject
from shian.packs.windows import windows
from shian.packs.words import WEEKDAYS

_WITHIN_ITSELF = ("window", "once")
_SOME_MONDAY = date(2001, 1, 1)  # where nothing says since when; a first of every rhythm as well


def occasions(programme: Programme, subject: Subject, asked: Period, on: date) -> list[Period]:
    """The occasions that touch the asked period and are not over on a day, each as the law stands on its own day.

    A plan of the year holds those of its quarters not yet over: nobody can be asked today to have come in spring. Where the
    law changes in the year, those before the change are the former law's, those after it the new one's.
    """
    found = [part for held in _held(programme, asked) for part in _in(programme, subject, held, on)]
    return [part for part in found if owes(programme, subject, its_day(part, on))]


def days_of_change(programme: Programme) -> set[date]:
    """The days on which what a programme says begins or ends to hold: itself, on whom, and how often."""
    spans = [
        programme.span,
        *(rule.span for rule in programme.whom.rules),
        *(row.span for row in programme.when.frequencies),
    ]
    own = {day for span in spans for day in (span.start, span.end) if day}
    base = programme.campaign.base if programme.campaign else None
    return own | days_of_change(base) if base else own


def its_day(period: Period, on: date) -> date:
    """The day on which the law is read for a period: today within it, its first day before it, its last after it."""
    return min(max(on, period.start), period.last)


def _in(programme: Programme, subject: Subject, held: Period, on: date) -> list[Period]:
    if programme.campaign and programme.campaign.base:
        more = visits_more(programme.campaign, programme.campaign.base, subject, held, on)
        return [part for part in held.parts(more) if on < part.end] if more else []
    if not programme.when.frequencies:
        return [held] if on < held.end else []
    rows = [row for row in programme.when.frequencies if speaks_of(row.selector, subject)]
    found = [
        (period, row) for row in rows for period in _rhythm(row, held, programme) if _governs(row, rows, period, on)
    ]
    return sorted(
        (part for period, row in found for part in period.parts(row.times) if on < part.end),
        key=lambda part: part.start,
    )


def _governs(row: Frequency, rows: list[Frequency], period: Period, on: date) -> bool:
    """Whether a frequency is the first of those that speak of the subject on the day of its own period."""
    day = its_day(period, on)
    return next((one for one in rows if one.span.holds(day)), None) is row


def visits_more(campaign: Campaign, base: Programme, subject: Subject, window: Period, on: date) -> int:
    """How many visits a campaign asks of a subject beyond the base programme's own.

    (times − 1) × the visits of the base that fall due in the window, at least one of them; rounded up.
    """
    often = frequency(base, subject, its_day(window, on)).value
    if often is None:
        return 0
    ends = (part.last for period in _rhythm(often, window, base) for part in period.parts(often.times))
    falling_due = max(1, sum(window.holds(last) for last in ends))
    return ceil((campaign.times - 1) * falling_due)


def _held(programme: Programme, asked: Period) -> list[Period]:
    """The spans of days in which the programme can be owed at all; none where they and the asked period do not meet."""
    match programme.when.trigger:
        case "window":
            return [one.period for one in windows(programme.when, asked.start, asked.end)]
        case "once":
            return _meeting(programme.span.start, programme.span.end, asked)
        case _:
            return [asked]


def _meeting(start: date | None, until: date | None, asked: Period) -> list[Period]:
    """A programme's own span from its first day to before `until`; an open end is the asked period's."""
    first, end = start or asked.start, until or max(asked.end, start or asked.start)
    return [span_of(first, end - timedelta(days=1))] if first < asked.end and asked.start < end else []


def _rhythm(often: Frequency, held: Period, programme: Programme) -> Iterator[Period]:
    """The periods of a rhythm which begin in a span, or the one that holds it; in a window none reaches outside it.

    Stretches of several are counted from the day from which they are asked, in a window from its first.
    """
    alone = programme.when.trigger in _WITHIN_ITSELF
    since = often.span.start or (held.start if alone else programme.span.start) or _SOME_MONDAY
    weekdays = [WEEKDAYS.index(day) for day in often.on_days]
    period = stretch_of(often.every, often.several, since, held.start)
    while period.start < held.end:
        one = period.on(weekdays)
        if one and one.start < held.end and held.start < one.end:
            yield one.within(held) if alone else one
        period = stretch_of(often.every, often.several, since, period.end)
