"""The shop asks for help, and reads what became of what it asked."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.shop.counter import Counter, counter, tabs
from shian.doors.ui import assisting
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.shapes.shop import ShopGroup, ShopPage
from shian.doors.ui.show import show
from shian.kernel.lens import may
from shian.kernel.refused import Refused
from shian.loop import actions
from shian.loop import queries as loop


@require_http_methods(["GET", "POST"])
def help_page(request: Asked, key: UUID) -> HttpResponseBase:
    """What the shop asked for or was offered, and the form to ask."""
    at = counter(request.actor, key, on=today(request))
    if request.method == "GET":
        return show(request, _page(at, QueryDict(), ""))
    try:
        actions.ask_help(at.business, assisting.wanted(request.POST), by=at.viewer, now=request.now)
    except Refused as refused:
        return show(request, _page(at, request.POST, str(refused)), status=422)
    messages.success(request, _("交上去了，包保干部会来联系。"))
    return redirect("shop_help", key)


def _page(at: Counter, post: QueryDict, error: str) -> ShopPage:
    asked = tuple(assisting.entry(one) for one in loop.assistance_of(at.business, viewer=at.viewer)[:50])
    here = reverse("shop_help", args=[at.business.pk])
    act = assisting.asking_act("ask", _("请人帮忙"), here, at.business.path, at.on, post, error)
    return ShopPage(
        _("请人帮忙"),
        at.business.name,
        lead=_("有难处可以说。包保干部会在规定的日子前答复。"),
        groups=(ShopGroup(_("提出过的"), asked),),
        acts=(act,) if may(at.viewer, "ask_help", at.business) else (),
        tabs=tabs(at, "shop_more"),
    )
