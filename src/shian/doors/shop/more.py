"""The other pages of the shop: problems, rest days, posts, history, one record."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.checklists import queries as checklists
from shian.doors.shop import binder, pages
from shian.doors.shop.counter import Counter, counter
from shian.doors.shop.forms import rested
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.doors.ui.unsent import unsent
from shian.kernel.refused import Missing, Refused
from shian.registry.actions.rest import declare_rest, withdraw_rest
from shian.registry.models import Rest
from shian.registry.queries import register


def findings(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, binder.findings(counter(request.actor, key, on=today(request))))


def more(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, binder.more(counter(request.actor, key, on=today(request))))


def posts(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, binder.posts(counter(request.actor, key, on=today(request))))


def history(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, binder.history(counter(request.actor, key, on=today(request))))


def record(request: Asked, key: UUID, sheet: UUID) -> HttpResponseBase:
    """One record, word for word."""
    at = counter(request.actor, key, on=today(request))
    found = checklists.sheet(sheet, viewer=request.actor)
    if found.business_id != at.business.pk:
        raise Missing(_("没有这份记录，或者您看不到它"))
    return show(request, binder.record(at, found))


@require_http_methods(["GET", "POST"])
def rests(request: Asked, key: UUID) -> HttpResponseBase:
    """Rest days and school terms: declared, and taken back."""
    at = counter(request.actor, key, on=today(request))
    if request.method == "GET":
        words = unsent(request)
        return show(request, binder.rests(at, words or QueryDict(), pages.came_back() if words else ""))
    try:
        with transaction.atomic():
            said = _rested(at, request.POST)
    except Refused as refused:
        return show(request, binder.rests(at, request.POST, str(refused)), status=422)
    messages.success(request, said)
    return redirect("shop_rests", key)


def _rested(at: Counter, post: QueryDict) -> str:
    if post.get("act") == "withdraw":
        withdraw_rest(_own_rest(at, post.get("rest", "")), on=at.on, by=at.viewer)
        return _("从今天起照常营业，每天要记。")
    typed = rested(post)
    declare_rest(
        at.business, start=typed.start, until=typed.until, weekday=typed.weekday, reason=typed.reason, by=at.viewer
    )
    return _("登记好了，这些天不用交记录。")


def _own_rest(at: Counter, text: str) -> Rest:
    try:
        found = register.rest(at.viewer, UUID(text))
    except ValueError as error:
        raise Missing(_("没有这条休息登记，或者您看不到它")) from error
    return found
