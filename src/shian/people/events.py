"""What the room of people announces."""

from dataclasses import dataclass
from datetime import date
from typing import ClassVar
from uuid import UUID

from shian.kernel.events import Event


@dataclass(frozen=True)
class PostSeated(Event):
    """Somebody holds a post from a day on."""

    name: ClassVar[str] = "people.post_seated"
    post: UUID
    person: UUID
    on: date


@dataclass(frozen=True)
class PostHandedOver(Event):
    """A post passed from one holder to the next; what is owed stays with the post."""

    name: ClassVar[str] = "people.post_handed_over"
    post: UUID
    leaver: UUID | None
    person: UUID
    on: date


@dataclass(frozen=True)
class PostVacant(Event):
    """A post has no holder from a day on."""

    name: ClassVar[str] = "people.post_vacant"
    post: UUID
    leaver: UUID
    on: date


@dataclass(frozen=True)
class PostClosed(Event):
    """A post is no more from a day on; what it owed needs another holder."""

    name: ClassVar[str] = "people.post_closed"
    post: UUID
    on: date
