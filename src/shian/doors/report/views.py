"""Four steps, a receipt, the file behind it, and calls for clues. Every step saves what stands on it, whichever button was pressed."""

from collections.abc import Mapping

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.disclosure.heralding import visitor
from shian.doors.entrance.limits import SLIP, TOO_MANY, Wait, owe, refuse_impatience
from shian.doors.report import calls, checking, draft, photos, places, receipts, sending, steps
from shian.doors.report.draft import Draft
from shian.doors.report.law import kind_of
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed, key_or_none
from shian.kernel.refused import Refused
from shian.reception import queries as reception

UNREADABLE = 422
A_YEAR = 365 * 24 * 3600


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def photo(request: Asked) -> HttpResponse:
    """Step one. `?b=CODE` names the shop of a board, `?call=CODE` the call that this answers, `?large=1` large type."""
    if request.GET.get("large", "") in ("0", "1"):
        return _large(request)
    if request.method == "GET" and (led := _led(request)):
        return led
    now = draft.draft_of(request)
    if request.method == "GET":
        return show(request, steps.photo(now, _calls(request)))
    try:
        return _photographed(request, now)
    except Wait as wait:
        page = steps.photo(draft.draft_of(request), _calls(request), error=str(wait), slip=wait.slip)
        return show(request, page, status=TOO_MANY)
    except Refused as refused:
        page = steps.photo(draft.draft_of(request), _calls(request), error=str(refused))
        return show(request, page, status=UNREADABLE)


def _photographed(request: Asked, now: Draft) -> HttpResponse:
    draft.keep(request, now)
    if sha256 := request.POST.get("drop", ""):
        draft.keep(request, photos.dropped(now, sha256))
        return redirect("report")
    for file in request.FILES.getlist("photos"):
        owe(request, "photo")
        refuse_impatience(request, "photo", now.key)
        now = draft.keep(request, photos.with_photo(now, file, placed="placed" in request.POST, now=request.now))
    return redirect("report" if "more" in request.POST else "report_what")


def _large(request: Asked) -> HttpResponse:
    answer = HttpResponseRedirect(reverse("report"))
    answer.set_cookie("large", request.GET["large"], max_age=A_YEAR, samesite="Lax")
    return answer


def _led(request: Asked) -> HttpResponse | None:
    """Whoever was led here by a board or a call: what they bring goes into the draft, and the address is plain again."""
    board, call = request.GET.get("b", "")[:20], request.GET.get("call", "")[:20]
    if not board and not call:
        return None
    now = draft.draft_of(request)
    if board:
        now = draft.changed(now, business=places.by_code(board) or now.business)
    draft.keep(request, draft.changed(now, call=call or now.call))
    return redirect("report")


def _calls(request: Asked) -> list[calls.Call]:
    with visitor() as by:
        return list(reception.open_calls(by, on=today(request))[:5])


@login_not_required
@require_GET
def picture(request: Asked, sha256: str) -> HttpResponse:
    """A photograph of this browser's own draft."""
    answer = HttpResponse(photos.bytes_of(draft.draft_of(request), sha256), content_type="image/jpeg")
    answer["Cache-Control"] = "private, no-store"
    return answer


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def what(request: Asked) -> HttpResponse:
    """Step two."""
    now = draft.draft_of(request)
    if request.method == "GET":
        return show(request, steps.what(now, (), today(request)))
    now = draft.keep(request, _what_of(now, request.POST))
    if request.POST.get("go") == "find":
        return _found(request, now)
    if request.POST.get("go") in ("back", "other"):
        return redirect("report" if request.POST["go"] == "back" else "report_what")
    if wrong := tuple(checking.wrong_what(now, today(request))):
        return show(request, steps.what(now, wrong, today(request)), status=UNREADABLE)
    return redirect("report_want")


def _what_of(now: Draft, post: Mapping[str, str]) -> Draft:
    """What stands on the page, as it was typed; over-long words are cut far beyond what is allowed, and refused."""
    words = {name: _said(post, name, 200) for name in ("category", "day", "respondent", "address", "place")}
    business = "" if post.get("go") == "other" else post.get("business", now.business)[:40]
    return draft.changed(
        now,
        **words,
        words=_said(post, "words", 2 * draft.MOST_WORDS),
        business=business,
        latitude=_degrees(post.get("latitude", ""), 90),
        longitude=_degrees(post.get("longitude", ""), 180),
    )


def _said(post: Mapping[str, str], name: str, most: int) -> str:
    """As it was typed, but for the one sign that no book can keep."""
    return post.get(name, "")[:most].replace("\x00", "")


def _degrees(text: str, most: int) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if -most <= found <= most else None


