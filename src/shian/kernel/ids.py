"""Identifiers with a 48-bit time prefix: big tables are partitioned by range on them, so the key is enough."""

import hashlib
import os
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from itertools import count
from random import Random
from uuid import UUID

_V7, _VARIANT = 0x7, 0b10
_played: ContextVar["Iterator[UUID] | None"] = ContextVar("ids of a play", default=None)
_luck: ContextVar[Random | None] = ContextVar("luck of a play", default=None)


def new_id() -> UUID:
    """A UUIDv7 (RFC 9562) of this moment, its twelve bits beside the version a 4096th of a millisecond (section 6.2, method 3):
    rows of one deed lie in the order in which they were made."""
    played = _played.get()
    if played is not None:
        return next(played)
    milliseconds, rest = divmod(time.time_ns(), 1_000_000)
    finer = (rest << 12) // 1_000_000
    return _assembled(milliseconds, _V7, finer << 62 | int.from_bytes(os.urandom(8)) >> 2)


def new_secret() -> str:
    """64 hexadecimal characters that nobody can foresee, such as the seed of a draw; in a play its luck gives them."""
    luck = _luck.get()
    return secrets.token_hex(32) if luck is None else f"{luck.getrandbits(256):064x}"


@contextmanager
def ids_of_a_play(instant: datetime, luck: Random) -> Iterator[None]:
    """New keys by luck, a millisecond apart from an instant on: a made-up world played twice has the same keys, and so
    the same samples drawn by them. Never around real work: whoever knows the seed knows every key and every draw."""
    moments = count(_milliseconds(instant))
    token = _played.set(_assembled(at, _V7, luck.getrandbits(80)) for at in moments)
    lucky = _luck.set(luck)
    try:
        yield
    finally:
        _luck.reset(lucky)
        _played.reset(token)


def derived_id(instant: datetime, *parts: object) -> UUID:
    """A UUIDv8 computed from an instant and its parts: the same plan gives the same key, so the key is the idempotency."""
    digest = hashlib.sha256("\x1f".join(str(part) for part in parts).encode()).hexdigest()
    variant = "89ab"[int(digest[3], 16) & 3]
    return UUID(f"{_milliseconds(instant):012x}8{digest[:3]}{variant}{digest[4:19]}")


def derived_id_sql(instant: datetime, parts: str) -> str:
    """The same as an SQL expression, for plans made of one statement; `parts` is SQL for the parts joined by chr(31)."""
    # OFFSET 0 keeps the digest a column: written into the expression it would be computed three times a row.
    digest = f"(SELECT encode(sha256(convert_to({parts}, 'UTF8')), 'hex') AS h OFFSET 0) AS digest"
    variant = "substr('89ab', (('x' || substr(h, 4, 1))::bit(4)::int & 3) + 1, 1)"
    key = f"'{_milliseconds(instant):012x}8' || substr(h, 1, 3) || {variant} || substr(h, 5, 15)"
    return f"(SELECT ({key})::uuid FROM {digest})"


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
    """`tail` gives its lowest 74 bits: twelve beside the version, the rest beside the variant."""
    head = (milliseconds & ((1 << 48) - 1)) << 80
    return UUID(int=head | version << 76 | ((tail >> 62) & 0xFFF) << 64 | _VARIANT << 62 | tail & ((1 << 62) - 1))
