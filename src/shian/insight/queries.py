"""Figures that open: the figure and the list behind it are the same query.

`due = done + excluded + overdue + open`, always. A visit counts as done when it was made by its due day; one made
later is overdue and shown as made up (补). As-of reads recorded time, so the same question gives the same answer on any later day.
"""

from collections.abc import Sequence
from typing import Any

from django.db.models import Case, Count, F, Func, Q, QuerySet, Value, When
from django.db.models.fields import CharField
from django.utils.translation import gettext as _

from shian.insight.expected import expected_figures
from shian.insight.figure import Figure, Question
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.loop.law import law_on
from shian.loop.models import Task
from shian.territory.models import Place

PARTS = ("done", "excluded", "overdue", "open")
PERIODIC = ("inspect", "self_check", "roll_up")
DEFINITION = 1


def completion_rows(viewer: Actor, asked: Question, *, part: str | None = None) -> "QuerySet[Task]":
    """The tasks behind the figure, each with its part; with `part`, only those."""
    rows: QuerySet[Task] = (
        Task.objects.visible_to(viewer)
        .within_then(asked.within)
        .filter(
            programme=asked.programme,
            act__in=PERIODIC,
            period_end__gte=asked.period.start,
            period_end__lt=asked.period.end,
            recorded_at__lte=asked.as_of,
        )
    )
    if asked.grade:
        rows = rows.filter(grade=asked.grade)
    rows = rows.exclude(state="withdrawn", settled_at__lte=asked.as_of).annotate(part=_part(asked), late=_late(asked))
    return rows.filter(part=part) if part else rows


def _part(asked: Question) -> Case:
    settled = Q(settled_at__lte=asked.as_of)
    return Case(
        When(settled & Q(state="done", settled_on__lte=F("due")), then=Value("done")),
        When(settled & Q(state="excluded"), then=Value("excluded")),
        When(due__lt=asked.today, then=Value("overdue")),
        When(settled & Q(state="done"), then=Value("overdue")),
        default=Value("open"),
        output_field=CharField(),
    )


def _late(asked: Question) -> Case:
    """Made up after the due day, or excluded near the period's end: the two things a figure must not hide."""
    near_end = Q(state="excluded", period_end__lt=F("settled_on") + asked.late_window)
    made_up = Q(state="done", settled_on__gt=F("due"))
    return Case(When((near_end | made_up) & Q(settled_at__lte=asked.as_of), then=Value(1)), default=Value(0))


def completion(viewer: Actor, asked: Question, *, by: str = "") -> list[Figure]:
    """Completion of a programme in a period: one figure, or one for each place of a level below."""
    places = _places(asked.within, by)
    if every := expected_every(asked):
        return expected_figures(viewer, asked, every, places)
    rows = completion_rows(viewer, asked).order_by().annotate(ground=_ground_of(places))
    counted: dict[str, dict[tuple[str, int], int]] = {}
    for row in rows.values("ground", "part", "late").annotate(n=Count("pk")):
        counted.setdefault(row["ground"], {})[(row["part"], row["late"])] = row["n"]
    return [_figure(place.path, place.name, counted.get(place.path, {})) for place in places]


def expected_every(asked: Question) -> str:
    """The rhythm of a programme that is expected and not stored; empty for one of rows."""
    programme = law_on(min(asked.today, asked.period.last), asked.within).programme(asked.programme)
    rhythms = {row.every for row in programme.when.frequencies}
    return next(iter(rhythms)) if rhythms and rhythms <= {"day", "week"} else ""


def _places(within: str, by: str) -> list[Place]:
    rows = Place.objects.filter(path__gte=within, path__lt=within[:-1] + "0")
    found = list(rows.filter(level=by) if by else rows.filter(path=within))
    if by and not found:
        raise Refused(_("这里下面没有这一级：%(level)s") % {"level": by}, code="no_level")
    return found


def _ground_of(places: Sequence[Place]) -> Any:
    """The place of a level that holds the row: a prefix of its path with as many segments."""
    depth = places[0].path.count("/")
    pattern = f"^(([^/]+/){{{depth}}})"
    return Func(F("path_then"), Value(pattern), function="substring", output_field=CharField())


def _figure(path: str, name: str, counted: dict[tuple[str, int], int]) -> Figure:
    total = {part: sum(n for (p, _late), n in counted.items() if p == part) for part in PARTS}
    return Figure(
        place=path,
        name=name,
        **total,
        made_up=counted.get(("overdue", 1), 0),
        late_excluded=counted.get(("excluded", 1), 0),
    )
