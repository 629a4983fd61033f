"""Letters of commitment: drafted, printed, signed, filed."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.doors.chores.pages import letters
from shian.doors.chores.paper import printed
from shian.doors.ui.asked import Asked
from shian.doors.ui.giving import KINDS, attached
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.kernel.refused import Refused
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.models import Commitment


@require_http_methods(["GET", "POST"])
def commitments(request: Asked) -> HttpResponseBase:
    """The letters of a place. POST drafts one for every cadre there who has none that is signed."""
    within = chosen_ground(request.actor, request.POST.get("within", "") or request.GET.get("within", ""))
    if request.method == "POST":
        made, refused = letters.draft_missing(request.actor, within, now=request.now)
        messages.success(request, _("生成了 %(n)s 份，%(r)s 个岗位没有生成（空缺）。") % {"n": made, "r": refused})
        return redirect("/commitments")
    state = request.GET.get("state", "")
    page = sliced(loop.commitments(request.actor, state=state, within=within), request)
    return show(request, letters.listed(request.actor, page, within, state))


@require_http_methods(["GET", "POST"])
def commitment(request: Asked, key: UUID) -> HttpResponseBase:
    found = loop.commitment(key, viewer=request.actor)
    if request.method == "GET":
        return show(request, letters.letter(request.actor, found))
    try:
        _file(request, found)
    except Refused as refused:
        return show(
            request,
            letters.letter(request.actor, loop.commitment(key, viewer=request.actor), error=str(refused)),
            status=422,
        )
    messages.success(request, _("已存档。"))
    return redirect(f"/commitments/{key}")


def _file(request: Asked, found: Commitment) -> None:
    file = request.FILES.get("document")
    if file is None:
        raise Refused(_("请选择签好的文件（PDF 或照片）"))
    refuse_by_size(file.size or 0)
    kept = keep_evidence(Upload(file.read(), "document"), path=found.path, business=None, by=request.actor)
    actions.upload_commitment(found, document=kept.pk, by=request.actor, now=request.now)


def pdf(request: Asked, key: UUID) -> HttpResponseBase:
    found = loop.commitment(key, viewer=request.actor)
    name = _("承诺书 %(name)s.pdf") % {"name": found.person_name}
    return attached(printed(letters.paper(request.actor, found)), name, KINDS["pdf"])
