"""What the room of random checks announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class PlanMoved(Event):
    """A round of random checks was sealed, drawn, matched, published or called off."""

    name: ClassVar[str] = "double_random.plan_moved"

    plan: UUID
    place: UUID
    move: str
    state: str
