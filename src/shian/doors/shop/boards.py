"""The public board (公示牌): a code on the wall, and what it says to whom."""

from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar
from uuid import UUID

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shian.disclosure.heralding import Board, board, business_behind, paper, visitor
from shian.disclosure.queries import page_of
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Link
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.kernel.spelled import in_a_row
from shian.loop.law import law_on
from shian.registry.models import Status
from shian.registry.queries import boards
from shian.territory import queries as territory

SIZES = ("a4", "a3")
NO_PICTURE = SafeString("")


@dataclass(frozen=True)
class BoardPage:
    """What hangs on the wall, and what whoever scans it reads: no telephone, no number of a person."""

    template: ClassVar[str] = "shop/board.html"
    title: str
    kind: str
    place: str
    facts: tuple[tuple[str, str], ...]
    people: tuple[tuple[str, str], ...]
    report: str
    hotline: str
    assumed: bool
    code: str
    address: str = ""
    picture: SafeString = NO_PICTURE
    size: str = ""
    sizes: tuple[Link, ...] = ()


def business_of(code: str) -> UUID:
    """The business behind a code. Raises Missing alike for a code that is none."""
    found = business_behind(code)
    if found is None:
        raise _missing()
    return found


def way_for(viewer: Actor, key: UUID) -> str:
    """Where a code leads: the business to its counter, who answers for it to its file, a citizen to its public page; '' for here."""
    if key in viewer.businesses:
        return reverse("shop_day", args=[key])
    if viewer.person and boards.seen(viewer, key):
        return reverse("business", args=[key])
    with visitor() as by:
        published = page_of(by, key)
    return reverse("public_business", args=[published.code]) if published else ""


def page(key: UUID, *, on: date) -> BoardPage:
    """What a stranger reads who scans the code of a business that has no page: the same as on such a page."""
    found = board(key, on=on)
    if found is None:
        raise _missing()
    return _page(found, _("姓%(surname)s"), on)


def wall_page(key: UUID, *, on: date, size: str, address: str) -> BoardPage:
    """The sheet for the wall, with the code that leads to this address; here whoever answers stands by name."""
    found = paper(key, on=on)
    if found is None:
        raise _missing()
    page = _page(found, "%(surname)s", on)
    return replace(page, address=address, picture=_picture(address), size=size, sizes=_sizes(found.code, size))


def _missing() -> Missing:
    return Missing(_("没有这个公示牌，请看清牌子上的编码"))


def _page(found: Board, named: str, on: date) -> BoardPage:
    hotline = law_on(on, found.place).pack.hotline
    return BoardPage(
        title=found.name,
        kind=found.kind,
        place=found.address or "".join(one.name for one in territory.way_to(found.place)[1:]),
        facts=_facts(found),
        people=_people(found, named),
        report=_("对这家的食品安全有意见、发现问题，可以拨打："),
        hotline=f"{spoken(hotline.title)}" if hotline else "",
        assumed=bool(hotline and hotline.cite.assumed),
        code=found.code,
    )


def _facts(found: Board) -> tuple[tuple[str, str], ...]:
    facts = (
        (_("许可证（备案）"), in_a_row(number for number, _until in found.licences)),
        (_("统一社会信用代码"), found.uscc),
        (_("经营状态"), str(Status(found.status).label)),
        (_("包保等级"), found.guarantee_grade),
        (_("风险等级"), found.risk_grade),
    )
    return tuple(fact for fact in facts if fact[1])


def _people(found: Board, named: str) -> tuple[tuple[str, str], ...]:
    """Who answers for food safety here: the posts in the business, then the cadre by post."""
    own = tuple((one.post, named % {"surname": one.name}) for one in found.people)
    cadre = found.cadre
    if cadre is None:
        return (*own, (_("包保干部"), _("暂缺")))
    who = named % {"surname": cadre.name} if cadre.name else _("暂缺")
    return (*own, (_("包保干部"), f"{cadre.post} {who}"))


def _picture(address: str) -> SafeString:
    """The code as a drawing in the page; its text is an address of our own making."""
    drawn = segno.make(address, error="q", micro=False).svg_inline(scale=1, border=2, omitsize=True)
    return mark_safe(drawn)  # noqa: S308  made by segno from an address of ours, nothing typed is in it


def _sizes(code: str, size: str) -> tuple[Link, ...]:
    here = reverse("board_print", args=[code])
    return tuple(Link(one.upper(), f"{here}?size={one}", current=one == size) for one in SIZES)
