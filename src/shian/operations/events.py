"""What the room of operations announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class OperationMoved(Event):
    """A joint operation was ordered, began, closed or was called off."""

    name: ClassVar[str] = "operations.operation_moved"

    operation: UUID
    place: UUID
    move: str
    state: str


@dataclass(frozen=True)
class NoticeMoved(Event):
    """A department told another of something, or heard back."""

    name: ClassVar[str] = "operations.notice_moved"

    notice: UUID
    holder: UUID
    move: str
    state: str


@dataclass(frozen=True)
class CaseMarked(Event):
    """A case was marked as typical (典型案例): whoever publishes cases may take it up, redacted."""

    name: ClassVar[str] = "operations.case_marked"

    result: UUID
    operation: UUID
    business: UUID
