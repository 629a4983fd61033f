"""The ground of a made-up world: the real county from the division package, with made-up grids and workstations."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from shian.demo.offices import shares
from shian.demo.shops import Door
from shian.demo.worlds import Size, World
from shian.kernel.actor import Actor
from shian.kernel.paths import parent, upper, within
from shian.territory.actions.entering import open_many, prepared, seed_county
from shian.territory.models import Level, Place

_COMMUNITY, _VILLAGE = 4, 1  # how busy


@dataclass(frozen=True)
class Ground:
    """The county and the places in which the world plays."""

    county: Place
    places: Sequence[Place]

    def of(self, level: Level) -> list[Place]:
        return [place for place in self.places if place.level == level]

    def doors(self) -> list[Door]:
        """Where businesses can be: the grids of a village, or the village where it has none."""
        grids: dict[str, list[Place]] = {}
        for grid in self.of(Level.GRID):
            grids.setdefault(parent(grid.path) or "", []).append(grid)
        names = {place.path: place.name for place in self.places}
        return [
            Door(at.path, _address(village, names), _busy(village))
            for village in self.of(Level.VILLAGE)
            for at in grids.get(village.path, [village])
        ]


def open_ground(world: World, *, since: date, by: Actor) -> Ground:
    """Seed the county and its neighbour; divide the villages of the play into grids, and give them workstations."""
    county = seed_county(world.code, layers=world.layers, by=by)
    seed_county(world.neighbour, layers=world.layers, by=by)
    stage = _stage(county, world.size)
    villages = [place for place in stage if place.level == Level.VILLAGE]
    per_village = shares(world.size.grids, {village.path: _busy(village) for village in villages}, least=0)
    own = open_many([*_grids(villages, per_village, since), *_stations(world, villages, since)], by=by)
    return Ground(county, [*_above(county), *stage, *own])


def _stage(county: Place, size: Size) -> list[Place]:
    """The county with all its townships and villages, or as many of them as the world plays in."""
    rows = list(Place.objects.filter(path__gt=county.path, path__lt=upper(county.path)).order_by("path"))
    towns = [place for place in rows if place.level == Level.TOWNSHIP][: size.townships or None]
    villages = [
        village
        for town in towns
        for village in [v for v in rows if v.level == Level.VILLAGE and within(v.path, town.path)][
            : size.villages or None
        ]
    ]
    return [county, *towns, *villages]


def _above(county: Place) -> list[Place]:
    found = [county.parent] if county.parent else []
    return [place for place in found if place.level == Level.CITY]


def _grids(villages: Sequence[Place], per_village: Mapping[str, int], since: date) -> list[Place]:
    return [
        prepared(Level.GRID, village, f"G{n:02d}", f"{village.name}第{n}网格", since)
        for village in villages
        for n in range(1, per_village[village.path] + 1)
    ]


def _stations(world: World, villages: Sequence[Place], since: date) -> list[Place]:
    """One for each village, as far as they go (the seeds: 208 workstations for about 211 villages)."""
    chosen = villages[: world.size.stations]
    return [prepared(Level.STATION, village, "S1", f"{village.name}食品安全工作站", since) for village in chosen]


def _busy(village: Place) -> int:
    return _COMMUNITY if "社区" in village.name or "居" in village.name else _VILLAGE


def _address(village: Place, names: Mapping[str, str]) -> str:
    above = [
        names[path] for path in (parent(parent(village.path) or "") or "", parent(village.path) or "") if path in names
    ]
    return "".join([*above, village.name])
