"""陪餐 and 留样 on the phone: a meal in a minute, with what the menu and the last time already say."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from django.http import QueryDict
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from shian.canteen import actions, queries
from shian.canteen.actions.sharing import PROGRAMME as SHARING
from shian.canteen.days import school_law
from shian.canteen.models import RetainedSample, SharedMeal
from shian.canteen.words import MEAL_WORDS
from shian.disclosure import queries as disclosure
from shian.disclosure.rules import dishes_in
from shian.doors.shop.counter import Counter, tabs
from shian.doors.ui.answers import said_text
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option
from shian.doors.ui.shapes.shop import ShopEntry, ShopGroup, ShopPage
from shian.doors.ui.typed import day_or_none
from shian.doors.ui.words import day_words
from shian.kernel.refused import Refused
from shian.kernel.spelled import plural
from shian.packs.words import MEALS

SECOND_MEAL_FROM, THIRD_MEAL_FROM = 10, 16  # o'clock: which meal somebody most likely means


@dataclass(frozen=True)
class Asked:
    """Which meal of which day the page is about."""

    day: date
    meal: str


def asked(words: Mapping[str, str], now: datetime, on: date) -> Asked:
    """The meal an address names, else the one of this hour."""
    meal = words.get("meal", "")
    return Asked(
        day_or_none(words.get("day", "")) or on, meal if meal in MEALS else _likely(timezone.localtime(now).hour)
    )


def _likely(hour: int) -> str:
    return MEALS[(hour >= SECOND_MEAL_FROM) + (hour >= THIRD_MEAL_FROM)]


def title(of: Asked) -> str:
    return f"{day_words(of.day)} {MEAL_WORDS[of.meal]}"


def address(at: Counter, name: str, of: Asked) -> str:
    return f"{reverse(name, args=[at.business.pk])}?day={of.day.isoformat()}&meal={of.meal}"


def _others(at: Counter, name: str, of: Asked) -> tuple[Link, ...]:
    """The way to the other meals of the day."""
    return tuple(
        Link(str(MEAL_WORDS[meal]), address(at, name, Asked(of.day, meal)), "today")
        for meal in MEALS
        if meal != of.meal
    )


def _dishes(at: Counter, of: Asked) -> tuple[str, ...]:
    """What the menu says is served."""
    menus = disclosure.menus(at.viewer, at.business, of.day, of.day)
    return next((tuple(menu.dishes) for menu in menus if menu.meal == of.meal and not menu.withdrawn_at), ())


# --- 陪餐 ---


def shared_page(at: Counter, of: Asked, post: QueryDict, error: str = "") -> ShopPage:
    """The form of a meal, filled from the menu and from the last time; what was entered of the day below."""
    here = address(at, "shop_shared_meal", of)
    act = Act("share", _("签名并提交"), here, _shared_fields(at, of, post), look="primary", files=True, pad=True)
    return ShopPage(
        _("陪餐 · %(meal)s") % {"meal": title(of)},
        at.business.name,
        lead=_("和学生吃同一餐，吃完记一下，约一分钟。家长看得到谁（岗位和姓）陪的、有没有问题。"),
        error=error,
        acts=(act,),
        below=(ShopGroup(_("近七天"), tuple(_shared(one) for one in _lately(at, of))),),
        links=_others(at, "shop_shared_meal", of),
        tabs=tabs(at, "shop_more"),
    )


def _lately(at: Counter, of: Asked) -> list[SharedMeal]:
    return list(queries.shared_meals(at.viewer, at.business, of.day - queries.A_WEEK, of.day).reverse())


def _shared(one: SharedMeal) -> ShopEntry:
    badge = Badge(_("有问题，已登记"), "soon", "alert") if one.failed else Badge(_("都好"), "done", "check")
    words = f"{day_words(one.day)} {MEAL_WORDS[one.meal]}"
    return ShopEntry(words, plural("%(who)s · %(n)d 人", one.diners, who=one.leader), badge=badge)


def _shared_fields(at: Counter, of: Asked, post: QueryDict) -> tuple[Field, ...]:
    last = queries.last_shared(at.viewer, at.business, of.meal, of.day)
    dishes = _dishes(at, of) or (tuple(last.dishes) if last else ())
    wrong = set(post.getlist("wrong"))
    questions = tuple(
        Option(one.code, _("不符合：%(what)s") % {"what": said_text(one)}, chosen=one.code in wrong)
        for one in at.questions(SHARING)
    )
    fine = Option("1", _("都好，我和学生吃的是同一餐"), chosen=bool(post.get("fine")))
    yesterday = _("上次同一餐 %(n)d 人") % {"n": last.diners} if last else ""
    return (
        Field("diners", _("就餐人数（人）"), "number", post.get("diners") or (str(last.diners) if last else ""), yesterday, required=True),
        Field("dishes", _("菜品"), "textarea", post.get("dishes") or "、".join(dishes), _("已按食谱带入，有变的改一下"), required=True),
        Field("fine", _("没有问题"), "checkbox", options=(fine,)),
        Field("wrong", _("有问题就勾哪一项不好"), "checkbox", options=questions),
        Field("note", _("什么问题、当场怎么处理的"), "textarea", post.get("note", ""), _("没有问题不用填")),
        Field("photos", _("照片（可不拍）"), "file"),
    )  # fmt: skip


def shared_said(at: Counter, of: Asked, post: QueryDict) -> actions.Shared:
    """Read the form. Raises Refused where neither fine nor a problem is said, or a problem has no words."""
    questions = {one.code: one for one in at.questions(SHARING)}
    wrong = [code for code in post.getlist("wrong") if code in questions]
    note = post.get("note", "").strip()
    if bool(post.get("fine")) == bool(wrong):
        raise Refused(_("没有问题请勾“都好”；有问题请勾哪一项，两样选一样"), code="undecided")
    if wrong and not note:
        raise Refused(_("请写明什么问题、当场怎么处理的"), code="no_words")
    return actions.Shared(
        of.day, of.meal, whole(post.get("diners", ""), _("就餐人数")), dishes_in(post.get("dishes", "")), dict.fromkeys(wrong, note)
    )  # fmt: skip


# --- 留样 ---


def samples_page(at: Counter, of: Asked, post: QueryDict, error: str = "") -> ShopPage:
    """A line for each dish of the menu, with what was weighed the last time; the law's numbers above."""
    law = school_law(at.law).retention
    here = address(at, "shop_samples", of)
    numbers = {"g": law.grams_least, "h": law.hours_least, "least": law.celsius_least, "most": law.celsius_most}
    lead = _("每个菜至少 %(g)d 克，%(least)d 到 %(most)d ℃ 冷藏 %(h)d 小时以上。没有留的填 0。") % numbers
    if law.cite.assumed:
        lead += _("（推定）")
    act = Act("retain", _("交上去"), here, _sample_fields(at, of, post), look="primary")
    kept = list(queries.samples(at.viewer, at.business, of.day - queries.A_WEEK, of.day)[:60])
    return ShopPage(
        _("留样 · %(meal)s") % {"meal": title(of)},
        at.business.name,
        lead=lead,
        error=error,
        acts=(act,),
        below=(ShopGroup(_("近七天"), tuple(_sample(one, law.grams_least) for one in kept)),),
        links=_others(at, "shop_samples", of),
        tabs=tabs(at, "shop_more"),
    )


