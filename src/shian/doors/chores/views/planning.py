"""The plan of a period: counted first, then made; made again it adds nothing."""

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.chores.pages import planning
from shian.doors.ui.asked import Asked, elsewhere, today
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.kernel.refused import Refused
from shian.loop import actions


@require_http_methods(["GET", "POST"])
def plan(request: Asked) -> HttpResponseBase:
    said = request.POST if request.method == "POST" else request.GET
    within = chosen_ground(request.actor, said.get("within", ""))
    asked = planning.asked(said, within, today(request))
    try:
        if request.method == "GET":
            return show(request, planning.page(request.actor, asked, now=request.now))
        done = actions.plan(
            asked.programme, asked.period, within=within, by=request.actor, now=request.now, agreed=_agreed(said)
        )
    except Refused as refused:
        return show(request, planning.empty(request.actor, asked, error=str(refused)), status=422)
    messages.success(
        request, _("排好了：新增 %(new)s 件，原有 %(kept)s 件没有动。") % {"new": done.new, "kept": done.kept}
    )
    return redirect(elsewhere("/plan", programme=asked.programme, period=asked.period, within=within))


def _agreed(said: QueryDict) -> int | None:
    """The number of tasks, typed by whoever means so many."""
    typed = said.get("agreed", "").replace(",", "").strip()
    return int(typed) if typed.isdecimal() and len(typed) < 12 else None
