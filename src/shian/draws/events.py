"""What a draw announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class DrawMoved(Event):
    """A draw was committed, drawn, published or cancelled."""

    name: ClassVar[str] = "draws.draw_moved"
    draw: UUID
    purpose: str
    move: str
    state: str
