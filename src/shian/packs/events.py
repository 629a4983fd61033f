"""What the room of law announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event
from shian.kernel.secrecy import Secrecy


@dataclass(frozen=True)
class ReleaseLoaded(Event):
    """A release of a jurisdiction's law is in the books; checklists and roles follow from it."""

    name: ClassVar[str] = "packs.release_loaded"
    version: ClassVar[int] = 1
    secrecy: ClassVar[Secrecy] = Secrecy.OPEN

    release: UUID
    jurisdiction: str
