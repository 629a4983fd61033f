"""What the room of complaints announces. No event names whoever brought it."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event
from shian.kernel.secrecy import Secrecy


@dataclass(frozen=True)
class ComplaintReceived(Event):
    """Something was brought: a complaint, a report, or a letter with both."""

    name: ClassVar[str] = "complaints.received"
    secrecy: ClassVar[Secrecy] = Secrecy.CASE

    complaint: UUID
    kind: str
    channel: str
    category: str
    business: UUID | None


@dataclass(frozen=True)
class ComplaintMoved(Event):
    """A step was made on a file."""

    name: ClassVar[str] = "complaints.moved"
    secrecy: ClassVar[Secrecy] = Secrecy.CASE

    complaint: UUID
    kind: str
    move: str
    state: str
    business: UUID | None
