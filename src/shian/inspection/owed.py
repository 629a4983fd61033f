"""What an inspection makes somebody owe is a task of the loop, with the inspection as its file."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.inspection.models import Inspection
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.loop.actions.exclusion import settled
from shian.loop.actions.opening import local_day
from shian.loop.law import Law, attend_after
from shian.loop.models import Task
from shian.loop.states import TASK
from shian.packs.inspection import InspectionLaw
from shian.packs.limits import Limit

FILE = "inspection"
PROGRAMME = "statutory_inspection"
PUBLISH, DECIDE = "publish_result", "decide_case"


def law_of_inspection(law: Law) -> InspectionLaw:
    """What the release says of inspection. Raises Refused where it was loaded before there was any."""
    if law.pack.inspection is None:
        raise Refused(_("现行规则包里没有监督检查的规定，请先载入新的规则包"), code="no_law")
    return law.pack.inspection


def owe(inspection: Inspection, act: str, limit: Limit, law: Law, *, now: datetime) -> Task:
    """The lead's post owes this by the limit, counted from today."""
    due = limit.due(local_day(now), law.calendar)
    task = Task(
        id=new_id(),
        act=act,
        programme=PROGRAMME,
        release_id=law.release,
        holder_id=inspection.lead_id,
        business_id=inspection.business_id,
        file_kind=FILE,
        file_id=inspection.pk,
        due=due.value.day,
        due_provisional=due.value.provisional,
        because=due.as_json(),
        attend_at=attend_after(due.value.day, law.programme(PROGRAMME), 0, law.calendar),
        path=inspection.path,
        path_then=inspection.path,
        secrecy=inspection.secrecy,
        recorded_at=now,
    )
    insert_many(Task, [task])
    return task


def done(inspection: Inspection, act: str, *, by: Actor, now: datetime) -> None:
    """What was owed of this is done."""
    owed = Task.objects.filter(file_kind=FILE, file_id=inspection.pk, act=act)
    TASK.move_many(owed, "finish", **settled(by, now), outcome="done")
