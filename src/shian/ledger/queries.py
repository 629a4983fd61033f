"""Questions to the ledger."""

from uuid import UUID

from django.db.models import QuerySet

from shian.kernel.actor import Actor
from shian.ledger.models import Cursor, Entry, Parked


def entries(viewer: Actor, *, within: str | None = None, subject: UUID | None = None) -> QuerySet[Entry]:
    """What was done, the latest first: in a place, or to one thing."""
    found = Entry.objects.visible_to(viewer).order_by("-id")
    if within:
        found = found.within(within)
    return found.filter(subject_id=str(subject)) if subject else found


def parked() -> QuerySet[Parked]:
    """The events that a follower gave up on, the oldest first."""
    return Parked.objects.filter(settled_at__isnull=True).order_by("at")


def cursors() -> QuerySet[Cursor]:
    """How far each follower has read."""
    return Cursor.objects.order_by("consumer")
