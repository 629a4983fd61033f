"""A file on its way in pieces: what came so far lies apart, under whose it is and the hash it will have.

A broken line costs the piece that was under way, not the whole photograph. Nothing here is evidence yet: only bytes
whose hash is the promised one are ever taken, and what nobody finished is forgotten after some days.
"""

import contextlib
import fcntl
import hashlib
import os
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from django.conf import settings
from django.utils.translation import gettext as _

from shian.evidence.actions import refuse_by_size
from shian.evidence.limits import limits
from shian.kernel.refused import Conflict, Refused


class Elsewhere(Conflict):
    """A piece that does not begin where the last one ended; `offset` says where the next one has to."""

    code = "offset"

    def __init__(self, offset: int) -> None:
        super().__init__(_("续传的位置对不上，请从断开的地方接着传"), code=self.code)
        self.offset = offset


def arrived(sha256: str, *, person: UUID) -> int:
    """How many bytes of this file have come."""
    place = _where(sha256, person)
    return place.stat().st_size if place.is_file() else 0


def take(piece: bytes, sha256: str, *, at: int, person: UUID, now: datetime) -> int:
    """Put one piece behind the others and say how many bytes there are now. Raises Elsewhere, or TooBig."""
    refuse_by_size(at + len(piece))
    place = _where(sha256, person)
    place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if at == 0:
        _make_room(place, now)
    with os.fdopen(os.open(place, os.O_RDWR | os.O_CREAT, 0o600), "r+b") as file:
        fcntl.flock(file, fcntl.LOCK_EX)  # two tabs may send the same piece
        end = file.seek(0, os.SEEK_END)
        if end != at:
            raise Elsewhere(end)
        file.write(piece)
    return at + len(piece)


def whole(sha256: str, *, person: UUID) -> bytes:
    """The finished file. Raises Refused where it is not finished, or is not what it promised to be."""
    place = _where(sha256, person)
    data = place.read_bytes() if place.is_file() else b""
    if hashlib.sha256(data).hexdigest() != sha256:
        raise Refused(_("这个文件还没有传完，请接着传"), code="incomplete")
    return data


def forget(sha256: str, *, person: UUID) -> None:
    """It is kept as evidence, or begun anew: the pieces go."""
    _where(sha256, person).unlink(missing_ok=True)


def forget_unfinished(now: datetime) -> int:
    """What nobody went on with for some days goes, of whoever never came back; returns how many files."""
    limit, gone = (now - timedelta(days=limits().arriving_days)).timestamp(), 0
    for folder in (Path(settings.MEDIA_ROOT) / "arriving").glob("*"):
        for file in [one for one in folder.iterdir() if _is_older(one, limit)]:
            file.unlink(missing_ok=True)
            gone += 1
        with contextlib.suppress(OSError):  # more lies there, or began to this instant
            folder.rmdir()
    return gone


def _is_older(file: Path, limit: float) -> bool:
    """Whether nobody went on with it since; one that arrived or was swept this instant is none of ours any more."""
    try:
        return file.stat().st_mtime < limit
    except FileNotFoundError:
        return True


def _where(sha256: str, person: UUID) -> Path:
    if len(sha256) != 64 or set(sha256) - set("0123456789abcdef"):
        raise Refused(_("文件的编号不对，应是 SHA-256"), code="malformed")
    return Path(settings.MEDIA_ROOT) / "arriving" / str(person) / sha256


def _make_room(place: Path, now: datetime) -> None:
    """Whoever begins a file loses those they left unfinished for days; too many at once are refused."""
    limit = (now - timedelta(days=limits().arriving_days)).timestamp()
    waiting = 0
    for other in _others(place):
        if _is_older(other, limit):
            other.unlink(missing_ok=True)
        else:
            waiting += 1
    if waiting >= limits().arriving:
        raise Refused(_("没传完的文件太多，请先把它们传完"), code="too_many_files")


def _others(place: Path) -> Iterator[Path]:
    return (one for one in place.parent.iterdir() if one != place)
