"""What is owed: my worklist, one task, everything due at one door."""

from datetime import date
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.models import Task
from shian.loop.queries.expected import month
from shian.registry.models import Business


def _with_names(rows: "QuerySet[Task]") -> "QuerySet[Task]":
    return rows.select_related("business", "holder", "finding").defer("business__phone", "business__phone_tail_index")


def worklist(viewer: Actor, *, on: date) -> "QuerySet[Task]":
    """What the viewer owes now: open tasks of their posts and of their business, the most pressing first."""
    mine = Q(holder_id__in=viewer.posts)
    if viewer.businesses:
        mine |= Q(business_id__in=viewer.businesses, holder__isnull=True)
    rows = Task.objects.visible_to(viewer).filter(mine, state="open").exclude(period_start__gt=on)
    return _with_names(rows).order_by("due", "id")


def task(key: UUID, *, viewer: Actor) -> Task:
    """One task, or Missing."""
    found = _with_names(Task.objects.visible_to(viewer).filter(pk=key)).first()
    if found is None:
        raise Missing(_("没有这件任务，或者您看不到它"))
    return found


def tasks_at(business: Business, *, viewer: Actor, on: date) -> "QuerySet[Task]":
    """Everything open at one door: one visit may discharge them all."""
    rows = Task.objects.visible_to(viewer).filter(business=business, state="open").exclude(period_start__gt=on)
    return _with_names(rows).order_by("due", "id")


def days(viewer: Actor, business: Business, programme: str, start: date, last: date) -> list[tuple[date, str]]:
    """Each day of a span for a business: done, rest or owed. Raises Missing where the viewer does not see it."""
    if not Business.objects.visible_to(viewer).filter(pk=business.pk).exists():
        raise Missing(_("找不到这家主体，或者您看不到它"))
    return month(business.pk, programme, start, last)
