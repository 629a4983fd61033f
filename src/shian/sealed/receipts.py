"""A receipt is the whole identity of somebody who tells: sixteen digits, shown once, kept as a slow digest only.

The digest is one for the whole house (its salt comes from the index key outside the database), so that a receipt finds
its row without naming it; sixteen digits are more than a guesser gets through at the price of one try.
"""

import hmac
import secrets
from base64 import b64decode

from django.conf import settings
from nacl.pwhash import argon2id

DIGITS, CODE_DIGITS = 16, 10
_WIDE = str.maketrans("０１２３４５６７８９", "0123456789", " -—　\t\r\n")


def new_receipt() -> str:
    return f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"


def new_code() -> str:
    """What a reward is paid against."""
    return f"{secrets.randbelow(10**CODE_DIGITS):0{CODE_DIGITS}d}"


def shown(receipt: str) -> str:
    """In groups of four, as it is copied by hand."""
    return " ".join(receipt[at : at + 4] for at in range(0, len(receipt), 4))


def typed(text: str) -> str:
    """As somebody types it: with spaces, with lines, in wide digits. '' where it cannot be a receipt."""
    bare = text.translate(_WIDE)
    return bare if len(bare) == DIGITS and bare.isascii() and bare.isdigit() else ""


def digest(code: str, what: str) -> str:
    """The slow digest of a receipt, or of a code of payment; about a tenth of a second on purpose."""
    salt = hmac.digest(b64decode(settings.SHIAN_INDEX_KEY), what.encode(), "sha256")[: argon2id.SALTBYTES]
    rounds, memory = settings.SHIAN_RECEIPT_WORK
    return argon2id.kdf(32, code.encode(), salt, opslimit=rounds, memlimit=memory).hex()
