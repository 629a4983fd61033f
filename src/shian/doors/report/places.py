"""Where it is: a shop by its code, its public page or its name; a town; or on no map, in words."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.cache import cache
from django.utils.translation import gettext as _

from shian.disclosure import queries as disclosure
from shian.disclosure.heralding import herald, visitor
from shian.doors.report.draft import Draft
from shian.doors.report.law import ground
from shian.doors.report.shapes import Found
from shian.doors.ui.said import spoken
from shian.doors.ui.typed import key_or_none
from shian.evidence.rules import Spot
from shian.kernel.paths import within
from shian.kernel.refused import Refused
from shian.loop.law import law_on
from shian.registry.models import Status
from shian.registry.queries import boards, register
from shian.territory import queries as territory

ELSEWHERE = "elsewhere"
EXTENT, AN_HOUR, NEAR = "report:extent", 3600, 0.35


@dataclass(frozen=True)
class Shop:
    """A business as whoever reports it needs it: what it is called, where it lies, whether it still trades."""

    key: UUID
    name: str
    path: str
    closed: str = ""


def shop(key: str) -> Shop | None:
    """The business of a draft; none where the key is none."""
    found = key_or_none(key)
    if found is None:
        return None
    with herald() as house:
        one = register.named(house, [found]).get(found)
        if one is None:
            return None
        closed = "" if one.status == Status.OPERATING else str(Status(one.status).label)
        return Shop(one.pk, one.name, one.path, closed)


def by_code(code: str) -> str:
    """The key of the business behind a code on a wall or of a public page; '' for what is neither."""
    with herald() as house:
        found = boards.by_code(code, viewer=house)
    if found is not None:
        return str(found.pk)
    try:
        with visitor() as by:
            page = disclosure.page(code, viewer=by)
    except Refused:
        return ""
    return str(page.business_id or "")


def found(words: str, chosen: str) -> tuple[Found, ...]:
    """Shops of this name or place that have a public page."""
    with visitor() as by:
        pages = [one for one in disclosure.find_pages(by, words) if one.business_id]
    return tuple(Found(str(one.business_id), one.name, one.place_name, str(one.business_id) == chosen) for one in pages)


def towns(on: date) -> tuple[tuple[str, str], ...]:
    """The towns of this ground, by path."""
    return tuple((one.path, one.name) for one in territory.places_within(ground(), level="township"))  # type: ignore[arg-type]  # the word is the level's value


def path_of(draft: Draft, chosen: Shop | None) -> str:
    """Where the file lies: with the shop, in the town that was chosen, else with the county."""
    here = ground()
    if chosen is not None:
        return chosen.path
    return draft.place if draft.place and within(draft.place, here) else here


def far_away(spot: Spot) -> bool:
    """Whether a place lies plainly outside: farther than a third of a degree from the shops of this ground that we know the
    place of. Where we know of few, nothing is judged."""
    extent = cache.get_or_set(EXTENT, _extent, AN_HOUR)
    if extent is None or not spot.known:
        return False
    south, north, west, east = extent
    return not (south - NEAR < spot.latitude < north + NEAR and west - NEAR < spot.longitude < east + NEAR)


def _extent() -> tuple[float, float, float, float] | None:
    with herald() as house:
        return register.extent(house, ground())


def competent(on: date) -> str:
    """Who is to be told of what lies outside this ground."""
    names = territory.names([ground()])
    hotline = law_on(on, ground()).pack.hotline
    who = names.get(ground(), "")
    call = spoken(hotline.title) if hotline else _("当地市场监督管理部门")
    return _(
        "这里只收%(here)s的。别的县（市、区）的，由那里的市场监督管理局管：请拨 %(call)s，接线的人会转到那里。如果拿不准在哪里，选“说不清”，我们收下再转。"
    ) % {"here": who, "call": call}
