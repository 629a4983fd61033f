"""The life of a statutory inspection. What was found is computed from its sheet; only what somebody did is a state."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

INSPECTION = States(
    "inspection",
    initial="dispatched",
    moves={
        "confirm": (("dispatched",), "confirmed"),
        "refuse": (("dispatched",), "refused"),
        "cancel": (("dispatched",), "cancelled"),
        "publish": (("confirmed", "refused"), "published"),
    },
    words={
        "dispatched": _("已派出"),
        "confirmed": _("结果已确认"),
        "refused": _("拒绝检查"),
        "cancelled": _("已取消"),
        "published": _("已公开"),
        "confirm": _("确认结果"),
        "refuse": _("登记拒绝检查"),
        "cancel": _("取消检查"),
        "publish": _("向社会公开"),
    },
)
# Of a 不符合: whether a case is filed. Nothing is decided until somebody does.
DECISION = States(
    "decision",
    field="decision",
    initial="open",
    moves={"file": (("open",), "filed"), "not_file": (("open",), "not_filed")},
    words={
        "none": _("不用决定"),
        "open": _("待决定是否立案"),
        "filed": _("已立案"),
        "not_filed": _("不予立案"),
        "file": _("立案"),
        "not_file": _("不予立案"),
    },
)
KINDS = ("routine", "unannounced", "system_audit", "special", "joint", "upper_level")
# Only a routine inspection looks at every item; the others may look at a part (art. 6 to 10).
WHOLE = frozenset({"routine"})
