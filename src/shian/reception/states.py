"""The life of a call for clues, and of a first look on the fast track."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

CALL = States(
    "call",
    initial="open",
    moves={"end": (("open",), "ended")},
    words={"open": _("征集中"), "ended": _("已结束"), "end": _("结束征集")},
)
FIRST_LOOK = States(
    "first_look",
    initial="waiting",
    moves={"look": (("waiting",), "looked")},
    words={"waiting": _("待先看"), "looked": _("已先看"), "look": _("先看")},
)
