"""Whose an oversight is: its team, and the office that formed it. The place that is looked at has no say in it."""

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Denied
from shian.oversight.models import Oversight, Problem


def of_the_superior(one: Oversight, by: Actor) -> bool:
    """Whether somebody is of the team, or of the office on whose ground the team stands."""
    return bool({one.leader_id, *one.members} & by.posts) or by.may_at("open_oversight", one.leader.path)


def refuse_others(one: Oversight, by: Actor) -> None:
    """Raises Denied for whoever is not of the superior's side: ground over the place is not enough."""
    if not of_the_superior(one, by):
        raise Denied(_("这是督查组的事，您不在督查组里"))


def judged_by_team(problem: Problem, by: Actor) -> bool:
    """Whether somebody is of the superior's side of a problem. Whoever owes it may not see the oversight at all."""
    seen = Oversight.objects.visible_to(by).select_related("leader").filter(pk=problem.oversight_id).first()
    return seen is not None and of_the_superior(seen, by)


def refuse_other_judges(problem: Problem, by: Actor) -> None:
    """Raises Denied for whoever is not of the superior's side of a problem."""
    if not judged_by_team(problem, by):
        raise Denied(_("这是督查组的事，您不在督查组里"))
