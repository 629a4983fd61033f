"""Who calls: HTTP Basic with phone and password, or with a token as the password; or a token as bearer. Never a session.

A password takes the better part of a tenth of a second to check, and a field app sends it with each request: whoever was let in is
remembered for some minutes, and asked of the database again each time whether the account still has that password.
"""

import base64
import binascii
import hmac
import time
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from shian.doors.entrance.forms import PhoneField
from shian.kernel.actor import NOBODY, Actor
from shian.kernel.concealed import blind_index
from shian.people import queries as people
from shian.people.models import Account

OPENROSA = "/openrosa/"
_BASIC, _BEARER = "basic ", "bearer "
_SECONDS, _MOST = 300.0, 10_000
_LONGEST = 600


@dataclass(frozen=True)
class _Known:
    """Whose header it was, the password as it was stored then, and until when that is remembered."""

    account: Account
    password: str
    until: float


_known: dict[bytes, _Known] = {}


def actor_of(request: HttpRequest, now: datetime) -> Actor:
    """The actor behind an Authorization header, or nobody."""
    header = request.headers.get("Authorization", "")
    if header[: len(_BEARER)].lower() == _BEARER:
        return _token(token_in(header), now)
    name, secret = _words(header)
    if not secret:
        return NOBODY
    found = _token(secret, now)
    return found if found.person else _account(request, header, name, secret, now)


def token_in(header: str) -> str:
    """What of a header may be a token: all of a bearer's, and a password may be one. Empty where there is none."""
    if len(header) > _LONGEST:
        return ""
    if header[: len(_BEARER)].lower() == _BEARER:
        return header[len(_BEARER) :].strip()
    return _words(header)[1]


def _token(secret: str, now: datetime) -> Actor:
    holder = people.token_holder(secret, now)
    return people.actor_for(holder, now) if holder else NOBODY


def _words(header: str) -> tuple[str, str]:
    if len(header) > _LONGEST or header[: len(_BASIC)].lower() != _BASIC:
        return "", ""
    try:
        name, _colon, secret = base64.b64decode(header[len(_BASIC) :], validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return "", ""
    return name, secret


def _account(request: HttpRequest, header: str, name: str, secret: str, now: datetime) -> Actor:
    mark = hmac.digest(settings.SECRET_KEY.encode(), header.encode(), sha256)
    account = _remembered(mark) or _asked(request, mark, name, secret)
    if account is None or account.must_change_password:
        return NOBODY
    return people.actor_for(account.person_key, now)


def _remembered(mark: bytes) -> Account | None:
    known = _known.get(mark)
    if known is None or known.until < time.monotonic():
        return None
    now = people.account_of(known.account.person_key)
    return now if now is not None and now.is_active and now.password == known.password else None


def _asked(request: HttpRequest, mark: bytes, name: str, secret: str) -> Account | None:
    """By the entrance's own way, which locks a name after too many wrong passwords."""
    _known.pop(mark, None)
    phone = PhoneField().to_python(name)
    found = auth.authenticate(request, phone_index=blind_index(phone), password=secret) if phone else None
    if not isinstance(found, Account):
        return None
    if len(_known) >= _MOST:
        _known.clear()
    _known[mark] = _Known(found, found.password, time.monotonic() + _SECONDS)
    return found
