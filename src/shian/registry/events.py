"""What the registry announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class Registered(Event):
    """A business was entered in the register by itself; a register brought in by file is announced as one."""

    name: ClassVar[str] = "registry.registered"
    business: UUID
    kind: str
    on: date


@dataclass(frozen=True)
class GradeChanged(Event):
    name: ClassVar[str] = "registry.grade_changed"
    business: UUID
    scale: str
    before: str
    after: str
    on: date


@dataclass(frozen=True)
class StatusChanged(Event):
    """A business stopped, closed, was lost, or works again: the status clocks start here."""

    name: ClassVar[str] = "registry.status_changed"
    business: UUID
    before: str
    after: str
    on: date
    reason: str


@dataclass(frozen=True)
class Appointed(Event):
    name: ClassVar[str] = "registry.appointed"
    business: UUID
    appointment: UUID
    role: str
    on: date


@dataclass(frozen=True)
class Dismissed(Event):
    name: ClassVar[str] = "registry.dismissed"
    business: UUID
    appointment: UUID
    role: str
    on: date


@dataclass(frozen=True)
class RegisterImported(Event):
    """A file has been brought in to its last row."""

    name: ClassVar[str] = "registry.register_imported"
    batch: UUID
    kind: str
    applied: int
    refused: int


@dataclass(frozen=True)
class BusinessMoved(Event):
    """A business lies elsewhere from a day on: its rows in all rooms follow, and what is owed on it changes hands."""

    name: ClassVar[str] = "registry.business_moved"
    business: UUID
    old: str
    new: str
    on: date
