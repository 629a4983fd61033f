"""One step of a file: moved by compare-and-set, written into its history, announced. All verbs but the first go through here."""

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from shian.complaints.events import ComplaintMoved
from shian.complaints.models import HIDDEN, Complaint, Entry
from shian.complaints.rules import betrayed
from shian.complaints.states import table_of
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused

OFFICE, BRINGER, OTHER_SIDE, HOUSE = "office", "bringer", "other_side", "house"


def bringer_of(one: Complaint) -> dict[str, str]:
    """What must not stand where the other side reads."""
    return {
        "name": one.reporter_name, "phone": one.reporter_phone, "identity": one.reporter_identity,
        "address": one.reporter_address,
    }  # fmt: skip


def entered(
    one: Complaint,
    move: str,
    text: str,
    *,
    by: Actor,
    now: datetime,
    side: str = OFFICE,
    shared: bool = False,
    both: bool = False,
    evidence: Sequence[UUID] = (),
    label: str = "",
) -> Entry:
    """Write one line of a file's history, within the verb that made it. `both`: the other side reads it too, unless it says who
    brought it; its own words it knows."""
    heard = both and (side == OTHER_SIDE or not betrayed(text, bringer_of(one)))
    row = Entry(
        id=new_id(), complaint=one, side=side, move=move, text=text, shared=shared, both=heard,
        evidence=list(evidence), by_label=label or (by.label if side == OFFICE else ""), at=now, path=one.path, secrecy=HIDDEN,
    )  # fmt: skip
    insert_many(Entry, [row])
    return row


def moved(
    one: Complaint,
    verb: str,
    move: str,
    *,
    by: Actor,
    now: datetime,
    told: str = "",
    note: str = "",
    side: str = OFFICE,
    both: bool = False,
    with_it: Callable[[], None] | None = None,
    **fields: Any,
) -> Complaint:
    """One step under the gate, with the `fields` that change by it. `told` is what the bringer reads of it ('' nothing),
    `note` what only the office does; `both`: the other side reads it too."""
    table = table_of(one.kind, one.regime)
    if move not in table.moves:  # a step of another kind of file: an old page, or an address that somebody made up
        raise Refused(_("这一类文件没有这一步，请回到文件再看"), code="illegal_move")
    table.next(one.state, move)
    with act(by, verb, one) as announce:
        table.move(one, move, **fields)
        entered(one, move, told, by=by, now=now, side=side, shared=bool(told), both=both)
        if note:
            entered(one, "note", note, by=by, now=now, side=side)
        if with_it is not None:
            with_it()
        announce.note(move=move, state=one.state, mark=one.mark)
        announce(ComplaintMoved(one.pk, one.kind, move, one.state, one.business_id))
    return one
