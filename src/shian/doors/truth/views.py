"""Signals of a period, the look over it, the list that is sealed, one visit, and what its visitor says."""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shian.doors.truth import pages
from shian.doors.truth.pages import Chosen
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground, ground_of
from shian.doors.ui.show import show
from shian.doors.ui.typed import key_or_none
from shian.kernel.refused import Denied, Missing, Refused
from shian.packs.periods import parse_period, period_of
from shian.truth import actions, queries
from shian.truth.models import Weighing
from shian.truth.rules.chances import Share


@require_GET
def truth(request: Asked) -> HttpResponseBase:
    """The office sees the signals of a period; everybody else of a post those of their own visits."""
    if not any(request.actor.granted(queries.OFFICE)):
        if not request.actor.posts:
            raise Missing(_("没有这个页面"))
        page = sliced(queries.own(request.actor), request)
        return show(request, pages.own(request.actor, page, on=today(request)))
    return _office(request, _chosen(request, request.GET))


def _office(request: Asked, chosen: Chosen, *, error: str = "", status: int = 200) -> HttpResponseBase:
    dealt: tuple[Share, ...] = ()
    if chosen.weighed and chosen.size and not error:
        try:
            dealt = actions.chances_of(chosen.weighed, _size(chosen.size), by=request.actor)
        except Refused as refused:
            error, status = str(refused), 422
    shown = queries.signalled(request.actor, chosen.weighed, kind=chosen.kind) if chosen.weighed else queries.nothing()
    page = pages.office(request.actor, chosen, sliced(shown, request), request, dealt=dealt, error=error)
    return show(request, page, status=status)


def _chosen(request: Asked, words: QueryDict, weighed: Weighing | None = None) -> Chosen:
    on = today(request)
    within = (
        weighed.path if weighed else chosen_ground(request.actor, words.get("within", "")) or ground_of(request.actor)
    )
    period = weighed.period if weighed else _period(words.get("period", ""), period_of("quarter", on).name)
    rows = queries.weighings(request.actor, within).filter(period=period)
    return Chosen(period, within, words.get("kind", ""), on, weighed or rows.first(), words.get("size", "").strip())


def _period(text: str, usual: str) -> str:
    try:
        return parse_period(text).name
    except ValueError:
        return usual


def _size(text: str) -> int:
    if not (text.isascii() and text.isdigit() and len(text) < 7):
        raise Refused(_("回访几次请填整数"))
    return int(text)


@require_POST
def weigh(request: Asked) -> HttpResponseBase:
    """Look over the visits of a period once more."""
    chosen = _chosen(request, request.POST)
    if not request.actor.may_at(queries.OFFICE, chosen.within):
        raise Denied(_("核看走访由食安办来做"))
    try:
        with transaction.atomic():
            done = actions.weigh_visits(parse_period(chosen.period), chosen.within, by=request.actor, now=request.now)
    except Refused as refused:
        return _office(request, chosen, error=str(refused), status=422)
    told = {"visits": f"{done.visits:,}", "n": f"{done.signalled:,}"}
    messages.success(request, _("核看了 %(visits)s 次走访，%(n)s 次有信号。") % told)
    return redirect(f"{reverse('truth')}?{urlencode({'period': done.period, 'within': done.path})}")


@require_POST
def seal(request: Asked) -> HttpResponseBase:
    """Seal the list of a look with the chance of each band; refused, the page stands again with what was typed."""
    key = key_or_none(request.POST.get("weighing", ""))
    if key is None:
        raise Missing(_("没有这次核看，或者您看不到它"))
    of = queries.weighing(key, viewer=request.actor)
    try:
        with transaction.atomic():
            size = _size(request.POST.get("size", "").strip())
            draw = actions.seal_back_checks(of, size, by=request.actor, now=request.now)
    except Refused as refused:
        return _office(request, _chosen(request, request.POST, of), error=str(refused), status=422)
    messages.success(request, _("名单和每一档的机会已封存，指纹记入台账。现在可以抽取。"))
    return redirect("draw", draw.pk)


@require_GET
def visit(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.visit(key, viewer=request.actor)
    return show(request, pages.visit(request.actor, found, on=today(request)))


@require_POST
def explain(request: Asked, key: UUID) -> HttpResponseBase:
    """The word of whoever made the visit."""
    found, text = queries.visit(key, viewer=request.actor), request.POST.get("text", "")
    try:
        with transaction.atomic():
            actions.explain_visit(found, text=text, by=request.actor, now=request.now)
    except Denied:
        raise
    except Refused as refused:
        page = pages.visit(request.actor, found, on=today(request), typed=text, error=str(refused))
        return show(request, page, status=422)
    messages.success(request, _("说明已经和信号放在一起。"))
    return redirect("truth_visit", key)
