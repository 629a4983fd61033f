"""Numbers that identify a person: encrypted at rest, found by a keyed index, masked on screen, never logged.

Keys live outside the database (settings.SHIAN_DATA_KEYS, newest first; settings.SHIAN_INDEX_KEY). A stored value
names its key by a short fingerprint, so that keys rotate: old values open with old keys, new ones are sealed with the first.
"""

import hashlib
import hmac
import os
from base64 import b64decode
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from django.conf import settings
from django.db import models

_NONCE, _MARK = 12, 4


class KeyLost(RuntimeError):
    """A stored value was sealed with a key that is no longer there."""


def conceal(text: str) -> bytes:
    """Seal a text with the newest key."""
    mark, cipher = _opened(settings.SHIAN_DATA_KEYS[0])
    nonce = os.urandom(_NONCE)
    return mark + nonce + cipher.encrypt(nonce, text.encode(), None)


def reveal(sealed: bytes) -> str:
    """Open a sealed text. Raises KeyLost where its key is gone."""
    mark, nonce, body = sealed[:_MARK], sealed[_MARK : _MARK + _NONCE], sealed[_MARK + _NONCE :]
    for encoded in settings.SHIAN_DATA_KEYS:
        own, cipher = _opened(encoded)
        if own == mark:
            return cipher.decrypt(nonce, body, None).decode()
    raise KeyLost("a value was sealed with a key that is not in the key file")


def blind_index(text: str) -> str:
    """A keyed digest to look a number up without storing it; the empty text has none."""
    if not text:
        return ""
    return hmac.digest(_decoded(settings.SHIAN_INDEX_KEY), text.encode(), "sha256").hex()[:32]


def mask_phone(number: str) -> str:
    """138****5678; short numbers show their last two digits only."""
    return f"{number[:3]}****{number[-4:]}" if len(number) >= 11 else "*" * max(len(number) - 2, 0) + number[-2:]


def mask_identity(number: str) -> str:
    """The first six (a place) and the last two characters of an identity number."""
    return f"{number[:6]}{'*' * (len(number) - 8)}{number[-2:]}" if len(number) >= 10 else "*" * len(number)


@lru_cache(maxsize=16)
def _opened(encoded: str) -> tuple[bytes, AESGCM]:
    """A key's fingerprint and its cipher: made once, for a large import asks for them hundreds of thousands of times."""
    key = b64decode(encoded)
    return hashlib.sha256(b"mark" + key).digest()[:_MARK], AESGCM(key)


@lru_cache(maxsize=4)
def _decoded(encoded: str) -> bytes:
    return b64decode(encoded)


if TYPE_CHECKING:
    _Bytes = models.BinaryField[str, str]
else:  # Django's fields are not generic at run time
    _Bytes = models.BinaryField


class ConcealedField(_Bytes):
    """A text that is sealed on its way into the database and opened on its way out; '' is stored as NULL."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs["null"] = True
        kwargs.setdefault("editable", True)
        super().__init__(*args, **kwargs)

    def from_db_value(self, value: Any, expression: Any, connection: Any) -> str:
        return "" if value is None else reveal(bytes(value))

    def get_prep_value(self, value: Any) -> Any:
        if value is None or value == "":
            return None
        return conceal(value) if isinstance(value, str) else value

    def get_db_prep_value(self, value: Any, connection: Any, prepared: bool = False) -> Any:
        sealed = value if prepared else self.get_prep_value(value)
        return None if sealed is None else connection.Database.Binary(sealed)

    def to_python(self, value: Any) -> Any:
        return value

    def value_to_string(self, obj: Any) -> str:
        return ""
