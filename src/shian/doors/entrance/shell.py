"""What stands around every page: filled once, from the actor."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.shapes.parts import Flash, Holder, Link, Shell, Tone
from shian.kernel.actor import NOBODY, Actor
from shian.people import queries

TONES: dict[int, Tone] = {messages.SUCCESS: "done", messages.WARNING: "soon", messages.ERROR: "late"}


@dataclass(frozen=True)
class Way:
    """A door in the menu: shown to whoever holds the verb somewhere, once its room is built."""

    text: Any
    view: str
    icon: str
    verb: str = "see"


RAIL = (
    Way(_("待办"), "worklist", "desk"),
    Way(_("问题"), "findings", "problem"),
    Way(_("主体"), "businesses", "subject"),
    Way(_("完成情况"), "completion", "data"),
    Way(_("人员岗位"), "people", "people", "open_post"),
    Way(_("内务"), "chores", "settings", "import_register"),
)
# Under a thumb: three, for a cadre and for a shop.
CADRE = (Way(_("今天"), "today", "today"), Way(_("我管的"), "charges", "list"), Way(_("我的"), "me", "person"))
SHOP = (Way(_("记录"), "shop", "today"), Way(_("要办的"), "today", "list"), Way(_("我的"), "me", "person"))


def shell(request: HttpRequest) -> dict[str, Any]:
    """A context processor: `shell` for every template, made when a page first asks for it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request, getattr(request, "actor", NOBODY)))}


def _shell(request: HttpRequest, actor: Actor) -> Shell:
    inside = actor.person is not None
    installation = queries.installation() if inside else None
    rail = _links(request, actor, RAIL)
    return Shell(
        holder=_holder(actor) if inside else None,
        rail=rail,
        tabs=_links(request, actor, CADRE if actor.posts else SHOP),
        home=settings.LOGIN_REDIRECT_URL,
        language_action=reverse("set_language"),
        languages=_languages(),
        menu=(Link(str(_("修改密码")), reverse("change_password"), "lock"),) if inside else (),
        logout_action=reverse("logout") if inside else "",
        flashes=tuple(Flash(str(one), TONES.get(one.level, "info")) for one in messages.get_messages(request)),
        demo=installation is not None and installation.kind == "demo",
        here=request.get_full_path(),
    )


def _links(request: HttpRequest, actor: Actor, ways: tuple[Way, ...]) -> tuple[Link, ...]:
    mine = (way for way in ways if any(actor.granted(way.verb)) and (actor.posts or actor.businesses))
    found = ((way, _address(way.view)) for way in mine)
    return tuple(
        Link(str(way.text), href, way.icon, current=request.path.startswith(href)) for way, href in found if href
    )


def _address(view: str) -> str:
    """The address of a door, or none while its room is not built."""
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""


def _holder(actor: Actor) -> Holder:
    if actor.post is None:
        return Holder(post=str(_("没有岗位")), name=queries.own_name(actor))
    post = queries.post(actor.post)
    return Holder(post=post.title, name=queries.own_name(actor), organisation=post.organisation.name)


def _languages() -> tuple[Link, ...]:
    return tuple(Link(name, code, current=code == get_language()) for code, name in settings.LANGUAGES)