def _sample(one: RetainedSample, least: int) -> ShopEntry:
    until = timezone.localtime(one.keep_until)
    hint = _("%(meal)s · 冷柜 %(celsius)s ℃ · 留到 %(until)s") % {
        "meal": f"{day_words(one.day)} {MEAL_WORDS[one.meal]}", "celsius": one.celsius, "until": f"{until:%m-%d %H:%M}",
    }  # fmt: skip
    if one.grams == 0:
        return ShopEntry(one.dish, hint, badge=Badge(_("没有留样"), "late", "alert"))
    tone = Badge(f"{one.grams} g", "done" if one.grams >= least else "late", "check" if one.grams >= least else "alert")
    return ShopEntry(one.dish, hint, badge=tone)


def _sample_fields(at: Counter, of: Asked, post: QueryDict) -> tuple[Field, ...]:
    last = queries.last_samples(at.viewer, at.business, of.meal, of.day)
    before = {one.dish: one.grams for one in last if one.grams}
    lines = [_grams(n, dish, before, post) for n, dish in enumerate(_dishes(at, of))]
    more = Field(
        "more", _("食谱上没有的菜"), "textarea", post.get("more", ""), _("一行一个，菜名和克数，例如：清炒时蔬 130")
    )
    cold = Field(
        "celsius", _("冷柜温度（℃）"), "text", post.get("celsius", ""), _("看温度计填，例如：4"), required=True
    )  # fmt: skip
    return (*lines, more, cold)


