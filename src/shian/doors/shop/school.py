"""The pages of a school canteen at its counter: meals eaten along, samples, menu, suppliers, survey."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from shian.canteen import actions as canteen
from shian.disclosure import actions as disclosure
from shian.disclosure import queries
from shian.disclosure.rules import monday
from shian.doors.shop import meals, menus
from shian.doors.shop.counter import Counter, counter
from shian.doors.ui.answers import keep_photo
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.shapes.shop import ShopPage
from shian.doors.ui.show import show
from shian.doors.ui.signing import DRAWN, drawn_or_filed
from shian.doors.ui.typed import day_or_none, key_or_none
from shian.evidence.actions import keep_evidence
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import plural

form = require_http_methods(["GET", "POST"])
Again = Callable[[Counter, QueryDict, str], ShopPage]


def _counter(request: Asked, key: UUID) -> Counter:
    """Raises Missing for a business of which the law asks no meals."""
    at = counter(request.actor, key, on=today(request))
    if not meals.is_school(at):
        raise Missing(_("这一页是学校食堂用的"))
    return at


def _done(request: Asked, at: Counter, do: Callable[[], str], again: Again, way: str) -> HttpResponseBase:
    """Do it and say so; refused, the page stands again with what was typed."""
    try:
        with transaction.atomic():
            said = do()
    except Refused as refused:
        return show(request, again(at, request.POST, str(refused)), status=422)
    messages.success(request, said)
    return redirect(way)


@form
def shared_meal(request: Asked, key: UUID) -> HttpResponseBase:
    """陪餐."""
    at = _counter(request, key)
    of = meals.asked(request.GET, request.now, at.on)
    if request.method == "GET":
        return show(request, meals.shared_page(at, of, QueryDict()))

    def do() -> str:
        said = meals.shared_said(at, of, request.POST)
        whole = replace(said, photos=_photos(request, at), signature=_signature(request, at))
        answered = canteen.accompany_meal(at.business, whole, by=at.viewer, now=request.now)
        return _("记好了，辛苦了。") if not answered.findings else _("记好了。问题已登记，改好后请报整改。")

    def again(at: Counter, post: QueryDict, error: str) -> ShopPage:
        return meals.shared_page(at, of, post, error)

    return _done(request, at, do, again, meals.address(at, "shop_shared_meal", of))


def _photos(request: Asked, at: Counter) -> tuple[UUID, ...]:
    shop = at.business
    files = request.FILES.getlist("photos")
    return tuple(keep_photo(file, path=shop.path, business=shop.pk, by=at.viewer) for file in files)


def _signature(request: Asked, at: Counter) -> UUID | None:
    """What was drawn on the pad; a telephone without script sends none, and the account stands for the hand."""
    if not request.POST.get("signature", "").startswith(DRAWN):
        return None
    return keep_evidence(drawn_or_filed(request), path=at.business.path, business=at.business.pk, by=at.viewer).pk


@form
def samples(request: Asked, key: UUID) -> HttpResponseBase:
    """留样."""
    at = _counter(request, key)
    of = meals.asked(request.GET, request.now, at.on)
    if request.method == "GET":
        return show(request, meals.samples_page(at, of, QueryDict()))

    def do() -> str:
        said = meals.samples_said(at, of, request.POST)
        answered = canteen.retain_samples(at.business, said, by=at.viewer, now=request.now)
        return _("记好了，辛苦了。") if not answered.findings else _("记好了。不达标的已登记成问题，改好后请报整改。")

    def again(at: Counter, post: QueryDict, error: str) -> ShopPage:
        return meals.samples_page(at, of, post, error)

    return _done(request, at, do, again, meals.address(at, "shop_samples", of))


@form
def menu(request: Asked, key: UUID) -> HttpResponseBase:
    """A week's menu; POST copies the week before it."""
    at = _counter(request, key)
    first = monday(_day(request.GET.get("week", ""), at.on))
    if request.method == "GET":
        return show(request, menus.menu_page(at, first))

    def do() -> str:
        n = disclosure.copy_week(at.business, first, by=at.viewer, now=request.now)
        return plural("照抄了 %(n)d 餐，已公开。", n)

    def again(at: Counter, _post: QueryDict, error: str) -> ShopPage:
        return menus.menu_page(at, first, error)

    return _done(request, at, do, again, request.get_full_path())


@form
def menu_day(request: Asked, key: UUID) -> HttpResponseBase:
    """The meals of one day."""
    at = _counter(request, key)
    day = _day(request.GET.get("day", ""), at.on)
    if request.method == "GET":
        return show(request, menus.day_page(at, day, QueryDict()))

    def do() -> str:
        if request.POST.get("act") == "withdraw":
            one = queries.menu(at.viewer, at.business, day, request.POST.get("meal", ""))
            disclosure.withdraw_menu(one, reason=request.POST.get("reason", ""), by=at.viewer, now=request.now)
            return _("撤下了，原因已公开。")
        disclosure.publish_menu(at.business, menus.served(day, request.POST), by=at.viewer, now=request.now)
        return _("已公开。")

    def again(at: Counter, post: QueryDict, error: str) -> ShopPage:
        return menus.day_page(at, day, post, error)

    return _done(request, at, do, again, request.get_full_path())


@form
def suppliers(request: Asked, key: UUID) -> HttpResponseBase:
    """Those from whom the canteen buys: published, withdrawn with a reason."""
    at = _counter(request, key)
    if request.method == "GET":
        return show(request, menus.suppliers_page(at, QueryDict(), leaving=request.GET.get("leaving", "")))
    do = _withdrawn if request.POST.get("act") == "withdraw" else _published
    return _done(request, at, lambda: do(request, at), menus.suppliers_page, request.path)


def _published(request: Asked, at: Counter) -> str:
    words = {name: request.POST.get(name, "") for name in ("name", "licence", "goods")}
    disclosure.publish_supplier(at.business, **words, on=at.on, by=at.viewer)
    return _("已公开。")


def _withdrawn(request: Asked, at: Counter) -> str:
    key = key_or_none(request.POST.get("supplier", ""))
    if key is None:
        raise Missing(_("没有这个供货者"))
    one = queries.supplier(key, viewer=at.viewer)
    disclosure.withdraw_supplier(one, reason=request.POST.get("reason", ""), on=at.on, by=at.viewer)
    return _("撤下了，原因已记下。")


@form
def survey(request: Asked, key: UUID) -> HttpResponseBase:
    """Open the term's survey, and read what came of it."""
    at = _counter(request, key)
    host = f"{request.scheme}://{request.get_host()}"
    if request.method == "GET":
        return show(request, menus.survey_page(at, host))

    def do() -> str:
        canteen.open_survey(at.business, by=at.viewer, now=request.now)
        return _("打开了。把网址发给家长，或印成二维码。")

    return _done(request, at, do, lambda at, _post, error: menus.survey_page(at, host, error), request.path)


def _day(text: str, on: date) -> date:
    return day_or_none(text) or on
