"""How often one may knock at a door that asks for no account. Nobody is locked out: who owes too much waits, and goes on.

What is owed stands in the database, for all processes together, under a keyed hash of the address. A village behind one
address shares its debt, so a wait is never longer than a minute or two, and whoever has waited goes on though a neighbour
knocks meanwhile: the page carries a signed slip, good for this one question, from the instant at which the wait is over.
For a guesser that is a wait for each guess.
"""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shian.doors.entrance.addresses import address_of, household_of
from shian.doors.ui.asked import Asked
from shian.kernel.refused import Refused
from shian.kernel.wall import worn
from shian.people.queries import system
from shian.reception import queries
from shian.reception.rules import PATIENCE, Patience

RECEPTION = "receptionist"
SLIP, SALT = "slip", "shian.entrance.slip"
GOOD_FOR = timedelta(minutes=15)
TOO_MANY = 429


class Wait(Refused):
    """Not yet: so many seconds, then the same question with this slip."""

    code = "wait"

    def __init__(self, seconds: int, slip: str) -> None:
        super().__init__(
            _("这个网络上问得太多了。请等 %(n)d 秒，再按一次，写好的都还在。") % {"n": seconds}, code=self.code
        )
        self.seconds, self.slip = seconds, slip


@dataclass(frozen=True)
class Charge:
    """What one knock costs: written after the answer, whatever the answer was."""

    key: str
    cost: float
    patience: Patience


def patience_of(what: str) -> Patience:
    """Names and surveys have as many for nothing as the installation says; the rest is the house's."""
    calls = settings.SHIAN_PUBLIC_CALLS
    return PATIENCE.get(what) or Patience(free=calls, forgiven=calls, first=5, longest=60, step=calls)


def refuse_impatience(request: Asked, what: str, about: str) -> None:
    """Raises Wait where this address owes too much, unless its slip for just this question has come of age."""
    patience = patience_of(what)
    with worn(system(RECEPTION)) as house:
        seconds = patience.wait(queries.owed(house, _key(request, what), patience, request.now))
    if seconds and not is_of_age(request, what, about):
        raise Wait(seconds, slip_for(request, what, about, seconds))


def owe(request: HttpRequest, what: str, cost: float = 1.0) -> None:
    """This knock costs something."""
    charges: list[Charge] = getattr(request, "tolls", [])
    request.tolls = [*charges, Charge(_key(request, what), cost, patience_of(what))]  # type: ignore[attr-defined]  # read by config.charging


def _key(request: HttpRequest, what: str) -> str:
    told = f"{what}:{household_of(address_of(request))}"
    return hashlib.blake2s(told.encode(), key=settings.SECRET_KEY.encode()[:32]).hexdigest()


def _about(request: HttpRequest, what: str, about: str) -> str:
    """The slip names the question without telling it: a guesser cannot wait once and ask a thousand times."""
    return hmac.digest(settings.SECRET_KEY.encode(), f"{_key(request, what)}:{about}".encode(), "sha256").hex()[:32]


def slip_for(request: Asked, what: str, about: str, seconds: int) -> str:
    """A slip for this one question, good once so many seconds are over."""
    ripe = (request.now + timedelta(seconds=seconds)).timestamp()
    return signing.dumps([_about(request, what, about), int(ripe)], salt=SALT)


def is_of_age(request: Asked, what: str, about: str) -> bool:
    """Whether the slip that came along is for just this question, and its wait is over."""
    given = request.POST.get(SLIP) or request.GET.get(SLIP) or ""
    try:
        named, ripe = signing.loads(given, salt=SALT)
    except (signing.BadSignature, ValueError, TypeError):
        return False
    now = request.now.timestamp()
    return bool(named == _about(request, what, about) and ripe <= now <= ripe + GOOD_FOR.total_seconds())
