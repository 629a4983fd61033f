"""Objects: businesses named once in an operation, each one team's; once it is ordered each is owed by its team's leader."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.paths import within
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.loop.actions.files import Owed, owe_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.operations.models import Operation, Target, Team
from shian.operations.parties import of_the_team, refuse_others
from shian.operations.queries import PROGRAMME
from shian.people.house import as_house
from shian.registry.models import Business, Status

FILE = "operation_object"
ACT = "check_object"


def add_objects(team: Team, businesses: Sequence[Business], *, by: Actor, now: datetime) -> list[Target]:
    """Name businesses as a team's. When the teams are out, a team adds its own on the spot.

    Raises Refused for one outside the operation's place, or that another team has.
    """
    one = team.operation
    if not of_the_team(team, by):
        refuse_others(one, by)
    if one.state not in ("drafted", "ordered", "under_way"):
        raise Refused(_("行动已经结束，不能再加对象"), code="illegal_move")
    if not businesses:
        raise Refused(_("没有可加的主体"), code="nothing")
    for business in businesses:
        _fits(one, business)
    rows = [_target(team, business) for business in _new(team, businesses)]
    with act(by, "add_objects", one) as announce:
        insert_many(Target, rows)
        announce.note(team=str(team.pk), objects=len(rows))
        if one.state != "drafted":
            owe_objects(one, rows, now)
    return rows


def _fits(one: Operation, business: Business) -> None:
    words = {"name": business.name, "place": one.place.name}
    if not within(business.path, one.place.path):
        raise Refused(_("「%(name)s」不在%(place)s，不在这次行动的范围里") % words, code="outside")
    if business.status == Status.CLOSED:
        raise Refused(_("「%(name)s」已经注销，不能当检查对象") % words, code="closed_business")


def _new(team: Team, businesses: Sequence[Business]) -> list[Business]:
    """Those that the operation does not name yet; what this team has already is passed over."""
    with as_house():
        rows = Target.objects.filter(operation=team.operation, business__in=[one.pk for one in businesses])
        known = {row.business_id: row.team for row in rows.select_related("team")}
    for business in businesses:
        if (other := known.get(business.pk)) is not None and other.pk != team.pk:
            raise Refused(
                _("「%(name)s」已经是%(team)s的对象，一家只由一个组负责") % {"name": business.name, "team": other.name},
                code="claimed",
            )
    return [business for business in businesses if business.pk not in known]


def _target(team: Team, business: Business) -> Target:
    return Target(
        id=new_id(),
        operation=team.operation,
        team=team,
        business=business,
        name=business.name,
        address=business.address[:200],
        posts=team.posts,
        on_the_spot=team.operation.state == "under_way",
        path=team.path,
        secrecy=team.secrecy,
    )


def owe_objects(one: Operation, rows: Sequence[Target], now: datetime) -> None:
    """Each object is owed by the leader of its team until the operation's last day. The business is not told beforehand."""
    law = law_on(local_day(now), one.path)
    due = Because(Due(one.ends_on), one.basis, {"to": one.ends_on})
    with as_house():
        for row in rows:
            owed = Owed(ACT, FILE, row.pk, PROGRAMME, row.path, row.secrecy, holder=row.team.members[0])
            row.task = owe_on_file(owed, due, law, now=now)
            Target.objects.filter(pk=row.pk).update(task=row.task)
