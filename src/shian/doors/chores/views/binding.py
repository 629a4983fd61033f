"""Who answers for whom: by rule, looked at first, undone in one piece."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.chores.pages import binding
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.kernel.refused import Refused
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.actions.binding import Preview
from shian.registry.queries import register as registry


@require_http_methods(["GET", "POST"])
def bind(request: Asked) -> HttpResponseBase:
    """GET shows what would be; POST does it, if it is still what was shown."""
    said = request.POST if request.method == "POST" else request.GET
    within = chosen_ground(request.actor, said.get("within", ""))
    chosen = binding.chosen(said, within)
    shown = "grade" in said or request.method == "POST"
    preview = _preview(request, chosen) if shown else None
    if request.method == "GET" or preview is None:
        page = sliced(preview.pairs, request) if preview else None
        return show(request, binding.page(request.actor, chosen, preview, page, on=today(request)))
    if binding.digest(preview) != request.POST.get("shown"):
        raise Refused(_("名册或岗位刚刚有变化，请再看一遍结果"), code="changed")
    bound = actions.bind_many(preview.pairs, on=today(request), by=request.actor, now=request.now)
    refused = len(bound.verdicts) - bound.done
    messages.success(request, _("已分配 %(n)s 家，%(r)s 家没有分成。") % {"n": bound.done, "r": refused})
    return redirect("/binding")


def _preview(request: Asked, chosen: registry.Filter) -> Preview:
    rows = registry.register(request.actor, chosen)
    return actions.preview_binding(rows, by=request.actor, on=today(request))


@require_POST
def undo(request: Asked, key: UUID) -> HttpResponseBase:
    batch = loop.bulk_batch(key, viewer=request.actor)
    count = actions.undo_binding(batch, by=request.actor, now=request.now)
    messages.success(request, _("已撤销这次分配，涉及 %(n)s 条。") % {"n": count})
    return redirect("/binding")
