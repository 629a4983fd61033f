"""What a checklist asks, as one hash."""

import hashlib

import msgspec

from shian.packs.schema import Checklist


def digest_of(checklist: Checklist) -> str:
    """A change of the source alone makes no new version."""
    asked = [
        (i.code, i.text.zh, i.text.en, i.severity, i.key, sorted(i.applies), i.photo, i.valid_for)
        for i in checklist.items
    ]
    return hashlib.sha256(msgspec.json.encode([checklist.key, asked])).hexdigest()
