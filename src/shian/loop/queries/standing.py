"""How much open work stands under a part of the law: what a change of it touches."""

from collections.abc import Collection, Sequence

from django.db.models import Q

from shian.kernel.actor import Actor
from shian.kernel.paths import upper
from shian.loop.models import Task


def open_under(
    viewer: Actor, within: str, *, but: Sequence[str], programmes: Collection[str], acts: Collection[str]
) -> int:
    """The open tasks of these programmes or acts below a place, without the grounds that have a law of their own.

    They keep the law they were born under: a change does not rewrite them, it is the next ones that follow it.
    """
    rows = Task.objects.visible_to(viewer).within(within).filter(state="open")
    for path in but:
        rows = rows.exclude(path__gte=path, path__lt=upper(path))
    return rows.filter(Q(programme__in=programmes) | Q(act__in=acts)).count()
