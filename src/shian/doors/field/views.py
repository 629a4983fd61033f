"""The phone: what is owed today, a visit, a fix. Each works as a plain form; script only makes it easier."""

from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.checklists import queries as checklists
from shian.doors.field import bringing, fixes, lists, presenters
from shian.doors.field.dating import day_looked
from shian.doors.field.telling import Told, told_by_form, whole
from shian.doors.field.verbs import VERBS
from shian.doors.field.visit import AT_A_DOOR, Visit, away_by_form, visit_for
from shian.doors.field.words import AWAY
from shian.doors.ui import outbox
from shian.doors.ui.answers import Files, Filled, filled, keep_photo, kept_among
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.show import show
from shian.doors.ui.terms import FINDING_STATES, said
from shian.doors.ui.typed import Typed
from shian.doors.ui.unsent import unsent
from shian.doors.ui.verbs import said_beside
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import apart
from shian.loop import actions
from shian.loop import queries as loop
from shian.loop.actions import Answered
from shian.loop.models import Finding, Task
from shian.loop.states import TASK

form = require_http_methods(["GET", "POST"])


def today_page(request: Asked) -> HttpResponseBase:
    page = sliced(loop.worklist(request.actor, on=today(request)), request)
    return show(request, lists.today(request.actor, page, on=today(request)))


def charges(request: Asked) -> HttpResponseBase:
    words = request.GET.get("q", "")
    return show(request, lists.charges(request.actor, words, on=today(request)))


def me(request: Asked) -> HttpResponseBase:
    return show(request, lists.me(request.actor, on=today(request)))


def start(request: Asked, key: UUID) -> HttpResponseBase:
    """At the door. A task that is no visit leads to where it is done; one that is done says so."""
    task = loop.task(key, viewer=request.actor)
    if task.act not in AT_A_DOOR:
        return redirect(lists.way_on(task))
    if task.state != TASK.initial:
        return show(request, presenters.settled(task))
    visit = visit_for(task, viewer=request.actor, on=today(request))
    return show(request, presenters.at_the_door(visit, viewer=request.actor))


@form
def sheet(request: Asked, key: UUID) -> HttpResponseBase:
    """The questions. Refused, they stand again as they were answered: nothing is typed or photographed twice."""
    if request.content_type == "application/json":
        return bringing.visit(request, key)
    task = loop.task(key, viewer=request.actor)
    if task.state != TASK.initial and request.method == "GET":
        return show(request, presenters.settled(task))
    if request.method == "POST":
        return _handed_in(request, _visit(request, task, request.POST))
    if words := unsent(request):
        visit = _visit(request, task, words)
        return _again(request, visit, _typed(visit, words, Files(), by=request.actor), presenters.came_back())
    return _asked(request, task)


def _visit(request: Asked, task: Task, words: QueryDict) -> Visit:
    return visit_for(task, viewer=request.actor, on=today(request), chosen=words.getlist("tasks"))


def _asked(request: Asked, task: Task) -> HttpResponseBase:
    """What was chosen at the door; where it cannot be done on one visit, back there to choose otherwise."""
    try:
        return show(request, presenters.questions(_visit(request, task, request.GET), request.now, request))
    except Refused as refused:
        if not request.GET.getlist("tasks"):
            visit_for(task, viewer=request.actor, on=today(request))  # refused for itself, whatever is chosen
        messages.error(request, str(refused))
        return redirect("visit", task.pk)


def _typed(visit: Visit, words: QueryDict, files: Files, *, by: Actor) -> Filled:
    return filled(
        words, files, visit.questions, path=visit.business.path, business=visit.business.pk, by=by, forms=visit.form_of
    )


def _handed_in(request: Asked, visit: Visit) -> HttpResponseBase:
    typed = _typed(visit, request.POST, request.FILES, by=request.actor)
    if typed.errors:
        return _again(request, visit, typed, apart(text for _code, text in typed.errors))
    try:
        answered = _done_at_the_door(request, visit, told_by_form(visit, typed, request.POST, by=request.actor))
    except Refused as refused:
        return _again(request, visit, typed, str(refused))
    return redirect("receipt", answered.sheet)


