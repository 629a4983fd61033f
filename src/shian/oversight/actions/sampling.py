"""Which units are looked at is drawn: the list sealed and the seed committed first, so that nobody chose."""

from datetime import datetime

from django.utils.translation import gettext as _

from shian.draws.actions import Purpose, commit_draw, run_draw
from shian.draws.frames import sized
from shian.draws.models import Draw
from shian.draws.queries import draw as draw_of
from shian.draws.rules import Listed
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.oversight.models import Oversight, Unit
from shian.oversight.states import OVERSIGHT
from shian.oversight.team import refuse_others
from shian.registry.models import Business, Status

PURPOSE = "oversight"


def seal_units(one: Oversight, size: int, *, by: Actor, now: datetime) -> Draw:
    """Seal the working businesses of the place as they are now, in proportion by kind; the draw lies on the superior's ground."""
    refuse_others(one, by)
    if one.draw is not None:
        raise Conflict(_("名单已经封存，接着抽取"))
    with act(by, "sample_units", one) as announce:
        _still_open(one)
        rows = Business.objects.visible_to(by).within(one.place.path).filter(status=Status.OPERATING)
        listed = tuple(Listed(str(key), kind) for key, kind in rows.order_by("path", "id").values_list("pk", "kind"))
        about = {"oversight": str(one.pk), "place": one.place.name, "strata": "kind"}
        purpose = Purpose(PURPOSE, one.title, one.leader.path, about)
        sealed = commit_draw(sized(listed, size), purpose, by=by, now=now)
        Oversight.objects.filter(pk=one.pk).update(draw=sealed.pk)
        one.draw = sealed.pk
        announce.note(draw=str(sealed.pk), size=size)
    return sealed


def draw_units(one: Oversight, *, word: str = "", by: Actor, now: datetime) -> list[Unit]:
    """Draw from the sealed list; `word` was said by somebody present."""
    refuse_others(one, by)
    if one.draw is None:
        raise Refused(_("请先封存名单，再抽取"), code="not_sealed")
    with act(by, "sample_units", one) as announce:
        _still_open(one)
        done = run_draw(draw_of(one.draw, viewer=by), by=by, now=now, word=word)
        units = _units(one, done)
        insert_many(Unit, units)
        announce.note(draw=str(done.pk), drawn=len(units))
    return units


def _units(one: Oversight, done: Draw) -> list[Unit]:
    keys = [row["id"] for row in done.drawn]
    where = {str(key): path for key, path in Business.objects.filter(pk__in=keys).values_list("pk", "path")}
    hidden = one.state == OVERSIGHT.initial
    return [
        Unit(
            id=new_id(),
            oversight=one,
            business_id=key,
            path=one.path if hidden else where[key],
            secrecy=one.secrecy,
        )
        for key in keys
        if key in where
    ]


def _still_open(one: Oversight) -> None:
    if one.state not in ("prepared", "begun"):
        raise Refused(_("这次督查已经结束"), code="illegal_move")
