"""What a view asks of its request: who asks, when, and which words stand in the address."""

from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest
from django.utils import timezone
from django_htmx.middleware import HtmxDetails

from shian.kernel.actor import Actor


class Asked(HttpRequest):
    """A request as the middleware hands it on: with its actor and its instant."""

    actor: Actor
    now: datetime
    htmx: HtmxDetails


def today(request: Asked) -> date:
    """The local day of the request."""
    return timezone.localdate(request.now)


def address(request: HttpRequest, **changes: str | int) -> str:
    """This page's address with some words of its query changed; an empty value takes the word out."""
    return elsewhere(request.path, **{**request.GET.dict(), **changes})


def elsewhere(path: str, **words: str | int) -> str:
    """Another page's address with its query."""
    query = urlencode({name: value for name, value in words.items() if value != ""})
    return f"{path}?{query}" if query else path
