"""The life of a sealed clue, of an opening of an identity, and of a reward. Late is computed, never a state."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

CLUE = States(
    "sealed clue",
    initial="received",
    moves={
        "take_up": (("received",), "handling"),
        "hand": (("handling",), "handed"),
        "close": (("handling", "handed"), "closed"),
    },
    words={
        "received": _("收到，还没有人看"),
        "handling": _("承办人已看，正在办"),
        "handed": _("已转去核查"),
        "closed": _("已办结"),
        "take_up": _("开始办"),
        "hand": _("转去核查"),
        "close": _("办结"),
    },
)
OPENING = States(
    "opening",
    initial="asked",
    moves={
        "agree": (("asked",), "agreed"),
        "pass": (("agreed",), "passed"),
        "read": (("passed", "read"), "read"),
        "refuse": (("asked",), "refused"),
        "withdraw": (("asked", "agreed", "passed"), "withdrawn"),
        "lapse": (("asked", "agreed", "passed", "read"), "over"),
    },
    words={
        "asked": _("等另一位保管人"),
        "agreed": _("双方同意，等交出那一半"),
        "passed": _("可以打开"),
        "read": _("打开过"),
        "refused": _("没有同意"),
        "withdrawn": _("申请已撤回"),
        "over": _("时间已过"),
        "agree": _("同意打开"),
        "pass": _("交出一半"),
        "read_it": _("打开"),
        "refuse": _("不同意"),
        "withdraw": _("撤回申请"),
        "lapse": _("到时"),
    },
)
REWARD = States(
    "reward",
    initial="proposed",
    moves={
        "approve": (("proposed",), "approved"),
        "turn_down": (("proposed",), "turned_down"),
        "propose": (("turned_down",), "proposed"),
        "decline": (("proposed",), "declined"),
        "claim": (("approved",), "claimed"),
        "pay": (("claimed",), "paid"),
        "lapse": (("approved", "claimed"), "lapsed"),
    },
    words={
        "proposed": _("等另一个人核准"),
        "approved": _("已核准，等申领"),
        "turned_down": _("没有核准"),
        "declined": _("按规定不予奖励"),
        "claimed": _("已申领，等发放"),
        "paid": _("已发放"),
        "lapsed": _("过期未领"),
        "approve": _("核准奖励"),
        "turn_down": _("不予核准"),
        "propose": _("重新提出"),
        "decline": _("核准不予奖励"),
        "claim": _("申领"),
        "pay": _("发放"),
        "lapse": _("到时"),
    },
)
OUTCOMES = {
    "penalised": _("已作出处罚"),
    "to_police": _("已移送公安"),
    "no_breach": _("没有查到违法"),
    "not_ours": _("不归我们管，已告诉举报人找谁"),
}
# With these the law knows a reward.
REWARDED = ("penalised", "to_police")
# Why an identity is opened: one of these stands in the ledger, the words beside it never.
REASONS = {
    "protect": _("保护举报人的安全"),
    "pay": _("发放奖励"),
    "witness": _("办案机关依法要求作证"),
    "safety": _("有人的生命健康正受威胁"),
}
