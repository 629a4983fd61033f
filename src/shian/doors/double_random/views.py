"""The lists, rounds as a list, a new one, one with its draws and checks."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.double_random import keeping, pages
from shian.doors.double_random.forms import PlanTyped
from shian.doors.double_random.shapes import RoundPage
from shian.doors.double_random.verbs import VERBS, Verb
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Desk, Said, act_on, said_beside
from shian.double_random import actions, queries
from shian.double_random.models import RandomPlan
from shian.kernel.refused import Missing, Refused

RIGHTS = ("plan_checks", "keep_random_lists")


def _refuse_others(request: Asked) -> None:
    """Raises Missing for whoever neither plans checks nor keeps their lists."""
    if not any(grant for right in RIGHTS for grant in request.actor.granted(right)):
        raise Missing(_("没有这个页面"))


@require_GET
def plans(request: Asked) -> HttpResponseBase:
    _refuse_others(request)
    tab = request.GET.get("tab", "going")
    tab = tab if tab in queries.TABS else "going"
    found = sliced(queries.plans(request.actor, tab=tab), request)
    return show(request, pages.listed(request.actor, found, request, tab=tab))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """Plan a round."""
    _refuse_others(request)
    on = today(request)
    if request.method == "GET":
        return show(request, pages.new(request.actor, PlanTyped(starts_on=on.isoformat()), on=on))
    try:
        planned = PlanTyped.of(request.POST).planned(request.actor)
        made = actions.plan_checks(planned, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, pages.new(request.actor, PlanTyped.of(request.POST, str(refused)), on=on), status=422)
    messages.success(request, _("抽查已拟定。接着封存对象名单。"))
    return redirect("random_plan", made.pk)


@require_GET
def plan(request: Asked, key: UUID) -> HttpResponseBase:
    _refuse_others(request)
    return show(request, pages.one(request.actor, queries.plan(key, viewer=request.actor), on=today(request)))


def _page(request: Asked, found: RandomPlan, typed: Typed) -> RoundPage:
    return pages.one(request.actor, found, on=today(request), typed=typed)


def _told(verb: Verb, found: RandomPlan) -> str:
    return str(verb.told)


DESK = Desk("random_plan", VERBS, queries.plan, _page, _told)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One step of a round."""
    return act_on(DESK, request, key, verb)


@require_http_methods(["GET", "POST"])
def object_list(request: Asked) -> HttpResponseBase:
    """检查对象名录库."""
    return _kept(request, keeping.OBJECT_VERBS, keeping.objects_page, "random_objects")


@require_http_methods(["GET", "POST"])
def officer_list(request: Asked) -> HttpResponseBase:
    """执法检查人员名录库."""
    return _kept(request, keeping.OFFICER_VERBS, keeping.officers_page, "random_officers")


def _kept(
    request: Asked,
    verbs: dict[str, Callable[[Said], str]],
    page: Callable[[Asked, Typed], RoundPage],
    name: str,
) -> HttpResponseBase:
    """A list, and what is done to it; refused, the page stands again with what was typed."""
    _refuse_others(request)
    if request.method == "GET":
        return show(request, page(request, Typed()))
    verb = request.POST.get("act", "")
    if verb not in verbs:
        raise Missing(_("没有这个页面"))
    try:
        with transaction.atomic():
            told = verbs[verb](said_beside(request))
    except Refused as refused:
        return show(request, page(request, Typed(verb, request.POST.dict(), str(refused))), status=422)
    messages.success(request, told)
    return redirect(name)
