"""Figures that open: the figure and the list behind it are the same query.

`due = done + excluded + overdue + open`, always. A visit counts as done when it was made by its due day; one made
later is overdue and shown as made up (补). As-of reads recorded time, so the same question gives the same answer on any later day.
"""

from typing import Any

from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.db.models.fields import CharField
from django.utils.translation import gettext as _

from shian.insight.expected import expected_heaps
from shian.insight.figure import Figure, Heap, Question, folded
from shian.kernel.actor import Actor
from shian.kernel.refused import Refused
from shian.loop.models import Task
from shian.packs.words import ACTS
from shian.territory import queries as territory
from shian.territory.models import Place

PERIODIC = ACTS  # what a programme asks for; a rectification, a recheck, a clock is none of these
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


def on_site(asked: Question) -> Q:
    """The visits made where the business is, as known then."""
    return Q(state="done", mode="on_site", settled_at__lte=asked.as_of)


def _at_door(asked: Question) -> Case:
    return Case(When(on_site(asked), then=Value(1)), default=Value(0))


def completion(viewer: Actor, asked: Question, *, by: str = "") -> list[Figure]:
    """Completion of a programme in a period: one figure, or one for each place of a level below."""
    places = places_of(asked, by)
    return folded(_counted(viewer, asked), places)


def completion_below(viewer: Actor, asked: Question, *, by: str) -> tuple[Figure, list[Figure]]:
    """The one figure and those of the places of a level below, counted together; without a level only the one."""
    heaps = _counted(viewer, asked)
    whole = folded(heaps, places_of(asked, ""))[0]
    return whole, folded(heaps, places_of(asked, by)) if by else []


def _counted(viewer: Actor, asked: Question) -> list[Heap]:
    if every := expected_every(asked):
        return expected_heaps(viewer, asked, every)
    rows: QuerySet[Any, Any] = completion_rows(viewer, asked).order_by().annotate(at_door=_at_door(asked))
    return [Heap(*row) for row in rows.values_list("path_then", "part", "late", "at_door").annotate(n=Count("pk"))]


def expected_every(asked: Question) -> str:
    """The rhythm of a programme that is expected and not stored; empty for one of rows."""
    programme = asked.law.programme(asked.programme)
    return programme.when.frequencies[0].every if programme.expected else ""


def places_of(asked: Question, by: str) -> list[Place]:
    """The places the figure is told for, as they lay in the period: one that has moved since stands where it was."""
    found = territory.lay_in(asked.within, by, asked.period.start, asked.period.end)
    if by and not found:
        raise Refused(_("这里下面没有这一级：%(level)s") % {"level": by}, code="no_level")
    return found or [Place(path=asked.within, name=territory.names([asked.within]).get(asked.within, ""))]
