"""Opening a place of the office's own."""

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.chores.forms import PlaceOpened
from shian.doors.chores.pages import opening_places as pages
from shian.doors.chores.views.places import own_place, refuse_others
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.doors.ui.typed import day_of
from shian.kernel.refused import Refused
from shian.territory.models import Level


@require_http_methods(["GET", "POST"])
def open_place(request: Asked) -> HttpResponseBase:
    refuse_others(request)
    typed = PlaceOpened.of(request.POST if request.method == "POST" else request.GET)
    on = f"{today(request)}"
    if request.method == "GET":
        return show(request, pages.page(request.actor, typed, today=on))
    try:
        _opened(request, typed)
    except Refused as refused:
        return show(request, pages.page(request.actor, typed, today=on, error=str(refused)), status=422)
    messages.success(request, _("已设立「%(place)s」，可以给它开岗位、派网格员了。") % {"place": typed.title})
    return redirect("/places")


def _opened(request: Asked, typed: PlaceOpened) -> None:
    verb = pages.VERBS.get(Level(typed.level)) if typed.level in Level.values else None
    if verb is None or not typed.above:
        raise Refused(_("请选设立什么、设在哪里"))
    if not typed.title:
        raise Refused(_("请写名称"))
    above = own_place(request, typed.above)
    verb(above, typed.number, typed.title, on=day_of(typed.on, _("从哪天起")), by=request.actor)
