"""The team changes: somebody joins it or leaves it, for a reason, from a day on. What they did before stays theirs."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.oversight.models import Oversight, TeamChange
from shian.oversight.team import names_in_team, refuse_others, refuse_the_unsworn
from shian.people.models import Post
from shian.people.queries import holders


def join_team(one: Oversight, post: Post, *, reason: str, by: Actor, now: datetime) -> TeamChange:
    """From today somebody more looks at the place: they may do what the team does."""
    _refuse_closed(one, by)
    said, on = needed(reason, 200), local_day(now)
    if post.pk == one.leader_id or post.pk in one.members:
        raise Refused(_("「%(post)s」已经在督查组里") % {"post": post.title}, code="already_there")
    (name,) = names_in_team([post], one.place, on=on)
    if one.state == "prepared":
        refuse_the_unsworn(one.kind, [post])
    return _changed(one, _change(one, post, name, joins=True, reason=said, on=on, by=by, now=now), by)


def leave_team(one: Oversight, post: Post, *, reason: str, by: Actor, now: datetime) -> TeamChange:
    """From today they are of it no longer. Who leads does not leave: the post is handed over, or the oversight called off."""
    _refuse_closed(one, by)
    said, on = needed(reason, 200), local_day(now)
    if post.pk == one.leader_id:
        raise Refused(_("组长不能退出：岗位可以交接给别人，或者取消这次督查"), code="leads")
    if post.pk not in one.members:
        raise Refused(_("「%(post)s」不在督查组里") % {"post": post.title}, code="not_there")
    seat = holders([post.pk], on=on).get(post.pk)
    name = f"{post.title} {seat.person_name if seat else ''}".strip()
    return _changed(one, _change(one, post, name, joins=False, reason=said, on=on, by=by, now=now), by)


def _refuse_closed(one: Oversight, by: Actor) -> None:
    refuse_others(one, by)
    if one.state not in ("prepared", "begun"):
        raise Refused(_("这次督查已经结束，督查组不能再变"), code="illegal_move")


def _change(
    one: Oversight, post: Post, name: str, *, joins: bool, reason: str, on: date, by: Actor, now: datetime
) -> TeamChange:
    return TeamChange(
        id=new_id(),
        oversight=one,
        leader_key=one.leader_id,
        post=post,
        name=name[:200],
        joins=joins,
        on_day=on,
        reason=reason,
        by_label=by.label,
        recorded_at=now,
        path=one.leader.path,
        secrecy=int(Secrecy.CASE if one.state == "prepared" and one.kind == "surprise" else Secrecy.INTERNAL),
    )


def _changed(one: Oversight, change: TeamChange, by: Actor) -> TeamChange:
    """By compare-and-set: of two who change the team at once the slower is told so."""
    before = list(one.members)
    after = [*before, change.post_id] if change.joins else [key for key in before if key != change.post_id]
    with act(by, "change_team", one) as announce:
        if Oversight.objects.filter(pk=one.pk, members=before).update(members=after) != 1:
            raise Conflict(_("刚才有人改了督查组，请再看一眼"))
        insert_many(TeamChange, [change])
        announce.note(post=str(change.post_id), joins=change.joins, reason=change.reason)
    one.members = after
    return change
