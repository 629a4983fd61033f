"""What a school publishes: the week's menu, its suppliers, the survey of the term."""

from collections.abc import Iterable
from datetime import date, timedelta

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shian.canteen import queries as canteen
from shian.canteen.days import school_law
from shian.canteen.models import Survey
from shian.canteen.rules import SAID
from shian.canteen.words import MEAL_WORDS
from shian.disclosure import queries
from shian.disclosure.actions import Served
from shian.disclosure.models import Menu, Supplier
from shian.disclosure.rules import dishes_in, monday, week
from shian.doors.shop.counter import Counter, tabs
from shian.doors.ui.answers import said_text
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option
from shian.doors.ui.shapes.shop import ShopEntry, ShopGroup, ShopPage
from shian.doors.ui.words import day_words
from shian.kernel.lens import may
from shian.kernel.spelled import apart, headed, in_a_row
from shian.packs.words import MEALS

A_WEEK = timedelta(days=7)


def menu_page(at: Counter, first: date, error: str = "") -> ShopPage:
    """A week of days, each with its meals; last week's again in one act."""
    here = f"{reverse('shop_menu', args=[at.business.pk])}?week={first.isoformat()}"
    menus = list(queries.menus(at.viewer, at.business, first, first + A_WEEK - timedelta(days=1)))
    entries = tuple(_day(at, day, menus) for day in week(first))
    copy = Act("copy", _("照抄上一周"), here, look="primary")
    return ShopPage(
        _("一周食谱"),
        at.business.name,
        lead=_("填好就公开，家长在公开页上看得到。点哪一天改哪一天。"),
        error=error,
        acts=(copy,) if may(at.viewer, "publish_menu", at.business) else (),
        groups=(ShopGroup(f"{day_words(first)} – {day_words(week(first)[-1])}", entries),),
        links=_turn(at, first) + _public(at),
        tabs=tabs(at, "shop_more"),
    )


def _day(at: Counter, day: date, menus: Iterable[Menu]) -> ShopEntry:
    today = [menu for menu in menus if menu.day == day]
    said = apart(headed(MEAL_WORDS[meal], _served(m)) for meal in MEALS for m in today if m.meal == meal)
    href = f"{reverse('shop_menu_day', args=[at.business.pk])}?day={day.isoformat()}"
    return ShopEntry(day_words(day), said or _("还没有填"), href, None if today else Badge(_("没有"), "soon"))


def _served(one: Menu) -> str:
    return _("已撤下（%(why)s）") % {"why": one.reason} if one.withdrawn_at else in_a_row(one.dishes)


def _turn(at: Counter, first: date) -> tuple[Link, ...]:
    address = reverse("shop_menu", args=[at.business.pk])
    return (
        Link(_("← 上一周"), f"{address}?week={(first - A_WEEK).isoformat()}", "calendar"),
        Link(_("下一周 →"), f"{address}?week={(first + A_WEEK).isoformat()}", "calendar"),
    )


def _public(at: Counter) -> tuple[Link, ...]:
    """The way to what everybody sees."""
    page = queries.page_of(at.viewer, at.business.pk)
    return (Link(_("家长看到的样子"), f"/p/{page.code}", "search"),) if page else ()


def day_page(at: Counter, day: date, post: QueryDict, error: str = "") -> ShopPage:
    """The meals of one day."""
    rows = queries.menus(at.viewer, at.business, day, day).filter(withdrawn_at__isnull=True)
    menus = {menu.meal: menu for menu in rows}
    here = f"{reverse('shop_menu_day', args=[at.business.pk])}?day={day.isoformat()}"
    act = Act("publish", pgettext("button", "公开"), here, tuple(_fields(menus, post)), look="primary")
    back = Link(
        _("回这一周"), f"{reverse('shop_menu', args=[at.business.pk])}?week={monday(day).isoformat()}", "calendar"
    )
    return ShopPage(
        _("食谱 · %(day)s") % {"day": day_words(day)},
        at.business.name,
        lead=_("菜名之间用顿号隔开；没有这一餐就空着。"),
        error=error,
        acts=(act, *_withdrawing(menus, here, post)),
        links=(back,),
        tabs=tabs(at, "shop_more"),
    )


def _fields(menus: dict[str, Menu], post: QueryDict) -> Iterable[Field]:
    for meal in MEALS:
        stands = "、".join(menus[meal].dishes) if meal in menus else ""
        yield Field(meal, str(MEAL_WORDS[meal]), "textarea", post.get(meal, stands))
    known = next((menu.allergens for menu in menus.values() if menu.allergens), "")
    yield Field(
        "allergens", _("含有的过敏原（可不填）"), value=post.get("allergens", known), help=_("例如：花生、虾、牛奶")
    )


