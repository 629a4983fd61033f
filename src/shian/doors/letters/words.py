"""The code words of letters as the screen says them."""

from collections.abc import Mapping

from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Badge, Tone
from shian.doors.ui.terms import Words, said
from shian.letters.states import LETTER

STATES: Words = {word: told for word, told in LETTER.words.items() if word in LETTER.all}
MOVES: Words = {word: told for word, told in LETTER.words.items() if word not in LETTER.all}
TONES: Mapping[str, Tone] = {
    "closed": "done",
    "answered": "info",
    "returned": "late",
    "escalated": "late",
    "withdrawn": "",
}
GROUPS: Words = {
    "open": _("办理中"),
    "drafts": _("没有发出的"),
    "awaiting": _("等回复的"),
    "answered": _("等认定的"),
    "done": _("已了结"),
    "all": _("全部"),
}
ABOUT: Words = {
    "finding": _("一个问题"),
    "open_findings": _("未整改的问题"),
    "late_tasks": _("逾期未办的事"),
    "letter": _("没有回复的函"),
    "performance": _("干部履职情况"),
    "figures": _("这个地方的定期数字"),
    "none": _("不引用情况"),
}
ADDRESSEES: Words = {
    "post": _("写岗位名"),
    "organisation": _("写单位名"),
    "place": _("写地方名"),
    "business": _("写主体名"),
}
FACTS: Words = {
    "business": _("主体"), "text": _("问题"), "severity": _("轻重"), "found_on": _("发现日"), "due": _("期限"),
    "state": _("状态"), "rounds": _("第几次"), "about": _("说的是谁"), "open": _("未整改"), "late": _("逾期"),
    "listed": _("所列事项"), "title": _("名称"), "mark": _("文号"), "sent_on": _("发出日"), "period": _("时段"),
    "counted": _("应完成"), "done": _("按期完成"), "excluded": _("不计入"), "load": _("包保主体"), "vacant": _("岗位在任"),
}  # fmt: skip


def state_badge(state: str) -> Badge:
    return Badge(said(STATES, state), TONES.get(state, "soon"))
