"""What the kernel asks of the floors above; config/wiring fills these in. With none installed the gate refuses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Protocol
from uuid import UUID

from shian.kernel.actor import Actor
from shian.kernel.events import Event


@dataclass(frozen=True)
class Deed:
    """One thing done to one row: what the ledger keeps."""

    verb: str
    subject: Any
    facts: dict[str, Any] = field(default_factory=dict)
    events: tuple[Event, ...] = ()


class Recorder(Protocol):
    """Writes deeds to the ledger, in the transaction of the deed."""

    def record(self, done: Sequence[tuple[Actor, Deed]]) -> None: ...


class Grants(Protocol):
    """Turns a person, or a system name, into an actor with the grants of the posts held at an instant."""

    def actor_for(self, person: UUID, now: datetime) -> Actor: ...

    def actors_for(self, persons: Collection[UUID], now: datetime) -> dict[UUID, Actor]: ...

    def system(self, name: str) -> Actor: ...


class Outbox(Protocol):
    """Is told, after commit, that events wait in the ledger."""

    def wake(self) -> None: ...


@dataclass(frozen=True)
class Ports:
    """The three floors above which the gate needs."""

    recorder: Recorder
    grants: Grants
    outbox: Outbox


class NotWired(RuntimeError):
    """The gate was used before config/wiring installed its ports."""


_installed: list[Ports] = []


def install(recorder: Recorder, grants: Grants, outbox: Outbox) -> None:
    """Fill the ports; the last word counts."""
    _installed[:] = [Ports(recorder, grants, outbox)]


def uninstall() -> None:
    """Leave the gate refusing again (for tests of just that)."""
    _installed.clear()


def ports() -> Ports:
    """The installed ports. Raises NotWired."""
    if not _installed:
        raise NotWired("the gate refuses: config/wiring has installed no recorder, grants and outbox")
    return _installed[0]
