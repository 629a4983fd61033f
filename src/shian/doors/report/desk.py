"""The office's side of a call for clues: opened, ended, its reports and their first looks."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.report import calling
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.kernel.refused import Missing, Refused
from shian.reception import actions, queries

UNREADABLE = 422


@require_http_methods(["GET", "POST"])
def calls(request: Asked) -> HttpResponseBase:
    """Every call of one's ground, and a new one."""
    if not any(request.actor.granted("open_call")):
        raise Missing(_("没有这个页面"))
    typed = Typed("open", {"opens_on": today(request).isoformat()})
    if request.method == "POST":
        try:
            made = actions.open_call(
                calling.new_call(request.POST, request.actor, today(request)), by=request.actor, now=request.now
            )
        except Refused as refused:
            typed = Typed("open", request.POST.dict(), str(refused))
        else:
            messages.success(request, _("征集已经公开。"))
            return redirect("call", made.pk)
    page = calling.listed(request.actor, sliced(queries.calls(request.actor), request), typed, on=today(request))
    return show(request, page, status=UNREADABLE if typed.error else 200)


@require_http_methods(["GET"])
def call(request: Asked, key: UUID) -> HttpResponseBase:
    """One call with the reports that came under it."""
    found = queries.call_by_key(key, viewer=request.actor)
    return show(request, calling.one(request.actor, found, sliced(queries.looks(request.actor, found), request)))


@require_POST
def end(request: Asked, key: UUID) -> HttpResponseBase:
    """End a call before its day, with a reason."""
    found = queries.call_by_key(key, viewer=request.actor)
    try:
        actions.end_call(found, reason=request.POST.get("reason", ""), by=request.actor, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("征集已经结束。"))
    return redirect("call", key)


@require_http_methods(["GET", "POST"])
def look(request: Asked, key: UUID) -> HttpResponseBase:
    """A report on the fast track: look first, say what it showed."""
    found = queries.look(key, viewer=request.actor)
    error = ""
    if request.method == "POST":
        try:
            actions.note_first_look(found, words=request.POST.get("words", ""), by=request.actor, now=request.now)
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(request, _("先看的结果记下了。"))
            return redirect("worklist")
    page = calling.look(request.actor, found, request.POST.get("words", ""), error)
    return show(request, page, status=UNREADABLE if error else 200)
