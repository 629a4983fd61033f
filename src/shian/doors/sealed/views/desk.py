"""The sealed desk: lists, one thing, its verbs. Whatever is not the viewer's is not there."""

from collections.abc import Callable
from datetime import date
from typing import Any, TypeVar
from uuid import UUID

from django.contrib import messages
from django.db import models
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shian.doors.sealed import desk_pages, listing, verbs
from shian.doors.sealed.shapes import FilePage
from shian.doors.sealed.verbs import Verb
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import names_of
from shian.doors.ui.show import show
from shian.doors.ui.typed import Typed, key_or_none
from shian.doors.ui.unsent import never_kept
from shian.doors.ui.verbs import Desk, act_on
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.people import queries as people
from shian.people.models import Post
from shian.sealed import actions, queries
from shian.territory import queries as territory

UNREADABLE = 422
ROLES = ("clue_handler", "clue_supervisor", "clue_custodian")
SEATS = {
    "handler": "clue_handler",
    "supervisor": "clue_supervisor",
    "first": "clue_custodian",
    "second": "clue_custodian",
}
M = TypeVar("M", bound=models.Model)
Page = Callable[..., FilePage]


@require_GET
@never_cache
def sealed(request: Asked) -> HttpResponseBase:
    """What of the channel is mine."""
    if request.actor.person is None or not any(request.actor.granted(verb) for verb in _OWN):
        raise Missing(_("没有这个页面"))
    return show(request, listing.sealed(request.actor))


_OWN = ("open_channel", "read_clue", "approve_reward", "hold_key")


def _desk(name: str, offered: "dict[str, Verb]", find: Any, page: Page) -> "Desk[Any, Verb]":
    def again(request: Asked, found: Any, typed: Typed) -> FilePage:
        return page(request.actor, found, request.now, typed)

    def told(verb: Verb, found: Any) -> str:
        return str(verb.told)

    return Desk(name, offered, find, again, told)


DESKS = {
    "clue": _desk("sealed_clue", dict(verbs.CLUE_VERBS), queries.clue, desk_pages.clue),
    "reward": _desk("sealed_reward", dict(verbs.REWARD_VERBS), queries.reward, desk_pages.reward),
    "identity": _desk("sealed_identity", dict(verbs.IDENTITY_VERBS), queries.identity, desk_pages.identity),
    "opening": _desk("sealed_opening", dict(verbs.OPENING_VERBS), queries.opening, desk_pages.opening),
    "key": _desk("sealed_key", dict(verbs.KEY_VERBS), queries.own_key, desk_pages.key),
    "channel": _desk("sealed_channel", dict(verbs.CHANNEL_VERBS), queries.channel, desk_pages.channel),
}


def _shown(request: Asked, name: str, key: UUID) -> HttpResponseBase:
    desk = DESKS[name]
    return show(request, desk.page(request, desk.find(key, viewer=request.actor), Typed()))


@require_GET
@never_cache
def clue(request: Asked, key: UUID) -> HttpResponseBase:
    """What was told, for whoever works on it."""
    return _shown(request, "clue", key)


@require_GET
@never_cache
def reward(request: Asked, key: UUID) -> HttpResponseBase:
    return _shown(request, "reward", key)


@require_GET
@never_cache
def identity(request: Asked, key: UUID) -> HttpResponseBase:
    return _shown(request, "identity", key)


@require_GET
@never_cache
def opening(request: Asked, key: UUID) -> HttpResponseBase:
    return _shown(request, "opening", key)


@require_GET
@never_cache
def key(request: Asked, key: UUID) -> HttpResponseBase:
    return _shown(request, "key", key)


@require_GET
def channel(request: Asked, key: UUID) -> HttpResponseBase:
    return _shown(request, "channel", key)


@require_GET
@never_cache
def file(request: Asked, key: UUID) -> HttpResponse:
    """A file as `stripped` left it, to be saved under a name that says nothing."""
    data, mime = queries.file(key, viewer=request.actor)
    answer = HttpResponse(data, content_type=mime)
    answer["Content-Disposition"] = f'attachment; filename="file.{desk_pages.ending(mime)}"'
    answer["Content-Security-Policy"] = "sandbox"
    return answer


@never_kept
@require_POST
@sensitive_post_parameters()
def act_on_clue(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    return act_on(DESKS["clue"], request, key, verb)


@never_kept
@require_POST
@sensitive_post_parameters()
def act_on_reward(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    return act_on(DESKS["reward"], request, key, verb)


@never_kept
@require_POST
@sensitive_post_parameters()
def act_on_opening(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    return act_on(DESKS["opening"], request, key, verb)


@never_kept
@require_POST
def act_on_key(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    return act_on(DESKS["key"], request, key, verb)


@never_kept
@require_POST
def act_on_channel(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    """A channel that takes no more is in no list of those that do."""
    answer = act_on(DESKS["channel"], request, key, verb)
    return redirect("sealed") if verb == "shut" and answer.status_code < UNREADABLE else answer


@never_kept
@require_POST
@sensitive_post_parameters()
def act_on_identity(request: Asked, key: UUID, verb: str) -> HttpResponseBase:
    return act_on(DESKS["identity"], request, key, verb)


@require_http_methods(["GET", "POST"])
def new_channel(request: Asked) -> HttpResponseBase:
    """Open a channel with its four posts."""
    if not request.actor.grounds("open_channel"):
        raise Missing(_("没有这个页面"))
    posts = _posts(request.actor, today(request))
    places = _places(request.actor)
    if request.method == "POST":
        try:
            made = _opened(request, posts)
        except Refused as refused:
            page = listing.new_channel(places, posts, request.POST.dict(), str(refused))
            return show(request, page, status=UNREADABLE)
        messages.success(request, _("已开通。两位保管人登记公钥以后就收实名举报。"))
        return redirect("sealed_channel", made.pk)
    return show(request, listing.new_channel(places, posts, {}))


def _opened(request: Asked, posts: "dict[str, list[tuple[Post, str]]]") -> Any:
    place = request.POST.get("place", "")
    if not request.actor.may_at("open_channel", place):
        raise Refused(_("请选在哪里开通"))
    handler, supervisor, first, second = (_post(request, name, posts[role]) for name, role in SEATS.items())
    seats = actions.Seats(handler, supervisor, (first, second))
    return actions.open_channel(territory.place(place), seats, by=request.actor, now=request.now)


def _post(request: Asked, name: str, offered: "list[tuple[Post, str]]") -> Post:
    key = key_or_none(request.POST.get(name, ""))
    found = next((post for post, _words in offered if post.pk == key), None)
    if found is None:
        raise Refused(_("请把四个岗位都选上"))
    return found


def _posts(viewer: Actor, on: date) -> "dict[str, list[tuple[Post, str]]]":
    """The posts of the three roles on the viewer's ground, with who holds them."""
    found: dict[str, list[tuple[Post, str]]] = {role: [] for role in ROLES}
    rows = [post for post in people.posts(viewer, on=on).select_related("role") if post.role.key in found]
    held = names_of((post.pk for post in rows), on=on)
    for post in rows:
        who = held[post.pk].person_name if post.pk in held else _("空缺")
        found[post.role.key].append((post, f"{post.title} · {who}"))
    return found


def _places(viewer: Actor) -> dict[str, str]:
    """The viewer's own grounds: a channel is opened for a county, not for a street."""
    return territory.names(viewer.grounds("open_channel"))
