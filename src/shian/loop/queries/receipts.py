"""What was answered to a client's own number: the phone knows that number only."""

from uuid import UUID

from shian.kernel.actor import Actor
from shian.loop.models import Receipt


def receipt_of(key: UUID, *, viewer: Actor) -> UUID | None:
    """The sheet behind a number this person's phone once made; None where there is none of theirs."""
    owner = viewer.person or viewer.post
    if owner is None:
        return None
    answer = Receipt.objects.filter(owner=owner, client_id=key).values_list("answer", flat=True)
    found = answer.first() or {}
    return UUID(found["sheet"]) if found.get("sheet") else None
