"""The secret keys: made once into the data folder, 0600, never into the database."""

import base64
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

from shian.config.cluster.access import Trouble, data_folder, private_folder


@dataclass(frozen=True)
class Keys:
    django: str
    data: tuple[str, ...]  # AES-256; the first encrypts, all decrypt: rotation puts a new one in front
    index: str  # HMAC of the blind index


def fresh() -> str:
    def key() -> str:
        return base64.b64encode(secrets.token_bytes(32)).decode()

    return json.dumps({"django": secrets.token_urlsafe(48), "data": [key()], "index": key()}, indent=1)


def checked(key: str) -> str:
    if len(base64.b64decode(key, validate=True)) != 32:
        raise ValueError("a key has 32 bytes")
    return key


def path() -> Path:
    chosen = os.environ.get("SHIAN_KEYS")
    return Path(chosen).expanduser() if chosen else private_folder(data_folder()) / "keys.json"


def make(place: Path) -> None:
    """Two processes may come at once: a link, unlike a rename, never replaces the other's keys."""
    draft = place.with_name(f"{place.name}.{secrets.token_hex(4)}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        file.write(fresh())
        file.flush()
        os.fsync(file.fileno())
    try:
        os.link(draft, place)
    except FileExistsError:
        pass
    finally:
        draft.unlink()


def read() -> Keys:
    place = path()
    if not place.exists():
        make(place)
    try:
        found = json.loads(place.read_text(encoding="utf-8"))
        return Keys(found["django"], tuple(map(checked, found["data"])), checked(found["index"]))
    except (KeyError, TypeError, ValueError) as trouble:
        raise Trouble(f"{place} is not a file of keys; restore it from your copy.") from trouble
