"""What the reception announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class CallMoved(Event):
    """A call for clues was opened or ended."""

    name: ClassVar[str] = "reception.call_moved"

    call: UUID
    move: str
    state: str


@dataclass(frozen=True)
class FirstLookMoved(Event):
    """A report under a call is owed a first look, or had it. Names the file and no person."""

    name: ClassVar[str] = "reception.first_look_moved"

    look: UUID
    call: UUID
    move: str
    state: str
