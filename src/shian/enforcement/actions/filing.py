"""From the clue to the filing: fifteen working days, fifteen more by the head; filed, not filed, or another's."""

from collections.abc import Collection
from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shian.enforcement.actions.numbering import next_case_number
from shian.enforcement.actions.owing import moved, noted
from shian.enforcement.law import PROGRAMME, case_law
from shian.enforcement.models import PenaltyCase
from shian.enforcement.parties import refuse_officers, refuse_strangers
from shian.enforcement.rules import NOT_FILING, mark, missing_conditions, with_more
from shian.enforcement.states import CASE
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.kernel.written import needed
from shian.loop.actions.files import put_off
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
    law = case_law(case.path, local_day(now))
    due = with_more(law.said, "check", "check_more", case.received_on, law.whole.calendar)
    noted(case, "decide_case", "extend_check", by=by, check_extended=True)
    if case.task_id is not None:
        with as_house():
            put_off(case.task_id, due, law.whole, PROGRAMME)
    return case


def file_case(case: PenaltyCase, *, conditions: Collection[str], by: Actor, now: datetime) -> PenaltyCase:
    """立案 by the head: all four conditions of art 19 stand. It gets its number."""
    refuse_officers(case, by)
    if missing := missing_conditions(conditions):
        raise Refused(_("立案的四个条件要都符合，还缺：%(what)s") % {"what": "、".join(str(WORDS[one]) for one in missing)}, code="no_words")  # fmt: skip
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
    if ground not in NOT_FILING:
        raise Refused(_("请选不予立案的情形"), code="unknown_word")
    return moved(case, "file_case", "not_file", by=by, now=now, not_filed_for=f"{ground}：{needed(note, 180)}")


def hand_over(case: PenaltyCase, *, to: str, by: Actor, now: datetime) -> PenaltyCase:
    """It is another department's; which, is said."""
    refuse_strangers(case, by)
    return moved(case, "work_case", "hand_over", by=by, now=now, not_filed_for=needed(to, 200))
