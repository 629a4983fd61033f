"""The way of a draw. Cancelled it stays in the list with its reason: nobody draws until they like it."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

DRAW = States(
    "draw",
    initial="drafted",
    moves={
        "commit": (("drafted",), "committed"),
        "draw": (("committed",), "drawn"),
        "publish": (("drawn",), "published"),
        "cancel": (("drafted", "committed", "drawn"), "cancelled"),
    },
    words={
        "drafted": _("已拟名单"),
        "committed": _("已封存，待抽取"),
        "drawn": _("已抽取，待公布"),
        "published": _("已公布"),
        "cancelled": _("已作废"),
        "commit": _("封存名单"),
        "draw": _("抽取"),
        "publish": _("公布"),
        "cancel": _("作废"),
    },
)
OPENED = frozenset({"drawn", "published"})  # the seed is known
