"""Where a request comes from."""

from ipaddress import ip_address

from django.conf import settings
from django.http import HttpRequest


def address_of(request: HttpRequest) -> str:
    """The caller's address. Behind a proxy of ours it is the last one in the header, which the proxy wrote itself."""
    forwarded = request.META.get("HTTP_X_FORWARDED_FOR", "") if settings.SECURE_PROXY_SSL_HEADER else ""
    return forwarded.rpartition(",")[2].strip() or request.META.get("REMOTE_ADDR", "")


def household_of(address: str) -> str:
    """Of an IPv6 address the first half: one line at home has as many of the others as it likes."""
    try:
        found = ip_address(address)
    except ValueError:
        return address
    return address if found.version == 4 else str(found.exploded)[:19]
