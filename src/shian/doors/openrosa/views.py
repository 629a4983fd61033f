"""Form list, form, what it needs, submission: OpenRosa 1.0 over the same questions and the same verb as every other door."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from shian.checklists import queries as checklists
from shian.checklists.actions import attach, one_at_a_time
from shian.doors.ingest.statuses import status_of
from shian.doors.openrosa import answers, catalogue, reading
from shian.doors.openrosa.answers import openrosa
from shian.doors.openrosa.reading import Sent
from shian.doors.ui.asked import Asked, today
from shian.evidence.actions import Upload, refuse_by_size
from shian.evidence.limits import limits as evidence_limits
from shian.kernel.refused import Refused
from shian.loop import queries as loop
from shian.loop.actions import hand_in_many
from shian.loop.models import Task

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

TASKS = "tasks.csv"
XML_PART, MORE_TO_COME = "xml_submission_file", "*isIncomplete*"
CREATED, ACCEPTED, NOTHING = 201, 202, 204


@openrosa
@require_GET
def form_list(request: Asked) -> HttpResponse:
    """The forms of what I owe now."""
    wanted = request.GET.get("formID", "")
    found = catalogue.forms_of(request.actor, on=today(request))
    return answers.listed(request, [one for one in found if wanted in ("", one.key)])


@openrosa
@require_GET
def form(request: Asked, form: str) -> HttpResponse:
    """One form, as XForms has it."""
    found = catalogue.form_named(form, request.actor, on=today(request))
    return HttpResponse(found.xml, content_type=answers.XML)


@openrosa
@require_GET
def manifest(request: Asked, form: str) -> HttpResponse:
    """The files that belong to it."""
    return answers.manifest(request, catalogue.form_named(form, request.actor, on=today(request)), TASKS)


@openrosa
@require_GET
def tasks(request: Asked, form: str) -> HttpResponse:
    """The visits it may be filled in for."""
    found = catalogue.form_named(form, request.actor, on=today(request))
    return HttpResponse(found.csv(), content_type="text/csv; charset=utf-8")


@openrosa
@require_http_methods(["HEAD", "POST"])
def submission(request: Asked) -> HttpResponse:
    """Take a filled form, whole or in several requests under one instanceID; sent again it is answered alike."""
    if request.method == "HEAD":
        return _welcome(request, HttpResponse(status=NOTHING))
    _refuse_by_length(request)
    data = request.FILES.get(XML_PART)
    if data is None:
        raise Refused(_("没有 xml_submission_file"), code="malformed")
    return _welcome(request, _taken(request, reading.sent(data.read(reading.MOST_BYTES + 1))))


def _welcome(request: Asked, answer: HttpResponse) -> HttpResponse:
    answer["Location"] = request.build_absolute_uri("/openrosa/submission")
    answer["X-OpenRosa-Accept-Content-Length"] = str(evidence_limits().bytes)
    return answer


def _refuse_by_length(request: Asked) -> None:
    length = request.headers.get("Content-Length", "")
    if length.isdigit() and int(length) > 2 * evidence_limits().bytes:
        raise Refused(_("提交的内容太大，请分几次提交"), code="too_big")


def _taken(request: Asked, sent: Sent) -> HttpResponse:
    person = request.actor.person or UUID(int=0)
    one_at_a_time(person, sent.client_id)
    if sent.task is None:
        raise Refused(_("没有选办哪一件，请在表里选一件再交"), code="no_task")
    task = loop.task(sent.task, viewer=request.actor)
    version = checklists.version(sent.form.partition(catalogue.BETWEEN)[2], sent.version)
    asked = checklists.form(version)
    named = reading.pictures(asked, sent)
    kept = _kept(request, sent, task, named)
    if request.POST.get(MORE_TO_COME) == "yes":
        return answers.verdict(_("收到 %(n)d 个附件，等其余的") % {"n": len(kept)}, status=ACCEPTED, good=True)
    _refuse_missing(named, kept)
    handed = reading.submission(sent, asked, version, kept, today=today(request))
    said = hand_in_many([handed], by=request.actor, now=request.now)[0]
    if not said.ok:
        return answers.verdict(said.message, status=status_of(said.code), good=False)
    return answers.verdict(said.message or _("收到了，辛苦了"), status=CREATED, good=True)


def _kept(request: Asked, sent: Sent, task: Task, named: Mapping[str, str]) -> dict[str, UUID]:
    """The files of this request that the form speaks of, kept; with those that came before."""
    if not named:
        return {}
    files = {name: file for name in named for file in request.FILES.getlist(name)[:1]}
    uploads = {name: _upload(file, named[name]) for name, file in sorted(files.items())}
    return attach(sent.client_id, uploads, path=task.path, business=task.business_id, by=request.actor, now=request.now)


def _upload(file: "UploadedFile[Any]", kind: str) -> Upload:
    refuse_by_size(file.size or 0)
    return Upload(file.read(), kind)


def _refuse_missing(named: Mapping[str, str], kept: Mapping[str, UUID]) -> None:
    if missing := sorted(named.keys() - kept.keys()):
        raise Refused(_("照片「%(name)s」没有一起传上来，请再发一次") % {"name": missing[0]}, code="photo_missing")
