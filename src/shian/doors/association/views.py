"""The secretary's page and its verbs."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from shian.disclosure import actions, queries
from shian.disclosure.heralding import visitor
from shian.doors.association import pages
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.show import show
from shian.doors.ui.signing import drawn_or_filed
from shian.evidence.actions import keep_evidence
from shian.kernel.refused import Missing, Refused

VERBS = ("remind", "drop")


@require_GET
def mine(request: Asked) -> HttpResponseBase:
    """Who has not checked comes first."""
    association = pages.own(request.actor)
    words, tab = request.GET.get("q", "").strip()[:60], request.GET.get("tab", pages.LEFT)
    return show(request, pages.mine(request.actor, association, today(request), tab=tab, words=words))


@require_POST
def promise(request: Asked) -> HttpResponseBase:
    """Save a draft of the commitment."""
    association, text = pages.own(request.actor), request.POST.get("text", "")

    def do() -> str:
        actions.draft_pledge(association, text=text, by=request.actor, now=request.now)
        return _("存好了。读一遍再签；签了就公开。")

    return _done(request, do, typed=text)


@require_POST
def sign(request: Asked) -> HttpResponseBase:
    """Sign the draft on the pad or by the signed paper."""
    association = pages.own(request.actor)

    def do() -> str:
        waiting = queries.draft(association, by=request.actor)
        if waiting is None or str(waiting.pk) != request.POST.get("pledge"):
            raise Refused(_("待签稿刚刚改过，请再读一遍"), code="stale")
        kept = keep_evidence(drawn_or_filed(request), path=association.path, business=None, by=request.actor)
        actions.sign_pledge(waiting, signature=kept.pk, by=request.actor, now=request.now)
        return _("签好了，已公开。")

    return _done(request, do)


@require_POST
def admit(request: Asked) -> HttpResponseBase:
    """A business, known by the code of its public page, joins."""
    association = pages.own(request.actor)

    def do() -> str:
        with visitor() as public:
            page = queries.page(request.POST.get("page", ""), viewer=public)
        actions.admit_member(association, page, on=today(request), by=request.actor)
        return _("「%(name)s」已加入。") % {"name": page.name}

    return _done(request, do)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """Remind a member, or let it go."""
    pages.own(request.actor)
    if verb not in VERBS:
        raise Http404(verb)
    with visitor() as public:
        member = queries.member(key, viewer=public)

    def do() -> str:
        if verb == "drop":
            actions.drop_member(member, on=today(request), by=request.actor)
            return _("已退会。")
        actions.remind_member(member, on=today(request), by=request.actor)
        return _("提醒发出去了，它打开手机就看到。")

    return _done(request, do)


def _done(request: Asked, do: Callable[[], str], *, typed: str = "") -> HttpResponseBase:
    """Do it and say so; refused, the page stands again with what was typed."""
    association = pages.own(request.actor)
    try:
        with transaction.atomic():
            said = do()
    except Missing:
        raise
    except Refused as refused:
        page = pages.mine(request.actor, association, today(request), typed=typed, error=str(refused))
        return show(request, page, status=422)
    messages.success(request, said)
    return redirect("association")
