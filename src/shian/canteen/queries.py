"""Questions of a school canteen; the first argument is the viewer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.canteen.models import RetainedSample, SharedMeal, Survey, SurveyCount
from shian.canteen.rules import SAID
from shian.canteen.rules import shown as may_be_shown
from shian.checklists import queries as checklists
from shian.checklists.models import Item
from shian.kernel.actor import Actor
from shian.kernel.codes import code_read
from shian.kernel.refused import Missing
from shian.registry.models import Business

A_WEEK = timedelta(days=7)


def shared_meals(viewer: Actor, business: object, first: date, last: date) -> "QuerySet[SharedMeal]":
    """The meals of these days at which somebody ate along; `business` is the canteen or its key."""
    rows: QuerySet[SharedMeal] = SharedMeal.objects.visible_to(viewer).filter(business=business)
    return rows.filter(day__gte=first, day__lte=last).order_by("day", "meal", "pk")


def last_shared(viewer: Actor, business: Business, meal: str, before: date) -> SharedMeal | None:
    """The same meal the last time before a day: as yesterday."""
    rows: QuerySet[SharedMeal] = SharedMeal.objects.visible_to(viewer).filter(
        business=business, meal=meal, day__lt=before
    )
    return rows.order_by("-day", "-pk").first()


def samples(viewer: Actor, business: Business, first: date, last: date) -> "QuerySet[RetainedSample]":
    rows: QuerySet[RetainedSample] = RetainedSample.objects.visible_to(viewer).filter(business=business)
    return rows.filter(day__gte=first, day__lte=last).order_by("-day", "meal", "dish", "pk")


def last_samples(viewer: Actor, business: Business, meal: str, before: date) -> list[RetainedSample]:
    """The samples of the same meal the last time before a day."""
    rows = samples(viewer, business, before - 2 * A_WEEK, before - timedelta(days=1)).filter(meal=meal)
    latest = rows.first()
    return [row for row in rows if latest and row.day == latest.day]


def survey(code: str, *, viewer: Actor) -> Survey:
    """One survey by its code, or Missing."""
    found: Survey | None = Survey.objects.visible_to(viewer).filter(code=code_read(code)).first()
    if found is None:
        raise Missing(_("没有这次调查，请核对二维码或网址"))
    return found


def surveys(viewer: Actor, business: object) -> "QuerySet[Survey]":
    """The surveys of a canteen, the latest first."""
    rows: QuerySet[Survey] = Survey.objects.visible_to(viewer).filter(business=business)
    return rows.order_by("-opens_on", "-pk")


def questions(one: Survey) -> tuple[Item, ...]:
    return checklists.items(one.version_id)


@dataclass(frozen=True)
class Opinion:
    """How many said what to one question; none where so few answered that it would tell who."""

    question: Item
    counts: dict[str, int] | None


def opinions(one: Survey, *, viewer: Actor, least: int) -> list[Opinion]:
    """The counts of a survey, question by question. They open to counts, never to persons: no reply is kept."""
    rows = SurveyCount.objects.visible_to(viewer).filter(survey=one)
    found = {(row.question, row.said): row.replies for row in rows}
    enough = may_be_shown(one.replies, least)
    return [
        Opinion(item, {said: found.get((item.code, said), 0) for said in SAID} if enough else None)
        for item in questions(one)
    ]
