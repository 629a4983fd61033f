"""A team is formed, goes in, and ends with closing words."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import OuterRef, Subquery
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.spelled import plural
from shian.loop.actions.opening import local_day
from shian.oversight.events import OversightMoved
from shian.oversight.models import Oversight, Unit
from shian.oversight.states import KINDS, OVERSIGHT, SURPRISE
from shian.oversight.team import names_in_team, refuse_others, refuse_the_unsworn
from shian.people.models import Post
from shian.registry.models import Business
from shian.territory.models import Place


@dataclass(frozen=True)
class Formed:
    """What is said when a team is formed: the first of the team leads."""

    title: str
    kind: str
    basis: str
    place: Place
    team: tuple[Post, ...]
    begins_on: date


def open_oversight(formed: Formed, *, by: Actor, now: datetime) -> Oversight:
    """Form a team for a place. Raises Refused where somebody would look at their own ground.

    Until it begins the row lies on the superior's ground, a surprise in the class of a case: the place does not see it.
    """
    _said_whole(formed, local_day(now))
    names = names_in_team(formed.team, formed.place, on=local_day(now))
    refuse_the_unsworn(formed.kind, formed.team[1:])
    leader = formed.team[0]
    one = Oversight(
        id=new_id(),
        title=formed.title.strip(),
        kind=formed.kind,
        basis=formed.basis.strip(),
        place=formed.place,
        leader=leader,
        members=[post.pk for post in formed.team[1:]],
        team="、".join(names)[:400],
        begins_on=formed.begins_on,
        recorded_at=now,
        path=leader.path,
        secrecy=int(Secrecy.CASE if formed.kind == SURPRISE else Secrecy.INTERNAL),
    )
    with act(by, "open_oversight", one) as announce:
        insert_many(Oversight, [one])
        announce.note(kind=one.kind, place=str(one.place_id), begins_on=one.begins_on.isoformat())
    one._state.adding = False
    return one


def begin_oversight(one: Oversight, *, by: Actor, now: datetime) -> Oversight:
    """The team goes in: from now on the place sees it, with the units drawn."""
    refuse_others(one, by)
    if local_day(now) < one.begins_on:
        raise Refused(_("进驻的日子是 %(day)s，还没有到") % {"day": one.begins_on}, code="too_early")
    with act(by, "begin_oversight", one) as announce:
        place = one.place
        OVERSIGHT.move(one, "begin", begun_at=now, path=place.path, secrecy=int(Secrecy.INTERNAL))
        where = Business.objects.filter(pk=OuterRef("business_id")).values("path")[:1]
        Unit.objects.filter(oversight=one).update(path=Subquery(where), secrecy=int(Secrecy.INTERNAL))
        announce(OversightMoved(one.pk, one.place_id, "begin", one.state))
    return one


def close_oversight(one: Oversight, *, note: str, by: Actor, now: datetime) -> Oversight:
    """Closing words, once every drawn unit was looked at or it is said why not. What is owed stays owed."""
    refuse_others(one, by)
    if not note.strip():
        raise Refused(_("请写收尾的话：看到什么、要求什么"), code="no_words")
    if left := Unit.objects.filter(oversight=one, looked__isnull=True).count():
        raise Refused(plural("还有 %(n)s 家抽到的没有看，也没有说明原因", left), code="units_left")
    with act(by, "close_oversight", one) as announce:
        OVERSIGHT.move(one, "close", finished_at=now, note=note.strip())
        announce(OversightMoved(one.pk, one.place_id, "close", one.state))
    return one


def call_off(one: Oversight, *, reason: str, by: Actor, now: datetime) -> Oversight:
    """It does not take place, for a reason that is said."""
    refuse_others(one, by)
    if not reason.strip():
        raise Refused(_("请写明原因"), code="no_words")
    with act(by, "close_oversight", one) as announce:
        OVERSIGHT.move(one, "call_off", finished_at=now, note=reason.strip())
        announce.note(reason=reason.strip())
        announce(OversightMoved(one.pk, one.place_id, "call_off", one.state))
    return one


def _said_whole(formed: Formed, on: date) -> None:
    if not formed.title.strip():
        raise Refused(_("请写督查的名称"), code="no_words")
    if formed.kind not in KINDS:
        raise Refused(_("请选督查的种类"), code="unknown_word")
    if not formed.basis.strip():
        raise Refused(_("请写明督查的依据：年度计划或上级部署"), code="no_words")
    if formed.begins_on < on:
        raise Refused(_("进驻的日子已经过了"), code="too_late")
