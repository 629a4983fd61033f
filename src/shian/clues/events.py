"""What the room of clues announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class ClueMoved(Event):
    """A clue was received, took one step, or its check ended. No word of what it says."""

    name: ClassVar[str] = "clues.clue_moved"

    clue: UUID
    holder: UUID | None
    move: str
    state: str


@dataclass(frozen=True)
class ClueFiled(Event):
    """A clue is to be a case, or goes to the police: whoever keeps cases opens one from it. `summary` is empty where the clue is sealed."""

    name: ClassVar[str] = "clues.clue_filed"

    clue: UUID
    path: str
    business: UUID | None
    summary: str
