"""One round of the household: what the clock does beside the loop. `shian tick` and the worker both make it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from shian.kernel.wall import worn
from shian.loop.actions import tick
from shian.loop.actions.clock import Ticked
from shian.people.queries import system
from shian.territory.actions.adjusting import carry_out_due


@dataclass(frozen=True)
class Round:
    """What was done: by the loop's clock, and of the changes of places whose day has come."""

    ticked: Ticked
    adjusted: int


def make_round(now: datetime) -> Round:
    """Each part in a transaction of its own: one that breaks takes no other along."""
    clock = system("clock")
    with worn(clock):
        adjusted = carry_out_due(timezone.localdate(now), by=clock)
    with worn(clock):
        return Round(tick(now, by=clock), adjusted)
