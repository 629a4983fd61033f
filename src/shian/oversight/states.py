"""The life of an oversight, and of each problem it lists. Late is computed, never a state."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

OVERSIGHT = States(
    "oversight",
    initial="prepared",
    moves={
        "begin": (("prepared",), "begun"),
        "close": (("begun",), "finished"),
        "call_off": (("prepared",), "called_off"),
    },
    words={
        "prepared": _("准备中"),
        "begun": _("正在督查"),
        "finished": _("已收尾"),
        "called_off": _("已取消"),
        "begin": _("进驻"),
        "close": _("收尾"),
        "call_off": _("取消督查"),
    },
)
PROBLEM = States(
    "problem",
    initial="listed",
    moves={
        "answer": (("listed", "sent_back"), "answered"),
        "accept": (("answered",), "accepted"),
        "send_back": (("answered",), "sent_back"),
        "drop": (("listed", "sent_back", "answered"), "dropped"),
    },
    words={
        "listed": _("待整改"),
        "answered": _("已报整改"),
        "accepted": _("已认可"),
        "sent_back": _("退回再改"),
        "dropped": _("已撤下"),
        "answer": _("报告整改"),
        "accept": _("认可"),
        "send_back": _("退回"),
        "drop": _("撤下问题"),
    },
)
# What the unit has to answer.
OWED = ("listed", "sent_back")
# 四不两直: nobody is told beforehand, so nobody outside the team sees it until it begins.
SURPRISE = "surprise"
KINDS = ("special", "daily", SURPRISE)
