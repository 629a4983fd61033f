"""The public board (公示牌): a code on the wall, and what it says to whom."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

import segno
from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from shian.disclosure.heralding import visitor
from shian.disclosure.queries import page_of
from shian.doors.ui.said import names_of, spoken
from shian.doors.ui.shapes.parts import Link
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.kernel.wall import worn
from shian.loop import queries as loop
from shian.loop.law import law_on
from shian.people.queries import system
from shian.registry.models import Appointment, Business
from shian.registry.queries import boards, register
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
    house = system("board")
    with worn(house):
        found = boards.by_code(code, viewer=house)
    if found is None:
        raise Missing(_("没有这个公示牌，请看清牌子上的编码"))
    return found.pk


def way_for(viewer: Actor, key: UUID) -> str:
    """Where a code leads: the business to its counter, who answers for it to its file, a citizen to its public page; '' for here."""
    if key in viewer.businesses:
        return reverse("shop_day", args=[key])
    if viewer.person and boards.seen(viewer, key):
        return reverse("business", args=[key])
    with visitor() as by:
        published = page_of(by, key)
    return reverse("public_business", args=[published.code]) if published else ""


def page(key: UUID, *, on: date, size: str = "", address: str = "") -> BoardPage:
    """What is public of a business, asked in the board's own name."""
    house = system("board")
    with worn(house):
        found = register.business(house, key)
        law = law_on(on, found.path)
        hotline = law.pack.hotline
        return BoardPage(
            title=found.name,
            kind=str(found.get_kind_display()),
            place=found.address or "".join(one.name for one in territory.way_to(found.path)[1:]),
            facts=_facts(house, found),
            people=_people(house, found, on),
            report=_("对这家的食品安全有意见、发现问题，可以拨打："),
            hotline=f"{spoken(hotline.title)}" if hotline else "",
            assumed=bool(hotline and hotline.cite.assumed),
            code=found.public_code,
            address=address,
            picture=_picture(address) if address else NO_PICTURE,
            size=size,
            sizes=_sizes(found.public_code, size) if size else (),
        )


def _facts(house: Actor, found: Business) -> tuple[tuple[str, str], ...]:
    numbers = "、".join(one.number for one in register.licences(house, found))
    facts = (
        (_("许可证（备案）"), numbers),
        (_("统一社会信用代码"), found.uscc),
        (_("经营状态"), str(found.get_status_display())),
        (_("包保等级"), found.guarantee_grade),
        (_("风险等级"), found.risk_grade),
    )
    return tuple(fact for fact in facts if fact[1])


def _people(house: Actor, found: Business, on: date) -> tuple[tuple[str, str], ...]:
    """Who answers for food safety here: the posts in the business, then the cadre by post."""
    seats = {seat.role: seat.person_name for seat in reversed(register.seated(house, found, on=on))}
    own = tuple((str(role.label), seats[role]) for role in Appointment.Role if role in seats)
    duty = loop.answering(house, [found.pk], on=on).get(found.pk)
    if duty is None or duty.holder_id is None or duty.holder is None:
        return (*own, (_("包保干部"), _("暂缺")))
    held = names_of([duty.holder_id], on=on).get(duty.holder_id)
    return (*own, (_("包保干部"), f"{duty.holder.title} {held.person_name if held else _('暂缺')}"))


def _picture(address: str) -> SafeString:
    """The code as a drawing in the page; its text is an address of our own making."""
    drawn = segno.make(address, error="q", micro=False).svg_inline(scale=1, border=2, omitsize=True)
    return mark_safe(drawn)  # noqa: S308  made by segno from an address of ours, nothing typed is in it


def _sizes(code: str, size: str) -> tuple[Link, ...]:
    here = reverse("board_print", args=[code])
    return tuple(Link(one.upper(), f"{here}?size={one}", current=one == size) for one in SIZES)
