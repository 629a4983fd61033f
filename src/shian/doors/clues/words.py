"""The words of clues as the screen says them."""

from collections.abc import Mapping
from datetime import date

from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from shian.clues.models import Clue
from shian.clues.states import CLUE
from shian.doors.ui.shapes.parts import Badge, Tone
from shian.doors.ui.terms import Words, said

TABS: tuple[tuple[str, Promise], ...] = (
    ("waiting", _("待认领")), ("checking", _("核查中")), ("over", _("已办结")), ("all", _("全部")),
)  # fmt: skip
SOURCES: Words = {
    "cadre": _("包保干部"),
    "grid": _("网格"),
    "inspection": _("监督检查"),
    "complaint": _("投诉"),
    "report": _("举报"),
    "sealed": _("密封线索"),
    "alert": _("监测预警"),
    "department": _("其他部门抄告"),
    "superior": _("上级交办"),
    "sampling": _("抽检"),
    "supervisor": _("社会监督员"),
    "online": _("网店比对"),
    "other": _("其他"),
}
MATTERS: Words = {
    "unlicensed": _("无证、过期"),
    "unsafe": _("不安全食品"),
    "false_claim": _("虚假宣传、冒用"),
    "origin": _("来源不明"),
    "hygiene": _("环境卫生、操作"),
    "sampling": _("抽检不合格"),
    "refusal": _("拒绝检查"),
    "other": _("其他"),
}
VERDICTS: Words = {
    "licensed": _("相符"),
    "unlicensed": _("没有许可"),
    "expired": _("已过期"),
    "elsewhere": _("地址不符"),
    "others": _("别家的证"),
    "unsure": _("要人看一眼"),
}
REASONS: Words = {
    "licence_same": _("许可证号相同"),
    "uscc_same": _("信用代码相同"),
    "name_same": _("名称相同"),
    "name_near": _("名称相近"),
    "address_same": _("地址相同"),
    "address_near": _("地址相近"),
    "licence_of_another_county": _("外地发的证，到发证地核对"),
    "nobody_like_it": _("名册里没有相近的"),
}
BREAKDOWNS: tuple[tuple[str, Promise], ...] = (
    ("source", _("按来源")),
    ("station", _("按单位")),
    ("month", _("按月份")),
)
STEPS: Words = {
    **{word: told for word, told in CLUE.words.items() if word in CLUE.moves},
    "receive": _("收到线索"),
    "longer_asked": _("申请延长核查"),
    "longer_granted": _("批准延长"),
    "longer_refused": _("没有批准延长"),
}
_TONES: Mapping[str, Tone] = {"filed": "done", "not_filed": "done", "returned": "soon", "stopped": "info"}
_SUGGESTED: Mapping[str, Tone] = {"licensed": "done", "unsure": "soon"}


def badge_of(one: Clue, on: date) -> Badge:
    """Where it stands; late is told where the check is past its day."""
    if one.state == "claimed" and one.due is not None and one.due < on:
        return Badge(gettext("核查逾期"), "late")
    return Badge(said(CLUE.words, one.state), _TONES.get(one.state, ""))


def verdict_badge(verdict: str) -> Badge:
    return Badge(said(VERDICTS, verdict), _SUGGESTED.get(verdict, "late"))
