"""What other organs ask us to look into: the list, given out too; a new one; one of them with its verbs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.enforcement import inquiry_pages
from shian.doors.enforcement.asking import Button, told
from shian.doors.enforcement.inquired_verbs import VERBS
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_secret
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import chosen_ground, ground_of
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.show import Page, show
from shian.doors.ui.typed import Typed, day_of
from shian.doors.ui.verbs import Desk, act_on
from shian.enforcement import actions, queries
from shian.enforcement.actions import CameIn
from shian.enforcement.models import JointInquiry
from shian.enforcement.queries import Sought
from shian.kernel.refused import Missing, Refused


def _refuse_without(request: Asked, *rights: str) -> None:
    """Whoever answers no such paper finds no such page."""
    if not any(any(request.actor.granted(right)) for right in rights):
        raise Missing(_("没有这个页面"))


@require_GET
def inquiries(request: Asked) -> HttpResponseBase:
    _refuse_without(request, "take_inquiry", "answer_inquiry")
    tab, within = request.GET.get("tab", "open"), chosen_ground(request.actor, request.GET.get("within", ""))
    tab = tab if tab in queries.TABS else "open"
    asked = Sought(tab, request.GET.get("q", "").strip()[:100], "" if within == ground_of(request.actor) else within)

    def page(part: Slice[JointInquiry]) -> ListPage:
        return inquiry_pages.listed(request.actor, part, asked, request, on=today(request))

    return shown_or_given(request, _("请我们协助的调查"), queries.incoming(request.actor, asked), page, within=within)


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """A paper that came in."""
    _refuse_without(request, "take_inquiry")
    if request.method == "GET":
        return show(request, inquiry_pages.new(request.GET))
    word = {name: request.POST.get(name, "").strip() for name in inquiry_pages.TYPED}
    try:
        on = day_of(word["on"], _("哪一天收到")) if word["on"] else today(request)
        came = CameIn(word["other"], word["mark"], word["asked"], on, ground_of(request.actor))
        made = actions.take_inquiry(came, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, inquiry_pages.new(request.POST, str(refused)), status=422)
    messages.success(request, _("协助调查函已登记，期限开始走。"))
    return redirect("inquiry", made.pk)


@require_GET
def inquiry(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, _page(request, queries.joint_inquiry(key, viewer=request.actor), Typed()))


def _page(request: Asked, found: JointInquiry, typed: Typed) -> Page:
    return inquiry_pages.one(request.actor, found, on=today(request), typed=typed)


def _kept(request: Asked, found: JointInquiry, verb: Button[JointInquiry]) -> tuple[UUID, ...]:
    """Of the class of what it answers; whoever was chosen from elsewhere keeps it on their own ground."""
    brought = request.FILES.getlist("evidence") if verb.files else []
    path = found.path if request.actor.may_at("keep_evidence", found.path) else ground_of(request.actor)
    return keep_secret(brought, "document", path=path, secrecy=found.secrecy, by=request.actor)


DESK = Desk("inquiry", VERBS, queries.joint_inquiry, _page, told, _kept)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on one of them."""
    return act_on(DESK, request, key, verb)
