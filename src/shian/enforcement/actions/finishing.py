"""Served, paid, public, closed, in the archive."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.owing import moved, noted
from shian.enforcement.law import case_law
from shian.enforcement.models import Measure, PenaltyCase
from shian.enforcement.parties import refuse_officers, refuse_strangers
from shian.enforcement.rules import public_until
from shian.enforcement.states import CASE, PENALTY
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.files import finish_on_file
from shian.loop.actions.opening import local_day
from shian.people.house import as_house

HOW = ("spot", "direct", "post", "notice")
BY_NOTICE = "notice"


def serve(case: PenaltyCase, *, how: str, on: date, by: Actor, now: datetime) -> PenaltyCase:
    """送达: on the spot, directly, by post; by notice it is served thirty days after the notice."""
    refuse_strangers(case, by)
    if how not in HOW:
        raise Refused(_("请选送达方式"), code="unknown_word")
    CASE.next(case.state, "serve")
    if case.decided_on is None or not case.decided_on <= on <= local_day(now):
        raise Refused(_("送达的日子在决定以后、今天以前"), code="malformed")
    law = case_law(case.path, local_day(now))
    served = law.due("serve_notice", on).value.day if how == BY_NOTICE else on
    pay = law.due("pay", served).value.day if case.fine_fen else None
    return moved(case, "work_case", "serve", by=by, now=now, served_on=served, served_how=how, pay_due=pay)


def note_payment(case: PenaltyCase, *, on: date, by: Actor, now: datetime) -> PenaltyCase:
    """The fine was paid: a date and nothing more; the money is another system's."""
    return _tracked(case, "payment", by, now, paid_on=_past(case, on, now))


def note_urging(case: PenaltyCase, *, on: date, by: Actor, now: datetime) -> PenaltyCase:
    """催告: not paid in time, urged; after ten working days the court may be asked."""
    if case.pay_due is None or on <= case.pay_due:
        raise Refused(_("缴款期限过了才催告"), code="too_early")
    return _tracked(case, "urging", by, now, urged_on=_past(case, on, now))


def note_court(case: PenaltyCase, *, on: date, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """申请法院强制执行: after the urging has run out."""
    if case.urged_on is None or on <= case_law(case.path, local_day(now)).due("urge", case.urged_on).value.day:
        raise Refused(_("催告满十个工作日仍不履行，才申请法院强制执行"), code="too_early")
    return _tracked(case, "court", by, now, court_on=_past(case, on, now), court_note=needed(note, 300))


def publish_penalty(case: PenaltyCase, *, on: date, by: Actor, now: datetime) -> PenaltyCase:
    """公示: a penalty whose class is shown, from a day until the end of its term."""
    refuse_strangers(case, by)
    law = case_law(case.path, local_day(now))
    if case.decision != PENALTY or case.published_on is not None or not law.said.terms[case.term].most:
        raise Refused(_("这个决定不公示，或者已经公示了"), code="illegal_move")
    until = public_until(law.said.terms[case.term], _past(case, on, now), law.whole.calendar).value
    noted(case, "publish_case", "publish", by=by, published_on=on, public_until=until)
    if case.publish_task_id is not None:
        with as_house():
            finish_on_file(case.publish_task_id, by=by, now=now)
    return case


def withdraw_publicity(case: PenaltyCase, *, reason: str, by: Actor, now: datetime) -> PenaltyCase:
    """Changed or annulled: what was public is withdrawn, with the reason (within three working days)."""
    refuse_officers(case, by)
    if case.published_on is None or case.unpublished_on is not None:
        raise Refused(_("没有正在公示的处罚信息"), code="illegal_move")
    return noted(
        case, "decide_case", "withdraw_publicity", by=by, unpublished_on=local_day(now), unpublished_for=needed(reason, 300)
    )  # fmt: skip


def close(case: PenaltyCase, *, by: Actor, now: datetime) -> PenaltyCase:
    """结案: served and paid, or with the court; no goods held any more."""
    refuse_strangers(case, by)
    day = local_day(now)
    if case.fine_fen and not (case.paid_on or case.court_on):
        raise Refused(_("罚款没有缴清，也没有申请强制执行，不能结案"), code="unpaid")
    if Measure.objects.filter(case=case, state="in_force").exists():
        raise Refused(_("还有查封、扣押或登记保存的物品没有处理"), code="goods_held")
    if case.served_on is not None and day < case.served_on:
        raise Refused(_("公告送达还没有期满"), code="too_early")
    return moved(case, "work_case", "close", by=by, now=now, closed_on=day)


def archive(case: PenaltyCase, *, marks: str, by: Actor, now: datetime) -> PenaltyCase:
    """归档 in two volumes: where they stand."""
    refuse_strangers(case, by)
    return moved(
        case, "work_case", "archive", by=by, now=now, archived_on=local_day(now), archive_mark=needed(marks, 120)
    )


def _tracked(case: PenaltyCase, what: str, by: Actor, now: datetime, **fields: object) -> PenaltyCase:
    refuse_strangers(case, by)
    if case.state != "served" or not case.fine_fen:
        raise Refused(_("送达以后、有罚款的才记缴款和执行"), code="illegal_move")
    return noted(case, "work_case", what, by=by, **fields)


def _past(case: PenaltyCase, on: date, now: datetime) -> date:
    """Raises Refused for a day before the decision or after today."""
    if case.decided_on is None or not case.decided_on <= on <= local_day(now):
        raise Refused(_("日子要在决定以后、今天以前"), code="malformed")
    return on
