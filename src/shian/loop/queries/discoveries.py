"""Premises found on the way, and what in the register looks like them."""

import re
from collections.abc import Iterator
from contextlib import suppress
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing, Refused
from shian.loop.models import Discovery
from shian.loop.queries.campaigns import Round
from shian.registry.models import Business, Status
from shian.registry.queries.register import search

DISCOVERED = ("discovered", "confirmed", "merged", "rejected")
_WHAT_IT_DOES = re.compile(
    r"(食品|餐饮|便利|早餐|早点|小吃|水果|副食)?(店|馆|厅|铺|摊|超市|食堂|酒楼|饭庄|有限公司|经营部|商行)$"
)
AT_MOST = 5


def discoveries(viewer: Actor, asked: Round, part: str = "discovered") -> "QuerySet[Discovery]":
    """What a round found: all of it, or what became of it."""
    rows: QuerySet[Discovery] = Discovery.objects.visible_to(viewer).within_then(asked.within)
    rows = rows.filter(programme=asked.programme.key, found_at__lte=asked.as_of)
    if part != "discovered":
        rows = rows.filter(state=part, judged_at__lte=asked.as_of)
    return rows.select_related("business", "same_as", "post").order_by("-found_at", "-id")


def discovery(key: UUID, *, viewer: Actor) -> Discovery:
    """One of them, or Missing."""
    found: Discovery | None = (
        Discovery.objects.visible_to(viewer).select_related("business", "same_as", "post").filter(pk=key).first()
    )
    if found is None:
        raise Missing(_("没有这条登记，或不在您的辖区"))
    return found


def alike(viewer: Actor, *, name: str, address: str, number: str = "", but: UUID | None = None) -> list[Business]:
    """Businesses of the viewer's ground with such a number, name or address, the likeliest first."""
    found: dict[UUID, Business] = {}
    for words in _asked_by(name, address, number):
        with suppress(Refused):  # too short to look for
            found |= {one.pk: one for one in search(viewer, words, most=AT_MOST) if one.pk not in found}
    standing = (one for one in found.values() if one.pk != but and one.status != Status.CLOSED)
    return list(standing)[:AT_MOST]


def _asked_by(name: str, address: str, number: str) -> Iterator[str]:
    """The number, the whole name, the address, then the name without the word for what it does."""
    yield from filter(None, (number.upper(), name, address))
    core = _WHAT_IT_DOES.sub("", name)
    if core != name and len(core) >= 2:
        yield core
