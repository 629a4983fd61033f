"""Changes of places: looked at, entered, taken back before their day."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.chores import forms
from shian.doors.chores.pages import places as pages
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.doors.ui.typed import day_of
from shian.doors.ui.words import full_day_words
from shian.kernel.refused import Missing, Refused
from shian.territory import queries
from shian.territory.actions.adjusting import KINDS, Kind, Wanted, adjust, look_at, withdraw_adjustment
from shian.territory.actions.changing import Basis
from shian.territory.models import Place


def places(request: Asked) -> HttpResponseBase:
    refuse_others(request)
    return show(request, pages.places(request.actor, queries.adjustments(request.actor)[:200]))


@require_http_methods(["GET", "POST"])
def change(request: Asked) -> HttpResponseBase:
    """GET shows what would be; POST does it. Refused, the form stands again with what was typed."""
    refuse_others(request)
    typed = forms.PlacesTyped.of(request.POST if request.method == "POST" else request.GET)
    if typed.kind not in {kind.value for kind in KINDS}:
        raise Http404(typed.kind)
    place = None
    try:
        place = own_place(request, typed.place) if typed.place else None
        if place is None or (request.method == "GET" and not typed.is_whole):
            return show(request, pages.change(request.actor, typed, place))
        return _looked_at_or_done(request, typed, _wanted(request, typed, place))
    except Refused as refused:
        return show(request, pages.change(request.actor, typed, place, error=str(refused)), status=422)


def _looked_at_or_done(request: Asked, typed: forms.PlacesTyped, wanted: Wanted) -> HttpResponseBase:
    on = today(request)
    look_at(wanted, by=request.actor)
    told = pages.concerned(request.actor, wanted, on=on)
    if request.method == "GET":
        return show(request, pages.previewed(request.actor, typed, wanted, told, today=on))
    entered = adjust(wanted, told, today=on, by=request.actor)
    if entered.on > on:
        messages.success(
            request, _("已登记，到 %(day)s 生效，那天以前可以撤回。") % {"day": full_day_words(entered.on)}
        )
    else:
        messages.success(request, _("已变更。主体、任务和岗位一会儿就跟过去。"))
    return redirect("/places")


@require_POST
def withdraw(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.adjustment(key, viewer=request.actor)
    withdraw_adjustment(found, by=request.actor)
    messages.success(request, _("已撤回，到那天什么都不会变。"))
    return redirect("/places")


def refuse_others(request: Asked) -> None:
    if not request.actor.grounds("change_place"):
        raise Missing(_("没有这个页面"))


def own_place(request: Asked, path: str) -> Place:
    """A place of one's own ground; of others' one is told no more than that."""
    try:
        found = queries.place(path)
    except Missing as missing:
        raise Refused(str(missing)) from missing
    if not request.actor.may_at("change_place", found.path):
        raise Refused(_("「%(place)s」不在您的辖区，改不了") % {"place": found.name})
    return found


def _wanted(request: Asked, typed: forms.PlacesTyped, place: Place) -> Wanted:
    return Wanted(
        Kind(typed.kind),
        place,
        Basis(day_of(typed.on, _("从哪天起")), typed.document),
        tuple(own_place(request, path) for path in typed.others),
        own_place(request, typed.into) if typed.into else None,
        typed.title,
        typed.code,
        int(typed.layers) if typed.layers.isdecimal() and len(typed.layers) == 1 else 0,
    )
