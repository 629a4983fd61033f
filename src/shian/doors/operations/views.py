"""Operations as a list, one with its figures and their rows, a new one, one object's record, one notice."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.operations import forms, listing, pages, record
from shian.doors.operations.verbs import NOTICE_VERBS, TARGET_VERBS, VERBS, OnNotice, OnTarget, Verb
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_brought
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.show import Page, show
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Desk, act_on
from shian.kernel.refused import Missing, Refused
from shian.operations import actions, queries
from shian.operations.models import Notice, Operation, Target


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


def _page(request: Asked, found: Operation, typed: Typed) -> pages.OperationPage:
    return pages.one(request.actor, found, on=today(request), typed=typed)


def _record_page(request: Asked, found: Target, typed: Typed) -> Page:
    return record.one(request.actor, found, on=today(request), typed=typed)


def _notice_page(request: Asked, found: Notice, typed: Typed) -> Page:
    return pages.notice(request.actor, found, on=today(request), typed=typed)


def _told(verb: Verb | OnTarget | OnNotice, found: Operation | Target | Notice) -> str:
    return str(verb.told)


def _photos(request: Asked, found: Target, verb: OnTarget) -> tuple[UUID, ...]:
    """On the ground of the operation; they are not the business's to see."""
    photos = request.FILES.getlist("photos")
    return keep_brought(photos, "photo", path=found.path, business=None, by=request.actor)


def _papers(request: Asked, found: Notice, verb: OnNotice) -> tuple[UUID, ...]:
    """What came with an answer, on the ground of the operation."""
    papers = request.FILES.getlist("evidence") if verb.files else []
    return keep_brought(papers, "document", path=found.path, business=None, by=request.actor)


DESK = Desk("operation", VERBS, queries.operation, _page, _told)
TARGET_DESK = Desk("operation_object", TARGET_VERBS, queries.target, _record_page, _told, _photos)
NOTICE_DESK = Desk("operation_notice", NOTICE_VERBS, queries.notice, _notice_page, _told, _papers)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on an operation."""
    return act_on(DESK, request, key, verb)


@require_GET
def rows(request: Asked, key: UUID) -> HttpResponseBase:
    """The rows which a figure of the page counts."""
    found = queries.operation(key, viewer=request.actor)
    part = request.GET.get("part", "listed")
    part = part if part in queries.PARTS else "listed"
    counted, units = queries.rows_of(found, part, viewer=request.actor), queries.departments(found)

    def page(one: Slice[Any]) -> listing.ListPage:
        return listing.rows(request.actor, found, part, one, units, request, on=today(request))

    return shown_or_given(request, found.title, counted, page, within=found.path)


@require_GET
def target(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.target(key, viewer=request.actor)
    return show(request, record.one(request.actor, found, on=today(request)))


@require_POST
def act_on_target(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Record it, put down what is wrong, a case, goods seized; tell another department."""
    return act_on(TARGET_DESK, request, key, verb)


@require_GET
def notice(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.notice(key, viewer=request.actor)
    return show(request, pages.notice(request.actor, found, on=today(request)))


@require_POST
def act_on_notice(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Sign for it, answer it; accept the answer, send it back."""
    return act_on(NOTICE_DESK, request, key, verb)
