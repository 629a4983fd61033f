"""A phone's ticket to the mass door: signed, for a working day, and void when its account is closed or gets a new password.

It is a session in another form, so it is told by the page server to whoever is in, and kept nowhere.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.core import signing

from shian.people.models import Account

PREFIX = "ticket:"
_SALT = "shian.people.ticket"
_KEPT = 24


@dataclass(frozen=True, slots=True)
class Claim:
    """What an unbroken ticket says: the person, and a mark of the password it was told under."""

    person: UUID
    mark: str


def ticket_for(account: Account) -> str:
    """A ticket for whoever is in now."""
    return PREFIX + signing.dumps({"p": str(account.person_key), "m": _mark(account)}, salt=_SALT)


def is_ticket(secret: str) -> bool:
    return secret.startswith(PREFIX)


def holders(tickets: Collection[str]) -> Mapping[str, UUID]:
    """The persons of those tickets that still open something: one question for all of them."""
    claims = {ticket: claim for ticket in tickets if (claim := _claim(ticket)) is not None}
    accounts = Account.objects.filter(person_key__in={c.person for c in claims.values()}, is_active=True)
    marks = {account.person_key: _mark(account) for account in accounts}
    return {ticket: c.person for ticket, c in claims.items() if marks.get(c.person) == c.mark}


def _claim(ticket: str) -> Claim | None:
    try:
        said = signing.loads(ticket[len(PREFIX) :], salt=_SALT, max_age=settings.SESSION_COOKIE_AGE)
        return Claim(UUID(said["p"]), str(said["m"]))
    except (signing.BadSignature, KeyError, TypeError, ValueError):
        return None


def _mark(account: Account) -> str:
    return account.get_session_auth_hash()[:_KEPT]