def _found(request: Asked, now: Draft) -> HttpResponse:
    """Shops of that name, to choose from; the page is otherwise as it was."""
    on, words = today(request), now.respondent.strip()[:60]
    owe(request, "search")
    try:
        refuse_impatience(request, "search", words)
        found = places.found(words, now.business)
    except Refused as refused:
        wrong = (checking.Wrong(checking.WHAT, str(refused)),)
        return show(request, steps.what(now, wrong, on), status=UNREADABLE)
    return show(request, steps.what(now, (), on, found=found, searched=words))


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def want(request: Asked) -> HttpResponse:
    """Step three."""
    now = draft.draft_of(request)
    if request.method == "GET":
        return show(request, steps.want(now, ()))
    said = {name: _said(request.POST, name, 200) for name in ("want", "name", "phone", "demand", "yuan")}
    now = draft.keep(
        request, draft.changed(now, **said, punish="punish" in request.POST, publicity="publicity" in request.POST)
    )
    wrong = tuple(checking.wrong_want(now))
    if request.POST.get("go") == "back":
        return redirect("report_what")
    if any(one.step == checking.WANT for one in wrong):
        return show(request, steps.want(now, wrong), status=UNREADABLE)
    return redirect("report_look")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def look(request: Asked) -> HttpResponse:
    """Step four: look once more, and send."""
    if request.method == "GET" and not draft.begun(request):
        return redirect("report")
    now, on = draft.draft_of(request), today(request)
    if request.method == "GET":
        return show(request, steps.look(now, checking.wrong(now, on), on))
    if request.POST.get("key", "") != now.key and draft.sent_of(request):
        return redirect("report_sent")  # pressed twice: it came the first time
    wrong = checking.wrong(now, on)
    if wrong:
        return show(request, steps.look(now, wrong, on), status=UNREADABLE)
    try:
        refuse_impatience(request, "report", now.key)
        with transaction.atomic():
            receipt = sending.send(now, now=request.now)
    except Wait as wait:
        return show(request, steps.look(now, (), on, error=str(wait), slip=wait.slip), status=TOO_MANY)
    except Refused as refused:
        return show(request, steps.look(now, (), on, error=str(refused)), status=UNREADABLE)
    owe(request, "report")
    kind = kind_of(now.want, punish=now.punish)
    draft.keep_sent(request, draft.Sent(receipt, kind, named=now.want != draft.TELL))
    return redirect("report_sent")


@login_not_required
@never_cache
@require_GET
def sent(request: Asked) -> HttpResponse:
    """The receipt, large; it stays here until a new report is begun or the browser is closed."""
    told = draft.sent_of(request)
    if told is None:
        return redirect("report")
    address = request.build_absolute_uri(f"{reverse('receipt')}?code={told.receipt}")
    return show(request, receipts.sent(told, address, on=today(request)))


@login_not_required
@require_POST
def anew(request: Asked) -> HttpResponse:
    """Begin again: what was written is thrown away, on purpose."""
    now = draft.draft_of(request)
    for one in now.photos:
        now = photos.dropped(now, one.sha256)
    draft.forget(request)
    return redirect("report")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def ask(request: Asked) -> HttpResponse:
    """A receipt is shown; right ones are opened, and cost nothing."""
    if request.method == "GET":
        return show(request, receipts.asked(request.GET.get("code", "")[:40]))
    code = request.POST.get("code", "")[:40]
    try:
        refuse_impatience(request, "receipt", code)
    except Wait as wait:
        return show(request, receipts.asked(code, error=str(wait), slip=wait.slip), status=TOO_MANY)
    if not receipts.known(code):
        owe(request, "receipt")
        return show(request, receipts.asked(code, error=receipts.unknown()), status=UNREADABLE)
    receipts.keep(request, code)
    return redirect("receipt_file")


@login_not_required
@never_cache
@require_http_methods(["GET", "POST"])
def file(request: Asked) -> HttpResponseBase:
    """The file behind the receipt that this browser showed: what is owed, what was said, what can be done. `?part=KEY` is one
    of the two that a letter became."""
    code, part = receipts.kept(request), key_or_none(request.GET.get("part", ""))
    if not code:
        return redirect("receipt")
    if request.method == "GET":
        return show(request, receipts.file(code, part, on=today(request)))
    try:
        refuse_impatience(request, "photo", code)
        with transaction.atomic():
            receipts.done(request, code, part)
    except Wait as wait:
        typed = Typed(request.POST.get("act", ""), request.POST.dict() | {SLIP: wait.slip}, str(wait))
        return show(request, receipts.file(code, part, on=today(request), typed=typed), status=TOO_MANY)
    except Refused as refused:
        typed = Typed(request.POST.get("act", ""), request.POST.dict(), str(refused))
        return show(request, receipts.file(code, part, on=today(request), typed=typed), status=UNREADABLE)
    owe(request, "photo", 1.0 + len(request.FILES.getlist("photos")))
    return redirect(receipts.address(part))


@login_not_required
@require_POST
def leave(request: Asked) -> HttpResponse:
    """Put the receipt away: the next one at this phone sees nothing."""
    receipts.forget(request)
    draft.forget(request)
    return redirect("receipt")


@login_not_required
@require_GET
def call(request: Asked, code: str) -> HttpResponse:
    """A call for clues, as everybody reads it."""
    with visitor() as by:
        return show(request, calls.page(reception.call(code, viewer=by), on=today(request)))
