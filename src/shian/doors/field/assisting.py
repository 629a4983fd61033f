"""Help at a business: one of them and what comes next; and the offer of a cadre."""

from collections.abc import Callable, Mapping
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.ui import assisting
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.shapes.shop import ShopGroup, ShopPage
from shian.doors.ui.show import show
from shian.kernel.lens import may
from shian.kernel.refused import Denied, Missing, Refused
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.models import Assistance
from shian.registry.models import Business
from shian.registry.queries import register

form = require_http_methods(["GET", "POST"])
Do = Callable[[Assistance, Asked], object]


def _said(request: Asked) -> str:
    return request.POST.get("note", "")[:500]


DO: Mapping[str, Do] = {
    "take_up": lambda one, r: actions.take_up(one, by=r.actor, now=r.now),
    "help": lambda one, r: actions.help_given(one, outcome=_said(r), by=r.actor, now=r.now),
    "decline": lambda one, r: actions.decline_help(one, outcome=_said(r), by=r.actor, now=r.now),
    "call_off": lambda one, r: actions.call_off(one, outcome=_said(r), by=r.actor, now=r.now),
    "assess": lambda one, r: actions.assess_help(
        one, worked=r.POST.get("worked", ""), note=_said(r), by=r.actor, now=r.now
    ),
}


@form
def assist(request: Asked, key: UUID) -> HttpResponseBase:
    """One request or offer of help, and what can be done about it."""
    one = loop.assistance(key, viewer=request.actor)
    if request.method == "GET":
        return show(request, assisting.page(request.actor, one, QueryDict(), ""))
    verb = request.POST.get("act", "")
    if verb not in DO:
        raise Missing(verb)
    try:
        DO[verb](one, request)
    except Refused as refused:
        again = loop.assistance(key, viewer=request.actor)
        return show(request, assisting.page(request.actor, again, request.POST, str(refused)), status=422)
    messages.success(request, _("记下了。"))
    return redirect("assist", key)


@form
def offer(request: Asked, key: UUID) -> HttpResponseBase:
    """A cadre offers help to a business."""
    business = register.business(request.actor, key)
    if not may(request.actor, "give_help", business):
        raise Denied(_("您的岗位不能登记帮扶"))
    if request.method == "GET":
        return show(request, _offering(request, business, QueryDict(), ""))
    try:
        wanted = assisting.wanted(request.POST)
        one = actions.offer_help(business, wanted, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, _offering(request, business, request.POST, str(refused)), status=422)
    messages.success(request, _("记下了。帮完以后，写一句做了什么。"))
    return redirect("assist", one.pk)


def _offering(request: Asked, business: Business, post: QueryDict, error: str) -> ShopPage:
    here = reverse("offer", args=[business.pk])
    earlier = tuple(assisting.entry(one) for one in loop.assistance_of(business, viewer=request.actor)[:20])
    return ShopPage(
        _("给这家提供帮扶"),
        business.name,
        lead=_("帮了什么，和查了什么一样算工作。"),
        groups=(ShopGroup(_("以前的帮扶"), earlier),),
        acts=(assisting.asking_act("offer", _("登记帮扶"), here, business.path, today(request), post, error),),
        back=reverse("business", args=[business.pk]),
    )
