"""管辖争议 (Order 2, arts 13, 14, 16): another organ says that a case is its own, or ours; talked over, reported, designated."""

from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin, dropped, met
from shian.enforcement.disputes import refuse_designated, unsettled
from shian.enforcement.models import Dispute, PenaltyCase
from shian.enforcement.parties import refuse_officers, refuse_related, refuse_strangers
from shian.enforcement.states import DISPUTE, OUTCOMES, UNDECIDED
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day


@dataclass(frozen=True)
class Disputed:
    """With which organ, since which day, why."""

    organ: str
    on: date
    ground: str


@dataclass(frozen=True)
class Settled:
    """Whose the case is, since which day, in which words; of a designation the mark of its paper."""

    outcome: str
    on: date
    words: str
    mark: str = ""


def raise_dispute(case: PenaltyCase, said: Disputed, *, by: Actor, now: datetime) -> Dispute:
    """Seven working days to settle it by talking, from the day on which it arose: the head's."""
    _refuse_outsiders(case, by)
    refuse_designated(case)
    if case.state not in UNDECIDED:
        raise Refused(_("作出决定以前才提管辖争议"), code="illegal_move")
    if unsettled(case) is not None:
        raise Refused(_("已经有一项管辖争议没有解决"), code="conflict")
    day = between(case.received_on, said.on, now)
    row = Dispute(
        id=new_id(), case=case, organ=needed(said.organ, 120), begun_on=day, ground=needed(said.ground, 500),
        raised_by=by.label, path=case.path, secrecy=case.secrecy,
    )  # fmt: skip
    with act(by, "raise_dispute", case) as announce:
        insert_many(Dispute, [row])
        begin(case, "settle_dispute", day, now=now)
        announce.note(what="raise_dispute")
    row._state.adding = False
    return row


def agree_dispute(row: Dispute, said: Settled, *, by: Actor, now: datetime) -> Dispute:
    """The two organs agree: the case is ours, or theirs."""
    refuse_officers(row.case, by)
    fields = _settlement(said, row.begun_on, by, now)
    with act(by, "settle_dispute", row.case) as announce:
        DISPUTE.move(row, "agree", **fields)
        met(row.case, "settle_dispute", by=by, now=now)
        announce.note(what="agree_dispute", outcome=row.outcome)
    return row


def report_dispute(row: Dispute, *, superior: str, on: date, by: Actor, now: datetime) -> Dispute:
    """They do not agree, or do not try: the common superior has seven working days from the day on which it had the papers (art 16)."""
    refuse_officers(row.case, by)
    day, name = between(row.begun_on, on, now), needed(superior, 120)
    with act(by, "settle_dispute", row.case) as announce:
        DISPUTE.move(row, "report", superior=name, reported_on=day, reported_by=by.label)
        met(row.case, "settle_dispute", by=by, now=now)
        begin(row.case, "await_designation", day, now=now)
        announce.note(what="report_dispute")
    return row


def note_designation(row: Dispute, said: Settled, *, by: Actor, now: datetime) -> Dispute:
    """What the superior decided: nobody moves the case again by himself (art 14)."""
    _refuse_outsiders(row.case, by)
    fields = _settlement(said, row.reported_on or row.begun_on, by, now)
    with act(by, "raise_dispute", row.case) as announce:
        DISPUTE.move(row, "designate", mark=needed(said.mark, 60), **fields)
        met(row.case, "await_designation", by=by, now=now)
        announce.note(what="note_designation", outcome=row.outcome)
    return row


def withdraw_dispute(row: Dispute, *, reason: str, by: Actor, now: datetime) -> Dispute:
    """It is disputed no longer, and why."""
    _refuse_outsiders(row.case, by)
    said = needed(reason, 1000)
    with act(by, "raise_dispute", row.case) as announce:
        DISPUTE.move(row, "withdraw", settlement=said, settled_on=local_day(now), settled_by=by.label)
        dropped(row.case, "settle_dispute", "await_designation", reason=_("管辖争议已撤回"), by=by, now=now)
        announce.note(what="withdraw_dispute")
    return row


def between(first: date, on: date, now: datetime) -> date:
    """A day that was. Raises Refused for one before the first that it may be, or after today."""
    if not first <= on <= local_day(now):
        raise Refused(_("日子要在 %(day)s 以后、今天以前") % {"day": first.isoformat()}, code="malformed")
    return on


def _settlement(said: Settled, first: date, by: Actor, now: datetime) -> dict[str, object]:
    if said.outcome not in OUTCOMES:
        raise Refused(_("请选由谁管辖"), code="unknown_word")
    day = between(first, said.on, now)
    return {"outcome": said.outcome, "settlement": needed(said.words, 1000), "settled_on": day, "settled_by": by.label}


def _refuse_outsiders(case: PenaltyCase, by: Actor) -> None:
    """Its officers, or who heads: nobody else speaks for a case."""
    refuse_related(case, by)
    if not lens.may(by, "settle_dispute", case):
        refuse_strangers(case, by)
