"""Questions about people and posts. Posts and who holds them are made public, so they need no viewer's lens;
persons are scoped."""

from datetime import date, datetime
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.ports import ports


def actor_for(person: UUID, now: datetime) -> Actor:
    """The person as an actor, with the grants of the posts held at that instant."""
    return ports().grants.actor_for(person, now)


def system(name: str) -> Actor:
    """The house itself under one of its names: clock, planner, importer."""
    return ports().grants.system(name)
