"""Tokens for machines: issued, shown once, withdrawn."""

from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.chores.forms import MachineTyped
from shian.doors.chores.pages import machines as pages
from shian.doors.ui.asked import Asked
from shian.doors.ui.show import show
from shian.kernel.refused import Missing, Refused
from shian.people import queries
from shian.people.actions.accounts import issue_token, revoke_token
from shian.people.models import Person

SHOWN = 200


@never_cache
@require_http_methods(["GET", "POST"])
def machines(request: Asked) -> HttpResponseBase:
    """The list; POST issues one, and the answer itself carries the secret, which is kept nowhere."""
    if not request.actor.grounds("issue_token"):
        raise Missing(_("没有这个页面"))
    if request.method == "GET":
        return _page(request, MachineTyped())
    typed = MachineTyped.of(request.POST)
    try:
        secret = _issued(request, typed)
    except Refused as refused:
        return _page(request, typed.with_error(str(refused)), status=422)
    return _page(request, MachineTyped(), secret=secret)


def _page(request: Asked, typed: MachineTyped, *, secret: str = "", status: int = 200) -> HttpResponseBase:
    tokens = list(queries.machine_tokens(request.actor)[:SHOWN])
    at = request.build_absolute_uri("/").rstrip("/")
    page = pages.machines(request.actor, tokens, typed, now=request.now, secret=secret, at=at)
    return show(request, page, status=status)


def _issued(request: Asked, typed: MachineTyped) -> str:
    days = typed.checked()
    _token, secret = issue_token(
        _whom(request, typed.phone), typed.label, expires_at=request.now + timedelta(days=days), by=request.actor
    )
    return secret


def _whom(request: Asked, phone: str) -> Person:
    """Oneself, or somebody of one's ground by their number. Raises Refused."""
    if not phone:
        if request.actor.person is None:
            raise Refused(_("请填替谁办事"))
        return queries.person(request.actor.person, viewer=request.actor)
    found = queries.persons_by_phone(request.actor, [phone]).get(phone)
    if found is None:
        raise Refused(_("您的辖区里没有登记这个手机号的人"))
    return found


@require_POST
def revoke(request: Asked, key: UUID) -> HttpResponseBase:
    token = queries.machine_token(key, viewer=request.actor)
    revoke_token(token, now=request.now, by=request.actor)
    messages.success(request, _("“%(label)s”的令牌已收回。") % {"label": token.label})
    return redirect("/machines")
