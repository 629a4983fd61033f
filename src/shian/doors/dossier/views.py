"""The register as a list, and one business."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.dossier import forms, presenters
from shian.doors.dossier.changing import change_page
from shian.doors.dossier.moving import MoveTyped, move_page, previewed
from shian.doors.dossier.verbs import VERBS, Said, held
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import given, wanted
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.kernel import lens
from shian.kernel.refused import Missing, Refused
from shian.registry import actions
from shian.registry.actions.exports import export_register
from shian.registry.actions.moving import VERB, refuse_move
from shian.registry.models import Business
from shian.registry.queries import register as registry


def businesses(request: Asked) -> HttpResponseBase:
    """The list as filtered; the same filter as a file; and what the search box finds while one types."""
    chosen = forms.chosen(request.GET, chosen_ground(request.actor, request.GET.get("within", "")))
    if kind := wanted(request.GET.get("export", "")):
        return given(_("主体名册"), kind, lambda to: export_register(chosen, to, on=today(request), by=request.actor))
    if request.htmx:
        return render(request, "dossier/found.html", {"found": presenters.found(request.actor, chosen)})
    page = sliced(registry.register(request.actor, chosen), request)
    return show(request, presenters.listed(request.actor, page, chosen, request, on=today(request)))


def business(request: Asked, key: UUID) -> HttpResponseBase:
    found = registry.business(request.actor, key)
    return show(request, presenters.dossier(request.actor, found, on=today(request)))


@require_http_methods(["GET", "POST"])
def change(request: Asked, key: UUID) -> HttpResponseBase:
    """Its state, its grades, its people, who answers for it; refused, the page stands again with what was typed."""
    found, on = registry.business(request.actor, key), today(request)
    if not held(request.actor, found):
        raise Missing(_("没有这个页面"))
    if request.method == "GET":
        return show(request, change_page(request.actor, found, on=on))
    verb, _dash, of = request.POST.get("act", "").partition("-")
    if verb not in VERBS:
        raise Missing(_("没有这个页面"))
    words = request.POST.dict() | {"seat": of, "categories": " ".join(request.POST.getlist("categories"))}
    try:
        with transaction.atomic():
            told = VERBS[verb].do(found, Said(words, request.actor, on, request.now))
    except Refused as refused:
        typed = Typed(verb, words, str(refused))
        page = change_page(request.actor, registry.business(request.actor, key), on=on, typed=typed)
        return show(request, page, status=422)
    messages.success(request, told)
    return redirect("business", key)


@require_http_methods(["GET", "POST"])
def move(request: Asked, key: UUID) -> HttpResponseBase:
    """GET shows what would change hands; POST moves. Refused, the form stands again with what was typed."""
    found = registry.business(request.actor, key)
    if not lens.may(request.actor, VERB, found):
        raise Missing(_("没有这个页面"))
    typed = MoveTyped.of(request.POST if request.method == "POST" else request.GET)
    if request.method == "GET" and not typed.is_whole:
        return show(request, move_page(request.actor, found, typed))
    try:
        return _moved_or_looked_at(request, found, typed)
    except Refused as refused:
        again = registry.business(request.actor, key)
        return show(request, move_page(request.actor, again, typed, error=str(refused)), status=422)


def _moved_or_looked_at(request: Asked, found: Business, typed: MoveTyped) -> HttpResponseBase:
    to, on = typed.site(), typed.day(today(request))
    if request.method == "GET":
        refuse_move(found, to, by=request.actor)
        shown = previewed(request.actor, found, typed, to.place, on=on, today=today(request))
        return show(request, shown)
    with transaction.atomic():
        actions.move_business(found, to, on=on, reason=typed.reason, by=request.actor)
    messages.success(request, _("已迁到「%(place)s」。没办完的事一会儿就跟过去。") % {"place": to.place.name})
    return redirect("business", found.pk)


@require_http_methods(["GET", "POST"])
def rest_days(request: Asked, key: UUID) -> HttpResponseBase:
    """The days on which a business does not work: no record is owed then."""
    found, typed = registry.business(request.actor, key), forms.RestTyped()
    if request.method == "POST":
        typed = forms.RestTyped.of(request.POST)
        try:
            start, until, weekday = typed.days()
            actions.declare_rest(
                found, start=start, until=until, weekday=weekday, reason=typed.reason, by=request.actor
            )
        except Refused as refused:
            page = presenters.rest_days(request.actor, found, typed, error=str(refused))
            return show(request, page, status=422)
        messages.success(request, _("已登记。这些天不要求交记录。"))
        return redirect(f"/businesses/{key}/rest")
    return show(request, presenters.rest_days(request.actor, found, typed))


@require_POST
def withdraw_rest(request: Asked, key: UUID) -> HttpResponseBase:
    found = registry.rest(request.actor, key)
    actions.withdraw_rest(found, on=today(request), by=request.actor)
    messages.success(request, _("已取消，从今天起照常。"))
    return redirect(f"/businesses/{found.business_id}/rest")
