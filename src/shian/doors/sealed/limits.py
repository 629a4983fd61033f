"""How often one address may send, and how often it may guess: in the memory of this process, as a hash, for a minute.

Only wrong receipts count against guessing, so nobody is kept from their own by a neighbour behind the same address.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest

WINDOW = 60  # seconds
SENDINGS, GUESSES = 20, 20  # a minute for an address that a whole village may share


def sends_too_often(request: HttpRequest) -> bool:
    """Count this sending."""
    return _counted(request, "send") > SENDINGS


def guesses_too_often(request: HttpRequest) -> bool:
    """Whether this address has guessed wrong too often in this minute; asks without counting."""
    return int(cache.get(_key(request, "guess"), 0)) >= GUESSES


def guessed_wrong(request: HttpRequest) -> None:
    _counted(request, "guess")


def _counted(request: HttpRequest, what: str) -> int:
    key = _key(request, what)
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1


def _key(request: HttpRequest, what: str) -> str:
    address = request.META.get("REMOTE_ADDR", "")
    told = hashlib.blake2s(address.encode(), key=settings.SECRET_KEY.encode()[:32]).hexdigest()
    return f"clue:{what}:{told}"
