"""Questions about places. The tree is open to all, so these need no viewer."""

from collections.abc import Iterable

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from shian.kernel.paths import ROOT, trail, upper
from shian.kernel.refused import Missing
from shian.territory.models import Place


def place(path: str) -> Place:
    """The place at a path. Raises Missing."""
    found = Place.objects.filter(path=path).first()
    if found is None:
        raise Missing(_("没有这个地方"))
    return found


def way_to(path: str) -> list[Place]:
    """The places from the province down to this one."""
    steps = Place.objects.filter(path__in=trail(path)).exclude(path=ROOT)
    return sorted(steps, key=lambda one: len(one.path))


def names(paths: Iterable[str]) -> dict[str, str]:
    """What these places are called, in one query."""
    return dict(Place.objects.filter(path__in=set(paths)).values_list("path", "name"))


def below(path: str, level: str = "") -> "QuerySet[Place]":
    """The open places of a level in a subtree, or those one step down."""
    found = Place.objects.filter(path__gte=path, path__lt=upper(path), closed_on__isnull=True).exclude(path=path)
    return (found.filter(level=level) if level else found.filter(parent__path=path)).order_by("path")
