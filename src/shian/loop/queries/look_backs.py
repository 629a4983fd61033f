"""What can be looked back at, and what came of it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from shian.kernel.actor import Actor
from shian.loop.law import midnight
from shian.loop.models import Finding, Task
from shian.loop.states import FIXED

LOOK_BACK = "look_back"  # the act of such a task


@dataclass(frozen=True)
class Closed:
    """Which closed findings: passed from a day to a day (that day included), in a place, of a programme, of a severity."""

    since: date
    until: date
    within: str
    programme: str = ""
    severity: str = ""

    def plain(self) -> dict[str, Any]:
        """As plain facts, to be kept beside a draw."""
        return asdict(self) | {"since": self.since.isoformat(), "until": self.until.isoformat()}


def closed(viewer: Actor, asked: Closed) -> "QuerySet[Finding]":
    """The findings that were passed in this time and stand so; one that somebody is to look back at already is left out."""
    looked_at = Task.objects.filter(finding=OuterRef("pk"), act=LOOK_BACK, state="open")
    rows = Finding.objects.visible_to(viewer).within(asked.within)
    rows = rows.filter(
        state__in=FIXED, closed_at__gte=midnight(asked.since), closed_at__lt=midnight(asked.until + timedelta(days=1))
    )
    exact = {"programme": asked.programme, "severity": asked.severity}
    rows = rows.filter(**{name: value for name, value in exact.items() if value})
    found: QuerySet[Finding] = rows.exclude(Exists(looked_at)).select_related("business").order_by("path", "id")
    return found


def look_backs(viewer: Actor, draw: UUID) -> "QuerySet[Task]":
    """The tasks that a draw led to, each with its finding."""
    rows = Task.objects.visible_to(viewer).filter(act=LOOK_BACK, file_kind="draw", file_id=draw)
    found: QuerySet[Task] = rows.select_related("finding", "business", "holder").defer("business__phone")
    return found


def findings_of(keys: Iterable[UUID], *, viewer: Actor) -> dict[UUID, Finding]:
    """These findings, those of them which a viewer may see."""
    rows = Finding.objects.visible_to(viewer).filter(pk__in=list(keys)).select_related("business")
    return {one.pk: one for one in rows.defer("business__phone")}


def looked_back_at(sheet: UUID, *, viewer: Actor) -> "QuerySet[Finding]":
    """What a sheet looked back at; nothing where it was another record."""
    rows = Finding.objects.visible_to(viewer).filter(tasks__sheet=sheet, tasks__act=LOOK_BACK)
    found: QuerySet[Finding] = rows.select_related("business").defer("business__phone")
    return found
