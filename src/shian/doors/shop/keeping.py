"""What the phone of a shop keeps for a day without a network: the record of today and the list of problems, as they stand."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.http import HttpResponseBase
from django.urls import reverse

from shian.doors.entrance.keeping import Kept, kept
from shian.doors.shop import days
from shian.doors.shop.counter import Counter, counter
from shian.doors.ui.asked import Asked, today

MOST = 5  # businesses of one person


def day(request: Asked) -> HttpResponseBase:
    return kept(request, _pages(request))


def _pages(request: Asked) -> Iterator[Kept]:
    """The form says of which day it is: it may be handed in on another."""
    on = today(request)
    for key in sorted(request.actor.businesses)[:MOST]:
        at = counter(request.actor, key, on=on)
        found = _counter(at, on, assisted=request.COOKIES.get(days.BIG) == "1")
        yield found
        if len(request.actor.businesses) == 1:
            yield replace(found, path=reverse("shop"))


def _counter(at: Counter, on: date, *, assisted: bool) -> Kept:
    if (instead := days.not_owed(at, on)) is not None:
        return Kept(at.home, instead.title, instead)
    page = days.day(at, on, assisted=assisted)
    return Kept(at.home, page.title, replace(page, action=f"{at.home}?day={on.isoformat()}"))
