"""Whose a task is to do: the post that holds it, or the business itself by one of the posts that its programme names."""

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import in_a_row
from shian.loop.actions.desk import Desk
from shian.loop.models import Task
from shian.loop.submission import Submission
from shian.packs.schema import Programme
from shian.registry.models import Appointment


def must_be_theirs(desk: Desk, task: Task, s: Submission, programme: Programme) -> None:
    """Raises Refused for whoever is not the one to do it, by whatever door they come."""
    _must_hold(desk.by, task, s)
    _must_be_their_post(desk, task, programme)


def _must_hold(by: Actor, task: Task, s: Submission) -> None:
    """A task is done by the post that holds it, or by the business itself; a helper may only say so openly."""
    if by.person and task.because.get("not_by") == str(by.person):
        raise Refused(_("这是回访，要由没去过那一次的人来做"), code="own_visit")
    if task.holder_id is not None:
        if task.holder_id not in by.posts:
            raise Missing(_("有一件任务找不到，或者它不归您做"))
    elif task.business_id not in by.businesses and not s.on_behalf:
        raise Refused(_("这是主体自己的记录；代录请注明是代录"), code="on_behalf")


def _must_be_their_post(desk: Desk, task: Task, programme: Programme) -> None:
    """A business's own record is made by one of the posts which the programme names: whoever cooks does not judge the meal."""
    named = programme.who.roles
    if not named or task.holder_id is not None or task.business_id not in desk.by.businesses:
        return
    if not desk.seated_in(task.business_id) & set(named):
        posts = in_a_row(str(Appointment.Role(role).label) for role in named)
        raise Refused(
            _("「%(programme)s」由%(posts)s来交") % {"programme": programme.title.zh, "posts": posts},
            code="not_your_post",
        )
