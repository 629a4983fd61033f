"""A round of random checks: planned, called off, made public with its proof."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.double_random.events import PlanMoved
from shian.double_random.models import HIDDEN, Pick, RandomPlan
from shian.double_random.queries import draws_of, item_of
from shian.double_random.states import PLAN
from shian.draws.actions import cancel_draw, publish_to_all
from shian.draws.states import DRAW
from shian.inspection.states import INSPECTION
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.spelled import plural
from shian.kernel.written import needed
from shian.loop.actions.files import finish_on_file
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.people.house import as_house
from shian.people.models import Post
from shian.people.queries import post
from shian.territory.models import Place


@dataclass(frozen=True)
class Planned:
    """What is said when a round is planned."""

    title: str
    item: str
    basis: str
    place: Place
    starts_on: date
    ends_on: date


def plan_checks(planned: Planned, *, by: Actor, now: datetime) -> RandomPlan:
    """Plan a round at one's own place. Nothing is drawn yet; nobody but the regulator sees it until it is public."""
    on = local_day(now)
    item = item_of(law_on(on, planned.place.path), planned.item)
    _days_in_order(planned, on)
    one = RandomPlan(
        id=new_id(), title=needed(planned.title, 90), item=item.key, item_title=item.title.zh,
        basis=needed(planned.basis, 200), place=planned.place, post=_own_post(by), starts_on=planned.starts_on,
        ends_on=planned.ends_on, by_label=by.label, made_at=now, path=planned.place.path, secrecy=HIDDEN,
    )  # fmt: skip
    with act(by, "plan_checks", one) as announce:
        insert_many(RandomPlan, [one])
        announce.note(item=item.key, place=str(one.place_id))
    one._state.adding = False
    return one


def call_off_plan(one: RandomPlan, *, reason: str, by: Actor, now: datetime) -> RandomPlan:
    """It does not take place, for a reason that is said; its draws are void and stay to be seen."""
    said = needed(reason, 200)
    with act(by, "plan_checks", one) as announce:
        PLAN.move(one, "call_off", reason=said)
        with as_house() as house:
            for draw in draws_of(one, viewer=house):
                if DRAW.may(draw.state, "cancel"):
                    cancel_draw(draw, reason=said, by=house, now=now)
        announce.note(reason=said)
        announce(PlanMoved(one.pk, one.place_id, "call_off", one.state))
    return one


def publish_plan(one: RandomPlan, *, by: Actor, now: datetime) -> RandomPlan:
    """The round is open to all: what was listed and drawn, the proof, who went, what came of it where that is public."""
    waiting = Pick.objects.filter(plan=one, inspection__state=INSPECTION.initial).count()
    if waiting:
        raise Refused(plural("还有 %(n)d 家没有查完，查完再公开，免得走漏", waiting), code="not_done")
    with act(by, "publish_checks", one) as announce:
        told = int(Secrecy.OPEN)
        PLAN.move(one, "publish", published_at=now, secrecy=told)
        Pick.objects.filter(plan=one).update(secrecy=told)
        with as_house() as house:
            for draw in draws_of(one, viewer=house):
                publish_to_all(draw, by=house, now=now)
        if one.task_id is not None:
            finish_on_file(one.task_id, by=by, now=now)
        announce.note(published=True)
        announce(PlanMoved(one.pk, one.place_id, "publish", one.state))
    return one


def _days_in_order(planned: Planned, on: date) -> None:
    if planned.ends_on < planned.starts_on:
        raise Refused(_("结束的日子早于开始的日子"), code="too_early")
    if planned.ends_on < on:
        raise Refused(_("抽查的日子已经过了"), code="too_late")


def _own_post(by: Actor) -> Post:
    """The post that answers for the publication. Raises Refused for whoever has none."""
    if by.post is None:
        raise Refused(_("要由一个岗位来组织抽查"), code="no_post")
    return post(by.post)
