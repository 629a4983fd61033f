"""What the room of places announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event
from shian.kernel.secrecy import Secrecy


@dataclass(frozen=True)
class PlaceMoved(Event):
    """A subtree has another path from a day on: rows of upper rooms keep `path_then` and get the new `path`."""

    name: ClassVar[str] = "territory.place_moved"
    secrecy: ClassVar[Secrecy] = Secrecy.OPEN
    place: UUID
    old: str
    new: str
    on: date


@dataclass(frozen=True)
class PlaceRenamed(Event):
    """A place is called otherwise from a day on."""

    name: ClassVar[str] = "territory.place_renamed"
    secrecy: ClassVar[Secrecy] = Secrecy.OPEN
    place: UUID
    title: str
    on: date
