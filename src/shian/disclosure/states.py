"""The life of a public page, and of a commitment."""

from django.utils.translation import gettext_lazy as _

from shian.kernel.states import States

PAGE = States(
    "public_page",
    initial="shown",
    moves={"take_down": (("shown",), "taken_down")},
    words={"shown": _("已公开"), "taken_down": _("已撤下"), "take_down": _("撤下")},
)
PLEDGE = States(
    "pledge",
    initial="drafted",
    moves={"sign": (("drafted",), "signed"), "replace": (("signed",), "replaced")},
    words={
        "drafted": _("待签"),
        "signed": _("已签，公开"),
        "replaced": _("已被新的代替"),
        "sign": _("签署"),
        "replace": _("代替"),
    },
)
