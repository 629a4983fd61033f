"""The words of complaints as the screen says them."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shian.complaints.models import Complaint
from shian.complaints.states import table_of
from shian.doors.ui.shapes.parts import Badge, Tone
from shian.doors.ui.terms import Words, said

TABS: tuple[tuple[str, Promise], ...] = (
    ("open", _("在办")),
    ("late", _("超期")),
    ("mine", _("我办的")),
    ("ended", _("待收尾")),
    ("over", _("办结")),
    ("closed", _("已办结，不含并案")),
    ("all", _("全部")),
)
KINDS: Words = {"complaint": _("投诉"), "report": _("举报"), "letter": _("投诉加举报")}
CHANNELS: Words = {
    "public": _("网上"),
    "open311": _("开放接口"),
    "counter": _("窗口"),
    "12315": _("12315"),
    "12345": _("12345"),
    "api": _("系统对接"),
}
CLOCKS: Words = {
    "accept": _("决定受理"),
    "identity": _("提供身份证明"),
    "mediate": _("调解"),
    "tell_ending": _("告知终止"),
    "check": _("核查"),
    "check_more": _("延长核查"),
    "tell_reporter": _("告知举报人"),
    "take": _("签收"),
    "jurisdiction": _("协商管辖"),
    "conclude": _("查处"),
    "follow_up": _("回访"),
    "split": _("拆分"),
    "outside": _("对方系统的期限"),
    "recusal": _("决定调解人员是否回避"),
}
FIXED: Words = {"": _("还没问"), "yes": _("投诉人说解决了"), "no": _("投诉人说没解决"), "unreached": _("没联系上")}
SAME: Words = {
    "photo": _("照片几乎一样"),
    "text": _("文字相似"),
    "business": _("同一家"),
    "bringer": _("同一个联系电话"),
    "place": _("地点相近"),
}
SIDES: Words = {"office": _("办理单位"), "bringer": _("反映人"), "other_side": _("被投诉人"), "house": _("登记")}
MOVES: Words = {
    "message": _("留言"),
    "call": _("回访"),
    "note": _("内部说明"),
    "stop": _("期限停止计算"),
    "go_on": _("期限继续计算"),
    "tell": _("告知"),
    "told": _("送达文书"),
    "form": _("出文书"),
    "clue": _("发现线索，另立举报"),
    "extend": _("延长核查"),
    "release": _("选定可公开的照片"),
    "invite": _("请被投诉人答复"),
    "answer": _("答复"),
    "offer": _("提出和解方案"),
    "ask_recusal": _("申请调解人员回避"),
    "decide_recusal": _("决定是否回避"),
}
STOPS: Words = {"test": _("检验检测鉴定"), "supplement": _("等投诉人补材料")}
BY: Words = {
    "kind": _("投诉还是举报"),
    "category": _("反映什么"),
    "trade": _("哪种主体"),
    "online": _("网上还是线下"),
    "channel": _("从哪里来"),
    "fixed": _("解决没有"),
}
ONLINE: Words = {"yes": _("网上购买"), "no": _("线下")}
TELLING: Words = {"互联网": _("互联网"), "电话": _("电话"), "短信": _("短信"), "邮寄": _("邮寄"), "当面": _("当面")}
_TONES: Mapping[str, Tone] = {"closed": "done", "settled": "done", "mediating": "info", "checking": "info"}


def badge_of(one: Complaint) -> Badge:
    """Where the file stands."""
    return Badge(said(table_of(one.kind, one.regime).words, one.state), _TONES.get(one.state, ""))


def fixed_badge(one: Complaint) -> Badge | None:
    """What its bringer said: another word than closed."""
    return Badge(said(FIXED, one.fixed), "done" if one.fixed == "yes" else "soon") if one.fixed else None


def move_words(one: Complaint, move: str) -> str:
    """What a line of the history was."""
    words = table_of(one.kind, one.regime).words
    return said(MOVES, move) if move in MOVES else said(words, move)
