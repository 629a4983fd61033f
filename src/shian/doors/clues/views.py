"""Clues: the inbox, one at the desk, what somebody sent, online shops, social supervisors."""

from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.clues import actions, queries
from shian.clues.models import Clue, ShopList
from shian.doors.clues import asking, listing, pages, telling
from shian.doors.clues.supervising import SUPERVISING, TEAM_VERBS
from shian.doors.clues.verbs import MY_VERBS, VERBS, Verb
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_brought
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice, sliced
from shian.doors.ui.said import ground_of
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed, keys_in
from shian.doors.ui.verbs import Desk, act_on, said_beside
from shian.kernel.refused import Missing, Refused
from shian.kernel.spelled import plural
from shian.territory import queries as territory

form = require_http_methods(["GET", "POST"])


def _only(request: Asked, verb: str) -> None:
    """Raises Missing for whoever has no such right anywhere: for them there is no such page."""
    if not any(request.actor.granted(verb)):
        raise Missing(_("没有这个页面"))


@require_GET
def clues(request: Asked) -> HttpResponseBase:
    _only(request, "claim_clue")
    asked = asking.asked(request.GET)
    rows = queries.clues(request.actor, asked)

    def page(one: Slice[Any]) -> listing.InboxPage:
        return listing.inbox(request.actor, one, asked, request, on=today(request))

    return shown_or_given(request, _("线索"), rows, page, within=ground_of(request.actor))


@require_POST
def claim(request: Asked) -> HttpResponseBase:
    """Several claimed in one go, all or none."""
    ticked = queries.chosen(request.actor, keys_in(request.POST.getlist("clues")))
    try:
        with transaction.atomic():
            done = actions.claim_clues(ticked, by=request.actor, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("已认领 %(n)d 条，核查期限开始算。") % {"n": done})
    return redirect("clues")


@form
def new(request: Asked) -> HttpResponseBase:
    """Written down at the desk, wherever it came from."""
    _only(request, "claim_clue")
    error = ""
    if request.method == "POST":
        try:
            made = _received(request, request.POST.get("source", "other"))
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(request, _("已登记，监管所的待办里看得到。"))
            return redirect("clue", made.pk)
    shown = telling.new(request.actor, request.POST.dict(), error)
    return show(request, shown, status=422 if error else 200)


def _received(request: Asked, source: str) -> Clue:
    where = telling.own_ground(request.actor)
    with transaction.atomic():
        photos = keep_brought(request.FILES.getlist("photos"), "photo", path=where, business=None, by=request.actor)
        told = asking.told(request.POST.dict(), request.actor, source=source, evidence=photos)
        return actions.receive(told, by=request.actor, now=request.now)


@require_GET
def rate(request: Asked) -> HttpResponseBase:
    _only(request, "claim_clue")
    by = request.GET.get("by", "source")
    return show(request, listing.rate(request.actor, by if by in queries.BREAKDOWNS else "source"))


