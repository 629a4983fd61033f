"""M21: a platform's list is brought in and matched; of what looks wrong a person makes clues, in one go."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import sha256
from itertools import islice
from pathlib import Path

from django.utils.translation import gettext as _

from shian.clues.actions.receiving import File, Told, receive
from shian.clues.models import OnlineShop, ShopList
from shian.clues.queries import register_of
from shian.clues.rules.listing import DEPTH, header
from shian.clues.rules.matching import SUGGESTED, Register, Shop, match
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.registry.rules.characters import Cell, code, plain
from shian.registry.spreadsheets.opening import open_sheets
from shian.territory.models import Place

SLICE, MOST_AT_ONCE = 2_000, 500
MATTER = {"unlicensed": "unlicensed", "expired": "unlicensed", "elsewhere": "other", "others": "false_claim"}


@dataclass(frozen=True)
class Listing:
    """A file as a platform sent it, for a place."""

    platform: str
    filename: str
    file: Path
    place: Place


def bring_in_shops(listing: Listing, *, by: Actor, now: datetime) -> ShopList:
    """Read the list and match every shop with the register of the place; the same file again is the same list."""
    platform, on = needed(listing.platform, 60), local_day(now)
    digest = sha256(listing.file.read_bytes()).hexdigest()
    known: ShopList | None = ShopList.objects.visible_to(by).filter(path=listing.place.path, sha256=digest).first()
    if known is not None:
        return known
    made = ShopList(
        id=new_id(), platform=platform, filename=listing.filename[:200], sha256=digest, place=listing.place, shops=0,
        by_label=by.label, matched_on=on, recorded_at=now, path=listing.place.path, secrecy=int(Secrecy.INTERNAL),
    )  # fmt: skip
    with act(by, "match_shops", made) as announce:
        shops = list(_read(listing.file))
        if not shops:
            raise Refused(_("表里没有店铺"), code="nothing")
        made.shops = len(shops)
        insert_many(ShopList, [made])
        _insert_matched(made, shops, register_of(by, listing.place.path), on)
        announce.note(shops=made.shops)
    made._state.adding = False
    return made


def make_clues(shop_list: ShopList, shops: Sequence[OnlineShop], *, by: Actor, now: datetime) -> int:
    """Clues of the suggestions a person chose; whoever made them answers for that. Returns how many are new."""
    if not shops:
        raise Refused(_("请先勾选要转成线索的店铺"), code="nothing")
    if len(shops) > MOST_AT_ONCE:
        raise Refused(_("一次最多转 %(most)d 条，请分几次") % {"most": MOST_AT_ONCE}, code="too_many")
    with act(by, "match_shops", shop_list) as announce:
        new = [one for one in shops if one.clue_id is None and one.verdict in SUGGESTED]
        for one in new:
            clue = receive(_told(shop_list, one), by=by, now=now)
            OnlineShop.objects.filter(pk=one.pk).update(clue=clue)
        announce.note(clues=len(new))
    return len(new)


def _told(shop_list: ShopList, one: OnlineShop) -> Told:
    words = {"platform": shop_list.platform, "why": one_line(one), "licence": one.licence or _("没有公示")}
    text = _("网店比对：%(platform)s，%(why)s；公示的证号：%(licence)s") % words
    return Told(
        "online", shop_list.place, one.name, text, MATTER[one.verdict], one.address,
        business=one.business if one.verdict != "unlicensed" else None, file=File("online_shop", one.pk),
    )  # fmt: skip


def one_line(one: OnlineShop) -> str:
    """What the match says, in words."""
    return str(
        {
            "unlicensed": _("名册里没有这家的有效许可"),
            "expired": _("许可已过期或主体已注销"),
            "elsewhere": _("公示的地址与许可不符"),
            "others": _("公示的许可证是别家的"),
        }[one.verdict]
    )


def _read(file: Path) -> Iterator[tuple[int, Shop]]:
    """The rows of the first sheet that has our headings, numbered as Excel does."""
    for sheet in open_sheets(file):
        head = list(islice(sheet.rows, DEPTH))
        found = header(head)
        if found is None or sheet.hidden:
            continue
        at, columns = found
        rows = (*head[at + 1 :],)
        yield from _shops(rows, columns, at + 2)
        yield from _shops(sheet.rows, columns, len(head) + 1)
        return
    raise Refused(_("没有找到表头：要有“店铺名称”，以及许可证号、信用代码或地址"), code="no_header")


def _shops(
    rows: Iterator[list[Cell]] | Sequence[list[Cell]], columns: dict[str, int], first: int
) -> Iterator[tuple[int, Shop]]:
    for number, row in enumerate(rows, start=first):
        said = {part: row[place] if place < len(row) else None for part, place in columns.items()}
        if name := plain(said.get("name")):
            yield (
                number,
                Shop(
                    name[:120],
                    code(said.get("licence"))[:40],
                    code(said.get("uscc"))[:18],
                    plain(said.get("address"))[:200],
                ),
            )


def _insert_matched(made: ShopList, shops: Sequence[tuple[int, Shop]], register: Register, on: date) -> None:
    for start in range(0, len(shops), SLICE):
        insert_many(OnlineShop, [_line(made, row, shop, register, on) for row, shop in shops[start : start + SLICE]])


def _line(made: ShopList, row: int, shop: Shop, register: Register, on: date) -> OnlineShop:
    found = match(shop, register, on)
    return OnlineShop(
        id=new_id(), shop_list=made, row=row, name=shop.name, licence=shop.licence, uscc=shop.uscc,
        address=shop.address, verdict=found.verdict, score=found.score, reasons=[list(one) for one in found.reasons],
        business_id=found.business, path=made.path, secrecy=made.secrecy,
    )  # fmt: skip
