"""The lists in force, a spreadsheet from upload over preview to a published version, its versions and their differences."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.checklists import actions, queries
from shian.checklists.formed import law_form
from shian.checklists.rules.form import Form
from shian.checklists.rules.joining import joined
from shian.checklists.xlsform.exporting import workbook
from shian.checklists.xlsform.importing import Imported, import_file
from shian.doors.checklists import pages, phone
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import KINDS, attached
from shian.doors.ui.said import ground_of
from shian.doors.ui.show import show
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop.law import law_on
from shian.packs import schema

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile

PUBLISH = "publish_checklist"
UNFINISHED = 10  # spreadsheets shown that were read and not published
MOST_BYTES = 5 * 1024 * 1024  # a form of a thousand questions has a tenth of that
FRAMED = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"


@require_GET
def lists(request: Asked) -> HttpResponseBase:
    """The lists of the law where the viewer is, and what is asked on each."""
    place = _post_s_ground(request)
    law = _law(request, place)
    asked = [(one, queries.offered(one, place)) for one in law.values()]
    may_publish = bool(request.actor.grounds(PUBLISH))
    drafts = queries.drafts(request.actor)[:UNFINISHED] if may_publish else ()
    return show(request, pages.lists(asked, drafts, may_publish=may_publish))


@require_GET
def versions(request: Asked, name: str) -> HttpResponseBase:
    """Every version of a list, each with what it changed."""
    _post_s_ground(request)
    found = list(queries.versions(name))
    if not found:
        raise Missing(_("没有这份检查表：%(key)s") % {"key": name})
    return show(request, pages.versions(found))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """A spreadsheet comes in: read at once, kept until somebody has looked."""
    ground = _office_ground(request.actor)
    if request.method == "GET":
        return show(request, pages.upload())
    file = request.FILES.get("file")
    try:
        read = _read(file)
        name = file.name if file and file.name else ""
        made = actions.stage_form(read, name, ground=ground, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, pages.upload(str(refused)), status=422)
    return redirect("checklist_draft", made.pk)


def _read(file: "UploadedFile[Any] | None") -> Imported:
    if file is None:
        raise Refused(_("请选择一个 .xlsx 文件"))
    if (file.size or 0) > MOST_BYTES:
        raise Refused(_("文件太大：不能超过 %(mb)d MB，请分成几个文件") % {"mb": MOST_BYTES // 1024 // 1024})
    with TemporaryDirectory() as folder:
        path = Path(folder) / f"form{Path(file.name or '').suffix.lower()[:8]}"
        path.write_bytes(file.read())
        return import_file(path, file.name or "")


@require_http_methods(["GET", "POST"])
def draft(request: Asked, key: UUID) -> HttpResponseBase:
    """What was read, what was not, how the phone will show it; then published on a list of the law."""
    ground = _office_ground(request.actor)
    found = queries.draft(key, viewer=request.actor)
    law, form = _law(request, ground), queries.form_of_draft(found)
    chosen = request.POST.get("on") or request.GET.get("on", "") or (form.key if form.key in law else "")
    page = pages.draft(found, form, law, chosen if chosen in law else "")
    if request.method == "GET":
        return show(request, page)
    if request.POST.get("act") == "look":
        return redirect(f"{reverse('checklist_draft', args=[key])}?on={chosen if chosen in law else ''}")
    try:
        asked = _chosen(law, chosen)
        made = actions.publish_form(form, asked, ground=ground, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, pages.refused(page, str(refused)), status=422)
    messages.success(request, _("已发布为第 %(n)d 版，现场下次取表时就是它。") % {"n": made.number})
    return redirect("checklist_version", made.pk)


def _chosen(law: dict[str, schema.Checklist], name: str) -> schema.Checklist:
    if name not in law:
        raise Refused(_("请选这份表加在哪一张检查表上"))
    return law[name]


@require_GET
@xframe_options_sameorigin
def draft_phone(request: Asked, key: UUID) -> HttpResponseBase:
    """The draft on a phone, with the law's questions in front where a list is chosen."""
    found = queries.draft(key, viewer=request.actor)
    form, law = queries.form_of_draft(found), _law(request, found.path)
    chosen = law.get(request.GET.get("on", ""))
    return _framed(request, joined(form, law_form(chosen)).form if chosen else form)


@require_GET
def version(request: Asked, key: UUID) -> HttpResponseBase:
    """One version: who published it, what it asks, what it changed."""
    _post_s_ground(request)
    found = queries.version_by_id(key)
    mine = found.published_at is not None and request.actor.may_at("withdraw_checklist", found.ground)
    return show(request, pages.version(found, queries.before(found), may_withdraw=mine and found.withdrawn_at is None))


@require_GET
@xframe_options_sameorigin
def version_phone(request: Asked, key: UUID) -> HttpResponseBase:
    _post_s_ground(request)
    return _framed(request, queries.form(queries.version_by_id(key)))


@require_GET
def spreadsheet(request: Asked, key: UUID) -> HttpResponseBase:
    """The version as an XLSForm, to be changed in Excel and brought in again."""
    _post_s_ground(request)
    found = queries.version_by_id(key)
    return attached(workbook(queries.form(found)), f"{found.title}-{found.number}.xlsx", KINDS["xlsx"])


@require_POST
def withdraw(request: Asked, key: UUID) -> HttpResponseBase:
    """It is offered to nobody from now on, with a reason."""
    found = queries.version_by_id(key)
    try:
        actions.withdraw_form(found, request.POST.get("reason", ""), by=request.actor, now=request.now)
    except Refused as refused:
        page = pages.version(found, queries.before(found), may_withdraw=True, error=str(refused))
        return show(request, page, status=422)
    messages.success(request, _("第 %(n)d 版已停用。") % {"n": found.number})
    return redirect("checklist_version", found.pk)


def _framed(request: Asked, form: Form) -> HttpResponse:
    answer = show(request, phone.shown(form))
    answer["Content-Security-Policy"] = FRAMED
    return answer


def _law(request: Asked, place: str) -> dict[str, schema.Checklist]:
    return dict(law_on(today(request), place).pack.checklists)


def _post_s_ground(request: Asked) -> str:
    """These pages are for posts: a business has none of its own here."""
    ground = ground_of(request.actor)
    if not ground:
        raise Missing(_("没有这个页面"))
    return ground


def _office_ground(actor: Actor) -> str:
    grounds = sorted(actor.grounds(PUBLISH), key=len)
    if not grounds:
        raise Missing(_("没有这个页面"))
    return grounds[0]
