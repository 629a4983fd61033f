"""What stands around every page: filled once, from the actor."""

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from shian.doors.ui.asked import address, elsewhere
from shian.doors.ui.said import chosen_ground, ground_of, own_holder
from shian.doors.ui.shapes.parts import Crumb, Flash, Link, Shell, Tone
from shian.kernel.actor import NOBODY, Actor
from shian.people import queries
from shian.territory import queries as territory

TONES: dict[int, Tone] = {messages.SUCCESS: "done", messages.WARNING: "soon", messages.ERROR: "late"}


@dataclass(frozen=True)
class Way:
    """A door in the menu: shown to whoever holds the verb somewhere, once its room is built."""

    text: Any
    view: str
    icon: str
    verb: str = "see"
    holds: tuple[str, ...] = ()
    unless: str = ""  # whoever holds this verb finds it under another door

    def leads_to(self, path: str, href: str) -> bool:
        """Whether a page lies behind this door."""
        return path.startswith((href, *self.holds))


HOUSEHOLD = (
    "/import",
    "/binding",
    "/plan",
    "/commitments",
    "/law",
    "/ledger",
    "/places",
    "/machines",
    "/draws",
    "/truth",
    "/campaigns",
    "/reports/",
    "/public-pages",
    "/clues",
    "/sealed",
)
# Pages that show a place and look at another when the address says `within`.
BY_PLACE = frozenset(
    {
        "findings",
        "businesses",
        "completion",
        "completion_rows",
        "indicator_rows",
        "people",
        "overdue",
        "staffing_rows",
        "burden",
        "burden_rows",
        "draws",
        "truth",
        "campaigns",
        "campaign",
    }
)
RAIL = (
    Way(_("待办"), "worklist", "desk"),
    Way(_("问题"), "findings", "problem"),
    Way(pgettext_lazy("the register", "主体"), "businesses", "subject", holds=("/records/", "/behalf/")),
    Way(_("监督检查"), "inspections", "eye", "dispatch_inspection"),
    Way(_("双随机"), "random_plans", "turn", "plan_checks"),
    Way(_("线索"), "clues", "problem", "claim_clue", unless="import_register"),
    Way(_("督查"), "oversights", "eye", "answer_problem", unless="import_register"),
    Way(_("联合行动"), "operations", "people", "record_object", unless="import_register"),
    Way(_("案件"), "cases", "file", "work_case", ("/transfers", "/typical")),
    Way(_("案件"), "cases", "file", "review_case", ("/transfers", "/typical")),
    Way(_("案件"), "cases", "file", "decide_case", ("/transfers", "/typical")),
    Way(_("投诉举报"), "complaints", "problem", "decide_complaint"),
    Way(_("完成情况"), "completion", "data", holds=("/figures/burden",)),
    Way(_("函件"), "letters", "file", "answer_letter"),
    Way(_("专项"), "campaigns", "calendar", holds=("/reports/",), unless="import_register"),
    Way(_("协会"), "association", "people", "draft_pledge"),
    Way(_("人员岗位"), "people", "people", "open_post", ("/posts/",)),
    Way(_("内务"), "chores", "settings", "import_register", HOUSEHOLD),
)
# A department from outside, or an association, has a post and no ground: what names it, and nothing else.
GUEST = (
    Way(_("待办"), "worklist", "desk"),
    Way(_("联合行动"), "operations", "people", "record_object"),
    Way(_("反映线索"), "my_clues", "problem", "receive_clue"),
    Way(_("移送"), "transfers", "file", "answer_transfer"),
    Way(_("协会"), "association", "people", "draft_pledge"),
    Way(_("函件"), "letters", "file", "answer_letter"),
    Way(_("密封举报"), "sealed", "lock", "read_clue"),
    Way(_("密封举报"), "sealed", "lock", "approve_reward"),
    Way(_("密封举报"), "sealed", "lock", "hold_key"),
)
# A shop has no ground to look over: its own records come first, and no figures of a place.
COUNTER = (
    Way(_("记录"), "shop", "today", holds=("/records/",)),
    Way(_("待办"), "worklist", "desk"),
    Way(_("问题"), "findings", "problem"),
    Way(_("函件"), "letters", "file", "answer_letter"),
    Way(pgettext_lazy("the register", "主体"), "businesses", "subject"),
)
# Under a thumb: three, for a cadre and for a shop.
CADRE = (Way(_("今天"), "today", "today"), Way(_("我管的"), "charges", "list"), Way(_("我的"), "me", "person"))
VISITOR = (
    Way(_("今天"), "today", "today"),
    Way(_("联合行动"), "operations", "people", "record_object"),
    Way(_("反映线索"), "my_clues", "problem", "receive_clue", unless="record_object"),
    Way(_("我的"), "me", "person"),
)
SHOP = (Way(_("记录"), "shop", "today"), Way(_("要办的"), "today", "list"), Way(_("我的"), "me", "person"))


