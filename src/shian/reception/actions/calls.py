"""A call for clues: opened for a place and some days, ended by its day or before it with a reason."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.codes import new_code
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.reception.events import CallMoved
from shian.reception.models import Call
from shian.reception.states import CALL
from shian.territory.models import Place


@dataclass(frozen=True)
class NewCall:
    """What a call says: where, what is wanted, from when to when, and whether each report gets a first look by a day."""

    place: Place
    title: str
    text: str
    opens_on: date
    closes_on: date
    categories: tuple[str, ...] = ()
    fast_track: bool = False


def open_call(new: NewCall, *, by: Actor, now: datetime) -> Call:
    """Everybody reads it from now on."""
    if new.closes_on < new.opens_on:
        raise Refused(_("结束的日子不能早于开始的日子"), code="dates")
    row = Call(
        id=new_id(),
        code=new_code(),
        title=needed(new.title, 60),
        text=needed(new.text, 2000),
        categories=list(new.categories),
        place_name=new.place.name,
        opens_on=new.opens_on,
        closes_on=new.closes_on,
        fast_track=new.fast_track,
        opened_by=by.label[:120],
        opened_at=now,
        path=new.place.path,
        secrecy=int(Secrecy.OPEN),
    )
    with act(by, "open_call", row) as announce:
        row.save(force_insert=True)
        announce.note(title=row.title, fast_track=row.fast_track)
        announce(CallMoved(row.pk, "open", row.state))
    return row


def end_call(call: Call, *, reason: str, by: Actor, now: datetime) -> Call:
    """It takes no more reports; what came stays owed."""
    said = needed(reason, 200)
    with act(by, "open_call", call) as announce:
        CALL.move(call, "end", ended_at=now, reason=said)
        announce.note(reason=said)
        announce(CallMoved(call.pk, "end", call.state))
    return call
