"""The risk control list of a shop (风险管控清单): read by everybody of the shop, kept by its director or principal."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from shian.doors.shop.counter import Counter, counter, tabs
from shian.doors.ui.answers import said_text
from shian.doors.ui.asked import Asked, today
from shian.doors.ui.said import spoken
from shian.doors.ui.shapes.parts import Act, Badge, Field, Link, Option, State
from shian.doors.ui.shapes.shop import ShopEntry, ShopGroup, ShopPage
from shian.doors.ui.show import show
from shian.doors.ui.terms import Words
from shian.doors.ui.typed import day_or_none, key_or_none
from shian.doors.ui.words import full_day_words
from shian.kernel.lens import may
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row, plural
from shian.loop import queries as loop
from shian.packs.risks import RHYTHMS_OF_POINTS, UNITS, ProposedPoint
from shian.registry.actions.risks import NewPoint, add_points, change_point, drop_point
from shian.registry.models import RiskPoint
from shian.registry.queries import risks
from shian.registry.rules.risks import Bounds, plain_number

VERB = "keep_risk_list"
EVERY: Words = {"day": gettext_lazy("每天"), "week": gettext_lazy("每周"), "month": gettext_lazy("每月")}
TEXTS: Words = {
    "step": gettext_lazy("风险控制环节"),
    "point": gettext_lazy("风险点"),
    "risk": gettext_lazy("风险描述"),
    "measure": gettext_lazy("管控措施"),
    "goal": gettext_lazy("管控目标"),
    "in_charge": gettext_lazy("责任人员"),
}
NEEDED = ("step", "point")


@require_http_methods(["GET", "POST"])
def risk_list(request: Asked, key: UUID) -> HttpResponseBase:
    """The list as it holds today, or held on a day; changes hold from today."""
    at = counter(request.actor, key, on=today(request))
    if request.method == "GET":
        return show(request, page(at, request.GET, asked=day_or_none(request.GET.get("day", ""))))
    try:
        with transaction.atomic():
            _done(at, request.POST)
    except Refused as refused:
        return show(request, page(at, request.POST, error=str(refused)), status=422)
    messages.success(request, _("清单改好了，从今天起按它检查。"))
    return redirect("shop_risks", key)


def _done(at: Counter, post: QueryDict) -> None:
    act = post.get("act", "")
    if act == "adopt":
        add_points(at.business, [_proposed(one, at) for one in proposals(at)], on=at.on, by=at.viewer)
    elif act == "drop":
        drop_point(_named(at, post), on=at.on, by=at.viewer)
    elif post.get("line"):
        change_point(_named(at, post), _typed(post), on=at.on, by=at.viewer)
    else:
        add_points(at.business, [_typed(post)], on=at.on, by=at.viewer)


def _named(at: Counter, post: QueryDict) -> RiskPoint:
    return risks.risk_point(key_or_none(post.get("line", "")) or UUID(int=0), at.business, viewer=at.viewer)


def proposals(at: Counter) -> list[ProposedPoint]:
    """What the law proposes for this kind of business."""
    sector = at.law.subject(at.business).sector
    return [one for one in at.law.pack.risk_points if sector in one.sectors]


def _proposed(one: ProposedPoint, at: Counter) -> NewPoint:
    """A proposal as a line, asked with the question that this business's daily record has."""
    asked = {question.code for question in at.questions(loop.DAILY)}
    code = next((code for code in one.codes if code in asked), "")
    low, high = (Decimal(text) if text else None for text in (one.low, one.high))
    unit, words = one.unit if code else "", one.words
    return NewPoint(
        one.step,
        one.title.zh,
        words["risk"],
        words["measure"],
        words["goal"],
        every=one.every,
        code=code,
        unit=unit,
        low=low,
        high=high,
    )


def _typed(post: QueryDict) -> NewPoint:
    texts = {name: post.get(name, "").strip() for name in TEXTS}
    every, unit = post.get("every", "day"), post.get("unit", "")
    return NewPoint(
        **texts,
        every=every if every in RHYTHMS_OF_POINTS else "day",
        code=post.get("code", "").strip(),
        unit=unit if unit in UNITS else "",
        low=_bound(post.get("low", "")),
        high=_bound(post.get("high", "")),
        absent=post.get("absent") == "1",
    )


def _bound(text: str) -> Decimal | None:
    if not text.strip():
        return None
    number = plain_number(text)
    if number is None:
        raise Refused(_("上下限请填数字，比如 8 或 -18"))
    return Decimal(number)


