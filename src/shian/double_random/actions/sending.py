"""Others are sent by hand to a business that was drawn and to which the draw could send nobody."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shian.double_random.actions.checking import sent_to, who_goes
from shian.double_random.models import ListedOfficer, Pick
from shian.double_random.rules import ENOUGH
from shian.double_random.states import CALLED_OFF
from shian.inspection.actions import dispatch_inspection
from shian.kernel.actor import Actor
from shian.kernel.gate import act
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day


@dataclass(frozen=True)
class ByHand:
    """Who goes, of the list, and why the draw did not say it."""

    officers: Sequence[ListedOfficer]
    reason: str


def send_by_hand(pick: Pick, chosen: ByHand, *, by: Actor, now: datetime) -> Pick:
    """An inspection by its own verb, whose rules hold here too; the reason stands beside it, for everybody once it is public."""
    reason, pair, day = needed(chosen.reason, 200), chosen.officers, local_day(now)
    if pick.plan.state != "matched":
        raise Refused(_("人员抽过以后、公开以前才能另行指派"), code="illegal_move")
    if pick.inspection is not None and pick.inspection.state != CALLED_OFF:
        raise Refused(_("「%(name)s」已经派了人") % {"name": pick.name}, code="conflict")
    if len({one.person_id for one in pair}) < ENOUGH:
        raise Refused(_("请选 %(n)d 位不同的执法人员") % {"n": ENOUGH}, code="few_officers")
    with act(by, "draw_checks", pick) as announce:
        sent = dispatch_inspection(pick.business, sent_to(pick.plan, pair, day), by=by, now=now)
        fields = {"officers": [one.pk for one in pair], "who": who_goes(pair), "inspection": sent, "by_hand": reason}
        Pick.objects.filter(pk=pick.pk).update(**fields)
        announce.note(by_hand=str(pick.pk), inspection=str(sent.pk))
    return pick
