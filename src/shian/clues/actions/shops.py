"""M21: a platform's list is brought in and matched; of what looks wrong a person makes clues, in one go."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from hashlib import file_digest
from itertools import chain, islice
from pathlib import Path

from django.db import connection
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
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.registry.rules.characters import Cell, code, plain
from shian.registry.spreadsheets.opening import open_sheets
from shian.territory.models import Place

SLICE, MATCHED, MOST_AT_ONCE = 2_000, 25_000, 500  # the register is read anew for each MATCHED
AT_ONCE = 10_000  # shops: a longer list is matched slice by slice, and its page says how far it has come
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
    made = stage_shops(listing, by=by, now=now)
    while made.matched < made.shops:
        match_next(made, by=by)
    return made


def stage_shops(listing: Listing, *, by: Actor, now: datetime) -> ShopList:
    """Read the list slice by slice, and match nothing yet. Never more than a slice is held."""
    platform, on = needed(listing.platform, 60), local_day(now)
    digest = _digest(listing.file)
    known: ShopList | None = ShopList.objects.visible_to(by).filter(path=listing.place.path, sha256=digest).first()
    if known is not None:
        return known
    made = ShopList(
        id=new_id(), platform=platform, filename=listing.filename[:200], sha256=digest, place=listing.place, shops=0,
        by_label=by.label, matched_on=on, recorded_at=now, path=listing.place.path, secrecy=int(Secrecy.INTERNAL),
    )  # fmt: skip
    with act(by, "match_shops", made) as announce:
        insert_many(ShopList, [made])
        made.shops = _staged(made, _read(listing.file))
        if not made.shops:
            raise Refused(_("表里没有店铺"), code="nothing")
        ShopList.objects.filter(pk=made.pk).update(shops=made.shops)
        announce.note(shops=made.shops)
    made._state.adding = False
    return made


def match_next(made: ShopList, *, by: Actor, size: int = MATCHED) -> int:
    """The next shops of a list beside the register, in one transaction; two who press at once do nothing twice. Returns
    how many were matched."""
    with act(by, "match_shops", made) as announce:
        waiting = OnlineShop.objects.filter(shop_list=made, row__gt=made.upto).order_by("row")
        rows = list(waiting[:size])
        upto, matched = (rows[-1].row, made.matched + len(rows)) if rows else (made.upto, made.shops)
        held = ShopList.objects.filter(pk=made.pk, upto=made.upto, matched=made.matched)
        if held.update(upto=upto, matched=matched) != 1:
            raise Conflict(_("另一个窗口正在比对这份名单，请等它做完"))
        if rows:
            _put_down(rows, register_of(by, made.path), made.matched_on)
        made.upto, made.matched = upto, matched
        announce.note(upto=upto)
    return len(rows)


def make_clues(shop_list: ShopList, shops: Sequence[OnlineShop], *, by: Actor, now: datetime) -> int:
    """Clues of the suggestions a person chose; whoever made them answers for that. Returns how many are new."""
    if not shops:
        raise Refused(_("请先勾选要转成线索的店铺"), code="nothing")
    if len(shops) > MOST_AT_ONCE:
        raise Refused(_("一次最多转 %(most)d 条，请分几次") % {"most": MOST_AT_ONCE}, code="too_many")
    with act(by, "match_shops", shop_list) as announce:
        new = _held_still(shops)
        for one in new:
            clue = receive(_told(shop_list, one), by=by, now=now)
            OnlineShop.objects.filter(pk=one.pk).update(clue=clue)
        announce.note(clues=len(new))
    return len(new)


def _held_still(shops: Sequence[OnlineShop]) -> list[OnlineShop]:
    """Those that are no clue yet, while this goes on: whoever presses twice waits, and then finds nothing left."""
    rows = OnlineShop.objects.select_for_update(of=("self",)).filter(pk__in=[one.pk for one in shops])
    rows = rows.filter(clue__isnull=True, verdict__in=SUGGESTED).select_related("business").defer("business__phone")
    return list(rows.order_by("row", "id"))


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
        filled = sheet.merges.filled(chain(head[at + 1 :], sheet.rows), at + 1)
        yield from _shops(filled, columns, at + 2)
        return
    raise Refused(_("没有找到表头：要有“店铺名称”，以及许可证号、信用代码或地址"), code="no_header")


def _shops(rows: Iterator[list[Cell]], columns: dict[str, int], first: int) -> Iterator[tuple[int, Shop]]:
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


def _digest(file: Path) -> str:
    with file.open("rb") as opened:
        return file_digest(opened, "sha256").hexdigest()


def _staged(made: ShopList, shops: Iterator[tuple[int, Shop]]) -> int:
    """How many there are."""
    count = 0
    while part := list(islice(shops, SLICE)):
        insert_many(OnlineShop, [_line(made, row, shop) for row, shop in part])
        count += len(part)
    return count


def _line(made: ShopList, row: int, shop: Shop) -> OnlineShop:
    return OnlineShop(
        id=new_id(), shop_list=made, row=row, name=shop.name, licence=shop.licence, uscc=shop.uscc,
        address=shop.address, path=made.path, secrecy=made.secrecy,
    )  # fmt: skip


def _put_down(rows: Sequence[OnlineShop], register: Register, on: date) -> None:
    """One statement for a slice: what the match says of each."""
    found = [match(Shop(one.name, one.licence, one.uscc, one.address), register, on) for one in rows]
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {OnlineShop._meta.db_table} AS shop SET verdict = said.verdict, score = said.score,"  # noqa: S608  the model's own name
            " reasons = said.reasons, business_id = said.business"
            " FROM unnest(%s::uuid[], %s::text[], %s::int[], %s::jsonb[], %s::uuid[])"
            " AS said (id, verdict, score, reasons, business) WHERE shop.id = said.id",
            [
                [one.pk for one in rows], [one.verdict for one in found], [one.score for one in found],
                [json.dumps(one.reasons, ensure_ascii=False) for one in found], [one.business for one in found],
            ],
        )  # fmt: skip
