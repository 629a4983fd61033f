"""What a closed, moved or lost business no longer owes leaves the open work, with its reason, and opens from the figure."""

from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.loop.models import Task
from shian.loop.states import TASK
from shian.registry.models import Business


def exclude_business(business: Business, *, reason: str, on: date, by: Actor, now: datetime) -> int:
    """Exclude the open periodic tasks of a business, with a reason that the figure shows. Findings stay open."""
    if not reason.strip():
        raise Refused(_("请写明不计入的原因"), code="no_words")
    with act(by, "exclude", business) as announce:
        rows = Task.objects.filter(business=business, finding__isnull=True, period_start__isnull=False)
        count = TASK.move_many(
            rows, "exclude", reason=reason, settled_on=on, settled_at=now, settled_by=by.person, attend_at=None
        )
        announce.note(excluded=count, reason=reason)
    return count


def settle_status_report(task: Task, *, outcome: str, by: Actor, now: datetime) -> UUID:
    """The regulator reported the state of a business: the task is done."""
    with act(by, "report_status", task) as announce:
        TASK.move(task, "finish", outcome=outcome, settled_at=now, settled_by=by.person, attend_at=None)
        announce.note(outcome=outcome)
    return task.pk
