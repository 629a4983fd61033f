"""The devices from which somebody has been in before: a signed cookie names the device and whose accounts it knows.

A stranger's wrong passwords make strangers wait, never a device that was in before (config/locking.py). A cookie knows an
account by a stamp of its password: after a new password the device is known again only once it was in with that.
"""

import secrets
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from shian.people import queries
from shian.people.models import Account

COOKIE, SALT = "shian_device", "shian.entrance.device"
YEAR = 365 * 24 * 3600
MOST = 8  # accounts of one device: a phone that a shop's people share


def remember(request: HttpRequest, answer: HttpResponse, account: Account) -> None:
    """This account was in from this device."""
    device, known = _cookie(request.COOKIES)
    others = {key: stamp for key, stamp in known.items() if key != str(account.pk)}
    kept = dict(list(others.items())[-(MOST - 1) :]) | {str(account.pk): _stamp(account)}
    answer.set_cookie(
        COOKIE, signing.dumps([device or secrets.token_hex(8), kept], salt=SALT), max_age=YEAR,
        httponly=True, samesite="Lax", secure=settings.SESSION_COOKIE_SECURE,
    )  # fmt: skip


def known_device(cookies: Mapping[str, str], phone_index: str) -> str:
    """The device's name, where the account of this number was in from it; else empty."""
    device, known = _cookie(cookies)
    account = queries.account_by_index(phone_index) if known else None
    return device if account is not None and known.get(str(account.pk)) == _stamp(account) else ""


def _cookie(cookies: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    try:
        said: Any = signing.loads(cookies.get(COOKIE, ""), salt=SALT, max_age=YEAR)
    except signing.BadSignature:
        return "", {}
    device, known = said
    return str(device), dict(known)


def _stamp(account: Account) -> str:
    return salted_hmac(SALT, account.password, algorithm="sha256").hexdigest()[:16]
