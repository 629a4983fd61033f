"""What the room of sealed clues announces: that something was handed on, and no word of whom or by whom it was told."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event
from shian.kernel.secrecy import Secrecy


@dataclass(frozen=True)
class SealedHanded(Event):
    """A redacted summary waits for the inbox of clues: `sealed.queries.handed` gives it. No key leads back from it."""

    name: ClassVar[str] = "sealed.sealed_handed"
    secrecy: ClassVar[Secrecy] = Secrecy.CASE

    handed: UUID
