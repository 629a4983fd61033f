"""What another room announces of a business may make an act owed there: a file says which announcement, and which act."""

from collections.abc import Mapping
from datetime import date, datetime

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.paths import ROOT
from shian.loop.actions.opening import local_day
from shian.loop.actions.planning import planned_on
from shian.loop.facts import Asking
from shian.loop.law import law_on, laws_within
from shian.loop.models import BulkBatch
from shian.packs.periods import period_of
from shian.packs.schema import Programme
from shian.registry.models import Business


def callable_programmes(day: date) -> list[Programme]:
    """The programmes that an announcement can make owed on a day, by the law in force at any place."""
    laws = {law.release: law for law in laws_within(ROOT, day).values()}
    every = (one for law in laws.values() for one in law.pack.programmes.values())
    return [one for one in every if one.when.event and one.span.holds(day)]


def call_forth(event: str, body: Mapping[str, object], business: Business, *, by: Actor, now: datetime) -> int:
    """Make owed what the programmes in force at the business ask when this is announced of it, once for it and a day.

    The day is the local day on which it became known; limits run from there. Returns how many tasks are new.
    """
    day = local_day(now)
    law = law_on(day, business.path)
    called = [
        Asking(law, one, business.path, day, only=business.pk)
        for one in law.pack.programmes.values()
        if one.when.calls(event, body) and one.span.holds(day)
    ]
    return sum(_owed(asking, event, by=by, now=now) for asking in called)


def _owed(asking: Asking, event: str, *, by: Actor, now: datetime) -> int:
    batch = BulkBatch(
        id=new_id(), act="plan", person_id=by.person, created_at=now, path=asking.within,
        note=f"{asking.regime.key} {event}",
    )  # fmt: skip
    with act(by, "plan", batch) as announce:
        done = planned_on(asking, period_of("day", asking.day), batch, by, now)
        batch.count = done.new
        insert_many(BulkBatch, [batch])
        announce.note(programme=asking.regime.key, event=event, new=done.new, kept=done.kept)
    return done.new