def _done_at_the_door(request: Asked, visit: Visit, told: Told) -> Answered:
    """The whole visit or nothing; the answer for its first sheet."""
    made = whole(visit, told, by=request.actor)
    return actions.hand_in_visit(made.parts, made.looked_at, by=request.actor, now=request.now)[0]


def _again(request: Asked, visit: Visit, typed: Filled, error: str) -> HttpResponseBase:
    """Answered as a page, not as a failure: the photographs that came along are to stay kept."""
    return show(request, presenters.questions(visit, request.now, request, typed=typed, error=error))


@form
def cannot(request: Asked, key: UUID) -> HttpResponseBase:
    """Nobody there: one tap says which, one more confirms."""
    if request.content_type == "application/json":
        return bringing.away(request, key)
    task = loop.task(key, viewer=request.actor)
    if task.state != TASK.initial and request.method == "GET":
        return show(request, presenters.settled(task))
    chosen = (request.POST or request.GET).getlist("tasks")
    visit = visit_for(task, viewer=request.actor, on=today(request), chosen=chosen)
    outcome = request.POST.get("outcome", "")
    if outcome not in AWAY:
        return show(request, presenters.why_not(visit))
    if not request.POST.get("confirmed"):
        return show(request, presenters.is_it_so(visit, outcome))
    return _said_away(request, visit, outcome)


def _said_away(request: Asked, visit: Visit, outcome: str) -> HttpResponseBase:
    try:
        with transaction.atomic():
            submission = away_by_form(visit, request.POST, by=request.actor)
            answered = actions.hand_in(submission, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, presenters.is_it_so(visit, outcome, error=str(refused)), status=422)
    return redirect("receipt", answered.sheet)


def receipt(request: Asked, key: UUID) -> HttpResponseBase:
    """By the number of the sheet, or by the number the phone made for it."""
    own = loop.receipt_of(key, viewer=request.actor) or key
    found = checklists.sheet(own, viewer=request.actor)
    return show(request, presenters.received(found, viewer=request.actor, on=today(request)))


@form
def fix(request: Asked, key: UUID) -> HttpResponseBase:
    """A problem in one hand, and what can be done with it now."""
    if item := outbox.item_of(request):
        return outbox.answered(request, item, lambda: _brought(request, key))
    found = loop.finding(key, viewer=request.actor)
    if request.method == "GET":
        words = unsent(request)
        typed = Typed(words.get("act", ""), words, presenters.came_back()) if words else None
        return show(request, fixes.page(request.actor, found, typed, now=request.now))
    verb = request.POST.get("act", "")
    if verb not in VERBS:
        raise Missing(verb)
    try:
        _done(request, found, verb)
    except Refused as refused:
        typed = Typed(verb, request.POST.dict(), str(refused))
        found = loop.finding(key, viewer=request.actor)
        return show(request, fixes.page(request.actor, found, typed, now=request.now), status=422)
    messages.success(request, fixes.done_words(found))
    return redirect("fix", key)


def _brought(request: Asked, key: UUID) -> dict[str, Any]:
    """What was said of a problem without a network. Refused, it says how the problem stands by now."""
    found = loop.finding(key, viewer=request.actor)
    verb = request.POST.get("act", "")
    if verb not in VERBS:
        raise Missing(verb)
    day, words = day_looked(found, request) if VERBS[verb].right == "recheck" else (None, [])
    try:
        _done(request, found, verb, made_on=day)
    except Refused as refused:
        state = said(FINDING_STATES, loop.finding(key, viewer=request.actor).state)
        raise Refused(
            _("没有收：%(why)s。这个问题现在是“%(state)s”") % {"why": refused, "state": state}, code=refused.code
        ) from refused
    return outbox.taken(reverse("fix", args=[key]), fixes.done_words(found), *words)


def _done(request: Asked, found: Finding, verb: str, *, made_on: date | None = None) -> None:
    with transaction.atomic():
        photos = tuple(
            keep_photo(file, path=found.path, business=found.business_id, by=request.actor)
            for file in request.FILES.getlist("photos")
        )
        photos += tuple(kept_among(request.POST.getlist("kept-photos"), by=request.actor))
        VERBS[verb].do(found, replace(said_beside(request, photos), made_on=made_on))
