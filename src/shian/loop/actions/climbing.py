"""Up one rung: whom it speaks to, whose the task becomes, and what was said is kept, for a whole slice at once."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import connection

from shian.kernel.bulk import encoded, insert_many
from shian.kernel.ids import new_id
from shian.loop.actions.opening import local_day
from shian.loop.events import RungClimbed
from shian.loop.law import Law, attend_at, law_of, law_on
from shian.loop.models import Climb, Task
from shian.loop.posts import Above
from shian.loop.rules import Heard, above_all_told, first_to_hear
from shian.packs.schema import Rung
from shian.packs.words import ACTS

# What a task asks of whoever takes it over; what is not here is moved to nobody, and only word of it goes up.
NEEDS = {**dict.fromkeys(ACTS, "hand_in"), "recheck": "recheck", "assist": "give_help"}
RELIEVED = "relieved"  # what is said to the one from whom a task was taken


@dataclass(frozen=True)
class Step:
    """One task that goes up: the rung it stood on, the rung it climbs (none left: it only leaves the clock), who hears."""

    task: Task
    before: int
    rung: Rung | None
    heard: Heard
    taken_from: UUID | None = None

    @property
    def after(self) -> int:
        return self.before + (self.rung is not None)

    @property
    def word(self) -> str:
        """What was done. Where there is nothing to take from anybody, a business's own fix above all, word goes up instead."""
        if self.rung is None:
            return "none"
        return "inform" if self.rung.act == "reassign" and self.taken_from is None else self.rung.act

    @property
    def told(self) -> list[tuple[str, UUID | None]]:
        """What is said to whom; to nobody's post where the business itself is spoken to."""
        relieved = [(RELIEVED, self.taken_from)] if self.taken_from else []
        return [*relieved, (self.word, self.heard.post)] if self.rung else []

    @property
    def event(self) -> RungClimbed:
        assert self.rung is not None
        rung = self.rung
        return RungClimbed(
            self.task.pk, self.task.programme, self.after, self.word, rung.to, self.heard.post, rung.letter
        )


def law_then(task: Task) -> Law:
    """The law under which a task was born."""
    if task.release_id:
        return law_of(task.release_id)
    return law_on(task.due or local_day(task.recorded_at), task.path)


def steps(tasks: Sequence[Task], above: Above) -> list[Step]:
    """The next rung of each of these tasks, and whom it speaks to."""
    told = _told_before([task for task in tasks if task.rung])
    return [_step(task, above, told.get(task.pk, [])) for task in tasks]


def _told_before(tasks: Iterable[Task]) -> dict[UUID, list[UUID]]:
    """The posts that were told about each task, the last one last."""
    rows = Climb.objects.filter(task__in=[task.pk for task in tasks], post__isnull=False).exclude(act=RELIEVED)
    found: dict[UUID, list[UUID]] = {}
    for task, post in rows.order_by("rung", "id").values_list("task_id", "post_id"):
        found.setdefault(task, []).append(post)
    return found


def _step(task: Task, above: Above, told: Sequence[UUID]) -> Step:
    ladder = law_then(task).ladder(task.programme)
    if task.rung >= len(ladder):
        return Step(task, task.rung, None, Heard(None))
    rung = ladder[task.rung]
    taker = _taker(task, rung, above)
    if taker is not None and taker.post is not None:
        return Step(task, task.rung, rung, taker, taken_from=task.holder_id)
    return Step(task, task.rung, rung, _heard(task, rung, above, told))


def _taker(task: Task, rung: Rung, above: Above) -> Heard | None:
    """To whom a task is moved: the nearest above its holder who may do it; none where the rung does not move it."""
    verb = NEEDS.get(task.act)
    if rung.act != "reassign" or task.holder_id is None or verb is None:
        return None
    able = [post for post in above.chain(task) if above.may(post, verb)]
    return first_to_hear(able, vacant=above.vacant)


def _heard(task: Task, rung: Rung, above: Above, told: Sequence[UUID]) -> Heard:
    """Whom a rung speaks to. A business that owes the task is spoken to itself, and it has no post."""
    if _to_business(task, rung):
        return Heard(None)
    last = told[-1] if told else None
    return first_to_hear(_asked(task, rung, above, told), vacant=above.vacant, late=task.holder_id, last=last)


def _asked(task: Task, rung: Rung, above: Above, told: Sequence[UUID]) -> list[UUID]:
    """The posts to be asked in turn: whom the rung names, then one above all who know, at last the top and the office."""
    chain, office, station = above.chain(task), above.office(task.path), above.station(task.path)
    first = {"holder": task.holder_id, "office": office, "supervising_officer": station}.get(rung.to)
    asked = (first, *above_all_told(chain, told), *reversed(chain), office)
    return [post for post in asked if post is not None]


def climb(climbed: Sequence[Step], now: datetime) -> None:
    """Each row one rung up, with its next instant and its holder, if it still stands where it stood; who heard is kept."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE loop_task t SET rung = c.rung, attend_at = c.attend_at, holder_id = coalesce(c.holder, t.holder_id)"
            " FROM json_to_recordset(%s) AS c(id uuid, rung smallint, before smallint, attend_at timestamptz, holder uuid)"
            " WHERE t.id = c.id AND t.rung = c.before AND t.state = 'open'",
            [encoded(map(_moved, climbed))],
        )
    _follow([step for step in climbed if step.taken_from and step.task.finding_id])
    insert_many(Climb, [_kept(step, act, post, now) for step in climbed for act, post in step.told])


def _moved(step: Step) -> dict[str, object]:
    task, law = step.task, law_then(step.task)
    following = attend_at(task.due, law.ladder(task.programme), step.after, law.calendar) if task.due else None
    holder = step.heard.post if step.taken_from else None
    return {"id": task.pk, "rung": step.after, "before": step.before, "attend_at": following, "holder": holder}


def _follow(moved: Sequence[Step]) -> None:
    """A finding that lay in the hand of the one who was relieved goes along."""
    rows = [{"id": s.task.finding_id, "before": s.taken_from, "holder": s.heard.post} for s in moved]
    if rows:
        with connection.cursor() as cursor:
            cursor.execute(
                "UPDATE loop_finding f SET holder_id = c.holder"
                " FROM json_to_recordset(%s) AS c(id uuid, before uuid, holder uuid)"
                " WHERE f.id = c.id AND f.holder_id = c.before",
                [encoded(rows)],
            )


def _kept(step: Step, act: str, post: UUID | None, now: datetime) -> Climb:
    task = step.task
    return Climb(
        id=new_id(),
        task=task,
        finding_id=task.finding_id,
        programme=task.programme,
        rung=step.after,
        act=act,
        letter=step.rung.letter if step.rung else "",
        post_id=post,
        business_id=task.business_id if step.rung and _to_business(task, step.rung) else None,
        passed=[str(one) for one in step.heard.passed],
        at=now,
        path=task.path,
        secrecy=task.secrecy,
    )


def _to_business(task: Task, rung: Rung) -> bool:
    return rung.to == "principal" or (rung.to == "holder" and task.holder_id is None)
