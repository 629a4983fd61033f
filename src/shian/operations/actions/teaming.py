"""Teams: formed of people of more than one department, and changed later; who left keeps the objects they have in work."""

from collections.abc import Collection, Sequence
from datetime import date, datetime
from uuid import UUID

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.loop.actions.opening import local_day
from shian.operations.actions.seeing import spread
from shian.operations.models import Operation, Team
from shian.operations.parties import departments_of, refuse_others
from shian.operations.states import RECORDING
from shian.people.models import Post
from shian.people.queries import holders

GOES = "record_object"  # the verb of whoever may go along


def form_team(one: Operation, name: str, members: tuple[Post, ...], *, by: Actor, now: datetime) -> Team:
    """A team of people of the departments that take part; the first leads. Raises Refused for a post that cannot go."""
    refuse_others(one, by)
    said = name.strip()[:40]
    if not said:
        raise Refused(_("请写组的名称，如 一组"), code="no_words")
    _may_change(one)
    names = _names(one, members, local_day(now))
    team = Team(
        id=new_id(), operation=one, name=said, members=[one.pk for one in members], names=names, path=one.path,
        secrecy=one.secrecy,
    )  # fmt: skip
    with act(by, "form_team", one) as announce:
        if Team.objects.filter(operation=one, name=said).exists():
            raise Refused(_("已经有「%(name)s」了") % {"name": said}, code="twice")
        insert_many(Team, [team])
        spread(one)
        announce.note(team=str(team.pk), members=len(members))
    team._state.adding = False
    return team


def change_team(team: Team, *, coming: Sequence[Post], going: Collection[UUID], by: Actor, now: datetime) -> Team:
    """Members join and leave from today. The first leads; whoever left still holds and records what they have in work."""
    one, on = team.operation, local_day(now)
    refuse_others(one, by)
    _may_change(one)
    before = _members(team.members)
    stay = [post for post in before if post.pk not in going]
    left = [post for post in before if post.pk in going]
    joined = [post for post in coming if post.pk not in set(team.members)]
    if not (joined or left):
        raise Refused(_("请选谁入组、谁出组"), code="nothing")
    members = (*stay, *joined)
    names = _names(one, members, on)
    told = [*team.changes, *_told("left", left, on), *_told("joined", joined, on)]
    keys = [post.pk for post in members]
    with act(by, "form_team", one) as announce:
        rows = Team.objects.filter(pk=team.pk, members=team.members)
        if rows.update(members=keys, names=names, changes=told) != 1:
            raise Conflict(_("别人刚刚改过这一组，请刷新后再看"))
        spread(one)
        announce.note(team=str(team.pk), joined=_keys(joined), left=_keys(left), on=on.isoformat())
    team.members, team.names, team.changes = keys, names, told
    return team


def _members(keys: Sequence[UUID]) -> list[Post]:
    """The posts in the order of the team: the first leads."""
    found = {post.pk: post for post in Post.objects.filter(pk__in=keys).select_related("role", "organisation")}
    return [found[key] for key in keys if key in found]


def _told(move: str, posts: Sequence[Post], on: date) -> list[list[str]]:
    return [[on.isoformat(), move, f"{post.organisation.name} {post.title}"] for post in posts]


def _keys(posts: Sequence[Post]) -> list[str]:
    return [str(post.pk) for post in posts]


def _names(one: Operation, members: tuple[Post, ...], on: date) -> str:
    """The team as it is today. Raises Refused for a post that has ended, is vacant, or whose department takes no part,
    and for a team of one department alone."""
    if not members:
        raise Refused(_("请选组里的人"), code="no_members")
    seats = holders([member.pk for member in members], on=on)
    of = departments_of(one, members)
    for member in members:
        refuse_unfit(member, seated=member.pk in seats)
        if member.pk not in of:
            raise Refused(
                _("「%(unit)s」没有参加这次行动") % {"unit": member.organisation.name}, code="not_taking_part"
            )
    if len({unit.pk for unit in of.values()}) < 2:
        raise Refused(_("一个组里要有不止一个部门的人"), code="one_department")
    return "、".join(f"{of[m.pk].name} {m.title} {seats[m.pk].person_name}" for m in members)[:600]


def refuse_unfit(one: Post, *, seated: bool) -> None:
    if one.closed_on is not None:
        raise Refused(_("「%(post)s」这个岗位已经撤销，不能参加") % {"post": one.title}, code="post_ended")
    if not seated:
        raise Refused(_("「%(post)s」现在没有人任职，不能参加") % {"post": one.title}, code="vacant")
    if GOES not in one.role.verbs:
        raise Refused(_("「%(post)s」不是参加联合行动的岗位") % {"post": one.title}, code="not_fit")


def _may_change(one: Operation) -> None:
    if one.state not in ("drafted", *RECORDING):
        raise Refused(_("行动已经结束，不能再改"), code="illegal_move")
