"""Without an account, without a cookie, without script: tell, come back by receipt, write more, claim.

No token against forged forms: there is no session here that a forged form could borrow, and its cookie would stay in the
browser as a trace. The receipt travels in the body of a form, never in an address.
"""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db import transaction
from django.http import HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from shian.disclosure.heralding import visitor
from shian.doors.entrance.limits import TOO_MANY, Wait
from shian.doors.sealed import pages
from shian.doors.sealed.limits import guessed_wrong, opened, refuse_guessing, refuse_haste
from shian.doors.sealed.shapes import DialoguePage, EnterPage, TellPage
from shian.doors.sealed.uploads import brought, keep_in_memory, too_much
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.doors.ui.typed import key_or_none
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.sealed import actions, queries
from shian.sealed.actions import Name, Told
from shian.sealed.house import as_box
from shian.sealed.law import law_at
from shian.sealed.models import Channel, SealedClue
from shian.sealed.queries import Published

UNREADABLE, TOO_MUCH, NOT_FOUND = 422, 413, 404
View = Callable[[Asked], HttpResponse]


def sealed_view(view: View) -> View:
    """What every page of whoever tells has in common: files in memory only, nothing kept, nothing told to the next site."""

    @login_not_required
    @csrf_exempt
    @never_cache
    @sensitive_post_parameters()
    @wraps(view)
    def around(request: Asked) -> HttpResponse:
        keep_in_memory(request)
        answer = show(request, _refused_size(), status=TOO_MUCH) if too_much(request) else view(request)
        answer["Referrer-Policy"] = "no-referrer"
        answer["Cache-Control"] = "no-store"
        return answer

    return around


def _refused_size() -> EnterPage:
    return pages.enter(_("一次交来的太大，没有收下。请分几次交，每次不超过 30 MB。"))


@sealed_view
@require_http_methods(["GET", "POST"])
def tell(request: Asked) -> HttpResponse:
    """The form; sent, the receipt, once."""
    channels = _channels()
    if request.method == "GET":
        return show(request, _form(request, channels))
    try:
        refuse_haste(request, request.POST.get(pages.TEXT_NAME, ""))
        with as_box() as box, transaction.atomic():
            receipt = actions.take_clue(_chosen(request, channels, box), _told(request), by=box, now=request.now)
    except Wait as wait:
        return show(request, _form(request, channels, str(wait), wait.slip), status=TOO_MANY)
    except Refused as refused:
        return show(request, _form(request, channels, str(refused)), status=UNREADABLE)
    return show(request, pages.given(receipt))


@sealed_view
@require_http_methods(["GET", "POST"])
def receipt(request: Asked) -> HttpResponse:
    """Come back: what stands behind a receipt. Opening it tells the office that its letters were read."""
    if request.method == "GET":
        return show(request, pages.enter())

    def read(box: Actor, clue: SealedClue) -> HttpResponse:
        page = _dialogue(request, box, clue)
        actions.read_by_receipt(clue, by=box, now=request.now)
        return show(request, page)

    return _behind(request, read)


@sealed_view
@require_POST
def write(request: Asked) -> HttpResponse:
    """A letter more, files, a name."""

    def written(box: Actor, clue: SealedClue) -> HttpResponse:
        actions.write_on(clue, _told(request), by=box, now=request.now)
        return show(request, _dialogue(request, box, clue, done=_("交到了。"), words={}))

    return _behind(request, written)


@sealed_view
@require_POST
def claim(request: Asked) -> HttpResponse:
    """The reward, by receipt; the code is shown once."""

    def claimed(box: Actor, clue: SealedClue) -> HttpResponse:
        account = Name({name: request.POST.get(name, "") for name in ("holder", "bank", "account")})
        code = actions.claim_reward(clue, account, by=box, now=request.now)
        reward = queries.reward_of(box, clue)
        return show(request, pages.coded(code, reward.collect_by if reward else None))

    return _behind(request, claimed)


def _behind(request: Asked, then: Callable[[Actor, SealedClue], HttpResponse]) -> HttpResponse:
    """Find the clue of the receipt and go on; what is refused there is said above the dialogue, with what was typed."""
    try:
        refuse_guessing(request, _receipt(request))
    except Wait as wait:
        text = request.POST.get(pages.TEXT_NAME, "")
        page = pages.enter(str(wait), receipt=_receipt(request), text=text, slip=wait.slip)
        return show(request, page, status=TOO_MANY)
    with as_box() as box:
        try:
            clue = queries.by_receipt(_receipt(request), viewer=box)
        except Missing as missing:
            guessed_wrong(request)
            return show(request, pages.enter(str(missing)), status=NOT_FOUND)
        try:
            with transaction.atomic():
                return then(box, clue)
        except Refused as refused:
            return show(request, _dialogue(request, box, clue, error=str(refused)), status=UNREADABLE)


def _dialogue(
    request: Asked,
    box: Actor,
    clue: SealedClue,
    *,
    words: dict[str, str] | None = None,
    error: str = "",
    done: str = "",
) -> DialoguePage:
    """With what was typed so far, and a slip for this receipt: whoever opened it guesses no more."""
    receipt, said = _receipt(request), request.POST.dict() if words is None else words
    slip = opened(request, receipt)
    return pages.dialogue(box, clue, receipt, today(request), words=said, error=error, done=done, slip=slip)


def _receipt(request: Asked) -> str:
    return request.POST.get("receipt", "")[:60]


def _told(request: Asked) -> Told:
    name = Name({field: request.POST.get(field, "") for field in ("name", "phone", "number")})
    return Told(request.POST.get(pages.TEXT_NAME, ""), brought(request), name)


def _channels() -> list[Channel]:
    """Everybody may know where clues are taken."""
    with visitor() as everybody:
        return list(queries.channels(everybody))


def _chosen(request: Asked, channels: list[Channel], box: Actor) -> Channel:
    key = key_or_none(request.POST.get(pages.PLACE_NAME, ""))
    if key is None or key not in {one.pk for one in channels}:
        raise Refused(_("请选是哪里的事"))
    return queries.channel(key, viewer=box)


def _form(request: Asked, channels: list[Channel], error: str = "", slip: str = "") -> TellPage:
    """Names are offered where both keys of every place lie ready."""
    if not channels:
        return pages.tell([], named=False)
    with as_box() as box:
        named = all(queries.complete(queries.keys_in_force(box, one)) for one in channels)
        told = _last_year(request, channels[0], box) if len(channels) == 1 else None
        return pages.tell(channels, named=named, told=told, words=request.POST.dict(), error=error, slip=slip)


def _last_year(request: Asked, channel: Channel, box: Actor) -> Published:
    _law, said = law_at(channel.path, request.now)
    return queries.published(box, channel, today(request).year - 1, said)
