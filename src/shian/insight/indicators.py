"""The other figures of a period. Each answers a numerator and a denominator, and opens into the rows of the same query."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.fields.json import KeyTextTransform, KeyTransform
from django.db.models.functions import Coalesce
from django.db.models.lookups import Exact, In
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.clues.models import Clue
from shian.clues.states import FILED
from shian.insight.figure import Figure, Question
from shian.insight.fixing import at_first, came_back, middle_days, watched
from shian.insight.officers import complete, owing
from shian.insight.queries import completion_rows, on_site, places_of
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.models import Assistance, Duty, Finding, FindingStep
from shian.loop.queries import LOOK_BACK
from shian.loop.states import FIXED
from shian.registry.models import Standing
from shian.territory.models import Place

Rows = Callable[[Actor, Question], "QuerySet[Any]"]
RECURRENCE = ("recurrence_30", "recurrence_60", "recurrence_90")


def _every(asked: Question) -> Q:
    return Q()


@dataclass(frozen=True)
class Ratio:
    """Two integers; the ratio is formed on display."""

    key: str
    counted: int
    out_of: int


@dataclass(frozen=True)
class Indicator:
    """A figure as one query, and which of its rows count.

    Where other rows are counted than those it is out of, `other` has them, and `weight` is the column that is summed.
    `figured` names the part of the completion figure that is the same count: where that stands, nothing is asked again.
    """

    key: str
    out_of: Rows
    counts: Callable[[Question], Q | Exists] = _every
    other: Rows | None = None
    weight: str = ""
    figured: str = ""
    fault: bool = False  # what it counts went wrong: nothing is missing where it counts few

    def ratio(self, viewer: Actor, asked: Question, whole: Figure | None = None) -> Ratio:
        if whole is not None and self.figured:
            return Ratio(self.key, getattr(whole, self.figured), whole.out_of)
        every = self.out_of(viewer, asked).order_by()
        if self.other is not None:
            weighed = every.aggregate(n=Sum(self.weight))["n"] or 0
            return Ratio(self.key, self.other(viewer, asked).count(), weighed)
        found = every.aggregate(n=Count("pk"), counted=Count("pk", filter=self.counts(asked)))
        return Ratio(self.key, found["counted"], found["n"])

    def rows(self, viewer: Actor, asked: Question, side: str) -> "QuerySet[Any]":
        """The rows behind: `counted`, `out_of`, or `missing` (in the denominator only)."""
        every = self.out_of(viewer, asked)
        if side == "counted":
            return self.other(viewer, asked) if self.other is not None else every.filter(self.counts(asked))
        if side == "missing" and self.other is None:
            return every.exclude(pk__in=every.filter(self.counts(asked)).values("pk"))
        return every


@dataclass(frozen=True)
class MiddleDays(Indicator):
    """A figure that is no ratio: the middle of the days which its rows took, out of so many rows."""

    def ratio(self, viewer: Actor, asked: Question, whole: Figure | None = None) -> Ratio:
        rows = self.out_of(viewer, asked).order_by()
        return Ratio(self.key, middle_days(rows), rows.count())


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


def answered_for(asked: Question) -> Exists:
    """Of them, those for whom a post answers."""
    answers = Duty.objects.on(day_of(asked), asked.as_of).filter(
        business=OuterRef("business"), programme=asked.programme, holder__isnull=False
    )
    return Exists(answers)


def found(viewer: Actor, asked: Question) -> "QuerySet[Finding]":
    """The findings of the period; one withdrawn was none. One that failed several programmes' sheets counts in each."""
    rows = (
        Finding.objects.visible_to(viewer)
        .within_then(asked.within)
        .filter(
            Q(programme=asked.programme) | Q(also__contains=[asked.programme]),
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


def fixed(asked: Question) -> Q:
    """Those that stood as put right by then. Only one opened again may have stood otherwise than its row now says."""
    last = FindingStep.objects.filter(finding=OuterRef("pk"), at__lte=asked.as_of).order_by("-at", "-id")
    stood = Q(In(Subquery(last.values("state")[:1]), FIXED))
    return Q(reopened_at__isnull=True, state__in=FIXED, closed_at__lte=asked.as_of) | (
        Q(reopened_at__isnull=False) & stood
    )


def struck_off(viewer: Actor, asked: Question) -> "QuerySet[Finding]":
    """The findings of the period that were put right by then."""
    return found(viewer, asked).filter(fixed(asked))


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


def helped_with(viewer: Actor, asked: Question) -> "QuerySet[Assistance]":
    """The help asked for or offered in the period, whatever the programme; what the business called off was none."""
    rows = (
        Assistance.objects.visible_to(viewer)
        .within_then(asked.within)
        .filter(asked_on__gte=asked.period.start, asked_on__lt=asked.period.end, recorded_at__lte=asked.as_of)
    )
    if asked.grade:
        rows = rows.filter(business__guarantee_grade=asked.grade)
    called_off = Q(state="called_off", settled_at__lte=asked.as_of)
    return (
        rows.exclude(called_off)
        .select_related("business", "helper")
        .defer("business__phone")
        .order_by("asked_on", "id")
    )


def helped(asked: Question) -> Q:
    """Of it, what was given by then."""
    return Q(helped_at__lte=asked.as_of)


def clues(viewer: Actor, asked: Question) -> "QuerySet[Clue]":
    """The clues received in the period, whatever the programme and wherever they came from; united ones were received too."""
    rows: QuerySet[Clue] = Clue.objects.visible_to(viewer).within_then(asked.within)
    rows = rows.filter(
        received_on__gte=asked.period.start, received_on__lt=asked.period.end, recorded_at__lte=asked.as_of
    )
    if asked.grade:
        rows = rows.filter(business__guarantee_grade=asked.grade)
    return rows.select_related("holder", "business").defer("business__phone").order_by("received_on", "id")


def filed(asked: Question) -> Q:
    """Of them, those filed as cases by then: a clue that is filed moves no more."""
    return Q(state=FILED, concluded_at__lte=asked.as_of)


def looked_back(viewer: Actor, asked: Question) -> "QuerySet[Sheet]":
    """The look-backs of the period that somebody made, as the books stood, each with what it looked at."""
    if asked.law.programme(asked.programme).what.act != LOOK_BACK:
        return Sheet.objects.none()
    return sheets(viewer, asked).filter(outcome="done").prefetch_related("tasks__finding")


def held(asked: Question) -> Q:
    """Of them, those that found the problem really fixed: no key item failed."""
    programme = asked.law.programme(asked.programme)
    lists = (asked.law.pack.checklists[choice.checklist] for choice in programme.what.checklists)
    unfixed = Q(pk__in=[])
    for code in {item.code for one in lists for item in one.items if item.key}:
        said = Coalesce(KeyTextTransform("answer", KeyTransform(code, "answers")), Value(""), output_field=TextField())
        unfixed |= Q(Exact(said, "fail"))
    return ~unfixed


def due(viewer: Actor, asked: Question) -> "QuerySet[Any]":
    """The visits due and not excluded."""
    rows: QuerySet[Any] = completion_rows(viewer, asked)
    return rows.exclude(part="excluded")


def must_appoint(viewer: Actor, asked: Question) -> "QuerySet[Standing]":
    """The businesses which worked on the day and owe an officer, or a director besides."""
    return owing(viewer, asked, operating(viewer, asked), day_of(asked))


def staffed(asked: Question) -> Q:
    """Of them, those who have appointed everybody they owe."""
    return complete(asked, day_of(asked))


INDICATORS: Mapping[str, Indicator] = {
    one.key: one
    for one in (
        Indicator("coverage", operating, answered_for),
        Indicator("on_site_rate", due, on_site, figured="on_site"),
        Indicator("finding_rate", sheets, other=found, weight="checked"),
        Indicator("rectification", found, fixed),
        Indicator("first_time_fix", struck_off, at_first),
        *(Indicator(key, watched(struck_off, key), came_back(key), fault=True) for key in RECURRENCE),
        MiddleDays("days_to_fix", struck_off),
        Indicator("assistance", helped_with, helped),
        Indicator("staffing", must_appoint, staffed),
        Indicator("held", looked_back, held),
        Indicator("clue_cases", clues, filed),
    )
}


def indicator(key: str) -> Indicator:
    """One indicator, or Missing."""
    if key not in INDICATORS:
        raise Missing(_("没有这个指标"))
    return INDICATORS[key]


def by_place(viewer: Actor, asked: Question, key: str, by: str) -> list[tuple[Place, Ratio]]:
    """One indicator of the place that is asked for, or of each place of a level below it."""
    one = indicator(key)
    return [(place, one.ratio(viewer, asked.at(place.path))) for place in places_of(asked, by)]
