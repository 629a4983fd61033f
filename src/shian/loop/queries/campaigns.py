"""One round of a programme with a first and a last day: what it planned, found and was told. Each number is a list.

A question is asked as of an instant, so that the report which closed a campaign can still be opened a year later.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import DateTimeField, F, Func, OuterRef, Q, QuerySet, Subquery, Value

from shian.kernel.actor import Actor
from shian.loop.models import Finding, FindingStep, Task
from shian.loop.queries.tasks import with_names
from shian.packs.schema import Programme
from shian.packs.windows import Window, window_at, windows

PUT_RIGHT = ("closed", "struck_off")
VISITS, FINDINGS, REPORTS = (
    ("due", "done", "left", "excluded"),
    ("found", "fixed", "unfixed"),
    ("given", "late", "missed"),
)
YEARS_BACK = 3


@dataclass(frozen=True)
class Round:
    """A programme in one of its windows, below a place, as known at an instant."""

    programme: Programme
    window: Window
    within: str
    as_of: datetime


def is_round(programme: Programme) -> bool:
    """Whether it has a first and a last day: a campaign, or something done once."""
    return programme.when.trigger in ("window", "once") and not programme.part_of


def windows_of(programme: Programme, on: date) -> list[Window]:
    """Its rounds: the one that runs or comes next, and those of the last years, the latest first."""
    if programme.when.trigger == "once":
        start = programme.span.start or on
        return [Window(start, programme.span.last or date(max(start.year, on.year), 12, 31))]
    near = window_at(programme.when, on)
    past = windows(programme.when, on - timedelta(days=366 * YEARS_BACK), on)
    held = (one for one in past if programme.span.meets(one.period.start, one.period.end))  # it was a campaign by then
    return sorted({*held, *([near] if near else [])}, key=lambda one: one.opens, reverse=True)


def window_of_year(programme: Programme, year: int, on: date) -> Window | None:
    """The round that closes in a year."""
    if programme.when.trigger == "once":
        return windows_of(programme, on)[0]
    return next(
        (one for one in windows(programme.when, date(year, 1, 1), date(year + 1, 1, 1)) if one.year == year), None
    )


def visits(viewer: Actor, asked: Round, part: str = "due") -> "QuerySet[Task]":
    """The visits of a round: all, those made, those still to make, those left out for a reason."""
    rows = _tasks(viewer, asked, asked.programme.key).filter(business__isnull=False)
    settled = Q(settled_at__lte=asked.as_of)
    match part:
        case "done" | "excluded":
            rows = rows.filter(settled, state=part)
        case "left":
            rows = rows.exclude(settled & Q(state__in=("done", "excluded")))
    return with_names(rows).order_by("path", "due", "id")


def _tasks(viewer: Actor, asked: Round, programme: str) -> "QuerySet[Task]":
    """What a programme planned in the window, but for what was withdrawn by then."""
    rows: QuerySet[Task] = Task.objects.visible_to(viewer).within_then(asked.within)
    return rows.filter(
        programme=programme,
        finding__isnull=True,
        period_start__lte=asked.window.closes,
        period_end__gte=asked.window.opens,
        recorded_at__lte=asked.as_of,
    ).exclude(state="withdrawn", settled_at__lte=asked.as_of)


def findings(viewer: Actor, asked: Round, part: str = "found") -> "QuerySet[Finding]":
    """What its visits found: all, what was put right by then, what was not."""
    last_step = FindingStep.objects.filter(finding=OuterRef("pk"), at__lte=asked.as_of).order_by("-at", "-id")
    rows: QuerySet[Finding] = Finding.objects.visible_to(viewer).within_then(asked.within)
    rows = rows.filter(
        programme=asked.programme.key,
        found_on__gte=asked.window.opens,
        found_on__lte=asked.window.closes,
        recorded_at__lte=asked.as_of,
    ).annotate(then=Subquery(last_step.values("state")[:1]))
    rows = rows.exclude(then="withdrawn")
    if part != "found":
        right = Q(then__in=PUT_RIGHT)
        rows = rows.filter(right) if part == "fixed" else rows.exclude(right)
    return rows.select_related("business").order_by("path", "found_on", "id")


def reports(viewer: Actor, asked: Round, part: str = "", *, day: date | None = None) -> "QuerySet[Task]":
    """The daily reports of its places: given by the hour, given after it, not given though the hour is past."""
    campaign = asked.programme.campaign
    if campaign is None or campaign.zero_report is None:
        return Task.objects.none()
    rows = _tasks(viewer, asked, f"{asked.programme.key}_zero").annotate(by=_hour_of_day(campaign.zero_report.by))
    told = Q(state="done", settled_at__lte=asked.as_of)
    if day is not None:
        rows = rows.filter(period_start=day)
    match part:
        case "given":
            rows = rows.filter(told, settled_at__lte=F("by"))
        case "late":
            rows = rows.filter(told, settled_at__gt=F("by"))
        case "missed":
            rows = rows.exclude(told).filter(by__lt=asked.as_of)
    return rows.select_related("holder", "place", "sheet").order_by("period_start", "path", "id")


def _hour_of_day(by: object) -> Func:
    """The instant by which the report of its day is due, in China."""
    return Func(
        F("period_start"),
        Value(by),
        template="((%(expressions)s::time) AT TIME ZONE 'Asia/Shanghai')",
        arg_joiner=" + ",
        output_field=DateTimeField(),
    )


def closing_report(viewer: Actor, asked: Round) -> Task | None:
    """The report that is owed at its end, at the place or the nearest above that the viewer sees."""
    rows = Task.objects.visible_to(viewer).filter(
        programme=f"{asked.programme.key}_closing",
        period_start__lte=asked.window.closes,
        period_end__gte=asked.window.opens,
    )
    return rows.select_related("holder", "place", "sheet").order_by("path", "id").first()


@dataclass(frozen=True)
class Covered:
    """How far a round has come in one place."""

    path: str
    due: int
    done: int
    excluded: int

    @property
    def left(self) -> int:
        return self.due - self.done - self.excluded


def coverage(viewer: Actor, asked: Round, paths: Iterable[str]) -> list[Covered]:
    """The same visits, place by place; places in which nothing is due are left out."""
    counts = {part: _by_path(visits(viewer, asked, part)) for part in ("due", "done", "excluded")}
    found = [Covered(path, *(_below(counts[part], path) for part in ("due", "done", "excluded"))) for path in paths]
    return [one for one in found if one.due]


def _by_path(rows: "QuerySet[Task]") -> Counter[str]:
    return Counter(rows.order_by().values_list("path_then", flat=True))


def _below(counts: Counter[str], path: str) -> int:
    return sum(count for where, count in counts.items() if where.startswith(path))
