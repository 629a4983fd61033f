"""The code on a business's board."""

from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.codes import code_read
from shian.registry.models import Business


def by_code(code: str, *, viewer: Actor) -> Business | None:
    """The business with this code, as it was typed or read from a wall; none for what is no code."""
    read = code_read(code)
    found: Business | None = Business.objects.visible_to(viewer).filter(public_code=read).first() if read else None
    return found


def seen(viewer: Actor, key: UUID) -> bool:
    """Whether a business lies where this viewer may look."""
    return bool(Business.objects.visible_to(viewer).filter(pk=key).exists())
