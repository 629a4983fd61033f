"""Sealing and opening, with libsodium's own boxes (PyNaCl) and nothing of ours.

What is told lies in a secret box under the key of its clue. Who told it lies in a secret box under a key that exists
nowhere whole: one half is drawn by luck, the other is the key XOR that half (a one-time pad, so either half alone says
nothing), and each half lies in a sealed box to the public key of one custodian.
"""

import hashlib
from base64 import b64decode, b64encode
from binascii import Error as NotBase64
from dataclasses import dataclass

from nacl.bindings import sodium_pad, sodium_unpad
from nacl.exceptions import CryptoError
from nacl.public import PrivateKey, PublicKey, SealedBox
from nacl.secret import SecretBox
from nacl.utils import random

KEY_BYTES = SecretBox.KEY_SIZE
# Lengths are told in steps of so many bytes: that of a name, and that of what was written.
NAME_STEP, TEXT_STEP = 512, 256


class Unopened(ValueError):
    """It does not open: another key, or something that was changed on the way."""


@dataclass(frozen=True, repr=False)
class Split:
    """A text under a key that exists only in two halves; each is still bare, to be sealed to its custodian."""

    body: bytes
    halves: tuple[bytes, bytes]


def new_key() -> bytes:
    return random(KEY_BYTES)


def locked(key: bytes, data: bytes) -> bytes:
    """A file under the key of its clue."""
    return bytes(SecretBox(key).encrypt(data))


def unlocked(key: bytes, box: bytes) -> bytes:
    """Raises Unopened."""
    try:
        return SecretBox(key).decrypt(box)
    except (CryptoError, ValueError) as error:
        raise Unopened from error


def locked_text(key: bytes, text: str, step: int = TEXT_STEP) -> bytes:
    """A text under a key, padded."""
    return locked(key, sodium_pad(text.encode(), step))


def unlocked_text(key: bytes, box: bytes, step: int = TEXT_STEP) -> str:
    """Raises Unopened."""
    try:
        return sodium_unpad(unlocked(key, box), step).decode()
    except CryptoError as error:
        raise Unopened from error


def split(text: str) -> Split:
    """Lock a text under a new key and take the key apart; the key itself is forgotten here."""
    key, half = new_key(), random(KEY_BYTES)
    return Split(locked_text(key, text, NAME_STEP), (half, joined(key, half)))


def joined(one: bytes, other: bytes) -> bytes:
    """Two halves as one key. Raises Unopened where one is no half."""
    if len(one) != KEY_BYTES or len(other) != KEY_BYTES:
        raise Unopened
    return bytes(a ^ b for a, b in zip(one, other, strict=True))


def read(body: bytes, one: bytes, other: bytes) -> str:
    """What `split` locked, by both halves. Raises Unopened."""
    return unlocked_text(joined(one, other), body, NAME_STEP)


def sealed_to(public: str, half: bytes) -> bytes:
    """A half for one pair of eyes. Raises Unopened where the public key is none."""
    return bytes(SealedBox(public_key(public)).encrypt(half))


def unsealed(private: bytes, box: bytes) -> bytes:
    """Raises Unopened."""
    try:
        return SealedBox(PrivateKey(private)).decrypt(box)
    except (CryptoError, ValueError) as error:
        raise Unopened from error


def public_key(text: str) -> PublicKey:
    """A public key as it is written. Raises Unopened."""
    try:
        key = PublicKey(b64decode(text.strip(), validate=True))
        SealedBox(key).encrypt(b"")  # a point at which nothing can be sealed is refused here, not at the first clue
    except (NotBase64, CryptoError, ValueError, RuntimeError) as error:
        raise Unopened from error
    return key


def public_of(private: bytes) -> str:
    """The public half, as it is written, of a private key."""
    return b64encode(bytes(PrivateKey(private).public_key)).decode()


def fingerprint(public: str) -> str:
    """What two people read to each other over the telephone: twenty-four characters in groups of four."""
    told = hashlib.blake2b(public.strip().encode(), digest_size=12).hexdigest()
    return " ".join(told[at : at + 4] for at in range(0, len(told), 4))
