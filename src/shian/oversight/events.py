"""What the room of oversight announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class OversightMoved(Event):
    """An oversight of a place began, closed or was called off."""

    name: ClassVar[str] = "oversight.oversight_moved"

    oversight: UUID
    place: UUID
    move: str
    state: str


@dataclass(frozen=True)
class ProblemMoved(Event):
    """A problem was listed, answered, accepted, sent back or dropped. Letters and figures may follow it."""

    name: ClassVar[str] = "oversight.problem_moved"

    problem: UUID
    holder: UUID
    move: str
    state: str
