"""What begins on a simulated day is planned by the office, as the law of that day has it."""

from collections.abc import Iterator
from datetime import date

from shian.demo.players import at_hour
from shian.demo.simulate_stage import A_DAY, Stage
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.loop.actions import owe_by_rule, plan, plan_preview
from shian.packs.periods import Period, period_of, span_of
from shian.packs.schema import Programme
from shian.packs.windows import windows

HOUR = 6
_SHORTEST_FIRST = ("day", "week", "month", "quarter", "half_year", "year")


def plan_day(stage: Stage, day: date) -> int:
    """Everything that begins on a day. Returns how many new tasks."""
    office, new = stage.office, 0
    with worn(office):
        for programme in stage.law(day).pack.programmes.values():
            if programme.expected:
                _owed(stage, programme, day)
                continue
            for period in _beginning(programme, day, stage.play.start):
                new += _planned(stage, programme.key, period.name, day)
    return new


def _owed(stage: Stage, programme: Programme, day: date) -> None:
    """Who owes days and weeks of itself is looked at anew each month: businesses change."""
    if day.day == 1 or day == stage.play.start:
        owe_by_rule(programme.key, within=stage.county, on=day, by=stage.office, now=at_hour(day, HOUR))


def _beginning(programme: Programme, day: date, start: date) -> Iterator[Period]:
    """The periods for which a programme is planned on this day; on the first day also what has begun before."""
    if programme.part_of or programme.whom.subject == "finding":
        return  # planned with its campaign, or drawn
    match programme.when.trigger:
        case "rhythm":
            often = {frequency.every for frequency in programme.when.frequencies if frequency.span.holds(day)}
            every = next((word for word in _SHORTEST_FIRST if word in often), "")
            period = period_of(every, day) if every else None
            if period and day in (period.start, start):
                yield period
        case "window":
            yield from (one.period for one in windows(programme.when, day, day + A_DAY) if day in (one.opens, start))
        case "once":
            first = max(programme.span.start or start, start)
            if day == first and programme.span.holds(day):
                yield span_of(day, programme.span.last or day)


def _planned(stage: Stage, programme: str, period: str, day: date) -> int:
    """A plan so big that it asks is looked at first, and its number said."""
    county, by, now = stage.county, stage.office, at_hour(day, HOUR)
    try:
        return plan(programme, period, within=county, by=by, now=now).new
    except Refused as refused:
        if refused.code != "too_many":
            raise
        agreed = plan_preview(programme, period, within=county, by=by, now=now)
        return plan(programme, period, within=county, by=by, now=now, agreed=agreed).new
