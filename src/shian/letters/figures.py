"""The figures which a notice tells. Who counts them stands on a floor above: it is installed by config/wiring.py."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.packs.periods import Period, period_of


@dataclass(frozen=True)
class Wanted:
    """One indicator of a programme, in a period, of a place, as it was known at the end of a day."""

    indicator: str
    programme: str
    period: str
    within: str
    as_of: date


Counts = Callable[[Actor, Wanted], tuple[int, int]]
_counts: list[Counts] = []


def install(counts: Counts) -> None:
    """Say who counts: once, by config/wiring.py."""
    _counts[:] = [counts]


def counted(viewer: Actor, wanted: Wanted) -> tuple[int, int]:
    """How many count, out of how many. Raises Refused where nobody counts."""
    if not _counts:
        raise Refused("nobody counts figures in this installation", code="no_figures")
    return _counts[0](viewer, wanted)


def last_over(every: str, on: date) -> Period:
    """The last period of a rhythm that was over on a day."""
    return period_of(every, period_of(every, on).start - timedelta(days=1))
