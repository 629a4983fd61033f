"""One round of the household: what the clock does beside the loop. `shian tick` and the worker both make it."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.utils import timezone

from shian.checklists.actions import sweep_drafts
from shian.evidence.arriving import forget_unfinished
from shian.kernel.wall import worn
from shian.letters.actions import draft_notices
from shian.loop.actions import tick
from shian.loop.actions.clock import Ticked
from shian.people.queries import system
from shian.reception.actions import forget_paid, forget_sent
from shian.registry.actions.sweeping import sweep_staged
from shian.sealed.actions import destroy_over, lapse_openings, lapse_rewards
from shian.sealed.house import as_box
from shian.territory.actions.adjusting import carry_out_due


@dataclass(frozen=True)
class Round:
    """What was done: by the loop's clock, of changes of places whose day has come, of files and forms never brought in, and of notices whose day has come."""

    ticked: Ticked
    adjusted: int
    swept: int
    noticed: int


def make_round(now: datetime) -> Round:
    """Each part in a transaction of its own: one that breaks takes no other along."""
    clock, importer = system("clock"), system("importer")
    with worn(clock):
        adjusted = carry_out_due(timezone.localdate(now), by=clock)
    with worn(importer):
        before = now - timedelta(days=settings.SHIAN_STAGED_DAYS)
        swept = sweep_staged(before, by=importer) + sweep_drafts(before, by=importer)
    with worn(clock):
        noticed = draft_notices(by=clock, now=now)
    with worn(reception := system("receptionist")):
        forget_paid(now, by=reception)
        forget_sent(now, by=reception)
    forget_unfinished(now)
    with as_box() as box:
        lapse_openings(by=box, now=now)
        lapse_rewards(timezone.localdate(now), by=box, now=now)
        destroy_over(timezone.localdate(now), by=box, now=now)
    with worn(clock):
        return Round(tick(now, by=clock), adjusted, swept, noticed)
