"""The places of the demo, read from worlds.toml."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files

from django.utils.translation import gettext as _

from shian.kernel.refused import Refused
from shian.kernel.spelled import in_a_row

SCALES = {"small": "small", "tongxiang": "full"}


@dataclass(frozen=True)
class Size:
    """How big a world is; `townships` and `villages` say in how many of them it plays (0: in all)."""

    businesses: int
    townships: int
    villages: int
    grids: int
    stations: int
    cadres: Mapping[str, int]


@dataclass(frozen=True)
class World:
    """A county, how its cadres are layered, and the county next to it, from which the stranger comes."""

    key: str
    code: str
    name: str
    layers: int
    neighbour: str
    neighbour_name: str
    size: Size


def world(place: str, scale: str) -> World:
    """One of the places at a scale. Raises Refused where there is none."""
    table = tomllib.loads(files("shian.demo").joinpath("worlds.toml").read_text("utf-8"))
    found = table.get(place)
    if found is None:
        raise Refused(_("没有这个演示地区：%(place)s，可选 %(places)s") % {"place": place, "places": in_a_row(table)})
    size = found.get(SCALES.get(scale, ""))
    if size is None:
        raise Refused(_("%(place)s 没有这个规模：%(scale)s") % {"place": found["name"], "scale": scale})
    words = {name: found[name] for name in ("code", "name", "layers", "neighbour", "neighbour_name")}
    return World(key=place, **words, size=Size(**size))
