"""What came back: the earlier finding, and the later ones."""

from shian.kernel.actor import Actor
from shian.loop.models import Finding


def earlier(found: Finding, *, viewer: Actor) -> Finding | None:
    """The struck-off finding that this one repeats, as far as the viewer may see it."""
    rows = Finding.objects.visible_to(viewer).filter(pk=found.recurrence_of_id)
    before: Finding | None = rows.first() if found.recurrence_of_id else None
    return before


def came_again(found: Finding, *, viewer: Actor) -> list[Finding]:
    """The findings that repeat this one, the first first."""
    return list(Finding.objects.visible_to(viewer).filter(recurrence_of=found).order_by("found_on", "id"))
