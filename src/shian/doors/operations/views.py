"""Operations as a list, one with its figures and their rows, a new one, one object's record, one notice."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.operations import forms, listing, pages, record
from shian.doors.operations.verbs import NOTICE_VERBS, TARGET_VERBS, VERBS, Said
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import listed, wanted
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.operations import actions, queries

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@require_GET
def operations(request: Asked) -> HttpResponseBase:
    if not request.actor.posts:
        raise Missing(_("没有这个页面"))
    tab = request.GET.get("tab", "going")
    tab = tab if tab in queries.TABS else "going"
    found = queries.operations(request.actor, tab=tab)
    return show(request, listing.listed(request.actor, sliced(found, request), request, tab=tab))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """Plan an operation led by one's own office."""
    if not any(request.actor.granted("open_operation")):
        raise Missing(_("没有这个页面"))
    posts = queries.contact_posts(request.actor)
    typed = forms.PlanTyped(starts_on=today(request).isoformat(), ends_on=today(request).isoformat())
    if request.method == "POST":
        try:
            planned = forms.PlanTyped.of(request.POST).planned(request.actor, posts)
            made = actions.open_operation(planned, by=request.actor, now=request.now)
        except Refused as refused:
            typed = forms.PlanTyped.of(request.POST, str(refused))
            return show(request, listing.new(request.actor, posts, typed, on=today(request)), status=422)
        messages.success(request, _("行动已建立。接着编组、加对象，再部署。"))
        return redirect("operation", made.pk)
    return show(request, listing.new(request.actor, posts, typed, on=today(request)))


@require_GET
def operation(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.operation(key, viewer=request.actor)
    return show(request, pages.one(request.actor, found, on=today(request)))


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on an operation; refused, the page stands again with what was typed."""
    found = queries.operation(key, viewer=request.actor)
    if verb not in VERBS:
        raise Http404(verb)

    def again(typed: Typed) -> HttpResponseBase:
        stands = queries.operation(key, viewer=request.actor)
        return show(request, pages.one(request.actor, stands, on=today(request), typed=typed), status=422)

    done = _done(request, verb, lambda: VERBS[verb].do(found, _said(request)), again)
    return done or _told(request, str(VERBS[verb].told), "operation", key)


@require_GET
def rows(request: Asked, key: UUID) -> HttpResponseBase:
    """The rows which a figure of the page counts."""
    found = queries.operation(key, viewer=request.actor)
    part = request.GET.get("part", "listed")
    part = part if part in queries.PARTS else "listed"
    counted, units = queries.rows_of(found, part, viewer=request.actor), queries.departments(found)

    def page(one: Slice[Any]) -> listing.ListPage:
        return listing.rows(request.actor, found, part, one, units, request, on=today(request))

    if kind := wanted(request.GET.get("export", "")):
        return listed(request, kind, found.title, counted, lambda one: page(one).table, within=found.path)
    return show(request, page(sliced(counted, request)))


@require_GET
def target(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.target(key, viewer=request.actor)
    return show(request, record.one(request.actor, found, on=today(request)))


@require_POST
def act_on_target(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Record it, put down what is wrong, a case, goods seized; tell another department."""
    found = queries.target(key, viewer=request.actor)
    if verb not in TARGET_VERBS:
        raise Http404(verb)

    def again(typed: Typed) -> HttpResponseBase:
        stands = queries.target(key, viewer=request.actor)
        return show(request, record.one(request.actor, stands, on=today(request), typed=typed), status=422)

    def do() -> object:
        photos = _kept(request.FILES.getlist("photos"), found.path, request.actor, "photo")
        return TARGET_VERBS[verb].do(found, _said(request, photos))

    done = _done(request, verb, do, again)
    return done or _told(request, str(TARGET_VERBS[verb].told), "operation_object", key)


@require_GET
def notice(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.notice(key, viewer=request.actor)
    return show(request, pages.notice(request.actor, found, on=today(request)))


@require_POST
def act_on_notice(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Sign for it, answer it; accept the answer, send it back."""
    found = queries.notice(key, viewer=request.actor)
    if verb not in NOTICE_VERBS:
        raise Http404(verb)

    def do() -> object:
        files = request.FILES.getlist("evidence") if verb == "answer" else []
        return NOTICE_VERBS[verb].do(found, _said(request, _kept(files, found.path, request.actor, "document")))

    def again(typed: Typed) -> HttpResponseBase:
        stands = queries.notice(key, viewer=request.actor)
        return show(request, pages.notice(request.actor, stands, on=today(request), typed=typed), status=422)

    done = _done(request, verb, do, again)
    return done or _told(request, str(NOTICE_VERBS[verb].told), "operation_notice", key)


def _kept(files: "Iterable[UploadedFile[Any]]", path: str, by: Actor, kind: str) -> tuple[UUID, ...]:
    """Keep photographs or papers on the ground of the operation; they are not the business's to see."""
    uploads = []
    for file in files:
        refuse_by_size(file.size or 0)
        uploads.append(Upload(file.read(), kind))
    return tuple(keep_evidence(one, path=path, business=None, by=by).pk for one in uploads)


def _done(
    request: Asked, verb: str, do: Callable[[], object], again: Callable[[Typed], HttpResponseBase]
) -> HttpResponseBase | None:
    try:
        with transaction.atomic():
            do()
    except Refused as refused:
        return again(Typed(verb, request.POST.dict(), str(refused)))
    return None


def _told(request: Asked, words: str, name: str, key: UUID) -> HttpResponseBase:
    messages.success(request, words)
    return redirect(name, key)


def _said(request: Asked, evidence: tuple[UUID, ...] = ()) -> Said:
    lists = dict(request.POST.lists())
    return Said(request.POST.dict(), lists, evidence, request.actor, today(request), request.now)