def shell(request: HttpRequest) -> dict[str, Any]:
    """A context processor: `shell` for every template, made when a page first asks for it."""
    return {"shell": SimpleLazyObject(lambda: _shell(request, getattr(request, "actor", NOBODY)))}


def _shell(request: HttpRequest, actor: Actor) -> Shell:
    inside = actor.person is not None
    installation = queries.installation() if inside else None
    guest = bool(actor.posts) and not actor.grounds()
    rail = _links(request, actor, GUEST if guest else RAIL if actor.posts else COUNTER)
    return Shell(
        holder=own_holder(actor, on=timezone.localdate()) if inside else None,
        person=str(actor.person) if inside else "",
        rail=rail,
        trail=_trail(request, actor) if actor.posts and not guest else (),
        up=_up(request, rail),
        search_action=reverse("businesses") if actor.posts and not guest else "",
        help_href=reverse("help") if inside else "",
        tabs=_links(request, actor, VISITOR if guest else CADRE if actor.posts else SHOP),
        home=settings.LOGIN_REDIRECT_URL,
        language_action=reverse("set_language"),
        languages=_languages(),
        menu=_menu(actor) if inside else (),
        logout_action=reverse("logout") if inside else "",
        flashes=tuple(Flash(str(one), TONES.get(one.level, "info")) for one in messages.get_messages(request)),
        demo=installation is not None and installation.kind == "demo",
        here=request.get_full_path(),
    )


def _links(request: HttpRequest, actor: Actor, ways: tuple[Way, ...]) -> tuple[Link, ...]:
    mine = (way for way in ways if _is_mine(way, actor))
    found = ((way, _address(way.view)) for way in mine)
    return tuple(
        Link(str(way.text), href, way.icon, current=way.leads_to(request.path, href)) for way, href in found if href
    )


def _is_mine(way: Way, actor: Actor) -> bool:
    elsewhere_found = way.unless and any(actor.granted(way.unless))
    return any(actor.granted(way.verb)) and not elsewhere_found and bool(actor.posts or actor.businesses)


def _menu(actor: Actor) -> tuple[Link, ...]:
    own = Link(str(_("我的走访核看")), _address("truth"), "eye")
    told = Link(str(_("我反映的线索")), _address("my_clues"), "problem")
    return (
        *((told,) if any(actor.granted("receive_clue")) and not any(actor.granted("claim_clue")) else ()),
        *((own,) if any(actor.granted("explain_visit")) and not any(actor.granted("weigh_visits")) else ()),
        Link(str(_("修改密码")), reverse("change_password"), "lock"),
        Link(str(_("帮助")), reverse("help"), "question"),
    )


def _up(request: HttpRequest, rail: tuple[Link, ...]) -> Link | None:
    """The list behind which this page lies."""
    return next((link for link in rail if link.current and link.href != request.path), None)


def _trail(request: HttpRequest, actor: Actor) -> tuple[Crumb, ...]:
    """The way to the place that is looked at; each step within the viewer's ground looks at that one."""
    own, here = ground_of(actor), chosen_ground(actor, request.GET.get("within", ""))
    places = territory.way_to(here) if here else []
    return tuple(Crumb(one.name, _looked_at(request, one.path) if one.path.startswith(own) else "") for one in places)


def _looked_at(request: HttpRequest, path: str) -> str:
    """This page at another place; a page without a place leads to the register there."""
    by_place = request.resolver_match is not None and request.resolver_match.url_name in BY_PLACE
    if by_place and "page" not in request.GET:
        return address(request, within=path)
    return elsewhere(request.path if by_place else reverse("businesses"), within=path)


def _address(view: str) -> str:
    """The address of a door, or none while its room is not built."""
    try:
        return reverse(view)
    except NoReverseMatch:
        return ""


def _languages() -> tuple[Link, ...]:
    return tuple(Link(name, code, current=code == get_language()) for code, name in settings.LANGUAGES)
