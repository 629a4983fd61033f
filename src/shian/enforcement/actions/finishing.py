"""Served, closed, in the archive. What is paid stands in collecting, what is public in publishing."""

from datetime import date, datetime

from django.utils.translation import gettext as _

from shian.enforcement.actions.clocks import begin
from shian.enforcement.actions.inquiring import end_inquiries
from shian.enforcement.actions.owing import moved
from shian.enforcement.law import case_law
from shian.enforcement.models import Measure, PenaltyCase
from shian.enforcement.parties import refuse_strangers
from shian.enforcement.states import CASE
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day

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
    done = moved(case, "work_case", "serve", by=by, now=now, served_on=served, served_how=how, pay_due=pay)
    if case.fine_fen:
        begin(case, "collect_fine", served, now=now)
    return done


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
    done = moved(case, "work_case", "close", by=by, now=now, closed_on=day)
    end_inquiries(case, by=by, now=now)
    return done


def archive(case: PenaltyCase, *, marks: str, by: Actor, now: datetime) -> PenaltyCase:
    """归档 in two volumes: where they stand."""
    refuse_strangers(case, by)
    return moved(
        case, "work_case", "archive", by=by, now=now, archived_on=local_day(now), archive_mark=needed(marks, 120)
    )
