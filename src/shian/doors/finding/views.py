"""Problems and what can be done with them."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import FileResponse, Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from shian.doors.finding import forms, presenters
from shian.doors.finding.verbs import VERBS
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import listed, wanted
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.show import show
from shian.doors.ui.verbs import Said, Verb
from shian.evidence import queries as files
from shian.kernel.refused import Refused
from shian.loop import queries as loop
from shian.loop.models import Finding


def findings(request: Asked) -> HttpResponseBase:
    within = chosen_ground(request.actor, request.GET.get("within", ""))
    asked = forms.sought(request.GET, within)
    rows = loop.sought(request.actor, asked)

    def page(part: Slice[Finding]) -> ListPage:
        return presenters.listed(request.actor, part, asked, request, today=today(request))

    if kind := wanted(request.GET.get("export", "")):
        return listed(request, kind, _("问题清单"), rows, lambda part: page(part).table, within=within)
    return show(request, page(sliced(rows, request)))


def finding(request: Asked, key: UUID) -> HttpResponseBase:
    found = loop.finding(key, viewer=request.actor)
    return show(request, presenters.one(request.actor, found, now=request.now))


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one problem; refused, the page stands again with what was typed."""
    found = loop.finding(key, viewer=request.actor)
    if verb not in VERBS:
        raise Http404(verb)
    try:
        _done(request, found, VERBS[verb])
    except Refused as refused:
        return _again(request, key, forms.Typed(verb, request.POST.get("note", ""), str(refused)))
    messages.success(request, presenters.done_words(VERBS[verb], found))
    return redirect(f"/findings/{key}")


def _done(request: Asked, found: Finding, verb: Verb) -> None:
    with transaction.atomic():
        photos = forms.photos_of(request.FILES.getlist("photos"), found, by=request.actor)
        verb.do(found, Said(request.POST.get("note", "").strip(), photos, request.actor, request.now))


def _again(request: Asked, key: UUID, typed: forms.Typed) -> HttpResponse:
    found = loop.finding(key, viewer=request.actor)
    return show(request, presenters.one(request.actor, found, now=request.now, typed=typed), status=422)


def evidence(request: Asked, key: UUID) -> HttpResponseBase:
    """The bytes of a photograph, for whoever may see its record."""
    found = files.evidence(key, viewer=request.actor)
    response = FileResponse(files.lies_at(found).open("rb"), content_type=found.mime)
    response["Cache-Control"] = "private, max-age=3600"
    return response