def page(at: Counter, words: QueryDict, *, asked: date | None = None, error: str = "") -> ShopPage:
    """The list by steps, its versions, and for whoever may change it the forms."""
    day = min(asked or at.on, at.on)
    rows = list(risks.risk_points(at.viewer, at.business, on=day))
    keeps = may(at.viewer, VERB, at.business) and day == at.on
    steps = dict.fromkeys(one.step for one in rows)
    groups = tuple(
        ShopGroup(step, tuple(_entry(one, at, keeps=keeps) for one in rows if one.step == step)) for step in steps
    )
    empty = State("empty", _("还没有风险管控清单"), _("清单写好了，每天的检查就照它来。"))
    return ShopPage(
        _("风险管控清单"),
        at.business.name,
        lead=_lead(at, day, keeps=keeps),
        groups=groups,
        acts=_acts(at, rows, words, error) if keeps else (),
        state=None if rows else empty,
        links=_versions(at, day),
        tabs=tabs(at, "shop_more"),
        error=error,
    )


def _lead(at: Counter, day: date, *, keeps: bool) -> str:
    if day < at.on:
        return _("这是 %(day)s 的清单。") % {"day": full_day_words(day)}
    return _("改了从今天起算，以前的照样能看。") if keeps else _("清单由食品安全总监或主要负责人来改。")


def _entry(one: RiskPoint, at: Counter, *, keeps: bool) -> ShopEntry:
    bounds = Bounds(one.low, one.high).words(one.unit) if one.unit else ""
    hint = " · ".join(part for part in (str(EVERY[one.every]), one.measure, bounds or one.goal, one.in_charge) if part)
    here = reverse("shop_risks", args=[at.business.pk])
    badge = Badge(_("本店没有"), "soon") if one.absent else None
    return ShopEntry(one.point, hint, f"{here}?line={one.pk}" if keeps else "", badge)


def _versions(at: Counter, day: date) -> tuple[Link, ...]:
    here = reverse("shop_risks", args=[at.business.pk])
    days = [one for one in risks.risk_list_days(at.viewer, at.business) if one <= at.on]
    current = next((one for one in days if one <= day), None)
    return tuple(
        Link(_("%(day)s 起的清单") % {"day": full_day_words(one)}, f"{here}?day={one}", "file", current=one == current)
        for one in days
        if one != current
    )


def _acts(at: Counter, rows: Sequence[RiskPoint], words: QueryDict, error: str) -> tuple[Act, ...]:
    here = reverse("shop_risks", args=[at.business.pk])
    line = next((one for one in rows if str(one.pk) == words.get("line")), None)
    before = _as_typed(line) if line and "point" not in words else {name: str(words.get(name, "")) for name in words}
    word = _("改这一条") if line else _("加一条")
    typed = Act("keep", word, here, _fields(at, before, error), look="primary")
    if line:
        key = (Field("line", "", "hidden", str(line.pk)), Field("act", "", "hidden", "drop"))
        return (typed, Act("drop", _("去掉这一条"), here, key, _("从今天起不查这一条，确定吗？"), look="danger"))
    if rows or not (found := proposals(at)):
        return (typed,)
    told = in_a_row(spoken(one.title) for one in found)
    adopt = Act(
        "adopt",
        plural("照底稿写 %(n)s 条：%(points)s", len(found), points=told),
        here,
        (Field("act", "", "hidden", "adopt"),),
        look="primary",
    )
    return (adopt, Act("keep", word, here, _fields(at, before, error)))


def _as_typed(line: RiskPoint) -> dict[str, str]:
    names = (*TEXTS, "every", "code", "unit")
    numbers = {name: "" if getattr(line, name) is None else f"{getattr(line, name):f}" for name in ("low", "high")}
    return (
        {name: getattr(line, name) for name in names}
        | numbers
        | {"line": str(line.pk), "absent": "1" if line.absent else ""}
    )


def _fields(at: Counter, before: Mapping[str, str], error: str) -> tuple[Field, ...]:
    texts = (
        Field(
            name, str(label), value=before.get(name, ""), required=name in NEEDED, error=error if name == "step" else ""
        )
        for name, label in TEXTS.items()
    )
    every = tuple(Option(key, str(word), chosen=before.get("every", "day") == key) for key, word in EVERY.items())
    codes = (Option("", _("不对应，只列在清单里")), *(
        Option(one.code, said_text(one), chosen=before.get("code") == one.code) for one in at.questions(loop.DAILY)
    ))  # fmt: skip
    units = tuple(Option(one, one or _("不用量"), chosen=before.get("unit", "") == one) for one in UNITS)
    gone = (Option("1", _("本店没有这一项"), chosen=before.get("absent") == "1"),)
    return (
        Field("line", "", "hidden", before.get("line", "")),
        *texts,
        Field("every", _("管控频次"), "select", options=every),
        Field("code", _("在每日记录里跟哪一项一起查"), "select", options=codes),
        Field("unit", _("要量什么"), "select", options=units),
        Field("low", _("下限"), value=before.get("low", "")),
        Field("high", _("上限"), value=before.get("high", "")),
        Field("absent", _("有没有"), "checkbox", options=gone),
    )
