"""What a closed, moved or lost business no longer owes leaves the open work, with its reason, and opens from the figure.

The status clocks (15 and 7 working days, cited in the pack): the regulator reports the state of a business that could
not be visited; once it has, the office owes an adjusted duty.
"""

from datetime import date, datetime

from django.db.models import Q
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.actions.opening import local_day
from shian.loop.law import attend_after, law_of, law_on
from shian.loop.models import Task
from shian.loop.posts import office_post
from shian.loop.queries.look_backs import LOOK_BACK
from shian.loop.states import TASK
from shian.registry.models import Business, Status


def exclude_business(business: Business, *, reason: str, on: date, by: Actor, now: datetime) -> int:
    """Exclude the open periodic tasks of a business, with a reason that the figure shows. Findings stay open."""
    if not reason.strip():
        raise Refused(_("请写明不计入的原因"), code="no_words")
    with act(by, "exclude", business) as announce:
        own = Q(finding__isnull=True) | Q(act=LOOK_BACK)  # a step owed on an open finding stays owed
        rows = Task.objects.filter(own, business=business, period_start__isnull=False)
        count = TASK.move_many(
            rows, "exclude", reason=reason, settled_on=on, settled_at=now, settled_by=by.person, attend_at=None
        )
        announce.note(excluded=count, reason=reason)
    return count


def report_status(task: Task, *, outcome: str, by: Actor, now: datetime) -> Task | None:
    """The regulator has reported the state of a business; unless it works as before, the office now owes an adjusted duty."""
    if task.act != "report_status" or task.business is None:
        raise Refused(_("这不是报告主体状态的任务"), code="wrong_task")
    adjust = None if outcome == Status.OPERATING else _adjusting(task, now)
    with act(by, "report_status", task) as announce:
        TASK.move(task, "finish", **settled(by, now), outcome="done", reason=outcome)
        insert_many(Task, [adjust] if adjust else [])
        announce.note(outcome=outcome)
    return adjust


def _adjusting(task: Task, now: datetime) -> Task:
    """What the office owes then, by its own clock."""
    law = law_of(task.release_id) if task.release_id else law_on(local_day(now), task.path)
    due = law.clock("adjust_duty", local_day(now))
    return Task(
        id=new_id(),
        act="adjust_duty",
        programme=task.programme,
        release_id=task.release_id,
        holder_id=office_post(task.path),
        business_id=task.business_id,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=due.as_json(),
        attend_at=attend_after(due.value.day, law.programme(task.programme), 0, law.calendar),
        path=task.path,
        path_then=task.path,
        secrecy=task.secrecy,
        recorded_at=now,
    )


def status_reported(business: Business, *, outcome: str, by: Actor, now: datetime) -> int:
    """A changed state in the register answers every report of it that was still owed. Returns how many."""
    owed = Task.objects.visible_to(by).filter(business=business, act="report_status", state=TASK.initial)
    return len([report_status(task, outcome=outcome, by=by, now=now) for task in owed.select_related("business")])


def duty_adjusted(business: Business, *, by: Actor, now: datetime) -> int:
    """The duty on a business was adjusted: whatever was owed of that is done."""
    owed = Task.objects.filter(business=business, act="adjust_duty")
    return TASK.move_many(owed, "finish", **settled(by, now), outcome="done")


def settled(by: Actor, now: datetime) -> dict[str, object]:
    """What is written on a task when it leaves the open work."""
    return {"settled_on": local_day(now), "settled_at": now, "settled_by": by.person, "attend_at": None}
