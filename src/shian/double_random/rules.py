"""How many of a class are drawn, and who cannot go where: plain values in, plain values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TypeVar

from shian.kernel.paths import within

Key = TypeVar("Key")
ENOUGH = 2  # seats at one check; the law of inspection says how many persons at least


def to_draw(held: Mapping[str, int], of_100: Mapping[str, int]) -> dict[str, int]:
    """For each class that has any, how many of them are drawn: its share, rounded up, so that no class is left in peace."""
    return {name: -(-n * of_100[name] // 100) for name, n in held.items() if n}


@dataclass(frozen=True)
class Door:
    """Where somebody would go: the place, the item that is looked at, who holds a post in the business itself."""

    path: str
    item: str
    house: frozenset[object]


@dataclass(frozen=True)
class Officer:
    """Somebody on the list: the ground of their post, what they are trained in, whether they still hold it."""

    person: object
    ground: str
    skills: frozenset[str]
    seated: bool


def unfit(one: Officer, door: Door) -> str:
    """Why somebody cannot be drawn for a door: left, region, skill, recusal; '' where they can."""
    if not one.seated:
        return "left"
    if not within(door.path, one.ground):
        return "region"
    if door.item not in one.skills:
        return "skill"
    return "recusal" if one.person in door.house else ""


def sorted_out(officers: Mapping[Key, Officer], door: Door) -> tuple[list[Key], list[tuple[Key, str]]]:
    """Who can be drawn for a door, and who cannot, each with the reason."""
    judged = {key: unfit(one, door) for key, one in officers.items()}
    return [key for key, why in judged.items() if not why], [(key, why) for key, why in judged.items() if why]
