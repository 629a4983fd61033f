"""Questions to the ledger."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from shian.kernel.actor import Actor
from shian.ledger.models import Entry, Parked


def entries(viewer: Actor, *, within: str | None = None, subject: UUID | None = None) -> QuerySet[Entry]:
    """What was done, the latest first: in a place, or to one thing."""
    found = Entry.objects.visible_to(viewer).order_by("-id")
    if within:
        found = found.within(within)
    return found.filter(subject_id=str(subject)) if subject else found


@dataclass(frozen=True, slots=True)
class Sought:
    """The filter of the ledger's page: a place, a verb, who, since when and until when; older than an entry."""

    within: str = ""
    verb: str = ""
    actor: str = ""
    since: datetime | None = None
    until: datetime | None = None
    before: UUID | None = None


def deeds(viewer: Actor, asked: Sought) -> QuerySet[Entry]:
    """What was done, by filter, the latest first; a page goes on from the last entry of the one before."""
    rows = entries(viewer, within=asked.within or None)
    exact = {
        "verb": asked.verb, "actor__contains": asked.actor, "at__gte": asked.since, "at__lt": asked.until, "pk__lt": asked.before,
    }  # fmt: skip
    return rows.filter(**{name: value for name, value in exact.items() if value})


def parked() -> QuerySet[Parked]:
    """The events that a follower gave up on, the oldest first."""
    return Parked.objects.filter(settled_at__isnull=True).order_by("at", "pk")
