"""Draws: the list, one of them, its file; a look-back from its list to its result."""

import json
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from shian.doors.draws import presenters
from shian.doors.draws.forms import LookBackTyped
from shian.doors.draws.shapes import DrawPage
from shian.doors.draws.verbs import BUTTONS, Button
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.giving import attached
from shian.doors.ui.paging import sliced
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed
from shian.doors.ui.verbs import Desk, act_on
from shian.draws import queries
from shian.draws.frames import sized
from shian.draws.models import Draw
from shian.draws.states import DRAW
from shian.kernel.refused import Missing, Refused
from shian.loop import actions


def draws(request: Asked) -> HttpResponseBase:
    within = chosen_ground(request.actor, request.GET.get("within", ""))
    state = request.GET.get("state", "")
    state = state if state in DRAW.all else ""
    page = sliced(queries.draws(request.actor, within=within, state=state), request)
    return show(request, presenters.listed(request.actor, page, request, state=state, within=within))


def draw(request: Asked, key: UUID) -> HttpResponseBase:
    return show(request, presenters.one(request.actor, queries.draw(key, viewer=request.actor), request))


def file(request: Asked, key: UUID) -> HttpResponse:
    """What anybody needs to make the draw again."""
    found = queries.draw(key, viewer=request.actor)
    said = json.dumps(queries.published(found, viewer=request.actor), ensure_ascii=False, indent=1)
    return attached(said.encode(), f"draw-{found.pk.hex[-8:]}.json", "application/json")


def _page(request: Asked, found: Draw, typed: Typed) -> DrawPage:
    return presenters.one(request.actor, found, request, typed)


def _told(button: Button, found: Draw) -> str:
    return _("已办：%(word)s。") % {"word": button.word}


DESK = Desk("draw", BUTTONS, queries.draw, _page, _told)


@require_POST
def act(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """One step of a draw."""
    return act_on(DESK, request, key, verb)


@require_http_methods(["GET", "POST"])
def look_back(request: Asked) -> HttpResponseBase:
    """GET counts, POST seals the list as it is now; refused, the form stands again with what was typed."""
    if not any(request.actor.granted("commit_draw")):
        raise Missing(_("没有这个页面"))
    said, day = request.POST if request.method == "POST" else request.GET, today(request)
    typed = LookBackTyped.of(said, within=chosen_ground(request.actor, said.get("within", "")), today=day)
    try:
        asked = typed.asked()
        rows = actions.look_back_list(asked, strata=typed.strata, by=request.actor, now=request.now)
        size = typed.count(len(rows))
        if request.method == "POST":
            with transaction.atomic():
                done = actions.commit_look_back(asked, size, strata=typed.strata, by=request.actor, now=request.now)
            messages.success(request, _("名单已封存，指纹记入台账。现在可以抽取。"))
            return redirect("draw", done.pk)
        frame = sized(rows, size) if rows else None
    except Refused as refused:
        page = presenters.beginning(request.actor, typed, None, 0, today=day, error=str(refused))
        return show(request, page, status=422)
    return show(request, presenters.beginning(request.actor, typed, rows, size, frame=frame, today=day))
