"""The clock: `tick(now)` takes what could matter by now, earliest first, in slices, acts, and moves on by compare-and-set.

It may run late or twice: a rung is climbed once, because the row must still stand on the rung below.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import connection, transaction

from shian.kernel.actor import Actor
from shian.kernel.bulk import encoded, insert_many
from shian.kernel.gate import AnnounceMany, act_many
from shian.loop.actions.opening import local_day
from shian.loop.events import RungClimbed
from shian.loop.law import Law, attend_after, attend_at, law_of, law_on, laws_within, planned_id
from shian.loop.models import Task
from shian.loop.posts import Above
from shian.loop.queries.expected import missed
from shian.packs.periods import Period, period_of
from shian.packs.schema import Rung

SLICE = 2000


@dataclass(frozen=True)
class Ticked:
    """What one tick did: rungs climbed by act, and days without a record that became a task."""

    climbed: dict[str, int]
    lapses: int


def tick(now: datetime, *, by: Actor) -> Ticked:
    """Let the ladder act on whatever is overdue at this instant."""
    lapses = sum(_notice_lapses(ground, now, by) for ground in by.grounds("tick"))
    climbed: defaultdict[str, int] = defaultdict(int)
    while done := _slice(now, by):
        for word in done:
            climbed[word] += 1
    return Ticked(dict(climbed), lapses)


def _slice(now: datetime, by: Actor) -> list[str]:
    """One slice of tasks whose instant has come; returns the act done for each."""
    with transaction.atomic():
        due = Task.objects.visible_to(by, "tick").filter(attend_at__lte=now, state="open")
        tasks = list(due.order_by("attend_at").select_for_update(skip_locked=True, of=("self",))[:SLICE])
        above = Above(tasks)
        done: list[str] = []

        def work(batch: list[Task], announce: AnnounceMany[Task]) -> None:
            climbs = [(task, _rung(task)) for task in batch]
            _climb(climbs, above)
            for task, rung in climbs:
                if rung is not None:
                    announce(task, _climbed(task, rung, above))

        verdicts = act_many(by, "tick", tasks, work)
        done += [_word(verdict.item) for verdict in verdicts if verdict.ok]
        _stop([verdict.item for verdict in verdicts if not verdict.ok])
        return done


def _law(task: Task) -> Law:
    if task.release_id:
        return law_of(task.release_id)
    return law_on(task.due or local_day(task.recorded_at), task.path)


def _rung(task: Task) -> Rung | None:
    ladder = _law(task).ladder(task.programme)
    return ladder[task.rung] if task.rung < len(ladder) else None


def _word(task: Task) -> str:
    ladder = _law(task).ladder(task.programme)
    return ladder[task.rung - 1].act if 0 < task.rung <= len(ladder) else "none"


def _climb(climbs: list[tuple[Task, Rung | None]], above: Above) -> None:
    """Each row one rung up, with its next instant, if it still stands where it stood."""
    rows = []
    for task, rung in climbs:
        law = _law(task)
        before, task.rung = task.rung, task.rung + (rung is not None)
        following = attend_at(task.due, law.ladder(task.programme), task.rung, law.calendar) if task.due else None
        task.attend_at = following
        holder = above.superior(task.holder_id) if rung and rung.act == "reassign" and task.holder_id else None
        rows.append({"id": task.pk, "rung": task.rung, "before": before, "attend_at": following, "holder": holder})
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE loop_task t SET rung = c.rung, attend_at = c.attend_at, holder_id = coalesce(c.holder, t.holder_id)"
            " FROM json_to_recordset(%s) AS c(id uuid, rung smallint, before smallint, attend_at timestamptz, holder uuid)"
            " WHERE t.id = c.id AND t.rung = c.before AND t.state = 'open'",
            [encoded(rows)],
        )


def _climbed(task: Task, rung: Rung, above: Above) -> RungClimbed:
    return RungClimbed(task.pk, task.programme, task.rung, rung.act, rung.to, _told(task, rung, above), rung.letter)


def _told(task: Task, rung: Rung, above: Above) -> UUID | None:
    """The post that a rung speaks to; none where it is the business itself."""
    match rung.to:
        case "superior":
            return above.superior(task.holder_id) if task.holder_id else None
        case "office":
            return above.office(task.path)
        case "supervising_officer":
            return above.station(task.path)
        case _:
            return task.holder_id


def _stop(tasks: list[Task]) -> None:
    """What the clock may not act on must not be taken again and again."""
    Task.objects.filter(pk__in=[task.pk for task in tasks]).update(attend_at=None)


def _notice_lapses(ground: str, now: datetime, by: Actor) -> int:
    """Expected days and weeks that went by without a record: one task per business and lapse, the first day of it."""
    today = local_day(now)
    made = 0
    for place, law in reversed(laws_within(ground, today).items()):  # a place under its own law before the rest
        for key, programme in law.pack.programmes.items():
            if programme.expected:
                made += _lapsed(law, key, _just_ended(programme.when.frequencies[0].every, today), place, now, by)
    return made


def _just_ended(every: str, today: date) -> Period:
    return period_of(every, period_of(every, today).start - timedelta(days=1))


def _lapsed(law: Law, key: str, period: Period, ground: str, now: datetime, by: Actor) -> int:
    programme = law.programme(key)
    due = law.limit(programme, "act", period.start, period)
    tasks = [
        Task(
            id=planned_id(period, key, row.business),
            act=programme.what.act,
            programme=key,
            release_id=law.release,
            duty_id=row.duty,
            business_id=row.business,
            kind=row.kind,
            period_start=period.start,
            period_end=period.last,
            due=due.value.day,
            because=due.as_json(),
            attend_at=attend_after(due.value.day, programme, 0, law.calendar),
            path=row.path,
            path_then=row.path,
            recorded_at=now,
        )
        for row in missed(key, period, ground)
    ]
    verdicts = act_many(by, "tick", tasks, lambda batch, announce: _insert(batch))
    return sum(verdict.ok for verdict in verdicts)


def _insert(batch: list[Task]) -> None:
    insert_many(Task, batch, skip_existing=True)
