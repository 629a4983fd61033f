"""Cases as a list, one case, a new one; transfers; papers in print; typical cases before they are let out."""

from uuid import UUID

from django.contrib import messages
from django.http import FileResponse, HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.enforcement import case_verbs, listing, origins, pages, transfer_verbs
from shian.doors.enforcement.asking import Button, told
from shian.doors.enforcement.origins import Origin
from shian.doors.enforcement.printing import handed_printed, printed
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.brought import keep_secret
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import ground_of
from shian.doors.ui.show import Page, show
from shian.doors.ui.typed import Typed, key_or_none
from shian.doors.ui.verbs import Desk, act_on
from shian.enforcement import actions, queries
from shian.enforcement.actions import Opened
from shian.enforcement.handed import open_handed
from shian.enforcement.models import PenaltyCase, Transfer
from shian.evidence import queries as files
from shian.kernel.refused import Missing, Refused


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
    rows, business = queries.cases(request.actor, tab=tab), key_or_none(request.GET.get("business", ""))
    found = sliced(rows.filter(business=business) if business else rows, request)
    return show(request, listing.cases(request.actor, found, request, tab=tab, on=today(request)))


@require_http_methods(["GET", "POST"])
def new(request: Asked) -> HttpResponseBase:
    """By hand; from a finding or an inspection its words and its business come along in the address."""
    if not any(request.actor.granted("open_case")):
        raise Missing(_("没有这个页面"))
    origin = origins.origin_of(request.actor, request.GET if request.method == "GET" else request.POST)
    if request.method == "GET":
        before = queries.cases_from([origin.key] if origin else (), viewer=request.actor).first()
        if before is not None:
            messages.info(request, _("这里已经登记过案件，就是这一件。"))
            return redirect("case", before.pk)
        more = {"source": origin.kind, "summary": origin.summary} if origin else {}
        return show(request, listing.new(origins.prefilled(request.GET, origin, **more), origin=origin))
    try:
        opened = _opened(request, request.POST, origin)
        made = actions.open_case_of(opened, origin.kin if origin else (), by=request.actor, now=request.now)
    except Refused as refused:
        return show(request, listing.new(request.POST, str(refused), origin), status=422)
    messages.success(request, _("案源已登记，核查期限开始走。"))
    return redirect("case", made.pk)


def _opened(request: Asked, typed: QueryDict, origin: Origin | None) -> Opened:
    """Raises Refused where a code is typed that nobody in the register has."""
    word = {name: typed.get(name, "").strip() for name in listing.TYPED}
    found = origins.registered(request.actor, typed.get("uscc", "").strip())
    shop = origin.business if origin else found
    path = shop.path if shop else ground_of(request.actor)
    return Opened(
        word["title"], word["summary"], path, origin.kind if origin else word["source"] or "hand", origin.key if origin else None,
        shop, word["party_name"], word["party_kind"] or "entity", photos=origins.chosen(origin, typed.getlist("photos")),
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


@require_GET
def transfer_file(request: Asked, key: UUID, n: int) -> HttpResponseBase:
    """One paper or file of those that were handed over; what the police open stands in the ledger."""
    found = queries.transfer(key, viewer=request.actor)
    one, file = open_handed(found, n, by=request.actor)
    if file is None:
        return handed_printed(found, one)
    response = FileResponse(files.lies_at(file).open("rb"), content_type=file.mime)
    response["Cache-Control"] = "private, no-store"
    return response


def _case_page(request: Asked, found: PenaltyCase, typed: Typed) -> Page:
    return pages.case(request.actor, found, on=today(request), typed=typed)


def _transfer_page(request: Asked, found: Transfer, typed: Typed) -> Page:
    return pages.transfer(request.actor, found, on=today(request), typed=typed)


def _kept(request: Asked, found: PenaltyCase, verb: Button[PenaltyCase]) -> tuple[UUID, ...]:
    """Evidence of a case is of the case's class: whoever may not see the case may not see it."""
    brought = request.FILES.getlist("evidence") if verb.files else []
    return keep_secret(brought, "document", path=found.path, secrecy=found.secrecy, by=request.actor)


CASE_DESK = Desk("case", case_verbs.VERBS, queries.case_held, _case_page, told, _kept)
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
