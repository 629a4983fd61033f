"""Form list, form, what it needs, submission: OpenRosa 1.0 over the same questions and the same verb as every other door."""

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shian.doors.openrosa import answers, catalogue
from shian.doors.openrosa.answers import NOTHING, openrosa
from shian.doors.openrosa.taking import opened, taken
from shian.doors.ui.asked import Asked, today
from shian.evidence.limits import limits as evidence_limits
from shian.kernel.refused import Missing


@openrosa
@require_safe
def form_list(request: Asked) -> HttpResponse:
    """The forms of what I owe now."""
    wanted = request.GET.get("formID", "")
    found = catalogue.forms_of(request.actor, on=today(request))
    return answers.listed(request, [one for one in found if wanted in ("", one.key)])


@openrosa
@require_safe
def form(request: Asked, form: str) -> HttpResponse:
    """One form, as XForms has it."""
    found = catalogue.form_named(form, request.actor, on=today(request))
    return HttpResponse(found.xml, content_type=answers.XML)


@openrosa
@require_safe
def manifest(request: Asked, form: str) -> HttpResponse:
    """The files that belong to it."""
    return answers.manifest(request, form, _files(request, form))


@openrosa
@require_safe
def beside(request: Asked, form: str, name: str) -> HttpResponse:
    """One of them: the visits it may be filled in for, or who may come along."""
    found = _files(request, form).get(name)
    if found is None:
        raise Missing(_("这份表没有这个文件"))
    return HttpResponse(found, content_type="text/csv; charset=utf-8")


def _files(request: Asked, form: str) -> dict[str, bytes]:
    on = today(request)
    return catalogue.form_named(form, request.actor, on=on).files(request.actor, on)


@openrosa
@require_http_methods(["HEAD", "POST"])
def submission(request: Asked) -> HttpResponse:
    """Take a filled form, whole or in several requests under one instanceID; sent again it is answered alike."""
    most = evidence_limits().bytes
    if request.method == "HEAD":
        return answers.welcomed(request, HttpResponse(status=NOTHING), most)
    return answers.welcomed(request, taken(opened(request), by=request.actor, now=request.now), most)
