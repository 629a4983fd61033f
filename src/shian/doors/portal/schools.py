"""A school's week for everybody: what is served, who ate along, from whom it is bought."""

from collections.abc import Iterable, Sequence
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from shian.canteen import queries as canteen
from shian.canteen.models import SharedMeal
from shian.canteen.words import MEAL_WORDS
from shian.disclosure import queries
from shian.disclosure.heralding import Board
from shian.disclosure.models import Menu, PublicPage
from shian.disclosure.rules import monday, week
from shian.doors.portal.shapes import Day, Meal, School
from shian.doors.ui.shapes.parts import Badge, Link
from shian.doors.ui.words import day_words
from shian.kernel.actor import Actor
from shian.kernel.spelled import in_a_row
from shian.packs.words import MEALS

SCHOOLS = frozenset({"school", "kindergarten"})
A_WEEK = timedelta(days=7)
WEEKS_BACK, WEEKS_AHEAD = 8, 3


def school(viewer: Actor, page: PublicPage, board: Board, asked: date, on: date) -> School | None:
    """The part of a school; none for other businesses."""
    if not board.tags & SCHOOLS:
        return None
    first = min(max(monday(asked), monday(on) - WEEKS_BACK * A_WEEK), monday(on) + WEEKS_AHEAD * A_WEEK)
    days = week(first)
    menus = list(queries.menus(viewer, board.business, days[0], days[-1]))
    shared = list(canteen.shared_meals(viewer, board.business, days[0], days[-1]))
    survey = canteen.surveys(viewer, board.business).filter(opens_on__lte=on, closes_on__gte=on).first()
    return School(
        week=f"{day_words(days[0])} – {day_words(days[-1])}",
        days=tuple(_day(day, menus, shared, on) for day in days if any(m.day == day for m in menus) or day == on),
        turn=_turn(page, first),
        suppliers=tuple((s.name, s.licence, s.goods) for s in queries.suppliers(viewer, board.business)),
        survey=Link(_("填满意度调查"), reverse("public_survey", args=[survey.code])) if survey else None,
        survey_words=_("不记名，%(day)s 前都可以填。") % {"day": survey.closes_on} if survey else "",
    )


def _turn(page: PublicPage, first: date) -> tuple[Link, ...]:
    here = reverse("public_business", args=[page.code])
    return (
        Link(_("← 上一周"), f"{here}?week={(first - A_WEEK).isoformat()}"),
        Link(_("下一周 →"), f"{here}?week={(first + A_WEEK).isoformat()}"),
    )


def _day(day: date, menus: Sequence[Menu], shared: Sequence[SharedMeal], on: date) -> Day:
    meals = tuple(_meals(day, menus, shared, on))
    return Day(day_words(day), day == on, meals)


def _meals(day: date, menus: Sequence[Menu], shared: Sequence[SharedMeal], on: date) -> Iterable[Meal]:
    for meal in MEALS:
        menu = next((m for m in menus if (m.day, m.meal) == (day, meal)), None)
        along = next((s for s in shared if (s.day, s.meal) == (day, meal)), None)
        if menu is None and along is None:
            continue
        gone = menu is not None and menu.withdrawn_at is not None
        words = _("陪餐：%(who)s") % {"who": along.leader} if along else ""
        yield Meal(
            str(MEAL_WORDS[meal]),
            _dishes(menu, along),
            menu.allergens if menu and not gone else "",
            words,
            None if gone and along is None else _badge(along, day, on),
        )


def _dishes(menu: Menu | None, along: SharedMeal | None) -> str:
    """What is served, or that the menu was withdrawn and why."""
    if menu is not None and menu.withdrawn_at is not None:
        return _("食谱已撤下：%(why)s") % {"why": menu.reason}
    return in_a_row(menu.dishes if menu else along.dishes if along else ())


def _badge(along: SharedMeal | None, day: date, on: date) -> Badge | None:
    """How the meal was; a meal of a day gone by at which nobody ate along is said to be one."""
    if along is not None:
        return Badge(_("有问题，已登记整改"), "soon", "alert") if along.failed else Badge(_("都好"), "done", "check")
    return Badge(_("没有陪餐记录"), "soon", "info") if day < on else None
