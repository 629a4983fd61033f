"""A custodian's private key on his own machine: made there, under a pass phrase, never sent anywhere."""

import json
import os
from base64 import b64decode, b64encode
from pathlib import Path

from django.utils.translation import gettext as _
from nacl.public import PrivateKey
from nacl.pwhash import argon2id
from nacl.utils import random

from shian.kernel.refused import Refused
from shian.sealed import boxes

FORMAT = "shian sealed key 1"
PHRASE_LEAST = 10
WORK = (argon2id.OPSLIMIT_MODERATE, argon2id.MEMLIMIT_MODERATE)


def make(place: Path, phrase: str) -> str:
    """A new key into a new file (0600); answers its public half. Raises Refused for a short phrase, and where a file stands."""
    if len(phrase) < PHRASE_LEAST:
        raise Refused(_("口令至少 %(least)d 个字") % {"least": PHRASE_LEAST})
    private, salt = bytes(PrivateKey.generate()), random(argon2id.SALTBYTES)
    public = boxes.public_of(private)
    locked = boxes.locked(_stretched(phrase, salt), private)
    said = {"format": FORMAT, "public": public, "salt": b64encode(salt).decode(), "box": b64encode(locked).decode()}
    try:
        handle = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Refused(_("这里已经有一个文件：%(file)s。钥匙不会写在别的文件上面。") % {"file": place}) from error
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(said, file, indent=1)
        file.flush()
        os.fsync(file.fileno())
    return public


def private_of(place: Path, phrase: str) -> bytes:
    """The private key of a file. Raises Refused."""
    try:
        said = json.loads(place.read_text(encoding="utf-8"))
        if said["format"] != FORMAT:
            raise ValueError(said["format"])
        return boxes.unlocked(_stretched(phrase, b64decode(said["salt"])), b64decode(said["box"]))
    except boxes.Unopened as error:
        raise Refused(_("口令不对，或者钥匙文件坏了")) from error
    except (ValueError, KeyError, TypeError) as error:
        raise Refused(_("这不是 shian sealed keys 做的钥匙文件：%(file)s") % {"file": place}) from error


def _stretched(phrase: str, salt: bytes) -> bytes:
    rounds, memory = WORK
    return argon2id.kdf(boxes.KEY_BYTES, phrase.encode(), salt, opslimit=rounds, memlimit=memory)
