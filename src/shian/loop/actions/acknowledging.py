"""What the ladder said is seen: one tap, on record. And what is said to a business before the ladder would."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import AnnounceMany, act, act_many
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.models import Climb, Task
from shian.loop.states import TASK


def acknowledge(climb: Climb, *, by: Actor, now: datetime) -> Climb:
    """Whoever was told says that they have seen it; a second tap changes nothing. Raises Refused for anybody else."""
    if climb.seen_at is not None:
        return climb
    if not _told(climb, by):
        raise Refused(_("这一条不是报给您的，不用您点“看到了”"), code="not_told")
    with act(by, "acknowledge", climb) as announce:
        if Climb.objects.filter(pk=climb.pk, seen_at__isnull=True).update(seen_at=now, seen_by=by.person):
            climb.seen_at, climb.seen_by = now, by.person
        announce.note(rung=climb.rung)
    return climb


def acknowledge_many(climbs: Sequence[Climb], *, by: Actor, now: datetime) -> int:
    """The same for all that stood on one page, a line in the ledger for each; what is not the viewer's is passed over."""
    told = [one for one in climbs if _told(one, by)]

    def work(batch: list[Climb], announce: AnnounceMany[Climb]) -> None:
        rows = Climb.objects.filter(pk__in=[one.pk for one in batch], seen_at__isnull=True)
        rows.update(seen_at=now, seen_by=by.person)
        for one in batch:
            announce.note(one, rung=one.rung)

    return sum(verdict.ok for verdict in act_many(by, "acknowledge", told, work))


def _told(climb: Climb, by: Actor) -> bool:
    return climb.post_id in by.posts or climb.business_id in by.businesses


def remind(task: Task, *, by: Actor, now: datetime) -> Climb:
    """Say to a business what it still owes, before the ladder would; the task stays on its rung. Raises Refused where it is done."""
    if task.state != TASK.initial or task.business_id is None:
        raise Refused(_("这件事已经办了，不用提醒"), code="illegal_move")
    said = Climb(
        id=new_id(),
        task=task,
        programme=task.programme,
        rung=task.rung,
        act="remind",
        business_id=task.business_id,
        at=now,
        path=task.path,
        secrecy=task.secrecy,
    )
    with act(by, "remind", task) as announce:
        insert_many(Climb, [said])
        announce.note(programme=task.programme)
    return said
