"""What the ladder said is seen: one tap, on record. And what is said to a business before the ladder would."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.models import Climb, Task
from shian.loop.states import TASK


def acknowledge(climb: Climb, *, by: Actor, now: datetime) -> Climb:
    """Whoever was told says that they have seen it; a second tap changes nothing. Raises Refused for anybody else."""
    if climb.seen_at is not None:
        return climb
    if climb.post_id not in by.posts and climb.business_id not in by.businesses:
        raise Refused(_("这一条不是报给您的，不用您点“看到了”"), code="not_told")
    with act(by, "acknowledge", climb) as announce:
        if Climb.objects.filter(pk=climb.pk, seen_at__isnull=True).update(seen_at=now, seen_by=by.person):
            climb.seen_at, climb.seen_by = now, by.person
        announce.note(rung=climb.rung)
    return climb


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
