"""Files by their hash below the data folder. A file is whole or not there: written aside, synced, then renamed."""

import hashlib
import os
import secrets
from pathlib import Path

from django.conf import settings

from shian.evidence.rules import stored_at


def digest(data: bytes) -> str:
    """The name of these bytes."""
    return hashlib.sha256(data).hexdigest()


def keep(data: bytes) -> Path:
    """Put bytes on disk, whole and synced, and return where; what is there already stays as it is."""
    place = where(digest(data))
    if not place.exists():
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _written(place, data)
    return place


def where(sha256: str) -> Path:
    """The path of a file; its name is its hash, so that nobody can name another."""
    return Path(settings.MEDIA_ROOT) / stored_at(sha256)


def _written(place: Path, data: bytes) -> None:
    draft = place.with_name(f".{place.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        draft.rename(place)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    _sync_folder(place.parent)


def _sync_folder(folder: Path) -> None:
    """The name itself must survive a power cut too."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
