"""The other figures of a period. Each answers a numerator and a denominator, and opens into the rows of the same query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.insight.figure import Question
from shian.insight.queries import completion_rows
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.models import Duty, Finding
from shian.registry.models import Standing

Rows = Callable[[Actor, Question], "QuerySet[Any]"]
FIXED = ("closed", "struck_off")


@dataclass(frozen=True)
class Ratio:
    """Two integers; the ratio is formed on display."""

    key: str
    counted: int
    out_of: int


@dataclass(frozen=True)
class Indicator:
    """A figure as two queries over the same rows: all of them, and those that count. `weight` sums a column instead."""

    key: str
    out_of: Rows
    counted: Rows
    weight: str = ""

    def ratio(self, viewer: Actor, asked: Question) -> Ratio:
        every = self.out_of(viewer, asked)
        whole = every.aggregate(n=Sum(self.weight))["n"] or 0 if self.weight else every.count()
        return Ratio(self.key, self.counted(viewer, asked).count(), whole)

    def rows(self, viewer: Actor, asked: Question, side: str) -> "QuerySet[Any]":
        """The rows behind: `counted`, `out_of`, or `missing` (in the denominator only)."""
        if side == "counted":
            return self.counted(viewer, asked)
        every = self.out_of(viewer, asked)
        if side == "missing" and not self.weight:
            return every.exclude(pk__in=self.counted(viewer, asked).values("pk"))
        return every


def day_of(asked: Question) -> date:
    """The day whose standing facts count: today, or the period's last day once it is over."""
    return min(asked.today, asked.period.last)


def operating(viewer: Actor, asked: Question) -> "QuerySet[Standing]":
    """The businesses which worked on the day, as known then."""
    rows = Standing.objects.visible_to(viewer).within_then(asked.within).on(day_of(asked), asked.as_of)
    rows = rows.filter(status="operating")
    if asked.grade:
        rows = rows.filter(business__guarantee_grade=asked.grade)
    return rows.select_related("business").defer("business__phone").order_by("path_then", "business__name", "id")


def covered(viewer: Actor, asked: Question) -> "QuerySet[Standing]":
    """Those of them for whom a post answers."""
    answers = Duty.objects.on(day_of(asked), asked.as_of).filter(
        business=OuterRef("business"), programme=asked.programme, holder__isnull=False
    )
    return operating(viewer, asked).filter(Exists(answers))


def found(viewer: Actor, asked: Question) -> "QuerySet[Finding]":
    """The findings of the period; one withdrawn was none."""
    rows = (
        Finding.objects.visible_to(viewer)
        .within_then(asked.within)
        .filter(
            programme=asked.programme,
            found_on__gte=asked.period.start,
            found_on__lt=asked.period.end,
            recorded_at__lte=asked.as_of,
        )
    )
    if asked.grade:
        rows = rows.filter(business__guarantee_grade=asked.grade)
    withdrawn = Q(state="withdrawn", closed_at__lte=asked.as_of)
    return (
        rows.exclude(withdrawn).select_related("business", "holder").defer("business__phone").order_by("found_on", "id")
    )


def fixed(viewer: Actor, asked: Question) -> "QuerySet[Finding]":
    """Those that were put right and struck off by then."""
    return found(viewer, asked).filter(state__in=FIXED, closed_at__lte=asked.as_of)


def sheets(viewer: Actor, asked: Question) -> "QuerySet[Sheet]":
    """The sheets of the period, as the books stood."""
    stood = Q(superseded_at__isnull=True) | Q(superseded_at__gt=asked.as_of)
    rows = (
        Sheet.objects.visible_to(viewer)
        .within_then(asked.within)
        .filter(
            stood,
            programme=asked.programme,
            on_day__gte=asked.period.start,
            on_day__lt=asked.period.end,
            recorded_at__lte=asked.as_of,
        )
    )
    if asked.grade:
        rows = rows.filter(business__guarantee_grade=asked.grade)
    return rows.select_related("business", "version", "post").defer("business__phone").order_by("on_day", "id")


def due(viewer: Actor, asked: Question) -> "QuerySet[Any]":
    """The visits due and not excluded."""
    rows: QuerySet[Any] = completion_rows(viewer, asked)
    return rows.exclude(part="excluded")


def on_site(viewer: Actor, asked: Question) -> "QuerySet[Any]":
    """The visits made where the business is."""
    return due(viewer, asked).filter(state="done", mode="on_site")


INDICATORS: Mapping[str, Indicator] = {
    one.key: one
    for one in (
        Indicator("coverage", operating, covered),
        Indicator("on_site_rate", due, on_site),
        Indicator("finding_rate", sheets, found, weight="checked"),
        Indicator("rectification", found, fixed),
    )
}


def indicator(key: str) -> Indicator:
    """One indicator, or Missing."""
    if key not in INDICATORS:
        raise Missing(_("没有这个指标"))
    return INDICATORS[key]
