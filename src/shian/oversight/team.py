"""Whose an oversight is: its team, and the office that formed it. The place that is looked at has no say in it."""

from collections.abc import Sequence
from datetime import date

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Denied, Refused
from shian.kernel.secrecy import Secrecy
from shian.oversight.models import Oversight, Problem
from shian.oversight.rules import stands_above
from shian.oversight.states import SURPRISE
from shian.people.models import Post
from shian.people.queries import holders
from shian.territory.models import Place

LOOKS = "look_at_unit"  # the verb of whoever may be of a team


def names_in_team(team: Sequence[Post], place: Place, *, on: date) -> list[str]:
    """Posts by their title and who holds them on a day. Raises Refused for a post that may not look at the place."""
    seats = holders([post.pk for post in team], on=on)
    for post in team:
        if LOOKS not in post.role.verbs or not stands_above(post.path, place.path):
            raise Refused(
                _("「%(post)s」不在%(place)s的上级，不能督查这里") % {"post": post.title, "place": place.name},
                code="not_above",
            )
        if post.pk not in seats:
            raise Refused(_("「%(post)s」现在没有人任职") % {"post": post.title}, code="vacant")
    return [f"{post.title} {seats[post.pk].person_name}" for post in team]


def refuse_the_unsworn(kind: str, members: Sequence[Post]) -> None:
    """Of a surprise only those may know beforehand who may read a case; who leads reads what is theirs."""
    unsworn = [post for post in members if post.role.clearance < int(Secrecy.CASE)]
    if kind == SURPRISE and unsworn:
        raise Refused(
            _("「%(post)s」进驻前看不到四不两直的督查，不能当组员") % {"post": unsworn[0].title}, code="clearance"
        )


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
