"""延期、分期缴纳罚款 (penalty law, art 66): the party applies in writing, the head grants a plan or says why not."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin, close_from, dropped, met
from shian.enforcement.actions.owing import written
from shian.enforcement.debts import debt
from shian.enforcement.models import Deferral, Instalment, PenaltyCase
from shian.enforcement.parties import refuse_officers, refuse_strangers
from shian.enforcement.rules import Amount, day_words, monthly, plan_fault
from shian.enforcement.states import DEFERRAL
from shian.kernel.actor import Actor
from shian.kernel.because import Because
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.money import yuan
from shian.kernel.refused import Refused
from shian.kernel.workdays import Due
from shian.kernel.written import needed
from shian.loop.actions.files import finish_on_file
from shian.loop.actions.opening import local_day
from shian.people.house import as_house

CLAUSE = "行政处罚法第六十六条第二款"
MOST_PARTS = 60  # of one form; nobody pays in more


@dataclass(frozen=True)
class Request:
    """The written application: from which day, why, in how many monthly parts, the first by which day."""

    on: date
    reason: str
    parts: int
    first: date


def ask_deferral(case: PenaltyCase, asked: Request, *, by: Actor, now: datetime) -> Deferral:
    """The application is in; the head has until the day on which the fine would have to be paid."""
    refuse_untracked(case, by)
    if case.unpaid_on is not None:
        raise Refused(_("已经要申请法院强制执行，不能再延期、分期"), code="illegal_move")
    if Deferral.objects.filter(case=case).exclude(state="refused").exists():
        raise Refused(_("已经有一份延期、分期申请，在等批准或者已经批准"), code="conflict")
    if not 1 <= asked.parts <= MOST_PARTS:
        raise Refused(_("分几期请填 1 到 %(most)s；只延期的填 1") % {"most": MOST_PARTS}, code="malformed")
    assert case.pay_due is not None  # served with a fine
    day, plan = past(case, asked.on, now), monthly(case.fine_fen, asked.parts, asked.first)
    _refuse_fault(plan, case.fine_fen, day)
    row = Deferral(
        id=new_id(), case=case, asked_on=day, reason=needed(asked.reason, 500), noted_by=by.label, pay_due=case.pay_due,
        wanted=[{"day": one.day.isoformat(), "fen": one.fen} for one in plan], path=case.path, secrecy=case.secrecy,
    )  # fmt: skip
    until = max(case.pay_due, day)
    with act(by, "work_case", case) as announce:
        row.task = begin(case, "decide_deferral", day, now=now, due=Because(Due(until), CLAUSE, {"from": day}))
        insert_many(Deferral, [row])
        announce.note(what="ask_deferral", parts=asked.parts)
    row._state.adding = False
    return row


def grant_deferral(row: Deferral, plan: Sequence[Amount], *, by: Actor, now: datetime) -> Deferral:
    """The plan is granted: each part is owed by its own day, and what stood above the fine until today stays."""
    case, day = row.case, local_day(now)
    refuse_officers(case, by)
    refuse_settled(case)
    if len(plan) > MOST_PARTS:
        raise Refused(_("最多分 %(most)s 期") % {"most": MOST_PARTS}, code="malformed")
    _refuse_fault(plan, case.fine_fen, day)
    accrued = debt(case, day).above.value
    with act(by, "decide_case", case) as announce:
        DEFERRAL.move(row, "grant", decided_on=day, decided_by=by.label, accrued_fen=accrued)
        insert_many(Instalment, [_owed(case, n, part, row, now) for n, part in enumerate(plan, start=1)])
        written(case, deferral_on=day, pay_due=plan[-1].day, urged_on=None)
        met(case, "decide_deferral", by=by, now=now)
        dropped(case, "collect_fine", "await_urged", reason=_("已批准延期、分期缴纳"), by=by, now=now)
        close_from(case, plan[-1].day, now=now)
        meet_parts(case, by=by, now=now)
        announce.note(what="grant_deferral", parts=len(plan))
    return row


def refuse_deferral(row: Deferral, *, reason: str, by: Actor, now: datetime) -> Deferral:
    """It is not granted, and why: the fine is owed by its day."""
    case, said = row.case, needed(reason, 300)
    refuse_officers(case, by)
    with act(by, "decide_case", case) as announce:
        DEFERRAL.move(row, "refuse", decided_on=local_day(now), decided_by=by.label, refused_for=said)
        written(case, deferral_on=local_day(now))
        met(case, "decide_deferral", by=by, now=now)
        announce.note(what="refuse_deferral")
    return row


def meet_parts(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """Of the parts that are paid nothing is owed any more. Part of the verb that paid them."""
    rows = debt(case, local_day(now)).rows
    parts = Instalment.objects.filter(case=case).order_by("number").values_list("task", flat=True)
    paid = [task for task, one in zip(parts, rows, strict=False) if task is not None and not one.left]
    with as_house():
        for task in paid:
            finish_on_file(task, by=by, now=now)


def decided_words(case: PenaltyCase) -> str:
    """What the head decided of the application, as the party reads it."""
    row = Deferral.objects.filter(case=case).exclude(state="asked").order_by("-id").first()
    if row is None:
        return ""
    asked = f"你（单位）于{day_words(row.asked_on)}书面申请延期（分期）缴纳罚款，理由：{row.reason}"
    if row.state == "refused":
        return f"{asked}\n经审批，不予批准，理由：{row.refused_for}\n罚款仍应当在{day_words(row.pay_due)}前缴清。"
    parts = Instalment.objects.filter(case=case).order_by("number")
    lines = [f"第{one.number}期：{day_words(one.due)}前缴纳{yuan(one.fen)}元；" for one in parts]
    head = "经审批，准予延期缴纳：" if len(lines) == 1 else f"经审批，准予分{len(lines)}期缴纳："
    return "\n".join(
        (asked, head, *lines, f"合计{yuan(case.fine_fen)}元。逾期的部分，每日按该部分数额的百分之三加处罚款。")
    )


def refuse_untracked(case: PenaltyCase, by: Actor) -> None:
    """Raises Denied for whoever is none of its officers, Refused where no fine is owed."""
    refuse_strangers(case, by)
    refuse_settled(case)


def refuse_settled(case: PenaltyCase) -> None:
    if case.state != "served" or not case.fine_fen:
        raise Refused(_("送达以后、有罚款的才记缴款和执行"), code="illegal_move")
    if case.paid_on is not None:
        raise Refused(_("罚款已经缴清"), code="illegal_move")


def past(case: PenaltyCase, on: date, now: datetime) -> date:
    """Raises Refused for a day before the decision or after today."""
    if case.decided_on is None or not case.decided_on <= on <= local_day(now):
        raise Refused(_("日子要在决定以后、今天以前"), code="malformed")
    return on


def _owed(case: PenaltyCase, number: int, part: Amount, row: Deferral, now: datetime) -> Instalment:
    due = Because(Due(part.day), CLAUSE, {"from": row.asked_on, "fine": yuan(part.fen)})
    return Instalment(
        id=new_id(), case=case, number=number, due=part.day, fen=part.fen, task=begin(case, "pay_instalment", part.day, now=now, due=due),
        path=case.path, secrecy=case.secrecy,
    )  # fmt: skip


def _refuse_fault(plan: Sequence[Amount], fine: int, after: date) -> None:
    fault = plan_fault(plan, fine, after)
    total = {"sum": yuan(sum(one.fen for one in plan)), "fine": yuan(fine)}
    words = {
        "empty": _("每一期都要写日期和金额，金额大于零"),
        "days": _("各期的日期要在 %(day)s 以后，一期比一期晚") % {"day": after.isoformat()},
        "sum": _("各期合计 %(sum)s 元，罚款是 %(fine)s 元，要一分不差") % total,
    }
    if fault:
        raise Refused(words[fault], code="malformed")
