"""Oversights as a list, one with its counts and their rows, a new one, and one problem."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.oversight import forms, listing, pages
from shian.doors.oversight.verbs import PROBLEM_VERBS, VERBS, ProblemVerb, Verb
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_brought
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Desk, act_on
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.oversight import actions, queries
from shian.oversight.models import Oversight, Problem


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


def _page(request: Asked, found: Oversight, typed: Typed) -> pages.OversightPage:
    return pages.one(request.actor, found, on=today(request), typed=typed)


def _problem_page(request: Asked, found: Problem, typed: Typed) -> pages.OversightPage:
    return pages.problem(request.actor, found, on=today(request), typed=typed)


def _told(verb: Verb | ProblemVerb, found: Oversight | Problem) -> str:
    return str(verb.told)


def _keep(request: Asked, found: Problem, verb: ProblemVerb) -> tuple[UUID, ...]:
    """What shows that it was put right, on the ground of whoever answers."""
    files = request.FILES.getlist("evidence") if verb.files else []
    return keep_brought(files, "document", path=found.path, business=None, by=request.actor)


DESK = Desk("oversight", VERBS, queries.oversight, _page, _told)
PROBLEM_DESK = Desk("oversight_problem", PROBLEM_VERBS, queries.problem, _problem_page, _told, _keep)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on an oversight."""
    return act_on(DESK, request, key, verb)


@require_POST
def act_on_problem(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Answer it, accept the answer, send it back."""
    return act_on(PROBLEM_DESK, request, key, verb)


@require_GET
def rows(request: Asked, key: UUID) -> HttpResponseBase:
    """The rows which a figure of the page counts."""
    found = queries.oversight(key, viewer=request.actor)
    part = request.GET.get("part", "problems")
    part = part if part in queries.PARTS else "problems"
    counted = _rows(request.actor, found, part, request)

    def page(one: Slice[Any]) -> listing.ListPage:
        return listing.rows(request.actor, found, part, one, request, on=today(request))

    return shown_or_given(request, found.title, counted, page, within=found.path)


def _rows(viewer: Actor, found: Oversight, part: str, request: Asked) -> Any:
    if part in ("units", "inspected"):
        units = queries.units(found, viewer=viewer)
        return units.filter(looked=True) if part == "inspected" else units
    if part == "talks":
        return queries.talks(found, viewer=viewer)
    return queries.problems(found, viewer=viewer, part=part, on=today(request))


@require_GET
def problem(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.problem(key, viewer=request.actor)
    return show(request, pages.problem(request.actor, found, on=today(request)))


def _refuse_others(request: Asked) -> None:
    """The list is for posts; a business has none of its own here."""
    if not request.actor.grounds():
        raise Missing(_("没有这个页面"))
