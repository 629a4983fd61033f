"""The tree changes on a day. Places are never deleted: one that ends keeps its row, its path and its end.

What moves gets a new path at once, here; rows of upper rooms follow by the announcement. Their `path_then` stays, and
`PlaceChange` remembers each path that was left, so that figures of periods before and after both stay right.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import F, Value
from django.db.models.functions import Concat, Substr
from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.dated import booked
from shian.kernel.gate import Announce, act, denied
from shian.kernel.paths import upper, within
from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row
from shian.territory.actions.entering import refuse_layers
from shian.territory.events import PlaceMoved, PlaceRenamed
from shian.territory.models import Place, PlaceChange, PlaceLayers, PlaceName
from shian.territory.rules import free_segment, segment

# Before the first change nobody asked since when a name held.
ALWAYS = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class Basis:
    """The day from which a change holds, and the document it rests on."""

    on: date
    document: str


def rename(place: Place, name: str, basis: Basis, *, by: Actor) -> Place:
    """From this day the place is called otherwise; what it was called before stays known."""
    with act(by, "change_place", place) as announce:
        _refuse(place, basis)
        if not name.strip() or name == place.name:
            raise Refused(_("请填写新的名称"))
        _close_name(place, basis.on)
        PlaceName.objects.create(place=place, name=name, valid_from=basis.on)
        _note(PlaceChange.Kind.RENAME, place, place.path, place.path, basis)
        announce.note(old=place.name, new=name)
        place.name = name
        place.save(update_fields=["name"])
        announce(PlaceRenamed(place.pk, name, basis.on))
    return place


def move(places: Sequence[Place], under: Place, basis: Basis, *, by: Actor) -> list[Place]:
    """From this day these places, with all below them, belong to another place."""
    for place in places:
        with act(by, "change_place", place) as announce:
            _refuse(place, basis)
            _refuse_target(under, by)
            if within(under.path, place.path):
                raise Refused(_("不能把「%(place)s」划到它自己下面") % {"place": place.name})
            _relocate(place, under, basis, announce)
    return list(places)


def merge(places: Sequence[Place], into: Place, basis: Basis, *, by: Actor) -> Place:
    """From this day these places are no more; all that lay in them lies in another."""
    _refuse_target(into, by)
    for place in places:
        with act(by, "change_place", place) as announce:
            _refuse(place, basis)
            if within(into.path, place.path):
                raise Refused(_("不能把「%(place)s」并入它自己") % {"place": place.name})
            for child in Place.objects.filter(parent=place, closed_on__isnull=True).order_by("path"):
                _relocate(child, into, basis, announce)
            place.closed_on = basis.on
            place.save(update_fields=["closed_on"])
            _note(PlaceChange.Kind.MERGE, place, place.path, into.path, basis)
            announce(PlaceMoved(place.pk, place.path, into.path, basis.on))
    return into


def split(place: Place, code: str, name: str, parts: Sequence[Place], basis: Basis, *, by: Actor) -> Place:
    """From this day part of a place is a place of its own; the parts named go over to it, the rest stays."""
    with act(by, "change_place", place) as announce:
        _refuse(place, basis)
        if strangers := [part.name for part in parts if part.parent_id != place.pk]:
            raise Refused(_("%(names)s不在「%(place)s」之下") % {"names": in_a_row(strangers), "place": place.name})
        fresh = _beside(place, code, name, basis)
        _note(PlaceChange.Kind.SPLIT, fresh, place.path, fresh.path, basis)
        for part in parts:
            _relocate(part, fresh, basis, announce)
        announce.note(new=fresh.path, parts=len(parts))
    return fresh


def set_layers(place: Place, layers: int, basis: Basis, *, by: Actor) -> int:
    """From this day so many layers of cadres answer for businesses in a place and all below it; answers how many places.

    Who answers for whom stays as it is: the tiers of the new table hold for what is bound from then on.
    """
    refuse_layers(layers)
    with act(by, "change_place", place) as announce:
        _refuse(place, basis)
        _note(PlaceChange.Kind.LAYERS, place, place.path, place.path, basis)
        announce.note(layers=layers, before=place.layers)
        _close_layers(place, basis.on)
        PlaceLayers.objects.create(place=place, layers=layers, valid_from=basis.on)
        place.layers = layers
        return Place.objects.filter(path__gte=place.path, path__lt=upper(place.path)).update(layers=layers)


def close(place: Place, basis: Basis, *, by: Actor) -> Place:
    """From this day the place is no more; nothing may lie in it any longer."""
    with act(by, "change_place", place):
        _refuse(place, basis)
        if Place.objects.filter(parent=place, closed_on__isnull=True).exists():
            raise Refused(_("「%(place)s」下面还有未撤销的地方") % {"place": place.name})
        place.closed_on = basis.on
        place.save(update_fields=["closed_on"])
        _note(PlaceChange.Kind.CLOSE, place, place.path, place.path, basis)
    return place


def _refuse(place: Place, basis: Basis) -> None:
    if not basis.document.strip():
        raise Refused(_("请写明依据的文件"))
    if place.closed_on is not None:
        raise Refused(_("「%(place)s」已经撤销") % {"place": place.name})
    if PlaceChange.objects.filter(place=place, on__gt=basis.on).exists():
        raise Refused(_("「%(place)s」在这之后已有变更，不能倒着补") % {"place": place.name})


def _refuse_target(target: Place, by: Actor) -> None:
    if not by.may_at("change_place", target.path):
        raise denied("change_place")
    if target.closed_on is not None:
        raise Refused(_("「%(place)s」已经撤销") % {"place": target.name})


def _beside(place: Place, code: str, name: str, basis: Basis) -> Place:
    parent = place.parent
    if parent is None:
        raise Refused(_("全国不能分设"))
    if Place.objects.filter(code_system=place.code_system, code=code).exists():
        raise Refused(_("代码 %(code)s 已经有地方在用") % {"code": code})
    taken = {segment(path) for path in Place.objects.filter(parent=parent).values_list("path", flat=True)}
    wanted = code.removeprefix(parent.code) or code
    fresh = Place(
        code=code,
        code_system=place.code_system,
        name=name,
        level=place.level,
        path=f"{parent.path}{free_segment(wanted, segment(place.path), taken)}/",
        parent=parent,
        opened_on=basis.on,
        layers=place.layers,
    )
    fresh.save(force_insert=True)
    return fresh


def _relocate(place: Place, under: Place, basis: Basis, announce: Announce) -> None:
    """Give a subtree its new path and parent, and remember for each of its places the path it left."""
    old = place.path
    taken = {segment(path) for path in Place.objects.filter(parent=under).values_list("path", flat=True)}
    taken |= _segments_left_behind(under)
    new = f"{under.path}{free_segment(segment(old), _origin(old), taken)}/"
    subtree = Place.objects.filter(path__gte=old, path__lt=upper(old))
    _note_all(list(subtree), old, new, basis)
    subtree.update(path=Concat(Value(new), Substr(F("path"), len(old) + 1)))
    place.path, place.parent = new, under
    place.save(update_fields=["parent"])
    announce(PlaceMoved(place.pk, old, new, basis.on))


def _segments_left_behind(under: Place) -> set[str]:
    """Paths once left are not given to another place: an old figure must not find somebody else there."""
    left = PlaceChange.objects.filter(path_before__gte=under.path, path_before__lt=upper(under.path))
    return {path[len(under.path) :].partition("/")[0] for path in left.values_list("path_before", flat=True)}


def _origin(path: str) -> str:
    """The segment above: 002 of …/002/201/, so that a second 201 becomes 002-201."""
    return segment(path.rstrip("/").rpartition("/")[0])


def _note_all(places: list[Place], old: str, new: str, basis: Basis) -> None:
    PlaceChange.objects.bulk_create(
        PlaceChange(
            kind=PlaceChange.Kind.MOVE,
            place=place,
            on=basis.on,
            path_before=place.path,
            path_after=new + place.path[len(old) :],
            basis=basis.document,
        )
        for place in places
    )


def _note(kind: PlaceChange.Kind, place: Place, before: str, after: str, basis: Basis) -> None:
    PlaceChange.objects.create(
        kind=kind, place=place, on=basis.on, path_before=before, path_after=after, basis=basis.document
    )


def _close_name(place: Place, on: date) -> None:
    """The name that held is superseded by the same with its end; a first change writes down the name there was."""
    held = PlaceName.objects.known().filter(place=place, valid_to__isnull=True).first()
    since, known = place.opened_on or ALWAYS, booked()
    if held is not None:
        since = held.valid_from
        held.superseded_at = known
        held.save(update_fields=["superseded_at"])
    PlaceName.objects.create(place=place, name=place.name, valid_from=since, valid_to=on, recorded_at=known)


def _close_layers(place: Place, on: date) -> None:
    """The number that held is superseded by the same with its end; a first change writes down the number there was."""
    held = PlaceLayers.objects.known().filter(place=place, valid_to__isnull=True).first()
    since, known = ALWAYS, booked()
    if held is not None:
        since, held.superseded_at = held.valid_from, known
        held.save(update_fields=["superseded_at"])
    if since < on:
        PlaceLayers.objects.create(place=place, layers=place.layers, valid_from=since, valid_to=on, recorded_at=known)
