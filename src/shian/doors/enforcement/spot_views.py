"""Penalties on the spot: the list, a new one, one of them, its decision in print."""

from collections.abc import Sequence
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.enforcement import origins, spot_pages
from shian.doors.enforcement.asking import told
from shian.doors.enforcement.origins import Origin
from shian.doors.enforcement.printing import spot_printed
from shian.doors.enforcement.spot_verbs import VERBS
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import ground_of
from shian.doors.ui.show import Page, show
from shian.doors.ui.typed import Typed, key_or_none
from shian.doors.ui.verbs import Desk, act_on
from shian.enforcement import actions, queries
from shian.enforcement.actions import Officer, Spotted
from shian.enforcement.models import SpotPenalty
from shian.kernel.amounts import fen_of
from shian.kernel.refused import Missing, Refused
from shian.people.models import Post


@require_GET
def spots(request: Asked) -> HttpResponseBase:
    if not any(any(request.actor.granted(right)) for right in ("punish_on_spot", "decide_case", "review_case")):
        raise Missing(_("没有这个页面"))
    return show(request, spot_pages.listed(request.actor, sliced(queries.spot_penalties(request.actor), request)))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """The form, and the decision: with its number it is printed and handed over."""
    own = next(iter(queries.own_posts(request.actor)), None)
    if own is None:
        raise Missing(_("没有这个页面"))
    typed = request.GET if request.method == "GET" else request.POST
    origin = origins.origin_of(request.actor, typed)
    others = [post for post in queries.posts_that_work(own) if post.pk not in request.actor.posts]
    if request.method == "GET":
        more = {"where": origin.business.address} if origin else {}
        return show(request, spot_pages.new(own, origins.prefilled(typed, origin, **more), others, origin=origin))
    try:
        with transaction.atomic():
            made = actions.punish_on_spot(_spotted(request, own, others, origin), by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, spot_pages.new(own, request.POST, others, str(refused), origin), status=422)
    messages.success(request, _("决定已作出，编了号。请打印出来，当场交付。"))
    return redirect("spot", made.pk)


def _spotted(request: Asked, own: Post, others: Sequence[Post], origin: Origin | None) -> Spotted:
    """Raises Refused where a code is typed that nobody in the register has."""
    post = request.POST
    word = {name: post.get(name, "").strip() for name in spot_pages.TYPED}
    shop = origin.business if origin else origins.registered(request.actor, word["uscc"])
    second = next((one for one in others if one.pk == key_or_none(word["second"])), None)
    officers = [Officer(own, word["certificate"]), *([Officer(second, word["second_certificate"])] if second else [])]
    return Spotted(
        word["title"], word["basis"], word["plea"], word["where"], shop.path if shop else ground_of(request.actor), post.getlist("penalties"),
        officers, fen_of(word["fine"]), shop, word["party_name"], word["party_kind"] or "entity", word["refused"], word["cash"] == "spot",
        word["cash_why"], word["ticket"], origins.chosen(origin, post.getlist("photos")), origin.kind if origin else "",
        origin.key if origin else None,
    )  # fmt: skip


@require_GET
def spot(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, _page(request, queries.spot_penalty(key, viewer=request.actor), Typed()))


@require_GET
def paper(request: Asked, key: UUID) -> HttpResponseBase:
    """The decision as it is handed over, as PDF."""
    return spot_printed(queries.spot_penalty(key, viewer=request.actor))


def _page(request: Asked, found: SpotPenalty, typed: Typed) -> Page:
    return spot_pages.one(request.actor, found, on=today(request), typed=typed)


DESK = Desk("spot", VERBS, queries.spot_penalty_held, _page, told)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one of them."""
    return act_on(DESK, request, key, verb)
