"""What a room announces. The envelope (id, name, version, secrecy, body) is frozen; bodies grow by version."""

from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import Enum
from typing import Any, ClassVar, Self
from uuid import UUID

from shian.kernel.ids import new_id
from shian.kernel.secrecy import Secrecy


@dataclass(frozen=True)
class Event:
    """Base of all announcements: a frozen dataclass of plain values."""

    name: ClassVar[str]
    version: ClassVar[int] = 1
    secrecy: ClassVar[Secrecy] = Secrecy.INTERNAL

    def envelope(self) -> dict[str, Any]:
        """The event as it is stored and sent."""
        body = {name: _plain(value) for name, value in vars(self).items()}
        return {
            "id": str(new_id()),
            "name": self.name,
            "version": self.version,
            "secrecy": int(self.secrecy),
            "body": body,
        }

    @classmethod
    def opened(cls, envelope: dict[str, Any]) -> Self:
        """The event back from its envelope; unknown keys of later versions are passed over."""
        known = {f.name: f.type for f in fields(cls)}
        return cls(**{key: _typed(known[key], value) for key, value in envelope["body"].items() if key in known})


def _plain(value: Any) -> Any:
    if isinstance(value, (UUID, datetime, date)):
        return value.isoformat() if not isinstance(value, UUID) else str(value)
    if isinstance(value, Enum):
        return value.value
    return value


def _typed(kind: Any, value: Any) -> Any:
    if value is None:
        return None
    if kind in (UUID, UUID | None):
        return UUID(value)
    if kind is datetime:
        return datetime.fromisoformat(value)
    if kind in (date, date | None):
        return date.fromisoformat(value)
    return value
