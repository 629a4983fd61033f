"""What the phone of a shop keeps for a day without a network: the record of today, the report of the week, the minutes of the month."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.http import HttpResponseBase
from django.urls import reverse

from shian.doors.entrance.keeping import Kept, kept
from shian.doors.shop import days, rollups
from shian.doors.shop.counter import Counter, counter
from shian.doors.ui.asked import Asked, today
from shian.loop import queries as loop
from shian.packs.periods import period_of

ROLLED = {loop.WEEKLY: "week", loop.MONTHLY: "month"}
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
        yield from (_rolled(at, programme) for programme in ROLLED if at.has_duty(programme, on))
        if len(request.actor.businesses) == 1:
            yield replace(found, path=reverse("shop"))


def _counter(at: Counter, on: date, *, assisted: bool) -> Kept:
    if (instead := days.not_owed(at, on)) is not None:
        return Kept(at.home, instead.title, instead)
    page = days.day(at, on, assisted=assisted)
    return Kept(at.home, page.title, replace(page, action=f"{at.home}?day={on.isoformat()}"))


def _rolled(at: Counter, programme: str) -> Kept:
    """The report of the period that runs, without the ways to others: what is not here cannot be turned to."""
    period = period_of(ROLLED[programme], at.on)
    instead = rollups.not_owed(at, programme, period)
    page = instead or replace(rollups.page(at, programme, period, None, None, ""), turn=())
    return Kept(reverse(rollups.PAGES[programme], args=[at.business.pk]), page.title, page)
