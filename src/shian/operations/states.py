"""The life of a joint operation, and of a notice from one department to another. Late is computed, never a state."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

OPERATION = States(
    "operation",
    initial="drafted",
    moves={
        "order": (("drafted",), "ordered"),
        "begin": (("ordered",), "under_way"),
        "close": (("under_way",), "closed"),
        "call_off": (("drafted", "ordered"), "called_off"),
    },
    words={
        "drafted": _("筹划中"),
        "ordered": _("已部署"),
        "under_way": _("行动中"),
        "closed": _("已收队"),
        "called_off": _("已取消"),
        "order": _("部署"),
        "begin": _("开始行动"),
        "close": _("收队"),
        "call_off": _("取消行动"),
    },
)
NOTICE = States(
    "notice",
    initial="sent",
    moves={
        "receive": (("sent",), "received"),
        "answer": (("sent", "received", "returned"), "answered"),
        "accept": (("answered",), "settled"),
        "return": (("answered",), "returned"),
    },
    words={
        "sent": _("已抄告"),
        "received": _("已签收"),
        "answered": _("已反馈"),
        "returned": _("退回补充"),
        "settled": _("已核销"),
        "receive": _("签收"),
        "answer": _("反馈"),
        "accept": _("核销"),
        "return": _("退回补充"),
    },
)
RECORDING = ("ordered", "under_way")  # teams and objects may still change
AWAITED = ("sent", "received", "returned")  # the department that was told has to answer
PROBLEM, CASE, SEIZURE = "problem", "case", "seizure"
OUTCOMES = ("done", "shut", "not_found", "refused")
