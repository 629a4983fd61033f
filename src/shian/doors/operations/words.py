"""The words of a joint operation as the screen says them."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Badge, Tone
from shian.doors.ui.terms import Words, said
from shian.kernel.money import yuan
from shian.kernel.spelled import in_a_row
from shian.loop.law import law_on
from shian.operations.models import Notice, Operation, Result, Target
from shian.operations.states import AWAITED, CASE, NOTICE, OPERATION, PROBLEM, SEIZURE
from shian.people.models import Organisation

TABS: tuple[tuple[str, Promise], ...] = (("going", _("正在进行")), ("over", _("已经结束")), ("all", _("全部")))
PARTS: Words = {
    "listed": _("检查对象"),
    "checked": _("检查户数"),
    "problems": _("发现问题"),
    "cases": _("立案"),
    "transferred": _("移送公安"),
    "exposed": _("典型案例"),
    "seizures": _("扣押"),
    "notices": _("抄告"),
    "unanswered": _("未反馈"),
}
KINDS: Words = {PROBLEM: _("发现问题"), CASE: _("立案"), SEIZURE: _("扣押")}
OUTCOMES: Words = {
    "done": _("查了"),
    "shut": _("关门，没查成"),
    "not_found": _("找不到这一家"),
    "refused": _("拒绝检查"),
}
_TONES: Mapping[str, Tone] = {"under_way": "info", "closed": "done", "settled": "done", "returned": "late"}


def badge_of(one: Operation) -> Badge:
    return Badge(said(OPERATION.words, one.state), _TONES.get(one.state, ""))


def target_badge(one: Target) -> Badge:
    """Whether somebody was there, and what came of it."""
    if not one.outcome:
        return Badge(gettext("还没查"))
    return Badge(said(OUTCOMES, one.outcome), "done" if one.outcome == "done" else "soon")


def notice_badge(one: Notice, on: date) -> Badge:
    """Where it stands; late is told where nobody has answered, or signed, in time."""
    if one.state in AWAITED and one.due < on:
        return Badge(gettext("逾期未反馈"), "late")
    if one.state == "sent" and one.receive_by < on:
        return Badge(gettext("逾期未签收"), "late")
    return Badge(said(NOTICE.words, one.state), _TONES.get(one.state, ""))


def goods(one: Result) -> str:
    """What was seized, how much of it, and what it is worth."""
    worth = gettext("货值 %(yuan)s 元") % {"yuan": yuan(one.value_fen or 0)}
    return in_a_row([f"{one.text} {one.quantity or 0:,} {one.unit}", worth])


def line_of(unit: Organisation, on: date) -> str:
    """Which line of departments an organisation is of, as the pack calls it; nothing where nobody said."""
    found = law_on(on, unit.path).pack.departments.get(unit.department)
    return spoken(found.title) if found else ""
