"""What the room of disclosure announces."""

from dataclasses import dataclass
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class MemberReminded(Event):
    """The secretary of an association asks that a member be reminded of its self-check: the loop does it."""

    name: ClassVar[str] = "disclosure.member_reminded"

    member: UUID
    business: UUID


@dataclass(frozen=True)
class MemberMoved(Event):
    """A business joined an association or left it: what members owe by rule follows."""

    name: ClassVar[str] = "disclosure.member_moved"

    member: UUID
    business: UUID
