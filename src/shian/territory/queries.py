"""Questions about places. The tree is open to all, so they need no viewer."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.paths import ROOT, is_path, trail, upper
from shian.kernel.refused import Missing
from shian.territory.models import Adjustment, Level, Place, PlaceChange, PlaceLayers, PlaceName
from shian.territory.rules import shortened


def place(where: str) -> Place:
    """One place by its path or its code, with or without the noughts that fill a code up to twelve. Raises Missing."""
    key = {"path": where} if is_path(where) else {"code__in": [where, shortened(where)]}
    found = Place.objects.filter(**key).order_by("closed_on").first()
    if found is None:
        raise Missing(_("没有这个地方：%(place)s") % {"place": where})
    return found


def known_places(named: Collection[str]) -> set[str]:
    """Those of some paths and codes that are or were a place here."""
    codes = {shortened(one) for one in named}
    here = {
        one
        for pair in Place.objects.filter(Q(path__in=named) | Q(code__in=codes)).values_list("path", "code")
        for one in pair
    }
    here |= set(PlaceChange.objects.filter(path_before__in=named).values_list("path_before", flat=True))
    return {one for one in named if one in here or shortened(one) in here}


def path_of(where: str) -> str:
    """The path of a code; or a path as it is, also one that was left. Raises Missing."""
    if is_path(where) and PlaceChange.objects.filter(path_before=where).exists():
        return where
    return place(where).path


def children(place: Place, *, on: date | None = None) -> "QuerySet[Place]":
    """The places right below, as they stand today or as they stood on a day."""
    if on is None:
        return Place.objects.filter(parent=place, closed_on__isnull=True).order_by("path")
    depth = place.path.count("/") + 1
    return as_of(on).filter(
        path_on__gte=place.path, path_on__lt=upper(place.path), path_on__regex=rf"^([^/]+/){{{depth}}}$"
    )


def way_to(path: str) -> list[Place]:
    """The places from the province down to this one."""
    return list(Place.objects.filter(path__in=trail(path)).exclude(path=ROOT).order_by("path"))


def below(path: str, level: str = "") -> "QuerySet[Place]":
    """The open places of a level in a subtree, or those one step down."""
    found = Place.objects.filter(path__gte=path, path__lt=upper(path), closed_on__isnull=True).exclude(path=path)
    return (found.filter(level=level) if level else found.filter(parent__path=path)).order_by("path")


def names(paths: Iterable[str], *, on: date | None = None) -> dict[str, str]:
    """What the places at these paths are called, today or on a day; a path that was left answers with who was there."""
    wanted = {path for path in paths if path}
    found = {
        path: (key, name) for path, key, name in Place.objects.filter(path__in=wanted).values_list("path", "pk", "name")
    }
    if left := wanted - set(found):
        gone = PlaceChange.objects.filter(path_before__in=left).order_by("on", "recorded_at", "pk")
        found |= {path: (key, name) for path, key, name in gone.values_list("path_before", "place", "place__name")}
    then = _called([key for key, _name in found.values()], on) if on else {}
    return {path: then.get(key, name) for path, (key, name) in found.items()}


def _called(places: Collection[UUID], day: date) -> dict[UUID, str]:
    """Those of these places that were ever renamed, by the name they had on a day."""
    return dict(PlaceName.objects.on(day).filter(place__in=places).values_list("place", "name"))


def places_within(path: str, *, level: Level | None = None, on: date | None = None) -> "QuerySet[Place]":
    """A subtree, as it stands today or as it stood on a day."""
    if on is None:
        found = Place.objects.filter(path__gte=path, path__lt=upper(path), closed_on__isnull=True)
    else:
        found = as_of(on).filter(path_on__gte=path, path_on__lt=upper(path))
    return found.filter(level=level).order_by("path") if level else found.order_by("path")


def as_of(day: date) -> "QuerySet[Any]":
    """The places that stood on a day, each with `path_on`: the path it had then."""
    later = PlaceChange.objects.filter(place=OuterRef("pk"), on__gt=day).order_by("on", "recorded_at", "pk")
    standing = Q(opened_on__isnull=True) | Q(opened_on__lte=day)
    still = Q(closed_on__isnull=True) | Q(closed_on__gt=day)
    then = Coalesce(Subquery(later.values("path_before")[:1]), F("path"))
    return Place.objects.filter(standing & still).annotate(path_on=then)


def changes(within: str) -> "QuerySet[PlaceChange]":
    """What has changed in a subtree, the latest first."""
    there = Q(path_before__gte=within, path_before__lt=upper(within))
    there |= Q(path_after__gte=within, path_after__lt=upper(within))
    return PlaceChange.objects.filter(there).select_related("place").order_by("-on", "-recorded_at", "-pk")


def layers_at(path: str, *, on: date, known: datetime | None = None) -> int:
    """How many layers of cadres answered for businesses here on a day, as known at an instant (default: now).

    What was last decided for the place or one that holds it. As known before the first change was entered, what that one
    wrote down as the number there was; where nothing was ever changed, what stands beside the place.
    """
    ever = PlaceLayers.objects.filter(place__path__in=trail(path))
    then = ever.on(on, known).order_by("-valid_from", "-place__path").first()
    told = then or ever.order_by("recorded_at", "valid_from").first()
    return told.layers if told else place(path).layers


def levels_below(path: str) -> list[str]:
    """The levels that occur below a place."""
    rows = Place.objects.filter(path__gte=path, path__lt=upper(path), closed_on__isnull=True).exclude(path=path)
    return list(rows.order_by().values_list("level", flat=True).distinct())


def adjustments(viewer: Actor) -> "QuerySet[Adjustment]":
    """What the offices of the viewer's ground have adjusted or will, the latest day first."""
    there = Q(pk__in=[])
    for ground in viewer.grounds("change_place"):
        there |= Q(path__gte=ground, path__lt=upper(ground))
    return Adjustment.objects.filter(there).select_related("place", "into")


def adjustment(key: UUID, *, viewer: Actor) -> Adjustment:
    """One of them, or Missing."""
    found = adjustments(viewer).filter(pk=key).first()
    if found is None:
        raise Missing(_("没有这项变更，或者您看不到它"))
    return found


def lay_in(within: str, level: str, start: date, end: date) -> list[Place]:
    """The places of a level which lay in a subtree (or, without a level, at a path) on some day of [start, end): those
    that lie there, and those that left, each under its path and name of then. For figures, which count by `path_then`."""
    places = Place.objects.exclude(closed_on__lte=start)
    left = PlaceChange.objects.filter(kind=PlaceChange.Kind.MOVE, on__gt=start).select_related("place")
    if level:
        places = places.filter(path__gte=within, path__lt=upper(within), level=level)
        left = left.filter(path_before__gte=within, path_before__lt=upper(within), place__level=level)
    else:
        places, left = places.filter(path=within), left.filter(path_before=within)
    found = {place.path: place for place in places}
    found |= {one.path_before: Place(pk=one.place.pk, path=one.path_before, name=one.place.name) for one in left}
    late = PlaceChange.objects.filter(path_after__in=found, kind__in=("move", "split"), on__gte=end)
    for path in late.values_list("path_after", flat=True):
        found.pop(path, None)
    called = _called([place.pk for place in found.values()], end - timedelta(days=1))
    for place in found.values():
        place.name = called.get(place.pk, place.name)
    return sorted(found.values(), key=lambda place: place.path)
