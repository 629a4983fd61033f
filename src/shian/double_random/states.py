"""The life of a round of random checks. Late is computed, never a state."""

from django.utils.translation import gettext_lazy as _

from shian.inspection.states import INSPECTION
from shian.kernel.states import States

PLAN = States(
    "random_plan",
    initial="planned",
    moves={
        "seal": (("planned",), "listed"),
        "draw": (("listed",), "picked"),
        "match": (("picked",), "matched"),
        "publish": (("matched",), "made_public"),
        "call_off": (("planned", "listed", "picked"), "called_off"),
    },
    words={
        "planned": _("已拟定"),
        "listed": _("名单已封存"),
        "picked": _("对象已抽出"),
        "matched": _("人员已派出"),
        "made_public": _("已公开"),
        "called_off": _("已取消"),
        "seal": _("封存对象名单"),
        "draw": _("抽检查对象"),
        "match": _("抽检查人员并派出"),
        "publish": _("向社会公开"),
        "call_off": _("取消"),
    },
)
CALLED_OFF = INSPECTION.moves["cancel"][1]  # an inspection to which nobody went
GOING = ("planned", "listed", "picked", "matched")
