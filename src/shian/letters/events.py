"""What letters announce."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class LetterMoved(Event):
    """A letter took one step of its life."""

    name: ClassVar[str] = "letters.letter_moved"
    letter: UUID
    kind: str
    move: str
    state: str
    business: UUID | None = None