@require_GET
def clue(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.worked(key, viewer=request.actor)
    return show(request, pages.one(request.actor, found, on=today(request)))


def _page(request: Asked, found: Clue, typed: Typed) -> pages.CluePage:
    return pages.one(request.actor, found, on=today(request), typed=typed)


def _my_page(request: Asked, found: Clue, typed: Typed) -> telling.MyCluePage:
    return telling.my_one(request.actor, found, on=today(request), typed=typed)


def _told(verb: Verb, found: Clue) -> str:
    return str(verb.told)


def _photos(request: Asked, found: Clue, verb: Verb) -> tuple[UUID, ...]:
    photos = request.FILES.getlist("photos") if verb.files else []
    return keep_brought(photos, "photo", path=found.path, business=None, by=request.actor)


DESK = Desk("clue", VERBS, queries.worked_held, _page, _told, _photos)
# A union takes two clues, in one order for everybody: it holds them itself.
OF_TWO = Desk("clue", VERBS, queries.worked, _page, _told, _photos)
MY_DESK = Desk("my_clue", MY_VERBS, queries.sent_clue, _my_page, _told, _photos)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb of the office on a clue."""
    return act_on(OF_TWO if verb == "conclude" else DESK, request, key, verb)


@require_GET
def mine(request: Asked) -> HttpResponseBase:
    _only(request, "receive_clue")
    page = sliced(queries.sent_by(request.actor), request)
    thanked = queries.heard_of(request.actor)
    return show(request, telling.mine(request.actor, page, on=today(request), thanked=thanked))


@form
def tell(request: Asked) -> HttpResponseBase:
    """What somebody saw, told on the phone."""
    _only(request, "receive_clue")
    source, error = asking.source_of(request.actor), ""
    if request.method == "POST":
        try:
            made = _received(request, source)
        except Refused as refused:
            error = str(refused)
        else:
            messages.success(request, _("已报送，监管所会核查，结果会告诉您。"))
            return redirect("my_clue", made.pk)
    barred = source == "supervisor" and not queries.trained(request.actor)
    shown = telling.tell(request.actor, request.POST.dict(), error, barred=barred)
    return show(request, shown, status=422 if error else 200)


@require_GET
def my_one(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.sent_clue(key, viewer=request.actor)
    return show(request, telling.my_one(request.actor, found, on=today(request)))


@require_POST
def act_on_mine(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Say more, or have read what came of it."""
    return act_on(MY_DESK, request, key, verb)


@form
def shop_lists(request: Asked) -> HttpResponseBase:
    """The lists brought in; a new one is matched at once."""
    _only(request, "match_shops")
    error = ""
    if request.method == "POST":
        try:
            made = _brought_in(request)
        except Refused as refused:
            error = str(refused)
        else:
            if made.matched == made.shops:
                messages.success(request, plural("已比对 %(n)d 家。", made.shops))
            return redirect("shop_list", made.pk)
    page = sliced(queries.shop_lists(request.actor), request)
    shown = listing.shop_lists(request.actor, page, error, request.POST.dict())
    return show(request, shown, status=422 if error else 200)


def _brought_in(request: Asked) -> ShopList:
    file = request.FILES.get("file")
    if file is None:
        raise Refused(_("请选名单文件"))
    where = territory.place(min(request.actor.grounds("match_shops"), key=len))
    with TemporaryDirectory() as folder:
        path = Path(folder) / "list"
        with path.open("wb") as kept:
            kept.writelines(file.chunks())
        made = actions.Listing(request.POST.get("platform", ""), file.name or "", path, where)
        staged = actions.stage_shops(made, by=request.actor, now=request.now)
    while staged.matched < staged.shops <= actions.AT_ONCE:
        actions.match_next(staged, by=request.actor)
    return staged


@require_GET
def shop_list(request: Asked, key: UUID) -> HttpResponseBase:
    found = queries.shop_list(key, viewer=request.actor)
    if found.matched < found.shops:
        return show(request, listing.on_its_way(found))
    verdict = request.GET.get("verdict", "unlicensed")
    rows = queries.online_shops(request.actor, found, verdict)

    def page(one: Slice[Any]) -> listing.InboxPage:
        return listing.shops(request.actor, found, verdict, one, request)

    return shown_or_given(request, found.platform, rows, page, within=found.path)


@require_POST
def act_on_shops(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """A long list is matched by its next slice; or what looks wrong becomes clues: those ticked, or all of a kind."""
    if verb not in ("make", "match"):
        raise Http404(verb)
    found = queries.shop_list(key, viewer=request.actor)
    if verb == "match":
        return _matched(request, found)
    verdict, ticked = request.POST.get("verdict", ""), keys_in(request.POST.getlist("shops"))
    rows = queries.suggested(request.actor, found)
    rows = rows.filter(verdict=verdict) if request.POST.get("all") else rows.filter(pk__in=ticked)
    try:
        done = actions.make_clues(found, list(rows[: actions.MOST_AT_ONCE]), by=request.actor, now=request.now)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, plural("已转成 %(n)d 条线索，监管所的待办里看得到。", done))
    return redirect("shop_list", key)


def _matched(request: Asked, found: ShopList) -> HttpResponseBase:
    """The page asks for the slice after it, so that no request is long and what is done stays done."""
    if found.matched < found.shops:
        actions.match_next(found, by=request.actor)
    if request.htmx:
        return render(request, "clues/matching_slice.html", {"page": listing.on_its_way(found)})
    return redirect("shop_list", found.pk)


@require_GET
def supervisors(request: Asked) -> HttpResponseBase:
    _only(request, "note_training")
    return show(request, _supervisors(request, {}))


def _supervisors(request: Asked, error: dict[str, str]) -> listing.InboxPage:
    page = sliced(queries.supervisors(request.actor, on=today(request)), request)
    return listing.supervisors(request.actor, page, error, request.POST.dict(), on=today(request))


@require_POST
def act_on_supervisors(request: Asked, verb: str) -> HttpResponseBase:
    """Form a team, or ask somebody to serve in one."""
    _only(request, "note_training")
    if verb not in TEAM_VERBS:
        raise Http404(verb)
    do, told = TEAM_VERBS[verb]
    try:
        with transaction.atomic():
            do(said_beside(request))
    except Refused as refused:
        return show(request, _supervisors(request, {verb: str(refused)}), status=422)
    messages.success(request, str(told))
    return redirect("supervisors")


@require_GET
def supervisor(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, _supervisor(request, key, Typed()))


def _supervisor(request: Asked, key: UUID, typed: Typed) -> pages.SupervisorPage:
    found = queries.supervisor(key, viewer=request.actor, on=today(request))
    return pages.supervisor(
        request.actor, found, trained=queries.is_trained(found, viewer=request.actor), on=today(request), typed=typed
    )


@require_POST
def act_on_supervisor(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Note the training, or end the term."""
    if verb not in SUPERVISING:
        raise Http404(verb)
    found = queries.supervisor(key, viewer=request.actor, on=today(request))
    do, told = SUPERVISING[verb]
    try:
        do(found, said_beside(request))
    except Refused as refused:
        return show(request, _supervisor(request, key, Typed(verb, request.POST.dict(), str(refused))), status=422)
    messages.success(request, str(told))
    return redirect("supervisors")