def _withdrawing(menus: dict[str, Menu], here: str, post: QueryDict) -> tuple[Act, ...]:
    """The way to say that a meal is not served after all; none where none stands."""
    if not menus:
        return ()
    chosen = post.get("meal", "")
    options = tuple(Option(meal, str(MEAL_WORDS[meal]), chosen=meal == chosen) for meal in MEALS if meal in menus)
    why = Field("reason", _("为什么撤下"), value=post.get("reason", ""), help=_("家长看得到这句话"), required=True)
    fields = (Field("meal", _("哪一餐"), "select", options=options, required=True), why)
    return (Act("withdraw", _("撤下一餐"), here, fields, look="danger"),)


def served(day: date, post: QueryDict) -> list[Served]:
    allergens = post.get("allergens", "").strip()
    return [Served(day, meal, dishes_in(post.get(meal, "")), allergens) for meal in MEALS]


def suppliers_page(at: Counter, post: QueryDict, error: str = "", *, leaving: str = "") -> ShopPage:
    """Those shown, each with a way to withdraw it (`leaving` is the key of one that is to go); the form of a new one."""
    here = reverse("shop_suppliers", args=[at.business.pk])
    fields = (
        Field("name", _("供货者名称"), value=post.get("name", ""), required=True),
        Field(
            "licence", _("许可证号"), value=post.get("licence", ""), help=_("SC、JY 或 YB 开头的 16 位"), required=True
        ),
        Field("goods", _("供应哪些食品"), value=post.get("goods", ""), help=_("例如：米面油、鲜肉"), required=True),
    )
    rows = list(queries.suppliers(at.viewer, at.business))
    may_act = may(at.viewer, "publish_supplier", at.business)
    shown = tuple(_supplier(one, here, may_act) for one in rows)
    gone = tuple(_leaving(one, here) for one in rows if str(one.pk) == leaving)
    publish = Act("publish", _("公开一家供货者"), here, fields, look="primary")
    return ShopPage(
        _("供货者"),
        at.business.name,
        lead=_("大宗食材从哪里来，家长看得到名称、证号和品类。"),
        error=error,
        groups=(ShopGroup(_("正在公开"), shown),),
        acts=(gone or (publish,)) if may_act else (),
        links=_public(at),
        tabs=tabs(at, "shop_more"),
    )


def _supplier(one: Supplier, here: str, may_act: bool) -> ShopEntry:
    return ShopEntry(one.name, f"{one.licence} · {one.goods}", f"{here}?leaving={one.pk}" if may_act else "")


def _leaving(one: Supplier, here: str) -> Act:
    fields = (Field("supplier", "", "hidden", str(one.pk)), Field("reason", _("为什么撤下"), required=True))
    return Act("withdraw", _("撤下 %(name)s") % {"name": one.name}, here, fields, look="danger")


def survey_page(at: Counter, host: str, error: str = "") -> ShopPage:
    """The survey of the term: open it, its address, what came of it so far."""
    here = reverse("shop_survey", args=[at.business.pk])
    surveys = list(canteen.surveys(at.viewer, at.business))
    groups = tuple(group for one in surveys for group in _survey(at, one, host))
    openable = may(at.viewer, "open_survey", at.business)
    return ShopPage(
        _("满意度调查"),
        at.business.name,
        lead=_("每学期问一次家长和学生。不记名：只数人数，不留谁说了什么。"),
        error=error,
        groups=groups,
        acts=(Act("open", _("打开这个学期的调查"), here, look="primary"),) if openable else (),
        tabs=tabs(at, "shop_more"),
    )


def _survey(at: Counter, one: Survey, host: str) -> Iterable[ShopGroup]:
    address = f"{host}/q/{one.code}"
    hint = _("%(first)s – %(last)s，已收 %(n)d 份") % {"first": one.opens_on, "last": one.closes_on, "n": one.replies}
    yield ShopGroup(_term(at, one), (ShopEntry(address, hint, f"/q/{one.code}"),))
    least = school_law(at.law).survey.shown_from
    opinions = canteen.opinions(one, viewer=at.viewer, least=least)
    words = _("满 %(n)d 份才看得到，免得猜出是谁说的") % {"n": least}
    rows = tuple(
        ShopEntry(said_text(o.question), counts_words(o.counts) if o.counts is not None else words) for o in opinions
    )
    yield ShopGroup(_("大家怎么说"), rows)


def _term(at: Counter, one: Survey) -> str:
    """The term as the calendar calls it."""
    year, _sign, key = one.term.partition("-")
    found = at.law.pack.key_days.get(key)
    return f"{year} {spoken(found.title)}" if found else year


def counts_words(counts: dict[str, int]) -> str:
    """How many said yes, partly, no."""
    words = {"yes": _("满意"), "partly": pgettext("satisfaction", "一般"), "no": _("不满意")}
    return " · ".join(f"{words[said]} {counts[said]}" for said in SAID)
