"""The words of an oversight as the screen says them."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Badge, Tone
from shian.doors.ui.terms import Words, said
from shian.oversight.models import Oversight, Problem
from shian.oversight.states import OVERSIGHT, PROBLEM

KINDS: Words = {"special": _("专项督查"), "daily": _("日常督查"), "surprise": _("四不两直")}
TABS: tuple[tuple[str, Promise], ...] = (("going", _("正在进行")), ("finished", _("已收尾")), ("all", _("全部")))
PARTS: Words = {
    "units": _("抽到的单位"),
    "inspected": _("看过的单位"),
    "talks": _("访谈"),
    "problems": _("问题"),
    "fixed": _("已整改"),
    "waiting": _("等督查组认定"),
    "late": _("逾期"),
    "open": _("未到期"),
    "dropped": _("已撤下"),
}
_TONES: Mapping[str, Tone] = {"accepted": "done", "sent_back": "late", "answered": "info"}


def badge_of(one: Oversight) -> Badge:
    return Badge(said(OVERSIGHT.words, one.state), "info" if one.state == "begun" else "")


def problem_badge(one: Problem, on: date) -> Badge:
    """Where it stands; late is told where nobody has answered in time."""
    if one.state in ("listed", "sent_back") and one.due < on:
        return Badge(said(PARTS, "late"), "late")
    return Badge(said(PROBLEM.words, one.state), _TONES.get(one.state, ""))
