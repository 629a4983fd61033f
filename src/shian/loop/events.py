"""What the loop announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class HandedIn(Event):
    """A sheet was handed in and discharged its tasks."""

    name: ClassVar[str] = "loop.handed_in"
    sheet: UUID
    business: UUID | None
    programme: str
    failed: int


@dataclass(frozen=True)
class NotAtHome(Event):
    """A visit found the business shut, moved, not there, refusing or closed for good."""

    name: ClassVar[str] = "loop.not_at_home"
    business: UUID
    outcome: str
    on: date


@dataclass(frozen=True)
class FindingRaised(Event):
    """An item failed. Since version 2 it says how the finding stands: a cadre urges, the regulator orders."""

    name: ClassVar[str] = "loop.finding_raised"
    version: ClassVar[int] = 2
    finding: UUID
    business: UUID
    severity: str
    disposition: str
    state: str = ""


@dataclass(frozen=True)
class FindingMoved(Event):
    """A finding took one step."""

    name: ClassVar[str] = "loop.finding_moved"
    finding: UUID
    business: UUID
    move: str
    state: str
    rounds: int


@dataclass(frozen=True)
class RungClimbed(Event):
    """The ladder acted on something overdue."""

    name: ClassVar[str] = "loop.rung_climbed"
    task: UUID
    programme: str
    rung: int
    act: str
    to: str
    post: UUID | None
    letter: str


@dataclass(frozen=True)
class Bound(Event):
    """Businesses were bound to cadres, or unbound."""

    name: ClassVar[str] = "loop.bound"
    business: UUID
    post: UUID | None
    programme: str


@dataclass(frozen=True)
class AssistanceMoved(Event):
    """Help was asked for, offered, given, refused or judged."""

    name: ClassVar[str] = "loop.assistance_moved"
    assistance: UUID
    business: UUID
    kind: str
    state: str
