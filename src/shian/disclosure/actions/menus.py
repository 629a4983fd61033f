"""食谱: what is served, published by the canteen's own people; last week's again in one act."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.utils.translation import gettext as _

from shian.disclosure.models import Menu
from shian.disclosure.rules import outside, too_long, week
from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import act
from shian.kernel.ids import new_id
from shian.kernel.refused import Conflict, Refused
from shian.kernel.secrecy import Secrecy
from shian.kernel.written import needed
from shian.loop.actions.opening import local_day
from shian.loop.law import law_on
from shian.packs.school import MenuDays
from shian.packs.words import MEALS
from shian.registry.models import Business

LONGEST_DISH, MOST_DISHES, LONGEST_ALLERGENS = 40, 30, 100


@dataclass(frozen=True)
class Served:
    """One meal of one day: its dishes, and what somebody may not bear (allergens, optional)."""

    day: date
    meal: str
    dishes: tuple[str, ...]
    allergens: str = ""


def publish_menu(business: Business, served: Sequence[Served], *, by: Actor, now: datetime) -> int:
    """Publish these meals; what stood for the same meals before is replaced. One without dishes is no meal.

    Raises Refused for a day too far off, and where a menu that parents read would go without a word (`withdraw_menu`),
    before anything is written. Returns how many meals stand.
    """
    on = local_day(now)
    days = _days_of(business, on)
    for one in served:
        _refuse(one, on, days)
    _refuse_silence(business, served)
    rows = [_row(business, one, by, now) for one in served if one.dishes]
    with act(by, "publish_menu", business) as announce:
        for row in rows:
            Menu.objects.filter(business=business, day=row.day, meal=row.meal).delete()
        insert_many(Menu, rows)
        announce.note(meals=len(rows), first=min((one.day for one in served), default=on).isoformat())
    return len(rows)


def withdraw_menu(menu: Menu, *, reason: str, by: Actor, now: datetime) -> Menu:
    """A menu that is not served after all: its dishes are shown no more, and the page says why. Published anew, it stands."""
    said = needed(reason, 200)
    with act(by, "publish_menu", menu) as announce:
        fields = {"withdrawn_at": now, "reason": said}
        if Menu.objects.filter(pk=menu.pk, withdrawn_at__isnull=True).update(**fields) != 1:
            raise Conflict(_("别人刚刚处理过，请刷新后再看"))
        announce.note(withdrawn=said, day=menu.day.isoformat(), meal=menu.meal)
    return menu


def copy_week(business: Business, first: date, *, by: Actor, now: datetime) -> int:
    """Publish the week that begins on this Monday as the week before it was. Meals that stand already stay."""
    a_week = timedelta(days=7)
    before = list(Menu.objects.filter(business=business, day__in=week(first - a_week), withdrawn_at__isnull=True))
    if not before:
        raise Refused(_("上一周没有食谱可以照抄"), code="nothing_to_copy")
    there = set(Menu.objects.filter(business=business, day__in=week(first)).values_list("day", "meal"))
    return publish_menu(business, list(_a_week_later(before, there, a_week)), by=by, now=now)


def _a_week_later(rows: Iterable[Menu], there: set[tuple[date, str]], a_week: timedelta) -> Iterable[Served]:
    for row in rows:
        if (row.day + a_week, row.meal) not in there:
            yield Served(row.day + a_week, row.meal, tuple(row.dishes), row.allergens)


def _refuse_silence(business: Business, served: Sequence[Served]) -> None:
    """What stood before everybody does not vanish without a reason."""
    emptied = {(one.day, one.meal) for one in served if not one.dishes}
    standing = Menu.objects.filter(
        business=business, day__in={day for day, _meal in emptied}, withdrawn_at__isnull=True
    )
    if any((row.day, row.meal) in emptied for row in standing):
        raise Refused(_("已公开的一餐不能悄悄空掉；不供应了请点“撤下”，写明原因"), code="silent")


def _days_of(business: Business, on: date) -> MenuDays:
    school = law_on(on, business.path).pack.school
    if school is None:
        raise Refused(_("现行规则包里没有学校食堂的规定，请先载入新的规则包"), code="no_law")
    return school.menu


def _refuse(one: Served, on: date, days: MenuDays) -> None:
    if one.meal not in MEALS:
        raise Refused(_("请选早餐、午餐或晚餐"), code="unknown_word")
    if outside(one.day, on, back=days.back, ahead=days.ahead):
        raise Refused(
            _("食谱只能填 %(back)d 天前到 %(ahead)d 天后的，%(day)s 不在其中")
            % {"back": days.back, "ahead": days.ahead, "day": one.day},
            code="wrong_day",
        )
    if len(one.dishes) > MOST_DISHES:
        raise Refused(_("一餐最多 %(n)d 个菜") % {"n": MOST_DISHES}, code="too_many")
    if long := too_long(one.dishes, LONGEST_DISH):
        raise Refused(
            _("菜名「%(dish)s…」太长，最多 %(n)d 字") % {"dish": long[:8], "n": LONGEST_DISH}, code="too_long"
        )
    if len(one.allergens) > LONGEST_ALLERGENS:
        raise Refused(_("过敏原最多 %(n)d 字") % {"n": LONGEST_ALLERGENS}, code="too_long")


def _row(business: Business, one: Served, by: Actor, now: datetime) -> Menu:
    return Menu(
        id=new_id(),
        business=business,
        day=one.day,
        meal=one.meal,
        dishes=list(one.dishes),
        allergens=one.allergens,
        by_label=by.label,
        published_at=now,
        path=business.path,
        secrecy=int(Secrecy.OPEN),
    )
