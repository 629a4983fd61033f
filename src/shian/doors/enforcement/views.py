"""Cases as a list, one case, a new one; transfers; papers in print; typical cases before they are let out."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.enforcement import case_verbs, listing, pages, transfer_verbs
from shian.doors.enforcement.asking import Button, told
from shian.doors.enforcement.printing import printed
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_secret
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import ground_of
from shian.doors.ui.show import Page, show
from shian.doors.ui.typed import Typed, key_or_none
from shian.doors.ui.verbs import Desk, act_on
from shian.enforcement import actions, queries
from shian.enforcement.actions import Opened
from shian.enforcement.models import PenaltyCase, Transfer
from shian.inspection.models import Inspection
from shian.inspection.queries import inspection
from shian.kernel.refused import Missing, Refused
from shian.loop.models import Finding
from shian.loop.queries import finding
from shian.registry.queries.register import register


def _refuse_outsiders(request: Asked) -> None:
    """Whoever holds no post that works on cases finds no such page."""
    rights = ("open_case", "work_case", "review_case", "decide_case")
    if not any(any(request.actor.granted(right)) for right in rights):
        raise Missing(_("没有这个页面"))


@require_GET
def cases(request: Asked) -> HttpResponseBase:
    _refuse_outsiders(request)
    tab = request.GET.get("tab", "open")
    tab = tab if tab in queries.TABS else "open"
    found = sliced(queries.cases(request.actor, tab=tab), request)
    return show(request, listing.cases(request.actor, found, request, tab=tab, on=today(request)))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """By hand; from a finding or an inspection its words and its business come along in the address."""
    if not any(request.actor.granted("open_case")):
        raise Missing(_("没有这个页面"))
    if request.method == "GET":
        return show(request, listing.new(_from_its_file(request)))
    try:
        made = actions.open_case(_opened(request, request.POST), by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, listing.new(request.POST, str(refused)), status=422)
    messages.success(request, _("案源已登记，核查期限开始走。"))
    return redirect("case", made.pk)


def _from_its_file(request: Asked) -> QueryDict:
    """What the finding or the inspection says already, so that nobody types it twice."""
    typed = request.GET.copy()
    found = _file_of(request, typed)
    if found is not None:
        shop = found.business
        typed["uscc"], typed["party_name"] = shop.uscc, shop.name
        typed["title"], typed["summary"] = _words_of(found)
    return typed


def _file_of(request: Asked, typed: QueryDict) -> Finding | Inspection | None:
    """The file named in the address. Raises Missing where it is not this viewer's to see."""
    key = key_or_none(typed.get("source_id", ""))
    if key is None:
        return None
    if typed.get("source") == "inspection":
        return inspection(key, viewer=request.actor)
    return finding(key, viewer=request.actor)


def _words_of(found: Finding | Inspection) -> tuple[str, str]:
    if isinstance(found, Finding):
        return found.text[:120], " ".join(filter(None, (found.text, found.note)))
    return _("监督检查发现的违法行为"), _("监督检查发现的违法行为")


def _opened(request: Asked, typed: QueryDict) -> Opened:
    """Raises Refused where a code is typed that nobody in the register has."""
    code = typed.get("uscc", "").strip()
    shop = register(request.actor).filter(uscc=code).first() if code else None
    if code and shop is None:
        raise Refused(_("名册里没有信用代码「%(code)s」") % {"code": code})
    word = {name: typed.get(name, "").strip() for name in listing.TYPED}
    file = _file_of(request, typed)
    shop = file.business if file else shop
    path = shop.path if shop else ground_of(request.actor)
    return Opened(
        word["title"], word["summary"], path, word["source"] or "hand", file.pk if file else None, shop, word["party_name"], word["party_kind"] or "entity"
    )  # fmt: skip


@require_GET
def case(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, pages.case(request.actor, queries.case(key, viewer=request.actor), on=today(request)))


@require_GET
def paper(request: Asked, key: UUID) -> HttpResponseBase:
    """A paper of a case as PDF, laid out as official paper is."""
    return printed(queries.paper(key, viewer=request.actor))


@require_GET
def transfers(request: Asked) -> HttpResponseBase:
    if not request.actor.posts:
        raise Missing(_("没有这个页面"))
    return show(request, listing.transfers(request.actor, sliced(queries.all_transfers(request.actor), request)))


@require_GET
def transfer(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, pages.transfer(request.actor, queries.transfer(key, viewer=request.actor), on=today(request)))


def _case_page(request: Asked, found: PenaltyCase, typed: Typed) -> Page:
    return pages.case(request.actor, found, on=today(request), typed=typed)


def _transfer_page(request: Asked, found: Transfer, typed: Typed) -> Page:
    return pages.transfer(request.actor, found, on=today(request), typed=typed)


def _kept(request: Asked, found: PenaltyCase, verb: Button[PenaltyCase]) -> tuple[UUID, ...]:
    """Evidence of a case is of the case's class: whoever may not see the case may not see it."""
    files = request.FILES.getlist("evidence") if verb.files else []
    return keep_secret(files, "document", path=found.path, secrecy=found.secrecy, by=request.actor)


CASE_DESK = Desk("case", case_verbs.VERBS, queries.case, _case_page, told, _kept)
TRANSFER_DESK = Desk("transfer", transfer_verbs.VERBS, queries.transfer, _transfer_page, told)


@require_POST
def act_on_case(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on a case."""
    return act_on(CASE_DESK, request, key, verb)


@require_POST
def act_on_transfer(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One verb on a transfer."""
    return act_on(TRANSFER_DESK, request, key, verb)


@require_GET
def typical_cases(request: Asked) -> HttpResponseBase:
    _refuse_outsiders(request)
    return show(request, listing.typical(request.actor, sliced(queries.typical_cases(request.actor), request)))


@require_GET
def typical_case(request: Asked, code: str) -> HttpResponseBase:
    return show(request, listing.one_typical(request.actor, queries.typical_case(code, viewer=request.actor)))


@require_POST
def act_on_typical(request: Asked, code: str) -> HttpResponseBase:
    """Let it out, or take it down."""
    found = queries.typical_case(code, viewer=request.actor)
    try:
        if request.POST.get("act") == "publish":
            actions.publish_typical(found, by=request.actor, now=request.now)
        else:
            reason = request.POST.get("reason", "")
            actions.take_down_typical(found, reason=reason, by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, listing.one_typical(request.actor, found, str(refused)), status=422)
    return redirect("typical_case", code)
