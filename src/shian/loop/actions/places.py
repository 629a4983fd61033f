"""What is owed on places (grids, townships): few rows, planned one by one with their holders."""

from collections.abc import Iterator
from datetime import datetime
from uuid import UUID

from shian.kernel.bulk import insert_many
from shian.kernel.secrecy import Secrecy
from shian.loop.facts import Asking, below
from shian.loop.holders import holders_of
from shian.loop.law import attend_after, due_of, planned_id, provisional
from shian.loop.models import Task
from shian.packs.periods import Period
from shian.packs.rules import selectors
from shian.packs.schema import Programme, Subject
from shian.territory.models import Place
from shian.territory.queries import places_within


def plan_places(asking: Asking, span: Period, now: datetime) -> tuple[int, int, tuple[str, ...]]:
    """Tasks on the places of a programme: new ones, those that stood already, the names of their periods."""
    owed = list(owed_on_places(asking, span))
    holders = holders_of(asking.regime.who.holder, [place.path for place, _period in owed])
    tasks = [_task(asking, place, period, _one(holders.get(place.path)), now) for place, period in owed]
    before = Task.objects.filter(pk__in=[task.pk for task in tasks]).count()
    insert_many(Task, tasks, skip_existing=True)
    return len(tasks) - before, before, tuple(sorted({period.name for _place, period in owed}))


def count_places(asking: Asking, span: Period) -> int:
    """How many there would be."""
    return sum(1 for _ in owed_on_places(asking, span))


def left_on_places(asking: Asking, span: Period) -> int:
    """How many of them are not there yet."""
    keys = {planned_id(period, asking.regime.key, place.pk) for place, period in owed_on_places(asking, span)}
    return len(keys) - Task.objects.filter(pk__in=keys).count()


def owed_on_places(asking: Asking, span: Period) -> Iterator[tuple[Place, Period]]:
    level = asking.regime.whom.level or asking.regime.whom.subject
    for place in places_within(asking.within).filter(level=level):
        if not any(place.path == other or below(place.path, other) for other in asking.but):
            for period in asking.occasions(_spoken_of(asking.regime, place), span):
                yield place, period


def _spoken_of(regime: Programme, place: Place) -> Subject:
    """A place as the rules know it. What is reported of a part of it is reported by it: the county of its two towns."""
    named = (path for one in selectors(regime) for path in one.within if regime.part_of and below(path, place.path))
    return Subject(kind="", form="", path=min(named, default=place.path))


def _one(posts: list[UUID] | None) -> UUID | None:
    return posts[0] if posts else None


def _task(asking: Asking, place: Place, period: Period, holder: UUID | None, now: datetime) -> Task:
    law, regime = asking.law, asking.regime
    due = due_of(law, regime, period)
    return Task(
        id=planned_id(period, regime.key, place.pk),
        act=regime.what.act,
        programme=regime.key,
        release_id=law.release,
        holder_id=holder,
        place=place,
        period_start=period.start,
        period_end=period.last,
        due=due.value.day,
        due_provisional=due.value.provisional or provisional(regime, period),
        because=due.as_json(),
        attend_at=attend_after(due.value.day, regime, 0, law.calendar),
        path=place.path,
        path_then=place.path,
        secrecy=Secrecy.INTERNAL,
        recorded_at=now,
    )
