"""Whose an operation is: the office that leads it, the departments that take part, the teams they form together."""

from collections.abc import Iterable
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.paths import within
from shian.kernel.refused import Denied, Refused
from shian.loop.models import Task
from shian.operations.models import Operation, Target, Team
from shian.people.models import Organisation, Post

KIND = Organisation.Kind


def of_the_lead(one: Operation, by: Actor) -> bool:
    """Whether somebody is of the office that leads, or of one above it."""
    return one.lead_post_id in by.posts or by.may_at("open_operation", one.lead_post.path)


def of_the_team(team: Team, by: Actor) -> bool:
    """Whether somebody holds a post of the team now."""
    return bool(set(team.members) & by.posts)


def has_in_work(target: Target, by: Actor) -> bool:
    """Whether somebody holds the object's task still, of the team or not any more."""
    keys = [key for key in (target.task_id,) if key]
    return Task.objects.filter(pk__in=keys, holder__in=by.posts, state="open").exists()


def refuse_others(one: Operation, by: Actor) -> None:
    """Raises Denied for whoever is not of the office that leads."""
    if not of_the_lead(one, by):
        raise Denied(_("这件事由牵头部门来办"))


def refuse_outsiders(target: Target, by: Actor) -> None:
    """Raises Denied for whoever is neither of the object's team nor of the office that leads: ground is not enough."""
    if not (of_the_team(target.team, by) or of_the_lead(target.operation, by) or has_in_work(target, by)):
        raise Denied(_("这一家由%(team)s负责，您不在这一组") % {"team": target.team.name})


def department_of(one: Operation, by: Actor) -> Organisation:
    """The department for which somebody speaks in an operation. Raises Denied for one that takes no part."""
    posts = Post.objects.filter(pk__in=by.posts).select_related("organisation").order_by("pk")
    found = departments_of(one, posts)
    taking_part = [found[post.pk] for post in posts if post.pk in found]
    if not taking_part:
        raise Denied(_("您的单位没有参加这次行动"))
    return taking_part[0]


def departments_of(one: Operation, posts: Iterable[Post]) -> dict[UUID, Organisation]:
    """For each post the department that it is of here: its own organisation, or the regulator whose station it is."""
    parties = {unit.pk: unit for unit in Organisation.objects.filter(pk__in=one.departments)}
    regulators = [unit for unit in parties.values() if unit.kind == KIND.REGULATOR]
    found: dict[UUID, Organisation] = {}
    for post in posts:
        above = [unit for unit in regulators if post.organisation.kind == KIND.STATION and within(post.path, unit.path)]
        own = parties.get(post.organisation_id) or next(iter(above), None)
        if own is not None:
            found[post.pk] = own
    return found


def party(one: Operation, key: UUID | None) -> Organisation:
    """A department that takes part. Raises Refused for one that does not."""
    found = Organisation.objects.filter(pk=key).first() if key else None
    if found is None:
        raise Refused(_("请选一个部门"), code="no_department")
    if found.pk not in one.departments:
        raise Refused(_("「%(unit)s」没有参加这次行动") % {"unit": found.name}, code="not_taking_part")
    return found
