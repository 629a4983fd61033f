"""Addresses of the mass door beside its own: another room reads what comes there and uses the same queue.

The rooms that have one stand on floors above this door; they are told to it in config/wiring.py.
"""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from shian.doors.ingest.batches import Batches
from shian.doors.ingest.entrance import Entrance
from shian.doors.ingest.wire import Answer, Request


@dataclass(frozen=True, slots=True)
class Inside:
    """What a way in finds behind the door: who is known here, the queue before the writer, the caller's language."""

    entrance: Entrance
    batches: Batches
    language: str


Way = Callable[[Request, Inside], Awaitable[Answer]]
_ways: dict[str, Way] = {}


def install(ways: Mapping[str, Way]) -> None:
    """Say once, at start-up, who answers at which address."""
    _ways.clear()
    _ways.update(ways)


def way_to(path: str) -> Way | None:
    """Who answers there, if it is somebody else than this door itself."""
    return _ways.get(path)
