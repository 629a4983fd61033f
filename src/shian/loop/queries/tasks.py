"""What is owed: my worklist, one task, everything due at one door."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from shian.checklists.models import Sheet
from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.models import Finding, Task
from shian.loop.queries.expected import month
from shian.people.models import Post
from shian.registry.models import Business


def with_names(rows: "QuerySet[Task]") -> "QuerySet[Task]":
    return rows.select_related("business", "holder", "finding").defer("business__phone", "business__phone_tail_index")


def worklist(viewer: Actor, *, on: date) -> "QuerySet[Task]":
    """What the viewer owes now: open tasks of their posts and of their business, the most pressing first."""
    mine = Q(holder_id__in=viewer.posts)
    if viewer.businesses:
        mine |= Q(business_id__in=viewer.businesses, holder__isnull=True)
    rows = Task.objects.visible_to(viewer).filter(mine, state="open").exclude(period_start__gt=on)
    return with_names(rows).order_by("due", "id")


def task(key: UUID, *, viewer: Actor) -> Task:
    """One task, or Missing."""
    found = with_names(Task.objects.visible_to(viewer).filter(pk=key)).first()
    if found is None:
        raise Missing(_("没有这件任务，或者您看不到它"))
    return found


def tasks_at(business: Business, *, viewer: Actor, on: date) -> "QuerySet[Task]":
    """Everything open at one door: one visit may discharge them all."""
    rows = Task.objects.visible_to(viewer).filter(business=business, state="open").exclude(period_start__gt=on)
    return with_names(rows).order_by("due", "id")


def settled_by(sheets: Sequence[Sheet], *, viewer: Actor) -> "QuerySet[Task]":
    """What was owed and some sheets settled."""
    found: QuerySet[Task] = Task.objects.visible_to(viewer).filter(sheet__in=[one.pk for one in sheets])
    return found.order_by("id")


def open_within(viewer: Actor, path: str) -> "QuerySet[Task]":
    """What is still owed in a subtree."""
    return Task.objects.visible_to(viewer).within(path).filter(state="open")


@dataclass(frozen=True)
class Pressing:
    """How much of a worklist is overdue, due within a week, due later."""

    overdue: int
    week: int
    later: int

    @property
    def all(self) -> int:
        return self.overdue + self.week + self.later


def pressing(viewer: Actor, *, on: date) -> Pressing:
    """The worklist in three numbers."""
    week = on + timedelta(days=7)
    found = (
        worklist(viewer, on=on)
        .order_by()
        .aggregate(
            overdue=Count("pk", filter=Q(due__lt=on)),
            week=Count("pk", filter=Q(due__gte=on, due__lte=week)),
            later=Count("pk", filter=Q(due__gt=week) | Q(due__isnull=True)),
        )
    )
    return Pressing(**found)


def tasks_in(
    viewer: Actor, within: str, *, state: str = "", act: str = "", programme: str = "", due_before: date | None = None
) -> "QuerySet[Task]":
    """The tasks of a place, of a state, an act or a programme, or only those due before a day."""
    exact = {"state": state, "act": act, "programme": programme, "due__lt": due_before}
    rows = (
        Task.objects.visible_to(viewer).within(within).filter(**{name: value for name, value in exact.items() if value})
    )
    return with_names(rows).order_by("due", "id")


def overdue(viewer: Actor, *, on: date, within: str | None = None) -> "QuerySet[Task]":
    """What is overdue in a place, whoever owes it, the longest first."""
    rows = Task.objects.visible_to(viewer).filter(state="open", due__lt=on)
    return with_names(rows.within(within) if within else rows).order_by("due", "id")


def tasks_of(business: Business, *, viewer: Actor) -> "QuerySet[Task]":
    """Everything that was ever owed on a business, the latest first."""
    return with_names(Task.objects.visible_to(viewer).filter(business=business)).order_by("-due", "-id")


def owed_by(post: Post, *, viewer: Actor) -> "QuerySet[Task]":
    """What a post owes now, whoever holds it."""
    return with_names(Task.objects.visible_to(viewer).filter(holder=post, state="open")).order_by("due", "id")


def owed_on(found: Finding, *, viewer: Actor) -> Task | None:
    """What is owed on a finding now."""
    return Task.objects.visible_to(viewer).filter(finding=found, state="open").order_by("-id").first()


def days(viewer: Actor, business: Business, programme: str, start: date, last: date) -> list[tuple[date, str]]:
    """Each day of a span for a business: done, rest or owed. Raises Missing where the viewer does not see it."""
    if not Business.objects.visible_to(viewer).filter(pk=business.pk).exists():
        raise Missing(_("找不到这家主体，或者您看不到它"))
    return month(business.pk, programme, start, last)