def _grams(n: int, dish: str, before: Mapping[str, int], post: QueryDict) -> Field:
    """The last weight is shown beside, not filled in: what nobody weighed today is no measurement."""
    last = _("上次 %(n)d 克") % {"n": before[dish]} if dish in before else ""
    label = _("%(dish)s（克）") % {"dish": dish}
    return Field(f"grams-{n}", label, "number", post.get(f"grams-{n}", ""), last, required=True)


def samples_said(at: Counter, of: Asked, post: QueryDict) -> actions.Samples:
    """Read the form. Raises Refused in a sentence that names the field."""
    lines = [
        actions.Line(dish, whole(post.get(f"grams-{n}", ""), dish))
        for n, dish in enumerate(_dishes(at, of))
    ]  # fmt: skip
    lines += [_line(text) for text in post.get("more", "").splitlines() if text.strip()]
    return actions.Samples(of.day, of.meal, _celsius(post.get("celsius", "")), tuple(lines))


def _line(text: str) -> actions.Line:
    dish, _space, grams = text.strip().rpartition(" ")
    if not dish:
        raise Refused(_("“%(text)s”请写成：菜名 克数") % {"text": text.strip()[:20]}, code="malformed")
    return actions.Line(dish.strip(), whole(grams.removesuffix("克").removesuffix("g"), dish.strip()))


def _celsius(text: str) -> Decimal:
    try:
        found = Decimal(text.strip().removesuffix("℃").strip())
    except InvalidOperation as error:
        raise Refused(_("冷柜温度请填数字，如 4 或 3.5"), code="malformed") from error
    if not found.is_finite() or abs(found) >= 1000:
        raise Refused(_("冷柜温度请填数字，如 4 或 3.5"), code="malformed")
    return found.quantize(Decimal("0.1"))


def whole(text: str, label: str) -> int:
    """A whole number as typed. Raises Refused."""
    said = text.strip().replace(",", "").replace("，", "")
    if not said.isascii() or not said.isdigit() or len(said) > 9:
        raise Refused(_("「%(label)s」请填整数") % {"label": label}, code="malformed")
    return int(said)


def is_school(at: Counter) -> bool:
    """Whether the law asks meals of this business."""
    return bool(SHARING in at.law.pack.programmes and at.owes(SHARING))


def links(at: Counter) -> tuple[Link, ...]:
    """What a school canteen does beside its records."""
    if not is_school(at):
        return ()
    here = [at.business.pk]
    return (
        Link(_("陪餐"), reverse("shop_shared_meal", args=here), "people"),
        Link(_("留样"), reverse("shop_samples", args=here), "check"),
        Link(_("一周食谱"), reverse("shop_menu", args=here), "calendar"),
        Link(_("供货者"), reverse("shop_suppliers", args=here), "file"),
        Link(_("满意度调查"), reverse("shop_survey", args=here), "question"),
    )
