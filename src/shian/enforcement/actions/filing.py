"""From the clue to the filing: fifteen working days, fifteen more by the head; filed, not filed, or another's."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.enforcement.actions.clocks import dropped
from shian.enforcement.actions.inquiring import end_inquiries
from shian.enforcement.actions.investigating import run_again
from shian.enforcement.actions.numbering import next_case_number
from shian.enforcement.actions.owing import check_until, moved, noted, written
from shian.enforcement.disputes import goes_to, refuse_not_ours
from shian.enforcement.law import PROGRAMME
from shian.enforcement.models import Measure, PenaltyCase, Transfer
from shian.enforcement.parties import refuse_officers, refuse_strangers
from shian.enforcement.rules import NOT_FILING, mark, missing_conditions
from shian.enforcement.states import CASE, WITH_THE_POLICE
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.kernel.written import needed
from shian.loop.actions.files import put_off, withdraw_on_file
from shian.loop.actions.opening import local_day
from shian.people.house import as_house

WORDS = {
    "evidence": gettext_lazy("有证据初步证明存在违法行为"),
    "punishable": gettext_lazy("依法应当给予行政处罚"),
    "ours": gettext_lazy("属于本机关管辖"),
    "in_time": gettext_lazy("在给予行政处罚的法定期限内"),
}


def extend_check(case: PenaltyCase, *, by: Actor, now: datetime) -> PenaltyCase:
    """Fifteen working days more, once, by the head (art 18)."""
    refuse_officers(case, by)
    if case.state != "checking" or case.check_extended:
        raise Refused(_("核查期限只能在核查时延长一次"), code="illegal_move")
    noted(case, "decide_case", "extend_check", by=by, check_extended=True)
    due, law = check_until(case, local_day(now))
    if case.task_id is not None:
        with as_house():
            put_off(case.task_id, due, law.whole, PROGRAMME)
    return case


def file_case(case: PenaltyCase, *, conditions: Collection[str], by: Actor, now: datetime) -> PenaltyCase:
    """立案 by the head: all four conditions of art 19 stand. It gets its number."""
    refuse_officers(case, by)
    if missing := missing_conditions(conditions):
        raise Refused(_("立案的四个条件要都符合，还缺：%(what)s") % {"what": in_a_row(str(WORDS[one]) for one in missing)}, code="no_words")  # fmt: skip
    if len(case.persons) < 2:
        raise Refused(_("立案前先确定两名承办人"), code="few_officers")
    CASE.next(case.state, "file")
    day = local_day(now)
    number = next_case_number(case.organ, day.year)
    return moved(
        case, "file_case", "file", by=by, now=now, year=day.year, number=number, filed_on=day, filed_by=by.label,
        mark=mark(case.organ.place.name, "罚立", day.year, number),
    )  # fmt: skip


def not_file(case: PenaltyCase, *, ground: str, note: str, by: Actor, now: datetime) -> PenaltyCase:
    """不予立案 by the head, for one of the four reasons of art 20."""
    refuse_officers(case, by)
    refuse_not_ours(case)
    if ground not in NOT_FILING:
        raise Refused(_("请选不予立案的情形"), code="unknown_word")
    said = f"{ground}：{needed(note, 180)}"
    done = moved(case, "file_case", "not_file", by=by, now=now, not_filed_for=said)
    end_inquiries(case, by=by, now=now)
    return done


def hand_over(case: PenaltyCase, *, to: str, by: Actor, now: datetime) -> PenaltyCase:
    """It is another department's; which, is said. What is filed goes over only where a dispute was settled so, and no goods are left here."""
    refuse_strangers(case, by)
    settlement, said = goes_to(case), needed(to, 200)
    _refuse_ties(case)
    CASE.next(case.state, "hand_over")
    if case.state != "checking":
        _leave_off(case, by=by, now=now)
    words = f"{settlement.organ}：{said}" if settlement else said
    done = moved(case, "work_case", "hand_over", by=by, now=now, not_filed_for=words[:200])
    end_inquiries(case, by=by, now=now)
    return done


def _refuse_ties(case: PenaltyCase) -> None:
    """Raises Refused while goods are held here, or the police have it."""
    if Measure.objects.filter(case=case, state="in_force").exists():
        raise Refused(_("还有查封、扣押或登记保存的物品没有处理，先处理再移送"), code="goods_held")
    if Transfer.objects.filter(case=case, state__in=WITH_THE_POLICE).exists():
        raise Refused(_("案件正在移送公安，不能再移送其他部门"), code="with_the_police")


def _leave_off(case: PenaltyCase, *, by: Actor, now: datetime) -> None:
    """What was owed in the step it stood in, and beside it, is owed here no longer."""
    run_again(case, now)
    with as_house():
        if case.task_id is not None:
            withdraw_on_file(case.task_id, _("案件已移送"), by=by, now=now)
            written(case, task=None)
    dropped(case, "await_plea", reason=_("案件已移送"), by=by, now=now)
