"""What the room of inspection announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class InspectionJudged(Event):
    """A result stands: conform, mostly, not, or refused. Enforcement, credit and letters may follow it."""

    name: ClassVar[str] = "inspection.judged"

    inspection: UUID
    business: UUID
    result: str


@dataclass(frozen=True)
class ResultPublished(Event):
    """The result of an inspection is open to all (art. 39)."""

    name: ClassVar[str] = "inspection.published"

    inspection: UUID
    business: UUID
    result: str
    on: date
