"""What the ladder said: to me, about a task, about a finding; and the vacant posts it had to pass over."""

from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.refused import Missing
from shian.loop.models import Climb, Finding, Task
from shian.people.models import Post

LOOKED_BACK = timedelta(days=90)  # an older vacancy stands on the page of vacant posts anyway


def shown_to(viewer: Actor) -> "QuerySet[Climb]":
    """What the ladder said to the viewer about what is still owed and they have not yet seen, the oldest first."""
    rows = Climb.objects.visible_to(viewer).filter(_told(viewer), seen_at__isnull=True, task__state="open")
    named = rows.select_related("task", "task__business", "task__holder", "task__finding", "finding", "post")
    return named.defer("task__business__phone").order_by("at", "id")


def _told(viewer: Actor) -> Q:
    told = Q(post_id__in=viewer.posts)
    return told | Q(business_id__in=viewer.businesses) if viewer.businesses else told


def shown(key: UUID, *, viewer: Actor) -> Climb:
    """One thing the ladder said, or Missing."""
    found: Climb | None = Climb.objects.visible_to(viewer).filter(pk=key).select_related("task").first()
    if found is None:
        raise Missing(_("没有这一条，或者您看不到它"))
    return found


def climbs_of(found: Finding, *, viewer: Actor) -> list[Climb]:
    """Every rung climbed about a finding, the first first."""
    rows = Climb.objects.visible_to(viewer).filter(finding=found).select_related("post", "task")
    return list(rows.order_by("at", "rung", "id"))


def climbs_about(task: Task, *, viewer: Actor) -> list[Climb]:
    """Every rung climbed about a task."""
    rows = Climb.objects.visible_to(viewer).filter(task=task).select_related("post", "task")
    return list(rows.order_by("rung", "id"))


def passed_over(viewer: Actor, *, now: datetime) -> list[tuple[Post, int]]:
    """The vacant posts which the ladder passed over lately where the viewer sees, with how often: an alarm."""
    seen = Climb.objects.visible_to(viewer).filter(at__gt=now - LOOKED_BACK).exclude(passed=[])
    counted: dict[UUID, int] = {}
    for keys in seen.values_list("passed", flat=True):
        for key in keys:
            counted[UUID(key)] = counted.get(UUID(key), 0) + 1
    posts = Post.objects.filter(pk__in=counted).order_by("path", "title", "id")
    return [(post, counted[post.pk]) for post in posts]
