"""What the team does at the place: it looks at a drawn unit, and talks to people."""

from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.oversight.models import Oversight, Talk, Unit
from shian.oversight.team import refuse_others


@dataclass(frozen=True)
class Looked:
    """What became of a unit: `could` it be looked at, and what was seen, or why not."""

    could: bool
    note: str


def look_at_unit(unit: Unit, looked: Looked, *, by: Actor, now: datetime) -> Unit:
    """Write down what was seen at a unit, once; or why nobody could look. It counts as inspected only in the first case."""
    refuse_others(unit.oversight, by)
    refuse_unless_begun(unit.oversight)
    said = needed(looked.note, 500)
    with act(by, "look_at_unit", unit) as announce:
        fields = {"looked": looked.could, "note": said, "by_label": by.label, "looked_at": now}
        if Unit.objects.filter(pk=unit.pk, looked__isnull=True).update(**fields) != 1:
            raise Conflict(_("这一家已经有人看过了"))
        announce.note(looked=looked.could)
    return unit


@dataclass(frozen=True)
class Talked:
    """Who was talked to, in which post, and what was said."""

    name: str
    title: str
    note: str


def record_talk(one: Oversight, talked: Talked, *, by: Actor, now: datetime) -> Talk:
    """Write down a talk. It stays on the superior's ground: the place does not read what its people said."""
    refuse_others(one, by)
    refuse_unless_begun(one)
    row = Talk(
        id=new_id(),
        oversight=one,
        name=needed(talked.name, 60),
        title=needed(talked.title, 80),
        note=needed(talked.note, 1000),
        by_label=by.label,
        held_at=now,
        path=one.leader.path,
        secrecy=int(Secrecy.INTERNAL),
    )
    with act(by, "record_talk", row):
        insert_many(Talk, [row])
    return row


def refuse_unless_begun(one: Oversight) -> None:
    if one.state != "begun":
        raise Refused(_("只有进驻期间才能记；现在不是"), code="illegal_move")
