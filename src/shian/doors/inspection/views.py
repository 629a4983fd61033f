"""Inspections as a list, one of them, sending officers, and a risk assessment."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.inspection import forms, pages, presenters
from shian.doors.inspection.verbs import VERBS, Verb
from shian.doors.ui.answers import keep_photo
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Desk, act_on
from shian.inspection import actions, queries
from shian.inspection.models import Inspection
from shian.kernel import lens
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop.law import law_on
from shian.registry.models import Business
from shian.registry.queries import register as registry


def inspections(request: Asked) -> HttpResponseBase:
    _refuse_others(request)
    within = chosen_ground(request.actor, request.GET.get("within", ""))
    tab = request.GET.get("tab", "going")
    tab = tab if tab in queries.TABS else "going"
    rows = queries.inspections(request.actor, within=within, tab=tab)

    def page(part: Slice[Inspection]) -> presenters.ListPage:
        return presenters.listed(request.actor, part, request, within=within, tab=tab)

    return shown_or_given(request, _("监督检查"), rows, page, within=within)


def unchecked(request: Asked) -> HttpResponseBase:
    """Who has gone without a check of all items for longer than the law allows."""
    _refuse_others(request)
    within, on = chosen_ground(request.actor, request.GET.get("within", "")), today(request)
    rows = queries.unchecked(request.actor, within=within, on=on)

    def page(part: Slice[Business]) -> presenters.ListPage:
        return presenters.unchecked(request.actor, part, request, within=within, on=on)

    return shown_or_given(request, _("到期未做全项目检查"), rows, page, within=within)


def inspection(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.inspection(key, viewer=request.actor)
    return show(request, pages.one(request.actor, found, on=today(request)))


def _page(request: Asked, found: Inspection, typed: Typed) -> pages.InspectionPage:
    return pages.one(request.actor, found, on=today(request), typed=typed)


def _told(verb: Verb, found: Inspection) -> str:
    return str(verb.told)


def _keep(request: Asked, found: Inspection, verb: Verb) -> tuple[UUID, ...]:
    file = request.FILES.get("signed")
    return (keep_photo(file, path=found.path, business=found.business_id, by=request.actor),) if file else ()


DESK = Desk("inspection", VERBS, queries.inspection, _page, _told, _keep)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one inspection."""
    return act_on(DESK, request, key, verb)


@require_http_methods(["GET", "POST"])
def send(request: Asked, key: UUID) -> HttpResponseBase:
    """Two officers to one business."""
    business = _business(request.actor, key, "dispatch_inspection")
    officers = queries.officers(request.actor, business)
    typed = forms.SendTyped(go_on=today(request).isoformat())
    if request.method == "POST":
        typed = forms.SendTyped.of(request.POST)
        try:
            with transaction.atomic():
                sent = typed.sent(officers, today(request))
                made = actions.dispatch_inspection(business, sent, by=request.actor, now=request.now)
        except Refused as refused:
            typed = forms.SendTyped.of(request.POST, str(refused))
            return show(request, pages.send(request.actor, business, officers, typed, on=today(request)), status=422)
        messages.success(request, _("已派出。带队的在待办里看到这次检查。"))
        return redirect("inspection", made.pk)
    return show(request, pages.send(request.actor, business, officers, typed, on=today(request)))


@require_http_methods(["GET", "POST"])
def risk(request: Asked, key: UUID) -> HttpResponseBase:
    """GET looks, with every point; POST puts it in the books."""
    business, on = _business(request.actor, key, "assess_risk"), today(request)
    factors = queries.factors_for(business, law_on(on, business.path))
    words = request.POST if request.method == "POST" else request.GET
    typed = pages.standing(request.actor, business) if not words else forms.RiskTyped()
    try:
        typed = forms.RiskTyped.of(words, [factor.key for factor in factors]) if words else typed
        if request.method == "POST":
            with transaction.atomic():
                made = actions.assess_risk(
                    business, typed.amounts, typed.happened, on=on, by=request.actor, now=request.now
                )
            messages.success(request, _("风险等级定为 %(grade)s 级。") % {"grade": made.grade})
            return redirect("business", key)
        return show(request, pages.risk(request.actor, business, typed, on=on, looked=bool(words)))
    except Refused as refused:
        again = forms.RiskTyped(error=str(refused))
        return show(request, pages.risk(request.actor, business, again, on=on, looked=False), status=422)


def _business(viewer: Actor, key: UUID, right: str) -> Business:
    found = registry.business(viewer, key)
    if not lens.may(viewer, right, found):
        raise Missing(_("没有这个页面"))
    return found


def _refuse_others(request: Asked) -> None:
    """The list is the regulator's and the office's; a business reads its own in its dossier."""
    if not request.actor.grounds():
        raise Missing(_("没有这个页面"))
