"""罚款: paid in time or late with what is added, urged, written down as unpaid, taken to the court. The money is another system's."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin, close_from, dropped, met
from shian.enforcement.actions.deferring import meet_parts, past, refuse_untracked
from shian.enforcement.actions.owing import noted, written
from shian.enforcement.debts import Debt, debt
from shian.enforcement.law import case_law
from shian.enforcement.models import Payment, PenaltyCase
from shian.enforcement.rules import Amount, court_until
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.money import yuan
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day

WAITING = ("collect_fine", "await_urged", "apply_court")


def note_payment(
    case: PenaltyCase, *, on: date, fen: int = 0, late_fen: int = 0, note: str = "", by: Actor, now: datetime
) -> PenaltyCase:
    """So much of the fine was paid, all that is left where nothing is said; with the last of it what the law adds (art 75), or why less."""
    refuse_untracked(case, by)
    day = past(case, on, now)
    before = debt(case, day)
    paid = fen or before.left
    if paid > before.left:
        raise Refused(_("罚款还差 %(yuan)s 元，不能记得更多") % {"yuan": yuan(before.left)}, code="malformed")
    after, why = debt(case, day, Amount(day, paid)), note.strip()[:300]
    _refuse_late(after, late_fen, why)
    row = Payment(
        id=new_id(), case=case, paid_on=day, fen=paid, late_fen=late_fen, note=why, by_label=by.label, path=case.path, secrecy=case.secrecy
    )  # fmt: skip
    with act(by, "work_case", case) as announce:
        insert_many(Payment, [row])
        meet_parts(case, by=by, now=now)
        if not after.left:
            taken = after.late_paid + late_fen
            written(case, paid_on=day, late_fee_fen=after.above.value, late_fee_paid_fen=taken, late_fee_note=why)
            met(case, "collect_fine", "await_urged", by=by, now=now)
            close_from(case, day, now=now)
            dropped(case, "apply_court", "decide_deferral", reason=_("已缴清"), by=by, now=now)
        announce.note(what="payment", fen=paid, late_fen=late_fen)
    return case


def _refuse_late(after: Debt, late_fen: int, why: str) -> None:
    """No more is taken than is added; with the last of the fine no less, but for a reason."""
    if late_fen > after.above_left:
        raise Refused(_("加处罚款最多 %(yuan)s 元") % {"yuan": yuan(max(after.above_left, 0))}, code="malformed")
    if not after.left and late_fen < after.above_left and not why:
        words = {"yuan": yuan(after.above_left)}
        raise Refused(_("逾期缴纳，应加处罚款 %(yuan)s 元；没有收齐的写明理由") % words, code="no_words")


def note_urging(case: PenaltyCase, *, on: date, by: Actor, now: datetime) -> PenaltyCase:
    """催告: not paid in time, urged; ten working days are left to pay."""
    refuse_untracked(case, by)
    if case.pay_due is None or on <= case.pay_due:
        raise Refused(_("缴款期限过了才催告"), code="too_early")
    done = noted(case, "work_case", "urging", by=by, urged_on=past(case, on, now))
    dropped(case, *WAITING, reason=_("逾期未缴，已催告"), by=by, now=now)
    begin(case, "await_urged", on, now=now)
    return done


def note_unpaid(case: PenaltyCase, *, by: Actor, now: datetime) -> PenaltyCase:
    """The urging has run out and nothing was paid: the three months for the court are owed (art 76)."""
    refuse_untracked(case, by)
    law, day = case_law(case.path, local_day(now)), local_day(now)
    if case.urged_on is None or day <= law.due("urge", case.urged_on).value.day:
        raise Refused(_("催告满十个工作日仍不履行，才申请法院强制执行"), code="too_early")
    assert case.served_on is not None  # tracked cases are served
    when = court_until(law.said, case.served_on, case.urged_on, law.whole.calendar)
    done = noted(case, "work_case", "unpaid", by=by, unpaid_on=day)
    met(case, "await_urged", by=by, now=now)
    begin(case, "apply_court", day, now=now, due=when.of(when.value[1]))
    return done


def note_court(case: PenaltyCase, *, on: date, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """申请法院强制执行: after the urging and the time to sue have run out."""
    refuse_untracked(case, by)
    if case.urged_on is None or case.unpaid_on is None:
        raise Refused(_("先催告；催告满十个工作日仍不履行的记下来，再申请法院强制执行"), code="too_early")
    assert case.served_on is not None  # tracked cases are served
    law = case_law(case.path, local_day(now))
    opens, _last = court_until(law.said, case.served_on, case.urged_on, law.whole.calendar).value
    if on <= opens:
        raise Refused(
            _("法定起诉期限到 %(day)s 才满，满了才申请法院强制执行") % {"day": opens.isoformat()}, code="too_early"
        )
    done = noted(case, "work_case", "court", by=by, court_on=past(case, on, now), court_note=needed(note, 300))
    met(case, "apply_court", by=by, now=now)
    return done
