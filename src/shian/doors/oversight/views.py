"""Oversights as a list, one with its counts and their rows, a new one, and one problem."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.oversight import forms, listing, pages
from shian.doors.oversight.verbs import PROBLEM_VERBS, VERBS, Said
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import listed, wanted
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.evidence.actions import Upload, keep_evidence, refuse_by_size
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.oversight import actions, queries
from shian.oversight.models import Oversight, Problem

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile


@require_GET
def oversights(request: Asked) -> HttpResponseBase:
    _refuse_others(request)
    tab = request.GET.get("tab", "going")
    tab = tab if tab in queries.TABS else "going"
    found = queries.oversights(request.actor, tab=tab)
    return show(request, listing.listed(request.actor, sliced(found, request), request, tab=tab))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """Form a team for a place."""
    if not any(request.actor.granted("open_oversight")):
        raise Missing(_("没有这个页面"))
    posts = list(queries.team_posts(request.actor))
    typed = forms.FormTyped(begins_on=today(request).isoformat())
    if request.method == "POST":
        try:
            formed = forms.FormTyped.of(request.POST).formed(request.actor, posts)
            made = actions.open_oversight(formed, by=request.actor, now=request.now)
        except Refused as refused:
            typed = forms.FormTyped.of(request.POST, str(refused))
            return show(request, listing.new(request.actor, posts, typed, on=today(request)), status=422)
        messages.success(request, _("督查组已组成。接着封存名单、抽取单位。"))
        return redirect("oversight", made.pk)
    return show(request, listing.new(request.actor, posts, typed, on=today(request)))


@require_GET
def oversight(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.oversight(key, viewer=request.actor)
    return show(request, pages.one(request.actor, found, on=today(request)))


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on an oversight; refused, the page stands again with what was typed."""
    found = queries.oversight(key, viewer=request.actor)
    if verb not in VERBS:
        raise Http404(verb)

    def again(typed: Typed) -> HttpResponseBase:
        stands = queries.oversight(key, viewer=request.actor)
        return show(request, pages.one(request.actor, stands, on=today(request), typed=typed), status=422)

    return _done(request, verb, lambda: VERBS[verb].do(found, _said(request, ())), again) or _told(
        request, str(VERBS[verb].told), "oversight", key
    )


@require_GET
def rows(request: Asked, key: UUID) -> HttpResponseBase:
    """The rows which a figure of the page counts."""
    found = queries.oversight(key, viewer=request.actor)
    part = request.GET.get("part", "problems")
    part = part if part in queries.PARTS else "problems"
    counted = _rows(request.actor, found, part, request)

    def page(one: Slice[Any]) -> listing.ListPage:
        return listing.rows(request.actor, found, part, one, request, on=today(request))

    if kind := wanted(request.GET.get("export", "")):
        return listed(request, kind, found.title, counted, lambda one: page(one).table, within=found.path)
    return show(request, page(sliced(counted, request)))


def _rows(viewer: Actor, found: Oversight, part: str, request: Asked) -> Any:
    if part in ("units", "inspected"):
        units = queries.units(found, viewer=viewer)
        return units.filter(looked=True) if part == "inspected" else units
    if part == "interviews":
        return queries.interviews(found, viewer=viewer)
    return queries.problems(found, viewer=viewer, part=part, on=today(request))


@require_GET
def problem(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.problem(key, viewer=request.actor)
    return show(request, pages.problem(request.actor, found, on=today(request)))


@require_POST
def act_on_problem(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Answer it, accept the answer, send it back."""
    found = queries.problem(key, viewer=request.actor)
    if verb not in PROBLEM_VERBS:
        raise Http404(verb)

    def do() -> object:
        files = request.FILES.getlist("evidence") if verb == "answer" else []
        return PROBLEM_VERBS[verb].do(found, _said(request, _kept(files, found, request.actor)))

    def again(typed: Typed) -> HttpResponseBase:
        stands = queries.problem(key, viewer=request.actor)
        return show(request, pages.problem(request.actor, stands, on=today(request), typed=typed), status=422)

    return _done(request, verb, do, again) or _told(request, str(PROBLEM_VERBS[verb].told), "oversight_problem", key)


def _kept(files: "Iterable[UploadedFile[Any]]", found: Problem, by: Actor) -> tuple[UUID, ...]:
    """Keep what shows that it was put right, on the ground of whoever answers."""
    uploads = []
    for file in files:
        refuse_by_size(file.size or 0)
        uploads.append(Upload(file.read(), "document"))
    return tuple(keep_evidence(one, path=found.path, business=None, by=by).pk for one in uploads)


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


def _said(request: Asked, evidence: tuple[UUID, ...]) -> Said:
    return Said(request.POST.dict(), evidence, request.actor, today(request), request.now)


def _refuse_others(request: Asked) -> None:
    """The list is for posts; a business has none of its own here."""
    if not request.actor.grounds():
        raise Missing(_("没有这个页面"))
