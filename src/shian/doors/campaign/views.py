"""Campaigns and screenings: all of them, one of them, the list behind a number."""

from typing import Any

from django.http import HttpResponseBase

from shian.doors.campaign import presenters, rounds
from shian.doors.ui.asked import Asked, address, today
from shian.doors.ui.giving import shown_or_given
from shian.doors.ui.paging import Slice
from shian.doors.ui.said import chosen_ground
from shian.doors.ui.shapes.loop import ListPage
from shian.doors.ui.show import show
from shian.kernel.paths import ROOT
from shian.loop.queries import rounds as numbering


def campaigns(request: Asked) -> HttpResponseBase:
    on, within = today(request), chosen_ground(request.actor, request.GET.get("within", ""))
    return show(request, presenters.listed(numbering.known(on, within or ROOT), within, on=on))


def campaign(request: Asked, key: str) -> HttpResponseBase:
    asked = rounds.asked_for(request, key)
    signed = bool(request.GET.get("signed"))
    return show(request, presenters.page(request.actor, asked, on=today(request), signed=signed))


def rows(request: Asked, key: str) -> HttpResponseBase:
    """The list behind one number, and the same list as a file."""
    asked, part = rounds.asked_for(request, key), request.GET.get("part", "due")
    found = numbering.rows(request.actor, asked, part)
    gives = address(request, export="xlsx", page="") if request.actor.grounds("export") else ""

    def page(some: Slice[Any]) -> ListPage:
        return presenters.rows_page(request.actor, asked, part, some, on=today(request), export=gives)

    return shown_or_given(request, str(presenters.TITLES[part]), found, page, within=asked.within)
