"""The office of the made-up Tongxiang, and what it asks of the house."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils import timezone

from benchmarks.county import PROGRAMME
from shian.insight.figure import Question
from shian.insight.queries import completion
from shian.kernel.actor import Actor
from shian.kernel.wall import worn
from shian.loop.actions import plan
from shian.packs.periods import Period, period_of
from shian.people.models import Tenure
from shian.people.queries import actor_for, installation
from shian.territory.models import Level


@dataclass(frozen=True)
class Office:
    """What the office does: plan the next quarter, ask how the last one was completed."""

    county: str
    past_quarter: tuple[str, str]
    next_quarter: tuple[str, str]
    plan: Callable[[], tuple[int, int]]
    completion: Callable[[], dict[str, int]]


def office() -> Office:
    """Whoever holds the office's post today."""
    found = installation()
    if found is None:
        raise SystemExit("no world stands")
    now = timezone.now()
    seat = Tenure.objects.on(timezone.localdate()).get(post__role_id="office", post__path=found.path)
    by, present = actor_for(seat.person_key, now), period_of("quarter", timezone.localdate())
    past, coming = period_of("quarter", present.start.replace(day=1) - present.start.resolution), present.next()
    return Office(
        found.path,
        _days(past),
        _days(coming),
        lambda: _planned(by, coming, found.path),
        lambda: _completion(by, past, found.path),
    )


def _days(period: Period) -> tuple[str, str]:
    return period.start.isoformat(), period.last.isoformat()


def _planned(by: Actor, period: Period, county: str) -> tuple[int, int]:
    with worn(by):
        done = plan(PROGRAMME, period.name, within=county, by=by, now=timezone.now())
    return done.new, done.kept


def _completion(by: Actor, period: Period, county: str) -> dict[str, int]:
    now = timezone.now()
    with worn(by):
        asked = Question.asked(PROGRAMME, period.name, county, now, timezone.localdate(now))
        return {figure.place: figure.done for figure in completion(by, asked, by=Level.TOWNSHIP)}
