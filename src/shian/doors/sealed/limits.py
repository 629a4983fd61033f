"""How often one address may send, and how often it may guess: in the memory of this process, as a hash, for a minute.

Only wrong receipts count against guessing. A village behind one address is not locked out by a neighbour: whoever is told to
wait goes on after it with a slip for this one question, and whoever opened a receipt has one for it at once.
"""

import hashlib

from django.conf import settings
from django.core.cache import cache

from shian.doors.entrance.addresses import address_of, household_of
from shian.doors.entrance.limits import GOOD_FOR, SLIP, Wait, is_of_age, slip_for
from shian.doors.ui.asked import Asked

WINDOW, SECONDS = 60, 20  # what is counted, and how long one waits
SENDINGS, GUESSES = 20, 20  # a minute for an address that a whole village may share
SEND, GUESS = "clue-send", "clue-guess"


def refuse_haste(request: Asked, text: str) -> None:
    """Count this sending. Raises Wait where its address sends too often; a slip is good for one sending of just this text."""
    if not (is_of_age(request, SEND, text) and _is_unused(request)) and _counted(request, SEND) > SENDINGS:
        raise Wait(SECONDS, slip_for(request, SEND, text, SECONDS))


def refuse_guessing(request: Asked, receipt: str) -> None:
    """Raises Wait where its address has guessed wrong too often in this minute; asks without counting."""
    if int(cache.get(_key(request, GUESS), 0)) >= GUESSES and not is_of_age(request, GUESS, receipt):
        raise Wait(SECONDS, slip_for(request, GUESS, receipt, SECONDS))


def guessed_wrong(request: Asked) -> None:
    _counted(request, GUESS)


def opened(request: Asked, receipt: str) -> str:
    """The slip of whoever opened a receipt: it is no guess any more."""
    return slip_for(request, GUESS, receipt, 0)


def _is_unused(request: Asked) -> bool:
    told = hashlib.blake2s(request.POST.get(SLIP, "").encode()).hexdigest()
    return bool(cache.add(f"clue:slip:{told}", 1, GOOD_FOR.total_seconds()))


def _counted(request: Asked, what: str) -> int:
    key = _key(request, what)
    cache.add(key, 0, WINDOW)
    try:
        return cache.incr(key)
    except ValueError:  # it ran out between the two lines
        return 1


def _key(request: Asked, what: str) -> str:
    address = household_of(address_of(request))
    told = hashlib.blake2s(address.encode(), key=settings.SECRET_KEY.encode()[:32]).hexdigest()
    return f"clue:{what}:{told}"
