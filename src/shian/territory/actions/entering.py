"""Places enter the tree: a county from the national list; grids, stations and zones of an office's own."""

from collections.abc import Iterator, Sequence
from datetime import date

from django.utils.translation import gettext as _

from shian.kernel.actor import Actor
from shian.kernel.bulk import insert_many
from shian.kernel.gate import AnnounceMany, act, act_many
from shian.kernel.paths import ROOT
from shian.kernel.refused import Conflict, Refused
from shian.territory.divisions import CODE_SYSTEM, of_county
from shian.territory.models import Level, Place, PlaceChange
from shian.territory.rules import Division, ancestors, path_of

LAYERS = (3, 4)
COUNTRY = "000000"
LONGEST_NUMBER = 7  # with its letter; a village's code of twelve digits goes before it
# Below which levels an office opens its own places. A town without villages may have grids of its own.
GRID_ABOVE = (Level.VILLAGE, Level.TOWNSHIP)
ZONE_ABOVE = (Level.PROVINCE, Level.CITY)


def seed_county(code: str, *, layers: int, by: Actor) -> Place:
    """Enter a county from the national list, with all above it and every town and village; what is there stays."""
    refuse_layers(layers)
    divisions = [division for division in of_county(code) if division.is_place]
    known = _known(divisions)
    fresh = [place for place in _tree(divisions, known) if place._state.adding]
    for place in fresh:
        place.layers = layers
    for verdict in act_many(by, "change_place", fresh, _enter):
        verdict.taken()
    return known[code]


def open_grid(above: Place, number: str, name: str, *, on: date, by: Actor) -> Place:
    """Open a grid below a village or a town; its number is the office's own."""
    _refuse_above(above, GRID_ABOVE, _("网格应设在村（社区）或乡镇（街道）之下"))
    return _open(Level.GRID, above, f"G{number}", name, on, by)


def open_station(above: Place, number: str, name: str, *, on: date, by: Actor) -> Place:
    """Open a food-safety workstation below a village or a town."""
    _refuse_above(above, GRID_ABOVE, _("工作站应设在村（社区）或乡镇（街道）之下"))
    return _open(Level.STATION, above, f"S{number}", name, on, by)


def open_zone(above: Place, number: str, name: str, *, on: date, by: Actor) -> Place:
    """Open a management zone beside the counties of a city: no division of the state, but with an office of its own."""
    _refuse_above(above, ZONE_ABOVE, _("管理区应设在省或市之下，与县区并列"))
    return _open(Level.ZONE, above, f"Z{number}", name, on, by)


def open_many(places: Sequence[Place], *, by: Actor) -> list[Place]:
    """Open many prepared places at once (a county's grids): parent, code, name and path are set by `prepared`."""
    return [verdict.taken() for verdict in act_many(by, "change_place", places, _enter)]


def prepared(level: Level, above: Place, number: str, name: str, on: date) -> Place:
    """A place of an office's own, not yet entered."""
    return Place(
        code=f"{above.code}{number}",
        code_system="local",
        name=name,
        level=level,
        path=f"{above.path}{number}/",
        parent=above,
        opened_on=on,
        layers=above.layers,
    )


def refuse_layers(layers: int) -> None:
    if layers not in LAYERS:
        raise Refused(_("包保层级只能是 3 级或 4 级"))


def _refuse_above(above: Place, allowed: tuple[Level, ...], sentence: str) -> None:
    if above.level not in allowed:
        raise Refused(sentence)
    if above.closed_on is not None:
        raise Refused(_("「%(place)s」已经撤销") % {"place": above.name})


def _open(level: Level, above: Place, number: str, name: str, on: date, by: Actor) -> Place:
    if not number.isascii() or not number.isalnum() or len(number) > LONGEST_NUMBER:
        raise Refused(_("编号只能用数字和英文字母，最多六位"))
    place = prepared(level, above, number, name.strip(), on)
    with act(by, "change_place", place):
        if Place.objects.filter(path=place.path).exists():
            raise Conflict(_("「%(place)s」下已有编号 %(number)s") % {"place": above.name, "number": number})
        place.save(force_insert=True)
        _note_opening([place], on)
    return place


def _note_opening(places: list[Place], on: date) -> None:
    kind = PlaceChange.Kind.OPEN
    PlaceChange.objects.bulk_create(
        PlaceChange(kind=kind, place=place, on=on, path_before=place.path, path_after=place.path, basis="")
        for place in places
    )


def _known(divisions: list[Division]) -> dict[str, Place]:
    codes = [COUNTRY, *(division.code for division in divisions)]
    return {place.code: place for place in Place.objects.filter(code_system=CODE_SYSTEM, code__in=codes)}


def _tree(divisions: list[Division], known: dict[str, Place]) -> Iterator[Place]:
    """The places of these divisions, upper before lower; those not yet known are made, and known from then on."""
    if COUNTRY not in known:
        known[COUNTRY] = Place(code=COUNTRY, name=Level.COUNTRY.label, level=Level.COUNTRY, path=ROOT)
    yield known[COUNTRY]
    by_code = {division.code: division for division in divisions}
    for division in divisions:
        if division.code not in known:
            known[division.code] = _place(division, by_code, known)
        yield known[division.code]


def _place(division: Division, by_code: dict[str, Division], known: dict[str, Place]) -> Place:
    nearest = next((by_code[code] for code in reversed(ancestors(division.code)) if code in by_code), None)
    above = known[nearest.code if nearest else COUNTRY]
    path = path_of(division.code, nearest, above.path)
    return Place(code=division.code, name=division.name, level=division.level, path=path, parent=above)


def _enter(batch: list[Place], announce: AnnounceMany[Place]) -> None:
    insert_many(Place, batch)
