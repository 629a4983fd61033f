"""The clock: `tick(now)` takes what could matter by now, earliest first, in slices, acts, and moves on by compare-and-set.

It may run late or twice: a rung is climbed once, because the row must still stand on the rung below.
"""

from collections import Counter, defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import AnnounceMany, act_many
from shian.loop.actions.climbing import climb, steps
from shian.loop.actions.opening import local_day
from shian.loop.actions.referring import refer
from shian.loop.law import Law, attend_after, laws_within, planned_id
from shian.loop.models import Finding, Task
from shian.loop.posts import Above
from shian.loop.queries.expected import Missed, missed
from shian.packs.periods import Period, period_of

SLICE = 2000
A_MOMENT = timedelta(minutes=1)


@dataclass(frozen=True)
class Ticked:
    """What one tick did: rungs climbed by act, and days without a record that became a task."""

    climbed: dict[str, int]
    lapses: int


def tick(now: datetime, *, by: Actor) -> Ticked:
    """Let the ladder act on whatever is overdue at this instant."""
    lapses = sum(_notice_lapses(ground, now, by) for ground in by.grounds("tick"))
    climbed: Counter[str] = Counter()
    while (done := _slice(now, by)) is not None:
        climbed.update(done)
    return Ticked(dict(climbed), lapses)


def _slice(now: datetime, by: Actor) -> list[str] | None:
    """One slice of tasks whose instant has come; returns the act done for each, or None where nothing is left."""
    with transaction.atomic():
        due = Task.objects.visible_to(by, "tick").filter(attend_at__lte=now, state="open")
        tasks = list(due.order_by("attend_at", "id").select_for_update(skip_locked=True, of=("self",))[:SLICE])
        if not tasks:
            return None
        findings = _findings_in_hand(tasks)
        free = _put_off([task for task in tasks if task.finding_id and task.finding_id not in findings], tasks, now)
        above = Above(free, on=local_day(now))
        upward = {step.task.pk: step for step in steps(free, above)}

        def work(batch: list[Task], announce: AnnounceMany[Task]) -> None:
            climbed = [upward[task.pk] for task in batch]
            climb(climbed, now)
            refer(climbed, findings, above, announce, by=by, now=now)
            for step in climbed:
                if step.rung is not None:
                    announce(step.task, step.event)

        verdicts = act_many(by, "tick", free, work)
        _stop([verdict.item for verdict in verdicts if not verdict.ok])
        return [upward[verdict.item.pk].word for verdict in verdicts if verdict.ok]


def _findings_in_hand(tasks: list[Task]) -> dict[UUID, Finding]:
    """The findings of these tasks, locked. One that somebody is moving at this moment is left to them: they hold the
    finding and want its tasks, which are ours, and neither would ever get on."""
    keys = {task.finding_id for task in tasks if task.finding_id}
    rows = Finding.objects.filter(pk__in=keys).select_for_update(skip_locked=True, of=("self",))
    return {found.pk: found for found in rows}


def _put_off(busy: list[Task], tasks: list[Task], now: datetime) -> list[Task]:
    """The tasks without those whose finding somebody is moving: they wait for the next tick."""
    keys = {task.pk for task in busy}
    Task.objects.filter(pk__in=keys).update(attend_at=now + A_MOMENT)
    return [task for task in tasks if task.pk not in keys]


def _stop(tasks: list[Task]) -> None:
    """What the clock may not act on must not be taken again and again."""
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(attend_at=None)


def _notice_lapses(ground: str, now: datetime, by: Actor) -> int:
    """Expected days and weeks that went by without a record: one task per business and lapse, the first day of it."""
    today = local_day(now)
    made = 0
    for place, law in reversed(laws_within(ground, today).items()):  # a place under its own law before the rest
        asked: defaultdict[Period, list[str]] = defaultdict(list)
        for key, programme in law.pack.programmes.items():
            if programme.expected:
                asked[_just_ended(programme.when.frequencies[0].every, today)].append(key)
        made += sum(_lapsed(law, keys, period, place, now, by) for period, keys in asked.items())
    return made


def _just_ended(every: str, today: date) -> Period:
    return period_of(every, period_of(every, today).start - timedelta(days=1))


def _lapsed(law: Law, programmes: list[str], period: Period, ground: str, now: datetime, by: Actor) -> int:
    tasks = [_lapse(law, period, row, now) for row in missed(programmes, period, ground)]
    verdicts = act_many(by, "tick", tasks, lambda batch, announce: _insert(batch)) if tasks else []
    return sum(verdict.ok for verdict in verdicts)


def _lapse(law: Law, period: Period, row: Missed, now: datetime) -> Task:
    programme = law.programme(row.programme)
    due = law.limit(programme, "act", period.start, period)
    return Task(
        id=planned_id(period, row.programme, row.business),
        act=programme.what.act,
        programme=row.programme,
        release_id=law.release,
        duty_id=row.duty,
        business_id=row.business,
        kind=row.kind,
        period_start=period.start,
        period_end=period.last,
        due=due.value.day,
        because=law.said(programme, "act", period.start, period),
        attend_at=attend_after(due.value.day, programme, 0, law.calendar),
        path=row.path,
        path_then=row.path,
        recorded_at=now,
    )


def _insert(batch: list[Task]) -> None:
    insert_many(Task, batch, skip_existing=True)
