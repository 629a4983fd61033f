"""What the room of enforcement announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class CaseMoved(Event):
    """A penalty case took a step; `source` is the file it came from, where it came from one."""

    name: ClassVar[str] = "enforcement.case_moved"

    case: UUID
    business: UUID | None
    source: UUID | None
    move: str
    state: str


@dataclass(frozen=True)
class TransferMoved(Event):
    """A transfer to the police took a step."""

    name: ClassVar[str] = "enforcement.transfer_moved"

    transfer: UUID
    case: UUID
    move: str
    state: str
