"""Identifiers with a 48-bit time prefix: big tables are partitioned by range on them, so the key is enough."""

import hashlib
import secrets
import time
from datetime import datetime
from uuid import UUID

_V7, _V8, _VARIANT = 0x7, 0x8, 0b10


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562) of this moment."""
    return _assembled(time.time_ns() // 1_000_000, _V7, secrets.randbits(74))


def derived_id(instant: datetime, *parts: object) -> UUID:
    """A UUIDv8 computed from an instant and its parts: the same plan gives the same key, so the key is the idempotency."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).digest()
    return _assembled(_milliseconds(instant), _V8, int.from_bytes(digest[:10], "big") & ((1 << 74) - 1))


def floor_id(instant: datetime) -> UUID:
    """The least identifier of an instant: a bound for partitions and for queries by time."""
    return UUID(int=_milliseconds(instant) << 80)


def instant_ms(key: UUID) -> int:
    """The millisecond (UTC, Unix epoch) in the prefix of an identifier."""
    return key.int >> 80


def _milliseconds(instant: datetime) -> int:
    if instant.tzinfo is None:
        raise ValueError("an instant needs its time zone")
    return int(instant.timestamp() * 1000)


def _assembled(milliseconds: int, version: int, tail: int) -> UUID:
    head = (milliseconds & ((1 << 48) - 1)) << 80
    return UUID(int=head | version << 76 | (tail >> 62) << 64 | _VARIANT << 62 | tail & ((1 << 62) - 1))
